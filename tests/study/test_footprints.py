"""Layers become footprints, each with its commune, its id and its weight."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import Weighting
from metrocli.planar import to_plane
from metrocli.study.footprints import read_footprints, wanted_columns
from metrocli.study.layers import read_layer
from metrocli.study.sections import FootprintsSection, Source
from metrocli.study.stack import FootprintLayer, join
from metrocli.text import text
from tests.study.places import BORDER, COMMUNES, MAULE, METRE, TALCA, block, blocks

BOUNDARIES = dict(
    zip(COMMUNES["cut"], to_plane(COMMUNES.geometry.to_numpy(), COMMUNES.crs), strict=True)
)


def read(
    folder: Path,
    frame: gpd.GeoDataFrame,
    *,
    boundaries: dict[str, shapely.Geometry] = BOUNDARIES,
    only: set[str] | None = None,
    file: str = "manzanas",
    **columns: Any,
) -> FootprintLayer:
    path = folder / f"{file}.parquet"
    frame.to_parquet(path)
    section = FootprintsSection(Source("unused"), **columns)
    layer = read_layer(path, wanted_columns(section))
    return read_footprints(layer, section, "2024", boundaries, only)


def test_a_layer_tells_id_commune_and_people(tmp_path: Path) -> None:
    layer = read(tmp_path, blocks(cut=[7101, 7101, 7105]))
    assert layer.ids.tolist() == ["a", "b", "c"]
    assert layer.communes.tolist() == [TALCA, TALCA, MAULE]
    assert layer.population is not None
    assert layer.population.tolist() == [100, 50, 30]
    assert [notice.code for notice in layer.notices] == ["codes-mended"]


def test_only_some_communes_are_kept_if_so_asked(tmp_path: Path) -> None:
    layer = read(tmp_path, blocks(), only={MAULE})
    assert layer.ids.tolist() == ["c"]
    by_place = read(tmp_path, blocks().drop(columns="cut"), only={MAULE})
    assert by_place.ids.tolist() == ["c"]


def test_features_of_other_communes_are_not_even_decoded(tmp_path: Path) -> None:
    frame = blocks()
    frame.loc[0, "geometry"] = shapely.Point(0, 0)
    assert read(tmp_path, frame, only={MAULE}).ids.tolist() == ["c"]
    with pytest.raises(InvalidInputError, match="outside Chile"):
        read(tmp_path, frame)


def test_without_a_column_the_commune_is_that_of_the_larger_part(tmp_path: Path) -> None:
    frame = blocks(pob=[1, 2, 4]).drop(columns="cut")
    frame.loc[1, "geometry"] = block(BORDER + 10 * METRE, -35.45)
    frame.loc[2, "geometry"] = block(-71.40, -35.45)
    layer = read(tmp_path, frame)
    assert layer.communes.tolist() == [TALCA, MAULE]
    assert layer.ids.tolist() == ["a", "b"]
    assert [notice.code for notice in layer.notices] == ["footprints-in-no-commune"]
    assert "1 feature with 4 inhabitants in no commune" in str(layer.notices[0].message)


def test_points_belong_where_they_lie(tmp_path: Path) -> None:
    frame = blocks().drop(columns=["cut", "pob"])
    points = frame.set_geometry(frame.representative_point())
    assert read(tmp_path, points).communes.tolist() == [TALCA, TALCA, MAULE]


def test_without_column_and_boundaries_there_is_no_telling(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no column tells the commune"):
        read(tmp_path, blocks().drop(columns="cut"), boundaries={})


def test_unknown_population_counts_as_nothing_with_a_notice(tmp_path: Path) -> None:
    layer = read(tmp_path, blocks(pob=[1.0, None, None]))
    assert layer.population is not None
    assert layer.population.tolist() == [1, 0, 0]
    assert [notice.code for notice in layer.notices] == ["footprint-population-unknown"]
    assert "2 features" in str(layer.notices[0].message)


def test_a_negative_population_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="column pob, feature 2: a negative number"):
        read(tmp_path, blocks(pob=[1, -2, 3]))


def test_a_code_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="column cut, feature 3: 'Maule' is no commune"):
        read(tmp_path, blocks(cut=[TALCA, TALCA, "Maule"]))


def test_antartica_is_left_out_with_a_notice(tmp_path: Path) -> None:
    frame = blocks(cut=[TALCA, "12202", MAULE])
    frame.loc[1, "geometry"] = shapely.Point(-58.9, -62.2)
    layer = read(tmp_path, frame)
    assert layer.ids.tolist() == ["a", "c"]
    assert [notice.severity for notice in layer.notices] == ["info"]
    assert "1 feature with 50 inhabitants in Antártica" in str(layer.notices[0].message)


def test_a_footprint_without_an_id_is_called_by_its_geometry(tmp_path: Path) -> None:
    bare = blocks().drop(columns="manzent")
    ids = read(tmp_path, bare).ids
    assert len(set(ids.tolist())) == 3
    assert all(re.fullmatch("[0-9a-f]{12}", id) for id in ids)
    assert read(tmp_path, bare.iloc[::-1]).ids.tolist() == ids[::-1].tolist()
    assert read(tmp_path, bare, file="otro").ids.tolist() == ids.tolist()
    assert read(tmp_path, bare, only={MAULE}, name="x").ids.tolist() == [f"x-{ids[2]}"]
    some = read(tmp_path, blocks(manzent=[1101021005003.0, None, 7.0])).ids
    assert some.tolist() == ["1101021005003", ids[1], "7"]


def layer(
    ids: list[str],
    communes: list[str],
    shapes: Sequence[shapely.Geometry],
    people: list[float] | None,
) -> FootprintLayer:
    return FootprintLayer(
        text("{ids}", ids=tuple(ids)),
        np.array(ids, dtype=str),
        np.array(communes, dtype=str),
        np.array(shapes, dtype=object),
        None if people is None else np.array(people, dtype=float),
        (),
    )


BOX, POINT = shapely.box(0, 0, 2, 3), shapely.Point(9, 9)


def test_population_weighs_if_any_layer_has_it() -> None:
    footprints, notices = join(
        [layer(["a"], [TALCA], [BOX], [7]), layer(["b"], [TALCA], [BOX], None)]
    )
    assert footprints.weighting is Weighting.POPULATION
    assert footprints.weights.tolist() == [7, 0]
    assert [str(notice.message) for notice in notices] == [
        "b: no population, so these footprints weigh 0"
    ]


def test_area_weighs_if_no_layer_has_population() -> None:
    footprints, notices = join(
        [layer(["a"], [TALCA], [BOX], None), layer(["b"], [TALCA], [POINT], None)]
    )
    assert footprints.weighting is Weighting.AREA
    assert footprints.weights.tolist() == [6, 0]
    assert [str(notice.message) for notice in notices] == [
        "b: no area, so these footprints weigh 0"
    ]


def test_bare_points_are_counted() -> None:
    footprints, notices = join([layer(["a", "b"], [TALCA, MAULE], [POINT, POINT], None)])
    assert footprints.weighting is Weighting.COUNT
    assert footprints.weights.tolist() == [1, 1]
    assert notices == ()


def test_the_order_is_commune_id_layer_and_then_the_bytes_of_the_geometry() -> None:
    shapes = [shapely.Point(x, 0) for x in range(6)]
    first = layer(["b", "a", "c"], [MAULE, MAULE, TALCA], shapes[:3], [1, 2, 3])
    second = layer(["c", "a", "c"], [TALCA, MAULE, TALCA], shapes[3:], [4, 5, 6])
    footprints, _ = join([first, second])
    assert footprints.communes.tolist() == [TALCA, TALCA, TALCA, MAULE, MAULE, MAULE]
    assert footprints.ids.tolist() == ["c", "c", "c", "a", "a", "b"]
    assert footprints.weights.tolist()[0] == 3
    assert footprints.weights.tolist()[3:] == [2, 5, 1]
    tied = [shapely.to_wkb(shape) for shape in footprints.geometries[1:3]]
    assert tied == sorted(tied)


def test_the_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    frame = pd.concat([blocks(), blocks(pob=[1, 2, 3]).translate(METRE).to_frame("geometry")])
    frame = frame.fillna({"manzent": "a", "cut": TALCA, "pob": 0})
    results = [join([read(tmp_path, order)])[0] for order in (frame, frame.iloc[::-1])]
    assert results[0].ids.tolist() == results[1].ids.tolist()
    assert shapely.equals_exact(results[0].geometries, results[1].geometries).all()
    assert results[0].weights.tolist() == results[1].weights.tolist()


def test_nothing_at_all_is_no_footprints(tmp_path: Path) -> None:
    footprints, _ = join([read(tmp_path, blocks(), only={"13101"})])
    assert len(footprints) == 0
