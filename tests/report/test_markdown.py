from dataclasses import replace

import pytest

from metrocli.comparison import compare
from metrocli.model import History
from metrocli.report.language import Language
from metrocli.report.markdown import write
from metrocli.report.registry import Page, Result
from tests.results import CHECK, EVIDENCE, GAP, MANY, PROPOSAL, TALCA, TALCA_2017

THEN = replace(CHECK, areas=(TALCA_2017,), vintage="2017", study_title="Maule, Censo 2017")
ENGLISH = Page(Language("en"), full=True)


@pytest.mark.parametrize(
    "result",
    [CHECK, MANY, PROPOSAL, GAP, EVIDENCE, compare(THEN, CHECK), History.of([CHECK, THEN])],
)
@pytest.mark.parametrize("code", ["es", "en"])
def test_every_row_of_a_table_has_its_cells(result: Result, code: str) -> None:
    written = write(result, Page(Language(code), full=True))
    tables = [part for part in written.split("\n\n") if part.startswith("|")]
    assert tables
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1
    assert written.endswith("\n")
    assert not written.endswith("\n\n")


def test_a_comparison_as_a_reader_of_a_pull_request_sees_it() -> None:
    lines = write(compare(THEN, CHECK), ENGLISH).splitlines()
    assert lines[0] == "**Base: Maule, Censo 2017**"
    assert (
        "- **Better**: Talca–Maule: NOT ELIGIBLE → ELIGIBLE (population 222,728 → 254,722, "
        "required: \\> 250,000 inhabitants)."
    ) in lines
    row = lines.index("| Area | Verdict | 2017 | 2024 | Change |")
    assert lines[row + 1] == "| --- | --- | --: | --: | --: |"
    assert lines[row + 2] == (
        "| Talca–Maule | **NOT ELIGIBLE → ELIGIBLE** | 222,728 | 254,722 | +31,994 |"
    )


def test_nothing_that_an_input_says_is_taken_for_markup() -> None:
    name = "A|B <img src=x> [c](d) *e* `f` \n# g"
    area = replace(TALCA, area=replace(TALCA.area, name=name))
    written = write(replace(CHECK, areas=(area,), study_title="- a\n\n# b"), ENGLISH)
    assert "A\\|B \\<img src=x\\> \\[c\\](d) \\*e\\* \\`f\\` \\# g" in written
    assert written.startswith("**\\- a \\# b**\n")
    assert "<img" not in written.replace("\\<img", "")


def test_a_chart_stands_as_it_was_drawn() -> None:
    written = write(History.of([THEN, CHECK]), ENGLISH)
    chart = written.partition("```text\n")[2].partition("\n```")[0]
    assert "█" in chart
    assert "2017" in chart
