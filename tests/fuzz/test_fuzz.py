"""No input, however spoilt, ends in anything but a verdict or a message."""

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.docs.pages import quoted, rows, section
from tests.fuzz.catalogue import case_ids
from tests.fuzz.kinds import KINDS
from tests.fuzz.trial import run_case

LEAST = 2_000
"""Cases below which the fuzz would not be worth its name."""

CHUNK = 25
"""Cases of one test, so that processes can share them."""

IDS = case_ids()
PAGE = (REPOSITORY / "docs" / "confiabilidad.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, len(IDS), CHUNK))
def test_every_case_ends_cleanly(tmp_path: Path, calls: list[str], start: int) -> None:
    faults = {}
    for id in IDS[start : start + CHUNK]:
        folder = tmp_path / id
        folder.mkdir()
        ended = run_case(id, folder)
        if ended.faults or calls:
            faults[f"python -m tests.fuzz {id}"] = [*ended.faults, *calls, ended.messages]
            calls.clear()
    assert not faults


def test_there_are_enough_cases() -> None:
    assert len(IDS) >= LEAST
    assert f"{len(IDS):,d}".replace(",", ".") in PAGE


def test_the_page_lists_what_is_tried() -> None:
    listed = [
        (quoted(name)[0], words, int(times))
        for name, words, times in rows(section(PAGE, "Lo que se probó"))
    ]
    assert listed == [(kind.id, kind.words, kind.times) for _, kind in sorted(KINDS.items())]
