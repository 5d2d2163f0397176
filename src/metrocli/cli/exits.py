"""The exit codes of the commands that give a verdict."""

from metrocli.model import AreaVerdict, Assessment

NOT_ELIGIBLE, UNDETERMINED = 1, 4


def exit_code(result: Assessment) -> int:
    """Return 1 if an area is not eligible, else 4 if one is undetermined, else 0."""
    verdicts = {area.verdict for area in result.areas}
    if AreaVerdict.NOT_ELIGIBLE in verdicts:
        return NOT_ELIGIBLE
    return UNDETERMINED if AreaVerdict.UNDETERMINED in verdicts else 0
