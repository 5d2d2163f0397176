"""Check areas: from a study to their verdicts."""

from collections.abc import Sequence
from dataclasses import replace

from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.tree import Continuum, GapTree, gap_of
from metrocli.delimit.evidence import commuting_of, services_of
from metrocli.delimit.measured import barred, measured, noticed
from metrocli.delimit.without import Bare, Undecided, bare, joining
from metrocli.model import (
    Area,
    AreaAssessment,
    Assessment,
    Commune,
    Link,
    Member,
    Populations,
    Study,
    Weighting,
    Without,
)
from metrocli.norm.criteria import area_holds, area_verdict, assess, pending, readings_conflict
from metrocli.norm.facts import AreaFacts, ContinuityFacts
from metrocli.norm.settings import Settings
from metrocli.progress import Stage, silent


def check(
    study: Study,
    areas: Sequence[Area],
    *,
    settings: Settings,
    graph: GapGraph | None = None,
    undecided: Undecided | None = None,
    stage: Stage = silent,
) -> Assessment:
    """Return the verdicts of areas, and what they would be without what the study adds to gaps.

    Parameters
    ----------
    study : Study
        With the footprints of every member.
    areas : sequence of Area
        In the order in which they are to be shown.
    settings : Settings
        The norm with the parameters in force.
    graph : GapGraph, optional
        Of the study, where it has been measured before; without it, what is needed is measured.
    undecided : Undecided, optional
        The study without its decisions, where these put footprints in or take some out.
    stage : callable
        Told what is being done.
    """
    members = {code for area in areas for code in area.members}
    graph = graph or measured(study, settings, communes=members, stage=stage)
    checked = [assess_area(study, graph.tree(area.members), area, settings) for area in areas]
    bases = bare(study, graph, settings, undecided, members, stage)
    whole = [replace(one, without=withouts(graph, one.area, bases, settings)) for one in checked]
    return assessment(study, graph, settings, whole)


def withouts(
    graph: GapGraph, area: Area, bases: Sequence[Bare], settings: Settings
) -> tuple[Without, ...]:
    """Return what would be said of an area without each kind of thing added to gaps."""

    def without(base: Bare) -> Without:
        left = assess_area(base.study, base.graph.tree(area.members), area, settings)
        ties = joining(graph, graph.tree(area.members), base.kind, settings)
        return Without(base.kind, left.merge_distance, ties, left.verdict)

    return tuple(without(base) for base in bases)


def assessment(
    study: Study, graph: GapGraph, settings: Settings, areas: Sequence[AreaAssessment]
) -> Assessment:
    """Return areas together with all that they rest on."""
    return Assessment(
        study_title=study.title,
        vintage=study.vintage,
        schematic=study.schematic,
        weighting=study.footprints.weighting,
        norm=settings.norm.reference,
        parameters=settings.parameters,
        areas=tuple(areas),
        floor=graph.floor,
        inputs=study.inputs,
        notices=noticed(study, graph),
        conventions=study.conventions.among({code for area in areas for code in area.area.members}),
    )


def assess_area(study: Study, tree: GapTree, area: Area, settings: Settings) -> AreaAssessment:
    """Return the verdict of an area, on the gap tree of its members."""
    members, facts = look_at(study, tree, area, settings)
    criteria = assess(facts, settings)
    regions = {commune.region: commune.region_name for commune in facts.members}
    return AreaAssessment(
        area=area,
        regions=tuple(sorted(regions)),
        region_name=", ".join(regions[region] for region in sorted(regions)),
        members=members,
        population=facts.population,
        reading_conflict=readings_conflict(facts, settings),
        verdict=area_verdict(criteria),
        pending=pending(criteria),
        criteria=criteria,
        merge_distance=facts.continuity.merge_distance,
        touch_distance=facts.continuity.touch_distance,
        weakest_link=_weakest_link(tree, facts.continuity.merge_distance, settings),
        holds=area_holds(criteria, settings),
        commuting=facts.commuting,
        shared=facts.shared,
    )


def _weakest_link(tree: GapTree, merge_distance: float | None, settings: Settings) -> Link | None:
    """Return what decides a merge distance."""
    if merge_distance is None:
        return None
    return tree.link(tree.merge(settings.continuity.majority))


def look_at(
    study: Study, tree: GapTree, area: Area, settings: Settings
) -> tuple[tuple[Member, ...], AreaFacts]:
    """Return the members of an area, and all that the criteria look at."""
    continuum = tree.continuum(settings.continuity.max_gap) if len(tree.rows) else None
    members = _members(study, area, tree, continuum)
    facts = AreaFacts(
        members=tuple(study.communes[member.code] for member in members),
        population=_total([member.population for member in members]),
        continuity=_continuity(study, tree, continuum, members, settings),
        commuting=None if study.commuting is None else commuting_of(study.commuting, area),
        services=None if study.services is None else services_of(study.services, area),
    )
    return members, facts


def _members(
    study: Study, area: Area, tree: GapTree, continuum: Continuum | None
) -> tuple[Member, ...]:
    inhabited = study.footprints.weighting is Weighting.POPULATION
    place = {code: k for k, code in enumerate(tree.communes)}

    def member(commune: Commune) -> Member:
        k = place.get(commune.code)
        urban = commune.urban_population
        if urban is None and inhabited and k is not None:
            urban = float(tree.totals[k])
        return Member(
            code=commune.code,
            name=commune.name,
            population=Populations(
                communal=commune.population,
                urban=urban,
                continuum=float(continuum.by_commune[k])
                if inhabited and k is not None and continuum
                else None,
            ),
            share_in_continuum=float(continuum.shares[k])
            if k is not None and continuum and tree.totals[k] > 0
            else None,
        )

    return tuple(member(study.communes[code]) for code in sorted(area.members))


def _total(populations: Sequence[Populations]) -> Populations:
    """Return the sums over communes; a sum is unknown where a part of it is."""

    def total(parts: list[float | None]) -> float | None:
        known = [part for part in parts if part is not None]
        return sum(known) if len(known) == len(parts) else None

    return Populations(
        communal=total([p.communal for p in populations]),
        urban=total([p.urban for p in populations]),
        continuum=total([p.continuum for p in populations]),
    )


def _continuity(
    study: Study,
    tree: GapTree,
    continuum: Continuum | None,
    members: Sequence[Member],
    settings: Settings,
) -> ContinuityFacts:
    shares = {m.code: m.share_in_continuum for m in members if m.share_in_continuum is not None}
    complete = len(shares) == len(members)
    merge = tree.merge(settings.continuity.majority) if complete else None
    touch = tree.touch() if len(tree.communes) == len(members) else None
    inhabited = tree.footprints.weighting is Weighting.POPULATION

    def gap_from(parameter: str) -> float | None:
        short = settings.norm.exceeding(parameter)
        return gap_of(tree.exceeds(short)) if inhabited and short is not None else None

    return ContinuityFacts(
        merge_distance=gap_of(merge),
        touch_distance=gap_of(touch),
        shares=shares,
        most_even_share=tree.most_even_share(settings.continuity.max_gap)
        if complete and continuum
        else None,
        enough_from=gap_from("min_population"),
        core_from=gap_from("min_core"),
        barred=barred(study, tree, settings.continuity.majority) if complete else None,
    )
