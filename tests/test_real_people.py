"""Real blocks without their population, and the people of the zones of the same census."""

from pathlib import Path

import geopandas as gpd
import pytest

from metrocli.delimit import check
from metrocli.model import Area, AreaVerdict
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import settings_for
from metrocli.study.config import StudyConfig
from metrocli.study.load import load
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override

pytestmark = pytest.mark.real

MEMBERS = ("07101", "07105")


def test_bare_blocks_and_zones_give_the_verdict_of_the_blocks(
    real_data: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.parquet"
    blocks = gpd.read_parquet(real_data / "blocks_2024.parquet")
    blocks[blocks["cut"].isin(MEMBERS)].drop(columns="pob").to_parquet(bare)
    zones = str(real_data / "zones_2024.gpkg")
    given = Overrides(footprints=(str(bare),), people=zones, population_vintage="2024")
    study = load(override(StudyConfig(), given), only=MEMBERS)
    counted = gpd.read_file(zones).groupby("cut")["pob_2024"].sum()[list(MEMBERS)]
    assert study.footprints.weights_by_commune() == counted.to_dict()
    assert counted.to_dict() == {"07101": 218_295, "07105": 47_468}
    assert not (study.footprints.weights % 1).any()
    area = Area("talca-maule", "Talca–Maule", MEMBERS)
    (result,) = check(study, [area], settings=settings_for(load_norm("ley-21074"))).areas
    assert result.verdict is AreaVerdict.ELIGIBLE
    assert result.population.continuum == 254_722
    assert result.merge_distance == pytest.approx(13.2, abs=0.1)
