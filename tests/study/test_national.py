"""The table of communes that comes with the program is whole and right."""

import csv
import hashlib
from importlib.resources import files
from pathlib import Path

import pytest

from metrocli.study import national

FORMER = {
    "08401": "Chillán",
    "08402": "Bulnes",
    "08403": "Cobquecura",
    "08404": "Coelemu",
    "08405": "Coihueco",
    "08406": "Chillán Viejo",
    "08407": "El Carmen",
    "08408": "Ninhue",
    "08409": "Ñiquén",
    "08410": "Pemuco",
    "08411": "Pinto",
    "08412": "Portezuelo",
    "08413": "Quillón",
    "08414": "Quirihue",
    "08415": "Ránquil",
    "08416": "San Carlos",
    "08417": "San Fabián",
    "08418": "San Ignacio",
    "08419": "San Nicolás",
    "08420": "Trehuaco",
    "08421": "Yungay",
}


@pytest.mark.parametrize(("vintage", "people"), [("2017", 17_574_003), ("2024", 18_480_432)])
def test_all_communes_are_there_and_add_up_to_the_census(vintage: str, people: int) -> None:
    communes = national.communes(vintage)
    assert len(communes) == 346
    assert list(communes) == sorted(communes)
    assert sum(commune.population or 0 for commune in communes.values()) == people


def test_there_are_sixteen_regions_and_every_commune_is_in_that_of_its_code() -> None:
    assert list(national.regions()) == [f"{number:02d}" for number in range(1, 17)]
    for code, commune in national.communes("2024").items():
        assert (commune.code, commune.region) == (code, code[:2])
        assert commune.region_name == national.regions()[code[:2]]


def test_every_commune_has_a_name_of_its_own() -> None:
    names = list(national.names().values())
    assert len(set(names)) == 346
    assert all(name == name.strip() and name for name in names)
    assert national.names()["08108"] == "San Pedro de la Paz"
    assert national.names()["13120"] == "Ñuñoa"


def test_the_21_communes_of_nuble_had_other_codes() -> None:
    names = national.names()
    assert {old: names[new] for old, new in national.renumbered().items()} == FORMER
    assert {code for code in names if code.startswith("16")} == set(national.renumbered().values())
    assert not set(FORMER) & set(names)


def test_the_digest_is_that_of_the_file() -> None:
    content = files(national).joinpath("communes.csv").read_bytes()
    assert national.digest() == hashlib.sha256(content).hexdigest()


@pytest.mark.real
def test_the_figures_are_those_of_the_census(real_data: Path) -> None:
    with (real_data / "communes_population.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for vintage in national.VINTAGES:
        published = {row["cut"]: int(row[f"pob_{vintage}"]) for row in rows}
        shipped = {code: c.population for code, c in national.communes(vintage).items()}
        assert shipped == published
