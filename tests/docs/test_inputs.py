"""docs/entradas.md says what the readers do: keys, names, notices, messages, examples."""

import re
import tomllib
from dataclasses import MISSING, fields
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from babel.messages.pofile import read_po

from metrocli import errors
from metrocli.cli import exits, main
from metrocli.model import Weighting
from metrocli.norm.norm import load_norm
from metrocli.study import sections
from metrocli.study.codes import mend_code
from metrocli.study.config import StudyConfig
from metrocli.study.dasymetric import REACH
from metrocli.study.load import load
from metrocli.study.rasters import EXTRA, MOST_CELLS
from metrocli.study.reader import read_config
from metrocli.study.schemas import _YEAR, KNOWN, Role
from metrocli.study.services import KINDS
from tests.conftest import REPOSITORY
from tests.docs.conftest import Try
from tests.docs.pages import blocks, examples, quoted, rows, section
from tests.study.places import COMMUNES, MAULE, TALCA
from tests.study.places import blocks as drawn_blocks

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SOURCE = REPOSITORY / "src" / "metrocli"
CATALOGUE = SOURCE / "locale" / "es" / "LC_MESSAGES" / "metro.po"
PAGE = (REPOSITORY / "docs" / "entradas.md").read_text(encoding="utf-8")
METHOD = (REPOSITORY / "docs" / "metodo.md").read_text(encoding="utf-8")

SECTIONS: "dict[str, type[DataclassInstance]]" = {
    "`[study]`": sections.StudySection,
    "`[boundaries]`": sections.BoundariesSection,
    "`[population]`": sections.PopulationSection,
    "`[[footprints]]`": sections.FootprintsSection,
    "`[[also_built]]`": sections.AlsoBuiltSection,
    "`[[links]]`": sections.LinksSection,
    "`[[barriers]]`": sections.BarriersSection,
    "`[people]`": sections.PeopleSection,
    "`[commuting]`": sections.CommutingSection,
    "`[services]`": sections.ServicesSection,
    "`[projections]`": sections.ProjectionsSection,
    "`[continuity]`": sections.ContinuitySection,
    "`[norm]`": sections.NormSection,
    "`[[decisions.include]]`, `[[decisions.exclude]]` y `[[decisions.join]]`": (
        sections.DecisionSection
    ),
    "`[areas.ID]`": sections.AreaSection,
}

CENSUS_2024, REGIONAL_LAYER, CENSUS_2017 = blocks(
    section(PAGE, "Ejemplo con los archivos del INE"), "toml"
)


def keys(heading: str) -> dict[str, str]:
    """Return the keys of a section and what the page says of their defaults."""
    return {quoted(key)[0]: default for key, _, default in rows(section(PAGE, heading))}


def expanded(pattern: str) -> set[str]:
    """Return the names of a pattern of alternatives and optional parts, without their year."""
    parts = re.findall(r"\(([^()]+)\)(\??)|([^()]+)", pattern.replace(_YEAR, ""))
    choices = [
        [literal] if literal else [*group.split("|"), *([""] if optional else [])]
        for group, optional, literal in parts
    ]
    names = {"".join(chosen) for chosen in product(*choices)}
    assert all(re.fullmatch(pattern, name) for name in names)
    return names


@pytest.mark.parametrize("block", blocks(PAGE, "toml"))
def test_every_study_of_the_page_is_accepted(tmp_path: Path, block: str) -> None:
    path = tmp_path / "metro.toml"
    path.write_text(block, encoding="utf-8")
    assert read_config(path).footprints


@pytest.mark.parametrize("example", examples(PAGE))
def test_every_example_runs_on_the_sample(try_out: Try, example: str) -> None:
    try_out(example)


def test_every_section_is_on_the_page() -> None:
    told = re.findall(r"^### (`\[.+)$", PAGE, re.MULTILINE)
    assert told == list(SECTIONS)
    names = {item.name for item in fields(StudyConfig)} - {"file"}
    assert {re.split(r"\W+", heading.strip("`[]"))[0] for heading in told} == names


@pytest.mark.parametrize(("heading", "kind"), SECTIONS.items())
def test_every_key_is_on_the_page_and_no_other(
    heading: str, kind: "type[DataclassInstance]"
) -> None:
    told = keys(heading)
    assert set(told) == {item.name for item in fields(kind)}
    needed = {item.name for item in fields(kind) if item.default is MISSING}
    assert {key for key, default in told.items() if default == "obligatoria"} == needed


def test_the_defaults_are_those_of_the_norm() -> None:
    norm = load_norm(keys("`[norm]`")["id"].strip('`"'))
    told = keys("`[continuity]`") | {"reading": keys("`[norm]`")["reading"]}
    assert float(quoted(told.pop("patch_gap"))[0]) == sections.ContinuitySection().patch_gap
    assert told.pop("min_patch") == "ninguna"
    for key, default in told.items():
        assert tomllib.loads(f"value = {quoted(default)[0]}")["value"] == norm.parameters[key].value


def test_the_defaults_of_links_are_those_of_the_section() -> None:
    told, bare = keys("`[[links]]`"), sections.LinksSection(sections.Source("x"))
    for key in ("gap", "tolerance", "ferries"):
        value = tomllib.loads(f"value = {quoted(told[key])[0]}")["value"]
        assert value == getattr(bare, key)


def test_the_known_names_are_those_of_the_readers() -> None:
    told = {
        Role(key): ([set(quoted(group)) for group in names.split(";")], dated)
        for roles, _, names, dated in rows(section(PAGE, "Nombres de columnas"))
        for key in quoted(roles)
    }
    known = {
        role: (
            [expanded(pattern) for pattern in entry.names],
            "sí" if all(_YEAR in pattern for pattern in entry.names) else "no",
        )
        for role, entry in KNOWN.items()
    }
    assert told == known


def test_the_kinds_of_services_are_those_of_the_reader() -> None:
    told = [tuple(quoted(names)) for _, names in rows(section(PAGE, "Tipos de elemento"))]
    assert told == list(KINDS.values())


def test_the_limits_are_those_of_the_readers() -> None:
    people = section(PAGE, "`[people]`")
    assert f"hasta {REACH:.0f} m\n" in people
    cells = f"{MOST_CELLS:,d}".replace(",", ".")
    assert f"Más de {cells} de celdas" in section(PAGE, "Un ráster de lo construido")
    assert f"metrocli[{EXTRA}]" in section(PAGE, "Un ráster de lo construido")
    assert f"a no más de {REACH:.0f} m" in METHOD


def test_codes_are_mended_as_the_page_says() -> None:
    for written, read, _ in rows(section(PAGE, "Códigos de comuna")):
        for value in quoted(written):
            mended = mend_code(value.strip('"'))
            assert ([mended[0]] if mended else []) == quoted(read)


def test_every_notice_is_on_the_page_with_its_severity() -> None:
    call = re.compile(r'Notice\(\s*("[a-z-]+"|[A-Z]+),(.*?)\n', re.DOTALL)
    constant = re.compile(r'^([A-Z]+) = ("[a-z-]+")$', re.MULTILINE)
    found = {}
    for file in SOURCE.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        named = dict(constant.findall(source))
        for code, rest in call.findall(source):
            level = "nota" if "Severity.INFO" in rest else "aviso"
            found[named.get(code, code).strip('"')] = level
    told = {quoted(code)[0]: level for code, level, *_ in rows(section(PAGE, "Avisos"))}
    assert told == found


def test_every_exit_code_is_on_the_page() -> None:
    told = {int(row[0]) for row in rows(section(PAGE, "Errores y salidas")) if row[0].isdigit()}
    assert told == {
        0,
        exits.NOT_ELIGIBLE,
        exits.UNDETERMINED,
        errors.UsageError.exit_code,
        errors.InputError.exit_code,
        main.FAULT,
        main.INTERRUPTED,
    }


def test_the_messages_of_the_page_are_those_of_the_program() -> None:
    with CATALOGUE.open("rb") as file:
        spoken = [re.sub(r"{[^}]*}", "…", str(message.string)) for message in read_po(file)]
    told = re.findall("«(.+?)»", section(PAGE, "Errores y salidas"))
    assert told
    assert [words for words in told if not any(words in message for message in spoken)] == []


def test_the_files_of_the_census_of_2024_are_read_as_the_page_says(tmp_path: Path) -> None:
    COMMUNES.rename_geometry("shape").rename(columns=str.upper).set_geometry("SHAPE").to_parquet(
        tmp_path / "Cartografia_censo2024_Pais_Comunal.parquet"
    )
    blocks_2024 = drawn_blocks(cut=[7101, 7101, 7105]).rename(
        columns={"manzent": "MANZENT", "cut": "CUT", "pob": "n_per"}
    )
    blocks_2024.to_parquet(tmp_path / "Cartografia_censo2024_Pais_Manzanas.parquet")
    pd.DataFrame(
        {
            "Código comuna": [7101, 7105],
            "Comuna": ["Talca", "Maule"],
            "Región": ["Maule", "Maule"],
            "Población censada": [200_000, 60_000],
        }
    ).to_excel(tmp_path / "poblacion_2024.xlsx", index=False)
    (tmp_path / "metro.toml").write_text(CENSUS_2024, encoding="utf-8")
    study = load(read_config(tmp_path / "metro.toml"))
    assert [(c.code, c.name, c.region_name, c.population) for c in study.communes.values()] == [
        (TALCA, "Talca", "Maule", 200_000),
        (MAULE, "Maule", "Maule", 60_000),
    ]
    assert list(study.boundaries) == [TALCA, MAULE]
    assert study.footprints.ids.tolist() == ["a", "b", "c"]
    assert study.footprints.communes.tolist() == [TALCA, TALCA, MAULE]
    assert study.footprints.weights.tolist() == [100, 50, 30]


def test_a_regional_layer_is_read_as_the_page_says(tmp_path: Path) -> None:
    section_of_study = tomllib.loads(REGIONAL_LAYER)["footprints"][0]
    drawn_blocks(AREA_C=["URBANO", "RURAL", "URBANO"]).to_file(
        tmp_path / section_of_study["path"], layer=section_of_study["layer"]
    )
    population = tmp_path / "poblacion.csv"
    population.write_text("cut;pob\n07101;1\n07105;2\n", encoding="utf-8")
    study = tmp_path / "metro.toml"
    study.write_text(
        f'[population]\npath = "{population.name}"\n{REGIONAL_LAYER}', encoding="utf-8"
    )
    assert load(read_config(study)).footprints.ids.tolist() == ["a", "c"]


def test_the_files_of_the_census_of_2017_are_read_as_the_page_says(tmp_path: Path) -> None:
    folder = tmp_path / "R07"
    folder.mkdir()
    COMMUNES.rename(
        columns={"cut": "COMUNA", "comuna": "NOM_COMUNA", "region": "NOM_REGION"}
    ).to_file(folder / "COMUNA_C17.shp")
    drawn_blocks().rename(
        columns={"manzent": "MANZENT_I", "cut": "COMUNA", "pob": "TOTAL_PERS"}
    ).to_file(folder / "MANZANA_IND_C17.shp")
    pd.DataFrame({"CUT": [7101, 7105], "Población 2017": [3, 4]}).to_excel(
        tmp_path / "poblacion_2017.xlsx", index=False
    )
    (tmp_path / "metro.toml").write_text(CENSUS_2017, encoding="utf-8")
    study = load(read_config(tmp_path / "metro.toml"))
    assert [(c.name, c.region_name, c.population) for c in study.communes.values()] == [
        ("Talca", "Maule", 3),
        ("Maule", "Maule", 4),
    ]
    assert study.footprints.ids.tolist() == ["a", "b", "c"]
    assert study.footprints.weighting is Weighting.POPULATION
    assert study.footprints.weights.tolist() == [100, 50, 30]
