"""The words in which the sample's places are sketched, all in kilometres from an anchor."""

from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
"""East and north of the anchor, in kilometres."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune and its census population.

    Parameters
    ----------
    code, name : str
        The CUT and the name.
    population_2017, population_2024 : int
        Inhabitants of the whole commune.
    """

    code: str
    name: str
    population_2017: int
    population_2024: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """A town, or a part of one, that grows around a centre.

    Parameters
    ----------
    commune : str
        The CUT it belongs to.
    centre : Point
        Where it began.
    people_2017, people_2024 : int
        Inhabitants of its buildings at each census.
    angle : float
        Direction of its long streets, degrees anticlockwise from east.
    stretch : float
        How much longer it grows along that direction than across it.
    """

    commune: str
    centre: Point
    people_2017: int
    people_2024: int
    angle: float = 0.0
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class Divide:
    """A line that nobody builds on: it is a commune border if it reaches right across.

    Parameters
    ----------
    line : tuple of Point
        Its course.
    width : float
        Kilometres left unbuilt across it: a lane, a river, a cliff, fields.
    """

    line: tuple[Point, ...]
    width: float = 0.006


@dataclass(frozen=True, slots=True)
class Conurbation:
    """Communes next to each other, and their towns.

    Parameters
    ----------
    anchor : Point
        Longitude and latitude of the origin, degrees, to a hundredth.
    communes : tuple of Commune
        One for each part into which the divides cut the outline.
    outline : tuple of Point
        The edge of the land, not closed.
    divides : tuple of Divide
        Borders, rivers, cliffs and fields.
    quarters : tuple of Quarter
        The towns. Those of one commune lie apart.
    """

    anchor: Point
    communes: tuple[Commune, ...]
    outline: tuple[Point, ...]
    divides: tuple[Divide, ...]
    quarters: tuple[Quarter, ...]
