"""What each criterion says, with the values of its norm."""

from collections.abc import Callable, Mapping

from metrocli.model import CommutingMeasure, Comparison, Reading
from metrocli.norm.norm import Norm
from metrocli.text import Text, text

READINGS: Mapping[Reading, Text] = {
    Reading.COMMUNAL: text("of the whole communes"),
    Reading.URBAN: text("of their urban part"),
    Reading.CONTINUUM: text("of the continuum"),
}


def wording(criterion: str, norm: Norm) -> tuple[Text, ...]:
    """Return what a criterion says, sentence by sentence."""
    return _WORDINGS[criterion](norm)


def _region(norm: Norm) -> tuple[Text, ...]:
    return (
        text(
            "The communes must lie in {regions:,.0f} region and no more.",
            regions=norm.number("max_regions"),
        ),
    )


def _communes(norm: Norm) -> tuple[Text, ...]:
    return (
        text(
            "The area must have {communes:,.0f} communes or more.",
            communes=norm.number("min_communes"),
        ),
    )


def _continuity(norm: Norm) -> tuple[Text, ...]:
    below = norm.parameters["max_gap"].comparison is Comparison.LESS_THAN
    gap, share = norm.number("max_gap"), norm.number("majority")
    more = norm.parameters["majority"].comparison is Comparison.MORE_THAN
    return (
        text(
            "One patch, made of footprints of the area alone, must hold {part} of the weight of "
            "each commune, when footprints are joined that lie {limit}.",
            part=text("more than {share:.0%}", share=share)
            if more
            else text("at least {share:.0%}", share=share),
            limit=text("less than {gap:,.0f} m apart", gap=gap)
            if below
            else text("up to {gap:,.0f} m apart", gap=gap),
        ),
        text(
            "The merge distance is the least gap at which that is so: it is compared with the "
            "largest gap allowed."
        ),
    )


def _population(norm: Norm) -> tuple[Text, ...]:
    return (
        text(
            "The population {reading} must be {required}.",
            reading=READINGS[norm.reading],
            required=_people(norm, "min_population"),
        ),
        text("All three readings are worked out, and it is said if they disagree."),
    )


def _core(norm: Norm) -> tuple[Text, ...]:
    said = [
        text("The continuum must have {required}.", required=_people(norm, "min_core")),
    ]
    if "min_buildings" in norm.parameters:
        said.append(
            text(
                "With fewer, {count:,.0f} buildings would do; the footprints do not count them.",
                count=norm.number("min_buildings"),
            )
        )
    return tuple(said)


def _people(norm: Norm, parameter: str) -> Text:
    least = norm.number(parameter)
    if norm.parameters[parameter].comparison is Comparison.MORE_THAN:
        return text("more than {people:,.0f} inhabitants", people=least)
    return text("at least {people:,.0f} inhabitants", people=least)


def _shared_services(_norm: Norm) -> tuple[Text, ...]:
    return (
        text(
            "Every commune must share an element of infrastructure or services with another, and "
            "what they share must connect them all."
        ),
    )


_MEASURES: Mapping[CommutingMeasure, Callable[[float], Text]] = {
    CommutingMeasure.POOLED: lambda share: text(
        "Of the employed of all communes together, at least {share:.0%} must work in another "
        "commune of the area.",
        share=share,
    ),
    CommutingMeasure.LEAST_OUTGOING: lambda share: text(
        "Of the employed of every commune, at least {share:.0%} must work in the rest of the area.",
        share=share,
    ),
    CommutingMeasure.STRONGEST_PAIR: lambda share: text(
        "Of the employed of some commune, at least {share:.0%} must work in one other of the area.",
        share=share,
    ),
}


def _commuting(norm: Norm) -> tuple[Text, ...]:
    return (_MEASURES[norm.commuting_measure](norm.number("min_commuting")),)


_WORDINGS: Mapping[str, Callable[[Norm], tuple[Text, ...]]] = {
    "region": _region,
    "communes": _communes,
    "continuity": _continuity,
    "population": _population,
    "core": _core,
    "shared-services": _shared_services,
    "commuting": _commuting,
}
