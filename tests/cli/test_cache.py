"""`--cache` through the command line: whatever is kept, the answers are the same."""

from pathlib import Path

import pytest

from tests.cli.conftest import Metro
from tests.study.places import write_study


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("propose",),
        ("gap", "Talca", "Maule"),
        ("sweep",),
        ("outlook",),
    ],
)
def test_a_kept_study_gives_the_same_answer(
    metro: Metro, tmp_path: Path, command: tuple[str, ...]
) -> None:
    write_study(tmp_path)
    asked = (*command, "--format", "json")
    plain = metro(*asked)
    first = metro(*asked, "--cache", "kept")
    (kept,) = (tmp_path / "kept").iterdir()
    before = kept.stat().st_mtime_ns
    second = metro(*asked, "--cache", "kept")
    assert (plain.code, plain.out) == (first.code, first.out) == (second.code, second.out)
    assert kept.stat().st_mtime_ns == before


def test_a_graph_is_drawn_from_a_kept_study(metro: Metro, tmp_path: Path) -> None:
    write_study(tmp_path)
    for name in ("plain.json", "first.json", "second.json"):
        kept = () if name == "plain.json" else ("--cache", "kept")
        assert metro("graph", "-o", name, *kept).code == 0
    plain, first, second = (
        (tmp_path / name).read_bytes() for name in ("plain.json", "first.json", "second.json")
    )
    assert plain == first == second
