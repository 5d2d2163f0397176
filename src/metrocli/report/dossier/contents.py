"""What the parts of a dossier are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from metrocli.casefile import CaseFile
from metrocli.report.dossier.compose import compose
from metrocli.report.dossier.paper import Paper
from metrocli.report.language import Language

FIXED_DAY = date(1980, 1, 1)
"""That files are dated with where nobody gave a day, so that they are the same every time."""


@dataclass(frozen=True, eq=False)
class Contents:
    """What the parts of a dossier are made from.

    Parameters
    ----------
    case : CaseFile
        All that is known of the area.
    language : Language
        The reader's.
    pictures : mapping of str to bytes
        PNG by kind of map: "location", "population", "continuum", "weakest-link", "sweep".
    maps : mapping of str to bytes
        The maps by themselves, by the names of their files; empty leaves them out.
    day : date, optional
        That the report is signed on.
    template : Path, optional
        A Word file whose styles, headers and footers the Word report takes.
    """

    case: CaseFile
    language: Language
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    maps: Mapping[str, bytes] = field(default_factory=dict)
    day: date | None = None
    template: Path | None = None

    @cached_property
    def paper(self) -> Paper:
        """The report, composed once for all its writers."""
        return compose(self.case, self.language, self.pictures, self.day)
