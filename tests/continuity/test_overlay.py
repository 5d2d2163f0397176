"""Links, features that also count as built and joins: drawn cases, and the same as brute force."""

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from metrocli.continuity.gapgraph import GapGraph
from metrocli.continuity.joins import joins
from metrocli.continuity.measuring import build_gap_graph
from metrocli.continuity.profile import profile
from metrocli.continuity.tree import gap_of
from metrocli.delimit.measured import overlaid
from metrocli.model import (
    AlsoBuilt,
    Conventions,
    Crossing,
    Decision,
    DecisionKind,
    Footprints,
    Tie,
    TieKind,
)
from tests.continuity.territories import CODES, footprints, same_partition, square, territories

A, B, C = "01101", "01107", "02101"

HORIZON = 6_000.0


def crossing(
    name: str,
    *ends: tuple[float, float],
    gap: float = 0.0,
    tolerance: float = 5.0,
    sort: str = "bridge",
) -> Crossing:
    return Crossing(name, sort, gap, tolerance, ends)


def parks(*shapes: tuple[str, shapely.Geometry]) -> AlsoBuilt:
    return AlsoBuilt(
        names=np.array([f"park {k}" for k in range(len(shapes))], dtype=str),
        sorts=np.array(["park"] * len(shapes), dtype=str),
        communes=np.array([code for code, _ in shapes], dtype="U5"),
        geometries=np.array([shape for _, shape in shapes], dtype=object),
    )


def joined(*ids: str, communes: Sequence[str] = ()) -> Decision:
    return Decision(
        (), DecisionKind.JOIN, ids, tuple(communes), "One city", "GORE", date(2026, 3, 1)
    )


def graph_of(things: Footprints, conventions: Conventions) -> GapGraph:
    return overlaid(build_gap_graph(things, horizon=HORIZON), conventions)


def merge_of(graph: GapGraph, *communes: str) -> float | None:
    return gap_of(graph.tree(communes or graph.rows).merge(0.5))


def river() -> Footprints:
    """Return two towns of two houses each, 1,000 m apart over a river."""
    return footprints(
        [(A, square(0, 0)), (A, square(15, 0)), (B, square(1_025, 0)), (B, square(1_040, 0))]
    )


BRIDGE = crossing("Llacolén", (30, 5), (1_020, 5))


# -- links -------------------------------------------------------------------


def test_a_bridge_joins_what_it_reaches_at_both_ends() -> None:
    graph = graph_of(river(), Conventions(links=(BRIDGE,)))
    tree = graph.tree([A, B])
    merge = tree.merge(0.5)
    assert merge is not None
    assert merge.gap == 0
    link = tree.link(merge)
    assert link is not None
    assert link.via == Tie(TieKind.LINK, "Llacolén", "bridge")
    assert {link.a.id, link.b.id} == {"f1", "f2"}
    assert merge_of(graph.without(TieKind.LINK), A, B) == 1_000
    assert merge_of(graph.without(TieKind.ALSO_BUILT), A, B) == 0


def test_a_link_reaches_no_farther_than_its_tolerance_which_is_inclusive() -> None:
    at = crossing("at", (30, 5), (1_020, 5), tolerance=5.0)
    below = crossing("below", (30, 5), (1_020, 5), tolerance=float(np.nextafter(5.0, 0)))
    assert merge_of(graph_of(river(), Conventions(links=(at,)))) == 0
    assert merge_of(graph_of(river(), Conventions(links=(below,)))) == 1_000


def test_a_link_joins_from_its_own_gap_on() -> None:
    dear = crossing("ferry", (30, 5), (1_020, 5), gap=300)
    tree = graph_of(river(), Conventions(links=(dear,))).tree([A, B])
    assert gap_of(tree.merge(0.5)) == 300
    assert tree.continuum(float(np.nextafter(300.0, 0))).weight == 2
    assert tree.continuum(300).weight == 4


def test_a_link_dearer_than_the_gap_or_beyond_the_horizon_changes_nothing() -> None:
    for gap in (1_000, 2_000, HORIZON + 1):
        tree = graph_of(
            river(), Conventions(links=(crossing("dear", (30, 5), (1_020, 5), gap=gap),))
        ).tree([A, B])
        merge = tree.merge(0.5)
        link = tree.link(merge)
        assert gap_of(merge) == 1_000
        assert link is not None
        assert link.via is None


def test_a_link_over_a_commune_outside_does_not_join() -> None:
    drawn = footprints([(A, square(0, 0)), (C, square(500, 0)), (B, square(1_000, 0))])
    links = (
        crossing("first", (12, 5), (498, 5)),
        crossing("second", (512, 5), (998, 5)),
    )
    graph = graph_of(drawn, Conventions(links=links))
    assert merge_of(graph, A, B) == 990
    assert merge_of(graph, A, B, C) == 0


def test_communes_that_only_a_link_joins_are_neighbours() -> None:
    drawn = footprints([(A, square(0, 0)), (B, square(9_000, 0))])
    graph = graph_of(drawn, Conventions(links=(crossing("long", (12, 5), (8_998, 5)),)))
    assert graph.neighbours([A]) == [B]
    assert merge_of(graph, A, B) == 0


# -- features that also count as built ---------------------------------------


def two_towns_and_a_park() -> tuple[Footprints, AlsoBuilt]:
    """Return two houses 120 m apart, and a park of 100 m between them, 10 m from each."""
    drawn = footprints([(A, square(0, 0)), (B, square(130, 0))])
    return drawn, parks((A, shapely.box(20, 0, 120, 10)))


def test_a_park_joins_footprints_at_the_larger_of_their_gaps_to_it() -> None:
    drawn, park = two_towns_and_a_park()
    tree = graph_of(drawn, Conventions(also_built=park)).tree([A, B])
    merge = tree.merge(0.5)
    assert gap_of(merge) == 10
    link = tree.link(merge)
    assert link is not None
    assert link.via == Tie(TieKind.ALSO_BUILT, "park 0", "park")


def test_a_park_has_no_weight_and_touches_for_nobody() -> None:
    drawn = footprints([(A, square(0, 0)), (B, square(500, 0))])
    near = parks((B, shapely.box(20, 0, 30, 10)))
    tree = graph_of(drawn, Conventions(also_built=near)).tree([A, B])
    assert gap_of(tree.touch()) == 470
    assert tree.continuum(100).weight == 1
    assert tree.totals.tolist() == [1, 1]


def test_a_chain_of_parks_joins_nothing() -> None:
    drawn = footprints([(A, square(0, 0)), (A, square(230, 0))])
    chain = parks((A, shapely.box(10, 0, 120, 10)), (A, shapely.box(120, 0, 230, 10)))
    graph = graph_of(drawn, Conventions(also_built=chain))
    assert merge_of(graph, A) == 0  # a single house is a half
    assert gap_of(graph.tree([A]).merge(1.0)) == 110


def test_a_park_of_a_commune_outside_does_not_join() -> None:
    drawn, park = two_towns_and_a_park()
    drawn = footprints([(A, square(0, 0)), (B, square(130, 0)), (C, square(0, 900))])
    park = parks((C, park.geometries[0]))
    graph = graph_of(drawn, Conventions(also_built=park))
    assert merge_of(graph, A, B) == 120
    assert gap_of(graph.tree([A, B, C]).exceeds(1)) == 10


# -- decisions ---------------------------------------------------------------


def test_a_decision_joins_footprints_at_any_gap() -> None:
    graph = graph_of(river(), Conventions(decisions=(joined("f0", "f3"),)))
    tree = graph.tree([A, B])
    link = tree.link(tree.touch())
    assert gap_of(tree.touch()) == 0
    assert link is not None
    assert link.via == Tie(TieKind.DECISION, "One city")
    assert merge_of(graph.without(TieKind.DECISION)) == 1_000


def test_a_decision_on_communes_joins_their_heaviest_footprints() -> None:
    drawn = footprints(
        [(A, square(0, 0)), (A, square(100, 0)), (B, square(1_000, 0)), (B, square(1_300, 0))],
        weights=[1, 5, 2, 4],
    )
    tree = graph_of(drawn, Conventions(decisions=(joined(communes=(A, B)),))).tree([A, B])
    assert gap_of(tree.exceeds(8)) == 0
    assert gap_of(tree.exceeds(9)) == 90


# -- brute force -------------------------------------------------------------


@st.composite
def conventions_of(draw: st.DrawFn, things: Footprints) -> Conventions:
    """Draw links, parks and joins over a territory, at its scale."""
    west, south, east, north = shapely.total_bounds(things.geometries)

    def point() -> tuple[float, float]:
        part = st.integers(0, 8)
        return (
            west + (east - west) * draw(part) / 8,
            south + (north - south) * draw(part) / 8,
        )

    step = max(east - west, north - south, 1.0) / 8
    links = tuple(
        crossing(f"link {k}", point(), point(), gap=draw(costs), tolerance=draw(sizes) * step)
        for k in range(draw(st.integers(0, 4)))
    )
    shapes = [
        (draw(st.sampled_from(CODES)), shapely.Point(point()).buffer(draw(sizes) * step / 4 + 1))
        for _ in range(draw(st.integers(0, 5)))
    ]
    ids = draw(st.lists(st.sampled_from(things.ids.tolist()), max_size=3))
    communes = draw(st.lists(st.sampled_from(CODES), max_size=3, unique=True))
    return Conventions(
        links=links,
        also_built=parks(*shapes) if shapes else None,
        decisions=(joined(*ids, communes=communes),),
    )


costs = st.sampled_from([0.0, 5.0, 40.0, 200.0])
sizes = st.sampled_from([0, 1, 2, 4])


def brute_labels(
    things: Footprints, conventions: Conventions, communes: Collection[str], gap: float
) -> np.ndarray:
    """Return the patch of each footprint of some communes, rule by rule, from all pairs."""
    rows = np.flatnonzero(np.isin(things.communes, sorted(communes)))
    shapes, size = things.geometries[rows], len(rows)
    also = conventions.also_built
    places = shapes[:0]
    if also is not None:
        places = also.geometries[np.isin(also.communes, sorted(communes))]
    whole = size + len(places)
    near = np.zeros((whole, whole), dtype=bool)
    near[:size, :size] = shapely.dwithin(shapes[:, None], shapes[None, :], gap)
    for k, place in enumerate(places):
        near[:size, size + k] = near[size + k, :size] = shapely.dwithin(shapes, place, gap)
    for link in conventions.links:
        if link.gap <= gap:
            a, b = (
                shapely.dwithin(shapes, shapely.Point(end), link.tolerance) for end in link.ends
            )
            near[:size, :size] |= a[:, None] & b[None, :] | b[:, None] & a[None, :]
    for decision in conventions.decisions:
        met = np.isin(things.ids[rows], list(decision.footprints))
        for code in decision.communes:
            of_commune = np.flatnonzero(things.communes[rows] == code)
            if len(of_commune):
                met[of_commune[things.weights[rows][of_commune].argmax()]] = True
        near[:size, :size] |= met[:, None] & met[None, :]
    labels: np.ndarray = connected_components(near, directed=False)[1][:size]
    return labels


@settings(max_examples=300, deadline=None)
@given(territories(), st.data())
def test_patches_are_those_of_brute_force_for_any_communes(
    things: Footprints, data: st.DataObject
) -> None:
    conventions = data.draw(conventions_of(things))
    graph = graph_of(things, conventions)
    chosen = data.draw(st.sets(st.sampled_from(sorted(graph.rows)), min_size=1))
    tree = graph.tree(chosen)
    gaps = np.unique(np.r_[tree.edges.gap, np.nextafter(tree.edges.gap, 0), 0.0, 30.0, HORIZON])
    for gap in data.draw(st.lists(st.sampled_from(gaps.tolist()), min_size=3, max_size=8)):
        brute = brute_labels(things, conventions, chosen, gap)
        assert same_partition(tree.patches(gap), brute), gap


@settings(max_examples=100, deadline=None)
@given(territories(), st.data())
def test_leaving_a_kind_aside_is_never_having_had_it(
    things: Footprints, data: st.DataObject
) -> None:
    whole = data.draw(conventions_of(things))
    bare = {
        TieKind.LINK: Conventions(also_built=whole.also_built, decisions=whole.decisions),
        TieKind.ALSO_BUILT: Conventions(links=whole.links, decisions=whole.decisions),
        TieKind.DECISION: Conventions(links=whole.links, also_built=whole.also_built),
    }
    graph = graph_of(things, whole)
    for kind, conventions in bare.items():
        left = graph.without(kind).tree(graph.rows)
        never = graph_of(things, conventions).tree(graph.rows)
        assert left.edges.gap.tolist() == never.edges.gap.tolist()
        for gap in (0.0, 5.0, 40.0, 500.0):
            assert same_partition(left.patches(gap), never.patches(gap))


@settings(max_examples=100, deadline=None)
@given(territories(), st.data())
def test_what_joins_at_a_gap_joins_at_any_larger_one_and_ends_may_change_places(
    things: Footprints, data: st.DataObject
) -> None:
    whole = data.draw(conventions_of(things))
    turned = Conventions(
        links=tuple(
            crossing(link.name, *reversed(link.line), gap=link.gap, tolerance=link.tolerance)
            for link in whole.links
        ),
        also_built=whole.also_built,
        decisions=whole.decisions,
    )
    tree = graph_of(things, whole).tree(set(things.communes.tolist()))
    other = graph_of(things, turned).tree(set(things.communes.tolist()))
    before = tree.patches(0.0)
    for gap in (0.0, 5.0, 40.0, 500.0, HORIZON):
        after = tree.patches(gap)
        assert len(set(zip(before.tolist(), after.tolist(), strict=True))) == len(set(before))
        assert same_partition(after, other.patches(gap))
        before = after


@settings(max_examples=60, deadline=None)
@given(territories(), st.data())
def test_profile_and_joins_follow_the_tree(things: Footprints, data: st.DataObject) -> None:
    tree = graph_of(things, data.draw(conventions_of(things))).tree(set(things.communes.tolist()))
    found = profile(tree)
    for gap in (0.0, 5.0, 40.0, 500.0):
        step = found.steps_at(np.array([gap]))[0]
        assert found.weights[step] == tree.continuum(gap).weight
    merge = gap_of(tree.merge(0.5))
    if merge is not None and len(tree.communes) > 1:
        whole = [join.gap for join in joins(tree, 0.5) if join.communes == tree.communes]
        assert min(whole) == pytest.approx(merge)
