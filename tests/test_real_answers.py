"""The known answers, on the real census data, through the Python API."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from metrocli.continuity.measuring import build_gap_graph
from metrocli.continuity.tree import GapTree
from metrocli.delimit import check, gap, propose
from metrocli.model import (
    AreaAssessment,
    AreaVerdict,
    Assessment,
    Criterion,
    CriterionVerdict,
    NearMiss,
    Study,
)
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import settings_for
from metrocli.study.load import load
from metrocli.study.reader import read_config

pytestmark = pytest.mark.real

VINTAGES = ("2017", "2024")
HORIZON = 6_000
SETTINGS = settings_for(load_norm("ley-21074"))

TALCA = ("07101", "07105")
CHILLAN = ("16101", "16103")
IQUIQUE = ("01101", "01107")
PUERTO_MONTT = ("10101", "10109")


@pytest.fixture(scope="module")
def studies(real_data: Path, repository: Path) -> Mapping[str, Study]:
    """Return both studies of the country, whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("METRO_DATA", str(real_data))
        return {
            vintage: load(read_config(repository / "studies" / f"chile-{vintage}.toml"))
            for vintage in VINTAGES
        }


@pytest.fixture(scope="module")
def trees(studies: Mapping[str, Study]) -> Callable[[str, tuple[str, ...]], GapTree]:
    """Return what grows the gap tree of some communes of a census."""
    graphs = {
        vintage: build_gap_graph(study.footprints, horizon=HORIZON)
        for vintage, study in studies.items()
    }
    return lambda vintage, members: graphs[vintage].tree(members)


@pytest.fixture(scope="module")
def checked(studies: Mapping[str, Study]) -> Mapping[str, Mapping[str, AreaAssessment]]:
    """Return the ten areas of each study, checked, by their ids."""
    results = {
        vintage: check(study, study.areas, settings=SETTINGS) for vintage, study in studies.items()
    }
    return {
        vintage: {area.area.id: area for area in result.areas}
        for vintage, result in results.items()
    }


@pytest.fixture(scope="module")
def proposed(studies: Mapping[str, Study]) -> Assessment:
    """Return what the census of 2017 suggests in the whole country."""
    return propose(studies["2017"], settings=SETTINGS)


def criteria(area: AreaAssessment) -> dict[str, Criterion]:
    return {criterion.id: criterion for criterion in area.criteria}


def failing(area: AreaAssessment) -> set[str]:
    """Return the criteria that decide and are not met."""
    return {
        criterion.id
        for criterion in area.criteria
        if criterion.decides and criterion.verdict is CriterionVerdict.NOT_MET
    }


# -- known answers ---------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "vintage", "merge"),
    [
        (TALCA, "2017", 0),
        (TALCA, "2024", 14.6),
        (CHILLAN, "2017", 0),
        (CHILLAN, "2024", 6.3),
        (IQUIQUE, "2017", 456.4),
        (IQUIQUE, "2024", 536.9),
        (PUERTO_MONTT, "2017", 3_582),
    ],
)
def test_merge_distances(
    trees: Callable[[str, tuple[str, ...]], GapTree],
    members: tuple[str, ...],
    vintage: str,
    merge: float,
) -> None:
    found = trees(vintage, members).merge(0.5)
    assert found is not None
    assert found.gap == pytest.approx(merge, rel=0.003, abs=0.5)


@pytest.mark.parametrize(
    ("members", "vintage", "by_gap"),
    [
        (TALCA, "2017", {200: 222_728, 500: 224_125}),
        (TALCA, "2024", {50: 254_722, 500: 254_722}),
        (CHILLAN, "2017", {0: 183_438, 2_000: 183_438}),
        (CHILLAN, "2024", {50: 187_459, 750: 187_459}),
        (IQUIQUE, "2017", {300: 184_663, 500: 285_655}),
        (IQUIQUE, "2024", {500: 189_761, 750: 326_596}),
        (PUERTO_MONTT, "2017", {1_000: 161_753, 5_000: 234_567}),
    ],
)
def test_populations_of_the_continuum(
    trees: Callable[[str, tuple[str, ...]], GapTree],
    members: tuple[str, ...],
    vintage: str,
    by_gap: dict[float, float],
) -> None:
    tree = trees(vintage, members)
    assert {limit: tree.continuum(limit).weight for limit in by_gap} == by_gap


# -- check -----------------------------------------------------------------


def test_talca_is_eligible_with_the_census_of_2024(
    checked: Mapping[str, Mapping[str, AreaAssessment]],
) -> None:
    talca = checked["2024"]["talca-maule"]
    assert talca.verdict is AreaVerdict.ELIGIBLE
    assert talca.population.continuum == 254_722
    assert criteria(talca)["continuity"].verdict is CriterionVerdict.MET


def test_talca_was_not_eligible_in_2017_and_the_readings_conflict(
    checked: Mapping[str, Mapping[str, AreaAssessment]],
) -> None:
    talca = checked["2017"]["talca-maule"]
    assert talca.verdict is AreaVerdict.NOT_ELIGIBLE
    assert failing(talca) == {"population"}
    assert talca.reading_conflict
    assert talca.population.communal == 270_078


@pytest.mark.parametrize("vintage", VINTAGES)
def test_chillan_has_too_few_inhabitants_in_both(
    checked: Mapping[str, Mapping[str, AreaAssessment]], vintage: str
) -> None:
    chillan = checked[vintage]["chillan-chillan-viejo"]
    assert chillan.verdict is AreaVerdict.NOT_ELIGIBLE
    assert failing(chillan) == {"population"}


@pytest.mark.parametrize("vintage", VINTAGES)
def test_puerto_montt_is_no_continuum_in_either(
    checked: Mapping[str, Mapping[str, AreaAssessment]], vintage: str
) -> None:
    puerto_montt = checked[vintage]["puerto-montt-puerto-varas"]
    assert puerto_montt.verdict is AreaVerdict.NOT_ELIGIBLE
    assert "continuity" in failing(puerto_montt)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_the_communal_populations_are_those_of_the_census(
    studies: Mapping[str, Study], vintage: str
) -> None:
    people = [commune.population or 0 for commune in studies[vintage].communes.values()]
    assert sum(people) == {"2017": 17_574_003, "2024": 18_480_432}[vintage]


# -- propose ---------------------------------------------------------------


def test_seven_of_the_eight_feasible_areas_are_found_from_nothing(proposed: Assessment) -> None:
    found = {area.area.members for area in proposed.areas}
    assert len(proposed.areas) == 7
    assert all(area.verdict is AreaVerdict.ELIGIBLE for area in proposed.areas)
    cores = (
        IQUIQUE,
        ("04101", "04102"),
        ("05101", "05109"),
        ("06101", "06108"),
        ("08101", "08110"),
        ("09101", "09112"),
        ("13101", "13201"),
    )
    for core in cores:
        assert any(set(core) <= set(members) for members in found), core


def test_the_eighth_is_explained_by_its_gap(proposed: Assessment) -> None:
    puerto_montt = _near_miss(proposed, PUERTO_MONTT)
    assert puerto_montt.gap > SETTINGS.continuity.max_gap
    assert puerto_montt.lacks_metres == puerto_montt.gap - SETTINGS.continuity.max_gap


@pytest.mark.parametrize("members", [TALCA, CHILLAN])
def test_talca_and_chillan_lack_only_inhabitants(
    proposed: Assessment, members: tuple[str, ...]
) -> None:
    miss = _near_miss(proposed, members)
    assert miss.assessment.area.members == members
    assert miss.lacks_inhabitants > 0
    assert (miss.lacks_metres, miss.lacks_communes) == (0, 0)


def test_antofagasta_is_large_and_alone(proposed: Assessment) -> None:
    antofagasta = _near_miss(proposed, ("02101",))
    assert antofagasta.assessment.area.members == ("02101",)
    assert (antofagasta.lacks_inhabitants, antofagasta.lacks_communes) == (0, 1)


def _near_miss(found: Assessment, members: tuple[str, ...]) -> NearMiss:
    assert found.near_misses is not None
    return next(
        miss for miss in found.near_misses if set(members) <= set(miss.assessment.area.members)
    )


# -- gap -------------------------------------------------------------------


def test_the_link_of_iquique_and_alto_hospicio_is_named(studies: Mapping[str, Study]) -> None:
    report = gap(studies["2017"], IQUIQUE, settings=SETTINGS)
    assert report.merge_distance == pytest.approx(456.4, rel=0.003, abs=0.5)
    link = report.weakest_link
    assert link is not None
    assert {link.a.commune, link.b.commune} == set(IQUIQUE)
    for end in (link.a, link.b):
        assert end.id.startswith(end.commune)
