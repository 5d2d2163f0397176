"""A small city in the plane of Chile, to be drawn, and what its pictures hold."""

import html
import re
from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree as ET

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.delimit.cartography import AreaMap, map_area
from metrocli.model import Area, Commune, Study
from metrocli.report.language import Language
from metrocli.report.maps.canvas import Canvas, drawing
from metrocli.report.maps.lettering import POINT
from metrocli.report.maps.page import PAGES
from metrocli.report.maps.picture import KINDS, draw
from metrocli.report.maps.sheet import Sheet
from metrocli.report.maps.shorter import TENTHS
from tests.studies import LAWFUL, A, B, C, Shape, study

X, Y = 500_000.0, 6_080_000.0
"""A point of the mainland, in the plane."""

GAP = 300.0
"""Metres between the two cities of the area."""

SPANISH, ENGLISH = Language("es"), Language("en")

NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")
"""Of the data of a path."""

SVG = "{http://www.w3.org/2000/svg}"


def block(commune: str, x: float, y: float, people: float) -> Shape:
    """Return a block of 90 m by 90 m, by its lower left corner, from the point of the mainland."""
    return commune, shapely.box(X + x, Y + y, X + x + 90, Y + y + 90), people


def blocks(commune: str, west: float, south: float, people: float) -> list[Shape]:
    """Return a town of 10 by 10 blocks, with streets of 10 m."""
    return [
        block(commune, west + 100 * column, south + 100 * row, people * (1 + (row + column) % 3))
        for row in range(10)
        for column in range(10)
    ]


def land(west: float, east: float) -> shapely.Geometry:
    """Return the ground between two eastings, from the point of the mainland."""
    return shapely.box(X + west, Y - 20_000, X + east, Y + 20_000)


def city(names: Mapping[str, str] | None = None, **changes: object) -> Study:
    """Return a study of two cities, a village far away, and a neighbour commune."""
    shapes = [
        *blocks(A, -1_000 - GAP + 10, 0, 900),
        *blocks(B, 0, 0, 700),
        block(A, -12_000, 15_000, 30),
        *blocks(C, 4_000, -4_000, 50),
    ]
    named = {A: "Alba", B: "Brea", C: "Cala"} | dict(names or {})
    communes = [
        Commune(code, name, "01", "Tarapacá", 100_000.0 * number, 90_000.0 * number)
        for number, (code, name) in enumerate(named.items(), start=1)
    ]
    boundaries = {A: land(-15_000, -100), B: land(-100, 3_500), C: land(3_500, 15_000)}
    settings: dict[str, object] = {"communes": communes, "boundaries": boundaries} | changes
    return study(shapes, **settings)  # type: ignore[arg-type]


def on_ground(given: Study | None = None, *, name: str = "Alba–Brea") -> AreaMap:
    """Return the two cities of a study as an area on the ground."""
    area = Area("alba-brea", name, (A, B))
    return map_area(city() if given is None else given, area, settings=LAWFUL)


@cache
def the_city() -> AreaMap:
    """Return the city, made once."""
    return on_ground()


@cache
def svg(kind: str, page: str = "a4", language: Language = SPANISH) -> str:
    """Return a picture of the city, drawn once."""
    return draw(the_city(), kind, page=page, form="svg", language=language).decode()


def sheet_of(drawn: AreaMap, kind: str) -> Sheet:
    """Return the sheet of a kind of map."""
    from importlib import import_module  # noqa: PLC0415

    made: Sheet = import_module(KINDS[kind]).sheet(drawn)
    return made


def drawn_on(drawn: AreaMap, kind: str, page: str = "a4") -> Canvas:
    """Return the page of a map, drawn."""
    with drawing():
        return sheet_of(drawn, kind).draw(PAGES[page], SPANISH)


def texts(picture: str) -> list[str]:
    """Return the words of an SVG picture, which stand as comments beside their letters."""
    plain = picture.replace("\N{NO-BREAK SPACE}", " ")
    return [html.unescape(words) for words in re.findall(r"<!-- (.*?) -->", plain, re.DOTALL)]


def groups(picture: str, id: str) -> list[NDArray[np.float64]]:
    """Return the vertices of each path that is called so, millimetres, shape (n, 2)."""
    found = []
    for element in ET.fromstring(picture).iter(f"{SVG}g"):  # noqa: S314 - our own
        if element.get("id") == id:
            drawn = [path.get("d", "") for path in element.iter(f"{SVG}path")]
            found += [vertices(data) * POINT for data in drawn]
    return found


def vertices(data: str) -> NDArray[np.float64]:
    """Return the vertices of a path, points, shape (n, 2)."""
    if data.startswith("m"):
        return np.concatenate(stepped(data)) / TENTHS
    return np.array(NUMBER.findall(data), float).reshape(-1, 2)


def stepped(data: str) -> list[list[tuple[int, int]]]:
    """Return the parts of a path of steps, in tenths of a point, as SVG says they are read."""
    parts: list[list[tuple[int, int]]] = []
    x = y = 0
    for steps in data.split("m")[1:]:
        numbers = [round(float(word) * TENTHS) for word in NUMBER.findall(steps)]
        part = []
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            part.append((x, y))
        parts.append(part)
        x, y = part[0] if steps.endswith("z") else part[-1]
    return parts
