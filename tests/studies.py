"""Small hand-drawn studies for the tests of the norm, the use cases and the graph."""

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from metrocli.model import (
    Area,
    AreaAssessment,
    Commune,
    Commuting,
    Criterion,
    Footprints,
    Study,
    Weighting,
)
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import Settings, settings_for
from tests.continuity.territories import footprints, square

A, B, C, D = "01101", "01107", "01401", "01402"
"""Communes of one region."""

E = "02101"
"""A commune of another."""

NAMES = {A: "Alba", B: "Brea", C: "Cala", D: "Duna", E: "Era", "02104": "Fara", "13101": "Gala"}

LAW = load_norm("ley-21074")

LAWFUL = settings_for(LAW, max_gap=550, majority=0.5, horizon=6_000)
"""The norm's own parameters, spelt out so that a calibration does not move the tests."""

Shape = tuple[str, shapely.Geometry, float]
"""Commune, geometry, weight."""


def house(commune: str, x: float, people: float) -> Shape:
    """Return a footprint of 10 m by 10 m on the x axis, by its western edge."""
    return commune, square(x, 0), people


def commune(
    code: str, population: float | None = None, urban_population: float | None = None
) -> Commune:
    """Return a commune by its code."""
    region = code[:2]
    return Commune(code, NAMES[code], region, f"Region {region}", population, urban_population)


def built(shapes: Sequence[Shape], weighting: Weighting = Weighting.POPULATION) -> Footprints:
    """Return footprints from communes, geometries and weights."""
    drawn = footprints([(code, shape) for code, shape, _ in shapes], [w for *_, w in shapes])
    return Footprints(drawn.ids, drawn.communes, drawn.geometries, drawn.weights, weighting)


def study(
    shapes: Sequence[Shape],
    *,
    communes: Sequence[Commune] = (),
    weighting: Weighting = Weighting.POPULATION,
    boundaries: Mapping[str, shapely.Geometry] | None = None,
    commuting: Commuting | None = None,
    areas: Sequence[Area] = (),
) -> Study:
    """Return a study; communes that are not given have the population of their footprints."""
    given = {commune.code: commune for commune in communes}
    codes = sorted({*given, *(code for code, _, _ in shapes), *(boundaries or {})})
    return Study(
        title="Drawn",
        vintage="2024",
        schematic=True,
        communes={
            code: given.get(code) or commune(code, sum(w for c, _, w in shapes if c == code))
            for code in codes
        },
        boundaries=boundaries or {},
        footprints=built(shapes, weighting),
        commuting=commuting,
        areas=tuple(areas),
    )


def area(*members: str) -> Area:
    """Return an area of communes."""
    return Area("drawn", "Drawn", tuple(sorted(members)))


def two_towns(gap: float, people: tuple[float, float] = (200_000, 100_000)) -> Study:
    """Return two communes of one house each."""
    return study([house(A, 0, people[0]), house(B, 10 + gap, people[1])])


def tuned(
    *,
    max_gap: float = 550,
    majority: float = 0.5,
    horizon: float = 6_000,
) -> Settings:
    """Return the norm's settings with other parameters of continuity."""
    return settings_for(LAW, max_gap=max_gap, majority=majority, horizon=horizon)


def criterion(assessed: AreaAssessment, id: str) -> Criterion:
    """Return one criterion of an area."""
    return next(criterion for criterion in assessed.criteria if criterion.id == id)


def near(value: float, step: float = 1e-6) -> tuple[float, float]:
    """Return a value just below and one just above."""
    return float(np.nextafter(value, -np.inf)) - step, float(np.nextafter(value, np.inf)) + step
