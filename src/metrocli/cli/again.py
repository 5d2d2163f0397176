"""A result worked out again, from what it says was asked."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metrocli.cli import filing, work
from metrocli.cli.asked import Areas, Asked, Members
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
    result = (
        filing.file_area(case, _earlier_case(record.document, source), _one_asked(record), stage)
        if record.request.command == "dossier"
        else ask_again(case, record, stage)
    )
    return held_against(record, document_of(result))


def _earlier_case(document: Mapping[str, Any], source: Source) -> work.Case | None:
    """Return the earlier study that a dossier was compared with; None if it was with none."""
    comparison = document.get("comparison")
    if not comparison:
        return None
    then = comparison["base"]
    return _same_case(Request(**then["request"]), then, source)


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


def ask_again(case: work.Case, record: Record, stage: Stage) -> "StudyResult":
    """Ask again what a result says was asked.

    Raises
    ------
    InvalidInputError
        If it does not say it so that it can be understood.
    """
    options: Mapping[str, Any] = record.request.options
    match record.request.command, options:
        case "check", _:
            return work.check_areas(case, _asked(record), stage)
        case "propose", {"region": region}:
            return work.propose_areas(case, region, stage)
        case "gap", {"communes": communes}:
            return work.measure_gap(case, communes, stage)
        case "sweep", _ if options.keys() >= _GRID:
            return work.sweep_areas(case, _asked(record), _grid(options), stage)
    raise _unasked(record)


def _asked(record: Record) -> Asked:
    """Return the areas that a result says it is of."""
    match record.request.options:
        case {"areas": names}:
            return Areas(tuple(names))
        case {"members": communes}:
            return Members(tuple(communes))
    raise _unasked(record)


def _one_asked(record: Record) -> Asked:
    """Return the one area that a dossier says it is of."""
    asked = _asked(record)
    if isinstance(asked, Areas) and len(asked.names) != 1:
        raise _unasked(record)
    return asked


def _unasked(record: Record) -> InvalidInputError:
    return InvalidInputError(
        text("{file}: it does not say what was asked", file=str(record.path)),
        text("Give a result as the program wrote it."),
    )


_GRID = {"from_m", "to_m", "step_m", "majorities"}


def _grid(options: Mapping[str, Any]) -> work.Grid:
    span = Span(options["from_m"], options["to_m"], options["step_m"])
    return work.Grid(span, tuple(options["majorities"]))
