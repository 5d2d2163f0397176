"""Footprints counted commune by commune."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from metrocli.model import Tally


def tally(
    communes: NDArray[np.str_],
    population: NDArray[np.float64] | None,
    areas: NDArray[np.float64],
) -> tuple[Tally, ...]:
    """Return how many features lie in each commune, with their people and their area.

    Parameters
    ----------
    communes : ndarray of str, shape (n,)
        CUTs.
    population : ndarray of float64, shape (n,), or None
        Inhabitants.
    areas : ndarray of float64, shape (n,)
        Square metres.
    """
    codes, commune = np.unique(communes, return_inverse=True)
    counts = np.bincount(commune, minlength=len(codes)).tolist()
    people = (
        [None] * len(codes)
        if population is None
        else np.bincount(commune, population, len(codes)).tolist()
    )
    sizes = np.bincount(commune, areas, len(codes)).tolist()
    return tuple(
        Tally(*values) for values in zip(codes.tolist(), counts, people, sizes, strict=True)
    )


def added(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """Return tallies with one for each commune."""
    found: dict[str, Tally] = {}
    for one in tallies:
        known = found.get(one.commune)
        found[one.commune] = one if known is None else _sum(known, one)
    return tuple(found[code] for code in sorted(found))


def _sum(a: Tally, b: Tally) -> Tally:
    known = [people for people in (a.population, b.population) if people is not None]
    return Tally(a.commune, a.features + b.features, sum(known) if known else None, a.area + b.area)
