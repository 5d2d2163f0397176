"""Projections, in the shapes that they come in."""

from pathlib import Path

import pytest

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.study.config import StudyConfig
from metrocli.study.projections import load_projections
from metrocli.study.sections import ProjectionsSection, Source


def config(folder: Path, *lines: str, **columns: str) -> StudyConfig:
    path = folder / "proyecciones.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return StudyConfig(projections=ProjectionsSection(Source(path.name, folder), **columns))


def test_a_row_for_each_year_sex_and_age_is_added_up(tmp_path: Path) -> None:
    found = load_projections(
        config(
            tmp_path,
            "Comuna,Sexo,Año,Población",
            "7101,1,2025,100",
            "7101,2,2025,120",
            "7101,1,2024,90",
            "7105,1,2024,30",
        )
    )
    assert found is not None
    assert found.projections == {"07101": {2024: 90, 2025: 220}, "07105": {2024: 30}}
    assert [notice.code for notice in found.notices] == ["codes-mended"]
    assert (found.input.role, found.input.path) == ("projections", "proyecciones.csv")
    assert found.input.features == 4


def test_a_column_for_each_year_is_added_up(tmp_path: Path) -> None:
    found = load_projections(
        config(
            tmp_path,
            "Comuna,Edad,Poblacion 2024,Poblacion 2025",
            "07101,0,10,11",
            "07101,1,20,-",
        )
    )
    assert found is not None
    assert found.projections == {"07101": {2024: 30, 2025: 11}}


def test_a_study_may_have_none() -> None:
    assert load_projections(StudyConfig()) is None


def test_a_table_without_years_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no column of years"):
        load_projections(config(tmp_path, "cut,pob", "07101,5"))


@pytest.mark.parametrize("year", ["24", "2024.5"])
def test_what_is_no_year_is_refused(tmp_path: Path, year: str) -> None:
    with pytest.raises(InvalidInputError, match=r"row 3: '.*' is no year"):
        load_projections(config(tmp_path, "cut,year,pob", "07101,2024,5", f"07101,{year},5"))
