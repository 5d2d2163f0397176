"""Patches of a layer of footprints, as they are reported."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrocli.model.footprints import Code
from metrocli.model.study import Input, Notice


@dataclass(frozen=True, slots=True)
class Patch:
    """One patch.

    Parameters
    ----------
    number : int
        From 1, in the order in which the first footprints of patches come in their layer.
    footprints : int
        How many.
    area : float
        Of the footprints, square metres.
    population : float, optional
        Of the footprints, inhabitants; None if their layer does not tell.
    communes : tuple of str
        Whose footprints it has, CUTs, ascending.
    """

    number: int
    footprints: int
    area: float
    population: float | None
    communes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class PatchReport:
    """The patches of a layer at one gap.

    Parameters
    ----------
    study_title, vintage, schematic
        Of the study, as in `Assessment`.
    max_gap : float
        Metres.
    features : int
        Of the layer.
    footprints : int
        Those in a patch.
    patches : int
        How many.
    population : float, optional
        Of all of them, inhabitants; None if the layer does not tell.
    area : float
        Of all of them, square metres.
    min_footprints : int
        Patches with fewer are not drawn.
    drawn : int
        How many patches have that many.
    largest : tuple of Patch
        By population, then footprints, then number.
    names : mapping of str to str
        Of their communes, by CUT.
    inputs, notices : tuple
        What was read, and what the reader must know.
    """

    study_title: str
    vintage: str
    schematic: bool
    max_gap: float
    features: int
    footprints: int
    patches: int
    population: float | None
    area: float
    min_footprints: int
    drawn: int
    largest: tuple[Patch, ...]
    names: Mapping[Code, str]
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()
