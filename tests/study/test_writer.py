from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from metrocli.model import Reading
from metrocli.study.config import StudyConfig
from metrocli.study.reader import read_config
from metrocli.study.sample import sample_folder
from metrocli.study.sections import (
    AlsoBuiltSection,
    AreaSection,
    BarriersSection,
    BoundariesSection,
    CommutingSection,
    ContinuitySection,
    DecisionSection,
    DecisionsSection,
    FootprintsSection,
    JoinSection,
    LinksSection,
    NormSection,
    PopulationSection,
    Source,
    StudySection,
)
from metrocli.study.template import template
from metrocli.study.writer import write_config
from tests.conftest import REPOSITORY

FULL = StudyConfig(
    study=StudySection(title='Con "comillas"', vintage="2024", root="datos", schematic=True),
    boundaries=BoundariesSection(Source("comunas.gpkg"), layer="comunas", code="cut"),
    population=PopulationSection(Source("pob.xlsx"), layer="Hoja1", column="pob"),
    footprints=(
        FootprintsSection(Source("a.gpkg"), where="area_c = '1'"),
        FootprintsSection(Source("b.parquet"), name="b"),
    ),
    also_built=(AlsoBuiltSection(Source("parques.gpkg"), max_area=50.0),),
    links=(LinksSection(Source("puentes.gpkg"), element="nombre", tolerance=80.0),),
    decisions=DecisionsSection(
        exclude=(DecisionSection("Cantera", "GORE", date(2026, 3, 11), ("a", "b")),),
        join=(JoinSection("Uno", "GORE", date(2026, 3, 12), communes=("07101", "07105")),),
    ),
    barriers=(
        BarriersSection(Source("rios.gpkg"), layer="cauces", where="orden > 3", name="nombre"),
        BarriersSection(Source("rutas.gpkg")),
    ),
    commuting=CommutingSection(Source("viajes.csv"), totals=Source("ocupados.csv")),
    continuity=ContinuitySection(max_gap=550.0, majority=0.5, horizon=6000.0),
    norm=NormSection(id="ley-21074", reading=Reading.URBAN),
    areas={"uno": AreaSection(("07101", "07105"), name="Uno"), "dos": AreaSection(("Talca",))},
)

BARE = StudyConfig(footprints=(FootprintsSection(Source("a.gpkg")),))

STUDIES = [
    *(REPOSITORY / "studies").glob("*.toml"),
    *sample_folder().glob("*.toml"),
]


def read(folder: Path, content: str) -> StudyConfig:
    file = folder / "metro.toml"
    file.write_text(content, encoding="utf-8")
    return replace(read_config(file), file=None)


@pytest.mark.parametrize("config", [FULL, BARE, StudyConfig()])
@pytest.mark.parametrize("like", ["", "metro.toml"])
def test_what_is_written_is_read_again(tmp_path: Path, config: StudyConfig, like: str) -> None:
    model = template("es") if like else ""
    assert read(tmp_path, write_config(config, model)) == config


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.name)
def test_a_study_that_says_the_same_stays_the_same(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert write_config(read_config(path), content) == content


def test_comments_are_kept_beside_what_changes(tmp_path: Path) -> None:
    content = """[boundaries]
path = "a/b.shp"  # los límites

# Las huellas.
[[footprints]]
path = "c.gpkg"
"""
    config = read(tmp_path, content)
    moved = replace(config, boundaries=BoundariesSection(Source("b.gpkg")))
    assert write_config(moved, content) == content.replace("a/b.shp", "b.gpkg")
