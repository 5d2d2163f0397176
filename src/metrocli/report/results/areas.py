"""Areas with their verdicts, as `metrocli.report.documents.areas` writes them."""

from collections.abc import Callable, Mapping

from metrocli.model import (
    Applied,
    Area,
    AreaAssessment,
    AreaVerdict,
    Assessment,
    Comparison,
    Criterion,
    CriterionVerdict,
    Input,
    Interval,
    Level,
    Link,
    LinkEnd,
    Member,
    NearMiss,
    NormReference,
    Notice,
    Parameter,
    Populations,
    Reading,
    Severity,
    Tie,
    TieKind,
    Turn,
    Weighting,
    Without,
)
from metrocli.planar import from_degrees
from metrocli.report.results.conventions import conventions
from metrocli.report.results.node import Node
from metrocli.report.words import own_words
from metrocli.text import text


def assessment(node: Node) -> Assessment:
    """Return a whole result.

    What is only written for other programs to read (commuting, shared elements) is in the evidence
    of its criteria, and nowhere else.

    Raises
    ------
    InvalidInputError
        If a key is not there, or its value cannot be meant; it names the place.
    """
    study = node["study"]
    misses, added = node.get("near_misses"), node.get("conventions")
    return Assessment(
        study_title=study["title"].string,
        vintage=study["vintage"].string,
        schematic=study["schematic"].flag,
        weighting=node["weighting"].one_of(Weighting),
        norm=_norm(node["norm"]),
        parameters=tuple(_parameter(item) for item in node["parameters"]),
        areas=tuple(_area(item) for item in node["areas"]),
        conventions=Applied() if added is None else conventions(added),
        near_misses=None if misses is None else tuple(_near_miss(item) for item in misses),
        inputs=tuple(_input(item) for item in node["inputs"]),
        notices=tuple(_notice(item) for item in node["notices"]),
    )


def _norm(node: Node) -> NormReference:
    return NormReference(
        id=node["id"].string,
        title=node["title"].string,
        sha256=node["sha256"].string,
        vintage=node["vintage"].string,
        binding=node["binding"].flag,
    )


def _parameter(node: Node) -> Parameter:
    id, value = node["id"].string, node["value"]
    known: Mapping[str, Callable[[], float | str]] = {
        "reading": lambda: value.one_of(Reading).value,
        "min_population": lambda: value.number,
    }
    return Parameter(
        id=id,
        value=known.get(id, lambda: value.figure)(),
        unit=node["unit"].string,
        level=node["level"].one_of(Level),
        source=node["source"].string,
        note=node["note"].string,
        comparison=_comparison(node),
    )


def _comparison(node: Node) -> Comparison | None:
    given = node.get("comparison")
    return None if given is None else given.one_of(Comparison)


def _near_miss(node: Node) -> NearMiss:
    lacks = node["lacks"]
    return NearMiss(
        assessment=_area(node["area"]),
        gap=node["gap_m"].number,
        population_at_gap=_number(node, "population_at_gap"),
        lacks_inhabitants=lacks["inhabitants"].number,
        lacks_metres=lacks["metres"].number,
        lacks_communes=int(lacks["communes"].number),
    )


def _area(node: Node) -> AreaAssessment:
    members = tuple(_member(item) for item in node["members"])
    if not members:
        raise node["members"].wrong(text("it is empty"))
    link, holds = node.get("weakest_link"), node.get("holds")
    return AreaAssessment(
        area=Area(node["id"].string, node["name"].string, tuple(member.code for member in members)),
        regions=tuple(item.string for item in node["regions"]),
        region_name=node["region_name"].string,
        members=members,
        population=_populations(node["population"]),
        reading_conflict=node["reading_conflict"].flag,
        verdict=node["verdict"].one_of(AreaVerdict),
        pending=tuple(item.string for item in node["pending"]),
        criteria=tuple(_criterion(item) for item in node["criteria"]),
        merge_distance=_number(node, "merge_distance_m"),
        touch_distance=_number(node, "touch_distance_m"),
        weakest_link=None if link is None else _link(link),
        holds=None if holds is None else _interval(holds),
        without=tuple(_without(item) for item in node.get("without") or ()),
    )


def _member(node: Node) -> Member:
    return Member(
        code=node["code"].string,
        name=node["name"].string,
        population=_populations(node["population"]),
        share_in_continuum=_number(node, "share_in_continuum"),
    )


def _populations(node: Node) -> Populations:
    return Populations(*(_number(node, key) for key in ("communal", "urban", "continuum")))


def _criterion(node: Node) -> Criterion:
    observed, required = node.get("observed"), node.get("required")
    return Criterion(
        id=node["id"].string,
        verdict=node["verdict"].one_of(CriterionVerdict),
        observed=None if observed is None else observed.figure,
        required=None if required is None else required.figure,
        margin=_number(node, "margin"),
        unit=node["unit"].string,
        basis=node["basis"].string,
        level=node["level"].one_of(Level),
        decides=node["decides"].flag,
        evidence=node["evidence"].fields,
        notes=tuple(own_words(item.string) for item in node["notes"]),
        holds=tuple(_interval(item) for item in node["holds"]),
        comparison=_comparison(node),
    )


def _interval(node: Node) -> Interval:
    return Interval(
        parameter=node["parameter"].string,
        low=_number(node, "low"),
        high=_number(node, "high"),
        low_closed=node["low_closed"].flag,
        high_closed=node["high_closed"].flag,
        unit=node["unit"].string,
    )


def _link(node: Node) -> Link:
    via = node.get("via")
    turns = node.get("turns")
    return Link(
        node["gap_m"].number,
        _end(node["a"]),
        _end(node["b"]),
        () if turns is None else tuple(_turn(turn) for turn in turns),
        None if via is None else _tie(via),
    )


def _turn(node: Node) -> Turn:
    lon, lat = node["lon"].number, node["lat"].number
    return Turn(*from_degrees(lon, lat), lon, lat)


def _tie(node: Node) -> Tie:
    return Tie(node["rule"].one_of(TieKind), node["name"].string, node["kind"].string)


def _without(node: Node) -> Without:
    verdict = node.get("verdict")
    return Without(
        node["rule"].one_of(TieKind),
        _number(node, "merge_distance_m"),
        tuple(_tie(item) for item in node["ties"]),
        None if verdict is None else verdict.one_of(AreaVerdict),
    )


def _end(node: Node) -> LinkEnd:
    lon, lat = node["lon"].number, node["lat"].number
    return LinkEnd(node["id"].string, node["commune"].string, *from_degrees(lon, lat), lon, lat)


def _input(node: Node) -> Input:
    layer, crs = node.get("layer"), node.get("crs")
    return Input(
        role=node["role"].string,
        path=node["path"].string,
        sha256=node["sha256"].string,
        features=int(node["features"].number),
        layer=None if layer is None else layer.string,
        crs=None if crs is None else crs.string,
    )


def _notice(node: Node) -> Notice:
    return Notice(
        node["code"].string, own_words(node["message"].string), node["severity"].one_of(Severity)
    )


def _number(node: Node, key: str) -> float | None:
    """Return a number that may be unknown, though its key must be there."""
    found = node[key]
    return None if found.value is None else found.number
