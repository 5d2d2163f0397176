"""Concepción and San Pedro de la Paz, with and without the bridge over the Biobío."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from metrocli.delimit import check
from metrocli.model import Area, AreaVerdict, Tie, TieKind
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import settings_for
from metrocli.study.config import StudyConfig
from metrocli.study.load import load
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override

pytestmark = pytest.mark.real

MEMBERS = ("08101", "08108")


def test_concepcion_and_san_pedro_are_one_by_the_bridge(real_data: Path, tmp_path: Path) -> None:
    # A straight line about where the Llacolén bridge is.
    bridge = shapely.LineString([(-73.0640, -36.8330), (-73.0830, -36.8430)])
    gpd.GeoDataFrame(
        {"nombre": ["Puente Llacolén"], "tipo": ["puente"]}, geometry=[bridge], crs="EPSG:4326"
    ).to_file(tmp_path / "puentes.gpkg")
    given = Overrides(
        footprints=(str(real_data / "blocks_2024.parquet"),),
        links=(str(tmp_path / "puentes.gpkg"),),
        population_vintage="2024",
    )
    study = load(override(StudyConfig(), given), only=MEMBERS)
    area = Area("concepcion", "Concepción–San Pedro de la Paz", MEMBERS)
    settings = settings_for(load_norm("ley-21074"), max_gap=550, horizon=6_000)
    (found,) = check(study, [area], settings=settings).areas
    assert found.verdict is AreaVerdict.ELIGIBLE
    assert found.merge_distance == pytest.approx(21.6, abs=0.5)
    assert found.population.continuum == pytest.approx(374_037)
    (without,) = found.without
    assert without.ties == (Tie(TieKind.LINK, "Puente Llacolén", "bridge"),)
    assert without.verdict is AreaVerdict.NOT_ELIGIBLE
    assert without.merge_distance == pytest.approx(1_408, rel=0.003)
    bare = replace(study, conventions=replace(study.conventions, links=()))
    (alone,) = check(bare, [area], settings=settings).areas
    assert (alone.merge_distance, alone.without) == (without.merge_distance, ())
