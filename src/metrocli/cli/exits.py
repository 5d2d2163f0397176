"""The exit codes of the commands that give a verdict."""

from enum import StrEnum

from metrocli.model import AreaVerdict, Assessment, AssessmentComparison

NOT_ELIGIBLE, UNDETERMINED = 1, 4

CHANGED = 1
"""Of a comparison whose changes are not to pass."""


class FailOn(StrEnum):
    """What a comparison fails on."""

    WORSE = "worse"
    CHANGE = "change"
    NEVER = "never"


def exit_code(*results: Assessment) -> int:
    """Return 1 if an area is not eligible, else 4 if one is undetermined, else 0."""
    verdicts = {area.verdict for result in results for area in result.areas}
    if AreaVerdict.NOT_ELIGIBLE in verdicts:
        return NOT_ELIGIBLE
    return UNDETERMINED if AreaVerdict.UNDETERMINED in verdicts else 0


def comparison_code(result: AssessmentComparison, fail_on: FailOn) -> int:
    """Return 1 if a comparison found what it is to fail on, else 0."""
    failed = {FailOn.WORSE: result.worse, FailOn.CHANGE: result.changed, FailOn.NEVER: False}
    return CHANGED if failed[fail_on] else 0
