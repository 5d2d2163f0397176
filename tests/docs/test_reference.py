"""docs/comandos.md is what scripts/reference.py writes, and its examples work."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from tests.conftest import REPOSITORY
from tests.docs.conftest import Try
from tests.docs.pages import examples

PAGE = (REPOSITORY / "docs" / "comandos.md").read_text(encoding="utf-8")


@pytest.fixture
def script(repository: Path) -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(repository / "scripts" / "reference.py")))


def part(called: str) -> str:
    """Return what the page says of a command."""
    return PAGE.partition(f"\n## `{called}`\n")[2].partition("\n## ")[0]


def test_the_page_is_up_to_date(script: SimpleNamespace) -> None:
    assert script.page() == PAGE, "run scripts/reference.py"


def test_the_page_is_the_same_whatever_the_language(
    script: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert script.page() == PAGE


def test_every_command_has_an_example(script: SimpleNamespace) -> None:
    bare = [
        called
        for called, command in script.commands()
        if not any(line.startswith(called) for line in script.examples(command))
    ]
    assert bare == []


def test_the_page_holds_every_example(script: SimpleNamespace) -> None:
    written = [line for _, command in script.commands() for line in script.examples(command)]
    assert examples(PAGE) == written


def test_every_option_of_every_command_is_told_of(script: SimpleNamespace) -> None:
    missing = [
        (called, option.opts[-1])
        for called, command in script.commands()
        for option in command.params
        if isinstance(option, click.Option)
        if option.opts[-1] not in part(called)
    ]
    assert missing == []


def test_the_help_tells_of_every_argument(script: SimpleNamespace) -> None:
    script.page()  # speaks Spanish
    untold = [
        (called, name)
        for called, command in script.commands()
        for argument in command.params
        if isinstance(argument, click.Argument)
        for name in re.findall(r"\w+", argument.make_metavar(click.Context(command)))
        if f"\n{name} es " not in part(called)
    ]
    assert untold == []


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(example, marks=pytest.mark.slow if " dossier " in example else ())
        for example in dict.fromkeys(examples(PAGE))
    ],
)
def test_every_example_runs_on_the_sample(try_out: Try, example: str) -> None:
    try_out(example)
