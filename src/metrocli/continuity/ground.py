"""The ground: footprints by commune, from which the gap tree of any of them is grown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from metrocli.continuity.edges import NO_EDGES
from metrocli.continuity.forest import grow
from metrocli.continuity.parts import Part, box_distance
from metrocli.continuity.tree import GapTree
from metrocli.model import Code, Footprints


@dataclass(frozen=True, eq=False)
class Ground:
    """Footprints by commune, ready to be measured: the source of single trees.

    A tree is grown anew each time, which takes half the time of a gap graph of the same communes;
    where many sets of them are asked for, the gap graph measures each pair only once.

    Parameters
    ----------
    footprints : Footprints
        Planar, metres.
    horizon : float
        Largest gap, metres.
    """

    footprints: Footprints
    horizon: float

    @cached_property
    def parts(self) -> Mapping[Code, Part]:
        """The footprints of each commune that has any."""
        boxes = shapely.bounds(self.footprints.geometries)
        codes, first = np.unique(self.footprints.communes, return_index=True)
        ends = np.append(first, len(self.footprints))[1:]
        return {
            str(code): Part(self.footprints.geometries, boxes, np.arange(start, end))
            for code, start, end in zip(codes, first, ends, strict=True)
        }

    def tree(self, communes: Collection[Code]) -> GapTree:
        """Return the gap tree of some communes; those without footprints add nothing."""
        groups = [self.parts[code].rows for code in sorted(set(communes)) if code in self.parts]
        if not groups:
            return GapTree.of(self.footprints, [], NO_EDGES)
        rows = np.concatenate(groups)
        whole = next(iter(self.parts.values())).subset(rows)
        return GapTree.of(self.footprints, groups, grow(whole, self.horizon).edges)

    def within_reach(self, communes: Collection[Code]) -> list[Code]:
        """Return the communes whose extent is within the horizon of some others', and those."""
        centres = [part.extent for code, part in self.parts.items() if code in communes]
        return [
            code
            for code, part in self.parts.items()
            if any(box_distance(part.extent, extent) <= self.horizon for extent in centres)
        ]
