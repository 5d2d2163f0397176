"""What every test may use."""

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings

from metrocli.report import json_writer
from metrocli.report.registry import Result, part_of
from tests import schemas
from tests.browser import browser, open_page

# The machine that runs the tests may be busy: no test is one of speed.
settings.register_profile("random", deadline=None)
# What CI found in order is so again; whoever runs the tests elsewhere looks at other cases.
settings.register_profile("repeated", settings.get_profile("random"), derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "random"))

REPOSITORY = Path(__file__).parents[1]

__all__ = ["browser", "open_page"]


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


@pytest.fixture(autouse=True)
def published_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold every JSON document that a test has written against its schema."""

    def checked(way: str, _result: Result) -> Any:
        def document(result: Result) -> dict[str, Any]:
            made: dict[str, Any] = part_of(way, result).document(result)
            schemas.validate(schemas.name_of(result), json.loads(json.dumps(made)))
            return made

        return SimpleNamespace(document=document)

    monkeypatch.setattr(json_writer, "part_of", checked)
