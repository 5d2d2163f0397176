import shlex
import subprocess
import sys

import pytest

from metrocli import __version__
from metrocli.cli.main import metro as program
from metrocli.errors import InvalidInputError, MetroError, UsageError
from metrocli.text import text
from tests.cli.conftest import Answers, Metro

HEAVY = ("numpy", "pandas", "geopandas", "networkx", "scipy", "pyarrow", "rich")


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from metrocli.cli.main import run\n"
        "try:\n    run(['--help'])\n"
        "except SystemExit:\n    pass\n"
        f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])"
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


@pytest.mark.parametrize("command", ["init", "check", "propose", "gap", "track"])
@pytest.mark.parametrize(("language", "examples"), [("es", "Ejemplos:"), ("en", "Examples:")])
def test_every_command_has_help_and_examples_that_parse(
    metro: Metro, command: str, language: str, examples: str
) -> None:
    shown = metro(command, "--help", "--lang", language)
    assert shown.code == 0
    after = shown.out.partition(f"{examples}\n")[2].splitlines()
    assert after
    for example in after:
        program, name, *arguments = shlex.split(example)
        assert (program, name) == ("metro", command)
        assert metro(command, *arguments, "--help").code == 0


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
                "'77' no es una región: dos dígitos, de 01 a 16."
            ),
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
