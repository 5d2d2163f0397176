"""A whole study inspected: every input by itself, then all of them together."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import shapely

from metrocli.inspection.communes import check_lacking, expected
from metrocli.inspection.conventions import check_reach, inspect_links
from metrocli.inspection.crs import check_mixed
from metrocli.inspection.draft import PARTS, Inspected
from metrocli.inspection.findings import Finding, InputReport, Inspection, Problem
from metrocli.inspection.inputs import (
    inspect_also_built,
    inspect_barriers,
    inspect_boundaries,
    inspect_employed,
    inspect_footprints,
    inspect_people,
    inspect_population,
    inspect_trips,
)
from metrocli.inspection.people import check_excess, check_needless, check_vintages
from metrocli.inspection.services import inspect_services
from metrocli.model import Code, Commune, Crossing
from metrocli.progress import Stage, silent
from metrocli.study import national
from metrocli.study.codes import mend_code
from metrocli.study.config import StudyConfig
from metrocli.study.files import digest, size_of
from metrocli.study.schemas import Role
from metrocli.study.sections import Source
from metrocli.text import text


def inspect(config: StudyConfig, *, stage: Stage = silent) -> Inspection:
    """Inspect all that a study names; nothing that is wrong with an input stops it.

    Parameters
    ----------
    config : StudyConfig
        Of metro.toml, of options, or of both.
    stage : callable
        Called with a text before each step.

    Returns
    -------
    Inspection
        With files named as the study names them.
    """
    inputs: list[Inspected] = []

    def looked_at(source: Source) -> Path:
        stage(text("Inspecting {file}", file=source.given))
        return config.path_of(source)

    if config.population:
        path = looked_at(config.population.path)
        inputs.append(inspect_population(path, config.population, config.vintage))
    polygons: Mapping[Code, shapely.Geometry] = {}
    if config.boundaries:
        people = {} if config.population else {Role.POPULATION: None}
        path = looked_at(config.boundaries.path)
        borders = inspect_boundaries(path, config.boundaries, config.vintage, people)
        polygons = borders.polygons
        inputs.append(borders)
    for section in config.footprints:
        path = looked_at(section.path)
        inputs.append(inspect_footprints(path, section, config.vintage, polygons))
    joining, crossings = _joining(config, looked_at, polygons)
    inputs += joining
    inputs += [inspect_barriers(looked_at(layer.path), layer) for layer in config.barriers]
    if config.people:
        path = looked_at(config.people.path)
        inputs.append(inspect_people(path, config.people, config.vintage, polygons))
    if config.commuting:
        inputs.append(inspect_trips(looked_at(config.commuting.path), config.commuting))
        if config.commuting.totals:
            path = looked_at(config.commuting.totals)
            inputs.append(inspect_employed(path, config.commuting.totals, config.commuting))
    if config.services:
        path = looked_at(config.services.path)
        inputs.append(inspect_services(path, config.services, _strangers(inputs), polygons))
    members = _members(config)
    return Inspection(
        study_title=config.study.title or "",
        vintage=config.vintage,
        schematic=config.study.schematic,
        inputs=tuple(
            replace(
                _identified(found.report, config),
                findings=tuple(
                    replace(finding, message=config.as_given(finding.message))
                    for finding in found.report.findings
                ),
            )
            for found in inputs
        ),
        findings=(
            *_together(inputs, members),
            *check_reach(crossings, {one.report.path: one.shapes for one in inputs}),
        ),
        notices=tuple(
            replace(notice, message=config.as_given(notice.message))
            for found in inputs
            for notice in found.notices
        ),
    )


def _joining(
    config: StudyConfig,
    looked_at: Callable[[Source], Path],
    polygons: Mapping[Code, shapely.Geometry],
) -> tuple[list[Inspected], list[Crossing]]:
    """Inspect what joins footprints beside their gaps, and return the links that are drawn."""
    inputs = [
        inspect_also_built(looked_at(section.path), section, config.vintage, polygons)
        for section in config.also_built
    ]
    crossings: list[Crossing] = []
    for section in config.links:
        inspected, found = inspect_links(looked_at(section.path), section)
        inputs.append(inspected)
        crossings += found
    return inputs, crossings


def _identified(report: InputReport, config: StudyConfig) -> InputReport:
    """Return a report that says by hash and size which file it is of."""
    path = next(config.path_of(one) for one in config.sources if one.given == report.path)
    if report.features is None:
        return report
    return replace(report, sha256=digest(path), size=size_of(path))


def _strangers(inputs: Sequence[Inspected]) -> dict[Code, Commune]:
    """Return the communes that are of the study alone, and by their codes only."""
    codes = {code for found in inputs for code in found.communes} - national.names().keys()
    return {code: Commune(code, code, code[:2], code[:2]) for code in sorted(codes)}


def _members(config: StudyConfig) -> set[Code]:
    """Return the communes of all areas, as far as they are written as codes."""
    words = (word for area in config.areas.values() for word in area.members)
    return {mended[0] for word in words if (mended := mend_code(word)) is not None}


def _together(inputs: Sequence[Inspected], members: Collection[Code]) -> Iterator[Finding]:
    """Return what is wrong with the inputs taken together."""
    yield from check_mixed([(found.report.path, found.report.crs) for found in inputs])
    with_people = [found for found in inputs if found.people is not None]
    yield from check_vintages([(one.report.path, one.report.vintage) for one in with_people])
    names = national.names()
    known = {code for found in inputs for code in found.communes} | set(members)
    wanted = expected(known, names)
    for role, code in _NEEDED.items():
        having = [found for found in inputs if found.report.role == role]
        if any(found.communes for found in having):
            held = {commune for found in having for commune in found.communes}
            yield from check_lacking(wanted - held, members, names, code)
    yield from check_needless(_sated(inputs))
    communal = _people_of(inputs, "population") or _people_of(inputs, "boundaries")
    if communal:
        yield from check_excess(_people_of(inputs, *PARTS), communal)


_NEEDED: Mapping[str, Problem] = {
    "population": Problem.COMMUNES_WITHOUT_POPULATION,
    "boundaries": Problem.COMMUNES_WITHOUT_POLYGON,
    "footprints": Problem.COMMUNES_WITHOUT_FOOTPRINTS,
}
"""What every commune should have, by the role of the inputs that give it."""


def _sated(inputs: Sequence[Inspected]) -> list[str]:
    """Return the layers of footprints if all of them have people, and a census gives them more."""
    built = [found for found in inputs if found.report.role == "footprints"]
    given = any(found.report.role == "people" for found in inputs)
    if not given or any(found.people is None for found in built):
        return []
    return [found.report.path for found in built]


def _people_of(inputs: Sequence[Inspected], *roles: str) -> dict[Code, float]:
    """Return the inhabitants that all inputs of some roles have in each commune."""
    people: dict[Code, float] = {}
    for found in inputs:
        if found.report.role in roles:
            for code, count in (found.people or {}).items():
                people[code] = people.get(code, 0.0) + count
    return people
