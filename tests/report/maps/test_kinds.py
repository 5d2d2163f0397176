"""Kinds of maps: what each is of, and what it says where there is nothing to draw."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from metrocli.delimit.cartography import map_area
from metrocli.errors import UsageError
from metrocli.model import Area, Footprints, Weighting
from metrocli.report.maps import ground
from metrocli.report.maps.axis import axis_of
from metrocli.report.maps.kinds.population import limits_of
from metrocli.report.maps.picture import draw
from tests.report.maps.drawn import (
    SPANISH,
    X,
    Y,
    block,
    blocks,
    city,
    groups,
    land,
    on_ground,
    svg,
    texts,
    the_city,
)
from tests.studies import LAWFUL, A, B, commune, study


def test_the_heart_is_the_city_without_its_villages() -> None:
    heart = ground.heart(the_city())
    assert heart.left == pytest.approx(X - 1_290)
    assert heart.right == pytest.approx(X + 990)
    assert (heart.bottom, heart.top) == pytest.approx((Y, Y + 990))


def test_the_main_patch_of_a_member_apart_is_seen_too() -> None:
    shapes = [*blocks(A, 0, 0, 1_000), *blocks(B, 9_000, 0, 10)]
    drawn = on_ground(study(shapes, boundaries={A: land(-9_000, 5_000), B: land(5_000, 15_000)}))
    assert ground.heart(drawn).right == pytest.approx(X + 9_990)


def test_far_islands_do_not_move_a_frame() -> None:
    islands = shapely.union(land(-100, 3_500), block(B, -920_000, 700_000, 0)[1])
    boundaries = {**city().boundaries, B: islands}
    drawn = on_ground(city(boundaries=boundaries))
    framed = ground.extent(drawn, drawn.area.members)
    assert framed is not None
    assert framed.left == pytest.approx(X - 15_000)
    told = texts(draw(drawn, "location", form="svg", language=SPANISH).decode())
    assert "No se dibujan las islas lejanas." in told
    assert "No se dibujan las islas lejanas." not in texts(svg("location"))


def test_an_area_without_a_weakest_link_says_so() -> None:
    alone = study([*blocks(A, 0, 0, 1_000)], communes=[commune(A, 1), commune(B, 1)])
    with pytest.raises(UsageError, match="no weakest link"):
        draw(on_ground(alone), "weakest-link", language=SPANISH)
    told = " ".join(
        texts(draw(on_ground(alone), "continuum", form="svg", language=SPANISH).decode())
    )
    assert "Eslabón" not in told


def test_without_footprints_there_are_boundaries_to_draw_and_nothing_to_sweep() -> None:
    bare = study([], communes=[commune(A, 1), commune(B, 1)], boundaries={A: land(0, 1e4)})
    drawn = on_ground(bare)
    for kind in ("continuum", "location", "population"):
        assert draw(drawn, kind, form="svg", language=SPANISH)
    with pytest.raises(UsageError, match="no footprints"):
        draw(drawn, "sweep", language=SPANISH)
    nothing = on_ground(study([], communes=[commune(A, 1), commune(B, 1)]))
    with pytest.raises(UsageError, match="nothing to draw"):
        draw(nothing, "continuum", language=SPANISH)


def test_without_boundaries_the_footprints_are_drawn() -> None:
    drawn = on_ground(city(boundaries={}))
    for kind in ("continuum", "location", "population", "weakest-link"):
        picture = draw(drawn, kind, form="svg", language=SPANISH).decode()
        assert groups(picture, "frame")
        assert "Alba" in " ".join(texts(picture))


@pytest.mark.parametrize("weighting", [Weighting.AREA, Weighting.COUNT])
def test_footprints_without_people_have_no_density(weighting: Weighting) -> None:
    given_city = city()
    footprints = given_city.footprints
    plain = Footprints(
        footprints.ids, footprints.communes, footprints.geometries, footprints.weights, weighting
    )
    changed = replace(given_city, footprints=plain)
    area = Area("alba-brea", "Alba–Brea", (A, B))
    drawn = map_area(changed, area, settings=LAWFUL)
    told = texts(draw(drawn, "population", form="svg", language=SPANISH).decode())
    assert "Construido" in told
    assert not any("hectárea" in words for words in told)


def test_the_table_has_the_three_readings() -> None:
    told = texts(svg("population"))
    assert {"comunal", "urbana", "continuo", "Total", "300.000", "180.000"} <= set(told)


def test_the_sweep_shows_where_the_verdict_flips() -> None:
    picture = svg("sweep")
    (frame,) = groups(picture, "frame")
    (flip,) = groups(picture, "flip")
    (gap,) = groups(picture, "max-gap")
    left, right = frame[:, 0].min(), frame[:, 0].max()
    assert (flip[0, 0] - left) / (right - left) == pytest.approx(310 / 1_100, abs=0.02)
    assert (gap[0, 0] - left) / (right - left) == pytest.approx(0.5, abs=1e-3)
    told = texts(picture)
    assert told.count("APTA desde 300,0 m") == 7
    assert "Dibujado hasta 1.100 m; se buscaron brechas hasta 6.000 m." in told


people = st.lists(st.tuples(st.floats(0.01, 1e5), st.floats(0.01, 1e4)), min_size=1, max_size=60)


@given(people, st.integers(2, 6))
def test_classes_rise_and_take_everyone(found: list[tuple[float, float]], classes: int) -> None:
    density, counted = map(np.array, zip(*found, strict=True))
    limits = limits_of(density, counted, classes)
    assert limits[0] == 0
    assert limits == sorted(set(limits))
    assert len(limits) <= classes


def test_nobody_is_one_class() -> None:
    assert limits_of(np.array([]), np.array([]), 5) == [0.0]


@given(st.floats(1, 1e7))
def test_an_axis_has_few_round_ticks(high: float) -> None:
    axis = axis_of(0, high, 10, 110)
    assert 2 <= len(axis.ticks) <= 9
    assert axis.at(0) == 10
    assert axis.at(high) == pytest.approx(110)
    assert axis.ticks[-1] <= high * (1 + 1e-6)
