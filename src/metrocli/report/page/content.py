"""All that a page carries, as one JSON document."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli import __version__
from metrocli.delimit.cartography import OUTSIDE, AreaMap
from metrocli.model import Code, Geometries
from metrocli.report.documents.values import number
from metrocli.report.language import CODES, Language
from metrocli.report.page import replay
from metrocli.report.page.layers import Layer, conventions, weakest_link
from metrocli.report.page.packing import pack
from metrocli.report.page.rings import boundary_rings, footprint_rings
from metrocli.report.page.sentences import (
    labels,
    names,
    norm,
    required,
    said,
    sources,
    statements,
)
from metrocli.report.tables.parts import SCHEMATIC

NOTABLE = 0.01
"""Part of the weight of the members from which a patch has a colour of its own."""


def content(drawn: AreaMap, language: Language, layers: tuple[Layer, ...]) -> dict[str, Any]:
    """Return what a page carries; see `metrocli.report.page.document.page`."""
    result, assessed, terms = drawn.result, drawn.assessed, drawn.settings.continuity
    codes = [*drawn.area.members, *drawn.neighbours]
    place = {code: position for position, code in enumerate(codes)}
    origin = _origin(drawn)
    shown = (*weakest_link(assessed), *conventions(drawn), *layers)
    return {
        "language": language.code,
        "tool": f"metro {__version__}",
        "labels": labels(),
        "names": names(),
        "study": {
            "title": _plain(result.study_title),
            "vintage": _plain(result.vintage),
            "schematic": said(SCHEMATIC) if result.schematic else None,
        },
        "area": {
            "name": _plain(drawn.area.name),
            "region": _plain(assessed.region_name),
            "communal": number(assessed.population.communal),
            "urban": number(assessed.population.urban),
        },
        "terms": {
            "gap": _centimetres(terms.max_gap),
            "horizon": _centimetres(terms.horizon),
            "majority": terms.majority,
            "notable": NOTABLE,
            "reading": result.reading,
            "threshold": number(result.threshold),
            "required": required(result),
        },
        "verdicts": replay.verdicts(drawn.sweep.areas[0], terms.majority),
        "communes": _communes(drawn, codes),
        "footprints": _footprints(drawn, place, origin),
        "boundaries": _boundaries(drawn, codes, origin),
        "edges": replay.edges(drawn),
        "steps": {
            "members": replay.steps(drawn.tree, place),
            "around": replay.steps(drawn.around, place),
        },
        "layers": [
            layer.on_page(origin)
            for layer in (*weakest_link(assessed), *conventions(drawn), *layers)
        ],
        "home": _home(drawn, origin),
        "statements": statements(result),
        "norm": norm(result),
        "sources": sources(result),
    }


def _communes(drawn: AreaMap, codes: list[Code]) -> list[dict[str, Any]]:
    weights = drawn.footprints.weights_by_commune()
    urban = {member.code: member.population.urban for member in drawn.assessed.members}
    communes = [drawn.communes[code] for code in codes]
    return [
        {
            "code": commune.code,
            "name": _plain(commune.name),
            "region": _plain(commune.region_name),
            "member": commune.code in urban,
            "communal": number(commune.population),
            "urban": number(urban.get(commune.code, commune.urban_population)),
            "weight": number(weights.get(commune.code, 0.0)),
        }
        for commune in communes
    ]


def _footprints(
    drawn: AreaMap, place: dict[Code, int], origin: NDArray[np.float64]
) -> dict[str, Any]:
    codes, counts = np.unique(drawn.footprints.communes, return_counts=True)
    weights = drawn.footprints.weights
    whole = bool((weights == np.rint(weights)).all())
    return {
        **footprint_rings(drawn.footprints.geometries, origin).packed,
        "communes": [
            [place[str(code)], count] for code, count in zip(codes, counts.tolist(), strict=True)
        ],
        "weights": pack(np.rint(weights)) if whole else weights.tolist(),
    }


def _boundaries(drawn: AreaMap, codes: list[Code], origin: NDArray[np.float64]) -> dict[str, Any]:
    known = [position for position, code in enumerate(codes) if code in drawn.boundaries]
    found = [drawn.boundaries[codes[position]] for position in known]
    return {"communes": known, **boundary_rings(_array(found), origin).packed}


def _array(geometries: list[Any]) -> Geometries:
    found = np.empty(len(geometries), object)
    found[:] = geometries
    return found


def _origin(drawn: AreaMap) -> NDArray[np.float64]:
    """Return the south-western corner of all that is drawn, planar, in whole metres."""
    every = [*drawn.footprints.geometries, *drawn.boundaries.values()]
    return np.floor(_bounds(_array(every))[:2])


def _home(drawn: AreaMap, origin: NDArray[np.float64]) -> list[float]:
    """Return what a page shows first: the patches of the members that are not small."""
    patches, weights = drawn.patches, drawn.footprints.weights
    shown = patches != OUTSIDE
    sums = np.bincount(patches[shown], weights[shown])
    shown[shown] = sums[patches[shown]] >= NOTABLE * sums.sum()
    geometries = drawn.footprints.geometries[shown]
    bounds = _bounds(geometries if len(geometries) else _array(list(drawn.boundaries.values())))
    found: list[float] = np.rint(bounds - np.tile(origin, 2)).tolist()
    return found


def _bounds(geometries: Geometries) -> NDArray[np.float64]:
    """Return the box around geometries; the origin of the plane where there are none."""
    found = shapely.total_bounds(geometries) if len(geometries) else np.zeros(4)
    return np.asarray(found)


def _plain(words: str) -> str:
    """Return what an input calls something in one line, without signs that turn it round."""
    return said(words)[CODES[0]]


def _centimetres(gap: float) -> int:
    return int(replay.centimetres(np.array([gap]))[0])
