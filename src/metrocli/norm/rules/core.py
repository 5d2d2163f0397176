"""A core: enough inhabitants in the continuum, whatever the rest of the area has."""

from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import UNDETERMINED, Finding, gaps_from, names_of, verdict_of
from metrocli.norm.settings import Settings
from metrocli.text import Text, text

BUILDINGS = "min_buildings"


def core(facts: AreaFacts, settings: Settings) -> Finding:
    """Ask whether the continuum has the inhabitants of a core.

    A norm may take so many buildings for a core of fewer inhabitants; footprints do not count them.
    """
    norm = settings.norm
    least, people = norm.number("min_core"), facts.population.continuum
    met = people is not None and norm.meets("min_core", people)
    known = people is not None and (met or BUILDINGS not in norm.parameters)
    return Finding(
        verdict=verdict_of(met) if known else UNDETERMINED,
        observed=people,
        required=least,
        margin=None if people is None else people - least,
        unit="inhabitants",
        evidence={"core_from_m": facts.continuity.core_from},
        notes=() if known else (_unknown(facts, settings),),
        holds=(gaps_from(facts.continuity.core_from, settings),) if known else (),
    )


def _unknown(facts: AreaFacts, settings: Settings) -> Text:
    if facts.unbuilt:
        return text("No inhabited footprints in: {names}.", names=names_of(facts.unbuilt))
    if facts.population.continuum is None:
        return text("The footprints carry no population to be added up.")
    return text(
        "So few inhabitants are a core only if they have {count:,.0f} buildings, which the "
        "footprints do not count.",
        count=settings.norm.number(BUILDINGS),
    )
