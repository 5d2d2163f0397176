"""The inputs that a result or a lock records, held against the files there are now."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from metrocli.errors import InvalidInputError
from metrocli.model import NormReference
from metrocli.study import national
from metrocli.study.config import StudyConfig
from metrocli.study.files import digest, require_file
from metrocli.text import Text, text

SHOWN = 12
"""Digits of a hash that are enough to tell two apart."""


def require_same(
    record: Mapping[str, Any], config: StudyConfig, norm: NormReference, remedy: Text
) -> None:
    """Make sure that a study reads what a record was worked out from.

    Parameters
    ----------
    record : mapping
        With `inputs` and `norm`, as results have them; a result may have no norm.
    config : StudyConfig
        Says where the files are now.
    norm : NormReference
        The norm as it is now.
    remedy : Text
        What to do if something has changed.

    Raises
    ------
    MissingInputError, UnreadableInputError
        If a file is not there or cannot be read.
    InvalidInputError
        If the content of a file, or the norm, is not what it was; it names every one.
    """
    then = {known["path"]: known["sha256"] for known in record["inputs"]}
    now = _hashes(config, [path for path in then if path in _NATIONAL])
    changed = [*_changed(then, now), *_changed_norm(record.get("norm"), norm)]
    if changed:
        raise InvalidInputError(
            text("what was read then is not what there is now ({count:,d}):", count=len(changed)),
            remedy,
            details=tuple(changed),
        )


_NATIONAL = tuple(national.source(vintage) for vintage in national.VINTAGES)
"""The inputs that come with the program, and are no files of the study."""


def _hashes(config: StudyConfig, bundled: list[str]) -> dict[str, str]:
    """Return the hash of every input there is now, by its path."""
    hashes = dict.fromkeys(bundled, national.digest())
    # A verdict looks at no year to come.
    for source in replace(config, projections=None).sources:
        path = config.path_of(source)
        require_file(path)
        hashes[source.given] = digest(path)
    return hashes


def _changed(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Text]:
    for path, recorded in then.items():
        if path not in now:
            yield text("{file}: the study no longer reads it", file=path)
        elif now[path] != recorded:
            yield text(
                "{file}: its content has changed (SHA-256 {then}…, now {now}…)",
                file=path,
                then=recorded[:SHOWN],
                now=now[path][:SHOWN],
            )
    for path in now:
        if path not in then:
            yield text("{file}: the study did not read it then", file=path)


def _changed_norm(then: Mapping[str, Any] | None, now: NormReference) -> Iterator[Text]:
    if then is not None and then["sha256"] != now.sha256:
        yield text(
            "the norm {norm}: its text has changed (SHA-256 {then}…, now {now}…)",
            norm=then["id"],
            then=then["sha256"][:SHOWN],
            now=now.sha256[:SHOWN],
        )
