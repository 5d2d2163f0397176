"""Of one region, and two communes or more: what the members of an area are."""

from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import Finding, verdict_of
from metrocli.norm.settings import Settings
from metrocli.text import text


def region(facts: AreaFacts, settings: Settings) -> Finding:
    """Ask whether the members lie in as few regions as the norm allows."""
    regions = {commune.region: commune.region_name for commune in facts.members}
    allowed = settings.norm.number("max_regions")
    return Finding(
        verdict=verdict_of(len(regions) <= allowed),
        observed=len(regions),
        required=allowed,
        margin=allowed - len(regions),
        unit="regions",
        evidence={"regions": [{"code": code, "name": regions[code]} for code in sorted(regions)]},
        notes=(text("{regions}", regions=[regions[code] for code in sorted(regions)]),),
    )


def communes(facts: AreaFacts, settings: Settings) -> Finding:
    """Ask whether the members are as many as the norm requires."""
    count, least = len(facts.members), settings.norm.number("min_communes")
    return Finding(
        verdict=verdict_of(count >= least),
        observed=count,
        required=least,
        margin=count - least,
        unit="communes",
        evidence={"communes": [commune.code for commune in facts.members]},
    )
