"""The report says the figures of the JSON document, and what is doubtful of them."""

import re
from dataclasses import replace

import pytest

from metrocli.casefile import CaseFile
from metrocli.report.dossier.compose import compose
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Form, Items, Paper, Paragraph, Picture, Role, Stamp
from metrocli.report.language import CODES, Language
from tests.casefiles import bare_case, drawn_case
from tests.report.dossier.numbers import parsed

CASES = {"drawn": drawn_case, "bare": bare_case}

SHEET = re.compile(r"[^\[\]:*?/\\]{1,31}")
"""What Excel takes for the name of a sheet."""


@pytest.fixture(params=CASES, scope="module")
def case(request: pytest.FixtureRequest) -> CaseFile:
    return CASES[request.param]()


@pytest.fixture(params=CODES, scope="module")
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture
def paper(case: CaseFile, language: Language) -> Paper:
    return compose(case, language, {})


def said(paper: Paper) -> str:
    """Return all the words of a report that are in no table."""
    parts = []
    for section in paper.sections:
        parts.append(section.title)
        for block in section.blocks:
            match block:
                case Paragraph():
                    parts.append(block.text)
                case Items():
                    parts += [" ".join([name, *told]) for name, told in block.entries]
                case Stamp():
                    parts.append(block.word)
                case _:
                    pass
    return "\n".join(parts)


def test_every_figure_is_the_one_of_the_document(
    case: CaseFile, language: Language, paper: Paper
) -> None:
    ledger = Ledger(case, language)
    figures = [cell for table in paper.tables for row in table.rows for cell in row if cell.form]
    assert len(figures) > 30
    for cell in figures:
        assert cell.value == (ledger.at(cell.pointer) if cell.pointer else None)
        if cell.value is None:
            assert cell.shown == "–"
        else:
            digits = int(cell.form.spec[-2]) if cell.form else 0
            shown = parsed(cell.shown, language) / (cell.form.scale if cell.form else 1)
            assert shown == pytest.approx(cell.value, abs=0.5001 * 10**-digits)


def test_shares_and_metres_lose_nothing_on_paper(paper: Paper) -> None:
    for table in paper.tables:
        for cell in (cell for row in table.rows for cell in row):
            if cell.form in {Form.PERCENT, Form.HUNDREDTHS} and isinstance(cell.value, float):
                assert round(cell.value, 4 if cell.form is Form.PERCENT else 2) == cell.value


def test_tables_are_whole(paper: Paper) -> None:
    tables = list(paper.tables)
    assert len({table.id for table in tables}) == len(tables)
    assert len({table.sheet.casefold() for table in tables}) == len(tables)
    for table in tables:
        assert SHEET.fullmatch(table.sheet)
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert table.source


def test_sections_are_numbered_and_annexes_lettered(paper: Paper) -> None:
    numbers = [section.title.split(". ")[0] for section in paper.sections]
    chapters = [number for number in numbers if number.isdigit()]
    assert chapters == [str(k + 1) for k in range(len(chapters))]
    assert [number for number in numbers if number.startswith("3.")][:2] == ["3.1", "3.2"]
    assert [number[-1] for number in numbers[-2:]] == ["A", "B"]


def test_what_is_doubtful_is_said() -> None:
    notices = [
        block.text
        for section in compose(drawn_case(), Language("en"), {}).sections
        for block in section.blocks
        if isinstance(block, Paragraph) and block.role is Role.NOTICE
    ]
    told = "\n".join(notices)
    assert "Decreto 98" in told
    assert "1,234 codes lacked their zero." in told
    assert "commuting" in told
    assert "of different kinds" in told


def test_the_level_and_the_source_of_every_parameter_are_told() -> None:
    paper = compose(drawn_case(), Language("en"), {})
    table = next(table for table in paper.tables if table.id == "parameters")
    assert len(table.rows) == len(drawn_case().result.parameters)
    levels = {row[3].shown for row in table.rows}
    assert levels == {"statute", "practice", "method", "press"}
    assert all(row[4].shown for row in table.rows)


def test_an_analogous_norm_is_no_decree() -> None:
    case = drawn_case()
    norm = replace(case.result.norm, binding=False, note="")
    ground = replace(case.ground, result=replace(case.result, norm=norm))
    told = said(compose(replace(case, ground=ground), Language("en"), {}))
    assert "does not bind in Chile" in told
    assert "no number here may be cited" not in told


def test_what_art_104_quater_asks_for_is_stated() -> None:
    paper = compose(drawn_case(), Language("es"), {})
    petition = paper.sections[1]
    entries = next(block.entries for block in petition.blocks if isinstance(block, Items))
    stated = {name: " ".join(told) for name, told in entries}
    assert list(stated) == ["Fundamentos", "Comunas", "Habitantes", "Espacios comunes"]
    assert "Alba (01101), Brea (01107)" in stated["Comunas"]
    assert "300.000" in stated["Habitantes"]
    assert "Hospital Regional (hospital)" in stated["Espacios comunes"]
    assert "Puerto" not in stated["Espacios comunes"]


def test_communes_that_are_no_continuum_are_told_so() -> None:
    told = said(compose(bare_case(), Language("en"), {}))
    assert "Up to 6,000 m no gap makes one continuum of them." in told
    assert "NOT ELIGIBLE" in told
    assert "whoever signs must add them" in told


def test_pictures_have_their_places() -> None:
    drawn = compose(drawn_case(), Language("en"), {"continuum": b"drawn"})
    pictures = {
        block.id: block.image
        for section in drawn.sections
        for block in section.blocks
        if isinstance(block, Picture)
    }
    assert set(pictures) == {"location", "population", "continuum", "weakest-link", "sweep"}
    assert [id for id, image in pictures.items() if image] == ["continuum"]
