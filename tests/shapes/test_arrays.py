"""Shapes that lose their parts."""

import numpy as np
import shapely

from metrocli.shapes.arrays import Fault
from metrocli.shapes.objects import geometries_of
from metrocli.shapes.wkb import from_geometries


def test_shapes_that_get_a_fault_lose_their_parts_and_the_others_none() -> None:
    holed = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 6, 6))
    several = shapely.union(shapely.box(20, 0, 21, 1), holed)
    line = shapely.LineString([(0, 0), (1, 1), (5, 0)])
    geometries = np.array([holed, several, None, line, several], dtype=object)
    which = np.array([False, True, False, False, True])
    shapes = from_geometries(geometries).without(which, Fault.ANTARCTIC)
    assert shapes.faults.tolist() == [0, 3, 1, 0, 3]
    assert shapes.areas().tolist() == [72, 0, 0, 0, 0]
    kept = geometries_of(shapes, np.array([0, 3]))
    assert kept[0].equals(holed)
    assert kept[1].equals(line)
