"""The plane: its scale error wherever Chile has footprints, and what it refuses."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from metrocli import planar

EDGES_OF_CHILE = {
    "Visviri": (-69.48, -17.60),
    "Arica": (-70.31, -18.48),
    "Ollagüe": (-68.25, -21.22),
    "paso de Jama": (-67.03, -23.24),
    "Santiago": (-70.65, -33.44),
    "Concepción": (-73.05, -36.83),
    "Isla Mocha": (-73.92, -38.37),
    "Melinka": (-73.75, -43.90),
    "faro Cabo Ráper": (-75.61, -46.82),
    "Puerto Edén": (-74.43, -49.13),
    "Punta Arenas": (-70.92, -53.16),
    "Puerto Toro": (-67.07, -55.08),
    "Cabo de Hornos": (-67.22, -55.97),
    "Isla Robinson Crusoe": (-78.83, -33.64),
    "Isla Alejandro Selkirk": (-80.80, -33.76),
    "Isla San Félix": (-80.10, -26.29),
    "Hanga Roa": (-109.43, -27.15),
    "Salas y Gómez": (-105.36, -26.47),
}


@pytest.mark.parametrize("place", EDGES_OF_CHILE)
def test_the_scale_error_is_under_a_thousandth(place: str) -> None:
    lon, lat = EDGES_OF_CHILE[place]
    east, north = lon + 0.001, lat + 0.001
    corners = shapely.linestrings([[(lon, lat), (east, lat)], [(lon, lat), (lon, north)]])
    measured = shapely.length(planar.to_plane(corners, planar.GEOGRAPHIC))
    geod = pyproj.Geod(ellps="GRS80")
    true = [geod.inv(lon, lat, east, lat)[2], geod.inv(lon, lat, lon, north)[2]]
    assert np.abs(measured / true - 1).max() < 0.001


def test_the_way_back_from_the_plane_ends_where_it_began() -> None:
    boxes = np.array([shapely.box(x, y, x + 0.01, y + 0.01) for x, y in EDGES_OF_CHILE.values()])
    for crs in (planar.GEOGRAPHIC, "EPSG:32719"):
        there = planar.from_plane(planar.to_plane(boxes, planar.GEOGRAPHIC), crs)
        back = planar.from_plane(planar.to_plane(there, crs), planar.GEOGRAPHIC)
        assert np.abs(shapely.bounds(back) - shapely.bounds(boxes)).max() < 1e-7
    assert len(planar.from_plane(boxes[:0], planar.GEOGRAPHIC)) == 0


@given(st.sampled_from(list(EDGES_OF_CHILE.values())))
def test_the_way_back_ends_where_it_began(place: tuple[float, float]) -> None:
    (point,) = planar.to_plane(shapely.points([place]), planar.GEOGRAPHIC)
    assert planar.to_degrees(point.x, point.y) == pytest.approx(place, abs=1e-9)


def test_islands_never_come_near_the_mainland() -> None:
    places = [EDGES_OF_CHILE[name] for name in ("Hanga Roa", "Isla San Félix", "Santiago")]
    points = planar.to_plane(shapely.points(places), planar.GEOGRAPHIC)
    assert shapely.distance(points[[0, 1]], points[[1, 2]]).min() > 1_000_000


def test_a_geometry_is_projected_whole() -> None:
    across = shapely.LineString([(-77.001, -33.0), (-76.999, -33.0)])
    (line,) = planar.to_plane(np.array([across]), planar.GEOGRAPHIC)
    assert line.length < 300


def test_other_crs_give_the_same_plane() -> None:
    degrees = shapely.points([(-71.66, -35.43)])
    to_utm = pyproj.Transformer.from_crs(planar.GEOGRAPHIC, 32719, always_xy=True)
    metres = shapely.points([to_utm.transform(-71.66, -35.43)])
    one, other = planar.to_plane(degrees, planar.GEOGRAPHIC), planar.to_plane(metres, 32719)
    assert shapely.distance(one, other)[0] < 0.001


def test_z_is_dropped_and_nothing_is_fine() -> None:
    (point,) = planar.to_plane(shapely.points([[-70.65, -33.44, 570.0]]), 4326)
    assert not point.has_z
    assert len(planar.to_plane(np.array([], dtype=object), 4326)) == 0


@pytest.mark.parametrize(
    "where", [(-33.44, -70.65), (350_000.0, 6_300_000.0), (-58.4, -34.6), (-60.0, -62.5)]
)
def test_what_lies_outside_chile_is_refused(where: tuple[float, float]) -> None:
    points = shapely.points([(-70.65, -33.44), where])
    with pytest.raises(planar.OutsideChileError) as refusal:
        planar.to_plane(points, 4326)
    assert refusal.value.position == 1
