"""Decisions made by hand: what each is about, and what it does to the footprints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.errors import MissingInputError
from metrocli.model import Code, Commune, Decision, DecisionKind, Notice, Tally
from metrocli.nearest import closest
from metrocli.study.members import read_members
from metrocli.study.sections import DecisionsSection
from metrocli.study.stack import FootprintLayer
from metrocli.study.tally import added, tally
from metrocli.text import Text, text

ALIKE = 3
"""Letters that an identifier shares, from its beginning, with those that may have been meant."""


@dataclass(frozen=True, eq=False)
class Decided:
    """What decisions made of the footprints.

    Parameters
    ----------
    layers : tuple of FootprintLayer
        As they stand after them.
    decisions : tuple of Decision
        With what each did.
    """

    layers: tuple[FootprintLayer, ...]
    decisions: tuple[Decision, ...]


def read_decisions(
    section: DecisionsSection, communes: Mapping[Code, Commune], file: str
) -> tuple[tuple[Decision, ...], tuple[Notice, ...]]:
    """Return the decisions of a study, their communes by code.

    Parameters
    ----------
    section : DecisionsSection
        As the file has it.
    communes : mapping of str to Commune
        Of the study.
    file : str
        For messages.

    Raises
    ------
    InputError
        If a commune is not in the study, may be several, or is given twice.
    """
    decisions: list[Decision] = []
    notices: list[Notice] = []
    for kind in DecisionKind:
        for number, given in enumerate(getattr(section, kind), 1):
            codes, told = read_members(given.communes, communes, _place(file, kind, number))
            notices += told
            decisions.append(
                Decision((), kind, given.footprints, codes, given.reason, given.author, given.date)
            )
    return tuple(decisions), tuple(notices)


def require_known(
    decisions: Sequence[Decision], known: Sequence[NDArray[np.str_]], file: str
) -> None:
    """Make sure that every footprint that a decision names is there.

    Parameters
    ----------
    decisions : sequence of Decision
        Of the study.
    known : sequence of ndarray of str
        The identifiers of all features of each layer, those that do not count among them.
    file : str
        For messages.

    Raises
    ------
    MissingInputError
        If one is not; it names the nearest.
    """
    numbers = dict.fromkeys(DecisionKind, 0)
    for decision in decisions:
        numbers[decision.kind] += 1
        for id in decision.footprints:
            if not any((ids == id).any() for ids in known):
                place = _place(file, decision.kind, numbers[decision.kind])
                raise MissingInputError(
                    text("{place}: there is no footprint {id}", place=place, id=id),
                    _nearest(id, known),
                )


def _place(file: str, kind: DecisionKind, number: int) -> Text:
    return text(
        "{file}, [[decisions.{kind}]] {number:d}", file=file, kind=kind.value, number=number
    )


def _nearest(id: str, known: Sequence[NDArray[np.str_]]) -> Text:
    alike = (ids[np.char.startswith(ids, id[:ALIKE])].tolist() for ids in known)
    near = closest(id, {one for ids in alike for one in ids})
    if near:
        return text("The nearest are: {ids}.", ids=near)
    return text("Give an identifier as the layer of footprints has it.")


def decide(
    layers: Sequence[FootprintLayer],
    aside: Sequence[FootprintLayer],
    decisions: Sequence[Decision],
) -> Decided:
    """Put in what is included, then take out what is excluded, in the order of the file.

    Parameters
    ----------
    layers : sequence of FootprintLayer
        What counts.
    aside : sequence of FootprintLayer
        What filters and thresholds left out of each.
    decisions : sequence of Decision
        Joins change no footprint.
    """
    standing = list(layers)
    left = list(aside)
    told = []
    for decision in decisions:
        touched = []
        for position, (layer, other) in enumerate(zip(standing, left, strict=True)):
            match decision.kind:
                case DecisionKind.INCLUDE:
                    taken = _named(other, decision)
                    found, left[position] = other.take(taken), other.take(~taken)
                    standing[position] = layer.plus(found)
                case DecisionKind.EXCLUDE:
                    taken = _named(layer, decision)
                    found, standing[position] = layer.take(taken), layer.take(~taken)
                case DecisionKind.JOIN:
                    found = layer.take(np.isin(layer.ids, list(decision.footprints)))
            touched.append(found)
        told.append(replace(decision, tallies=added(_tallies(touched))))
    return Decided(tuple(standing), tuple(told))


def _tallies(layers: Sequence[FootprintLayer]) -> Iterator[Tally]:
    for layer in layers:
        yield from tally(layer.communes, layer.population, shapely.area(layer.geometries))


def _named(layer: FootprintLayer, decision: Decision) -> NDArray[np.bool_]:
    """Return which footprints of a layer a decision is about."""
    named: NDArray[np.bool_] = np.isin(layer.ids, list(decision.footprints)) | np.isin(
        layer.communes, list(decision.communes)
    )
    return named
