"""Links: which lines of a layer they are, and what they reach."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from metrocli.errors import InputError, InvalidInputError
from metrocli.planar import to_plane
from metrocli.report.convention_words import _SORTS
from metrocli.study.links import SORTS, Links, read_links, unreached
from metrocli.study.schemas import plain
from metrocli.study.sections import LinksSection, Source
from tests.study.places import METRE, block

BRIDGE = shapely.LineString([(-71.629, -35.45), (-71.551, -35.45)])


def read(
    folder: Path, *lines: shapely.Geometry, section: dict[str, object], **columns: object
) -> Links:
    path = folder / "puentes.gpkg"
    gpd.GeoDataFrame(columns, geometry=list(lines), crs="EPSG:4326").to_file(path)
    return read_links(path, LinksSection(Source(path.name), **section))  # type: ignore[arg-type]


def test_a_line_is_a_link_with_its_name_kind_gap_and_tolerance(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        BRIDGE,
        BRIDGE,
        section={"gap": 7.0, "tolerance": 80.0},
        nombre=["Llacolén", None],
        tipo=["Puente", "pasarela vieja"],
        brecha_m=[None, 12.5],
    )
    one, other = found.crossings
    assert (one.name, one.sort, one.gap, one.tolerance) == ("Llacolén", "bridge", 7, 80)
    assert (other.name, other.sort, other.gap) == ("2", "pasarela vieja", 12.5)
    ends = to_plane(np.array([shapely.Point(xy) for xy in BRIDGE.coords]), "EPSG:4326")
    assert np.asarray(one.ends) == pytest.approx(shapely.get_coordinates(ends), abs=1e-7)


def test_parts_that_meet_are_one_line(tmp_path: Path) -> None:
    parts = shapely.MultiLineString(
        [[(-71.60, -35.45), (-71.59, -35.45)], [(-71.59, -35.45), (-71.58, -35.44)]]
    )
    (link,) = read(tmp_path, parts, section={}).crossings
    assert len(link.line) == 3


@pytest.mark.parametrize(
    "odd",
    [
        shapely.MultiLineString(
            [[(-71.6, -35.45), (-71.5, -35.45)], [(-71.6, -35.4), (-71.5, -35.4)]]
        ),
        shapely.LinearRing([(-71.6, -35.45), (-71.5, -35.45), (-71.5, -35.4)]),
        block(-71.6, -35.45),
        shapely.Point(-71.6, -35.45),
    ],
)
def test_what_has_no_two_ends_is_refused(tmp_path: Path, odd: shapely.Geometry) -> None:
    with pytest.raises(InvalidInputError, match=r"feature 2: a link must be one line") as caught:
        read(tmp_path, BRIDGE, odd, section={})
    assert caught.value.remedy is not None


def test_a_negative_gap_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"column brecha_m, feature 1: a negative number"):
        read(tmp_path, BRIDGE, section={}, brecha_m=[-5.0])


def test_ferries_join_only_if_the_study_says_so(tmp_path: Path) -> None:
    columns = {"nombre": ["Puente", "Balsa"], "tipo": ["puente", "balsa"]}
    without = read(tmp_path, BRIDGE, BRIDGE, section={}, **columns)
    assert [link.name for link in without.crossings] == ["Puente"]
    assert [notice.code for notice in without.notices] == ["links-ferries-left-out"]
    both = read(tmp_path, BRIDGE, BRIDGE, section={"ferries": True}, **columns)
    assert [link.sort for link in both.crossings] == ["bridge", "ferry"]
    assert not both.notices


def test_a_link_must_reach_a_footprint_at_both_ends(tmp_path: Path) -> None:
    crossings = read(tmp_path, BRIDGE, section={"tolerance": 100.0}).crossings
    west, east = block(-71.629 - 100 * METRE, -35.45), block(-71.551 + 100 * METRE, -35.45)
    footprints = to_plane(np.array([west, east]), "EPSG:4326")
    assert unreached(crossings, footprints) == []
    assert unreached(crossings, footprints[:1]) == list(crossings)


def test_every_kind_has_its_names_in_plain_form_and_its_words() -> None:
    assert all(name == plain(name) for names in SORTS.values() for name in names)
    assert SORTS.keys() == _SORTS.keys()
