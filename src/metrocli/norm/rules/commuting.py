"""Trips to work between the communes."""

from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import UNDETERMINED, Finding, verdict_of
from metrocli.norm.settings import Settings
from metrocli.text import Text, text


def commuting(facts: AreaFacts, settings: Settings) -> Finding:
    """Ask whether enough of those who work do so in another member."""
    least = settings.norm.number("min_commuting")
    known = facts.commuting
    if known is None or not known.employed:
        missing = (
            text("Needs papers: a table of trips to work ([commuting]).")
            if known is None
            else text("Needs the employed of every commune ([commuting] totals).")
        )
        return Finding(
            verdict=UNDETERMINED, observed=None, required=least, unit="share", notes=(missing,)
        )
    share = known.between / known.employed
    return Finding(
        verdict=verdict_of(share >= least),
        observed=share,
        required=least,
        margin=share - least,
        unit="share",
        evidence={
            "between": known.between,
            "employed": known.employed,
            "outgoing": dict(known.outgoing),
            "strongest": known.strongest
            and dict(zip(("residence", "work", "share"), known.strongest, strict=True)),
        },
        notes=_commuting_notes(facts),
    )


def _commuting_notes(facts: AreaFacts) -> tuple[Text, ...]:
    known = facts.commuting
    if known is None or known.strongest is None:
        return ()
    names = {commune.code: commune.name for commune in facts.members}
    residence, work, share = known.strongest
    return (
        text(
            "{between:,.0f} of {employed:,.0f} employed work in another member.",
            between=known.between,
            employed=known.employed,
        ),
        text(
            "Strongest pair: {share:.1f} % of the employed of {residence} work in {work}.",
            share=100 * share,
            residence=names[residence],
            work=names[work],
        ),
    )
