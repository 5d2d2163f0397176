"""The Word file can be written on in: styles, fields, repeated headings, and a template's own."""

from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn

from metrocli.errors import UnreadableInputError
from metrocli.report.dossier import word
from metrocli.report.dossier.contents import Contents
from metrocli.report.language import Language
from tests.casefiles import drawn_case
from tests.report.dossier.conftest import contents_of


@pytest.fixture
def written(folder: Path) -> Opened:
    return Document(str(folder / "informe.docx"))


def template(path: Path, *paragraphs: str) -> Path:
    """Write a Word file with a head of its own, and none of our styles' colours."""
    made = Document()
    made.sections[0].header.paragraphs[0].text = "GOBIERNO REGIONAL"
    made.styles["Heading 1"].font.name = "Papyrus"
    for words in paragraphs:
        made.add_paragraph(words)
    made.save(str(path))
    return path


def filled(path: Path) -> Opened:
    contents = Contents(drawn_case(), Language("es"), template=path)
    word.write(path.parent, contents)
    return Document(str(path.with_name("informe.docx")))


def test_its_headings_are_those_of_the_report(contents: Contents, written: Opened) -> None:
    found = [
        (paragraph.style.name, paragraph.text)
        for paragraph in written.paragraphs
        if paragraph.style and (paragraph.style.name or "").startswith("Heading")
    ]
    assert found == [
        (f"Heading {section.level}", section.title) for section in contents.paper.sections
    ]


def test_its_contents_captions_and_pages_are_fields(contents: Contents, written: Opened) -> None:
    instructions = [node.text.split() for node in written.element.iter(qn("w:instrText"))]
    kinds = [words[0] for words in instructions]
    assert kinds[0] == "TOC"
    assert kinds.count("SEQ") == len(list(contents.paper.tables)) + 5
    marks = [node.get(qn("w:fldCharType")) for node in written.element.iter(qn("w:fldChar"))]
    assert marks.count("begin") == marks.count("separate") == marks.count("end") == len(kinds)
    foot = written.sections[0].footer._element
    assert [node.text.strip() for node in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_pictures_and_tables_are_told_in_words(contents: Contents, written: Opened) -> None:
    told = [node.get("descr") for node in written.element.iter(qn("wp:docPr"))]
    assert len(told) == 5
    assert all(told)
    described = [node.get(qn("w:val")) for node in written.element.iter(qn("w:tblDescription"))]
    assert described == [table.caption for table in contents.paper.tables]


def test_a_template_keeps_its_head_and_its_styles(tmp_path: Path) -> None:
    found = filled(template(tmp_path / "gore.docx", "Oficio N° 1", "{{informe}}", "Saluda a usted"))
    words = [paragraph.text for paragraph in found.paragraphs]
    assert found.sections[0].header.paragraphs[0].text == "GOBIERNO REGIONAL"
    assert found.styles["Heading 1"].font.name == "Papyrus"
    assert words[0] == "Oficio N° 1"
    assert words[-1] == "Saluda a usted"
    assert "1. Resumen" in words
    assert "{{informe}}" not in words
    body = found.element.body
    assert body[-1].tag == qn("w:sectPr")


def test_without_a_place_the_report_comes_last(tmp_path: Path) -> None:
    found = filled(template(tmp_path / "gore.docx", "Oficio N° 1"))
    words = [paragraph.text for paragraph in found.paragraphs]
    assert words[0] == "Oficio N° 1"
    assert words[-1] == "metro verify resultado.json"


def test_a_template_without_our_styles_gets_them(tmp_path: Path) -> None:
    path = template(tmp_path / "gore.docx")
    bare = Document(str(path))
    for name in ("Caption", "Subtitle", "Heading 2"):
        bare.styles[name].delete()
    bare.save(str(path))
    found = filled(path)
    assert {"Caption", "Subtitle", "Heading 2"} <= {style.name for style in found.styles}


@pytest.mark.parametrize("content", [b"", b"no Word", b"PK\x03\x04 broken"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gore.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableInputError, match="cannot be read as a Word file"):
        word.open_template(path)


def test_it_has_no_time_of_its_own(folder: Path) -> None:
    about = Document(str(folder / "informe.docx")).core_properties
    assert about.created is not None
    assert about.created.year == 1980
    assert about.author == "metro"


def test_its_pictures_are_left_out_where_there_are_none(tmp_path: Path) -> None:
    contents = contents_of(drawn_case())
    bare = Contents(contents.case, contents.language)
    word.write(tmp_path, bare)
    written = Document(str(tmp_path / "informe.docx"))
    assert not list(written.element.iter(qn("wp:docPr")))
