"""The formats that results can be written in, and the writer of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from metrocli.report.language import Language

if TYPE_CHECKING:
    # at run time numpy would come with it, and the list of formats is part of every --help
    from metrocli.casefile import CaseFile
    from metrocli.diagnosis.diagnosis import Diagnosis
    from metrocli.download.catalogue import Listing
    from metrocli.inspection.findings import Inspection
    from metrocli.model import (
        Assessment,
        AssessmentComparison,
        GapReport,
        History,
        Outlook,
        PatchReport,
        Sweep,
    )
    from metrocli.norm.explanation import Explanation
    from metrocli.norm.norm import Norm, NormList
    from metrocli.procedure.status import RegisterStatus
    from metrocli.proof.record import Verification
    from metrocli.repair.changes import Repair

StudyResult: TypeAlias = (
    "Assessment | GapReport | Inspection | Outlook | PatchReport | Repair | Sweep"
)
"""What a command finds in a study."""

NormResult: TypeAlias = "NormList | Norm | Explanation"
"""What it has to say of norms."""

SeriesResult: TypeAlias = "AssessmentComparison | History"
"""What it finds in several."""

Result: TypeAlias = (
    "StudyResult | SeriesResult | NormResult | CaseFile | Diagnosis | Listing | RegisterStatus "
    "| Verification"
)
"""What a command hands to a writer."""

WRITERS: Mapping[str, str] = {
    "table": "metrocli.report.table",
    "json": "metrocli.report.json_writer",
    "csv": "metrocli.report.csv_writer",
    "markdown": "metrocli.report.markdown",
    "junit": "metrocli.report.junit",
    "ics": "metrocli.report.calendar",
}
"""The module of each format, imported when it is asked for; every result has a table and JSON."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a result is written for.

    Parameters
    ----------
    language : Language
        The reader's.
    width : int
        Columns.
    colour : bool
        Whether it goes to a terminal that shows colours.
    full : bool
        Whether every detail is wanted, however long it gets.
    """

    language: Language
    width: int = 80
    colour: bool = False
    full: bool = False


SUBJECTS: Mapping[str, str] = {
    "Assessment": "areas",
    "AssessmentComparison": "comparison",
    "CaseFile": "casefile",
    "Diagnosis": "diagnosis",
    "Explanation": "norms",
    "GapReport": "gaps",
    "History": "history",
    "Inspection": "inspection",
    "Listing": "data",
    "Norm": "norms",
    "NormList": "norms",
    "Outlook": "outlook",
    "PatchReport": "patches",
    "RegisterStatus": "register",
    "Repair": "repair",
    "Sweep": "sweep",
    "Verification": "verification",
}
"""What each kind of result is about: the module that writes it, in every way of writing."""


def part_of(way: str, result: Result) -> ModuleType:
    """Return the module that writes a kind of result in a way: documents, tables or rows."""
    return import_module(f"metrocli.report.{way}.{SUBJECTS[type(result).__name__]}")


class Writer(Protocol):
    """The one thing that a module of `WRITERS` must have."""

    def write(self, result: Result, page: Page) -> str:
        """Return the whole result as text that ends in a line feed."""
        ...


def writer_of(format_name: str) -> Writer:
    """Return the writer of a format of `WRITERS`."""
    return cast("Writer", import_module(WRITERS[format_name]))
