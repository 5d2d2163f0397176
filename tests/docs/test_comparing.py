"""docs/comparar.md says what comparing does: its commands run, its choices are the program's."""

import shlex
from pathlib import Path

import pytest

from metrocli.cli.compare import command
from metrocli.cli.exits import FailOn
from metrocli.cli.main import run
from metrocli.report.registry import WRITERS
from tests.conftest import REPOSITORY
from tests.docs.pages import examples, quoted, rows, section

PAGE = (REPOSITORY / "docs" / "comparar.md").read_text(encoding="utf-8")
METHOD = (REPOSITORY / "docs" / "metodo.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_its_commands_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    codes = {}
    for example in examples(PAGE):
        program, *arguments = shlex.split(example)
        assert program == "metro"
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        codes[example] = ended.value.code
    failures = {example for example, code in codes.items() if code}
    # The sample has areas that are not eligible, which is no failure of the commands.
    assert {example.split()[1] for example in failures} == {"check"}
    assert {codes[example] for example in failures} == {1}
    assert "Índice de Rand" in capsys.readouterr().out
    assert "| Talca–Maule |" in (tmp_path / "cambios.md").read_text(encoding="utf-8")
    assert "talca-maule" in (tmp_path / "historia.csv").read_text(encoding="utf-8")


def test_every_choice_of_what_to_fail_on_is_told() -> None:
    told = [quoted(choice)[0] for choice, _ in rows(section(PAGE, "En una solicitud de cambios"))]
    (option,) = [item for item in command.params if item.name == "fail_on"]
    assert told == list(FailOn) == list(getattr(option.type, "choices", ()))
    assert option.default == told[0]
    assert "markdown" in WRITERS


def test_the_method_tells_the_rule_with_its_number() -> None:
    assert "## La comparación\n" in METHOD
    assert "el 10 % de su superficie" in METHOD
