"""Growth carried forward: years that can be worked out by hand."""

from datetime import date

import pytest

from metrocli.delimit.growth import LAST_YEAR, by_area, by_communes, courses, projected
from metrocli.model import Basis, Course, Path

THEN, NOW = date(2010, 1, 1), date(2020, 1, 1)


def years(*found: Course) -> list[int | None]:
    return [course.year for course in found]


def test_a_population_that_doubles_in_ten_years() -> None:
    geometric, linear = courses(by_area(200, 100), THEN, NOW, 385, NOW)
    # 200 · 2^(t/10) > 385 from t = 9.4, in 2029; 200 + 10 t > 385 from t = 18.5, in 2038.
    assert years(geometric, linear) == [2029, 2038]
    assert (geometric.path, linear.path) == (Path.GEOMETRIC, Path.LINEAR)
    assert geometric.rate == pytest.approx(2**0.1 - 1, rel=1e-3)
    assert (geometric.basis, geometric.until) == (Basis.AREA, LAST_YEAR)


def test_exactly_what_is_required_is_not_more_than_it() -> None:
    assert years(*courses(by_area(100, 100), THEN, NOW, 100, NOW)) == [None, None]


def test_what_shrinks_never_gets_there() -> None:
    found = courses(by_area(100, 200), THEN, NOW, 101, NOW)
    assert years(*found) == [None, None]
    assert found[0].rate is not None
    assert found[0].rate < 0


def test_a_growth_is_not_carried_beyond_the_last_year() -> None:
    assert years(*courses(by_area(1_001, 1_000), THEN, NOW, 100_000, NOW)) == [None, None]


def test_communes_that_grow_fast_weigh_more_and_more() -> None:
    now, before, after = {"a": 100.0, "b": 100.0}, {"a": 50.0, "b": 100.0}, {"a": 100.0, "b": 100.0}
    together, each = by_communes(now, before, after)
    assert together.parts == ((200, 200 / 150),)
    assert each.parts == ((100, 2), (100, 1))
    (pooled, _), (apart, straight) = (courses(g, THEN, NOW, 600, NOW) for g in (together, each))
    # 100 · 2^(t/10) + 100 > 600 from t = 23.2; 100 + 5 t + 100 > 600 from t = 80.
    assert years(apart, straight) == [2043, 2099]
    assert pooled.year == 2058


def test_what_is_gone_is_not_less_than_nothing() -> None:
    _, each = by_communes({"a": 100.0, "b": 10.0}, {"a": 50.0, "b": 100.0}, {"a": 100.0, "b": 10.0})
    _, linear = courses(each, THEN, NOW, 200, NOW)
    # 100 + 5 t > 200 from t = 20: the ten of b are gone by then, and cost no more.
    assert linear.year == 2040


def test_projections_are_followed_from_the_year_of_the_census() -> None:
    table = {"a": {2020: 50.0, 2021: 60.0, 2022: 75.0}, "b": {2020: 10.0, 2021: 10.0, 2022: 10.0}}
    found = projected({"a": 100.0, "b": 100.0}, table, NOW, 240)
    assert found == Course(Basis.PROJECTIONS, Path.GIVEN, None, 2022, 2022)
    later = projected({"a": 100.0, "b": 100.0}, table, NOW, 250)
    assert later is not None
    assert later.year is None


@pytest.mark.parametrize("table", [{}, {"a": {2021: 60.0}}, {"a": {2020: 0.0, 2021: 60.0}}])
def test_projections_that_do_not_begin_at_the_census_say_nothing(
    table: dict[str, dict[int, float]],
) -> None:
    assert projected({"a": 100.0}, table, NOW, 110) is None
