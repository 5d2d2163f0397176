"""The rules: each looks at the facts of an area and says met, not met or undetermined."""

from collections.abc import Callable, Mapping

from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import Finding
from metrocli.norm.rules.commuting import commuting
from metrocli.norm.rules.continuity import continuity
from metrocli.norm.rules.core import core
from metrocli.norm.rules.members import communes, region
from metrocli.norm.rules.population import population
from metrocli.norm.rules.services import shared_services
from metrocli.norm.settings import Settings

RULES: Mapping[str, Callable[[AreaFacts, Settings], Finding]] = {
    "region": region,
    "communes": communes,
    "continuity": continuity,
    "population": population,
    "core": core,
    "shared-services": shared_services,
    "commuting": commuting,
}
"""What each criterion id means."""
