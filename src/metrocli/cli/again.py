"""A result worked out again, from what it says was asked."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metrocli.cli import filing, work
from metrocli.cli.options import Source
from metrocli.cli.studies import terms_of
from metrocli.errors import InvalidInputError
from metrocli.model import Request, Span
from metrocli.progress import Stage
from metrocli.proof.inputs import require_same
from metrocli.proof.record import Record, Verification, held_against
from metrocli.proof.recording import restored
from metrocli.report.json_writer import document_of
from metrocli.text import text

if TYPE_CHECKING:
    from metrocli.casefile import CaseFile
    from metrocli.report.registry import StudyResult


def verify(record: Record, source: Source, stage: Stage) -> Verification:
    """Work a result out again and hold it against the record.

    Parameters
    ----------
    record : Record
        The result.
    source : Source
        Where its inputs are now: a root, or a study that has one.
    stage : callable
        Told what is being done.

    Raises
    ------
    InvalidInputError
        If an input or the norm is not what it was.
    """
    stage(text("Hashing the inputs"))
    case = _same_case(record.request, record.document, source)
    match record.document:
        case {"comparison": {"base": {"request": dict() as asked, **then}}}:
            base = _same_case(Request(**asked), then, source)
        case _:
            base = None
    return held_against(record, document_of(ask_again(case, base, record, stage)))


def _same_case(request: Request, document: Mapping[str, Any], source: Source) -> work.Case:
    """Return the case that a record was worked out from, whose inputs are still the same."""
    config = restored(request, _folders(source))
    case = work.case_of(config, strict=bool(request.options.get("strict")))
    require_same(
        document,
        config,
        case.settings.norm.reference,
        text("A result is verified with the inputs it had; to compare two, work out both."),
    )
    return case


def _folders(source: Source) -> tuple[Path, ...]:
    """Return where to look for files: the root given or of the study; its folder; and here."""
    terms = terms_of(source)
    return (terms.root, *([terms.file.parent] if terms.file else []), Path())


def ask_again(
    case: work.Case, base: work.Case | None, record: Record, stage: Stage
) -> "StudyResult | CaseFile":
    """Ask again what a result says was asked.

    Parameters
    ----------
    case : Case
        The study.
    base : Case, optional
        The earlier one that it was compared with.
    record : Record
        What was asked.
    stage : callable
        Told what is being done.

    Raises
    ------
    InvalidInputError
        If it does not say it so that it can be understood.
    """
    options: Mapping[str, Any] = record.request.options
    match record.request.command, options:
        case "check", {"areas": names}:
            return work.check_areas(case, names, stage)
        case "check", {"members": members}:
            return work.check_members(case, members, stage)
        case "propose", {"region": region}:
            return work.propose_areas(case, region, stage)
        case "gap", {"communes": communes}:
            return work.measure_gap(case, communes, stage)
        case "sweep", {"areas": names} if options.keys() >= _GRID:
            return work.sweep_areas(case, names, _grid(options), stage)
        case "sweep", {"members": members} if options.keys() >= _GRID:
            return work.sweep_members(case, members, _grid(options), stage)
        case "dossier", {"areas": [name]}:
            return next(filing.file_areas(case, base, [name], stage))
        case "dossier", {"members": members}:
            return filing.file_members(case, base, members, stage)
    raise InvalidInputError(
        text("{file}: it does not say what was asked", file=str(record.path)),
        text("Give a result as the program wrote it."),
    )


_GRID = {"from_m", "to_m", "step_m", "majorities"}


def _grid(options: Mapping[str, Any]) -> work.Grid:
    span = Span(options["from_m"], options["to_m"], options["step_m"])
    return work.Grid(span, tuple(options["majorities"]))
