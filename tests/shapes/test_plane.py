"""Projected by the million is where PROJ projects to."""

import numpy as np
import pyproj
import pytest
import shapely

from metrocli import planar
from metrocli.shapes.arrays import Fault
from metrocli.shapes.plane import DEGREES, Projector
from metrocli.shapes.wkb import from_geometries

AGREEMENT = 1e-7
"""Metres."""


@pytest.mark.parametrize("zone", planar.ZONES)
def test_it_agrees_with_proj_all_over_chile(zone: planar.Zone) -> None:
    lon, lat = np.meshgrid(
        np.linspace(zone.west, np.nextafter(zone.east, zone.west), 60),
        np.linspace(planar.SOUTH, planar.NORTH, 150),
    )
    points = np.asarray(shapely.points(lon.ravel(), lat.ravel()))
    ours = Projector.of(4326).to_plane(from_geometries(points)).xy
    proj = shapely.get_coordinates(planar.to_plane(points, 4326))
    assert np.abs(ours - proj).max() < AGREEMENT


@pytest.mark.parametrize("crs", [32719, 5361, 24879])
def test_other_crs_end_in_the_same_place(crs: int) -> None:
    box = np.array([shapely.box(300_000, 6_200_000, 300_020, 6_200_030)], dtype=object)
    ours = Projector.of(crs).to_plane(from_geometries(box)).xy
    proj = shapely.get_coordinates(planar.to_plane(box, crs))
    assert np.abs(ours - proj).max() < AGREEMENT


@pytest.mark.parametrize("crs", sorted(DEGREES))
def test_degrees_are_degrees_to_proj_too(crs: tuple[str, str]) -> None:
    to_sirgas = pyproj.Transformer.from_crs(":".join(crs), planar.GEOGRAPHIC, always_xy=True)
    assert "proj=noop" in to_sirgas.definition


@pytest.mark.parametrize("crs", [4326, 32719])
def test_geometries_of_shapely_end_in_the_same_place(crs: int) -> None:
    low = (-71.6, -35.5) if crs == 4326 else (300_000.0, 6_200_000.0)
    pieces = [
        shapely.box(*low, low[0] + 0.01, low[1] + 0.01),
        shapely.LineString([low, (low[0] + 0.02, low[1])]),
        shapely.Point(*low, 500.0),
        shapely.Polygon(),
    ]
    geometries = np.array([*pieces, shapely.MultiPolygon([pieces[0]])], dtype=object)
    ours = Projector.of(crs).geometries_to_plane(geometries)
    proj = planar.to_plane(geometries, crs)
    assert shapely.equals_exact(ours, proj, tolerance=AGREEMENT).all()
    assert shapely.get_type_id(ours).tolist() == shapely.get_type_id(proj).tolist()
    assert not shapely.has_z(ours).any()
    assert len(Projector.of(crs).geometries_to_plane(geometries[:0])) == 0


def test_a_geometry_of_shapely_outside_chile_is_named() -> None:
    points = np.asarray(shapely.points([(-70.65, -33.44), (-58.97, -62.21)]))
    with pytest.raises(planar.OutsideChileError) as refusal:
        Projector.of(4326).geometries_to_plane(points)
    assert (refusal.value.position, refusal.value.lat) == (1, -62.21)


def test_a_shape_goes_whole_into_the_zone_of_its_first_vertex() -> None:
    across = np.array([shapely.LineString([(-77.001, -33.0), (-76.999, -33.0)])], dtype=object)
    xy = Projector.of(4326).to_plane(from_geometries(across)).xy
    assert np.hypot(*(xy[1] - xy[0])) < 300


@pytest.mark.parametrize("place", [(-33.44, -70.65), (-58.4, -34.6), (-70.0, -58.0)])
def test_what_lies_outside_chile_is_refused(place: tuple[float, float]) -> None:
    points = shapely.points([(-70.65, -33.44), place])
    with pytest.raises(planar.OutsideChileError) as refusal:
        Projector.of(4326).to_plane(from_geometries(points))
    assert (refusal.value.position, refusal.value.lon) == (1, place[0])


def test_what_lies_in_antarctica_becomes_a_fault_and_disturbs_nothing() -> None:
    station = shapely.box(-58.97, -62.21, -58.96, -62.20)
    town = shapely.box(-70.65, -33.45, -70.64, -33.44)
    geometries = np.array([station, town, None, station], dtype=object)
    shapes = Projector.of(4326).to_plane(from_geometries(geometries))
    assert shapes.faults.tolist() == [Fault.ANTARCTIC, 0, Fault.MISSING, Fault.ANTARCTIC]
    alone = Projector.of(4326).to_plane(from_geometries(np.array([town], dtype=object)))
    assert np.array_equal(shapes.xy, alone.xy)
