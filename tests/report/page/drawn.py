"""Areas drawn by hand for the tests of the page."""

from dataclasses import replace
from functools import cache

import numpy as np
import shapely

from metrocli.delimit.cartography import AreaMap, map_area
from metrocli.model import Study
from tests.continuity.territories import square
from tests.studies import LAWFUL, A, B, C, Shape, area, study


@cache
def towns() -> AreaMap:
    """Return two towns in hamlets, which join as the gap grows, and a neighbour amid them."""
    return map_area(scattered(), area(A, B), settings=LAWFUL)


def scattered() -> Study:
    """Return three communes of many houses, some of which touch or lie equally far apart."""
    shapes: list[Shape] = []
    for code, west, people in ((A, 0, 4_000), (B, 2_600, 2_500), (C, 1_500, 900)):
        shapes += [
            (code, square(west + x, y), float(people + x))
            for x, y in _hamlets(seed=int(code), size=60)
        ]
    bounds = {A: shapely.box(-200, -200, 1_400, 1_200), B: shapely.box(2_400, -200, 5_000, 1_200)}
    return replace(study(shapes, boundaries=bounds), title="Pueblos dibujados")


def _hamlets(seed: int, size: int) -> list[tuple[int, int]]:
    drawn = np.random.default_rng(seed)
    centres = drawn.integers(0, 1_000, (8, 2))
    places = centres[drawn.integers(0, 8, size)] + 15 * drawn.integers(-6, 7, (size, 2))
    return sorted({(int(x), int(y)) for x, y in places})


def hostile(name: str) -> AreaMap:
    """Return an area whose every name is one that an input might bear to do harm."""
    study = scattered()
    communes = {
        code: replace(found, name=f"{name} {code}") for code, found in study.communes.items()
    }
    named = replace(study, title=name, communes=communes)
    return map_area(named, replace(area(A, B), name=name), settings=LAWFUL)
