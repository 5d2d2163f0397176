"""Propose areas: those that the continuum itself suggests, and those that fall short."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.joins import Join, joins
from metrocli.continuity.tree import GapTree
from metrocli.delimit.areas import assess_area, assessment, withouts
from metrocli.delimit.measured import measured
from metrocli.delimit.without import Bare, Undecided, bare
from metrocli.errors import MissingInputError, UsageError
from metrocli.model import (
    Area,
    AreaAssessment,
    AreaVerdict,
    Assessment,
    Code,
    NearMiss,
    Reading,
    Study,
)
from metrocli.norm.settings import Settings
from metrocli.progress import Stage, silent
from metrocli.text import text

NOT_ELIGIBLE = AreaVerdict.NOT_ELIGIBLE

MOST_NAMED = 3
"""The largest area that is named after all its communes."""


def propose(
    study: Study,
    *,
    settings: Settings,
    region: str | None = None,
    graph: GapGraph | None = None,
    undecided: Undecided | None = None,
    stage: Stage = silent,
) -> Assessment:
    """Return the areas that the continuum suggests, and the near misses.

    In each region, the patches at the largest gap allowed are formed from the footprints of all
    its communes. The communes whose majority lies in one patch are a candidate if they are one
    continuum by themselves; if not, so are those of them that are. A candidate is then checked like
    any area: on the footprints of its members alone. One that is not eligible is a near miss; so is
    a set of communes that would only come together at a larger gap below the horizon, and a commune
    that has the population but no other to join. Near misses have at least the norm's `near_miss`
    part of the population required; none contains an area or another near miss.

    Parameters
    ----------
    study : Study
        With the footprints of every commune.
    settings : Settings
        The norm with the parameters in force.
    region : str, optional
        Two characters; only this region.
    graph : GapGraph, optional
        Of the study, where it has been measured before; without it, what is needed is measured.
    undecided : Undecided, optional
        The study without its decisions, where these put footprints in or take some out.
    stage : callable
        Told what is being done.

    Raises
    ------
    MissingInputError
        If no footprint lies in the region.
    UsageError
        If the norm lacks a parameter that says what to look for.
    """
    _answerable(settings)
    regions = _regions(study, region)
    communes = {code for codes in regions for code in codes}
    graph = graph or measured(study, settings, communes=communes, stage=stage)
    found = []
    for codes in regions:
        stage(text("Searching region {region}", region=codes[0][:2]))
        found.append(_search(study, graph, codes, settings))
    bases = bare(study, graph, settings, undecided, communes, stage)
    areas = [_with_bases(area, graph, bases, settings) for search in found for area in search.areas]
    misses = [
        replace(miss, assessment=_with_bases(miss.assessment, graph, bases, settings))
        for search in found
        for miss in search.misses
    ]
    return replace(
        assessment(study, graph, settings, sorted(areas, key=_by_population)),
        conventions=study.conventions.among(communes),
        near_misses=tuple(sorted(misses, key=_by_need(settings))),
    )


def _with_bases(
    area: AreaAssessment, graph: GapGraph, bases: Sequence[Bare], settings: Settings
) -> AreaAssessment:
    return replace(area, without=withouts(graph, area.area, bases, settings))


def _answerable(settings: Settings) -> None:
    stated = settings.norm.parameters
    missing = [id for id in ("min_communes", "min_population", "near_miss") if id not in stated]
    if missing:
        raise UsageError(
            text(
                "The norm {norm} does not say what to look for: it has no {parameters}.",
                norm=settings.norm.reference.name,
                parameters=missing,
            ),
            text("Check areas that you name, or use another --norm."),
        )


@dataclass(frozen=True, slots=True)
class _Found:
    areas: tuple[AreaAssessment, ...]
    misses: tuple[NearMiss, ...]


def _regions(study: Study, region: str | None) -> list[list[Code]]:
    """Return the communes with footprints, region by region."""
    codes = sorted(set(study.footprints.communes.tolist()))
    regions = [list(group) for key, group in groupby(codes, lambda code: code[:2])]
    if region is None:
        return regions
    wanted = [codes for codes in regions if codes[0][:2] == region]
    if not wanted:
        raise MissingInputError(
            text("No footprint of the study lies in region {region}.", region=region),
            text("Regions with footprints: {regions}.", regions=[c[0][:2] for c in regions]),
        )
    return wanted


@dataclass(frozen=True, eq=False)
class _Candidate:
    area: AreaAssessment
    tree: GapTree


def _search(study: Study, graph: GapGraph, codes: Sequence[Code], settings: Settings) -> _Found:
    """Return what one region holds."""
    continuity = settings.continuity
    found = joins(graph.tree(codes), continuity.majority)
    now = [_assess(study, tree, settings) for tree in _standing(graph, found, settings)]
    areas = [one.area for one in now if one.area.verdict is not NOT_ELIGIBLE]
    short = [one for one in now if one.area.verdict is NOT_ELIGIBLE]
    settled = [set(area.area.members) for area in areas]
    joined = {code for one in now for code in one.tree.communes}
    later = [
        join.communes
        for join in found
        if join.gap > continuity.max_gap and not any(area <= set(join.communes) for area in settled)
    ]
    lone = [(code,) for code in codes if code not in joined]
    enough = settings.norm.number("min_population")
    worth = [
        *_populous(study, later, enough * settings.norm.number("near_miss")),
        *_populous(study, lone, enough),
    ]
    apart = [_assess(study, graph.tree(communes), settings) for communes in worth]
    misses = _near_misses([*short, *apart], settings)
    return _Found(tuple(areas), tuple(_worth_showing(misses, settings)))


def _assess(study: Study, tree: GapTree, settings: Settings) -> _Candidate:
    area = _area(study, tree.communes)
    return _Candidate(assess_area(study, tree, area, settings), tree)


def _populous(
    study: Study, sets: Iterable[tuple[Code, ...]], least: float
) -> Iterator[tuple[Code, ...]]:
    """Yield the sets of communes that may have a population at all, by whatever reading."""
    inhabitants = study.footprints.weights_by_commune()

    def most(code: Code) -> float:
        commune = study.communes[code]
        known = commune.population, commune.urban_population, inhabitants.get(code)
        return max((figure for figure in known if figure is not None), default=0.0)

    return (codes for codes in sets if sum(map(most, codes)) >= least)


def _standing(graph: GapGraph, found: Sequence[Join], settings: Settings) -> list[GapTree]:
    """Return the trees of the largest sets of communes that are one continuum by themselves.

    A patch may hold together only by the footprints of communes that have their majority
    elsewhere. Without those, what is left of it is looked at again.
    """
    continuity = settings.continuity
    standing = []
    for communes in _largest(join.communes for join in found if join.gap <= continuity.max_gap):
        tree = graph.tree(communes)
        merge = tree.merge(continuity.majority)
        if merge is not None and merge.gap <= continuity.max_gap:
            standing.append(tree)
        else:
            standing += _standing(graph, joins(tree, continuity.majority), settings)
    return standing


def _largest(found: Iterable[tuple[Code, ...]]) -> list[tuple[Code, ...]]:
    """Return the sets of communes that lie in no other."""
    several = sorted(set(found))
    return [one for one in several if not any(set(one) < set(other) for other in several)]


def near_miss(area: AreaAssessment, tree: GapTree, settings: Settings) -> NearMiss | None:
    """Return what an area lacks, at the gap where its communes are one continuum.

    None if by itself it never comes together: what it lacks is a commune between, not metres.
    """
    allowed, merge = settings.continuity, area.merge_distance
    if merge is None:
        return None
    # Of people there are whole ones: the least that exceed what is too few.
    enough = math.floor(settings.norm.exceeding("min_population") or 0) + 1
    population = area.population.by(settings.reading)
    if settings.reading is Reading.CONTINUUM and population is not None:
        population = tree.continuum(max(merge, allowed.max_gap)).weight
    return NearMiss(
        assessment=area,
        gap=merge,
        population_at_gap=population,
        lacks_inhabitants=0 if population is None else max(0.0, enough - population),
        lacks_metres=max(0.0, merge - allowed.max_gap),
        lacks_communes=max(0, int(settings.norm.number("min_communes")) - len(area.members)),
    )


def _near_misses(candidates: Iterable[_Candidate], settings: Settings) -> Iterator[NearMiss]:
    found = (near_miss(one.area, one.tree, settings) for one in candidates)
    return (miss for miss in found if miss is not None)


def _worth_showing(misses: Iterable[NearMiss], settings: Settings) -> list[NearMiss]:
    """Return the misses that are near, none of which only enlarges another."""
    enough = settings.norm.number("near_miss") * settings.norm.number("min_population")
    shown: list[NearMiss] = []
    for miss in misses:
        members = set(miss.assessment.area.members)
        near = miss.population_at_gap is not None and miss.population_at_gap >= enough
        # Every town lacks communes; one is near only if it lacks nothing else.
        small_and_alone = miss.lacks_communes and miss.lacks_inhabitants
        larger = any(members >= set(other.assessment.area.members) for other in shown)
        if near and not small_and_alone and not larger:
            shown.append(miss)
    return shown


def _area(study: Study, codes: Sequence[Code]) -> Area:
    """Return communes as an area: the study's own if it names it."""
    members = tuple(sorted(codes))
    for area in study.areas:
        if area.members == members:
            return area
    names = [study.communes[code].name for code in members]
    # The capitals of provinces and regions have the lowest code of theirs.
    name = "–".join(names) if len(names) <= MOST_NAMED else f"Gran {names[0]}"
    slug = _slug(name)
    taken = any(area.id == slug for area in study.areas)
    return Area(f"{slug}-{len(members)}" if taken else slug, name, members)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("–", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _by_population(area: AreaAssessment) -> tuple[float, str]:
    return -(area.population.continuum or 0), area.area.id


def _by_need(settings: Settings) -> Callable[[NearMiss], tuple[float, str]]:
    """Return how far from eligible a miss is: all it lacks, as parts of what is asked."""
    people, metres = settings.norm.number("min_population"), settings.continuity.max_gap

    def need(miss: NearMiss) -> tuple[float, str]:
        lacks = (
            miss.lacks_inhabitants / people
            + (miss.lacks_metres / metres if metres else miss.lacks_metres)
            + miss.lacks_communes
        )
        return lacks, miss.assessment.area.id

    return need
