"""The tables of `metro inspect`: what each input is, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence

from metrocli.inspection.findings import Finding, InputReport, Inspection, Severity
from metrocli.inspection.schemas import Recognised
from metrocli.report.tables.parts import write_title
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.report.words import literal
from metrocli.study.layers import Grid
from metrocli.text import Text, text

ROLES: Mapping[str, Text] = {
    "population": text("Population"),
    "boundaries": text("Boundaries"),
    "footprints": text("Footprints"),
    "also-built": text("Also built"),
    "links": text("Links"),
    "barriers": text("Barriers"),
    "people": text("People of the footprints"),
    "commuting": text("Commuting"),
    "commuting-totals": text("Employed persons"),
    "services": text("Infrastructure and services"),
}

SEVERITIES: Mapping[Severity, tuple[Text, str]] = {
    Severity.ERROR: (text("ERROR"), "bold red"),
    Severity.WARNING: (text("WARNING"), "yellow"),
    Severity.INFO: (text("note"), ""),
}
"""How each is called, and its style."""


def lay_out(sheet: Sheet, result: Inspection) -> None:
    """Write the inputs one by one, what is wrong with all together, and what that means."""
    write_title(sheet, result)
    for report in result.inputs:
        sheet.heading(text("{role}: {file}", role=ROLES[report.role], file=report.path))
        sheet.items((name, [said]) for name, said in _identity(report))
        _write_findings(sheet, report.findings)
    if result.findings:
        sheet.heading(text("All inputs together"))
        _write_findings(sheet, result.findings)
    sheet.blank()
    if result.sound:
        sheet.line(text("Nothing here would make a verdict wrong."), "bold")
    else:
        sheet.line(
            text("With these errors a verdict would be wrong, or there is none."), "bold red"
        )


def _identity(report: InputReport) -> Iterator[tuple[Text, Text]]:
    """Return what an input is, as far as that is known."""
    yield text("Schema"), _schema(report.schema)
    if report.features is not None:
        yield text("Features"), text("{count:,d}", count=report.features)
    if report.grid is not None:
        yield text("Cells"), _grid(report.grid)
    if report.crs is not None:
        yield text("CRS"), literal(report.crs)
    if report.extent is not None:
        west, south, east, north = report.extent
        yield (
            text("Extent"),
            text(
                "{west:.2f}° to {east:.2f}° of longitude, {south:.2f}° to {north:.2f}° of latitude",
                west=west,
                east=east,
                south=south,
                north=north,
            ),
        )
    if report.vintage:
        yield text("Census"), literal(report.vintage)
    if report.population is not None:
        yield text("Inhabitants"), _population(report.population, report.census)


def _schema(schema: Recognised | None) -> Text:
    if schema is None:
        return text("none that is known")
    if not schema.columns:
        return schema.schema.title
    return text(
        "{title}, by its columns {columns}", title=schema.schema.title, columns=schema.columns
    )


def _grid(grid: Grid) -> Text:
    """Return which cells of a raster are features."""
    width, height = grid.cell
    return text(
        "of {width:,g} by {height:,g} in the unit of its CRS, over {threshold:,g} in band "
        "{band:d}; no data: {nodata}",
        width=width,
        height=height,
        threshold=grid.threshold,
        band=grid.band,
        nodata=text("none") if grid.nodata is None else text("{value:g}", value=grid.nodata),
    )


def _population(people: float, census: float | None) -> Text:
    if not census:
        return text("{people:,.0f}", people=people)
    return text(
        "{people:,.0f}; {share:.1%} of the {census:,.0f} that the census counted in its communes",
        people=people,
        share=people / census,
        census=census,
    )


def _write_findings(sheet: Sheet, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    order = list(SEVERITIES)
    sheet.blank()
    sheet.table(
        [
            Column.key(text("Severity")),
            Column.number(text("Count")),
            Column(text("What was found")),
            Column(text("Such as")),
        ],
        [
            _row(sheet, finding)
            for finding in sorted(findings, key=lambda f: order.index(f.severity))
        ],
    )


def _row(sheet: Sheet, finding: Finding) -> tuple[Cell, ...]:
    return (
        sheet.styled(*SEVERITIES[finding.severity]),
        text("{count:,d}", count=finding.count),
        text("{message}\n{code}", message=finding.message, code=str(finding.code)),
        text("{examples}", examples=finding.examples),
    )
