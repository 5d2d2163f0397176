"""How a criterion was worked out for an area: its figures, one by one."""

from collections.abc import Callable, Iterator, Mapping

from metrocli.model import AreaAssessment, Criterion, Link, Member, Reading, TieKind, Without
from metrocli.norm.explanation.wording import READINGS
from metrocli.norm.settings import Settings
from metrocli.text import Text, plural, text


def steps(criterion: Criterion, area: AreaAssessment, settings: Settings) -> tuple[Text, ...]:
    """Return the figures behind a criterion; what the rule itself noted comes last."""
    own = _STEPS[criterion.id](area, settings) if criterion.id in _STEPS else ()
    return (*own, *criterion.notes)


def _communes(area: AreaAssessment, _settings: Settings) -> Iterator[Text]:
    yield text(
        "Communes of the area: {count:,.0f} ({names}).",
        count=len(area.members),
        names=[member.name for member in area.members],
    )


def _regions(area: AreaAssessment, _settings: Settings) -> Iterator[Text]:
    yield text("Regions of its communes: {count:,.0f}.", count=len(area.regions))


def _continuity(area: AreaAssessment, settings: Settings) -> Iterator[Text]:
    yield _distance(area, settings)
    link = area.weakest_link
    if link is not None:
        names = {member.code: member.name for member in area.members}
        yield text(
            "Weakest link: {gap:,.1f} m, from footprint {a} of {here} to footprint {b} of {there}.",
            gap=link.gap,
            a=link.a.id,
            here=names[link.a.commune],
            b=link.b.id,
            there=names[link.b.commune],
        )
        yield from _turns(link)
    for without in area.without:
        yield from _without(without)
    if area.touch_distance is not None:
        yield text(
            "Touch distance, from which some footprint of each is in one patch: {metres:,.1f} m.",
            metres=area.touch_distance,
        )
    gap = settings.norm.number("max_gap")
    yield text("The largest gap allowed is {gap:,.0f} m; in the continuum at that gap:", gap=gap)
    for member in area.members:
        yield _share(member)


def _without(without: Without) -> Iterator[Text]:
    if without.ties:
        yield _JOINED[without.kind](", ".join(tie.name for tie in without.ties))
    if without.merge_distance is None:
        yield _NEVER[without.kind]
    else:
        yield _DISTANT[without.kind](without.merge_distance)


def _turns(link: Link) -> Iterator[Text]:
    if link.turns:
        yield plural(
            "It is a way round barriers, which turns {count:,d} time.",
            "It is a way round barriers, which turns {count:,d} times.",
            count=len(link.turns),
        )


def _distance(area: AreaAssessment, settings: Settings) -> Text:
    if area.merge_distance is None:
        horizon = settings.continuity.horizon
        return text("Merge distance: none up to {horizon:,.0f} m.", horizon=horizon)
    return text("Merge distance: {metres:,.1f} m.", metres=area.merge_distance)


def _share(member: Member) -> Text:
    if member.share_in_continuum is None:
        return text("{commune}: it has no inhabited footprints.", commune=member.name)
    return text(
        "{commune}: {share:.1%} of its weight.",
        commune=member.name,
        share=member.share_in_continuum,
    )


def _population(area: AreaAssessment, settings: Settings) -> Iterator[Text]:
    for reading in Reading:
        yield _reading(area, reading, settings)
    yield text("Commune by commune, by each reading (communal, urban, in the continuum):")
    for member in area.members:
        figures = [_people(member.population.by(reading)) for reading in Reading]
        yield text(
            "{commune}: {communal}; {urban}; {continuum}.",
            commune=member.name,
            **dict(zip(("communal", "urban", "continuum"), figures, strict=True)),
        )
    if area.reading_conflict:
        yield text("The readings lead to different verdicts.")


def _reading(area: AreaAssessment, reading: Reading, settings: Settings) -> Text:
    people = area.population.by(reading)
    if people is None:
        verdict = text("cannot be known")
    elif settings.norm.meets("min_population", people):
        verdict = text("enough")
    else:
        verdict = text("not enough")
    return text(
        "Population {reading}: {people} ({verdict}).",
        reading=READINGS[reading],
        people=_people(people),
        verdict=verdict,
    )


def _core(area: AreaAssessment, _settings: Settings) -> Iterator[Text]:
    yield text("Inhabitants of the continuum: {people}.", people=_people(area.population.continuum))


def _people(people: float | None) -> Text:
    return Text("–") if people is None else text("{people:,.0f}", people=people)


_JOINED: Mapping[TieKind, Callable[[str], Text]] = {
    TieKind.LINK: lambda names: text(
        "Links that join parts of the continuum: {names}.", names=names
    ),
    TieKind.ALSO_BUILT: lambda names: text(
        "Also-built features that join parts of the continuum: {names}.", names=names
    ),
    TieKind.DECISION: lambda names: text(
        "Decisions that join parts of the continuum: {names}.", names=names
    ),
}

_DISTANT: Mapping[TieKind, Callable[[float], Text]] = {
    TieKind.LINK: lambda metres: text(
        "Without links the merge distance is {metres:,.1f} m.", metres=metres
    ),
    TieKind.ALSO_BUILT: lambda metres: text(
        "Without also-built features the merge distance is {metres:,.1f} m.", metres=metres
    ),
    TieKind.DECISION: lambda metres: text(
        "Without decisions the merge distance is {metres:,.1f} m.", metres=metres
    ),
}

_NEVER: Mapping[TieKind, Text] = {
    TieKind.LINK: text("Without links there is no merge distance."),
    TieKind.ALSO_BUILT: text("Without also-built features there is no merge distance."),
    TieKind.DECISION: text("Without decisions there is no merge distance."),
}

_STEPS: Mapping[str, Callable[[AreaAssessment, Settings], Iterator[Text]]] = {
    "region": _regions,
    "communes": _communes,
    "continuity": _continuity,
    "population": _population,
    "core": _core,
}
"""Criteria with figures of their own; the notes of the others say all there is."""
