"""The table of a register, at every width and in both languages."""

from datetime import date
from pathlib import Path

import pytest

from metrocli.procedure.example import example
from metrocli.procedure.register import parse_register
from metrocli.procedure.status import RegisterStatus, register_status
from metrocli.report.language import Language
from metrocli.report.registry import Page
from metrocli.report.table import write
from tests.procedure.drawn import FILED, file, register

EXAMPLE = Path("expedientes.toml")
TEN = register_status(parse_register(example(EXAMPLE), EXAMPLE), date(2026, 5, 15))
ALERTED = register_status(register(file({**FILED, "admitted": "2026-05-01"})), date(2026, 6, 1))


@pytest.mark.parametrize("result", [TEN, ALERTED])
@pytest.mark.parametrize("code", ["es", "en"])
@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("full", [False, True])
def test_no_line_is_too_long(
    result: RegisterStatus,
    code: str,
    width: int,
    full: bool,  # noqa: FBT001 - as parametrize gives it
) -> None:
    written = write(result, Page(Language(code), width=width, full=full))
    assert max(map(len, written.splitlines())) <= width


def test_dates_are_shown_as_they_are_known() -> None:
    overview = write(TEN, Page(Language("en"))).partition("File by file\n")[0]
    row = {line.strip().partition("  ")[0]: line.split() for line in overview.splitlines()}
    assert row["La Serena–Coquimbo"][-5:] == ["constituted", "2026-01", "104–134", "–", "–"]
    assert row["Alto Hospicio–Iquique"][-5:] == ["constituted", "–", "–", "–", "–"]


def test_an_alert_is_said_first_and_stands_out() -> None:
    plain = write(ALERTED, Page(Language("en")))
    after = plain.partition("File by file\n")[2]
    assert after.split()[:2] == ["Talca–Maule", "ATTENTION:"]
    coloured = write(ALERTED, Page(Language("en"), colour=True))
    assert "\x1b[1;31mTalca–Maule" in coloured


@pytest.mark.parametrize(
    ("code", "law"),
    [
        ("es", "Reglas aplicadas: Ley 19.175: constitución de un área metropolitana"),
        ("en", "Rules applied: Ley 19.175: constitution of an área metropolitana"),
    ],
)
def test_the_law_is_named_in_the_language_of_the_reader(code: str, law: str) -> None:
    assert law in write(TEN, Page(Language(code), width=140))
