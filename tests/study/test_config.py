"""A study by options, with or without a file."""

from pathlib import Path

import pytest

from metrocli.errors import MissingInputError, UsageError
from metrocli.model import Reading
from metrocli.study.config import StudyConfig, find_config
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override
from metrocli.study.sections import (
    ContinuitySection,
    FootprintsSection,
    PopulationSection,
    Source,
    StudySection,
)

STUDY = StudyConfig(
    file=Path("/estudio/metro.toml"),
    study=StudySection(vintage="2017", root="datos"),
    population=PopulationSection(Source("p.csv"), code="codigo", column="pob_2017"),
    footprints=(FootprintsSection(Source("a.gpkg"), where="x = 1"), FootprintsSection(Source("b"))),
    continuity=ContinuitySection(max_gap=200, majority=0.5, horizon=1000),
)


def test_no_option_changes_nothing() -> None:
    assert override(STUDY, Overrides()) == STUDY


def test_paths_start_from_the_root_and_the_root_from_the_file() -> None:
    assert STUDY.path_of(Source("p.csv")) == Path("/estudio/datos/p.csv")
    assert STUDY.path_of(Source("/otra/p.csv")) == Path("/otra/p.csv")


def test_the_root_may_hold_environment_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    study = StudyConfig(file=Path("/e/metro.toml"), study=StudySection(root="${DATOS_METRO}/censo"))
    monkeypatch.setenv("DATOS_METRO", "/datos")
    assert study.root == Path("/datos/censo")
    monkeypatch.delenv("DATOS_METRO")
    with pytest.raises(MissingInputError, match=r"\$\{DATOS_METRO\}") as caught:
        _ = study.root
    assert "--root" in str(caught.value.remedy)


def test_a_root_given_as_an_option_starts_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    unset = StudyConfig(file=Path("/e/metro.toml"), study=StudySection(root="${NO_SUCH_VARIABLE}"))
    assert override(unset, Overrides(root="$datos")).root == tmp_path / "$datos"


def test_footprints_given_as_options_replace_all_layers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    changed = override(STUDY, Overrides(footprints=("c.gpkg", "d.gpkg"), footprint_population="n"))
    assert [section.path.given for section in changed.footprints] == ["c.gpkg", "d.gpkg"]
    assert [section.population for section in changed.footprints] == ["n", "n"]
    assert [section.where for section in changed.footprints] == [None, None]
    assert changed.path_of(changed.footprints[0].path) == tmp_path / "c.gpkg"


def test_a_column_given_as_an_option_applies_to_the_layers_of_the_study() -> None:
    changed = override(STUDY, Overrides(footprint_population="n", population_column="pob_2024"))
    assert [section.population for section in changed.footprints] == ["n", "n"]
    assert changed.footprints[0].where == "x = 1"
    assert changed.population is not None
    assert (changed.population.column, changed.population.code) == ("pob_2024", "codigo")


def test_another_table_does_not_inherit_the_columns_of_the_first() -> None:
    changed = override(STUDY, Overrides(population="q.csv", boundaries="l.gpkg"))
    assert changed.population is not None
    assert (changed.population.code, changed.population.column) == (None, None)
    assert changed.boundaries is not None
    assert changed.path_of(changed.boundaries.path) == Path.cwd() / "l.gpkg"


def test_another_census_replaces_the_columns_that_were_meant_for_the_first() -> None:
    section = PopulationSection(Source("p.csv"), code="c", column="pob_2017", urban="urb_2017")
    study = StudyConfig(study=StudySection(vintage="2017"), population=section)
    changed = override(study, Overrides(population_vintage="2024"))
    assert changed.population == PopulationSection(Source("p.csv"), code="c", vintage="2024")
    assert changed.vintage == "2017"
    named = override(study, Overrides(population_vintage="2024", population_column="n"))
    assert named.population is not None
    assert (named.population.column, named.population.vintage) == ("n", "2024")


def test_without_a_table_the_census_of_the_population_is_that_of_the_study() -> None:
    study = StudyConfig(study=StudySection(vintage="2017"))
    assert override(study, Overrides(population_vintage="2024")).vintage == "2024"
    table = override(StudyConfig(), Overrides(population="p.csv", population_vintage="2024"))
    assert table.study.vintage is None
    assert table.vintage == "2024"


def test_numbers_and_choices_are_overridden_one_by_one() -> None:
    changed = override(STUDY, Overrides(max_gap=0, reading=Reading.URBAN, norm="otra"))
    assert changed.continuity == ContinuitySection(max_gap=0, majority=0.5, horizon=1000)
    assert (changed.norm.id, changed.norm.reading) == ("otra", Reading.URBAN)


def test_the_horizon_follows_a_larger_gap() -> None:
    assert override(STUDY, Overrides(max_gap=7000)).continuity.horizon == 7000


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        (Overrides(max_gap=-1), "max_gap is -1 m"),
        (Overrides(majority=0), "majority is 0"),
        (Overrides(majority=1.1), "majority is 1.1"),
    ],
)
def test_a_number_that_cannot_be_meant_is_wrong_usage(overrides: Overrides, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        override(STUDY, overrides)


@pytest.mark.parametrize(
    "overrides", [Overrides(population_column="x"), Overrides(footprint_population="x")]
)
def test_a_column_of_nothing_is_wrong_usage(overrides: Overrides) -> None:
    with pytest.raises(UsageError):
        override(StudyConfig(), overrides)


def test_the_vintage_is_the_study_s_or_the_population_s() -> None:
    table = PopulationSection(Source("p.csv"), vintage="2024")
    assert STUDY.vintage == "2017"
    assert StudyConfig(population=table).vintage == "2024"
    assert StudyConfig().vintage == ""


def test_the_study_is_found_here_or_above(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    study = tmp_path / "metro.toml"
    study.touch()
    assert find_config(below) == study.resolve()
    nearer = tmp_path / "a" / "metro.toml"
    nearer.touch()
    assert find_config(below) == nearer.resolve()
