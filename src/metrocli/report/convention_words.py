"""What people call the things that a study adds to gaps."""

from collections.abc import Iterator, Mapping

from metrocli.model import Decision, DecisionKind, LeftOut, Tie, TieKind, Without
from metrocli.report.words import AREA_VERDICTS, Words, measure
from metrocli.text import Text, text

TIE_KINDS: Mapping[TieKind, Text] = {
    TieKind.LINK: text("links"),
    TieKind.ALSO_BUILT: text("also built"),
    TieKind.DECISION: text("decisions"),
}

_SORTS: Mapping[str, Text] = {
    "bridge": text("bridge"),
    "rail-bridge": text("railway bridge"),
    "footbridge": text("footbridge"),
    "tunnel": text("tunnel"),
    "road": text("road"),
    "railway": text("railway"),
    "ferry": text("ferry"),
}

_DECISIONS: Mapping[DecisionKind, Text] = {
    DecisionKind.INCLUDE: text("included"),
    DecisionKind.EXCLUDE: text("excluded"),
    DecisionKind.JOIN: text("joined"),
}

_THRESHOLDS: Mapping[str, Text] = {
    "max_area": text("larger than {value:g} ha"),
    "min_density": text("fewer than {value:g} inhabitants per hectare"),
    "min_buildings": text("fewer than {value:g} buildings"),
    "min_patch": text("in patches of less than {value:g} ha"),
}


def tie_name(tie: Tie) -> Text:
    """Return what people call something that joins: "Llacolén (bridge)"."""
    if not tie.sort:
        return Text("{name}", (("name", tie.name),))
    return text("{name} ({sort})", name=tie.name, sort=sort_name(tie.sort))


def sort_name(sort: str) -> Words:
    """Return what people call a sort of link, or as the study writes it."""
    return _SORTS.get(sort, sort)


def left_out_words(left: LeftOut) -> Text:
    """Return what a threshold left out."""
    template = _THRESHOLDS[left.threshold]
    return text(
        "{threshold}: {count:,d} features, {people}, {area:,.1f} ha.",
        count=left.features,
        threshold=Text(template.template, (("value", left.value),)),
        people=measure(left.population, "inhabitants")
        if left.population is not None
        else text("without people"),
        area=left.area / 10_000,
    )


def decision_words(decision: Decision) -> Text:
    """Return a decision in a sentence: what, why, who and when."""
    things = [*decision.communes, *decision.footprints]
    return text(
        "{what}: {things} (footprints: {count:,d}). {reason} ({author}, {date}).",
        what=_DECISIONS[decision.kind],
        things=things,
        count=decision.features,
        reason=decision.reason,
        author=decision.author,
        date=decision.date.isoformat(),
    )


def without_words(without: Without) -> Iterator[Text]:
    """Yield what things of a kind join, and what would be said without them."""
    if without.ties:
        yield text(
            "They join parts of the continuum: {ties}.",
            ties=[tie_name(tie) for tie in without.ties],
        )
    elif without.kind is not TieKind.DECISION:
        yield text("They join nothing of the continuum that gaps do not.")
    if without.merge_distance is None:
        yield text("Without them there is no merge distance.")
    else:
        yield text(
            "Without them the merge distance is {distance}.",
            distance=measure(without.merge_distance, "m"),
        )
    if without.verdict is not None:
        yield text("Without them the verdict is {verdict}.", verdict=AREA_VERDICTS[without.verdict])
