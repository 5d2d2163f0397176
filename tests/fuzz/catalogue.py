"""All cases, by their ids."""

from tests.fuzz import configs, raw, tables, tricks, vectors  # noqa: F401 - registers its kinds
from tests.fuzz.kinds import KINDS


def case_ids() -> list[str]:
    """Return the ids of all cases, in a fixed order."""
    return [f"{id}-{number}" for id in sorted(KINDS) for number in range(KINDS[id].times)]
