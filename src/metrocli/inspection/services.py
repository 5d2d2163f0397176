"""Infrastructure and services that are not filled in, serve nobody, or cannot be traced back."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from metrocli.errors import InputError
from metrocli.inspection.draft import Draft, Inspected
from metrocli.inspection.findings import Finding, Problem, Severity, of_named
from metrocli.inspection.schemas import layer_schema
from metrocli.model import Code, Commune
from metrocli.nearest import folded
from metrocli.study.sections import ServicesSection
from metrocli.study.services import (
    KINDS,
    ServiceRows,
    by_geometry,
    meaning,
    read_rows,
    with_country,
)
from metrocli.text import Text, text

Served = Sequence[Sequence[Code]]
"""CUTs of the communes that each row serves, as far as they could be found."""


def inspect_services(
    path: Path,
    section: ServicesSection,
    communes: Mapping[Code, Commune],
    polygons: Mapping[Code, shapely.Geometry],
) -> Inspected:
    """Inspect the infrastructure and services that communes share.

    Parameters
    ----------
    path : Path
        A table or a layer.
    section : ServicesSection
        Layer or sheet and columns, where the study names them.
    communes : mapping of str to Commune
        Those of the study; the rest of the country may be named too.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT; empty where there are none.
    """
    draft = Draft("services", section.path.given, layer_schema(path, section.layer))
    with draft.telling():
        rows = read_rows(path, section)
        if rows.layer is None:
            draft.of_table(rows.table)
        else:
            draft.of_layer(rows.layer)
        served = [_known(words, communes) for words in rows.communes]
        draft.findings += _of_rows(rows, _strange(rows, communes))
        with draft.telling():
            for position, codes in by_geometry(rows, polygons):
                served[position] = codes
            draft.findings += _of_served(rows, served)
    return draft.inspected()


def _known(words: Sequence[str], communes: Mapping[Code, Commune]) -> tuple[Code, ...]:
    """Return the communes that can be made out."""
    found = (_meaning(word, communes) for word in words)
    return tuple(code for code in found if code is not None)


def _meaning(word: str, communes: Mapping[Code, Commune]) -> Code | None:
    try:
        return meaning(word, with_country(communes), text("[services]"))[0]
    except InputError:
        return None


def _strange(rows: ServiceRows, communes: Mapping[Code, Commune]) -> NDArray[np.bool_]:
    """Return which rows name a commune that is none, or may be several."""
    words = {word for written in rows.communes for word in written}
    strange = {word for word in words if _meaning(word, communes) is None}
    return np.array([bool(strange.intersection(written)) for written in rows.communes])


def _of_rows(rows: ServiceRows, strange: NDArray[np.bool_]) -> Iterator[Finding]:
    """Find what is wrong with rows by themselves."""
    labels, named = _labels(rows), np.array([bool(name) for name in rows.names])
    no_use = np.full(len(named), True) if rows.layer is None else ~rows.drawn
    for code, severity, mask, message in (
        (
            Problem.SERVICES_UNFILLED,
            Severity.ERROR,
            rows.unfilled,
            text("elements without a kind, a name or the communes they serve"),
        ),
        (
            Problem.SERVICES_COMMUNES_UNKNOWN,
            Severity.ERROR,
            strange,
            text("elements that serve a commune which does not exist, or may be several"),
        ),
        (
            Problem.SERVICES_WITHOUT_SOURCE,
            Severity.WARNING,
            named & np.array([not source for source in rows.sources]),
            text("elements without a source"),
        ),
        (
            Problem.SERVICES_RADIUS_UNUSED,
            Severity.WARNING,
            no_use & np.isfinite(rows.radii),
            text("elements with a radius and no geometry that it could apply to"),
        ),
        (
            Problem.SERVICES_REPEATED,
            Severity.INFO,
            named & pd.Series(_keys(rows)).duplicated().to_numpy(),
            text("elements with the kind and name of another: they are one"),
        ),
        (
            Problem.SERVICES_KINDS_UNKNOWN,
            Severity.INFO,
            np.array([kind not in KINDS and kind != "" for kind in rows.kinds]),
            text("elements of a kind that is not known, which stays as it is written"),
        ),
    ):
        yield from of_named(labels, mask, code, severity, message)


def _of_served(rows: ServiceRows, served: Served) -> Iterator[Finding]:
    """Find elements that no two communes share."""
    together: dict[tuple[str, str], set[Code]] = {}
    for key, codes in zip(_keys(rows), served, strict=True):
        together.setdefault(key, set()).update(codes)
    counts = np.array([len(together[key]) for key in _keys(rows)])
    yield from of_named(
        _labels(rows),
        (counts == 0) & rows.drawn & ~rows.unfilled,
        Problem.SERVICES_NOWHERE,
        Severity.WARNING,
        text("elements whose geometry touches no commune"),
    )
    yield from of_named(
        _labels(rows),
        counts == 1,
        Problem.SERVICES_ONE_COMMUNE,
        Severity.INFO,
        text("elements that serve one commune only, which nobody shares"),
    )


def _keys(rows: ServiceRows) -> list[tuple[str, str]]:
    """Return what makes rows one element: their kind and name."""
    return list(zip(map(folded, rows.kinds), map(folded, rows.names), strict=True))


def _labels(rows: ServiceRows) -> list[Text | str]:
    """Return what messages call each row: its name, else its place."""
    return [name or rows.line(position) for position, name in enumerate(rows.names)]
