"""Infrastructure and services: what each element is, and which communes it serves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from metrocli.errors import MissingInputError
from metrocli.model import Code, Commune, Element, Geometries, Notice, Severity
from metrocli.nearest import folded
from metrocli.study import national
from metrocli.study.columns import Table, place_of
from metrocli.study.geometry import planar
from metrocli.study.layers import Layer, read_layer
from metrocli.study.members import read_members
from metrocli.study.numbers import counts
from metrocli.study.schemas import Role, Wanted, find, plain, require
from metrocli.study.sections import ServicesSection
from metrocli.study.tables import CSV, PARQUET, XLSX, read_table
from metrocli.study.words import words_of
from metrocli.text import Text, plural, text

KINDS: Mapping[str, tuple[str, ...]] = {
    "hospital": ("hospital", "salud", "health"),
    "road": ("road", "camino", "ruta", "vialidad", "autopista", "puente"),
    "water-utility": ("water_utility", "sanitaria", "agua_potable"),
    "wastewater": ("wastewater", "aguas_servidas", "tratamiento_de_aguas"),
    "landfill": ("landfill", "relleno_sanitario", "vertedero", "residuos"),
    "transport-line": ("transport_line", "linea_de_transporte", "transporte", "tren", "bus"),
    "port": ("port", "puerto"),
    "airport": ("airport", "aeropuerto", "aerodromo"),
    "university": ("university", "universidad"),
    "school": ("school", "escuela", "liceo", "colegio"),
    "cemetery": ("cemetery", "cementerio"),
    "police": ("police", "policia", "comisaria"),
    "fire-brigade": ("fire_brigade", "bomberos"),
    "park": ("park", "parque"),
    "electricity": ("electricity", "electricidad"),
}
"""The kinds of element and the names that they are known by, in plain form (see `plain`)."""

_BY_NAME = {name: kind for kind, names in KINDS.items() for name in names}

SHOWN = 5
"""Elements that a notice names."""


@dataclass(frozen=True, eq=False)
class ServiceRows:
    """The elements of a file, row by row, as it gives them.

    Parameters
    ----------
    table : Table
        Their attributes.
    layer : Layer, optional
        Their geometries; None if the file is a table.
    kinds : tuple of str, length n
        One of `KINDS`, or as it is written; "" where it is blank.
    names, sources : tuple of str, length n
        "" where they are blank.
    communes : tuple of tuple of str, length n
        Codes or names of those served; none where it is blank.
    radii : ndarray of float64, shape (n,)
        Metres; NaN where it is blank.
    """

    table: Table
    layer: Layer | None
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    communes: tuple[tuple[str, ...], ...]
    radii: NDArray[np.float64]
    sources: tuple[str, ...]

    @property
    def unfilled(self) -> NDArray[np.bool_]:
        """Which rows lack a kind or a name, or all that says which communes they serve."""
        lacking = [
            not (kind and name) or (self.layer is None and not words)
            for kind, name, words in zip(self.kinds, self.names, self.communes, strict=True)
        ]
        return np.array(lacking, dtype=np.bool_)

    @property
    def drawn(self) -> NDArray[np.bool_]:
        """Which rows serve the communes that their geometry touches: those that name none."""
        return np.array([not words for words in self.communes], dtype=np.bool_)

    def line(self, position: int) -> Text:
        """Return the number of a row, as messages name it."""
        return place_of(self.table, position)

    def place(self, position: int) -> Text:
        """Return the file and the row, as messages name them."""
        return text("{source}, {place}", source=self.table.source, place=self.line(position))


@dataclass(frozen=True, eq=False)
class Services:
    """The elements of a study.

    Parameters
    ----------
    rows : ServiceRows
        As they were read, for the layer and the number of rows.
    elements : tuple of Element
        By kind and name, each once.
    notices : tuple of Notice
        What was mended or looks doubtful.
    """

    rows: ServiceRows
    elements: tuple[Element, ...]
    notices: tuple[Notice, ...]


def read_services(
    path: Path,
    section: ServicesSection,
    communes: Mapping[Code, Commune],
    polygons: Mapping[Code, shapely.Geometry],
) -> Services:
    """Read the elements of a study and find out which communes each serves.

    An element serves the communes that its row names or, if it names none, those whose polygon
    lies within its radius of its geometry. Rows of one kind and name are one element.

    Parameters
    ----------
    path : Path
        A table or a layer.
    section : ServicesSection
        Layer or sheet and columns, where the study names them.
    communes : mapping of str to Commune
        Of the study; those of the rest of the country may be named too.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT; empty where the study has none.

    Raises
    ------
    InputError
        If a column is missing, a row is not filled in or names a commune that does not exist, or
        if it names none and there are no polygons, or no geometry either.
    """
    rows = read_rows(path, section)
    _refuse_unfilled(rows)
    known = with_country(communes)
    served, notices = _served(rows, known, polygons)
    elements = _elements(rows, served)
    return Services(
        rows,
        tuple(element for element in elements if element.communes),
        (*(rows.layer.notices if rows.layer else ()), *notices, *_doubts(rows, elements)),
    )


def read_rows(path: Path, section: ServicesSection) -> ServiceRows:
    """Read the elements of a file as it gives them.

    Raises
    ------
    InputError
        Whatever is wrong with the file, or a missing column.
    """
    wanted: Wanted = {
        Role.KIND: section.kind,
        Role.ELEMENT: section.element,
        Role.SERVED: section.communes,
        Role.RADIUS: section.radius,
        Role.SOURCE: section.source,
    }
    layer = read_layer(path, wanted, layer=section.layer) if _is_layer(path) else None
    table = read_table(path, section.layer) if layer is None else layer.table
    kind, name = (
        require(table, role, find(table, wanted, role)) for role in (Role.KIND, Role.ELEMENT)
    )
    served = find(table, wanted, Role.SERVED)
    if layer is None:
        require(table, Role.SERVED, served)
    radius = find(table, wanted, Role.RADIUS)
    return ServiceRows(
        table=table,
        layer=layer,
        kinds=tuple(_BY_NAME.get(plain(word), word) for word in words_of(table, kind)),
        names=words_of(table, name),
        communes=tuple(_listed(cell) for cell in words_of(table, served)),
        radii=np.full(len(table), np.nan) if radius is None else counts(radius),
        sources=words_of(table, find(table, wanted, Role.SOURCE)),
    )


def with_country(communes: Mapping[Code, Commune]) -> Mapping[Code, Commune]:
    """Return the communes of a study and all others of the country."""
    return {**national.communes(national.VINTAGES[-1]), **communes}


def meaning(
    word: str, communes: Mapping[Code, Commune], at: Text
) -> tuple[Code, tuple[Notice, ...]]:
    """Return the commune that a word stands for, and what was mended.

    Raises
    ------
    InputError
        If there is none, or it may be several.
    """
    (code,), notices = read_members((word,), communes, at)
    return code, notices


def by_geometry(
    rows: ServiceRows, polygons: Mapping[Code, shapely.Geometry]
) -> Iterator[tuple[int, tuple[Code, ...]]]:
    """Yield the position of each row that names no commune, and the communes its geometry touches.

    Parameters
    ----------
    rows : ServiceRows
        Of a layer; those of a table have no geometry, and none is yielded.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT.

    Raises
    ------
    InputError
        If there are no polygons, or a row has no geometry either, or one outside Chile.
    """
    positions = np.flatnonzero(rows.drawn)
    if rows.layer is None or not len(positions):
        return
    if not polygons:
        raise MissingInputError(
            text(
                "{place}: the communes of the element are to be found by its geometry, and the "
                "study has no boundaries",
                place=rows.place(int(positions[0])),
            ),
            text("Give --boundaries, or name the communes in the element's row."),
        )
    shapes = planar(rows.layer.take(rows.drawn))
    if not shapes.present.all():
        raise MissingInputError(
            text(
                "{place}: the element names no commune and has no geometry",
                place=rows.place(int(positions[(~shapes.present).argmax()])),
            ),
            text("Name the communes in its row, draw it, or delete it."),
        )
    yield from zip(
        positions.tolist(),
        _touched(shapes.geometries, np.nan_to_num(rows.radii[positions]), polygons),
        strict=True,
    )


def _is_layer(path: Path) -> bool:
    """Tell whether a file has geometries; of one that cannot be opened, reading it will tell."""
    ending = path.suffix.lower()
    if ending not in PARQUET:
        return ending not in CSV | XLSX
    try:
        return b"geo" in (pq.read_schema(path).metadata or {})
    except (pa.ArrowException, OSError):
        return False


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in re.split("[;,]", cell) if word.strip())


def _refuse_unfilled(rows: ServiceRows) -> None:
    if rows.unfilled.any():
        raise MissingInputError(
            text(
                "{place}: the element is not filled in",
                place=rows.place(int(rows.unfilled.argmax())),
            ),
            text("Give its kind, its name and the communes it serves, or delete the row."),
        )


def _served(
    rows: ServiceRows,
    communes: Mapping[Code, Commune],
    polygons: Mapping[Code, shapely.Geometry],
) -> tuple[list[tuple[Code, ...]], tuple[Notice, ...]]:
    """Return the communes that each row serves, and a notice for each spelling that was mended."""
    meanings: dict[str, Code] = {}
    notices: list[Notice] = []
    served: list[tuple[Code, ...]] = []
    for position, words in enumerate(rows.communes):
        for word in words:
            if word not in meanings:
                meanings[word], told = meaning(word, communes, rows.place(position))
                notices += told
        served.append(tuple(sorted({meanings[word] for word in words})))
    for position, codes in by_geometry(rows, polygons):
        served[position] = codes
    return served, tuple(notices)


def _touched(
    shapes: Geometries, radii: NDArray[np.float64], polygons: Mapping[Code, shapely.Geometry]
) -> list[tuple[Code, ...]]:
    """Return the communes whose polygons lie within a radius of each shape, inclusive."""
    codes = sorted(polygons)
    tree = shapely.STRtree([polygons[code] for code in codes])
    found: list[set[Code]] = [set() for _ in shapes]
    near = tree.query(shapes, predicate="dwithin", distance=radii)
    for shape, commune in near.T.tolist():
        found[shape].add(codes[commune])
    return [tuple(sorted(served)) for served in found]


def _elements(rows: ServiceRows, served: Sequence[tuple[Code, ...]]) -> tuple[Element, ...]:
    """Return the elements of the rows by kind and name; rows of the same name are joined."""

    def key(element: Element) -> tuple[str, str]:
        return folded(element.kind), folded(element.name)

    each = zip(rows.kinds, rows.names, served, rows.sources, strict=True)
    alone = sorted((Element(*values) for values in each), key=key)
    return tuple(_joined(list(parts)) for _, parts in groupby(alone, key))


def _joined(parts: Sequence[Element]) -> Element:
    codes = {code for part in parts for code in part.communes}
    sources = dict.fromkeys(part.source for part in parts if part.source)
    return Element(parts[0].kind, parts[0].name, tuple(sorted(codes)), "; ".join(sources))


def _doubts(rows: ServiceRows, elements: Sequence[Element]) -> Iterator[Notice]:
    """Return what the reader must know of the elements."""
    source = rows.table.source
    unsourced = [element.name for element in elements if not element.source]
    if unsourced:
        message = plural(
            "{source}: {count:,d} element without a source: {names}",
            "{source}: {count:,d} elements without a source, such as {names}",
            source=source,
            count=len(unsourced),
            names=tuple(unsourced[:SHOWN]),
        )
        yield Notice("services-without-source", message)
    nowhere = [element.name for element in elements if not element.communes]
    if nowhere:
        message = plural(
            "{source}: {count:,d} element that touches no commune was left out: {names}",
            "{source}: {count:,d} elements that touch no commune were left out, such as {names}",
            source=source,
            count=len(nowhere),
            names=tuple(nowhere[:SHOWN]),
        )
        yield Notice("services-nowhere", message)
    if len(elements) < len(rows.names):
        message = plural(
            "{source}: {count:,d} row has the kind and name of another and was joined to it",
            "{source}: {count:,d} rows have the kind and name of another and were joined to it",
            source=source,
            count=len(rows.names) - len(elements),
        )
        yield Notice("services-joined", message, Severity.INFO)
    unknown = sorted({element.kind for element in elements} - KINDS.keys())
    if unknown:
        message = text(
            "{source}: kinds that are not known and stay as they are written: {kinds}",
            source=source,
            kinds=tuple(unknown),
        )
        yield Notice("services-kinds-unknown", message, Severity.INFO)
