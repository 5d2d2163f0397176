"""The kinds of mutation: each says what it does to a study and what must come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from tests.fuzz.scene import COMMUNAL, MAULE, PEOPLE, TALCA, Scene

VERDICTS = frozenset({0, 1, 4})
REFUSAL = frozenset({3})


@dataclass(frozen=True)
class Truth:
    """The inhabitants of each commune, whole and in its footprints; None where nothing is known."""

    communal: Mapping[str, float | None]
    urban: Mapping[str, float]


CLEAN = Truth(COMMUNAL, {TALCA: sum(PEOPLE[:7]), MAULE: sum(PEOPLE[7:])})


@dataclass(frozen=True)
class Demand:
    """How a case may end, and what is true if it ends in a verdict."""

    codes: frozenset[int]
    truth: Truth | None = None


ANY = Demand(VERDICTS | REFUSAL | {2})
"""A clean end, whatever it is."""

REFUSED = Demand(REFUSAL)
"""The input cannot be used, and is not."""

SAME = Demand(VERDICTS, CLEAN)
"""The input says what it said before."""


def if_read(truth: Truth) -> Demand:
    """Return the demand that an input is refused, or else read as what it says."""
    return Demand(VERDICTS | REFUSAL, truth)


Mutation: TypeAlias = Callable[[Random, Scene], Demand]


@dataclass(frozen=True)
class Kind:
    """A kind of mutation.

    Parameters
    ----------
    id : str
        Format and what is done to it.
    words : str
        The same for a reader of the documentation, in Spanish.
    times : int
        How many cases are drawn.
    mutate : callable
        Changes the study, at random, and returns what must come of it.
    """

    id: str
    words: str
    times: int
    mutate: Mutation


KINDS: dict[str, Kind] = {}


def kind(id: str, words: str, times: int) -> Callable[[Mutation], Mutation]:
    """Register a kind of mutation."""

    def register(mutate: Mutation) -> Mutation:
        assert id not in KINDS
        KINDS[id] = Kind(id, words, times, mutate)
        return mutate

    return register
