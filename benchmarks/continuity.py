"""Compares the gap tree with the plain way of finding patches, in one run on the same footprints.

The plain way is an R-tree query of all pairs within one gap, then connected components: what a few
lines of shapely do. It answers for that gap alone; the gap tree holds every gap up to the horizon.

Usage: METRO_DATA=FOLDER python benchmarks/continuity.py [STUDY [AREA]]
"""

import resource
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from metrocli.continuity.measuring import build_gap_graph
from metrocli.study.load import load
from metrocli.study.reader import read_config

Result = TypeVar("Result")

GAPS = (50.0, 100.0, 200.0)
HORIZON = 6_000.0


def main(study_file: Path, area_id: str) -> None:
    """Print the seconds of each way, and their ratios."""
    config = read_config(study_file)
    members = config.areas[area_id].members
    seconds, study = timed(lambda: load(config, only=members))
    footprints = study.footprints
    print(f"{area_id}: {len(footprints):,} footprints, read in {seconds:.2f} s")
    build_gap_graph(footprints, horizon=0.0)  # compiles what is not compiled yet
    ours, tree = timed(lambda: build_gap_graph(footprints, horizon=HORIZON).tree(members))
    print(f"gap tree, every gap up to {HORIZON:,.0f} m: {ours:.2f} s")
    for gap in GAPS:
        plain, labels = timed(partial(plain_patches, footprints.geometries, gap))
        same = same_partition(labels, tree.patches(gap))
        print(
            f"plain patches at {gap:,.0f} m: {plain:.2f} s, {plain / ours:.1f} times the tree; "
            f"{'the same partition' if same else 'ANOTHER PARTITION'}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory, all of it together: {peak:,.0f} MB")


def plain_patches(geometries: np.ndarray, gap: float) -> np.ndarray:
    """Return the patch of each geometry at a gap, from all pairs within it."""
    i, j = shapely.STRtree(geometries).query(geometries, predicate="dwithin", distance=gap)
    matrix = coo_array((np.ones(len(i), np.int8), (i, j)), shape=(len(geometries),) * 2)
    return np.asarray(connected_components(matrix, directed=False)[1])


def same_partition(a: np.ndarray, b: np.ndarray) -> bool:
    """Return whether two labellings cut a set in the same way."""
    pairs = len(np.unique(a.astype(np.int64) * (b.max() + 1) + b))
    return bool(pairs == a.max() + 1 == b.max() + 1)


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return how long some work took, and its result."""
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


if __name__ == "__main__":
    given = sys.argv[1:] + ["studies/chile-2024.toml", "gran-santiago"][len(sys.argv) - 1 :]
    main(Path(given[0]), given[1])
