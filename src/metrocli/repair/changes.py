"""What a repair says: each change with before and after, and what it could not mend safely."""

from dataclasses import dataclass
from enum import StrEnum

from metrocli.inspection.findings import Finding
from metrocli.model import Notice
from metrocli.text import Text


class Kind(StrEnum):
    """What kind of change; the same in every language."""

    GEOMETRY_MENDED = "geometry-mended"
    FEATURE_DROPPED = "feature-dropped"
    DUPLICATE_DROPPED = "duplicate-dropped"
    CODE_MENDED = "code-mended"
    CODE_TRANSLATED = "code-translated"
    OVERLAP_CLOSED = "overlap-closed"
    HOLE_CLOSED = "hole-closed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Parameters
    ----------
    kind : Kind
        What was done.
    place : Text
        The row, the feature or the communes that it was done to.
    before, after : Text
        What stood there, and what stands there now.
    """

    kind: Kind
    place: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Tally:
    """Features of an input and their inhabitants; None where it has no column of them."""

    features: int
    population: float | None


@dataclass(frozen=True, slots=True)
class RepairedInput:
    """An input of the study and its copy.

    Parameters
    ----------
    role, path : str
        What the study uses it for, and its path as the study gives it.
    copy : str
        Path of the copy in the folder of the repaired study.
    before, after : Tally, optional
        Of the input and of its copy; None if it could not be read.
    sha256, copy_sha256 : str, optional
        Hashes of the input and of its copy.
    changes : tuple of Change
        In the order in which they were made; none if the copy is the same byte by byte.
    """

    role: str
    path: str
    copy: str
    before: Tally | None = None
    after: Tally | None = None
    sha256: str | None = None
    copy_sha256: str | None = None
    changes: tuple[Change, ...] = ()

    def by_kind(self) -> dict[Kind, list[Change]]:
        """Return the changes of each kind that there are any of."""
        made: dict[Kind, list[Change]] = {}
        for change in self.changes:
            made.setdefault(change.kind, []).append(change)
        return made


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the copy of an input, or with several together (path "")."""

    path: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Repair:
    """A study repaired, or the reasons why it was not.

    Parameters
    ----------
    study_title, vintage : str
        Of the study.
    schematic : bool
        Whether its geometry is made up.
    tolerance : float
        Metres up to which an overlap or hole between communes is a sliver.
    inputs : tuple of RepairedInput
        In the order: population, boundaries, footprints, commuting.
    refusals : tuple of Fault
        What cannot be mended safely; if there is any, there is no repaired study.
    remaining : tuple of Fault
        What else is still odd, which is not for a program to mend.
    notices : tuple of Notice
        What drivers had to say.
    """

    study_title: str
    vintage: str
    schematic: bool
    tolerance: float
    inputs: tuple[RepairedInput, ...]
    refusals: tuple[Fault, ...]
    remaining: tuple[Fault, ...]
    notices: tuple[Notice, ...] = ()
