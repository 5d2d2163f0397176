"""Areas over several studies: their people and their verdicts from one census to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from metrocli.model.study import Notice
from metrocli.model.verdicts import AreaAssessment, Assessment


@dataclass(frozen=True, slots=True)
class AreaHistory:
    """An area in each of several results.

    Parameters
    ----------
    id, name : str
        Of the area, the name as it is in the last result that has it.
    points : tuple of AreaAssessment or None
        One for each result; None where it has no such area.
    """

    id: str
    name: str
    points: tuple[AreaAssessment | None, ...]


@dataclass(frozen=True, slots=True)
class History:
    """Several results, the earliest first.

    Parameters
    ----------
    results : tuple of Assessment
        By vintage, then by title.
    notices : tuple of Notice
        What the reader must know of the studies or files.
    """

    results: tuple[Assessment, ...]
    notices: tuple[Notice, ...] = ()

    @classmethod
    def of(cls, results: Iterable[Assessment], notices: Iterable[Notice] = ()) -> Self:
        """Return results in their order; each notice is kept once."""
        ordered = sorted(results, key=lambda result: (result.vintage, result.study_title))
        return cls(tuple(ordered), tuple(dict.fromkeys(notices)))

    @property
    def labels(self) -> tuple[str, ...]:
        """What each result is called by: its vintage, numbered where several are of one."""
        found = [result.vintage for result in self.results]
        return tuple(
            f"{vintage} ({found[: k + 1].count(vintage)})" if found.count(vintage) > 1 else vintage
            for k, vintage in enumerate(found)
        )

    @property
    def areas(self) -> tuple[AreaHistory, ...]:
        """The areas of all results, each by its id, in the order in which they first come up."""
        found = [{area.area.id: area for area in result.every_area} for result in self.results]
        names = {id: area.area.name for areas in found for id, area in areas.items()}
        return tuple(
            AreaHistory(id, name, tuple(areas.get(id) for areas in found))
            for id, name in names.items()
        )
