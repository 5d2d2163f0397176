"""Built-up features, and what they weigh."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Code: TypeAlias = str
"""A commune's CUT: five characters, region first ("07101")."""

Geometries: TypeAlias = NDArray[np.object_]
"""A one-dimensional array of shapely geometries."""


class Weighting(StrEnum):
    """What the weight of a footprint is."""

    POPULATION = "population"
    AREA = "area"
    COUNT = "count"


@dataclass(frozen=True, eq=False)
class Footprints:
    """Built-up features, each of one commune, in canonical order (commune, id, layer).

    Parameters
    ----------
    ids : ndarray of str, shape (n,)
        Identifiers as in the source; a mark of the geometry where it has none.
    communes : ndarray of str, shape (n,)
        CUT of each footprint.
    geometries : ndarray of shapely geometries, shape (n,)
        Planar, in metres (see `metrocli.planar`).
    weights : ndarray of float64, shape (n,)
        Inhabitants, square metres or 1, as `weighting` says; never negative or NaN.
    weighting : Weighting
        Unit of the weights.
    """

    ids: NDArray[np.str_]
    communes: NDArray[np.str_]
    geometries: Geometries
    weights: NDArray[np.float64]
    weighting: Weighting

    def __len__(self) -> int:
        """Return the number of footprints."""
        return len(self.ids)

    def weights_by_commune(self) -> dict[Code, float]:
        """Return the weight of every commune that has footprints."""
        codes, commune = np.unique(self.communes, return_inverse=True)
        return dict(zip(codes.tolist(), np.bincount(commune, self.weights).tolist(), strict=True))
