"""What every test may use."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of the real data, or skip."""
    named = os.environ.get("METRO_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if not (folder / "communes.gpkg").exists():
        pytest.skip("real data not here: set METRO_DATA to its folder")
    return folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the source tree."""
    return REPOSITORY
