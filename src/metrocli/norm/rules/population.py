"""More inhabitants than a threshold, by one reading of the population and by all of them."""

from metrocli.model import CriterionVerdict, Interval, Reading
from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import UNDETERMINED, Finding, gaps_from, names_of, verdict_of
from metrocli.norm.settings import Settings
from metrocli.text import Text, text


def population(facts: AreaFacts, settings: Settings) -> Finding:
    """Ask whether the population, by the norm's reading, is as large as the norm requires."""
    least = settings.norm.number("min_population")
    observed = facts.population.by(settings.reading)
    verdicts = by_reading(facts, settings)
    evidence = {
        "reading": settings.reading.value,
        "by_reading": {
            reading.value: {
                "population": facts.population.by(reading),
                "verdict": verdicts[reading].value,
            }
            for reading in Reading
        },
        "enough_from_m": facts.continuity.enough_from,
    }
    if observed is None:
        return Finding(
            verdict=UNDETERMINED,
            observed=None,
            required=least,
            unit="inhabitants",
            evidence=evidence,
            notes=(_unknown_population(facts, settings.reading),),
        )
    return Finding(
        verdict=verdicts[settings.reading],
        observed=observed,
        required=least,
        margin=observed - least,
        unit="inhabitants",
        evidence=evidence,
        holds=_population_holds(facts, settings),
    )


def _unknown_population(facts: AreaFacts, reading: Reading) -> Text:
    if reading is not Reading.CONTINUUM:
        return text("The population of some commune is not known.")
    if facts.unbuilt:
        return text("No inhabited footprints in: {names}.", names=names_of(facts.unbuilt))
    return text("The footprints carry no population to be added up.")


def _population_holds(facts: AreaFacts, settings: Settings) -> tuple[Interval, ...]:
    if settings.reading is not Reading.CONTINUUM:
        return ()
    return (gaps_from(facts.continuity.enough_from, settings),)


def by_reading(facts: AreaFacts, settings: Settings) -> dict[Reading, CriterionVerdict]:
    """Return what each reading of the population would say."""
    populations = {reading: facts.population.by(reading) for reading in Reading}
    return {
        reading: UNDETERMINED
        if people is None
        else verdict_of(settings.norm.meets("min_population", people))
        for reading, people in populations.items()
    }
