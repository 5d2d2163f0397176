"""docs/seguimiento.md says what `metro track` does: its commands run, its rules are the law's."""

import shlex
import tomllib
from pathlib import Path

import pytest

from metrocli.cli.main import run
from metrocli.procedure.law import load_law
from metrocli.procedure.milestones import MILESTONES
from metrocli.procedure.register import FILE_KEYS
from metrocli.report.language import Language
from metrocli.report.words import LEVELS
from tests.conftest import REPOSITORY
from tests.docs.pages import examples, quoted, rows, section

PAGE = (REPOSITORY / "docs" / "seguimiento.md").read_text(encoding="utf-8")
LAW = load_law()
SPANISH = Language("es")


def test_its_commands_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = [shlex.split(example) for example in examples(PAGE)]
    assert {words[2] for words in commands} == {"init", "add", "set", "status"}
    for program, *arguments in commands:
        assert program == "metro"
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        assert ended.value.code == 0, capsys.readouterr().err
    written = tomllib.loads((tmp_path / "expedientes.toml").read_text(encoding="utf-8"))
    milestones = written["files"]["rancagua-rengo"]["milestones"]
    assert list(milestones) == ["study", "consultation", "act", "agreement", "filed"]
    shown = " ".join(capsys.readouterr().out.split())
    assert "9 votos si propone el gobernador. Votos a favor: 9; alcanzan." in shown
    assert "Sin respuesta al 15-11-2026: el silencio la rechazó." in shown


def test_every_milestone_is_on_the_page_with_its_name_and_predecessors() -> None:
    told = {
        quoted(id)[0]: (name, tuple(quoted(after)))
        for id, name, after in rows(section(PAGE, "Anotar"))
    }
    assert told == {
        step.value: (SPANISH.say(MILESTONES[step]), tuple(rule.after))
        for step, rule in LAW.milestones.items()
    }


def test_the_one_milestone_that_may_lack_is_named() -> None:
    (optional,) = [step for step, rule in LAW.milestones.items() if not rule.required]
    assert f"`{optional}` es el único que puede faltar" in PAGE


def test_every_rule_is_on_the_page_with_its_source_and_level() -> None:
    told = {
        quoted(id)[0]: (level, source) for id, _, level, source in rows(section(PAGE, "Las reglas"))
    }
    rules = {
        id: (SPANISH.say(LEVELS[rule.level]), rule.source) for id, rule in LAW.rules.items()
    } | {
        id.value: (SPANISH.say(LEVELS[rule.level]), rule.source)
        for id, rule in LAW.majorities.items()
    }
    assert told == rules


def test_every_term_and_key_is_on_the_page() -> None:
    assert [term for term in LAW.terms if term.start.isoformat() not in PAGE] == []
    assert [key for key in FILE_KEYS if key != "milestones" and f"`{key}`" not in PAGE] == []
