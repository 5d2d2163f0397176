"""The graticule: lines of equal longitude and latitude, with their degrees at the frame."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from metrocli import planar
from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.ink import GRATICULE, GREY
from metrocli.report.maps.lettering import width_of
from metrocli.report.maps.page import Box
from metrocli.report.maps.plan import MILLIMETRES, Plan, Points
from metrocli.text import Text, text

STEPS = (
    *(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30),
    *(60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 18_000),
)
"""Seconds of arc from one line to the next."""

SPACING = 36.0
"""Millimetres between lines, at least."""

BAND = 4.5
"""Millimetres outside the frame that the degrees take up."""

SIZE = 5.6
"""Of their letters, points."""

SAMPLES = 33
"""Points of a line: it is bent."""

ARC = 30.9
"""Metres of a second of arc along a meridian."""


@dataclass(frozen=True, eq=False)
class Meridian:
    """A line of the graticule: its degrees, and its points on the page, shape (n, 2)."""

    words: Text
    points: Points


def draw(canvas: Canvas, plan: Plan) -> None:
    """Draw the graticule of a plan, and its degrees below and to the left of the frame."""
    box, size = plan.box, canvas.size(SIZE)
    step = _step(plan, SPACING * canvas.page.module)
    gap = 1.2 * canvas.page.module
    meridians, parallels = _lines(plan, step)
    for line in (*meridians, *parallels):
        canvas.line(line.points, GRATICULE, clip=box, id="graticule")
    for line in meridians:
        words = canvas.say(line.words)
        x = float(np.interp(box.bottom, line.points[:, 1], line.points[:, 0]))
        if _inside(x, width_of(words, size), box.left, box.right):
            canvas.write(x, box.bottom - gap, [words], size, colour=GREY, align=("center", "top"))
    for line in parallels:
        words = canvas.say(line.words)
        y = float(np.interp(box.left, line.points[:, 0], line.points[:, 1]))
        if _inside(y, width_of(words, size), box.bottom, box.top):
            place = box.left - gap, y
            canvas.write(*place, [words], size, colour=GREY, align=("right", "center"), turned=True)


def convergence(plan: Plan) -> float:
    """Return how far east of the grid's north true north lies, in the middle of a plan, degrees."""
    x, y = plan.extent.centre
    zone = planar.zone_at(x)
    lonlat = zone.unproject(np.array([[x, y]]))
    (east, north) = (zone.project(lonlat + np.array([[0.0, 0.01]])) - np.array([[x, y]]))[0]
    return float(np.degrees(np.arctan2(east, north)))


def _inside(place: float, width: float, low: float, high: float) -> bool:
    return low + width / 2 <= place <= high - width / 2


def _step(plan: Plan, spacing: float) -> float:
    x, y = plan.extent.centre
    (_, lat), *_ = planar.zone_at(x).unproject(np.array([[x, y]])).tolist()
    metres = spacing * plan.scale / MILLIMETRES
    narrow = ARC * float(np.cos(np.radians(lat)))
    return next((step for step in STEPS if step * narrow >= metres), STEPS[-1])


def _lines(plan: Plan, step: float) -> tuple[list[Meridian], list[Meridian]]:
    """Return the meridians and the parallels that a plan shows, from west and south."""
    extent = plan.extent
    zone = planar.zone_at(extent.centre[0])
    edge = zone.unproject(_edge(extent))
    (west, south), (east, north) = edge.min(axis=0), edge.max(axis=0)

    def drawn(lonlat: Points) -> Points:
        return plan.on_page(zone.project(lonlat))

    along = np.linspace(south, north, SAMPLES)
    across = np.linspace(west, east, SAMPLES)
    return (
        [
            Meridian(
                text("{angle} W", angle=dms(-lon, step)),
                drawn(np.column_stack([np.full(SAMPLES, lon), along])),
            )
            for lon in _multiples(west, east, step)
        ],
        [
            Meridian(
                text("{angle} S", angle=dms(-lat, step)),
                drawn(np.column_stack([across, np.full(SAMPLES, lat)])),
            )
            for lat in _multiples(south, north, step)
        ],
    )


def _edge(extent: Box) -> Points:
    part = np.linspace(0, 1, SAMPLES)
    x, y = extent.left + part * extent.width, extent.bottom + part * extent.height
    still = np.ones(SAMPLES)
    return np.concatenate(
        [
            np.column_stack([x, still * extent.bottom]),
            np.column_stack([x, still * extent.top]),
            np.column_stack([still * extent.left, y]),
            np.column_stack([still * extent.right, y]),
        ]
    )


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    """Yield the whole multiples of a step, seconds, that lie between two angles, degrees."""
    for count in range(int(np.ceil(low * 3600 / step)), int(np.floor(high * 3600 / step)) + 1):
        yield count * step / 3600


def dms(angle: float, step: float) -> Text:
    """Return an angle in degrees, minutes and seconds, as finely as a step of seconds needs."""
    degrees, rest = divmod(round(angle * 360_000), 360_000)
    minutes, seconds = divmod(rest, 6_000)
    if step % 3600 == 0:
        return text("{degrees:d}°", degrees=degrees)
    if step % 60 == 0:
        return text("{degrees:d}° {minutes:02d}′", degrees=degrees, minutes=minutes)
    return text(
        "{degrees:d}° {minutes:02d}′ {seconds}″",
        degrees=degrees,
        minutes=minutes,
        seconds=text("{s:02.0f}" if step >= 1 else "{s:05.2f}", s=seconds / 100),
    )
