"""What a page says, in every language at once: its reader may change it."""

from collections.abc import Iterator, Mapping
from typing import Any

from metrocli.model import AreaVerdict, Assessment, Level, Reading
from metrocli.report.language import CODES, N_, Language
from metrocli.report.tables.inspection import ROLES
from metrocli.report.words import (
    AREA_VERDICTS,
    READINGS,
    WEIGHTINGS,
    Words,
    criterion_name,
    holding,
    literal,
    norm_title,
    parameter_title,
    stated,
    whole,
)
from metrocli.text import Text, text

Said = dict[str, str]
"""A text by language."""

LABELS: Mapping[str, str] = {
    "explore": N_("Explore the gap"),
    "verdict": N_("Verdict"),
    "gap": N_("Largest gap that joins two footprints"),
    "metres": N_("{gap} m"),
    "exactly": N_("Gap in metres"),
    "now": N_("At {gap} m, {count} of {all} communes in the continuum"),
    "inForce": N_("In force: {gap} m"),
    "earlier": N_("Previous change of verdict: {gap} m"),
    "later": N_("Next change of verdict: {gap} m"),
    "noEarlier": N_("No change of verdict at a smaller gap"),
    "noLater": N_("No change of verdict at a larger gap"),
    "heard": N_("{gap} m: {verdict}. {people} inhabitants in the continuum."),
    "chart": N_(
        "Inhabitants of the continuum by gap: {first} at 0 m, {now} at {gap} m, {last} at "
        "{horizon} m."
    ),
    "readings": N_("Inhabitants by reading"),
    "reading": N_("Reading"),
    "inhabitants": N_("Inhabitants"),
    "decides": N_("decides"),
    "required": N_("Required"),
    "joined": N_("In the continuum is a commune of which it holds {majority} % or more."),
    "joinedAround": N_("Neighbours that would be in it: {names}"),
    "noNeighbour": N_("no neighbour"),
    "join": N_("Footprints that join"),
    "members": N_("Of the members: what decides"),
    "around": N_("Of the neighbours too: context, it decides nothing"),
    "communes": N_("Communes"),
    "commune": N_("Commune"),
    "communal": N_("Communal"),
    "urban": N_("Urban"),
    "continuum": N_("Continuum"),
    "share": N_("In it (%)"),
    "total": N_("Total"),
    "neighbour": N_("neighbour"),
    "region": N_("Region"),
    "member": N_("Member of the area"),
    "chosen": N_("Chosen commune"),
    "choose": N_("Choose a commune in the table or on the map to see its figures."),
    "unchoose": N_("Choose none"),
    "legend": N_("Legend"),
    "legendContinuum": N_("Continuum: the patch of most inhabitants"),
    "legendPatches": N_("Other patches, of 1 % of them or more"),
    "legendSmall": N_("Smaller patches"),
    "legendOutside": N_("Neighbouring communes"),
    "legendBorders": N_("Boundaries of communes"),
    "legendNames": N_("Names"),
    "map": N_(
        "Map of the footprints. Arrow keys move it, + and - change its scale; the table of "
        "communes says the same."
    ),
    "zoomIn": N_("Closer"),
    "zoomOut": N_("Farther"),
    "whole": N_("The whole area"),
    "show": N_("Show it on the map"),
    "credit": N_("Source: {study} ({files})"),
    "rests": N_("What this rests on"),
    "sources": N_("Sources"),
    "norm": N_("Norm"),
    "features": N_("Features"),
    "made": N_("Made by {tool}. Map: {library}."),
    "language": N_("Language"),
    "skip": N_("Skip to the table of communes"),
}
"""The words of a page, by what its scripts call them; they fill in the fields."""

UNFIXED = {Level.PRESS, Level.PRACTICE, Level.METHOD}
"""The levels of what no law fixes."""


def said(words: Words) -> Said:
    """Return words in every language, each in one line."""
    message = words if isinstance(words, Text) else literal(words)
    return {code: Language(code).line(message) for code in CODES}


def labels() -> dict[str, Said]:
    """Return the words of a page."""
    return {
        key: {code: Language(code).template_of(Text(of)) for code in CODES}
        for key, of in LABELS.items()
    }


def names() -> dict[str, dict[str, Said]]:
    """Return what people call verdicts and readings."""
    return {
        "verdicts": {verdict: said(AREA_VERDICTS[verdict]) for verdict in AreaVerdict},
        "readings": {reading: said(READINGS[reading]) for reading in Reading},
    }


def statements(result: Assessment) -> list[Said]:
    """Return what a verdict rests on, a statement each."""
    return [said(message) for message in _statements(result)]


def _statements(result: Assessment) -> Iterator[Text]:
    (area,) = result.areas
    by_id = {parameter.id: parameter for parameter in result.parameters}
    if area.holds is not None:
        yield text(
            "{verdict} with the parameters in force. {holding}",
            verdict=AREA_VERDICTS[area.verdict],
            holding=holding(area.holds),
        )
    gap = by_id.get("max_gap")
    if gap is not None and gap.level in UNFIXED:
        yield text("No law fixes the gap: the one in force is {gap}.", gap=stated(gap))
    if area.pending:
        yield text(
            "Waiting for papers, and not decided here: {criteria}.",
            criteria=[criterion_name(id) for id in area.pending],
        )
    for notice in result.notices:
        yield notice.message


def norm(result: Assessment) -> dict[str, Any]:
    """Return the norm that decided and its parameters, as a page shows them."""
    return {
        "title": said(norm_title(result.norm)),
        "parameters": [
            *(
                [said(parameter_title(parameter)), said(stated(parameter))]
                for parameter in result.parameters
            ),
            [said(text("weight")), said(WEIGHTINGS[result.weighting])],
        ],
    }


def required(result: Assessment) -> Said | None:
    """Return the population that the norm asks for, as people read it; None if for none."""
    asked = [item for item in result.parameters if item.id == "min_population"]
    if not asked:
        return None
    title, value = parameter_title(asked[0]), whole(result.threshold)
    return said(text("{title} {value}", title=title, value=value))


def sources(result: Assessment) -> list[dict[str, Any]]:
    """Return the files that a study was read from."""
    return [
        {
            "role": said(ROLES[item.role]),
            "path": said(item.path)[CODES[0]],
            "features": item.features,
            "sha256": item.sha256,
        }
        for item in result.inputs
    ]
