"""docs/entradas.md tells of every finding of `metro inspect` and of every schema it knows."""

import re

from metrocli.inspection import borders, findings, footprints
from metrocli.inspection.findings import Problem
from metrocli.inspection.schemas import SCHEMAS
from metrocli.report.language import Language
from tests.conftest import REPOSITORY
from tests.docs.pages import quoted, rows, section

PAGE = (REPOSITORY / "docs" / "entradas.md").read_text(encoding="utf-8")
FINDINGS = section(PAGE, "Revisar los datos con `metro inspect`")


def test_every_finding_is_on_the_page_with_what_to_do() -> None:
    told = rows(FINDINGS)
    assert [quoted(code)[0] for code, *_ in told] == list(Problem)
    assert all(all(cells) for cells in told)


def test_the_limits_are_those_of_the_checks() -> None:
    told = {quoted(code)[0]: meaning for code, _, meaning, _ in rows(FINDINGS)}
    assert f"desde el {findings.MATERIAL:.0%}".replace("%", " %") in FINDINGS
    assert f"más de {borders.LEAST:.0f} m²" in told["borders-overlap"]
    assert f"más de {borders.LEAST:.0f} m²" in told["borders-holes"]
    assert f"más de {footprints.TOLERANCE:.0f} m" in told["footprints-elsewhere"]
    assert f"más de {footprints.LARGE / 1e6:.0f} km²" in told["footprints-large"]
    assert footprints.TIMES_MEDIAN == 100
    assert borders.SAME_LAND == 0.5


def test_every_schema_is_on_the_page() -> None:
    told = rows(section(PAGE, "Esquemas conocidos"))
    assert [(quoted(id)[0], title, tuple(quoted(columns))) for id, title, columns in told] == [
        (schema.id, Language("es").say(schema.title), schema.columns) for schema in SCHEMAS
    ]


def test_every_finding_is_made_by_a_check() -> None:
    room = REPOSITORY / "src" / "metrocli" / "inspection"
    code = "".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    used = set(re.findall(r"Problem\.([A-Z_]+)", code))
    assert used == set(Problem.__members__)
