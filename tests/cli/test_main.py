import shlex
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from metrocli import __version__
from metrocli.cli.kinds import RegionType
from metrocli.cli.main import metro as program
from metrocli.cli.spoken import Group
from metrocli.errors import InvalidInputError, MetroError, UsageError
from metrocli.text import text
from tests.cli.conftest import Answers, Metro

HEAVY = ("numpy", "pandas", "geopandas", "networkx", "scipy", "pyarrow", "rich")

SPARED = (*HEAVY, "difflib", "metrocli.cli.check")
"""What the list of commands can do without: libraries, and the commands themselves."""


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from metrocli.cli.main import run\n"
        "try:\n    run(['--help'])\n"
        "except SystemExit:\n    pass\n"
        f"print('heavy:', [name for name in {SPARED!r} if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ended.stdout.endswith("heavy: []\n")


def test_the_module_is_the_command() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "metrocli", "--version"], capture_output=True, text=True, check=True
    )
    assert ended.stdout == f"metro {__version__}\n"


def test_help_is_in_spanish_unless_english_is_asked_for(
    metro: Metro, monkeypatch: pytest.MonkeyPatch
) -> None:
    spanish, english = metro("--help").out, metro("--lang", "en", "--help").out
    assert spanish.startswith("Uso: metro [OPCIONES] COMANDO [ARGUMENTOS]...")
    assert english.startswith("Usage: metro [OPTIONS] COMMAND [ARGS]...")
    monkeypatch.setenv("METRO_LANG", "en")
    assert metro("--help").out == english
    assert metro("--help", "--lang=es").out == spanish


def test_commands_are_listed_in_their_groups(metro: Metro) -> None:
    lines = metro("--help", "--lang", "en").out.splitlines()
    headings = [line for line in lines if line and not line.startswith((" ", "Usage"))]
    assert headings == [
        "Options:",
        *(f"{heading}:" for heading in program.sections),
        "Examples:",
    ]


def _commands(group: Group, *before: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Return every command, the groups too, by the words that it is called with."""
    yield before, group
    context = click.Context(group)
    for name in group.list_commands(context):
        match group.get_command(context, name):
            case Group() as inner:
                yield from _commands(inner, *before, name)
            case click.Command() as command:
                yield (*before, name), command


COMMANDS = dict(_commands(program))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("language", "examples"), [("es", "Ejemplos:"), ("en", "Examples:")])
def test_every_command_has_help_on_80_columns_and_examples_that_parse(
    metro: Metro, command: tuple[str, ...], language: str, examples: str
) -> None:
    shown = metro(*command, "--help", "--lang", language)
    assert shown.code == 0
    assert [line for line in shown.out.splitlines() if len(line) > 80] == []
    after = shown.out.partition(f"{examples}\n")[2].splitlines()
    assert after
    for example in after:
        name, *words = shlex.split(example)
        assert (name, *words[: len(command)]) == ("metro", *command)
        assert metro(*words, "--help").code == 0


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_writes_says_so_with_o(command: tuple[str, ...]) -> None:
    options = [parameter.opts for parameter in COMMANDS[command].params]
    assert [opts for opts in options if "--output" in opts] in ([], [["-o", "--output"]])


@pytest.mark.parametrize(
    ("typed", "code"), [("7", "07"), ("maule", "07"), ("O'Higgins", "06"), ("Nuble", "16")]
)
def test_a_region_is_called_by_code_or_name(typed: str, code: str) -> None:
    assert RegionType().convert(typed, None, None) == code


def test_no_english_is_left_in_spanish_help(metro: Metro) -> None:
    shown = metro("check", "--help").out
    assert not {"the", "of", "and", "FILE", "OPTIONS", "default"} & set(shown.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["propse"], "Error: No existe el comando 'propse'. ¿Quiso decir 'propose'?"),
        (
            ["check", "--majorit", "1"],
            "Error: No existe la opción '--majorit'. ¿Quiso decir '--majority'?",
        ),
        (
            ["check", "--majority", "0"],
            "Error: Valor no válido para '--majority': 0.0 no está en el rango 0.5<=x<=1.",
        ),
        (
            ["check", "--max-gap", "-1"],
            "Error: Valor no válido para '--max-gap': -1.0 no está en el rango x>=0.",
        ),
        (
            ["check", "--max-gap", "far"],
            "Error: Valor no válido para '--max-gap': 'far' no es un número, como 550 o 0.5.",
        ),
        (
            ["check", "--reading", "all"],
            (
                "Error: Valor no válido para '--reading': "
                "'all' no es ninguna de: 'communal', 'urban', 'continuum'."
            ),
        ),
        (["gap"], "Error: Falta el argumento 'COMUNA COMUNA...'."),
        (
            ["gap", "07101"],
            "Error: Una brecha separa a dos comunas: indique dos o más.",
        ),
        (["check", "talca", "--members", "07101"], "Error: ÁREA y --members se excluyen entre sí."),
        (
            ["propose", "--region", "77"],
            (
                "Error: Valor no válido para '--region': "
                "'77' no es una región: su nombre, o dos dígitos de 01 a 16."
            ),
        ),
        (
            ["propose", "--region", "Los"],
            (
                "Error: Valor no válido para '--region': "
                "'Los' no es una región. ¿Quiso decir Los Lagos, Los Ríos?"
            ),
        ),
        (
            ["propose", "--region", "Mule"],
            "Error: Valor no válido para '--region': 'Mule' no es una región. ¿Quiso decir Maule?",
        ),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why_in_spanish(
    metro: Metro, arguments: list[str], message: str
) -> None:
    ended = metro(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[-1] == message


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidInputError(text("{file}: no", file="a.csv"), text("Mend it.")), 3),
        (UsageError(text("{file}: no", file="a.csv"), text("Mend it.")), 2),
        (MetroError(text("{file}: no", file="a.csv"), text("Mend it.")), 70),
    ],
)
def test_an_error_is_its_cause_and_its_remedy(
    metro: Metro, answers: Answers, error: MetroError, code: int
) -> None:
    answers(error)
    ended = metro("check")
    assert (ended.code, ended.out, ended.err) == (code, "", "Error: a.csv: no\nMend it.\n")


def test_a_fault_of_the_program_is_told_in_two_lines_and_traced_with_debug(
    metro: Metro, answers: Answers
) -> None:
    answers(ZeroDivisionError("by\nnothing"))
    ended = metro("check")
    assert (ended.code, ended.out) == (70, "")
    assert ended.err.splitlines() == [
        "Error: falla del programa (ZeroDivisionError: by nothing).",
        "Repítalo con --debug para ver dónde, e infórmelo.",
    ]
    assert "Traceback" in metro("check", "--debug").err


def test_ctrl_c_ends_with_130(
    metro: Metro, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    answers(ZeroDivisionError())

    def interrupt(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("metrocli.cli.work.check_areas", interrupt)
    assert metro("check").code == 130
