"""What the members of an area share, on lists written by hand and at random."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.model import Criterion, CriterionVerdict, Element, Populations
from metrocli.norm.criteria import assess
from metrocli.norm.facts import AreaFacts, ContinuityFacts
from metrocli.norm.rules.services import sharing_groups
from tests.studies import LAWFUL, A, B, C, D, commune

MET, NOT_MET, UNDETERMINED = CriterionVerdict


def decided(*served: str, members: str = "abcd") -> Criterion:
    """Return the criterion of an area, from the communes that each element serves, as letters."""
    codes = dict(zip("abcd", (A, B, C, D), strict=True))
    elements = tuple(
        Element("road", f"Route {k}", tuple(codes[letter] for letter in letters), "MOP")
        for k, letters in enumerate(served)
    )
    facts = AreaFacts(
        tuple(commune(codes[letter]) for letter in members),
        Populations(1, 1, 1),
        ContinuityFacts(0, 0, {}, 1, 0),
        services=elements,
    )
    return next(c for c in assess(facts, LAWFUL) if c.id == "shared-services")


@pytest.mark.parametrize(
    ("served", "verdict", "observed", "margin"),
    [
        (["abcd"], MET, 1, 0),
        (["ab", "bc", "cd"], MET, 1, 0),
        (["abcd", "abcd", "ab"], MET, 2, 1),
        (["ab", "cd"], NOT_MET, 0, -1),
        (["abc"], NOT_MET, 0, -1),
        (["abc", "d"], NOT_MET, 0, -1),
        (["a", "b"], NOT_MET, 0, -1),
        ([], UNDETERMINED, None, None),
    ],
)
def test_every_commune_shares_and_sharing_joins_them_all(
    served: list[str], verdict: CriterionVerdict, observed: int | None, margin: int | None
) -> None:
    found = decided(*served)
    assert (found.verdict, found.observed, found.margin) == (verdict, observed, margin)
    assert (found.required, found.unit) == (1, "elements")


def test_those_left_out_are_named() -> None:
    found = decided("ab", "d")
    assert found.evidence["left_out"] == [C, D]
    assert [str(note) for note in found.notes] == [
        "Elements that two communes or more share: 1.",
        "Communes that share none: Cala, Duna.",
    ]


def test_separate_groups_are_named() -> None:
    found = decided("ab", "cd")
    assert found.evidence["groups"] == [[A, B], [C, D]]
    assert "Alba – Brea, Cala – Duna" in str(found.notes[1])


def test_the_elements_are_listed_with_their_sources() -> None:
    assert decided("ab", "a", members="ab").evidence["elements"] == [
        {"kind": "road", "name": "Route 0", "communes": [A, B], "source": "MOP"}
    ]


def test_a_list_that_serves_none_of_its_communes_says_nothing_of_an_area() -> None:
    found = decided()
    assert "no element of [services] serves" in str(found.notes[0])


def test_one_commune_shares_with_nobody() -> None:
    assert decided("a", members="a").verdict is NOT_MET


CODES = [f"{number:05d}" for number in range(13101, 13108)]


@given(st.lists(st.sets(st.sampled_from(CODES), min_size=1), max_size=8))
def test_groups_are_those_of_brute_force(served: list[set[str]]) -> None:
    """Communes are together if a chain of elements leads from one to the other."""
    elements = [Element("road", str(k), tuple(sorted(codes))) for k, codes in enumerate(served)]
    near = {code: {code}.union(*(s for s in served if code in s)) for code in CODES}
    for _ in CODES:
        near = {code: set().union(*(near[other] for other in near[code])) for code in CODES}
    groups = sharing_groups(CODES, elements)
    assert sorted(code for group in groups for code in group) == CODES
    together = {pair for group in groups for pair in combinations(group, 2)}
    assert together == {(a, b) for a, b in combinations(CODES, 2) if b in near[a]}
