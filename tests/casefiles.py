"""Small case files, drawn by hand, for the tests of dossiers."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import shapely

from metrocli.casefile import CaseFile, Census, gather
from metrocli.model import Commuting, Element, Input, Notice, Request, Study
from metrocli.text import text
from tests.studies import LAWFUL, A, B, C, Shape, area, commune, study

X, Y = 400_000, 6_300_000
"""A place in Chile, where there are official maps."""

REQUEST = Request("dossier", {"areas": ["drawn"], "strict": False}, "metro.toml", {})

FILES = (
    Input("population", "people.csv", "ab" * 32, 346, size=27_905),
    Input("footprints", "blocks.gpkg", "cd" * 32, 1_234, "blocks", "EPSG:4326", 18_365_893),
    Input("commuting", "trips.csv", "ef" * 32, 12),
)

SERVICES = (
    Element("hospital", "Hospital Regional", (A, B), "MINSAL, 2024"),
    Element("road", "Ruta 5", (A, B)),
    Element("port", "Puerto", (C,), "MTT"),
)


def house(code: str, x: float, people: float) -> Shape:
    """Return a footprint of 10 m by 10 m, by its western edge."""
    return code, shapely.box(X + x, Y, X + x + 10, Y + 10), people


def towns(people: float = 200_000) -> Study:
    """Return two communes 90.25 m apart, a hamlet of one of them, and a neighbour beyond."""
    drawn = study(
        [
            house(A, 0, people),
            house(A, 2_000, 10_000.5),
            house(B, 100.25, 100_000),
            house(C, 3_000, 5),
        ],
        communes=[commune(A, people + 15_000), commune(B, 110_000), commune(C, 10)],
        commuting=Commuting(
            {(A, B): 3_000, (B, A): 12_345}, {A: 90_000, B: 40_000}, {A: 5_000, B: 12_345}
        ),
        areas=[area(A, B)],
    )
    notice = Notice("codes-mended", text("{count:,d} codes lacked their zero.", count=1_234))
    return replace(drawn, services=SERVICES, inputs=FILES, notices=(notice,))


def earlier_towns() -> Study:
    """Return the same communes at an earlier census."""
    return replace(towns(140_000), title="Drawn before", vintage="2017", inputs=FILES[:2])


def named(drawn: Study, names: Mapping[str, str], title: str = "Drawn") -> Study:
    """Return a study whose communes, and what serves them, have other names."""
    communes = {
        code: replace(found, name=names.get(code, found.name))
        for code, found in drawn.communes.items()
    }
    services = tuple(replace(each, name=names.get(A, "")) for each in drawn.services or ())
    return replace(drawn, title=title, communes=communes, services=services)


@cache
def drawn_case() -> CaseFile:
    """Return a case file with all that a dossier may say."""
    before = earlier_towns()
    return gather(
        towns(),
        area(A, B),
        settings=LAWFUL,
        earlier=Census(before, area(A, B), LAWFUL, request=REQUEST),
        request=REQUEST,
    )


@cache
def bare_case() -> CaseFile:
    """Return a case file of communes far apart, without papers, boundaries or earlier census."""
    apart = study([house(A, 0, 10), house(B, 90_000, 5)])
    return gather(apart, area(A, B), settings=LAWFUL)
