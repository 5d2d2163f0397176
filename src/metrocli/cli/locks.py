"""The lock of a study: written from a check of all its areas, and held against another."""

from typing import TYPE_CHECKING

from metrocli.cli import work
from metrocli.cli.asked import Areas, Asked
from metrocli.errors import MovedError
from metrocli.progress import Stage
from metrocli.proof.differences import Difference
from metrocli.proof.inputs import require_same
from metrocli.proof.lock import RENEW, lock_file, lock_of, moved, read_lock, written
from metrocli.report.json_writer import document_of
from metrocli.report.tables.verification import shown
from metrocli.report.words import Words, criterion_name
from metrocli.text import Text, text

if TYPE_CHECKING:
    from metrocli.model import Assessment


def lock_text(case: work.Case, stage: Stage) -> str:
    """Return the lock of a study as it stands in its file."""
    return written(lock_of(document_of(work.check_areas(case, Areas(), stage))))


def require_locked_inputs(case: work.Case) -> None:
    """Make sure that the inputs and the norm of a study are those of its lock.

    Raises
    ------
    MissingInputError
        If there is no lock.
    InvalidInputError
        If an input or the norm has changed.
    """
    lock = read_lock(lock_file(case.config))
    require_same(lock, case.config, case.settings.norm.reference, RENEW)


def require_locked(case: work.Case, result: "Assessment", asked: Asked) -> None:
    """Make sure that verdicts and figures are those of the lock of their study.

    Parameters
    ----------
    case : Case
        The study.
    result : Assessment
        Of areas of it.
    asked : Asked
        Those that were asked for.

    Raises
    ------
    MovedError
        If one has moved; it tells each, then and now.
    """
    file = lock_file(case.config)
    some = set[str]() if asked == Areas() else {area.area.id for area in result.areas}
    found = moved(read_lock(file), document_of(result), some)
    if found:
        raise MovedError(
            text("{file}: no longer so: {count:,d}", file=file.name, count=len(found)),
            RENEW,
            details=tuple(map(_said, found)),
        )


def _said(difference: Difference) -> Text:
    place: list[Words] = [difference.area] if difference.area else []
    if difference.criterion:
        place.append(criterion_name(difference.criterion))
    return text(
        "{place}: {then} then, {now} now",
        place=[*place, *([difference.figure] if difference.figure else [])],
        then=shown(difference.then),
        now=shown(difference.now),
    )
