"""The report on an input while it is being inspected, and what it says of communes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.errors import InputError
from metrocli.inspection.crs import Extent
from metrocli.inspection.findings import Finding, InputReport, Problem, Severity
from metrocli.inspection.people import check_census
from metrocli.inspection.schemas import Recognised, recognise
from metrocli.model import Code, Geometries, Notice
from metrocli.study import national
from metrocli.study.columns import Column, Table
from metrocli.study.layers import Layer
from metrocli.text import text

PARTS = ("footprints", "people")
"""The roles of inputs that may have part of the people of a commune: the others have all."""


@dataclass(frozen=True, eq=False)
class People:
    """Inhabitants row by row, the column that they stand in, and the census that it is of."""

    column: Column
    figures: NDArray[np.float64]
    vintage: str


@dataclass(frozen=True, eq=False)
class Inspected:
    """An input, and what it says of communes, for the checks on several inputs.

    Parameters
    ----------
    report : InputReport
        What it is, and what is wrong with it alone.
    communes : frozenset of str
        CUTs of those that it has something of.
    people : mapping of str to float, optional
        Inhabitants by CUT; None if it has no people.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT.
    notices : tuple of Notice
        What its driver had to say.
    shapes : ndarray of shapely geometries
        Planar footprints; empty for other inputs.
    """

    report: InputReport
    communes: frozenset[Code]
    people: Mapping[Code, float] | None
    polygons: Mapping[Code, shapely.Geometry]
    notices: tuple[Notice, ...]
    shapes: Geometries


@dataclass(eq=False)
class Draft:
    """What is known of an input so far: whatever stops the inspection, this is reported.

    Parameters
    ----------
    role, given : str
        What the study uses it for, and its path as the study gives it.
    schema : Recognised, optional
        The official schema that it has.
    findings : list of Finding
        What is wrong with it.
    features : int, optional
        Its rows or features.
    layer : Layer, optional
        Its features, if it is a layer.
    extent : (west, south, east, north), optional
        Of them, in degrees.
    codes : ndarray of str
        CUT of each row or feature; empty where it has none.
    present : frozenset of str
        CUTs of the communes that it has something of.
    people : People, optional
        Its inhabitants.
    polygons : mapping of str to shapely geometry
        Planar commune polygons by CUT.
    shapes : ndarray of shapely geometries
        Planar footprints.
    """

    role: str
    given: str
    schema: Recognised | None = None
    findings: list[Finding] = field(default_factory=list)
    features: int | None = None
    layer: Layer | None = None
    extent: Extent | None = None
    codes: NDArray[np.str_] = field(default_factory=lambda: np.array([], dtype="U5"))
    present: frozenset[Code] = frozenset()
    people: People | None = None
    polygons: Mapping[Code, shapely.Geometry] = field(default_factory=dict)
    shapes: Geometries = field(default_factory=lambda: np.array([], dtype=object))

    def of_table(self, table: Table) -> None:
        """Note what a table is."""
        self.features = len(table)
        self.schema = recognise(table.names, spatial=False)

    def of_layer(self, layer: Layer) -> None:
        """Note what a layer is."""
        self.features = len(layer.table)
        self.layer = layer

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn an error into a finding, so that the rest is still inspected."""
        try:
            yield
        except InputError as error:
            message = error.cause
            if error.remedy is not None:
                message = text("{cause}. {remedy}", cause=error.cause, remedy=error.remedy)
            self.findings.append(Finding(Problem.REFUSED, Severity.ERROR, 1, message))

    def inspected(self) -> Inspected:
        """Return the report, with the people of the input against those of their census."""
        by_commune = self._by_commune()
        vintage = self.people.vintage if self.people else ""
        census = _census(vintage)
        if by_commune is not None and self.role not in PARTS:
            self.findings += check_census(by_commune, census, vintage)
        report = InputReport(
            role=self.role,
            path=self.given,
            findings=tuple(self.findings),
            schema=self.schema,
            features=self.features,
            layer=self.layer.name if self.layer else None,
            crs=self.layer.crs_name if self.layer else None,
            extent=self.extent,
            vintage=vintage or (self.schema.schema.vintage if self.schema else ""),
            population=float(np.nansum(self.people.figures)) if self.people else None,
            census=_total(by_commune, census),
            grid=self.layer.grid if self.layer else None,
        )
        notices = self.layer.notices if self.layer else ()
        return Inspected(report, self.present, by_commune, self.polygons, notices, self.shapes)

    def _by_commune(self) -> dict[Code, float] | None:
        """Return the inhabitants of each commune, of what is known of them."""
        if self.people is None or len(self.codes) != len(self.people.figures):
            return None
        known = np.isfinite(self.people.figures) & (self.codes != "")
        codes, commune = np.unique(self.codes[known], return_inverse=True)
        sums = np.bincount(commune, self.people.figures[known], len(codes))
        return dict(zip(codes.tolist(), sums.tolist(), strict=True))


def _total(people: Mapping[Code, float] | None, census: Mapping[Code, float]) -> float | None:
    """Return what a census counted in the communes of an input, if it knows all of them."""
    if not people or not people.keys() <= census.keys():
        return None
    return sum(census[code] for code in people)


def _census(vintage: str) -> dict[Code, float]:
    """Return what a census counted in each commune; nothing if it is not one of those known."""
    if vintage not in national.VINTAGES:
        return {}
    communes = national.communes(vintage).values()
    return {c.code: c.population for c in communes if c.population is not None}
