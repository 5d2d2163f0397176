"""Areas over several studies as rows: one for each area and study."""

from collections.abc import Iterator, Sequence

from metrocli.model import History, Reading
from metrocli.report.documents.values import number

COLUMNS = (
    "area",
    "name",
    "vintage",
    "study",
    "verdict",
    "reading",
    *(f"population_{reading}" for reading in Reading),
    "merge_distance_m",
)
"""Of a history."""


def rows(history: History) -> Iterator[Sequence[object]]:
    """Yield the headings, and a row for each area and each result that has it."""
    yield COLUMNS
    for area in history.areas:
        for result, point in zip(history.results, area.points, strict=True):
            if point is not None:
                yield (
                    area.id,
                    point.area.name,
                    result.vintage,
                    result.study_title,
                    point.verdict,
                    result.reading,
                    *(number(point.population.by(reading)) for reading in Reading),
                    number(point.merge_distance),
                )
