"""What a sweep says: the verdicts of areas over gaps, readings and majorities."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from metrocli.model.conventions import Applied, Without
from metrocli.model.request import Request
from metrocli.model.study import Area, ContinuitySettings, Input, Notice, Reading
from metrocli.model.verdicts import AreaVerdict, NormReference


@dataclass(frozen=True, slots=True)
class Span:
    """The gaps that are swept: from one to another, both among them, in equal steps; metres."""

    first: float
    last: float
    step: float

    @property
    def gaps(self) -> NDArray[np.float64]:
        """The gaps, shape (g,)."""
        count = int(np.floor((self.last - self.first) / self.step + 1e-9)) + 1
        return np.asarray(self.first + self.step * np.arange(count))

    def within(self, gap: float) -> bool:
        """Return whether a gap is beyond the first and not beyond the last."""
        return self.first < gap <= self.last


@dataclass(frozen=True, slots=True)
class Stretch:
    """Gaps at which a verdict is one and the same.

    Parameters
    ----------
    low, high : float
        Metres; the first belongs to the stretch.
    verdict : AreaVerdict
        Of the area.
    high_closed : bool
        Whether `high` belongs to it too: only the last stretch of a sweep has its end.
    """

    low: float
    high: float
    verdict: AreaVerdict
    high_closed: bool

    @property
    def largest(self) -> float:
        """The largest gap of the stretch, metres."""
        return self.high if self.high_closed else float(np.nextafter(self.high, self.low))


@dataclass(frozen=True, slots=True)
class SweepLine:
    """The verdict of an area by one reading and for one majority, gap by gap.

    Parameters
    ----------
    reading : Reading
        Which population is compared with the threshold.
    majority : float
        Part of each commune's weight that the continuum must hold.
    merge_distance : float, optional
        For that majority, metres; None if it does not happen below the horizon.
    stretches : tuple of Stretch
        By rising gap, without holes; the verdict flips where one ends and the next begins.
    """

    reading: Reading
    majority: float
    merge_distance: float | None
    stretches: tuple[Stretch, ...]

    @property
    def flips(self) -> tuple[float, ...]:
        """The gaps from which the verdict is another than just below them, metres."""
        return tuple(stretch.low for stretch in self.stretches[1:])

    def verdicts(self, gaps: NDArray[np.float64]) -> list[AreaVerdict]:
        """Return the verdict at each of some gaps of the sweep."""
        at = np.searchsorted(np.array(self.flips), gaps, side="right")
        return [self.stretches[position].verdict for position in at.tolist()]


@dataclass(frozen=True, eq=False)
class ContinuumSteps:
    """The continuum of an area at every gap: a step holds from its gap up to the next one's.

    Parameters
    ----------
    gaps : ndarray of float64, shape (s,)
        Metres, ascending; the first is 0.
    population : ndarray of float64, shape (s,)
        Inhabitants of the continuum; NaN where they cannot be counted.
    even_shares : ndarray of float64, shape (s,)
        The largest majority for which the area is one continuum, in [0, 1].
    """

    gaps: NDArray[np.float64]
    population: NDArray[np.float64]
    even_shares: NDArray[np.float64]

    def population_at(self, gaps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the inhabitants of the continuum at each of some gaps."""
        return np.asarray(self.population[np.searchsorted(self.gaps, gaps, side="right") - 1])


@dataclass(frozen=True, eq=False)
class AreaSweep:
    """An area, swept.

    Parameters
    ----------
    area : Area
        What was swept.
    verdict : AreaVerdict
        At the parameters in force.
    communal, urban : float, optional
        Inhabitants by the readings that do not depend on the gap.
    steps : ContinuumSteps, optional
        None where no member has footprints.
    lines : tuple of SweepLine
        By reading, then by majority.
    without : tuple of Without
        What is said of it, at the parameters in force, without each kind of thing that the study
        adds to gaps.
    """

    area: Area
    verdict: AreaVerdict
    communal: float | None
    urban: float | None
    steps: ContinuumSteps | None
    lines: tuple[SweepLine, ...]
    without: tuple[Without, ...] = ()

    def population_at(self, reading: Reading, gaps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the inhabitants by a reading at each of some gaps; NaN where unknown."""
        if reading is Reading.CONTINUUM and self.steps is not None:
            return self.steps.population_at(gaps)
        fixed = {Reading.COMMUNAL: self.communal, Reading.URBAN: self.urban}.get(reading)
        return np.full(len(gaps), np.nan if fixed is None else fixed)


@dataclass(frozen=True, eq=False)
class Sweep:
    """What `metro sweep` answers.

    Parameters
    ----------
    study_title, vintage, schematic, norm
        As in `Assessment`.
    settings : ContinuitySettings
        The parameters in force.
    reading : Reading
        The reading in force.
    threshold : float
        Inhabitants that must be exceeded.
    span : Span
        The gaps.
    areas : tuple of AreaSweep
        In the order they were asked for.
    floor : float
        Metres; a gap of as much stands for any that is not larger. 0 if all are told apart.
    inputs, notices : tuple
        Of the study.
    request : Request, optional
        As in `Assessment`.
    conventions : Applied
        What the study adds to gaps.
    """

    study_title: str
    vintage: str
    schematic: bool
    norm: NormReference
    settings: ContinuitySettings
    reading: Reading
    threshold: float
    span: Span
    areas: tuple[AreaSweep, ...]
    floor: float = 0.0
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()
    request: Request | None = None
    conventions: Applied = field(default_factory=Applied)
