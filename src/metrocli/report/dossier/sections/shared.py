"""What several sections say alike."""

from collections.abc import Collection, Mapping

from metrocli import __version__
from metrocli.casefile import CaseFile
from metrocli.model import AreaVerdict, Code, CriterionVerdict
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Picture, Tone
from metrocli.text import Text, text

AREA = "/areas/0"
"""Where the area stands in the document."""

TONES: Mapping[AreaVerdict | CriterionVerdict, Tone] = {
    AreaVerdict.ELIGIBLE: Tone.GOOD,
    AreaVerdict.NOT_ELIGIBLE: Tone.BAD,
    AreaVerdict.UNDETERMINED: Tone.OPEN,
}

INHABITANTS, METRES, PERCENT = text("inhabitants"), text("m"), text("%")


def names_of(case: CaseFile) -> dict[Code, str]:
    """Return the names of the communes of a case file, by CUT."""
    return {code: commune.name for code, commune in case.ground.communes.items()}


def source_of(case: CaseFile, *roles: str) -> Text:
    """Return where figures come from: the study and its files of some roles."""
    return sourced(case.result.study_title, _files(case, roles))


def sourced(study: str, files: Collection[str]) -> Text:
    """Return where figures come from."""
    if not files:
        return text("{study}. Worked out by metro {version}.", study=study, version=__version__)
    return text(
        "{study} ({files}). Worked out by metro {version}.",
        study=study,
        files=sorted(files),
        version=__version__,
    )


def _files(case: CaseFile, roles: Collection[str]) -> set[str]:
    return {item.path for item in case.result.inputs if item.role in roles}


def picture(
    ledger: Ledger, pictures: Mapping[str, bytes], id: str, caption: Text, alt: Text
) -> Picture:
    """Return a drawing by its kind, or its place where it was not drawn."""
    return Picture(id, ledger.say(caption), ledger.say(alt), pictures.get(id))
