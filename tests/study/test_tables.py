"""Tables are read as people export them."""

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from metrocli.errors import InvalidInputError, MissingInputError, UnreadableInputError
from metrocli.study.tables import read_table

ROWS = ["cut{0}comuna{0}pob", "07101{0}Ñiquén{0}200.000", '07105{0}"Maule"{0}60.500']


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_dialect_of_csv_gives_the_same_table(
    tmp_path: Path, delimiter: str, encoding: str, ending: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(ending.join(ROWS).format(delimiter).encode(encoding))
    table = read_table(path)
    assert table.names == ["cut", "comuna", "pob"]
    assert table.frame.to_numpy().tolist() == [
        ["07101", "Ñiquén", "200.000"],
        ["07105", "Maule", "60.500"],
    ]


def test_a_csv_loses_no_leading_zero_and_keeps_row_numbers_past_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("cut,nota\n07101,\n\n,\n07105,NA\n", encoding="utf-8")
    table = read_table(path)
    assert table.frame["cut"].tolist() == ["07101", "07105"]
    assert table.frame["nota"].tolist() == [None, "NA"]
    assert table.numbers.tolist() == [2, 5]


def test_a_comma_in_quotes_is_no_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('cut;"a,b,c,d"\n07101;"1,5"\n', encoding="utf-8")
    assert read_table(path).frame.iloc[0].tolist() == ["07101", "1,5"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_titles_above_the_header_are_no_rows(tmp_path: Path, delimiter: str) -> None:
    rows = ['"Cuadro 1: población, comunas; Censo 2024"{0}{0}', "{0}{0}", *ROWS]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(rows).format(delimiter), encoding="utf-8")
    table = read_table(path)
    assert table.names == ["cut", "comuna", "pob"]
    assert table.numbers.tolist() == [4, 5]


def test_titles_above_the_header_of_a_sheet_are_no_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Censo 2024"], [], ["cut", "pob"], [None, None], ["07101", 7]]
    table = read_table(write_book(tmp_path / "t.xlsx", datos=rows))
    assert table.names == ["cut", "pob"]
    assert table.numbers.tolist() == [5]


def test_a_table_of_one_column_has_no_titles(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("cut\n07101\n07105\n", encoding="utf-8")
    assert read_table(path).frame["cut"].tolist() == ["07101", "07105"]


def write_book(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(path)
    return path


def test_a_spreadsheet_keeps_the_types_of_its_cells(tmp_path: Path) -> None:
    rows: list[list[object]] = [["cut", "pob"], [7101, 254.722], [None, None], ["07105", "60.500"]]
    table = read_table(write_book(tmp_path / "t.xlsx", datos=rows))
    assert table.frame["cut"].tolist() == [7101, "07105"]
    assert table.frame["pob"].tolist() == [254.722, "60.500"]
    assert table.numbers.tolist() == [2, 4]


def test_a_sheet_is_asked_for_if_there_are_several(tmp_path: Path) -> None:
    path = write_book(tmp_path / "t.xlsx", uno=[["cut"], ["07101"]], dos=[["cut"], ["07105"]])
    assert read_table(path, "dos").frame["cut"].tolist() == ["07105"]
    with pytest.raises(MissingInputError, match="several sheets") as caught:
        read_table(path)
    assert "uno, dos" in str(caught.value.remedy)
    with pytest.raises(MissingInputError, match="there is no sheet doss") as caught:
        read_table(path, "doss")
    assert "Did you mean dos?" in str(caught.value.remedy)


def test_a_parquet_keeps_its_types_and_drops_categories(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    frame = pd.DataFrame({"cut": pd.Categorical(["07101", "07105"]), "pob": [1, 2]})
    frame.to_parquet(path)
    table = read_table(path)
    assert table.frame["cut"].tolist() == ["07101", "07105"]
    assert table.frame["pob"].dtype == "int64"


def test_a_missing_file_brings_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "poblacion.csv").touch()
    with pytest.raises(MissingInputError, match="there is no such file") as caught:
        read_table(tmp_path / "poblacio.csv")
    assert "poblacion.csv?" in str(caught.value.remedy)
    with pytest.raises(MissingInputError, match="no folder"):
        read_table(tmp_path / "otra" / "poblacion.csv")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", b"", "the file is empty"),
        ("t.csv", b"PK\x03\x04\x00\x00", "not a text file"),
        ("t.csv", b"cut\n\x81\x8d\x90", "not a text file"),
        ("t.csv", b'cut,pob\n07101,"1\n', "unexpected end of data"),
        ("t.csv", b"cut,pob\n07101,1,2\n", "row 2: 3 cells under a header of 2"),
        ("t.xlsx", b"not a zip", "File is not a zip file"),
        ("t.parquet", b"PAR1 cut off", "Parquet"),
        ("t.doc", b"hello", "not a kind of table"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableInputError, match=said) as caught:
        read_table(path)
    assert str(path) in str(caught.value.cause)
    assert caught.value.remedy is not None
    assert "\n" not in str(caught.value.cause)


def test_a_table_of_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("cut,pob\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="no rows"):
        read_table(path)


def test_two_columns_of_one_name_are_refused_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("cut,pob,pob\n07101,1,2\n", encoding="utf-8")
    table = read_table(path)
    assert table.column("cut").name == "cut"
    with pytest.raises(InvalidInputError, match="2 columns are called pob"):
        table.column("pob")


def test_a_sheet_may_say_that_it_is_the_largest_there_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["cut", "pob"], ["07101", 1]):
        sheet.append(row)
    sheet["B200000"] = 2
    book.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").numbers.tolist() == [2, 200_000]


def test_a_spreadsheet_cut_inside_a_part_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a>")
    with pytest.raises(UnreadableInputError, match="cannot be read"):
        read_table(path)
