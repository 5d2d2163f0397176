import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from metrocli.cli.candidates import region_names
from metrocli.cli.options import READINGS, VINTAGES
from metrocli.model import AreaVerdict, Notice, Reading, Severity
from metrocli.study import codes, national
from metrocli.study.config import FILE_NAME
from metrocli.text import text
from tests.cli.conftest import Answers, Metro
from tests.results import CHECK, GAP, MANY, PROPOSAL, TALCA

UNDETERMINED = replace(CHECK, areas=(replace(TALCA, verdict=AreaVerdict.UNDETERMINED), TALCA))


@pytest.mark.parametrize(
    ("command", "result", "code"),
    [
        (["check"], CHECK, 0),
        (["check"], MANY, 1),
        (["check"], UNDETERMINED, 4),
        (["check"], replace(MANY, areas=(*UNDETERMINED.areas, *MANY.areas)), 1),
        (["check", "--members", "07101,07105"], CHECK, 0),
        (["propose"], PROPOSAL, 0),
        (["propose"], replace(PROPOSAL, areas=()), 0),
        (["gap", "01101", "01107"], GAP, 0),
    ],
)
def test_the_exit_code_is_the_worst_verdict(
    metro: Metro, answers: Answers, command: list[str], result: object, code: int
) -> None:
    answers(result)
    ended = metro(*command)
    assert ended.code == code
    assert ended.out.startswith(("Región del Maule", "Chile"))


def test_json_goes_to_stdout_and_warnings_to_stderr(metro: Metro, answers: Answers) -> None:
    answers(CHECK)
    ended = metro("check", "--format", "json")
    assert json.loads(ended.out)["areas"][0]["id"] == "talca-maule"
    assert ended.err == "Aviso: 1.234 codes lacked their leading zero.\n"


def test_the_voice_decides_which_notices_are_heard(metro: Metro, answers: Answers) -> None:
    info = Notice("seen", text("seen"), Severity.INFO)
    answers(replace(CHECK, notices=(*CHECK.notices, info)))
    assert "seen" not in metro("check").err
    assert "Nota: seen\n" in metro("check", "-v").err
    assert metro("check", "-q").err == ""


def test_a_file_is_written_whole_at_a_width_of_its_own(
    metro: Metro, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(CHECK)
    ended = metro("check", "--output", "out.txt")
    first = (tmp_path / "out.txt").read_bytes()
    monkeypatch.setenv("COLUMNS", "200")
    metro("check", "--output", "out.txt")
    assert (ended.code, ended.out) == (0, "")
    assert first == (tmp_path / "out.txt").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.parametrize("output", ["nowhere/out.txt", "."])
def test_what_cannot_be_written_is_refused_before_the_work(
    metro: Metro, answers: Answers, output: str
) -> None:
    answers(AssertionError("the work was begun"))
    ended = metro("check", "--output", output)
    assert (ended.code, ended.out) == (3, "")
    assert output in ended.err
    assert len(ended.err.splitlines()) == 2


def test_a_failed_write_leaves_the_old_file_and_no_other(
    metro: Metro, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "out.txt").write_text("old")
    answers(CHECK)
    monkeypatch.setattr(Path, "replace", full)
    ended = metro("check", "--output", "out.txt")
    assert ended.code == 3
    assert "no queda espacio en el disco" in ended.err
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out.txt": "old"}


def test_without_a_study_the_way_out_is_told(metro: Metro) -> None:
    ended = metro("check")
    assert ended.code == 3
    assert ended.err.splitlines() == [
        "Error: No hay un metro.toml en esta carpeta ni en las superiores.",
        "Escriba uno con «metro init», o indique otro con --study.",
    ]


def test_a_study_that_is_not_there_is_answered_with_the_nearest(
    metro: Metro, tmp_path: Path
) -> None:
    (tmp_path / "metro-2017.toml").touch()
    ended = metro("check", "--study", "metr-2017.toml")
    assert ended.code == 3
    assert ended.err.splitlines() == [
        "Error: metr-2017.toml: no existe ese archivo",
        "¿Quiso decir metro-2017.toml? Escriba uno con «metro init», o indique otro con --study.",
    ]
    assert metro("check", "--study", "nowhere/metro.toml").err.splitlines()[1] == (
        "Escriba uno con «metro init», o indique otro con --study."
    )


def test_an_area_that_is_not_there_is_answered_with_the_nearest(
    metro: Metro, repository: Path
) -> None:
    ended = metro("check", "talca-mole", "--study", str(repository / "data/samples/metro.toml"))
    assert ended.code == 2
    cause, remedy = ended.err.splitlines()
    assert cause == "Error: El estudio no tiene un área talca-mole."
    assert remedy.startswith("¿Quiso decir talca-maule? Hay: ")


def test_init_writes_a_study_once_and_says_what_comes_next(metro: Metro, tmp_path: Path) -> None:
    ended = metro("init", "maule")
    file = tmp_path / "maule" / FILE_NAME
    before = file.read_text(encoding="utf-8")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "Escrito: maule/metro.toml",
        "Ahora: nombre en él sus datos y luego: metro check --study maule/metro.toml",
    ]
    again = metro("init", "maule")
    assert (again.code, again.out) == (3, "")
    assert "ya existe" in again.err
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["maule-2017.toml"], "maule-2017.toml"),
        (["--services", "a/maule.csv"], "a/maule.csv"),
        (["--services", "a"], "a/servicios.csv"),
    ],
)
def test_init_writes_the_file_that_is_named(
    metro: Metro, tmp_path: Path, arguments: list[str], written: str
) -> None:
    ended = metro("init", *arguments)
    assert (ended.code, ended.out.splitlines()[0]) == (0, f"Escrito: {written}")
    assert [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()] == [
        Path(written)
    ]


@pytest.mark.parametrize("arguments", [["x.csv"], ["--services", "x.toml"], ["--sample", "x.toml"]])
def test_init_makes_no_folder_with_the_name_of_a_file(
    metro: Metro, tmp_path: Path, arguments: list[str]
) -> None:
    ended = metro("init", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "es el nombre de un archivo de otro tipo" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_init_writes_a_table_of_services_to_fill_in(metro: Metro, tmp_path: Path) -> None:
    metro("init", "--sample", "-q")
    ended = metro("init", "--services")
    assert (ended.code, ended.out.splitlines()[0]) == (0, "Escrito: servicios.csv")
    check = ["check", "talca-maule", "--services", "servicios.csv"]
    refused = metro(*check)
    assert (refused.code, refused.out) == (3, "")
    assert "servicios.csv, fila 2: el elemento no está completo" in refused.err
    header, hospital, *_ = (tmp_path / "servicios.csv").read_text(encoding="utf-8").splitlines()
    filled = hospital.replace(";;;;", ";Regional;Talca, Maule;;MINSAL")
    (tmp_path / "servicios.csv").write_text(f"{header}\n{filled}\n", encoding="utf-8")
    decided = metro(*check, "--format", "json")
    area = json.loads(decided.out)["areas"][0]
    (services,) = (c for c in area["criteria"] if c["id"] == "shared-services")
    assert (services["verdict"], area["pending"]) == ("met", ["commuting"])
    assert services["evidence"]["elements"] == [
        {
            "kind": "hospital",
            "name": "Regional",
            "communes": ["07101", "07105"],
            "source": "MINSAL",
        }
    ]
    assert "Regional" in metro(*check).out
    assert metro("init", "--services").code == 3
    assert metro("init", "--services", "--sample").code == 2


def test_the_sample_runs_as_it_is_written(metro: Metro, tmp_path: Path) -> None:
    assert metro("init", "--sample", "-q").out == ""
    arguments = ["check", "talca-maule", "--format", "json"]
    ended = subprocess.run(
        [sys.executable, "-m", "metrocli", *arguments],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    result = json.loads(ended.stdout)
    assert ended.returncode == 0
    assert result["study"]["schematic"] is True
    assert [area["verdict"] for area in result["areas"]] == ["eligible"]


def test_members_are_named_as_people_say_them(metro: Metro) -> None:
    metro("init", "--sample", "-q")
    named = metro("check", "--members", "maule, TALCA", "--format", "json")
    coded = metro("check", "--members", "07101,07105", "--format", "json")
    assert named.code == 0
    areas = [json.loads(ended.out)["areas"] for ended in (named, coded)]
    assert areas[0] == areas[1]
    gap = metro("gap", "Talca", "Maule", "--format", "json")
    assert json.loads(gap.out)["merge_distance_m"] == areas[0][0]["merge_distance_m"]


def test_a_name_that_is_not_there_is_answered_with_the_nearest(metro: Metro) -> None:
    metro("init", "--sample", "-q")
    ended = metro("gap", "Talka", "Maule")
    assert ended.code == 3
    assert ended.err.splitlines() == [
        "Error: metro gap: no hay una comuna Talka en el estudio",
        "Las más parecidas son: 07101 Talca.",
    ]


@pytest.mark.real
def test_footprints_and_two_names_are_all_that_a_verdict_needs(
    metro: Metro, real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(real_data)
    footprints = ["--footprints", "blocks_2024.parquet"]
    members = ["check", "--members", "Talca,Maule", *footprints, "--format", "json"]
    ended = metro(*members, "--population-vintage", "2024")
    area = json.loads(ended.out)["areas"][0]
    assert (ended.code, area["verdict"]) == (0, "eligible")
    assert area["population"] == {"communal": 293_212, "urban": 270_871, "continuum": 254_722}
    unsaid = metro(*members)
    assert (unsaid.code, unsaid.out) == (3, "")
    assert "--population-vintage 2017" in unsaid.err


def test_options_name_what_the_heavy_modules_name() -> None:
    assert tuple(Reading) == READINGS
    assert set(region_names()) == codes.REGIONS
    assert VINTAGES == national.VINTAGES


@pytest.mark.real
def test_the_trips_of_the_census_of_2024_are_shares_of_each_commune(
    metro: Metro, real_data: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    areas = [
        *("talca-maule", "temuco-padre-las-casas"),
        *("rancagua-machali", "puerto-montt-puerto-varas"),
    ]
    check = ["check", *areas, "--study", str(repository / "studies/chile-2024.toml"), "--strict"]
    table = metro(*check, "-v").out
    assert max(map(len, table.splitlines())) <= 80
    for row in (
        r"07105 +Maule +26\.229 +43,1 +3,6 +Talca +43,1",
        r"09112 +Padre Las Casas +30\.880 +40,4 +3,3 +Temuco +40,4",
        r"06108 +Machalí +27\.503 +28,7 +5,2 +Rancagua +28,7",
        r"10109 +Puerto Varas +26\.482 +15,1 +2,4 +Puerto Montt +15,1",
    ):
        assert re.search(row, table), row
    assert "según prensa (prensa)" in table
    result = json.loads(metro(*check, "--format", "json").out)
    found = {
        area["id"]: next(c for c in area["criteria"] if c["id"] == "commuting")
        for area in result["areas"]
    }
    strongest = [found[area]["evidence"]["strongest"] for area in areas]
    assert [(pair["residence"], pair["work"], pair["share"]) for pair in strongest] == [
        ("07105", "07101", 0.4309),
        ("09112", "09101", 0.4035),
        ("06108", "06101", 0.2874),
        ("10109", "10101", 0.1506),
    ]
    assert {item["level"] for item in found.values()} == {"press"}
    assert all(item["decides"] for item in found.values())
    # The pairs between members are all published: what is not listed goes elsewhere.
    assert all(pair["share"] == pair["at_most"] for pair in strongest)
