"""Targets are met, missed or unknown, as the measurements say."""

import pytest

from benchmarks.cases import Measured
from benchmarks.targets import Target, targets
from benchmarks.watch import Outcome
from tests.benchmarks.measurements import measured


def about(words: str, **results: list[Measured]) -> Target:
    return next(target for target in targets(results) if words in target.what)


def test_nothing_measured_tells_nothing() -> None:
    assert {target.met for target in targets({})} == {None}


@pytest.mark.parametrize(("seconds", "met"), [(16.0, True), (15.9, False)])
def test_ratio_is_that_of_one_run(seconds: float, met: bool) -> None:  # noqa: FBT001
    peers = [measured("metro", 1.9, 2.0, 9.0), measured("postgis", seconds)]
    target = about("PostGIS", peers=peers)
    assert (target.found, target.met) == (seconds / 2, met)


@pytest.mark.parametrize(("seconds", "found"), [(600.0, 300.0), (399.0, None)])
def test_way_that_was_ended_tells_only_what_is_beyond_the_target(
    seconds: float, found: float | None
) -> None:
    slow = measured("strtree", seconds, outcome=Outcome.TOO_SLOW)
    target = about("STRtree", peers=[measured("metro", 2.0), slow])
    assert target.found == found
    assert target.met is (True if found else None)


def test_way_that_ran_out_of_memory_tells_no_ratio() -> None:
    large = measured("strtree", 9_000.0, outcome=Outcome.TOO_LARGE)
    assert about("STRtree", peers=[measured("metro", 2.0), large]).met is None


def test_partition_is_the_same_only_if_every_one_was_compared() -> None:
    same = measured("metro", differing=0, reference="postgis")
    other = measured("metro", differing=3, reference="postgis")
    unknown = measured("metro")
    assert about("difieren", partition=[same, same]).met is True
    assert about("difieren", partition=[same, other]).found == 3
    assert about("difieren", partition=[same, unknown]).met is None


def test_growth_and_memory_are_those_of_ten_millions() -> None:
    growth = [
        measured("metro", 3.0),
        measured("metro", 30.0, layer="towns-10000000", peak=2_100_000_000),
    ]
    assert about("crecimiento", growth=growth).found == 10
    assert about("memoria", growth=growth).met is False
    assert about("10 M a 200 m, de GeoParquet", growth=growth).met is True


def test_start_is_told_beside_a_time() -> None:
    target = about(
        "direcciones",
        addresses=[measured("metro", 3.5, layer="addresses", start=1.5)],
    )
    assert (target.found, target.start, target.met) == (3.5, 1.5, False)


@pytest.mark.parametrize(("seconds", "met"), [(4.0, True), (4.1, False)])
def test_graph_is_held_against_one_gap_of_the_same_run(seconds: float, met: bool) -> None:  # noqa: FBT001
    graph = [measured("metro", 2.0), measured("communes-10", seconds)]
    target = about("60 comunas", graph=graph)
    assert (target.found, target.met) == (seconds / 2, met)
