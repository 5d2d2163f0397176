"""From the arguments of `metro compare` and `metro history` to their results."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from metrocli import delimit
from metrocli.cli.areas import chosen_areas
from metrocli.cli.asked import Areas
from metrocli.cli.options import Source
from metrocli.cli.work import Case, find_alone, open_case
from metrocli.comparison import compare, continua
from metrocli.comparison.areas import Continua
from metrocli.delimit.measured import BARRED, measured
from metrocli.errors import InputError, MissingInputError, UsageError
from metrocli.model import Assessment, AssessmentComparison, History, Notice, Severity
from metrocli.progress import Stage
from metrocli.report.results import read_result, read_results
from metrocli.study.overrides import Overrides
from metrocli.text import text

Side: TypeAlias = Case | Assessment
"""A study that is yet to be checked, or a result."""

STUDY, RESULT = ".toml", ".json"
"""How the names of studies and of results end."""


@dataclass(frozen=True, eq=False)
class _Checked:
    """A side of a comparison, with what only a study tells."""

    result: Assessment
    continua: Continua = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def open_side(path: Path, terms: Overrides, *, strict: bool) -> Side:
    """Return the study or the result of a path.

    Raises
    ------
    UsageError
        If options would change a result.
    InputError
        If it is neither.
    """
    if path.suffix.lower() == STUDY:
        return open_case(Source(path, terms), strict=strict)
    if terms != Overrides() or strict:
        raise UsageError(
            text("{file}: options cannot change a result that is already there", file=str(path)),
            text("Give the study (its .toml), or make the result again."),
        )
    return read_result(path)


def compare_sides(
    base: Side, current: Side, names: Sequence[str], stage: Stage
) -> AssessmentComparison:
    """Return what changed from one side to the other, in some areas or in all."""
    then, now = (_checked(side, names, stage) for side in (base, current))
    stage(text("Comparing"))
    return compare(
        then.result,
        now.result,
        continua=(then.continua, now.continua),
        notices=(*then.notices, *now.notices),
    )


def _checked(side: Side, names: Sequence[str], stage: Stage) -> _Checked:
    if isinstance(side, Assessment):
        barred = tuple(one for one in side.notices if one.code == BARRED)
        return _Checked(_chosen(side, names), notices=barred)
    found = find_alone(side, Areas(tuple(names)), stage)
    study, terms = found.study, side.settings
    graph = found.graph or measured(study, terms, communes=found.members, stage=stage)
    result = delimit.check(study, found.areas, settings=terms, graph=graph)
    max_gap = terms.continuity.max_gap
    return _Checked(result, continua(study, result, graph, max_gap=max_gap), result.notices)


def _chosen(result: Assessment, names: Sequence[str]) -> Assessment:
    """Return a result of the areas that are named; of all where none is."""
    if not names:
        return result
    return result.only(chosen_areas({area.area.id: area.area for area in result.every_area}, names))


def read_history(folder: Path, names: Sequence[str]) -> History:
    """Return the results of a folder, of some areas or of all.

    Raises
    ------
    MissingInputError
        If it is no folder, or holds no result.
    """
    if not folder.is_dir():
        raise MissingInputError(
            text("{folder}: there is no such folder", folder=str(folder)),
            text("Give a folder of results: JSON of “metro check” or “metro propose”."),
        )
    results: list[Assessment] = []
    notices: list[Notice] = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            results += read_results(path)
        except InputError as error:
            severity = Severity.WARNING if path.suffix.lower() == RESULT else Severity.INFO
            left_out = text("left out: {cause}", cause=error.cause)
            notices.append(Notice("not-a-result", left_out, severity))
    if not results:
        raise MissingInputError(
            text("{folder}: there is no result in it", folder=str(folder)),
            text("Write some with “metro check --format json --output FILE”."),
        )
    history = History.of(results, notices)
    if not names:
        return history
    ids = chosen_areas({area.id: area for area in history.areas}, names)
    return replace(history, results=tuple(result.only(ids) for result in history.results))
