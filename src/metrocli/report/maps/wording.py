"""The words of every sheet: its head, and where all of it comes from."""

from metrocli import __version__, planar
from metrocli.delimit.cartography import AreaMap
from metrocli.model import Input
from metrocli.report.maps.blocks.notes import Notes
from metrocli.report.maps.ground import zone_of
from metrocli.report.tables.inspection import ROLES
from metrocli.report.words import AREA_VERDICTS, READINGS, Words, literal, measure, tenths
from metrocli.text import Text, text

HASH = 8
"""Digits of a hash: enough to see whether a file is another."""


def head(drawn: AreaMap) -> tuple[Words, ...]:
    """Return the lines under the title: the verdict and the figures that it rests on."""
    assessed, result = drawn.assessed, drawn.result
    return (
        text(
            "{verdict} · {people} · {distance}",
            verdict=AREA_VERDICTS[assessed.verdict],
            people=_people(drawn),
            distance=_distance(drawn),
        ),
        literal(result.study_title),
    )


def _people(drawn: AreaMap) -> Text:
    result = drawn.result
    counted = drawn.assessed.population.by(result.reading)
    reading = READINGS[result.reading]
    if result.threshold is None:
        return text(
            "{people} ({reading} reading)", people=measure(counted, "inhabitants"), reading=reading
        )
    return text(
        "{people} ({reading} reading); more than {threshold:,.0f} are required",
        people=measure(counted, "inhabitants"),
        reading=reading,
        threshold=result.threshold,
    )


def _distance(drawn: AreaMap) -> Text:
    gap = measure(drawn.max_gap, "m")
    if drawn.assessed.merge_distance is None:
        return text(
            "no one continuum at any gap up to {horizon} (max gap {gap})",
            horizon=measure(drawn.horizon, "m"),
            gap=gap,
        )
    return text(
        "merge distance {distance} m (max gap {gap})",
        distance=tenths(drawn.assessed.merge_distance),
        gap=gap,
    )


def sources(drawn: AreaMap) -> Notes:
    """Return where the map comes from: plane, study, files, norm, program."""
    result = drawn.result
    files = tuple(
        text(
            "{role}: {file} (sha256 {hash}…)",
            role=ROLES[item.role],
            file=_name(item),
            hash=item.sha256[:HASH],
        )
        for item in result.inputs
    )
    return Notes(
        text("Sources and plane"),
        (
            text("Census {vintage}.", vintage=result.vintage),
            *files,
            text("Norm: {norm}. metro {version}.", norm=result.norm.name, version=__version__),
            _plane(zone_of(drawn)),
        ),
    )


def _name(item: Input) -> str:
    return item.path.rpartition("/")[2]


def _plane(zone: planar.Zone) -> Text:
    return text(
        "Transverse Mercator, central meridian {meridian:.1f}° W, scale {scale:.4f}, GRS80. "
        "Degrees: SIRGAS 2000 (EPSG:4674).",
        meridian=-zone.meridian,
        scale=zone.scale,
    )
