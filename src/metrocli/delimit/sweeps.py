"""Sweep areas: their verdict at every gap, by every reading of population, for several majorities.

A tree holds the patches at every gap, so that nothing is clustered again: its profile says at which
gaps anything changes, the norm is asked once between every two of them, and that is what it says at
each gap of any grid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np

from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.profile import Profile, profile
from metrocli.continuity.tree import GapTree
from metrocli.delimit.areas import look_at, withouts
from metrocli.delimit.measured import measured, noticed
from metrocli.delimit.without import Undecided, bare
from metrocli.model import (
    Area,
    AreaSweep,
    AreaVerdict,
    ContinuumSteps,
    Reading,
    Span,
    Stretch,
    Study,
    Sweep,
    SweepLine,
)
from metrocli.norm.criteria import decide
from metrocli.norm.facts import AreaFacts
from metrocli.norm.settings import Settings, settings_for
from metrocli.progress import Stage, silent

MAJORITIES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""The majorities that are swept where none is asked for, beside the one in force."""


def sweep(
    study: Study,
    areas: Sequence[Area],
    *,
    settings: Settings,
    span: Span,
    majorities: Sequence[float],
    graph: GapGraph | None = None,
    undecided: Undecided | None = None,
    stage: Stage = silent,
) -> Sweep:
    """Return the verdicts of areas over gaps, readings and majorities.

    Parameters
    ----------
    study : Study
        With the footprints of every member.
    areas : sequence of Area
        In the order in which they are to be shown.
    settings : Settings
        The norm with the parameters in force.
    span : Span
        The gaps, none beyond the horizon.
    majorities : sequence of float
        Parts of each commune's weight, in [0.5, 1].
    graph : GapGraph, optional
        Of the study, where it has been measured before; without it, what is needed is measured.
    undecided : Undecided, optional
        The study without its decisions, where these put footprints in or take some out.
    stage : callable
        Told what is being done.
    """
    members = {code for area in areas for code in area.members}
    graph = graph or measured(study, settings, communes=members, stage=stage)
    bases = bare(study, graph, settings, undecided, members, stage)
    swept = []
    for area in areas:
        look = _look(study, graph.tree(area.members), area, settings)
        found = _sweep_area(look, settings, span, sorted(set(majorities)))
        swept.append(replace(found, without=withouts(graph, area, bases, settings)))
    return Sweep(
        study_title=study.title,
        vintage=study.vintage,
        schematic=study.schematic,
        norm=settings.norm.reference,
        settings=settings.continuity,
        reading=settings.reading,
        threshold=settings.norm.number("min_population"),
        span=span,
        areas=tuple(swept),
        floor=graph.floor,
        inputs=study.inputs,
        notices=noticed(study, graph),
        conventions=study.conventions.among(members),
    )


@dataclass(frozen=True, eq=False)
class _Look:
    """An area with all that the criteria look at, and how that changes with the gap."""

    area: Area
    facts: AreaFacts
    tree: GapTree
    profile: Profile | None

    def merge_distance(self, majority: float) -> float | None:
        """Return the gap from which the area is one continuum, for a majority."""
        if self.profile is None or self.facts.unbuilt:
            return None
        return self.profile.merge_distance(majority)

    def facts_at(self, gap: float, majority: float) -> AreaFacts:
        """Return what the criteria look at where the largest gap allowed is another."""
        if self.profile is None:
            return self.facts
        step = int(self.profile.steps_at(np.array([gap]))[0])
        inside = self.profile.by_commune[step]
        population, continuity = self.facts.population, self.facts.continuity
        # What cannot be counted at one gap cannot be counted at any.
        if population.continuum is not None:
            population = replace(population, continuum=float(inside.sum()))
        parts = zip(self.tree.communes, inside.tolist(), self.tree.totals.tolist(), strict=True)
        return replace(
            self.facts,
            population=population,
            continuity=replace(
                continuity,
                merge_distance=self.merge_distance(majority),
                shares={code: part / total for code, part, total in parts if total},
                most_even_share=continuity.most_even_share
                and float(self.profile.even_shares[step]),
            ),
        )


def _look(study: Study, tree: GapTree, area: Area, settings: Settings) -> _Look:
    _, facts = look_at(study, tree, area, settings)
    return _Look(area, facts, tree, profile(tree) if len(tree.rows) else None)


def _sweep_area(
    look: _Look, settings: Settings, span: Span, majorities: Sequence[float]
) -> AreaSweep:
    found, population = look.profile, look.facts.population
    counted = population.continuum is not None
    return AreaSweep(
        area=look.area,
        verdict=decide(look.facts, settings),
        communal=population.communal,
        urban=population.urban,
        steps=None
        if found is None
        else ContinuumSteps(
            found.gaps, np.where(counted, found.weights, np.nan), found.even_shares
        ),
        lines=tuple(
            SweepLine(
                reading,
                majority,
                look.merge_distance(majority),
                tuple(_stretches(look, settings, span, reading, majority)),
            )
            for reading in Reading
            for majority in majorities
        ),
    )


def _stretches(
    look: _Look, settings: Settings, span: Span, reading: Reading, majority: float
) -> Iterator[Stretch]:
    """Yield the gaps that lead to one verdict, by a reading and for a majority."""

    def verdict(gap: float) -> AreaVerdict:
        terms = settings_for(
            settings.norm,
            max_gap=gap,
            majority=majority,
            reading=reading,
            strict=settings.strict,
        )
        return decide(look.facts_at(gap, majority), terms)

    turns = {look.merge_distance(majority), look.facts.continuity.enough_from}
    inside = sorted(turn for turn in turns if turn is not None and span.within(turn))
    same = groupby([span.first, *inside], key=verdict)
    starts = [(next(gaps), outcome) for outcome, gaps in same]
    for (low, outcome), (high, _) in pairwise(starts):
        yield Stretch(low, high, outcome, high_closed=False)
    low, outcome = starts[-1]
    yield Stretch(low, span.last, outcome, high_closed=True)
