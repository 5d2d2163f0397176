"""Cells over a threshold become squares, where communes lie, and everything else is refused."""

import math
import shutil
import sys
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import Affine, from_origin

from metrocli.errors import (
    InputError,
    InvalidInputError,
    MissingInputError,
    UnreadableInputError,
    UsageError,
)
from metrocli.model import Weighting
from metrocli.planar import to_plane
from metrocli.study import rasters
from metrocli.study.config import StudyConfig
from metrocli.study.footprints import read_built, read_footprints
from metrocli.study.layers import Grid, Layer
from metrocli.study.load import load
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override
from metrocli.study.rasters import read_cells
from metrocli.study.reader import read_config
from metrocli.study.sections import FootprintsSection, Source
from tests.study.places import COMMUNES, MAULE, NORTH, TALCA, WEST, blocks, write_study
from tests.study.rasters import CELL, COLUMNS, ROWS, built, write_raster

BOUNDARIES = dict(
    zip(COMMUNES["cut"], to_plane(COMMUNES.geometry.to_numpy(), COMMUNES.crs), strict=True)
)
SECTION = FootprintsSection(Source("ghs.tif"), threshold=50)


def cells(
    path: Path,
    section: FootprintsSection = SECTION,
    boundaries: Mapping[str, Any] = BOUNDARIES,
    **only: Any,
) -> Layer:
    return read_cells(path, section, boundaries, **only)


def ids(layer: Layer) -> list[str]:
    return [str(id) for id in layer.table.frame["id"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ghs.tif"


def test_cells_over_the_threshold_are_squares_named_by_row_and_column(path: Path) -> None:
    values = built((10, 20), (40, 150))
    values[10, 21] = 50
    values[11, 20] = 51
    layer = cells(write_raster(path, values))
    assert ids(layer) == ["10-20", "11-20", "40-150"]
    assert (layer.name, layer.crs_name, layer.notices) == ("ghs", "EPSG:4326", ())
    assert layer.grid == Grid(1, 50, (CELL, CELL), 65_535)
    square = shapely.from_wkb(layer.wkb.to_pylist())[0]
    west, north = WEST + 20 * CELL, NORTH - 10 * CELL
    assert square.bounds == pytest.approx((west, north - CELL, west + CELL, north), abs=1e-12)


def test_neighbours_touch_and_belong_to_the_commune_of_their_larger_part(path: Path) -> None:
    values = built(*((50, column) for column in range(95, 105)))
    shifted = from_origin(WEST - 0.3 * CELL, NORTH, CELL, CELL)
    layer = cells(write_raster(path, values, transform=shifted))
    footprints = read_footprints(layer, SECTION, "2024", BOUNDARIES)
    assert footprints.communes.tolist() == [TALCA] * 5 + [MAULE] * 5
    assert footprints.population is None
    assert (shapely.distance(footprints.geometries[1:], footprints.geometries[:-1]) == 0).all()


def test_only_cells_of_the_communes_that_matter_are_read(path: Path) -> None:
    write_raster(path, built((10, 20), (40, 150)))
    assert ids(cells(path, only=[MAULE])) == ["40-150"]


def test_cells_beyond_the_communes_are_none(path: Path) -> None:
    wide = from_origin(WEST - 50 * CELL, NORTH + 20 * CELL, CELL, CELL)
    values = np.full((140, 300), 100.0)
    layer = cells(write_raster(path, values, transform=wide))
    assert len(layer.table) == pytest.approx(ROWS * COLUMNS, rel=0.03)
    footprints = read_footprints(layer, SECTION, "2024", BOUNDARIES)
    assert len(footprints.ids) >= ROWS * COLUMNS


def test_cells_without_data_are_none(path: Path) -> None:
    values = built((10, 20))
    values[10, 30] = 65_535
    assert ids(cells(write_raster(path, values))) == ["10-20"]
    values[10, 30] = np.nan
    assert ids(cells(write_raster(path, values, dtype="float32", nodata=None))) == ["10-20"]


def test_another_band_may_be_meant(path: Path) -> None:
    write_raster(path, built((1, 1)), built((2, 2)))
    layer = cells(path, replace(SECTION, band=2))
    assert ids(layer) == ["2-2"]
    assert layer.grid is not None
    assert layer.grid.band == 2


def test_a_raster_may_be_turned(path: Path) -> None:
    across, down = CELL * math.cos(math.pi / 6), CELL * math.sin(math.pi / 6)
    turned = Affine(across, down, WEST + 0.05, down, -across, NORTH - 0.09)
    layer = cells(write_raster(path, built((20, 20)), transform=turned))
    assert ids(layer) == ["20-20"]
    assert layer.grid is not None
    assert layer.grid.cell == pytest.approx((CELL, CELL))
    assert shapely.from_wkb(layer.wkb.to_pylist())[0].area == pytest.approx(CELL**2)


def test_strips_add_up_to_the_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS) % 97.0
    whole = cells(write_raster(path, values))
    monkeypatch.setattr(rasters, "STRIP", 1_300)
    assert ids(cells(path)) == ids(whole)
    assert len(whole.table) == np.count_nonzero(values > 50)


def test_a_raster_that_ends_within_a_commune_is_told_of(path: Path) -> None:
    layer = cells(write_raster(path, built((10, 20))[:, :150]))
    assert [notice.code for notice in layer.notices] == ["raster-ends"]
    assert f"1 commune, or before it: {MAULE}" in str(layer.notices[0].message)


def refused(path: Path, error: type[InputError], words: str, **section: Any) -> None:
    with pytest.raises(error, match=words):
        cells(path, replace(SECTION, **section))


def test_what_is_lacking_is_named(path: Path) -> None:
    write_raster(path, built((10, 20)))
    refused(path, MissingInputError, "from which value a cell is built up", threshold=None)
    refused(path, MissingInputError, "no band 2", band=2)
    refused(path, InvalidInputError, "no cell in the communes is over 1,000", threshold=1_000)
    with pytest.raises(MissingInputError, match="does not tell the commune"):
        cells(path, boundaries={})
    with pytest.raises(MissingInputError, match="no such file"):
        cells(path.with_name("nada.tif"))


@pytest.mark.parametrize("key", ["layer", "id", "code", "population", "where", "name"])
def test_keys_of_layers_are_refused(path: Path, key: str) -> None:
    write_raster(path, built((10, 20)))
    refused(path, InvalidInputError, f"a raster has no use for {key}", **{key: "x"})


def test_a_raster_must_say_where_it_lies(path: Path) -> None:
    refused(write_raster(path, built((1, 1)), crs=None), MissingInputError, "has no CRS")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        write_raster(path, built((1, 1)), transform=Affine.identity())
    refused(path, MissingInputError, "not georeferenced")
    site = 'LOCAL_CS["site",UNIT["metre",1],AXIS["x",EAST],AXIS["y",NORTH]]'
    refused(write_raster(path, built((1, 1)), crs=site), InvalidInputError, "does not reach Chile")


def test_a_raster_of_elsewhere_is_refused(path: Path) -> None:
    madrid = from_origin(-3.7, 40.4, CELL, CELL)
    write_raster(path, built((1, 1)), transform=madrid)
    refused(path, InvalidInputError, "covers none of the communes")


def test_too_many_cells_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_raster(path, built((1, 1), (2, 2)))
    monkeypatch.setattr(rasters, "MOST_CELLS", 1)
    refused(path, InvalidInputError, "2 cells are over 50, more than 1")
    monkeypatch.setattr(rasters, "MOST_READ", ROWS * COLUMNS - 1)
    refused(path, InvalidInputError, "cells lie in the communes")


def test_only_geotiff_is_opened(path: Path) -> None:
    write_raster(path.with_name("otro.png"), built((1, 1)), driver="PNG")
    shutil.copy(path.with_name("otro.png"), path)
    refused(path, UnreadableInputError, "cannot be read")
    write_raster(path.with_name("real.tif"), built((1, 1)))
    path.write_text(
        '<VRTDataset rasterXSize="9" rasterYSize="9"><VRTRasterBand band="1"><SimpleSource>'
        "<SourceFilename>real.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>"
    )
    refused(path, UnreadableInputError, "cannot be read")


def test_no_file_beside_it_is_looked_at(path: Path) -> None:
    write_raster(path, built((10, 20)), nodata=None)
    with rasterio.open(path, "r+") as raster:
        raster.build_overviews([2])
    path.with_name("ghs.tif.aux.xml").write_text(
        '<PAMDataset><PAMRasterBand band="1"><NoDataValue>1000</NoDataValue></PAMRasterBand>'
        "</PAMDataset>"
    )
    layer = cells(path)
    assert ids(layer) == ["10-20"]
    assert layer.grid is not None
    assert layer.grid.nodata is None


@pytest.mark.parametrize("kept", [4, 200, 0.5, 0.95])
def test_a_raster_that_is_cut_off_is_refused(path: Path, kept: float) -> None:
    write_raster(path, np.random.default_rng(1).integers(0, 9_999, (ROWS, COLUMNS)))
    content = path.read_bytes()
    path.write_bytes(content[: int(kept if kept > 1 else kept * len(content))])
    refused(path, UnreadableInputError, "cannot be read")


def test_without_rasterio_the_extra_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_raster(path, built((1, 1)))
    monkeypatch.setitem(sys.modules, "rasterio", None)
    with pytest.raises(MissingInputError, match="needs rasterio") as caught:
        cells(path)
    assert "pip install 'metrocli[raster]'" in str(caught.value.remedy)


def test_layers_have_no_threshold(tmp_path: Path) -> None:
    blocks().to_parquet(tmp_path / "b.parquet")
    section = FootprintsSection(Source("b.parquet"), threshold=1)
    with pytest.raises(InvalidInputError, match="band and threshold are for rasters"):
        read_built(tmp_path / "b.parquet", section, BOUNDARIES)


def test_a_study_may_be_built_of_a_raster(tmp_path: Path) -> None:
    study = write_study(tmp_path)
    write_raster(tmp_path / "ghs.tif", built((50, 50), (50, 150), (50, 151)))
    told = study.read_text(encoding="utf-8")
    told = told.replace('"manzanas.parquet"', '"ghs.tif"\nthreshold = 50.0\nband = 1')
    study.write_text(told, encoding="utf-8")
    footprints = load(read_config(study)).footprints
    assert footprints.ids.tolist() == ["50-50", "50-150", "50-151"]
    assert footprints.weighting is Weighting.AREA
    study.write_text(told.replace("band = 1", "band = 0"), encoding="utf-8")
    with pytest.raises(InvalidInputError, match="band is 0, but must be a whole number from 1"):
        read_config(study)


def test_the_threshold_is_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = Overrides(footprints=("a.TIF", "b.gpkg"), threshold=7, footprint_population="p")
    raster, layer = override(StudyConfig(), given).footprints
    assert (raster.threshold, raster.population) == (7, None)
    assert (layer.threshold, layer.population) == (None, "p")
    with pytest.raises(UsageError, match="no footprints from a raster"):
        override(StudyConfig(), Overrides(footprints=("b.gpkg",), threshold=7))
    with pytest.raises(UsageError, match="no footprints with columns"):
        override(StudyConfig(), Overrides(footprints=("a.tif",), footprint_population="p"))
