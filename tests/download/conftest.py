"""What the tests of downloads share."""

import pytest


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach this machine directly, whatever proxy the environment has."""
    monkeypatch.setenv("NO_PROXY", "*")
