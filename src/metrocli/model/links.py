"""What continuity says: links between footprints, distances between communes."""

from dataclasses import dataclass, field

from metrocli.model.conventions import Applied, Tie, Without
from metrocli.model.footprints import Code
from metrocli.model.request import Request
from metrocli.model.study import Commune, ContinuitySettings, Input, Notice


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """One end of a link: a footprint, and the point of it that is nearest to the other end.

    Parameters
    ----------
    id, commune : str
        The footprint and its CUT.
    x, y : float
        Planar metres.
    lon, lat : float
        Degrees, SIRGAS 2000 (EPSG:4674).
    """

    id: str
    commune: Code
    x: float
    y: float
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a way turns round a barrier.

    Parameters
    ----------
    x, y : float
        Planar metres.
    lon, lat : float
        Degrees, SIRGAS 2000 (EPSG:4674).
    """

    x: float
    y: float
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two footprints, and the gap at which they are joined.

    Parameters
    ----------
    gap : float
        Metres: the one between them, behind barriers the length of the shortest way that does not
        cross any; or, where something else joins them, the one at which it does.
    a, b : LinkEnd
        The footprints.
    turns : tuple of Turn
        Where that way turns, from one to the other; none if it is a straight line.
    via : Tie, optional
        What joins them, if it is not the gap.
    """

    gap: float
    a: LinkEnd
    b: LinkEnd
    turns: tuple[Turn, ...] = ()
    via: Tie | None = None

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners of the line between them, planar metres: it is as long as the gap."""
        turns = tuple((turn.x, turn.y) for turn in self.turns)
        return ((self.a.x, self.a.y), *turns, (self.b.x, self.b.y))


@dataclass(frozen=True, slots=True)
class Barred:
    """What barriers have to do with a distance.

    Parameters
    ----------
    length : float
        Metres of all barriers: of lines, and of the edges of polygons.
    files : tuple of str
        Where they stand, as the study names them.
    merge_distance : float, optional
        What the merge distance would be without them, metres; None beyond the horizon.
    crossed : tuple of str
        The names of those that cut the line which would then be the weakest link; none of those
        without a name.
    """

    length: float
    files: tuple[str, ...]
    merge_distance: float | None
    crossed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """The values of a parameter for which a verdict stays what it is; None is no bound.

    Parameters
    ----------
    parameter : str
        Id of the parameter.
    low, high : float, optional
        Bounds, in `unit`.
    low_closed, high_closed : bool
        Whether each bound belongs to the interval.
    unit : str
        "m" or "share".
    """

    parameter: str
    low: float | None
    high: float | None
    low_closed: bool = True
    high_closed: bool = True
    unit: str = ""


@dataclass(frozen=True, slots=True)
class GapStep:
    """What is one continuum from a gap on.

    Parameters
    ----------
    gap : float
        Metres.
    joined : tuple of str
        CUTs of the communes whose majority lies in one patch from this gap on, sorted.
    population : float, optional
        Inhabitants of that patch.
    """

    gap: float
    joined: tuple[Code, ...]
    population: float | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A commune outside a group, and the gap at which it would join.

    Parameters
    ----------
    commune : Commune
        The neighbour.
    merge_distance, touch_distance : float, optional
        Of the group together with it, metres; None beyond the horizon.
    """

    commune: Commune
    merge_distance: float | None
    touch_distance: float | None


@dataclass(frozen=True, slots=True)
class GapReport:
    """How far apart some communes are.

    Parameters
    ----------
    study_title, vintage, schematic
        Of the study, as in `Assessment`.
    settings : ContinuitySettings
        The parameters in force.
    members : tuple of Commune
        The group.
    merge_distance, touch_distance : float, optional
        Metres; None beyond the horizon.
    weakest_link, touch_link : Link, optional
        The two footprints that decide each of them.
    steps : tuple of GapStep
        By rising gap: what joins what.
    neighbours : tuple of Neighbour
        Nearest first.
    floor : float
        Metres; a gap of as much stands for any that is not larger. 0 if all are told apart.
    barred : Barred, optional
        What barriers have to do with it; None without any.
    inputs, notices : tuple
        Of the study.
    request : Request, optional
        As in `Assessment`.
    conventions : Applied
        What the study adds to gaps.
    without : tuple of Without
        What is said of the group without each kind of it.
    """

    study_title: str
    vintage: str
    schematic: bool
    settings: ContinuitySettings
    members: tuple[Commune, ...]
    merge_distance: float | None
    touch_distance: float | None
    weakest_link: Link | None
    touch_link: Link | None
    steps: tuple[GapStep, ...]
    neighbours: tuple[Neighbour, ...]
    floor: float = 0.0
    barred: Barred | None = None
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()
    request: Request | None = None
    conventions: Applied = field(default_factory=Applied)
    without: tuple[Without, ...] = ()
