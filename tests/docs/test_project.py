"""What stands beside the code says what the code says: changes, citation, targets, house."""

import os
import re
import subprocess
import tomllib
from datetime import date
from itertools import pairwise
from typing import Any

import yaml

from metrocli import __version__
from tests.conftest import REPOSITORY
from tests.docs.pages import quoted
from tests.test_house import FLOORS

PROJECT: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
CHANGES = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
GUIDE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")

KINDS = ("Agregado", "Cambiado", "Obsoleto", "Eliminado", "Corregido", "Seguridad")
"""The kinds of changes of Keep a Changelog, in Spanish."""

TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)

CITED = {
    "cff-version": "1.2.0",
    "type": "software",
    "version": __version__,
    "license": PROJECT["project"]["license"],
    "keywords": PROJECT["project"]["keywords"],
}


# -- CHANGELOG.md ----------------------------------------------------------


def headings(level: int) -> list[str]:
    return re.findall(rf"^{'#' * level} (.+)$", CHANGES, re.MULTILINE)


def test_the_changes_begin_with_those_that_are_not_published() -> None:
    first, *releases = headings(2)
    assert first == "[Sin publicar]"
    told = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)", name) for name in releases]
    assert all(told)
    versions = [tuple(map(int, found.groups()[:3])) for found in told if found]
    days = [date.fromisoformat(found[4]) for found in told if found]
    assert all(new > old for new, old in pairwise(versions))
    assert all(new >= old for new, old in pairwise(days))


def test_the_changes_are_of_known_kinds_and_each_is_an_item() -> None:
    assert headings(3)
    assert set(headings(3)) <= set(KINDS)
    for part in re.split(r"^### .+$", CHANGES, flags=re.MULTILINE)[1:]:
        lines = [line for line in part.split("\n## ")[0].splitlines() if line]
        assert lines
        assert all(line.startswith(("- ", "  ", "[")) for line in lines)


# -- CITATION.cff ----------------------------------------------------------


def test_the_citation_is_of_this_version() -> None:
    told = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    assert {key: told[key] for key in CITED} == CITED
    assert PROJECT["project"]["version"] == __version__


def test_the_citation_has_what_the_format_asks_for_and_nothing_it_does_not_know() -> None:
    told = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    needed = {"cff-version", "message", "title", "authors"}
    known = needed | {
        "abstract",
        "type",
        "version",
        "license",
        "keywords",
        "repository-code",
        "url",
    }
    assert needed <= set(told) <= known
    assert all(set(author) == {"name"} and author["name"] for author in told["authors"])
    assert all(isinstance(told[key], str) and told[key] for key in ("message", "title", "version"))


# -- Makefile --------------------------------------------------------------


def _made(*targets: str) -> str:
    """What `make` prints when a person runs it, even where another make runs these tests."""
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *targets], cwd=REPOSITORY, env=alone, capture_output=True, text=True, check=True
    ).stdout


def test_make_without_a_target_lists_them() -> None:
    listed = {line.split()[1]: line.split(maxsplit=2)[2] for line in _made().splitlines()}
    assert list(listed) == TARGETS
    assert all(words[0].isupper() for words in listed.values())
    assert _made("help") == _made()


def test_every_target_is_phony() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE.replace("\\\n", ""), re.MULTILINE)
    assert set(phony.split()) == set(TARGETS)


# -- CONTRIBUTING.md -------------------------------------------------------


def test_the_guide_names_every_room_of_the_house() -> None:
    rooms = {room for floor in FLOORS for room in floor}
    assert {room for room in rooms if f"`{room}`" not in GUIDE} == set()


def test_what_the_guide_names_is_there() -> None:
    paths = {name for name in quoted(GUIDE) if re.fullmatch(r"[\w./-]+/[\w./-]*", name)}
    assert paths
    assert {name for name in paths if not (REPOSITORY / name).exists()} == set()
    targets = set(re.findall(r"`make ([a-z-]+)", GUIDE))
    assert targets <= set(TARGETS)
