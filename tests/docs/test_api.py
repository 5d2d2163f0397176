"""docs/api.md is what scripts/api.py writes, and the docstrings that it shows are whole."""

from pathlib import Path

import griffe
import pytest

import api
import metrocli
from metrocli import model
from metrocli.study.sample import write_sample
from tests.conftest import REPOSITORY
from tests.docs.pages import blocks

PAGE = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
INTERFACE, VALUES = api.interface(), api.values()
FUNCTIONS = [item for item in INTERFACE if isinstance(item, griffe.Function)]
Kind = griffe.DocstringSectionKind


def named(item: griffe.Object) -> str:
    return item.name


def sections(item: griffe.Object) -> dict[Kind, list[griffe.DocstringParameter]]:
    assert item.docstring is not None
    return {section.kind: section.value for section in item.docstring.parsed}


def test_the_page_is_up_to_date() -> None:
    assert api.page() == PAGE, "run scripts/api.py"


def test_the_interface_is_what_the_package_promises() -> None:
    assert [item.name for item in INTERFACE] == sorted(metrocli.__all__)
    written = {name: getattr(model, name) for name in model.__all__}
    promised = {
        name
        for name, value in written.items()
        if isinstance(value, type) and value.__module__.startswith("metrocli.")
    }
    assert {item.name for item in VALUES} == promised


@pytest.mark.parametrize("function", FUNCTIONS, ids=named)
def test_every_parameter_of_a_function_is_told_of(function: griffe.Function) -> None:
    told = {item.name for item in sections(function).get(Kind.parameters, ())}
    assert told == {parameter.name for parameter in function.parameters}
    assert all(parameter.annotation is not None for parameter in function.parameters)


@pytest.mark.parametrize("value", [*INTERFACE, *VALUES], ids=named)
def test_everything_is_said_in_one_sentence_first(value: griffe.Object) -> None:
    summary = str(sections(value)[Kind.text]).split("\n\n")[0]
    assert summary.endswith((".", ":"))
    assert f"### `metrocli.{value.name}`" in PAGE or f"### `metrocli.model.{value.name}`" in PAGE


def test_the_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sample(tmp_path)
    monkeypatch.chdir(tmp_path)
    (example,) = (block for block in blocks(PAGE, "python") if "import metrocli" in block)
    exec(compile(example, "docs/api.md", "exec"), {})  # noqa: S102 - it is ours
    assert "Talca–Maule eligible 254722.0\n" in capsys.readouterr().out
