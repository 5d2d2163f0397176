"""The PDF is made to last and to be read aloud: PDF/A-2a and PDF/UA-1, with nothing that runs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from metrocli.report.dossier.contents import Contents
from metrocli.report.dossier.paper import Picture
from metrocli.report.dossier.pdf import drawable


@pytest.fixture
def pdf(folder: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(folder / "informe.pdf") as opened:
        yield opened


def objects(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of a file, with the dictionaries of streams."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item


def test_it_says_that_it_is_pdf_a_and_pdf_ua(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as about:
        assert about["pdfaid:part"] == "2"
        assert about["pdfaid:conformance"] == "A"
        assert about["pdfuaid:part"] == "1"


def test_it_has_the_profile_of_its_colours(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_it_is_tagged_and_says_its_language(contents: Contents, pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in pdf.Root
    assert str(pdf.Root.Lang) == contents.paper.language
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo.Title) == contents.paper.cover.title


def test_its_tables_and_pictures_are_told_as_such(contents: Contents, pdf: pikepdf.Pdf) -> None:
    kinds: dict[str, list[Any]] = {}
    for item in objects(pdf):
        if item.get("/Type") == "/StructElem" or ("/S" in item and "/P" in item):
            kinds.setdefault(str(item.get("/S")), []).append(item)
    tables = list(contents.paper.tables)
    assert len(kinds["/Table"]) == len(tables)
    assert len(kinds["/TH"]) == sum(len(table.columns) for table in tables)
    pictures = [
        block.alt
        for section in contents.paper.sections
        for block in section.blocks
        if isinstance(block, Picture)
    ]
    assert [str(item.Alt) for item in kinds["/Figure"] if "/Alt" in item] == pictures
    assert len(kinds["/H1"]) + len(kinds["/H2"]) >= len(contents.paper.sections)


def test_every_font_is_in_it(pdf: pikepdf.Pdf) -> None:
    descriptors = [item for item in objects(pdf) if item.get("/Type") == "/FontDescriptor"]
    assert descriptors
    for item in descriptors:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys())


def test_nothing_in_it_runs_or_is_locked(pdf: pikepdf.Pdf) -> None:
    assert not pdf.is_encrypted
    assert not {"/OpenAction", "/AA"} & set(pdf.Root.keys())
    assert "/AcroForm" not in pdf.Root
    for item in objects(pdf):
        assert not {"/JS", "/JavaScript"} & set(item.keys())
        assert item.get("/S") not in {"/JavaScript", "/Launch", "/URI", "/SubmitForm"}
        assert "/EmbeddedFiles" not in item


def test_it_has_numbered_pages_and_bookmarks(contents: Contents, folder: Path) -> None:
    reader = PdfReader(folder / "informe.pdf")
    count = len(reader.pages)
    label = contents.paper.labels.page
    for k, page in enumerate(reader.pages[1:], 2):
        assert f"{label} {k} / {count}" in " ".join(
            page.extract_text().replace("\u200b", "").split()
        )
    assert count > 5
    assert reader.outline


def test_a_sign_without_a_form_is_told_by_its_number() -> None:
    assert drawable("Ñuñoa – ≥ 5 m² עברית") == "Ñuñoa – ≥ 5 m² עברית"
    assert drawable("中 \U0001f600") in {r"\u{4e2d} \u{1f600}", "\\u{4e2d} \U0001f600"}
