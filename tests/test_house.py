"""The house stands as it was drawn: arrows point down, and only the top floors print."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = [
    {"text"},
    {"errors", "nearest", "progress"},
    {"model"},
    {"planar"},
    {"shapes"},
    {"study"},
    {"continuity"},
    {"norm", "graph", "cache"},
    {"delimit", "comparison", "inspection", "download", "procedure", "diagnosis"},
    {"repair", "proof", "casefile"},
    {"report"},
    {"cli"},
]
"""From the ground up; a room may use those below it, and itself."""

APART = {("study", "norm"), ("norm", "continuity"), ("norm", "study"), ("continuity", "study")}
"""Rooms that know nothing of each other, whatever their floors."""

LONGEST = 450

PACKAGE = Path(__file__).parents[1] / "src" / "metrocli"
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem[0] != "_"
)


def floor(room: str) -> int:
    return next(height for height, rooms in enumerate(FLOORS) if room in rooms)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield module
                yield from (f"{module}.{alias.name}" for alias in names)


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_arrows_point_down(path: Path) -> None:
    room = room_of(path)
    for name in imported(path):
        if name.startswith("metrocli.") and name.split(".")[1] not in {"__version__", room}:
            other = name.split(".")[1]
            assert floor(other) < floor(room), name
            assert (room, other) not in APART, name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_top_floors_know_the_terminal(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(path)}
    if room_of(path) not in {"cli", "report"}:
        assert not libraries & {"click", "rich"}
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    assert not [node for node in nodes if isinstance(node, ast.Name) and node.id == "print"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_noun_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
