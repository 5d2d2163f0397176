"""docs/ci.md, the examples for CI, the hooks and the Dockerfile: what runs without them, runs."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from junitparser import JUnitXml

from metrocli.cli.main import metro
from metrocli.report.rows.areas import COLUMNS, LACKS
from metrocli.study.sample import write_sample
from tests.conftest import REPOSITORY
from tests.docs.conftest import Try
from tests.docs.pages import examples, quoted, rows, section
from tests.samples import PAIR, keep_areas

PAGE = (REPOSITORY / "docs" / "ci.md").read_text(encoding="utf-8")
FOLDER = REPOSITORY / "examples" / "ci"

SERVICES = ("gh", "curl", "test ! -f comparacion.md || curl")
"""How the commands begin that call a service, and are not run here."""


def parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def github() -> Iterator[tuple[str, str]]:
    """Yield the steps that run commands, by their names."""
    for step in parsed(FOLDER / "github.yml")["jobs"]["metro"]["steps"]:
        if "run" in step:
            yield step["name"], step["run"]


def gitlab() -> Iterator[tuple[str, str]]:
    """Yield the commands of the jobs, by the job."""
    jobs = parsed(FOLDER / "gitlab.yml")
    for name in ("metro", "metro-compare"):
        for part in ("before_script", "script", "after_script"):
            for command in jobs[name].get(part, ()):
                yield name, command


STEPS = [*github(), *gitlab()]


def runs_here(command: str) -> bool:
    """Return whether a command needs neither a service nor a registry."""
    return not command.startswith((*SERVICES, "pip install", "git fetch"))


@pytest.fixture(scope="module")
def repository_of_a_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a git repository with the sample, cut to two areas, and its lock."""
    folder = tmp_path_factory.mktemp("estudio")
    write_sample(folder)
    keep_areas(folder / "metro.toml", *PAIR)
    for command in (
        "git init --quiet --initial-branch main",
        "metro lock --quiet",
        "git add --all",
        "git -c user.name=m -c user.email=m@example.org commit --quiet --message estudio",
    ):
        run(command, folder)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell command as a server does, with the program on its path."""
    programs = folder.parent / "bin"
    programs.mkdir(exist_ok=True)
    program = programs / "metro"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m metrocli "$@"\n', "utf-8")
    program.chmod(0o755)
    ended = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "BASE": "main"},
        text=True,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, (command, ended.stderr)
    return ended


def steps_of(source: str) -> list[str]:
    pairs = github() if source == "github" else gitlab()
    return [command for _, command in pairs if runs_here(command)]


@pytest.mark.parametrize("source", ["github", "gitlab"])
def test_the_commands_that_check_and_publish_run_on_the_sample(
    repository_of_a_study: Path, source: str
) -> None:
    (check,) = [step for step in steps_of(source) if "--locked" in step]
    run(check, repository_of_a_study)
    suites = list(JUnitXml.fromfile(str(repository_of_a_study / "metro.xml")))
    assert [suite.failures for suite in suites] == [0, 1]


@pytest.mark.parametrize("source", ["github", "gitlab"])
def test_the_commands_that_compare_run_on_the_sample(
    repository_of_a_study: Path, source: str
) -> None:
    if "compare" not in {name for names in metro.sections.values() for name in names}:
        pytest.skip("this build has no metro compare")
    for step in [step for step in steps_of(source) if "--locked" not in step]:
        run(step, repository_of_a_study)
    assert "Talca" in (repository_of_a_study / "comparacion.md").read_text(encoding="utf-8")
    assert not (repository_of_a_study / ".metro-base").exists()


def test_every_command_that_is_not_run_calls_a_service() -> None:
    left_out = {command.split()[0] for _, command in STEPS if not runs_here(command)}
    assert left_out == {"pip", "git", "gh", "test"}


def test_what_is_published_is_what_the_steps_write() -> None:
    jobs = parsed(FOLDER / "gitlab.yml")
    assert jobs["metro"]["artifacts"]["reports"]["junit"] in " ".join(jobs["metro"]["script"])
    assert jobs["metro-compare"]["artifacts"]["paths"] == ["comparacion.md"]
    steps = parsed(FOLDER / "github.yml")["jobs"]["metro"]["steps"]
    (upload,) = [step for step in steps if "upload-artifact" in step.get("uses", "")]
    written = " ".join(command for _, command in github())
    assert all(name in written for name in upload["with"]["path"].split())


def test_no_expression_of_github_stands_in_a_command() -> None:
    # What a branch is called must not become a command.
    assert not [name for name, command in github() if "${{" in command]


# -- hooks -----------------------------------------------------------------

HOOKS = parsed(REPOSITORY / ".pre-commit-hooks.yaml")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_passes_on_a_locked_study(repository_of_a_study: Path, hook: Any) -> None:
    before = (repository_of_a_study / "metro.lock").read_bytes()
    assert hook["pass_filenames"] is False
    run(hook["entry"], repository_of_a_study)
    assert (repository_of_a_study / "metro.lock").read_bytes() == before


def test_the_configuration_of_the_example_names_a_hook_there_is() -> None:
    (repo,) = parsed(FOLDER / "pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in repo["hooks"]} <= {hook["id"] for hook in HOOKS}


# -- the Dockerfile --------------------------------------------------------


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile, lines that go on joined."""
    told = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", told, flags=re.MULTILINE)).splitlines()
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines if line]


def test_what_the_image_copies_is_enough_to_build_the_program(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for word, rest in instructions():
        if word == "COPY":
            *sources, target = rest.split()
            for source in sources:
                _copy(REPOSITORY / source, root / target.lstrip("/"), folder=target.endswith("/"))
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root / "src", check=True, capture_output=True)
    assert list(tmp_path.glob("metrocli-*.whl"))


def _copy(source: Path, target: Path, *, folder: bool) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        (target if folder else target.parent).mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def test_the_context_lets_in_what_the_image_copies() -> None:
    ignored = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = {
        source for word, rest in instructions() if word == "COPY" for source in rest.split()[:-1]
    }
    assert ignored[0] == "*"
    assert copied == let_in


def test_the_image_runs_metro_as_nobody_special() -> None:
    told = instructions()
    assert told[0][0] == "FROM"
    words = [word for word, _ in told]
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert dict(told)["USER"] != "root"
    assert [*json.loads(dict(told)["ENTRYPOINT"]), *json.loads(dict(told)["CMD"])] == [
        "metro",
        "--help",
    ]


# -- the page --------------------------------------------------------------


@pytest.mark.parametrize("example", list(dict.fromkeys(examples(PAGE))))
def test_every_example_runs(try_out: Try, example: str) -> None:
    try_out(example)


def test_the_page_names_every_example_and_no_other() -> None:
    named = {quoted(row[0])[0] for row in rows(section(PAGE, "En el servidor"))}
    assert named == {path.name for path in FOLDER.iterdir()}


def test_the_page_names_every_column_of_csv() -> None:
    part = section(PAGE, "Formatos para máquinas")
    told = set(quoted(re.sub("```.*?```", "", part, flags=re.DOTALL)))
    assert {*COLUMNS, *LACKS} <= told


def test_the_formats_of_the_page_are_those_of_the_commands() -> None:
    context = click.Context(metro)
    offered = {row[0]: row[1] for row in rows(section(PAGE, "Formatos para máquinas"))}
    for name in ("check", "propose", "sweep"):
        command = metro.get_command(context, name)
        assert command is not None
        (option,) = [param for param in command.params if param.name in {"format", "delivery"}]
        assert isinstance(option.type, click.Choice)
        for kind in ("junit", "csv"):
            cell = offered[f"`--format {kind}`"]
            assert (kind in option.type.choices) == (f"`{name}`" in cell)
