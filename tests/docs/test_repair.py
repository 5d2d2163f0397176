"""docs/entradas.md tells what `metro repair` does, how far it goes and what it refuses."""

from metrocli.cli import repair as command
from metrocli.inspection.borders import LEAST
from metrocli.inspection.findings import Problem
from metrocli.repair import borders, duplicates, geometries, study
from metrocli.repair.changes import Kind
from tests.conftest import REPOSITORY
from tests.docs.pages import quoted, rows, section

PAGE = (REPOSITORY / "docs" / "entradas.md").read_text(encoding="utf-8")
REPAIR = section(PAGE, "Reparar")
CHANGES = {quoted(row[0])[0]: row[-1] for row in rows(REPAIR) if len(row) == 3}
FATES = {quoted(row[0])[0]: row[1] for row in rows(REPAIR) if len(row) == 2}


def test_every_change_is_on_the_page() -> None:
    assert list(CHANGES) == list(Kind)


def test_what_is_refused_is_what_the_page_says() -> None:
    assert list(FATES) == list(Problem)
    refused = {code for code, fate in FATES.items() if fate.startswith("se rechaza: ")}
    assert refused == study.UNSAFE


def test_the_limits_are_those_of_the_program() -> None:
    assert f"{geometries.MOST:.0%} o menos".replace("%", " %") in CHANGES["geometry-mended"]
    assert set(quoted(CHANGES["duplicate-dropped"])) == duplicates.NUMBERS
    for kind in ("overlap-closed", "hole-closed"):
        assert CHANGES[kind].startswith(f"{study.TOLERANCE:g} m de ancho")
    assert f"hasta {LEAST:g} m²" in CHANGES["overlap-closed"]
    assert f"menos de {borders.SPECK:g} m²" in REPAIR
    assert f"`{study.LOG_NAME}`" in REPAIR
    assert command.TOLERANCE == study.TOLERANCE
