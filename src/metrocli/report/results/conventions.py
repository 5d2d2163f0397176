"""What a study adds to gaps, as `metrocli.report.documents.conventions` writes it."""

from datetime import date

from metrocli.model import Applied, Crossing, Decision, DecisionKind, LeftOut, Tallied, Tally
from metrocli.planar import from_degrees
from metrocli.report.results.node import Node
from metrocli.text import text


def conventions(node: Node) -> Applied:
    """Return links, also-built features, what thresholds left out, and decisions.

    By which communes features are tallied is not written: they are those of none.

    Raises
    ------
    InvalidInputError
        If a key is not there, or its value cannot be meant; it names the place.
    """
    also = node.get("also_built")
    return Applied(
        links=tuple(_crossing(item) for item in node["links"]),
        also_built=None if also is None else Tallied(_tallies(also)),
        left_out=tuple(_left_out(item) for item in node["left_out"]),
        decisions=tuple(_decision(item) for item in node["decisions"]),
    )


def _crossing(node: Node) -> Crossing:
    return Crossing(
        name=node["name"].string,
        sort=node["kind"].string,
        gap=node["gap_m"].number,
        tolerance=node["tolerance_m"].number,
        line=tuple(_point(item) for item in node["line"]),
    )


def _point(node: Node) -> tuple[float, float]:
    lon, lat = (item.number for item in node)
    return from_degrees(lon, lat)


def _left_out(node: Node) -> LeftOut:
    return LeftOut(
        tallies=_tallies(node),
        threshold=node["threshold"].string,
        value=node["value"].number,
        unit=node["unit"].string,
        path=node["path"].string,
    )


def _decision(node: Node) -> Decision:
    return Decision(
        tallies=_tallies(node),
        kind=node["decision"].one_of(DecisionKind),
        footprints=tuple(item.string for item in node["footprints"]),
        communes=tuple(item.string for item in node["communes"]),
        reason=node["reason"].string,
        author=node["author"].string,
        date=_date(node["date"]),
    )


def _date(node: Node) -> date:
    try:
        return date.fromisoformat(node.string)
    except ValueError:
        raise node.wrong(text("it is no date")) from None


def _tallies(node: Node) -> tuple[Tally, ...]:
    people, area = node.get("population"), node.get("area_m2")
    return (
        Tally(
            commune="",
            features=int(node["features"].number),
            population=None if people is None else people.number,
            area=0.0 if area is None else area.number,
        ),
    )
