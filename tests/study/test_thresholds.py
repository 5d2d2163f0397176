"""What counts as a footprint: on the limit, and beside it."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from metrocli.errors import MissingInputError
from metrocli.study.sections import ContinuitySection, FootprintsSection, Source
from metrocli.study.stack import FootprintLayer
from metrocli.study.thresholds import sift, sift_patches
from metrocli.text import text
from tests.continuity.territories import CODES, brute_partition, square

A, B = "07101", "07105"


def layer(
    *shapes: shapely.Geometry,
    communes: list[str] | None = None,
    population: list[float] | None = None,
    buildings: list[float] | None = None,
) -> FootprintLayer:
    count = len(shapes)
    return FootprintLayer(
        source=text("f.gpkg"),
        ids=np.array([f"f{k}" for k in range(count)], dtype=np.str_),
        communes=np.array([A] * count if communes is None else communes, dtype="U5"),
        geometries=np.array(shapes, dtype=object),
        population=None if population is None else np.array(population, dtype=float),
        notices=(),
        buildings=None if buildings is None else np.array(buildings, dtype=float),
    )


def section(**thresholds: float) -> FootprintsSection:
    return FootprintsSection(Source("f.gpkg"), **thresholds)  # type: ignore[arg-type]


HECTARE = square(0, 0, 100)


def test_a_footprint_is_not_too_large_at_the_most_area_and_is_beyond_it() -> None:
    drawn = layer(HECTARE, square(0, 0, 101), square(0, 0, 99))
    sifted = sift(drawn, section(max_area=1))
    assert sifted.kept.ids.tolist() == ["f0", "f2"]
    (left,) = sifted.left_out
    assert (left.threshold, left.value, left.unit, left.area) == ("max_area", 1, "ha", 10_201)


def test_a_footprint_has_buildings_enough() -> None:
    drawn = layer(HECTARE, HECTARE, HECTARE, buildings=[2, 3, 4], communes=[A, B, B])
    sifted = sift(drawn, section(min_buildings=3))
    assert sifted.kept.ids.tolist() == ["f1", "f2"]
    (left,) = sifted.left_out
    assert [(tally.commune, tally.features) for tally in left.tallies] == [(A, 1)]


def test_limits_are_inclusive() -> None:
    drawn = layer(HECTARE, HECTARE, population=[5, 4.9], buildings=[3, 3])
    asked = section(min_density=5, max_area=1, min_buildings=3)
    sifted = sift(drawn, asked)
    assert (sifted.kept.ids.tolist(), sifted.left.ids.tolist()) == (["f0"], ["f1"])
    (left,) = sifted.left_out
    assert (left.threshold, left.value, left.unit, left.path) == (
        "min_density",
        5,
        "inhabitants/ha",
        "f.gpkg",
    )
    assert (left.features, left.population, left.area) == (1, 4.9, 10_000)


def test_what_several_thresholds_leave_out_is_counted_once() -> None:
    drawn = layer(square(0, 0, 200), square(500, 0), population=[1, 0], buildings=[0, 0])
    found = sift(drawn, section(max_area=1, min_density=5, min_buildings=1)).left_out
    assert [(left.threshold, left.features) for left in found] == [
        ("max_area", 1),
        ("min_density", 1),
    ]


def test_without_thresholds_everything_counts() -> None:
    sifted = sift(layer(HECTARE, square(500, 0)), section())
    assert (len(sifted.kept), len(sifted.left), sifted.left_out) == (2, 0, ())


def test_a_density_needs_people() -> None:
    with pytest.raises(MissingInputError, match="min_density is given"):
        sift(layer(HECTARE), section(min_density=5))


def test_a_patch_is_made_of_one_commune_at_its_own_gap() -> None:
    # 100 m² each: the two of A are 40 m apart, those of A and B 20 m.
    drawn = layer(
        square(0, 0), square(50, 0), square(80, 0), communes=[A, A, B], population=[7, 8, 9]
    )
    sifted = sift_patches([drawn], ContinuitySection(min_patch=0.02, patch_gap=40))
    assert [one.ids.tolist() for one in sifted.kept] == [["f0", "f1"]]
    (left,) = sifted.left_out
    assert (left.threshold, left.path, left.features, left.population) == ("min_patch", "", 1, 9)
    assert [tally.commune for tally in left.tallies] == [B]
    nearer = sift_patches([drawn], ContinuitySection(min_patch=0.02, patch_gap=39))
    assert len(nearer.kept[0]) == 0


def test_a_patch_may_be_of_several_layers() -> None:
    layers = [layer(square(0, 0)), layer(square(10, 0), population=[3])]
    sifted = sift_patches(layers, ContinuitySection(min_patch=0.02))
    assert [len(one) for one in sifted.kept] == [1, 1]
    assert sifted.left_out == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(CODES[:2]), st.integers(0, 30), st.integers(1, 4)),
        min_size=1,
        max_size=14,
    ),
    st.sampled_from([0.0, 3.0, 10.0]),
    st.sampled_from([0.0, 0.01, 0.02, 0.05]),
)
def test_patches_that_count_are_those_of_brute_force(
    drawn: list[tuple[str, int, int]], gap: float, least: float
) -> None:
    shapes = [square(5 * x, 0, 5 * side) for _, x, side in drawn]
    things = layer(*shapes, communes=[code for code, _, _ in drawn])
    kept = sift_patches([things], ContinuitySection(min_patch=least, patch_gap=gap)).kept[0]
    brute = []
    for code in set(things.communes.tolist()):
        rows = np.flatnonzero(things.communes == code)
        patch = brute_partition(things.geometries[rows], gap)
        size = np.bincount(patch, shapely.area(things.geometries[rows]))
        brute += things.ids[rows[size[patch] >= least * 10_000]].tolist()
    assert sorted(kept.ids.tolist()) == sorted(brute)


asked = st.one_of(st.none(), st.integers(1, 6).map(float))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(CODES[:2]),
            st.integers(1, 25),
            st.integers(0, 30),
            st.integers(0, 6),
        ),
        min_size=1,
        max_size=12,
    ),
    asked,
    asked,
    asked,
)
def test_what_counts_is_what_brute_force_lets_count(
    drawn: list[tuple[str, int, int, int]],
    area: float | None,
    density: float | None,
    buildings: float | None,
) -> None:
    # Sides of tens of metres: hectares and densities that are often exactly on a limit.
    codes, sides, people, built = zip(*drawn, strict=True)
    things = layer(
        *(square(0, 0, 10 * side) for side in sides),
        communes=list(codes),
        population=list(people),
        buildings=list(built),
    )
    given_ = {"max_area": area, "min_density": density, "min_buildings": buildings}
    sifted = sift(things, section(**{key: one for key, one in given_.items() if one is not None}))
    left: dict[str, list[str]] = {key: [] for key in given_}
    kept = []
    for id, (_, side, lives, houses) in zip(things.ids.tolist(), drawn, strict=True):
        square_metres = (10 * side) ** 2
        if area is not None and square_metres > area * 10_000:
            left["max_area"].append(id)
        elif density is not None and lives * 10_000 < density * square_metres:
            left["min_density"].append(id)
        elif buildings is not None and houses < buildings:
            left["min_buildings"].append(id)
        else:
            kept.append(id)
    assert sifted.kept.ids.tolist() == kept
    assert sorted(sifted.left.ids.tolist()) == sorted(id for ids in left.values() for id in ids)
    told = {one.threshold: (one.features, one.population, one.area) for one in sifted.left_out}
    row = {id: k for k, id in enumerate(things.ids.tolist())}
    assert told == {
        key: (
            len(ids),
            sum(people[row[id]] for id in ids),
            sum((10 * sides[row[id]]) ** 2 for id in ids),
        )
        for key, ids in left.items()
        if ids
    }


@given(st.lists(st.integers(1, 40), min_size=1, max_size=10), st.integers(1, 9), st.integers(0, 9))
def test_a_higher_threshold_never_lets_more_count(sides: list[int], least: int, more: int) -> None:
    things = layer(*(square(0, 0, 10 * side) for side in sides), population=[5.0] * len(sides))
    lower, higher = (
        set(sift(things, section(min_density=float(one))).kept.ids.tolist())
        for one in (least, least + more)
    )
    assert higher <= lower
