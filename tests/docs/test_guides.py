"""The guides are followed to the letter: every command runs, and answers what they show."""

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.docs.guides import DATA, follow, matches

GUIDES = ("README.md", "README.en.md", "docs/guia-analistas.md")

LONG = "docs/guia-gore.md"
"""The guide that writes a whole dossier."""


@pytest.mark.parametrize("shown", ["a\nb\n", "[…]\n", "a\n[…]\n", "[…]\nb\n", "[…]b\n", "a[…]\n"])
def test_what_is_omitted_may_be_anything(shown: str) -> None:
    assert matches(shown, "a\nb\n")


@pytest.mark.parametrize("shown", ["a\n", "b\n", "a\n[…]\nc\n", "[…]\na\n", ""])
def test_what_is_shown_must_be_there(shown: str) -> None:
    assert not matches(shown, "a\nb\n")


@pytest.mark.parametrize("name", [*GUIDES, pytest.param(LONG, marks=pytest.mark.slow)])
def test_a_guide_can_be_followed_without_real_data(name: str, tmp_path: Path) -> None:
    follow((REPOSITORY / name).read_text(encoding="utf-8"), tmp_path, None)


@pytest.mark.slow
@pytest.mark.real
def test_the_guide_for_analysts_ends_in_the_verdicts_of_real_data(
    tmp_path: Path, real_data: Path
) -> None:
    page = (REPOSITORY / "docs" / "guia-analistas.md").read_text(encoding="utf-8")
    assert DATA in page
    follow(page, tmp_path, real_data)
