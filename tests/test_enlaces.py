"""The links of data/enlaces are whole, sourced, and where the communes they name are built up."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from metrocli import planar
from metrocli.delimit import check
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import settings_for
from metrocli.report.language import Language
from metrocli.study import national
from metrocli.study.load import load
from metrocli.study.reader import read_config
from metrocli.text import text

COLUMNS = [
    *("id", "name", "kind", "commune_a", "commune_b", "opened", "closed"),
    *("length_m", "accuracy_m", "source", "note"),
]
KINDS = {"bridge", "rail-bridge", "tunnel", "road", "ferry"}
STRAIGHT = {"bridge", "rail-bridge", "tunnel"}
"""Kinds whose line is as long as the work; a road winds, and a ferry may."""

TOLERANCE = 250.0
"""Metres within which a link open in 2024 has blocks of that census at both ends."""


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "data" / "enlaces"


@pytest.fixture(scope="module")
def features(folder: Path) -> list[dict[str, Any]]:
    """Return the features as the file has them."""
    collection = json.loads((folder / "enlaces.geojson").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    found: list[dict[str, Any]] = collection["features"]
    return found


@pytest.fixture(scope="module")
def links(folder: Path) -> gpd.GeoDataFrame:
    """Return the links by their ids, in the plane in which gaps are measured."""
    return planed(gpd.read_file(folder / "enlaces.geojson")).set_index("id")


def planed(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with its geometry in the plane of Chile, which no CRS names."""
    flat = planar.to_plane(layer.geometry.to_numpy(), layer.crs)
    return gpd.GeoDataFrame(layer.drop(columns="geometry"), geometry=flat)


def ends(link: Any) -> list[tuple[str, shapely.Point]]:
    """Return the commune and the point of both ends of a link."""
    first, *_, last = link.geometry.coords
    return [(link.commune_a, shapely.Point(first)), (link.commune_b, shapely.Point(last))]


def test_each_link_stands_on_a_line_of_its_own(
    folder: Path, features: list[dict[str, Any]]
) -> None:
    lines = (folder / "enlaces.geojson").read_text(encoding="utf-8").splitlines()[1:-1]
    assert [json.loads(line.rstrip(",")) for line in lines] == features


def test_every_column_of_every_link_is_filled(features: list[dict[str, Any]]) -> None:
    for feature in features:
        told = feature["properties"]
        assert list(told) == COLUMNS
        unknown = {column for column, value in told.items() if value in (None, "")}
        assert unknown <= {"opened", "closed"}, told["id"]
        assert told["kind"] in KINDS
        assert told["length_m"] > 0
        assert told["accuracy_m"] > 0


def test_a_link_opens_before_it_closes_or_says_that_nobody_knows(
    features: list[dict[str, Any]],
) -> None:
    for told in (feature["properties"] for feature in features):
        if told["opened"] is None:
            assert "sin fuente a mano" in told["note"], told["id"]
        elif told["closed"] is not None:
            assert told["opened"] < told["closed"], told["id"]


def test_no_link_is_there_twice(features: list[dict[str, Any]]) -> None:
    for column in ("id", "name"):
        values = [feature["properties"][column] for feature in features]
        assert len(set(values)) == len(values)


def test_links_join_two_communes_of_one_region(features: list[dict[str, Any]]) -> None:
    for told in (feature["properties"] for feature in features):
        pair = {told["commune_a"], told["commune_b"]}
        assert len(pair) == 2
        assert pair <= national.names().keys()
        assert len({code[:2] for code in pair}) == 1


def test_lines_are_simple(links: gpd.GeoDataFrame) -> None:
    assert set(links.geom_type) == {"LineString"}
    assert links.is_simple.all()
    assert links.is_valid.all()


def test_a_bridge_is_as_long_as_published_and_a_road_no_longer(links: gpd.GeoDataFrame) -> None:
    for id, link in links.iterrows():
        drawn = link.geometry.length / link.length_m
        assert drawn < 1.25, id
        assert drawn > 0.75 or link.kind not in STRAIGHT, id


def test_the_page_tells_every_column_kind_and_link(folder: Path, links: gpd.GeoDataFrame) -> None:
    page = (folder / "LEEME.md").read_text(encoding="utf-8")
    assert [word for word in [*COLUMNS, *KINDS] if f"`{word}`" not in page] == []
    assert [name for name in links["name"] if f"| {name} |" not in page] == []


@pytest.mark.real
def test_ends_lie_in_the_communes_they_name(links: gpd.GeoDataFrame, real_data: Path) -> None:
    communes = planed(gpd.read_file(real_data / "communes.gpkg")).set_index("cut").geometry
    for id, link in links.iterrows():
        for commune, point in ends(link):
            assert communes[commune].distance(point) <= link.accuracy_m, (id, commune)


@pytest.fixture(scope="module")
def blocks(links: gpd.GeoDataFrame, real_data: Path) -> gpd.GeoSeries:
    """Return the blocks of 2024 of the linked communes, by commune."""
    codes = {*links["commune_a"], *links["commune_b"]}
    read = gpd.read_parquet(
        real_data / "blocks_2024.parquet",
        columns=["cut", "geometry"],
        filters=[("cut", "in", codes)],
    )
    return planed(read).set_index("cut").geometry


@pytest.mark.real
def test_ends_come_near_the_blocks_of_their_commune_and_no_other(
    links: gpd.GeoDataFrame, blocks: gpd.GeoSeries
) -> None:
    for id, link in links.iterrows():
        (a, first), (b, last) = ends(link)
        for here, there, point in ((a, b, first), (b, a, last)):
            near = blocks[here].distance(point).min()
            assert near < blocks[there].distance(point).min(), (id, here)
            if not link.opened > 2024:
                assert near <= TOLERANCE, (id, here)


@pytest.mark.real
def test_links_cross_where_nothing_is_built(links: gpd.GeoDataFrame, blocks: gpd.GeoSeries) -> None:
    for id, link in links.iterrows():
        middle = link.geometry.interpolate(0.5, normalized=True)
        assert blocks.distance(middle).min() > TOLERANCE, id


@pytest.mark.real
def test_the_page_tells_how_far_the_blocks_are(
    folder: Path, links: gpd.GeoDataFrame, blocks: gpd.GeoSeries
) -> None:
    page = (folder / "LEEME.md").read_text(encoding="utf-8").replace(".", "")
    for link in links.itertuples():
        near = [blocks[commune].distance(point).min() for commune, point in ends(link)]
        figures = [link.length_m, link.geometry.length, *near]
        row = " | ".join(f"{figure:.0f}" for figure in figures)
        assert f"{row} |" in page, link.name


@pytest.mark.slow
@pytest.mark.real
def test_the_page_tells_what_the_links_change_and_none_is_idle(
    folder: Path,
    links: gpd.GeoDataFrame,
    repository: Path,
    real_data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    config = read_config(repository / "studies" / "chile-2024-enlaces.toml")
    members = {code for area in config.areas.values() for code in area.members}
    study = load(config, only=members)
    areas = check(study, study.areas, settings=settings_for(load_norm("ley-21074"))).areas
    page, spanish = (folder / "LEEME.md").read_text(encoding="utf-8"), Language("es")
    for found in areas:
        (without,) = found.without
        distances = [
            "–" if merge is None else spanish.say(text("{merge:,.1f}", merge=merge))
            for merge in (without.merge_distance, found.merge_distance)
        ]
        assert f"| {found.area.name} | {' | '.join(distances)} |" in page
    at_work = {tie.name for found in areas for without in found.without for tie in without.ties}
    open_then = links[~(links["opened"] > 2024) & ~(links["closed"] <= 2024)]
    assert at_work == {*open_then["name"]}
