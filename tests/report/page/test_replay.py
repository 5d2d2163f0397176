"""What a page replays is what metro says at every gap that can be chosen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.continuity.edges import Edges, components
from metrocli.continuity.tree import GapTree
from metrocli.delimit.cartography import AreaMap
from metrocli.model import Reading
from metrocli.report.page.packing import unpack, unpack_steps
from metrocli.report.page.replay import AROUND, MEMBERS, centimetres, edges, steps, verdicts
from tests.continuity.territories import same_partition
from tests.report.page.drawn import towns

GAPS = (0.0, 5.0, 15.0, 47.31, 90.0, 250.0, 1_000.0, 6_000.0)


@given(st.floats(0, 10_000), st.integers(-2, 2))
def test_a_gap_joins_at_the_first_centimetre_that_is_no_smaller(gap: float, off: int) -> None:
    (found,) = centimetres(np.array([gap])).tolist()
    chosen = found + off
    assert (chosen / 100 >= gap) == (chosen >= found)


@given(st.integers(0, 10**6))
def test_whole_centimetres_are_themselves(chosen: int) -> None:
    assert centimetres(np.array([chosen / 100])).tolist() == [chosen]


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("bit", [MEMBERS, AROUND])
def test_the_edges_make_the_patches_of_both_trees(gap: float, bit: int) -> None:
    drawn = towns()
    tree = {MEMBERS: drawn.tree, AROUND: drawn.around}[bit]
    packed = edges(drawn)
    i = unpack_steps(packed["i"])
    every = Edges(i, i + unpack(packed["span"]), unpack_steps(packed["gap"]) / 100)
    assert (np.diff(every.gap) >= 0).all()
    there = (unpack(packed["of"]) & bit > 0) & (every.gap <= gap)
    patches = components(len(drawn.footprints), every.take(there))[1]
    assert same_partition(patches[tree.rows], tree.patches(gap))


@pytest.mark.parametrize("tree", [towns().tree, towns().around])
def test_the_steps_are_the_continuum_at_every_gap(tree: GapTree) -> None:
    place = {code: k for k, code in enumerate(tree.communes)}
    found = steps(tree, place)
    weights = [0.0] * len(place)
    passed = 0
    for gap in range(0, 60_000, 37):
        while passed < len(found) and found[passed][0] <= gap:
            _, people, changes = found[passed]
            weights = [dict(changes).get(k, weight) for k, weight in enumerate(weights)]
            passed += 1
        continuum = tree.continuum(gap / 100)
        assert people == continuum.weight
        assert weights == continuum.by_commune.tolist()


def test_the_verdicts_are_those_of_the_sweep() -> None:
    drawn: AreaMap = towns()
    (swept,) = drawn.sweep.areas
    said = verdicts(swept, 0.5)
    assert set(said) == set(Reading)
    lines = {line.reading: line for line in swept.lines if line.majority == 0.5}
    for reading, stretches in said.items():
        assert len(stretches) == len(lines[reading].stretches)
        for gap in (0, *(at + off for at, _ in stretches[1:] for off in (-1, 0, 1)), 600_000):
            here = [verdict for at, verdict in stretches if at <= gap][-1]
            assert [here] == lines[reading].verdicts(np.array([gap / 100]))
