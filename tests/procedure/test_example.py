"""The example holds the ten areas in the state that is known of them, and invents no date."""

from datetime import date
from pathlib import Path

import pytest

from metrocli.procedure.choices import Outcome
from metrocli.procedure.example import example
from metrocli.procedure.milestones import Milestone
from metrocli.procedure.register import parse_register
from metrocli.procedure.status import Course, register_status

TOML, CSV = Path("expedientes.toml"), Path("expedientes.csv")

STATES: dict[str, tuple[Course, str | None, str | None]] = {
    "iquique-alto-hospicio": (Course.CONSTITUTED, "published", None),
    "la-serena-coquimbo": (Course.CONSTITUTED, "published", "2026-01"),
    "gran-valparaiso": (Course.UNDER_WAY, "toma-de-razon", "2025-12"),
    "rancagua-machali": (Course.CONSTITUTED, "published", "2026-01"),
    "gran-concepcion": (Course.UNDER_WAY, "resolution", "2024"),
    "temuco-padre-las-casas": (Course.UNDER_WAY, None, None),
    "puerto-montt-puerto-varas": (Course.UNDER_WAY, "resolution", "2024"),
    "gran-santiago": (Course.UNDER_WAY, None, None),
    "chillan-chillan-viejo": (Course.REJECTED, "resolution", "2023"),
    "talca-maule": (Course.UNDER_WAY, None, None),
}


def test_the_ten_areas_are_where_they_are_known_to_be() -> None:
    result = register_status(parse_register(example(TOML), TOML), date(2026, 5, 15))
    found = {
        one.file.id: (one.course, one.stage and one.stage.value, one.since and one.since.written)
        for one in result.files
    }
    assert found == STATES
    assert [one.alerts for one in result.files] == 10 * [()]


def test_no_date_is_more_exact_than_it_is_known() -> None:
    files = parse_register(example(TOML), TOML).files
    assert not [when for file in files for when in file.milestones.values() if when.exact]
    assert all(file.source for file in files)


def test_the_communes_are_those_of_the_cases() -> None:
    register = parse_register(example(TOML), TOML)
    assert register.file("rancagua-machali").communes == ("06101", "06106", "06108", "06111")
    assert len(register.file("gran-concepcion").communes) == 11
    assert register.file("gran-concepcion").outcome is Outcome.APPROVED
    assert register.file("gran-santiago").communes == ()


def test_the_table_says_the_same() -> None:
    assert parse_register(example(CSV), CSV).files == parse_register(example(TOML), TOML).files


@pytest.mark.parametrize("step", Milestone)
def test_the_comments_explain_every_milestone(step: Milestone) -> None:
    comments = [line for line in example(TOML).splitlines() if line.startswith("#")]
    assert any(f"{step} " in line for line in comments)
