"""What counts as a footprint: density, buildings and area, and the least patch of a commune."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.errors import MissingInputError
from metrocli.model import Geometries, LeftOut
from metrocli.study.sections import ContinuitySection, FootprintsSection
from metrocli.study.stack import FootprintLayer, Stack
from metrocli.study.tally import added, tally
from metrocli.text import text

HECTARE = 10_000.0
"""Square metres."""


@dataclass(frozen=True, eq=False)
class Sifted:
    """A layer by what counts and what does not.

    Parameters
    ----------
    kept, left : FootprintLayer
        Its footprints, and what was left out.
    left_out : tuple of LeftOut
        By threshold, each feature once.
    """

    kept: FootprintLayer
    left: FootprintLayer
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, eq=False)
class SiftedPatches:
    """Layers by what lies in patches that are large enough, and what does not."""

    kept: tuple[FootprintLayer, ...]
    left: tuple[FootprintLayer, ...]
    left_out: tuple[LeftOut, ...]


def sift(layer: FootprintLayer, section: FootprintsSection) -> Sifted:
    """Leave out of a layer what its thresholds do not let count.

    A footprint counts if its area is at most `max_area`, if its inhabitants are at least
    `min_density` times its hectares, and if its buildings are at least `min_buildings`. What
    several thresholds leave out is counted with the first of them, in that order.

    Raises
    ------
    MissingInputError
        If a density is asked of a layer without people.
    """
    areas = shapely.area(layer.geometries)
    counting = np.full(len(layer), True)
    found = []
    for threshold, value, unit, fails in _tests(layer, section, areas):
        failing = counting & fails
        counting &= ~failing
        if failing.any():
            people = None if layer.population is None else layer.population[failing]
            tallies = tally(layer.communes[failing], people, areas[failing])
            found.append(LeftOut(tallies, threshold, value, unit, section.path.given))
    return Sifted(layer.take(counting), layer.take(~counting), tuple(found))


def _tests(
    layer: FootprintLayer, section: FootprintsSection, areas: NDArray[np.float64]
) -> Iterator[tuple[str, float, str, NDArray[np.bool_]]]:
    """Yield each threshold that is stated, its value and unit, and what fails it."""
    if section.max_area is not None:
        yield "max_area", section.max_area, "ha", areas > section.max_area * HECTARE
    if section.min_density is not None:
        if layer.population is None:
            raise MissingInputError(
                text(
                    "{source}: min_density is given, and these footprints have no population",
                    source=layer.source,
                ),
                text("Name the column of inhabitants, give [people], or leave min_density out."),
            )
        fewest = section.min_density * areas / HECTARE
        yield "min_density", section.min_density, "inhabitants/ha", layer.population < fewest
    if section.min_buildings is not None and layer.buildings is not None:
        fails = layer.buildings < section.min_buildings
        yield "min_buildings", section.min_buildings, "buildings", fails


def sift_patches(layers: Sequence[FootprintLayer], section: ContinuitySection) -> SiftedPatches:
    """Leave out the footprints of patches that are too small, commune by commune.

    The patches are those that the footprints of one commune form by themselves at `patch_gap`, a
    gap of its own: what is left out is the same whatever the largest gap allowed, and whatever the
    communes that are looked at together.
    """
    if section.min_patch is None or not layers:
        nothing = tuple(layer.take(np.full(len(layer), False)) for layer in layers)
        return SiftedPatches(tuple(layers), nothing, ())
    stack = Stack.of(layers)
    areas = shapely.area(stack.geometries)
    counting = np.full(len(areas), True)
    for code in np.unique(stack.communes):
        rows = np.flatnonzero(stack.communes == code)
        patch = _patches(stack.geometries[rows], section.patch_gap)
        size = np.bincount(patch, areas[rows])[patch]
        counting[rows] = size >= section.min_patch * HECTARE
    split = np.split(counting, np.cumsum([len(layer) for layer in layers])[:-1])
    left = tuple(layer.take(~mask) for layer, mask in zip(layers, split, strict=True))
    tallies = added(
        one
        for layer in left
        for one in tally(layer.communes, layer.population, shapely.area(layer.geometries))
    )
    return SiftedPatches(
        tuple(layer.take(mask) for layer, mask in zip(layers, split, strict=True)),
        left,
        (LeftOut(tallies, "min_patch", section.min_patch, "ha", ""),) if tallies else (),
    )


def _patches(geometries: Geometries, gap: float) -> NDArray[np.int32]:
    from scipy.sparse import coo_array  # noqa: PLC0415 - heavy, and few studies ask for it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    tree = shapely.STRtree(geometries)
    i, j = tree.query(geometries, predicate="dwithin", distance=gap)
    size = len(geometries)
    labels: NDArray[np.int32] = connected_components(
        coo_array((np.ones(len(i), dtype=np.bool_), (i, j)), shape=(size, size)), directed=False
    )[1]
    return labels
