"""Infrastructure and services that the communes share."""

from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import UNDETERMINED, Finding
from metrocli.norm.settings import Settings
from metrocli.text import text


def shared_services(_facts: AreaFacts, _settings: Settings) -> Finding:
    """Ask what infrastructure and services the members share."""
    return Finding(
        verdict=UNDETERMINED,
        observed=None,
        required=1,
        unit="elements",
        notes=(text("Needs papers: shared infrastructure and services of the communes."),),
    )
