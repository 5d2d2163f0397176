"""Infrastructure and services that the communes share."""

from collections.abc import Sequence

from metrocli.model import Code, Element
from metrocli.norm.facts import AreaFacts
from metrocli.norm.finding import UNDETERMINED, Finding, verdict_of
from metrocli.norm.settings import Settings
from metrocli.text import Text, text

LEAST = 1
"""Elements that every commune must share: the law asks that they share, and says no number."""


def shared_services(facts: AreaFacts, _settings: Settings) -> Finding:
    """Ask whether every member shares an element with another, and sharing joins all of them."""
    if not facts.services:
        return Finding(
            verdict=UNDETERMINED,
            observed=None,
            required=LEAST,
            unit="elements",
            notes=(_missing(facts),),
        )
    shared = facts.shared
    codes = [member.code for member in facts.members]
    counts = {code: sum(code in element.communes for element in shared) for code in codes}
    groups = sharing_groups(codes, shared)
    # Between groups apart from each other no element is shared, however many each of them has.
    fewest = min(counts.values()) if len(groups) == 1 else 0
    return Finding(
        verdict=verdict_of(fewest >= LEAST),
        observed=fewest,
        required=LEAST,
        margin=fewest - LEAST,
        unit="elements",
        evidence={
            "elements": [
                {
                    "kind": element.kind,
                    "name": element.name,
                    "communes": list(element.communes),
                    "source": element.source or None,
                }
                for element in shared
            ],
            "elements_by_commune": counts,
            "groups": [list(group) for group in groups],
            "left_out": [code for code in codes if not counts[code]],
        },
        notes=tuple(_notes(facts, shared, groups)),
    )


def sharing_groups(
    codes: Sequence[Code], elements: Sequence[Element]
) -> tuple[tuple[Code, ...], ...]:
    """Return the communes that sharing joins, directly or through others.

    They are the connected components of the graph of communes and elements, each commune joined
    to the elements that serve it.

    Parameters
    ----------
    codes : sequence of str
        CUTs of the communes.
    elements : sequence of Element
        That serve none but them.

    Returns
    -------
    tuple of tuple of str
        CUTs, sorted; the groups by their first.
    """
    import networkx as nx  # noqa: PLC0415 - only studies with services need it

    graph: nx.Graph[Code | int] = nx.Graph()
    graph.add_nodes_from(codes)
    graph.add_edges_from(
        (code, position) for position, element in enumerate(elements) for code in element.communes
    )
    parts = nx.connected_components(graph)
    return tuple(sorted(tuple(code for code in sorted(codes) if code in part) for part in parts))


def _missing(facts: AreaFacts) -> Text:
    if facts.services is None:
        return text("Needs papers: shared infrastructure and services of the communes.")
    return text("Needs papers: no element of [services] serves any of its communes.")


def _notes(
    facts: AreaFacts, shared: Sequence[Element], groups: Sequence[Sequence[Code]]
) -> list[Text]:
    names = facts.names
    notes = [text("Elements that two communes or more share: {count:d}.", count=len(shared))]
    alone = [names[group[0]] for group in groups if len(group) == 1]
    joined = [" – ".join(names[code] for code in group) for group in groups if len(group) > 1]
    if alone:
        notes.append(text("Communes that share none: {names}.", names=alone))
    if len(joined) > 1:
        notes.append(text("Sharing leaves separate groups: {groups}.", groups=joined))
    unsourced = [element.name for element in shared if not element.source]
    if unsourced:
        notes.append(text("Without a source: {names}.", names=unsourced))
    return notes
