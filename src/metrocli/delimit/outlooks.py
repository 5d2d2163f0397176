"""Look out: what an area lacks, when it would have it, and which neighbour would bring it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from metrocli.continuity.gapgraph import GapGraph, within_reach
from metrocli.delimit.areas import assess_area
from metrocli.delimit.growth import CENSUS_DAYS, by_area, by_communes, courses, projected
from metrocli.delimit.measured import as_measured, measured
from metrocli.delimit.proposals import near_miss
from metrocli.errors import MissingInputError, UsageError
from metrocli.model import (
    Addition,
    Area,
    AreaAssessment,
    AreaOutlook,
    AreaVerdict,
    Code,
    Course,
    Input,
    Notice,
    Outlook,
    Projection,
    Projections,
    Study,
)
from metrocli.norm.settings import Settings
from metrocli.progress import Stage, silent
from metrocli.study import national
from metrocli.study.schemas import year_of
from metrocli.text import text


@dataclass(frozen=True, eq=False)
class Prospects:
    """What is known of growth beside the national censuses.

    Parameters
    ----------
    earlier : Study, optional
        The same areas at an earlier census, with the footprints of their members.
    projections : mapping of str to mapping of int to float
        Inhabitants expected of communes, by year.
    inputs, notices : tuple
        What the projections were read from, and what was mended there.
    """

    earlier: Study | None = None
    projections: Projections = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()
    notices: tuple[Notice, ...] = ()


def outlook(
    study: Study,
    areas: Sequence[Area],
    *,
    settings: Settings,
    prospects: Prospects,
    graph: GapGraph | None = None,
    stage: Stage = silent,
) -> Outlook:
    """Return what areas lack, when they would have it, and which neighbour would bring it.

    Parameters
    ----------
    study : Study
        With the footprints of every member, and of the communes around them.
    areas : sequence of Area
        In the order in which they are to be shown.
    settings : Settings
        The norm with the parameters in force.
    prospects : Prospects
        What is known of growth.
    graph : GapGraph, optional
        Of the study, where it has been measured before; without it, what is needed is measured.
    stage : callable
        Told what is being done.

    Raises
    ------
    MissingInputError
        If a study does not say of which census it is.
    UsageError
        If the earlier study is not earlier.
    """
    census = _census(study)
    earlier = prospects.earlier
    if earlier is not None and _census(earlier) >= census:
        raise UsageError(
            text(
                "The earlier study is of {earlier}, not before {vintage}.",
                earlier=earlier.vintage,
                vintage=study.vintage,
            )
        )
    members = {code for area in areas for code in area.members}
    if graph is None:
        around = within_reach(study.footprints, members, settings.continuity.horizon)
        graph = measured(study, settings, communes=around, stage=stage)
    found = []
    for area in areas:
        tree = graph.tree(area.members)
        assessed = assess_area(study, tree, area, settings)
        short = assessed.verdict is not AreaVerdict.ELIGIBLE
        found.append(
            AreaOutlook(
                assessment=assessed,
                near_miss=near_miss(assessed, tree, settings) if short else None,
                projection=_projection(assessed, settings, census, prospects),
                additions=_additions(study, graph, assessed, settings) if short else (),
            )
        )
    studies = [study] if earlier is None else [study, earlier]
    return Outlook(
        study_title=study.title,
        vintage=study.vintage,
        schematic=study.schematic,
        norm=settings.norm.reference,
        earlier=None if earlier is None else earlier.vintage,
        settings=settings.continuity,
        reading=settings.reading,
        threshold=settings.norm.number("min_population"),
        areas=tuple(found),
        floor=graph.floor,
        conventions=study.conventions.among({code for area in areas for code in area.members}),
        inputs=(*(given for one in studies for given in one.inputs), *prospects.inputs),
        notices=(
            *(notice for one in studies for notice in one.notices),
            *prospects.notices,
            *as_measured(study, graph),
        ),
    )


def _census(study: Study) -> date:
    """Return the day that the population of a study speaks of."""
    year = year_of(study.vintage) or ""
    if year not in CENSUS_DAYS:
        raise MissingInputError(
            text("It is not known of which census the study “{title}” is.", title=study.title),
            text('Set [study].vintage to "2017" or "2024".'),
        )
    return CENSUS_DAYS[year]


def _projection(
    assessed: AreaAssessment, settings: Settings, census: date, prospects: Prospects
) -> Projection | None:
    """Return when an area that has too few people would have enough."""
    threshold = settings.norm.number("min_population")
    now = _parts(assessed, settings)
    if now is None or not 0 < sum(now.values()) <= threshold:
        return None
    found = _of_area(assessed, settings, census, prospects.earlier)
    first, last = national.VINTAGES
    before, after = (_communal(vintage) for vintage in (first, last))
    if all(before.get(code) and code in after for code in now):
        span = CENSUS_DAYS[first], CENSUS_DAYS[last]
        for growth in by_communes(now, before, after):
            found += courses(growth, *span, threshold, census)
    given = projected(now, prospects.projections, census, threshold)
    if given is not None:
        found.append(given)
    return Projection(sum(now.values()), threshold, tuple(found)) if found else None


def _of_area(
    assessed: AreaAssessment, settings: Settings, census: date, earlier: Study | None
) -> list[Course]:
    """Return the courses of the area's own growth since an earlier study."""
    if earlier is None:
        return []
    area = assessed.area
    graph = measured(earlier, settings, communes=area.members)
    past = assess_area(earlier, graph.tree(area.members), area, settings)
    now, then = (one.population.by(settings.reading) for one in (assessed, past))
    if not now or not then:
        return []
    threshold = settings.norm.number("min_population")
    return [*courses(by_area(now, then), _census(earlier), census, threshold, census)]


def _parts(assessed: AreaAssessment, settings: Settings) -> Mapping[Code, float] | None:
    """Return the people of each member by the reading in force; None where some are not known."""
    people = {member.code: member.population.by(settings.reading) for member in assessed.members}
    known = {code: count for code, count in people.items() if count is not None}
    return known if len(known) == len(people) else None


def _communal(vintage: str) -> Mapping[Code, float]:
    communes = national.communes(vintage)
    return {code: commune.population or 0.0 for code, commune in communes.items()}


def _additions(
    study: Study, graph: GapGraph, assessed: AreaAssessment, settings: Settings
) -> tuple[Addition, ...]:
    """Return what the area would be with each neighbour of its region, nearest first."""
    group = assessed.area.members
    found = []
    for code in graph.neighbours(group):
        if code[:2] not in assessed.regions:
            continue
        commune, members = study.communes[code], tuple(sorted([*group, code]))
        area = Area("-".join(members), f"{assessed.area.name}–{commune.name}", members)
        found.append(Addition(commune, assess_area(study, graph.tree(members), area, settings)))
    return tuple(sorted(found, key=_nearness))


def _nearness(addition: Addition) -> tuple[float, Code]:
    merge = addition.together.merge_distance
    return float("inf") if merge is None else merge, addition.commune.code
