"""Trips to work between the communes."""

from collections.abc import Iterator
from typing import Any

from metrocli.model import AreaCommuting, CommutingMeasure, Share
from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import MET, NOT_MET, UNDETERMINED, Finding
from metrocli.norm.settings import Settings
from metrocli.text import Text, plural, text


def commuting(facts: AreaFacts, settings: Settings) -> Finding:
    """Ask whether the share of trips that the norm measures is enough.

    Trips without a published destination may be trips between members: where they could turn the
    verdict, it is undetermined.
    """
    least = settings.norm.number("min_commuting")
    measure = settings.norm.commuting_measure
    known = facts.commuting
    share = None if known is None else known.by(measure)
    if known is None or share is None:
        return Finding(
            verdict=UNDETERMINED,
            observed=None,
            required=least,
            unit="share",
            notes=(_missing(facts),),
        )
    verdict = MET if share.low >= least else NOT_MET if share.high < least else UNDETERMINED
    return Finding(
        verdict=verdict,
        observed=share.low,
        required=least,
        margin=None if verdict is UNDETERMINED else share.low - least,
        unit="share",
        evidence=_evidence(known, measure),
        notes=tuple(_notes(facts, known, measure)),
    )


def _missing(facts: AreaFacts) -> Text:
    if facts.commuting is None:
        return text("Needs papers: a table of trips to work ([commuting]).")
    return text("Needs the employed of every commune ([commuting] totals).")


def _evidence(known: AreaCommuting, measure: CommutingMeasure) -> dict[str, Any]:
    strongest = known.strongest
    return {
        "measure": measure.value,
        "measures": {each.value: _bounds(known.by(each)) for each in CommutingMeasure},
        "between": known.between,
        "employed": known.employed,
        "strongest": strongest
        and {"residence": strongest[0], "work": strongest[1], **_bounds(strongest[2])},
        "communes": [
            {
                "code": home.code,
                "employed": home.employed,
                "within": home.within,
                "unlisted": home.unlisted,
                **_bounds(home.share),
                "strongest": home.strongest
                and {"work": home.strongest[0], "share": home.strongest[1].low},
            }
            for home in known.residents
        ],
    }


def _bounds(share: Share | None) -> dict[str, float]:
    return {} if share is None else {"share": share.low, "at_most": share.high}


def _notes(facts: AreaFacts, known: AreaCommuting, measure: CommutingMeasure) -> Iterator[Text]:
    """Say all three measures, first the one that the norm has chosen."""
    told = _measures(facts, known)
    yield from (told[each] for each in sorted(told, key=lambda each: each is not measure))
    yield from _unlisted(known)


def _measures(facts: AreaFacts, known: AreaCommuting) -> dict[CommutingMeasure, Text]:
    names = facts.names
    told = {
        CommutingMeasure.POOLED: text(
            "Pooled: of {employed:,.0f} employed of the area, {between:,.0f} work in another of "
            "its communes ({share}).",
            employed=known.employed,
            between=known.between,
            share=_percents(known.pooled),
        )
    }
    if known.least is not None:
        residence, share = known.least
        told[CommutingMeasure.LEAST_OUTGOING] = text(
            "Least of the communes: {share} of the employed of {residence} work in the rest of "
            "the area.",
            share=_percents(share),
            residence=names[residence],
        )
    if known.strongest is not None:
        residence, work, share = known.strongest
        told[CommutingMeasure.STRONGEST_PAIR] = text(
            "Strongest pair: {share} of the employed of {residence} work in {work}.",
            share=_percents(share),
            residence=names[residence],
            work=names[work],
        )
    return told


def _unlisted(known: AreaCommuting) -> Iterator[Text]:
    """Say what the table leaves out, and whether that may be trips between members."""
    possible = sum(home.possible for home in known.residents)
    unlisted = sum(home.unlisted for home in known.residents)
    if possible:
        yield plural(
            "For {count:,.0f} trip ({share:.1f} % of the employed) the table gives no commune of "
            "work, and it may be between members.",
            "For {count:,.0f} trips ({share:.1f} % of the employed) the table gives no commune of "
            "work, and they may be between members.",
            count=possible,
            share=100 * possible / known.employed,
        )
    elif unlisted:
        yield plural(
            "For {count:,.0f} trip ({share:.1f} % of the employed) the table gives no commune of "
            "work, and it is not between members: of those it gives all.",
            "For {count:,.0f} trips ({share:.1f} % of the employed) the table gives no commune of "
            "work, and none is between members: of those it gives all.",
            count=unlisted,
            share=100 * unlisted / known.employed,
        )


def _percents(share: Share) -> Text:
    if share.low == share.high:
        return text("{low:.1f} %", low=100 * share.low)
    return text(
        "at least {low:.1f} %, at most {high:.1f} %", low=100 * share.low, high=100 * share.high
    )
