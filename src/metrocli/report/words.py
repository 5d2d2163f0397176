"""What people call the things that results speak of."""

import math
from collections.abc import Callable, Mapping
from typing import TypeAlias

from metrocli.model import (
    AreaVerdict,
    CommutingMeasure,
    Comparison,
    Criterion,
    CriterionVerdict,
    Interval,
    Level,
    Member,
    NormReference,
    Parameter,
    Reading,
    Weighting,
)
from metrocli.report.language import N_
from metrocli.text import Text, plural, text

Words: TypeAlias = Text | str
"""A text of ours, in any language, or something that an input or a norm calls so."""

UNKNOWN = "–"

AREA_VERDICTS: Mapping[AreaVerdict, Text] = {
    AreaVerdict.ELIGIBLE: text("ELIGIBLE"),
    AreaVerdict.NOT_ELIGIBLE: text("NOT ELIGIBLE"),
    AreaVerdict.UNDETERMINED: text("UNDETERMINED"),
}

CRITERION_VERDICTS: Mapping[CriterionVerdict, Text] = {
    CriterionVerdict.MET: text("MET"),
    CriterionVerdict.NOT_MET: text("NOT MET"),
    CriterionVerdict.UNDETERMINED: text("UNDETERMINED"),
}

LEVELS: Mapping[Level, Text] = {
    Level.STATUTE: text("statute"),
    Level.REGULATION: text("regulation"),
    Level.PRESS: text("press"),
    Level.PRACTICE: text("practice"),
    Level.METHOD: text("method"),
}

READINGS: Mapping[Reading, Text] = {
    Reading.COMMUNAL: text("communal"),
    Reading.URBAN: text("urban"),
    Reading.CONTINUUM: text("continuum"),
}

WEIGHTINGS: Mapping[Weighting, Text] = {
    Weighting.POPULATION: text("inhabitants"),
    Weighting.AREA: text("built-up area"),
    Weighting.COUNT: text("number of footprints"),
}

UNITS: Mapping[str, Text] = {
    "m": text("m"),
    "inhabitants": text("inhabitants"),
    "share": text("%"),
}
"""What stands in a heading; things that are counted name themselves."""

MEASURES: Mapping[CommutingMeasure, Text] = {
    CommutingMeasure.POOLED: text("all communes together"),
    CommutingMeasure.LEAST_OUTGOING: text("the least of the communes"),
    CommutingMeasure.STRONGEST_PAIR: text("the strongest pair"),
}

_CHOICES: Mapping[str, Text] = {
    choice.value: words for choice, words in (*READINGS.items(), *MEASURES.items())
}

_CRITERIA: Mapping[str, Text] = {
    "region": text("one region"),
    "communes": text("two or more communes"),
    "continuity": text("continuity"),
    "population": text("population"),
    "core": text("core"),
    "shared-services": text("shared services"),
    "commuting": text("commuting"),
}

_PARAMETERS: Mapping[str, Text] = {
    "max_regions": text("regions, at most"),
    "min_communes": text("communes, at least"),
    "min_population": text("population, more than"),
    "min_core": text("core, at least"),
    "min_buildings": text("or buildings, at least"),
    "min_commuting": text("commuting, at least"),
    "commuting_measure": text("commuting measure"),
    "near_miss": text("near miss, from"),
    "max_gap": text("max gap"),
    "majority": text("majority"),
    "horizon": text("horizon of the search"),
    "reading": text("population reading"),
}

_UNUSUAL: Mapping[tuple[str, Comparison], Text] = {
    ("min_population", Comparison.AT_LEAST): text("population, at least"),
    ("min_core", Comparison.MORE_THAN): text("core, more than"),
    ("max_gap", Comparison.LESS_THAN): text("gap, less than"),
    ("majority", Comparison.MORE_THAN): text("majority, more than"),
}
"""Parameters that a norm compares otherwise than the law does."""

_KINDS: Mapping[str, Text] = {
    "hospital": text("hospital"),
    "road": text("road"),
    "water-utility": text("water utility"),
    "wastewater": text("wastewater treatment"),
    "landfill": text("landfill"),
    "transport-line": text("transport line"),
    "port": text("port"),
    "airport": text("airport"),
    "university": text("university"),
    "school": text("school"),
    "cemetery": text("cemetery"),
    "police": text("police"),
    "fire-brigade": text("fire brigade"),
    "park": text("park"),
    "electricity": text("electricity"),
}

_SOURCES: Mapping[str, Text] = {"study": text("set by the study or an option")}

_SIGNS: Mapping[Comparison, str] = {
    Comparison.AT_LEAST: "≥",
    Comparison.MORE_THAN: ">",
    Comparison.AT_MOST: "≤",
    Comparison.LESS_THAN: "<",
}


def criterion_name(id: str) -> Words:
    """Return what people call a criterion; its id where only its norm knows it."""
    return _CRITERIA.get(id, id)


def parameter_name(id: str) -> Words:
    """Return what people call a parameter; its id where only its norm knows it."""
    return _PARAMETERS.get(id, id)


def norm_title(norm: NormReference) -> Words:
    """Return what people call a norm, and that it does not bind if it does not."""
    if norm.binding:
        return own_words(norm.title)
    return text("{title}: an analogous norm, not binding", title=own_words(norm.title))


def parameter_title(parameter: Parameter) -> Words:
    """Return what people call a parameter, with how figures are compared to it."""
    usual = parameter_name(parameter.id)
    if parameter.comparison is None:
        return usual
    return _UNUSUAL.get((parameter.id, parameter.comparison), usual)


def stated(parameter: Parameter) -> Text:
    """Return the value of a parameter, how firm it is and where it comes from."""
    return text(
        "{value} ({level}); {source}",
        value=measure(parameter.value, parameter.unit),
        level=LEVELS[parameter.level],
        source=source_name(parameter.source),
    )


def literal(words: str) -> Text:
    """Return what an input says, a code or an id: the same in every language."""
    return Text("{words}", (("words", words),))


def own_words(words: str) -> Text:
    """Return what a file of the program or of the reader says in its own words.

    Norms, law and data sets that come with the program speak Spanish; the English catalogue has
    their texts as its keys. What it does not have stays as it is.
    """
    return Text(words.replace("{", "{{").replace("}", "}}"))


def element_kind(kind: str) -> Words:
    """Return what people call a kind of infrastructure or service, or as the study writes it."""
    return _KINDS.get(kind, kind)


def member_name(member: Member) -> str:
    """Return a commune by its code and name, which never stand on two lines."""
    return f"{member.code}\N{NO-BREAK SPACE}{member.name}"


def source_name(source: str) -> Words:
    """Return where a parameter comes from; a norm gives it in its own words."""
    return _SOURCES.get(source) or own_words(source)


def whole(value: float | None) -> Words:
    """Return a count of people or things, for a column."""
    return UNKNOWN if value is None else text("{value:,.0f}", value=value)


def signed(value: float | None) -> Words:
    """Return by how many people or things a count changed, for a column."""
    if value is None:
        return UNKNOWN
    rounded = round(value)
    return text("{value:+,d}", value=rounded) if rounded else whole(0)


def tenths(value: float | None) -> Words:
    """Return metres to one decimal, for a column."""
    return UNKNOWN if value is None else text("{value:,.1f}", value=value)


def gap_words(gap: float | None, floor: float) -> Words:
    """Return a gap to one decimal, for a column; one at the floor may be any that is smaller."""
    if gap is not None and 0.0 < gap <= floor:
        return text("≤ {value:,.1f}", value=floor)
    return tenths(gap)


def hundredths(value: float, rounded: Callable[[float], int] = round) -> Words:
    """Return metres to the centimetre, for a column; rounded up or down where it is a bound."""
    # a bound that is whole but for the last bits of a float is whole
    return text("{value:,.2f}", value=rounded(round(100 * value, 6)) / 100)


def percent(share: float | None) -> Words:
    """Return a share as percents, for a column."""
    return tenths(None if share is None else 100 * share)


def degrees(value: float) -> Words:
    """Return a longitude or latitude to about a metre, for a column."""
    return text("{value:.5f}", value=value)


def figure(value: float | str | None, unit: str) -> Words:
    """Return a value without its unit, to one decimal unless it is whole."""
    match value:
        case None:
            return UNKNOWN
        case str():
            return _CHOICES.get(value, value)
    scaled = round(100 * value if unit == "share" else value, 1)
    return whole(scaled) if float(scaled).is_integer() else tenths(scaled)


def signed_figure(value: float | None, unit: str) -> Words:
    """Return by how much a figure changed, without its unit, to one decimal unless it is whole."""
    if value is None:
        return UNKNOWN
    scaled = float(round(100 * value if unit == "share" else value, 1))
    return signed(scaled) if scaled.is_integer() else text("{value:+,.1f}", value=scaled)


def measure(value: float | str | None, unit: str) -> Text:
    """Return a value with its unit; what is counted is named by whatever the value is of."""
    match value:
        case int() | float() if unit == "share":
            tenth = round(100 * value, 1)
            template = "{share:.0%}" if float(tenth).is_integer() else "{share:.1%}"
            return Text(template, (("share", value),))
        case None:
            return text("{unknown}", unknown=UNKNOWN)
    words = figure(value, unit)
    match unit, value:
        case "m", _:
            return text("{value} m", value=words)
        case "inhabitants", int() | float() as count:
            return plural("{value} inhabitant", "{value} inhabitants", count=count, value=words)
    return text("{value}", value=words)


def requirement(criterion: Criterion) -> Words:
    """Return what a criterion requires, with the sign of the comparison, for a column."""
    return _compared(criterion, figure(criterion.required, criterion.unit))


def requirement_with_unit(criterion: Criterion) -> Words:
    """Return what a criterion requires, with the sign of the comparison and its unit."""
    return _compared(criterion, measure(criterion.required, criterion.unit))


def _compared(criterion: Criterion, required: Words) -> Words:
    if criterion.comparison is None:
        return required
    return text("{sign} {required}", sign=_SIGNS[criterion.comparison], required=required)


def holding(interval: Interval) -> Text:
    """Return for which values of a parameter a verdict stays the same."""
    name = parameter_name(interval.parameter)
    if interval.low is None and interval.high is None:
        return text("It holds at any {parameter}.", parameter=name)
    return text("It holds at any {parameter} {bounds}.", parameter=name, bounds=bounds(interval))


def bounds(interval: Interval) -> Text:
    """Return the bounds of an interval: "from 457 m up".

    A bound is rounded inwards, to whole metres or inhabitants and to tenths of a percent, so that
    what is said is never more than what was worked out.
    """
    low = _inwards(interval, interval.low, math.ceil)
    high = _inwards(interval, interval.high, math.floor)
    found = []
    if low is not None:
        lower = N_("from {bound} up") if interval.low_closed else N_("above {bound}")
        found.append(Text(lower, (("bound", low),)))
    if high is not None:
        upper = N_("up to {bound}") if interval.high_closed else N_("below {bound}")
        found.append(Text(upper, (("bound", high),)))
    return text("{bounds}", bounds=found)


def _inwards(
    interval: Interval, bound: float | None, rounded: Callable[[float], int]
) -> Text | None:
    if bound is None:
        return None
    steps = 1_000 if interval.unit == "share" else 1
    # a bound that is whole but for the last bits of a float is whole
    return measure(rounded(round(bound * steps, 6)) / steps, interval.unit)
