"""Dasymetric mapping: the people of census features, given whole to the footprints inside them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.model import Geometries
from metrocli.study.attribution import sizes

REACH = 200.0
"""Metres within which the nearest footprint takes the people of a feature that holds none."""

CHUNK = 2_000
"""Pairs that one thread cuts at a time."""

DIGITS = 9
"""Decimals of a share of a person: shares that only arithmetic tells apart are equal."""


@dataclass(frozen=True, eq=False)
class Located:
    """Things that have a place and belong to a commune.

    Parameters
    ----------
    communes : ndarray of str, shape (n,)
        CUT of each.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, in metres, valid.
    """

    communes: NDArray[np.str_]
    geometries: Geometries


@dataclass(frozen=True, eq=False)
class Settlement:
    """Where the people of census features have gone.

    Parameters
    ----------
    people : ndarray of float64, shape (n,)
        Inhabitants of each footprint.
    moved, unhoused : ndarray of bool, shape (m,)
        The features with people that hold no footprint of their commune: those whose people went
        to the nearest one within `REACH`, and those whose people went nowhere.
    """

    people: NDArray[np.float64]
    moved: NDArray[np.bool_]
    unhoused: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Pairs of a feature and a footprint, by feature and then by footprint, and what they share.

    Sizes are areas in m², lengths in m or numbers of points, alike for all pairs of a feature.
    """

    feature: NDArray[np.intp]
    footprint: NDArray[np.intp]
    sizes: NDArray[np.float64]


def settle(features: Located, people: NDArray[np.float64], footprints: Located) -> Settlement:
    """Give the people of each census feature to the footprints of its commune that lie in it.

    Each footprint takes its part by the size of what lies in the feature: by area where a feature
    holds polygons, else by length, else by number of points. Nobody is moved to another commune.

    Parameters
    ----------
    features : Located
        Census polygons, m of them.
    people : ndarray of float64, shape (m,)
        Inhabitants of each, not negative.
    footprints : Located
        What they live in, n of them. Among equal claims the first comes first.

    Returns
    -------
    Settlement
        Its people and those of the unhoused features add up to all; what a feature gives adds up
        to what it has, in whole persons if it has a whole number of them.
    """
    inhabited = people > 0
    held = _shared(features, inhabited, footprints)
    holding = np.bincount(held.feature, minlength=len(people)) > 0
    near = _nearest(features, inhabited & ~holding, footprints)
    moved = np.zeros(len(people), dtype=np.bool_)
    moved[near.feature] = True
    settled = np.zeros(len(footprints.communes))
    for pairs in (held, near):
        given = apportion(people, pairs.feature, pairs.sizes)
        settled += np.bincount(pairs.footprint, given, len(settled))
    return Settlement(settled, moved, inhabited & ~holding & ~moved)


def apportion(
    totals: NDArray[np.float64], group: NDArray[np.intp], claims: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Divide totals in whole units among claims, by largest remainder.

    Parameters
    ----------
    totals : ndarray of float64, shape (m,)
        What is divided; a fraction goes undivided to one claim.
    group : ndarray of int, shape (k,)
        Which total each claim is on, ascending.
    claims : ndarray of float64, shape (k,)
        Above 0. Of equal remainders, that of the first claim is the largest.

    Returns
    -------
    ndarray of float64, shape (k,)
        The sums by group are exactly the totals of the groups that have claims.
    """
    quotas = totals[group] * (claims / np.bincount(group, claims, len(totals))[group])
    given = np.floor(quotas)
    left = totals - np.bincount(group, given, len(totals))
    order = np.lexsort((-(quotas - given).round(DIGITS), group))
    rank = np.arange(len(group)) - np.searchsorted(group, group)
    given[order] += np.clip(left[group] - rank, 0, 1)
    return given


def _shared(features: Located, inhabited: NDArray[np.bool_], footprints: Located) -> _Pairs:
    """Return what features and footprints of the same commune share, in the highest dimension."""
    tree = shapely.STRtree(footprints.geometries)
    rows = np.flatnonzero(inhabited)
    # A footprint that lies whole in a feature need not be cut by it, and most do.
    whole = _query(tree, features, rows, footprints, "covers")
    touched = _query(tree, features, rows, footprints, "intersects")
    cut = touched[:, ~np.isin(_keys(touched, footprints), _keys(whole, footprints))]
    shapes = footprints.geometries
    shared = np.concatenate(
        [
            sizes(shapes[whole[1]], shapes[whole[1]]),
            _common(features.geometries[cut[0]], shapes[cut[1]]),
        ]
    )
    feature, footprint = np.concatenate([whole, cut], axis=1)
    dimension = shapely.get_dimensions(shapes[footprint])
    # As in attribution: what measures less than a thousandth only touches.
    real = shared.round(3) > 0
    highest = np.full(len(features.communes), -1)
    np.maximum.at(highest, feature[real], dimension[real])
    return _sorted(feature, footprint, shared, real & (dimension == highest[feature]))


def _common(areas: Geometries, shapes: Geometries) -> NDArray[np.float64]:
    """Return how much of each shape lies in its area."""

    def measure(start: int) -> NDArray[np.float64]:
        part = slice(start, start + CHUNK)
        return sizes(shapely.intersection(areas[part], shapes[part]), shapes[part])

    with ThreadPoolExecutor() as threads:
        parts = threads.map(measure, range(0, len(shapes), CHUNK))
        return np.concatenate([np.empty(0), *parts])


def _nearest(features: Located, lacking: NDArray[np.bool_], footprints: Located) -> _Pairs:
    """Return the nearest footprint of its commune to each feature, if there is one in reach."""
    found = [np.empty((2, 0), dtype=np.intp)]
    for code in np.unique(features.communes[lacking]):
        rows = np.flatnonzero(lacking & (features.communes == code))
        own = np.flatnonzero(footprints.communes == code)
        tree = shapely.STRtree(footprints.geometries[own])
        row, near = tree.query_nearest(features.geometries[rows], max_distance=REACH)
        found.append(np.stack([rows[row], own[near]]))
    feature, footprint = np.concatenate(found, axis=1)
    order = np.lexsort((footprint, feature))
    first = order[np.unique(feature[order], return_index=True)[1]]
    return _Pairs(feature[first], footprint[first], np.ones(len(first)))


def _query(
    tree: shapely.STRtree,
    features: Located,
    rows: NDArray[np.intp],
    footprints: Located,
    predicate: Literal["covers", "intersects"],
) -> NDArray[np.intp]:
    """Return the pairs of a feature and a footprint of one commune, shape (2, k)."""
    row, footprint = tree.query(features.geometries[rows], predicate=predicate)
    pairs = np.stack([rows[row], footprint])
    same = features.communes[pairs[0]] == footprints.communes[pairs[1]]
    kept: NDArray[np.intp] = pairs[:, same]
    return kept


def _keys(pairs: NDArray[np.intp], footprints: Located) -> NDArray[np.intp]:
    """Return one number for each pair."""
    keys: NDArray[np.intp] = pairs[0] * len(footprints.communes) + pairs[1]
    return keys


def _sorted(
    feature: NDArray[np.intp],
    footprint: NDArray[np.intp],
    shared: NDArray[np.float64],
    kept: NDArray[np.bool_],
) -> _Pairs:
    order = np.flatnonzero(kept)
    order = order[np.lexsort((footprint[order], feature[order]))]
    return _Pairs(feature[order], footprint[order], shared[order])
