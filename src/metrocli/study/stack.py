"""Layers of footprints, and how several become one array of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.model import Footprints, Geometries, Notice, Weighting
from metrocli.text import Text, text


@dataclass(frozen=True, eq=False)
class FootprintLayer:
    """The footprints of one layer, in the order of its file.

    Parameters
    ----------
    source : Text
        File and layer, as messages name them.
    ids, communes : ndarray of str, shape (n,)
        Identifiers, or marks of the geometries that have none, and CUTs.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, in metres.
    population : ndarray of float64, shape (n,), or None
        Inhabitants, 0 where the cell is blank; None where the layer has no such column.
    buildings : ndarray of float64, shape (n,), or None
        How many each has, 0 where the cell is blank; None where nobody asks.
    notices : tuple of Notice
        What was mended or left out.
    """

    source: Text
    ids: NDArray[np.str_]
    communes: NDArray[np.str_]
    geometries: Geometries
    population: NDArray[np.float64] | None
    notices: tuple[Notice, ...]
    buildings: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        """Return the number of footprints."""
        return len(self.ids)

    def take(self, keep: NDArray[np.bool_]) -> "FootprintLayer":
        """Return the footprints of a mask."""
        return replace(
            self,
            ids=self.ids[keep],
            communes=self.communes[keep],
            geometries=self.geometries[keep],
            population=None if self.population is None else self.population[keep],
            buildings=None if self.buildings is None else self.buildings[keep],
        )

    def plus(self, more: "FootprintLayer") -> "FootprintLayer":
        """Return these footprints and more, whose people count where these have a column of them.

        Buildings have been looked at by then, and are forgotten.
        """
        population = self.population
        if population is not None:
            people = np.zeros(len(more)) if more.population is None else more.population
            population = np.concatenate([population, people])
        return replace(
            self,
            ids=np.concatenate([self.ids, more.ids]),
            communes=np.concatenate([self.communes, more.communes]),
            geometries=np.concatenate([self.geometries, more.geometries]),
            population=population,
            buildings=None,
        )


@dataclass(frozen=True, eq=False)
class Stack:
    """The footprints of several layers in one array each.

    Parameters
    ----------
    ids, communes : ndarray of str, shape (n,)
        Identifiers and CUTs.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, in metres.
    origin : ndarray of int, shape (n,)
        Position of the layer of each.
    """

    ids: NDArray[np.str_]
    communes: NDArray[np.str_]
    geometries: Geometries
    origin: NDArray[np.intp]

    @classmethod
    def of(cls, layers: Sequence[FootprintLayer]) -> "Stack":
        """Return the footprints of layers, one layer after the other."""
        return cls(
            np.concatenate([layer.ids for layer in layers]),
            np.concatenate([layer.communes for layer in layers]),
            np.concatenate([layer.geometries for layer in layers]),
            np.repeat(np.arange(len(layers)), [len(layer.ids) for layer in layers]),
        )

    def canonical(self) -> NDArray[np.intp]:
        """Return the order by commune, id, layer and, for what is still tied, WKB.

        It does not depend on the order within the files.
        """
        keys = (self.origin, self.ids, self.communes)
        order = np.lexsort(keys)
        same = np.ones(max(len(order) - 1, 0), dtype=bool)
        for key in keys:
            ranked = key[order]
            same &= ranked[1:] == ranked[:-1]
        if not same.any():
            return order
        tied = order[np.r_[same, False] | np.r_[False, same]]
        rank = np.zeros(len(order), dtype=np.intp)
        rank[tied] = np.unique(shapely.to_wkb(self.geometries[tied]), return_inverse=True)[1]
        return np.lexsort((rank, *keys))


def join(layers: Sequence[FootprintLayer]) -> tuple[Footprints, tuple[Notice, ...]]:
    """Join layers into the footprints of a study, in canonical order.

    The weight is population if any layer has it, else area if any footprint has one, else count.

    Returns
    -------
    footprints : Footprints
        Sorted by commune, id, layer and, for what is still tied, WKB.
    notices : tuple of Notice
        "footprints-without-weight" for layers that weigh nothing beside others.
    """
    stack = Stack.of(layers)
    weighting, weights = _weigh(layers, stack.geometries)
    order = stack.canonical()
    footprints = Footprints(
        stack.ids[order],
        stack.communes[order],
        stack.geometries[order],
        weights[order],
        weighting,
    )
    return footprints, _weightless(layers, weighting)


def _weigh(
    layers: Sequence[FootprintLayer], geometries: Geometries
) -> tuple[Weighting, NDArray[np.float64]]:
    if any(layer.population is not None for layer in layers):
        parts = [
            np.zeros(len(layer.ids)) if layer.population is None else layer.population
            for layer in layers
        ]
        return Weighting.POPULATION, np.concatenate(parts)
    areas = shapely.area(geometries)
    if areas.any():
        return Weighting.AREA, areas
    return Weighting.COUNT, np.ones(len(geometries))


def _weightless(layers: Sequence[FootprintLayer], weighting: Weighting) -> tuple[Notice, ...]:
    if weighting is Weighting.POPULATION:
        return tuple(
            Notice(
                "footprints-without-weight",
                text("{source}: no population, so these footprints weigh 0", source=layer.source),
            )
            for layer in layers
            if layer.population is None
        )
    if weighting is Weighting.AREA:
        return tuple(
            Notice(
                "footprints-without-weight",
                text("{source}: no area, so these footprints weigh 0", source=layer.source),
            )
            for layer in layers
            if not shapely.area(layer.geometries).any()
        )
    return ()
