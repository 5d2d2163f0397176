"""What a shell is offered at the Tab key, asked as the scripts of the shells ask it."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from metrocli.cli import candidates, main, shells, work
from metrocli.cli.track import options as track
from metrocli.download.catalogue import catalogue
from metrocli.norm.norm import load_norm, norm_ids
from metrocli.procedure.example import example as example_register
from metrocli.report.schema import schema_names
from metrocli.study import config, national
from metrocli.study.sample import write_sample
from tests.cli.conftest import Metro
from tests.cli.test_main import COMMANDS, HEAVY

Asked = Callable[[str], list[str]]


@pytest.fixture
def offered(metro: Metro, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asked:
    """Return what fish is offered at the end of a line, beside the sample."""
    write_sample(tmp_path)
    register = tmp_path / track.REGISTER
    register.write_text(example_register(register), encoding="utf-8")

    def asked(line: str) -> list[str]:
        monkeypatch.setenv(shells.VARIABLE, "fish_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", line.rpartition(" ")[2])
        return [line for line in metro().out.splitlines() if line]

    return asked


def words(lines: list[str]) -> list[str]:
    """Return the words alone, without their kinds and what each is."""
    return [line.partition(",")[2].partition("\t")[0] for line in lines]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("metro ch", ["check"]),
        ("metro norm s", ["show"]),
        ("metro check --memb", ["--members"]),
        ("metro check talca", ["talca-maule"]),
        ("metro check nowhere", []),
        ("metro check Gran", ["gran-concepcion"]),
        ("metro check Chillán", ["chillan-chillan-viejo"]),
        ("metro check --study metro-2017.toml temuco", ["temuco-padre-las-casas"]),
        ("metro compare metro-2017.toml metro.toml temuco", ["temuco-padre-las-casas"]),
        ("metro norm explain population talca", ["talca-maule"]),
        ("metro gap alto-h", ["Alto Hospicio"]),
        ("metro gap nunoa", ["Ñuñoa"]),
        ("metro gap 0710", [f"0710{last}" for last in range(1, 10)]),
        ("metro check --members Talca,mau", ["Talca,Maule", "Talca,Maullín"]),
        ("metro check --members=Talca,maule", ["--members=Talca,Maule"]),
        ("metro propose --region maule", ["07"]),
        ("metro map talca", ["talca-maule"]),
        ("metro dossier --members Talca,mau", ["Talca,Maule", "Talca,Maullín"]),
        ("metro check --norm ley", ["ley-21074", "ley-21074@2018"]),
        ("metro check --norm=ine", ["--norm=ine-espana"]),
        ("metro norm explain pop", ["population"]),
        (
            "metro norm explain --norm mexico-2020 co",
            ["communes", "continuity", "core", "commuting"],
        ),
        ("metro schema norm-s", ["norm-show"]),
        ("metro data fetch bcn-c", ["bcn-communes"]),
        ("metro check --format m", ["markdown"]),
        ("metro check --lang e", ["es", "en"]),
        ("metro completion f", ["fish"]),
        ("metro track status talca", ["talca-maule"]),
    ],
)
def test_words_are_offered_that_begin_so_or_are_called_so(
    offered: Asked, line: str, found: list[str]
) -> None:
    assert words(offered(line)) == found


@pytest.mark.parametrize(
    "line",
    [
        "metro check --boundaries com",
        "metro check --footprints ed",
        "metro check --norm mi",
        "metro check --study me",
        "metro compare me",
    ],
)
def test_files_are_left_to_the_shell(offered: Asked, line: str) -> None:
    assert offered(line) == [f"file,{line.rpartition(' ')[2]}"]


NAMES = {"area", "areas", "members", "communes", "region", "norm"}
"""Parameters whose values the program knows."""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_has_names_is_offered_wherever_it_is_asked_for(command: tuple[str, ...]) -> None:
    asked = [
        parameter
        for parameter in COMMANDS[command].params
        if parameter.name in NAMES or parameter.metavar in {"FILE", "DIR"}
    ]
    bare = click.ParamType.shell_complete
    assert [
        parameter.name
        for parameter in asked
        if not parameter._custom_shell_complete and type(parameter.type).shell_complete is bare
    ] == []


def test_each_word_says_what_it_is_in_the_language_of_the_reader(
    offered: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offered("metro gap 07105") == ["plain,07105\tMaule"]
    assert offered("metro propose --regi") == [
        "plain,--region\tSolo esta región, por su código o su nombre: 07 o Maule."
    ]
    monkeypatch.setenv("METRO_LANG", "en")
    assert offered("metro propose --regi") == [
        "plain,--region\tOnly this region, by its code or its name: 07 or Maule."
    ]


def test_the_names_are_those_of_the_readers(offered: Asked) -> None:
    assert words(offered("metro gap ")) == list(national.names().values())
    assert words(offered("metro propose --region ")) == sorted(national.regions())
    assert words(offered("metro data fetch ")) == [entry.name for entry in catalogue()]
    assert words(offered("metro schema ")) == list(schema_names())
    assert words(offered("metro norm show ")) == norm_ids()
    assert words(offered("metro norm explain ")) == [
        rule.id for rule in load_norm(work.DEFAULT_NORM).criteria
    ]
    assert main.COMPLETING == shells.VARIABLE
    assert (candidates.STUDY, candidates.REGISTER, candidates.NORM) == (
        config.FILE_NAME,
        track.REGISTER,
        work.DEFAULT_NORM,
    )


@pytest.mark.parametrize("content", ["[areas", "areas = 3", "[areas]\nx = 1", "\x00"])
def test_a_study_that_cannot_be_read_offers_nothing_and_says_nothing(
    offered: Asked, tmp_path: Path, content: str
) -> None:
    (tmp_path / "metro.toml").write_text(content, encoding="utf-8")
    assert offered("metro check talca") == []


def test_completing_imports_nothing_heavy(tmp_path: Path) -> None:
    write_sample(tmp_path)
    program = (
        "import sys\n"
        "from metrocli.cli.main import run\n"
        "try:\n    run([])\n"
        "except SystemExit:\n    pass\n"
        f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    for line in ("metro gap alto", "metro check talca", "metro norm show ley"):
        ended = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, shells.VARIABLE: "zsh_complete", "COMP_WORDS": line}
            | {"COMP_CWORD": str(len(line.split()) - 1)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert ended.stdout.startswith("plain\n")
        assert ended.stdout.endswith("heavy: []\n")


# -- the scripts, in the shells themselves ---------------------------------


def run_in(shell: str, script: str, folder: Path) -> list[str]:
    """Run a script in a shell that finds the program, or skip if there is no such shell."""
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"no {shell} here")
    program = folder / "bin" / "metro"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m metrocli "$@"\n')
    program.chmod(0o755)
    ended = subprocess.run(
        [found, "-c", script],
        env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": str(folder)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.splitlines()


def test_bash_escapes_the_blanks_of_a_name(tmp_path: Path) -> None:
    asked = (
        "COMP_WORDS=(metro {words}); COMP_CWORD={at}; COMPREPLY=(); _metro_completion metro; "
        "printf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    )
    script = 'eval "$(metro completion bash)"\n' + "".join(
        [
            asked.format(words="gap alto-h", at=2),
            asked.format(words=r"gap 'Alto\ Ho'", at=2),
            asked.format(words="gap '\"Alto H'", at=2),
            asked.format(words="check --members = Talca,alto-h", at=4),
            asked.format(words="gap ohig", at=2),
        ]
    )
    assert run_in("bash", script, tmp_path) == [
        r"Alto\ Hospicio",
        r"Alto\ Hospicio",
        "Alto Hospicio",
        r"Talca,Alto\ Hospicio",
        r"O\'Higgins",
    ]


def test_fish_keeps_a_list_of_communes_whole(tmp_path: Path) -> None:
    script = (
        "metro completion fish | source\n"
        'complete -C "metro check --members Talca,Alto\\ H"\n'
        'complete -C "metro check --norm=ine"\n'
    )
    members, norm = run_in("fish", script, tmp_path)
    assert members == "Talca,Alto Hospicio\t01107"
    assert norm.startswith("--norm=ine-espana\t")


def test_zsh_takes_the_script(tmp_path: Path) -> None:
    script = (
        "autoload -Uz compinit && compinit -u -D\n"
        'eval "$(metro completion zsh)"\n'
        'print -r -- "${_comps[metro]}"\n'
    )
    assert run_in("zsh", script, tmp_path) == ["_metro_completion"]


def test_without_a_shell_every_shell_is_told_what_to_do(metro: Metro) -> None:
    told = metro("completion", "--lang", "en")
    assert told.code == 0
    for shell, (file, line) in shells.INSTALL.items():
        assert f"{shell}, {file}\n  {line}\n" in told.out
    assert metro("completion", "tcsh").code == 2
