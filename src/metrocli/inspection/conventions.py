"""Links and features that also count as built: what is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely

from metrocli.inspection.crs import check_crs
from metrocli.inspection.draft import Draft, Inspected
from metrocli.inspection.findings import Finding, Problem, Severity, of_named
from metrocli.inspection.geometry import check_geometry
from metrocli.model import Crossing, Geometries
from metrocli.study.links import (
    FERRY,
    SORTS,
    LinkRows,
    crossings_of,
    odd_rows,
    read_rows,
    unreached,
)
from metrocli.study.sections import LinksSection
from metrocli.text import text


def inspect_links(path: Path, section: LinksSection) -> tuple[Inspected, tuple[Crossing, ...]]:
    """Inspect a layer of lines that join what they reach at both ends.

    Parameters
    ----------
    path : Path
        Of the layer.
    section : LinksSection
        Layer, columns, filter, gap and tolerance.

    Returns
    -------
    inspected : Inspected
        The report.
    crossings : tuple of Crossing
        Those that are lines with two ends.
    """
    draft = Draft("links", section.path.given)
    crossings: tuple[Crossing, ...] = ()
    with draft.telling():
        rows = read_rows(path, section)
        draft.of_layer(rows.layer)
        raw = shapely.from_wkb(rows.layer.wkb.to_numpy())
        draft.findings += unrepeated(check_geometry(rows.layer, raw))
        where = check_crs(rows.layer, raw)
        draft.extent = where.extent
        draft.findings += where.findings
        draft.findings += _of_rows(rows, section)
        crossings = crossings_of(rows, section)
    return draft.inspected(), crossings


def unrepeated(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without repeated features: whoever joins twice joins, and nobody counts."""
    return [finding for finding in findings if finding.code is not Problem.FEATURES_REPEATED]


def _of_rows(rows: LinkRows, section: LinksSection) -> Iterator[Finding]:
    sorts = np.array(rows.sorts, dtype=np.str_)
    for code, severity, mask, message in (
        (
            Problem.LINKS_NOT_LINES,
            Severity.ERROR,
            odd_rows(rows),
            text("links that are not one line with two ends"),
        ),
        (
            Problem.LINKS_NAMELESS,
            Severity.WARNING,
            np.array(rows.nameless, dtype=np.bool_),
            text("links without a name, which are called by their number"),
        ),
        (
            Problem.LINKS_KINDS_UNKNOWN,
            Severity.INFO,
            ~np.isin(sorts, ["", *SORTS]),
            text("links of a kind that is not known, which stays as it is written"),
        ),
        (
            Problem.LINKS_FERRIES,
            Severity.INFO,
            (sorts == FERRY) & np.full(len(sorts), not section.ferries),
            text("ferries, which are left out: ferries = true counts them"),
        ),
    ):
        yield from of_named(rows.names, mask, code, severity, message)


def check_reach(
    crossings: Sequence[Crossing], footprints: Mapping[str, Geometries]
) -> Iterator[Finding]:
    """Find links that reach no footprint at one end, or at neither.

    Parameters
    ----------
    crossings : sequence of Crossing
        Of all layers.
    footprints : mapping of str to ndarray of shapely geometries
        By input; planar, metres.
    """
    shapes = np.concatenate([np.array([], dtype=object), *footprints.values()])
    if not len(shapes):
        return
    idle = unreached(crossings, shapes)
    mask = np.array([crossing in idle for crossing in crossings], dtype=np.bool_)
    names = [crossing.name for crossing in crossings]
    message = text(
        "links that reach no footprint at one end or at neither, and join nothing there: a larger "
        "tolerance may be meant"
    )
    yield from of_named(names, mask, Problem.LINKS_UNREACHED, Severity.WARNING, message)
