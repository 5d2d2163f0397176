"""What the tests of inspections share."""

from pathlib import Path

import pytest

from tests.inspection.drawn import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Return a bench in a folder of its own."""
    return Bench(tmp_path)
