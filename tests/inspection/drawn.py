"""Layers drawn by hand and inspected, and what was found in them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd

from metrocli.inspection.draft import Inspected
from metrocli.inspection.findings import Finding, Inspection, Problem
from metrocli.inspection.inputs import (
    inspect_boundaries,
    inspect_footprints,
    inspect_people,
    inspect_population,
)
from metrocli.study.sections import (
    BoundariesSection,
    FootprintsSection,
    PeopleSection,
    PopulationSection,
    Source,
)
from tests.study.places import COMMUNES

SITE = (
    'ENGCRS["site",EDATUM["here"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],'
    'LENGTHUNIT["metre",1]]'
)
"""A local CRS, of which nobody knows where it lies."""


class Bench:
    """A folder in which frames become files and files are inspected."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def footprints(self, frame: gpd.GeoDataFrame, **section: Any) -> Inspected:
        """Inspect footprints within the two communes of `tests.study.places`."""
        frame.to_parquet(self.folder / "huellas.parquet")
        source = Source("huellas.parquet")
        polygons = self.boundaries(COMMUNES).polygons
        return inspect_footprints(
            self.folder / source.given, FootprintsSection(source, **section), "2024", polygons
        )

    def people(self, frame: gpd.GeoDataFrame, **section: Any) -> Inspected:
        """Inspect a census layer within the two communes."""
        frame.to_parquet(self.folder / "censo.parquet")
        source = Source("censo.parquet")
        polygons = self.boundaries(COMMUNES).polygons
        return inspect_people(
            self.folder / source.given, PeopleSection(source, **section), "2024", polygons
        )

    def boundaries(self, frame: gpd.GeoDataFrame) -> Inspected:
        """Inspect commune polygons."""
        frame.to_parquet(self.folder / "comunas.parquet")
        source = Source("comunas.parquet")
        return inspect_boundaries(self.folder / source.given, BoundariesSection(source), "2024", {})

    def population(self, content: str) -> Inspected:
        """Inspect a CSV of communes."""
        (self.folder / "poblacion.csv").write_text(content, encoding="utf-8")
        source = Source("poblacion.csv")
        return inspect_population(self.folder / source.given, PopulationSection(source), "2024")


def findings(inspected: Inspected | Inspection | Iterable[Finding]) -> dict[str, int]:
    """Return the counts of the findings by their codes."""
    return {str(finding.code): finding.count for finding in _all(inspected)}


def finding(inspected: Inspected | Inspection | Iterable[Finding], code: Problem) -> Finding:
    """Return the one finding of a code."""
    (found,) = (finding for finding in _all(inspected) if finding.code is code)
    return found


def _all(inspected: Inspected | Inspection | Iterable[Finding]) -> list[Finding]:
    match inspected:
        case Inspected():
            return list(inspected.report.findings)
        case Inspection():
            own = [finding for report in inspected.inputs for finding in report.findings]
            return [*own, *inspected.findings]
    return list(inspected)
