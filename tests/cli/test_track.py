"""`metro track` through the command line."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from metrocli.procedure.milestones import Milestone
from tests.cli.conftest import Metro

TODAY = ("--today", "2026-05-15")


@pytest.fixture
def register(metro: Metro, tmp_path: Path) -> Path:
    assert metro("track", "init").code == 0
    return tmp_path / "expedientes.toml"


@pytest.fixture
def filed(metro: Metro, register: Path) -> Path:
    """Return a register in which a request was filed on 15 May 2026."""
    keys = ("--core-members", "31", "--proposed-by", "governor", "--votes", "16")
    for step, day in {
        "study": "2026-04-01",
        "consultation": "2026-04-02",
        "act": "2026-04-10",
        "agreement": "2026-04-20",
        "filed": "2026-05-15",
    }.items():
        assert metro("track", "set", "talca-maule", step, day, *keys, *TODAY, "-q").code == 0
    return register


@pytest.mark.usefixtures("register")
def test_the_status_of_the_example_is_readable_at_80_columns(metro: Metro) -> None:
    ended = metro("track", "status", *TODAY)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Áreas metropolitanas: los diez casos\nAl 15-05-2026.\n")
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "10-03-2028" in ended.out
    assert "(método)" in ended.out


@pytest.mark.usefixtures("register")
def test_every_detail_names_each_rule_with_its_source_and_level(metro: Metro) -> None:
    plain = " ".join(metro("track", "status", "-v", *TODAY).out.split())
    assert "Código Civil, art. 48 (ley)." in plain
    assert "Lectura prudente de «primeros 24 meses» (método)." in plain
    assert "Sin fecha anotada: estudio de fundamentos, consulta a los alcaldes" in plain


@pytest.mark.usefixtures("filed")
def test_the_table_says_what_is_due_and_when_silence_rejects(metro: Metro) -> None:
    plain = " ".join(metro("track", "status", "talca-maule", *TODAY).out.split())
    assert "Respuesta hasta el 15-11-2026 (quedan 184 días); el silencio rechaza desde el " in plain
    assert "CORE de 31: 16 votos si propone el gobernador. Votos a favor: 16; alcanzan." in plain
    late = metro("track", "status", "talca-maule", "--today", "2026-11-16").out
    assert "rechazada por silencio" in " ".join(late.split())


@pytest.mark.usefixtures("filed")
def test_json_has_everything_by_english_keys_in_every_language(metro: Metro) -> None:
    spanish, english = (
        metro("track", "status", *TODAY, "--format", "json", "--lang", lang).out
        for lang in ("es", "en")
    )
    assert spanish == english
    result = json.loads(spanish)
    assert result["schema_version"] == 1
    assert result["register"]["today"] == "2026-05-15"
    assert all(rule["source"] and rule["level"] for rule in result["law"]["rules"])
    by_id = {file["id"]: file for file in result["files"]}
    assert len(by_id) == 10
    talca = by_id["talca-maule"]
    assert (talca["course"], talca["stage"], talca["since"]) == ("under-way", "filed", "2026-05-15")
    assert talca["majority"] == {
        "core_members": 31,
        "needed": {"governor": 16, "core": 21},
        "proposed_by": "governor",
        "votes": 16,
        "verdict": "met",
    }
    assert talca["limit"] == {
        "state": "running",
        "last_day": "2026-11-15",
        "latest_last_day": "2026-11-15",
        "rejects_on": "2026-11-16",
        "days_left": 184,
    }
    assert by_id["iquique-alto-hospicio"]["since"] is None


@pytest.mark.usefixtures("filed")
def test_csv_has_a_row_for_each_file(metro: Metro) -> None:
    written = metro("track", "status", *TODAY, "--format", "csv").out
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(written))}
    assert len(rows) == 10
    assert rows["talca-maule"]["missing"] == "admitted"
    assert rows["talca-maule"]["limit_rejects_on"] == "2026-11-16"
    assert rows["talca-maule"]["votes_needed_core"] == "21"
    assert rows["gran-valparaiso"]["days_min"] == "135"
    assert rows["temuco-padre-las-casas"]["window_days_left"] == "665"


def events(ics: str) -> dict[str, tuple[date, str]]:
    return {
        str(event["uid"]): (event.decoded("dtstart"), str(event["summary"]))
        for event in Calendar.from_ical(ics).walk("VEVENT")
    }


@pytest.mark.usefixtures("filed")
def test_the_calendar_holds_the_deadlines(metro: Metro, tmp_path: Path) -> None:
    assert (
        metro("track", "set", "talca-maule", "session", "2026-08-01", "--force", *TODAY).code == 0
    )
    output = tmp_path / "plazos.ics"
    ended = metro("track", "status", *TODAY, "--format", "ics", "--output", str(output))
    assert (ended.code, ended.out) == (0, "")
    found = events(output.read_bytes().decode())
    assert {uid: event for uid, event in found.items() if uid.startswith("talca")} == {
        "talca-maule-limit@metro": (
            date(2026, 11, 15),
            "Talca–Maule: último día para la respuesta del CID",
        ),
        "talca-maule-silence@metro": (
            date(2026, 11, 16),
            "Talca–Maule: rechazada por silencio, si no hay respuesta",
        ),
        "talca-maule-session@metro": (date(2026, 8, 1), "Talca–Maule: sesión del CID"),
    }
    assert found["gran-santiago-window@metro"][0] == date(2028, 3, 10)
    assert not [uid for uid in found if uid.startswith("chillan")]


@pytest.mark.usefixtures("register")
def test_a_calendar_without_deadlines_is_still_one(metro: Metro) -> None:
    ended = metro("track", "status", "chillan-chillan-viejo", *TODAY, "--format", "ics")
    assert ended.code == 0
    assert events(ended.out) == {}


def test_what_is_set_stands_in_the_register_with_its_comments(metro: Metro, register: Path) -> None:
    comments = [line for line in register.read_text(encoding="utf-8").splitlines() if "#" in line]
    ended = metro("track", "set", "talca-maule", "study", "2026-04", *TODAY)
    assert ended.code == 0
    assert "estudio de" in ended.out
    lines = register.read_text(encoding="utf-8").splitlines()
    assert 'study = "2026-04"' in lines
    assert [line for line in comments if line not in lines] == []


def test_a_file_is_added_and_shown(metro: Metro, register: Path) -> None:
    ended = metro(
        "track", "add", "arica", "--name", "Arica", "--communes", "Arica,Camarones", *TODAY
    )
    assert ended.code == 0
    assert "Arica" in ended.out
    assert "[files.arica]" in register.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["status", "talca"], 2, "no hay un expediente talca en el registro"),
        (["status", "--today", "2026-02-30"], 2, "no es un día, como 2026-05-15"),
        (["status", "--register", "otro.toml"], 3, "metro track init"),
        (["init"], 3, "ya existe"),
        (["set", "talca-mule", "study", "2026-04-01"], 2, "talca-maule"),
        (["set", "talca-maule", "estudio", "2026-04-01"], 2, "'study'"),
        (["set", "talca-maule", "study"], 2, "Un hito necesita su fecha"),
        (["set", "talca-maule", "study", "abril"], 2, "no es una fecha"),
        (["set", "talca-maule"], 2, "No hay nada que anotar"),
        (["set", "talca-maule", "--answer", "07101"], 2, "no es una respuesta"),
        (["set", "talca-maule", "--answer", "08101=favour"], 3, "que no es del área"),
        (["set", "talca-maule", "--answer", "07999=favour"], 3, "07999"),
        (["set", "talca-maule", "--votes", "32", "--core-members", "31"], 3, "más que los 31"),
        (["set", "talca-maule", "study", "2026-05-16", *TODAY], 3, "aún no llega"),
        (["set", "gran-valparaiso", "published", "2025-11", *TODAY], 3, "antes de toma de razón"),
        (["add", "talca-maule", "--name", "Otra"], 2, "ya hay un expediente talca-maule"),
        (["add", "otra", "--name", "Otra", "--communes", "Talca,Lota"], 3, "más de una región"),
    ],
)
def test_the_obvious_mistakes_are_refused_and_nothing_is_written(
    metro: Metro, register: Path, arguments: list[str], code: int, message: str
) -> None:
    before = register.read_bytes()
    ended = metro("track", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err
    assert register.read_bytes() == before
    assert [path.name for path in register.parent.iterdir()] == [register.name]


def test_with_force_a_date_is_written_and_told_of(metro: Metro, register: Path) -> None:
    arguments = ("gran-valparaiso", "published", "2025-11", "--force", *TODAY)
    ended = metro("track", "set", *arguments)
    assert ended.code == 0
    assert "ATENCIÓN: publicación en el Diario Oficial (2025-11) antes de" in " ".join(
        ended.out.split()
    )
    assert 'published = "2025-11"' in register.read_text(encoding="utf-8")


def test_a_register_may_be_a_table(metro: Metro, tmp_path: Path) -> None:
    given = ("--register", "expedientes.csv", *TODAY)
    assert metro("track", "init", "expedientes.csv").code == 0
    assert metro("track", "set", "talca-maule", "study", "2026-04-01", *given).code == 0
    written = (tmp_path / "expedientes.csv").read_text(encoding="utf-8")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(written))}
    row = rows["talca-maule"]
    assert (row["study"], row["communes"]) == ("2026-04-01", "07101 07105")
    assert "estudio de" in metro("track", "status", "talca-maule", *given).out


def test_the_help_of_set_names_every_milestone(metro: Metro) -> None:
    shown = metro("track", "set", "--help").out
    assert [step for step in Milestone if step.value not in shown] == []
