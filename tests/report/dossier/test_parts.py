"""A dossier has all its parts, the same every time, whatever the names in the data."""

import json
import time
from dataclasses import replace
from importlib import util
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from metrocli.casefile import gather
from metrocli.errors import MissingInputError
from metrocli.model import Area
from metrocli.report.dossier import parts
from metrocli.report.dossier.contents import Contents
from metrocli.report.dossier.parts import files, is_dossier, require_libraries, write_parts
from metrocli.report.language import Language
from metrocli.text import Text
from tests.casefiles import REQUEST, bare_case, drawn_case, named, towns
from tests.report.dossier.conftest import contents_of
from tests.studies import LAWFUL, A, B

HOSTILE = {
    "formula": "=cmd|'/c calc'!A1",
    "sum": "+1+1",
    "at": '@SUM(1)*HYPERLINK("http://x.invalid")',
    "link": "https://x.invalid/<script>alert(1)</script>",
    "script": '"><script>alert(1)</script>&amp;',
    "typst": '#read("/etc/passwd") $x^2$ *b* _i_ `c` \\ @ref <label> // /* = h',
    "template": "{{informe}} {0} %s ${x}",
    "turned": "\u202eeluaM \u200f\u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627",
    "controls": "a\x00b\x1b[31mc\u2028d\ufffee",
    "unknown": "\u4e2d\u6587 \U0001f600",
    "markdown": "|a|b| # h\n- x [l](http://x.invalid) `c`",
    "long": "Villa " + "x" * 294,
    "wide": "de " * 100,
}


def hostile(name: str) -> Contents:
    """Return what the dossier of an area is made from, of which all names are one and the same."""
    drawn = named(towns(), {A: name, B: name}, title=name)
    case = gather(drawn, Area(name, name, (A, B)), settings=LAWFUL, request=REQUEST)
    return contents_of(case)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=list(HOSTILE))
def test_no_name_harms_a_part(name: str, tmp_path: Path) -> None:
    write_parts(tmp_path, hostile(name))
    assert is_dossier(tmp_path)
    with ZipFile(tmp_path / "tablas.xlsx") as archive:
        sheets = b"".join(archive.read(part) for part in archive.namelist() if "sheet" in part)
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets
    told = Language("es").line(Text("{name}", (("name", name),)))
    communes = load_workbook(tmp_path / "tablas.xlsx").worksheets[2]
    assert communes.cell(5, 2).value == told
    words = "".join(cell.text for table in _tables(tmp_path) for cell in table._cells)
    assert told in words
    read = "".join(page.extract_text() for page in PdfReader(tmp_path / "informe.pdf").pages)
    assert "root:" not in read
    told = (tmp_path / "LEEME.md").read_text(encoding="utf-8")
    assert "<script>" not in "".join(line for line in told.split("\n") if line[:2] != "$ ")
    assert told.count("```") == 4
    document = json.loads((tmp_path / "resultado.json").read_text(encoding="utf-8"))
    assert document["areas"][0]["members"][0]["name"] == name


def _tables(folder: Path) -> Any:
    return Document(str(folder / "informe.docx")).tables


def test_names_in_the_pdf_are_the_ones_of_the_data(tmp_path: Path) -> None:
    write_parts(tmp_path, hostile(HOSTILE["typst"]))
    read = "".join(page.extract_text() for page in PdfReader(tmp_path / "informe.pdf").pages)
    kept = "".join(read.replace("\u200b", "").split())
    assert '#read("/etc/passwd")$x^2$*b*_i_`c`' in kept


def test_two_runs_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, zone in ((first, "America/Santiago"), (second, "Asia/Tokyo")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        folder.mkdir()
        write_parts(folder, contents_of(drawn_case()))
        later = time.time() + 90_000
        monkeypatch.setattr(time, "time", lambda later=later: later)
    written = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert written == sorted(p.relative_to(second) for p in second.rglob("*") if p.is_file())
    assert {f"{path.parts[0]}/" if path.parts[1:] else str(path) for path in written} == {*files()}
    for name in written:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    monkeypatch.undo()
    time.tzset()


def test_a_bare_case_has_all_its_parts(tmp_path: Path) -> None:
    write_parts(tmp_path, Contents(bare_case(), Language("en")))
    assert {entry.name for entry in tmp_path.iterdir()} >= {"informe.pdf", "resultado.json"}


def test_the_readme_tells_every_part_and_how_to_make_it_again(folder: Path) -> None:
    told = (folder / "LEEME.md").read_text(encoding="utf-8")
    for name in files():
        assert f"| `{name}` |" in told
    assert "$ metro dossier drawn --study metro.toml --compare metro.toml -o expediente\n" in told
    assert "$ metro verify resultado.json" in told


def test_the_json_does_not_depend_on_the_language(tmp_path: Path) -> None:
    for code in ("es", "en"):
        (tmp_path / code).mkdir()
        write_parts(tmp_path / code, contents_of(drawn_case(), code))
    spanish, english = ((tmp_path / code / "resultado.json").read_bytes() for code in ("es", "en"))
    assert spanish == english


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "notas.txt").write_text("mine"),
        lambda folder: (folder / "resultado.json").unlink(),
        lambda folder: (folder / "resultado.json").write_text("{}"),
        lambda folder: (folder / "resultado.json").write_text("no JSON"),
    ],
)
def test_what_is_no_dossier_is_known(tmp_path: Path, spoil: Any) -> None:
    write_parts(tmp_path, Contents(bare_case_asked(), Language("es")))
    assert is_dossier(tmp_path)
    spoil(tmp_path)
    assert not is_dossier(tmp_path)


def bare_case_asked() -> Any:
    case = bare_case()
    ground = replace(case.ground, result=replace(case.result, request=REQUEST))
    return replace(case, ground=ground)


def test_a_library_that_is_not_there_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = util.find_spec
    monkeypatch.setattr(parts, "find_spec", lambda name: None if name == "typst" else found(name))
    with pytest.raises(MissingInputError, match="typst") as caught:
        require_libraries()
    assert "pip install 'metrocli[dossier]'" in str(caught.value)
