"""An area on the ground: the footprints, patches and neighbours that its maps are drawn from."""

import pytest
import shapely

from metrocli.delimit.cartography import OUTSIDE, AreaMap, map_area
from metrocli.model import AreaVerdict, Study
from tests.studies import LAWFUL, A, B, C, area, commune, house, study

TOWNS = study(
    [
        house(A, 0, 200_000),
        house(A, 2_000, 10),
        house(B, 100, 100_000),
        house(C, 3_000, 5),
        house(C, 90_000, 5),
    ],
    communes=[commune(A, 200_010), commune(B, 100_000), commune(C, 10)],
)


@pytest.fixture(scope="module")
def drawn() -> AreaMap:
    return map_area(TOWNS, area(A, B), settings=LAWFUL)


def test_the_map_holds_the_area_and_the_communes_within_the_horizon(drawn: AreaMap) -> None:
    assert drawn.area.members == (A, B)
    assert drawn.neighbours == (C,)
    assert sorted(drawn.communes) == [A, B, C]
    assert drawn.assessed.verdict is AreaVerdict.ELIGIBLE


def test_patches_are_those_of_the_members_alone(drawn: AreaMap) -> None:
    by_place = dict(zip(_xs(drawn), drawn.patches.tolist(), strict=True))
    assert by_place[0] == by_place[100] != by_place[2_000]
    assert by_place[3_000] == by_place[90_000] == OUTSIDE
    inside = dict(zip(_xs(drawn), drawn.in_continuum.tolist(), strict=True))
    assert [x for x, within in inside.items() if within] == [0, 100]


def test_each_outline_is_around_the_footprints_of_its_patch(drawn: AreaMap) -> None:
    assert len(drawn.outlines) == drawn.patches.max() + 1
    assert shapely.is_valid(drawn.outlines).all()
    for geometry, patch in zip(drawn.footprints.geometries, drawn.patches.tolist(), strict=True):
        near = shapely.dwithin(drawn.outlines, geometry.centroid, LAWFUL.continuity.max_gap)
        assert patch == OUTSIDE or near[patch]


def test_the_trees_stand_on_the_footprints_of_the_map(drawn: AreaMap) -> None:
    assert set(drawn.footprints.communes[drawn.tree.rows]) == {A, B}
    assert len(drawn.around.rows) == len(drawn.footprints)
    continuum = drawn.tree.continuum(LAWFUL.continuity.max_gap)
    assert continuum.weight == drawn.footprints.weights[drawn.in_continuum].sum() == 300_000


def test_an_area_without_footprints_has_no_patches() -> None:
    empty: Study = study([], communes=[commune(A, 1), commune(B, 1)])
    drawn = map_area(empty, area(A, B), settings=LAWFUL)
    assert not len(drawn.outlines)
    assert not drawn.in_continuum.any()


def _xs(drawn: AreaMap) -> list[int]:
    return [round(west) for west in shapely.bounds(drawn.footprints.geometries)[:, 0].tolist()]
