"""Propose areas: those that the continuum itself suggests, and those that fall short."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby

from metrocli.continuity.gapgraph import GapGraph, build_gap_graph
from metrocli.continuity.joins import Join, joins
from metrocli.continuity.tree import GapTree
from metrocli.delimit.check import assess_area, assessment
from metrocli.errors import MissingInputError
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
from metrocli.text import Text, text

NOT_ELIGIBLE = AreaVerdict.NOT_ELIGIBLE

MOST_NAMED = 3
"""The largest area that is named after all its communes."""


def propose(
    study: Study,
    *,
    settings: Settings,
    region: str | None = None,
    stage: Callable[[Text], None] = lambda _: None,
) -> Assessment:
    """Return the areas that the continuum suggests, and the near misses.

    In each region, the patches at the largest gap allowed are formed from the footprints of all
    its communes. The communes whose majority lies in one patch are a candidate, which is then
    checked like any area: on the footprints of its members alone. A candidate that is not eligible
    is a near miss; so is a set of communes that would only come together at a larger gap below the
    horizon, and a commune that has the population but no other to join. Near misses have at least
    the norm's `near_miss` part of the population required.

    Parameters
    ----------
    study : Study
        With the footprints of every commune.
    settings : Settings
        The norm with the parameters in force.
    region : str, optional
        Two characters; only this region.
    stage : callable
        Told what is being done.

    Raises
    ------
    MissingInputError
        If no footprint lies in the region.
    """
    regions = _regions(study, region)
    pairs = [pair for codes in regions for pair in combinations(codes, 2)]
    graph = build_gap_graph(
        study.footprints,
        horizon=settings.continuity.horizon,
        communes=[code for codes in regions for code in codes],
        pairs=pairs,
        stage=stage,
    )
    found = [_search(study, graph, codes, settings) for codes in regions]
    areas = [area for search in found for area in search.areas]
    misses = [miss for search in found for miss in search.misses]
    return replace(
        assessment(study, settings, sorted(areas, key=_by_population)),
        near_misses=tuple(sorted(misses, key=_by_need(settings))),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    areas: tuple[AreaAssessment, ...]
    misses: tuple[NearMiss, ...]


def _regions(study: Study, region: str | None) -> list[list[Code]]:
    """Return the communes with footprints, region by region."""
    codes = sorted(set(study.footprints.communes.tolist()))
    regions = [list(group) for key, group in groupby(codes, lambda code: code[:2])]
    wanted = [codes for codes in regions if region in {None, codes[0][:2]}]
    if not wanted:
        raise MissingInputError(
            text("No footprint of the study lies in region {region}.", region=region),
            text("Regions with footprints: {regions}.", regions=[c[0][:2] for c in regions]),
        )
    return wanted


def _search(study: Study, graph: GapGraph, codes: Sequence[Code], settings: Settings) -> _Found:
    """Return what one region holds."""
    tree = graph.tree(codes)
    now, later = _split(joins(tree, settings.continuity.majority), settings)
    checked = [
        assess_area(study, graph, _area(study, join.communes), settings)
        for join in [*now, *later, *_alone(tree, now, settings)]
    ]
    areas = [area for area in checked[: len(now)] if area.verdict is not NOT_ELIGIBLE]
    short = [area for area in checked if area not in areas]
    misses = [_near_miss(graph, area, settings) for area in short]
    return _Found(tuple(areas), tuple(_worth_showing(misses, areas, settings)))


def _split(found: Sequence[Join], settings: Settings) -> tuple[list[Join], list[Join]]:
    """Return the joins in force at the largest gap allowed, and those beyond it."""
    limit = settings.continuity.max_gap
    now = [join for join in found if join.gap <= limit]
    largest = [
        join
        for k, join in enumerate(now)
        if not any(set(other.communes) >= set(join.communes) for other in now[k + 1 :])
    ]
    return largest, [join for join in found if join.gap > limit]


def _alone(tree: GapTree, now: Sequence[Join], settings: Settings) -> list[Join]:
    """Return the communes that have the population and join no other."""
    joined = {code for join in now for code in join.communes}
    least = settings.norm.number("min_population")
    return [
        Join(0.0, (code,), float(total))
        for code, total in zip(tree.communes, tree.totals, strict=True)
        if code not in joined and total > least
    ]


def _near_miss(graph: GapGraph, area: AreaAssessment, settings: Settings) -> NearMiss:
    """Return what an area lacks, at the gap where its communes are one continuum."""
    allowed = settings.continuity
    merge = allowed.horizon if area.merge_distance is None else area.merge_distance
    population = area.population.by(settings.reading)
    if settings.reading is Reading.CONTINUUM and population is not None:
        population = graph.tree(area.area.members).continuum(max(merge, allowed.max_gap)).weight
    # More than the threshold is asked for, so that the threshold itself lacks one.
    enough = settings.norm.number("min_population") + 1
    return NearMiss(
        assessment=area,
        gap=merge,
        population_at_gap=population,
        lacks_inhabitants=0 if population is None else max(0.0, enough - population),
        lacks_metres=max(0.0, merge - allowed.max_gap),
        lacks_communes=max(0, int(settings.norm.number("min_communes")) - len(area.members)),
    )


def _worth_showing(
    misses: Sequence[NearMiss], areas: Sequence[AreaAssessment], settings: Settings
) -> list[NearMiss]:
    """Return the misses that are near, none of which only enlarges an area or another miss."""
    enough = settings.norm.number("near_miss") * settings.norm.number("min_population")
    taken = [set(area.area.members) for area in areas]
    shown = []
    for miss in misses:
        members = set(miss.assessment.area.members)
        near = miss.population_at_gap is not None and miss.population_at_gap >= enough
        if near and not any(members >= other for other in taken):
            taken.append(members)
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
    return Area(_slug(name), name, members)


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
