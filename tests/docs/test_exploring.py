"""docs/explorar.md says what a page to explore is: its command runs, its figures are true."""

import re
import tomllib

import pytest

from metrocli.report.page.document import LEAFLET, MOST_FOOTPRINTS
from metrocli.report.page.rings import BORDER, FINEST
from tests.conftest import REPOSITORY
from tests.docs.conftest import Try
from tests.docs.pages import examples

PAGE = (REPOSITORY / "docs" / "explorar.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", examples(PAGE))
def test_its_command_writes_a_page(example: str, try_out: Try) -> None:
    try_out(example)


def test_its_picture_is_there_and_small() -> None:
    (picture,) = re.findall(r"!\[[^]]+\]\(([^)]+)\)", PAGE)
    assert (REPOSITORY / "docs" / picture).stat().st_size < 300_000


def test_its_limits_are_those_of_the_program() -> None:
    assert f"hasta {FINEST:.0f} m, y el de una comuna hasta {BORDER:.0f} m" in PAGE.replace(
        "\n", " "
    )
    assert f"más de {MOST_FOOTPRINTS:,d} huellas".replace(",", ".") in PAGE
    origin = tomllib.loads((LEAFLET / "origin.toml").read_text(encoding="utf-8"))
    assert f"{origin['version']} ({origin['licence']})" in PAGE
