"""A whole study repaired: every input mended or copied, and a metro.toml that points at them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TypeVar

from metrocli.errors import InputError
from metrocli.inspection.findings import Inspection, Problem, Severity
from metrocli.inspection.survey import inspect
from metrocli.progress import Stage, silent
from metrocli.repair.changes import Fault, Repair, RepairedInput
from metrocli.repair.inputs import (
    Mended,
    mend_boundaries,
    mend_employed,
    mend_features,
    mend_population,
    mend_trips,
)
from metrocli.study.config import FILE_NAME, StudyConfig
from metrocli.study.files import digest, parts_of, require_file
from metrocli.study.reader import read_config
from metrocli.study.schemas import Role
from metrocli.study.sections import (
    AlsoBuiltSection,
    BarriersSection,
    BoundariesSection,
    CommutingSection,
    FeaturesSection,
    LinksSection,
    NormSection,
    PopulationSection,
    ServicesSection,
    Source,
)
from metrocli.study.writer import write_config
from metrocli.text import text

Features = TypeVar("Features", bound=FeaturesSection)
Untouched = TypeVar("Untouched", ServicesSection, LinksSection, AlsoBuiltSection, BarriersSection)

TOLERANCE = 5.0
"""Metres up to which an overlap or hole is a sliver: official layers are some metres apart."""

LOG_NAME = "cambios.csv"
"""Name of the log of changes in the folder of the copy."""

UNSAFE = frozenset(
    {
        Problem.REFUSED,
        Problem.GEOMETRY_NULL,
        Problem.GEOMETRY_EMPTY,
        Problem.GEOMETRY_INVALID,
        Problem.FEATURES_REPEATED,
        Problem.CRS_NOWHERE,
        Problem.CRS_DEGREES_AS_METRES,
        Problem.CRS_METRES_AS_DEGREES,
        Problem.CRS_AXES_SWAPPED,
        Problem.CRS_OUTSIDE_CHILE,
        Problem.CODES_INVALID,
        Problem.CODES_FORMER,
        Problem.COMMUNES_REPEATED,
        Problem.BORDERS_FLAT,
        Problem.BORDERS_OVERLAP,
        Problem.POPULATION_NEGATIVE,
        Problem.POPULATION_IMPOSSIBLE,
    }
)
"""What must not be left in a repaired study: somebody who knows the data has to decide."""


def repair(config: StudyConfig, folder: Path, *, tolerance: float, stage: Stage = silent) -> Repair:
    """Write a repaired copy of a study, and inspect it.

    Parameters
    ----------
    config : StudyConfig
        Of metro.toml, of options, or of both.
    folder : Path
        Where the copy is written; there is nothing in it yet.
    tolerance : float
        Metres up to which an overlap or hole between communes is a sliver.
    stage : callable
        Called with a text before each step.

    Returns
    -------
    Repair
        If it has refusals, what is in the folder is not to be used.

    Raises
    ------
    MissingInputError
        If a file is not there.
    UnreadableInputError
        If a file may not be read, or is empty.
    InvalidInputError
        If the filter of a layer would choose other features in the copy.
    UnsafeRepairError
        If closing slivers would change a commune by more than their area.
    """
    for source in config.sources:
        require_file(config.path_of(source))
    bench = _Bench(config, folder, tolerance, stage)
    copied = bench.copied()
    like = config.file.read_text(encoding="utf-8") if config.file else ""
    (folder / FILE_NAME).write_text(write_config(copied, like), encoding="utf-8", newline="\n")
    inspected = inspect(read_config(folder / FILE_NAME), stage=stage)
    faults = list(_faults(inspected, {one.copy: one.path for one in bench.inputs}))
    return Repair(
        study_title=config.study.title or "",
        vintage=config.vintage,
        schematic=config.study.schematic,
        tolerance=tolerance,
        inputs=tuple(bench.inputs),
        refusals=tuple(fault for fault in faults if fault.finding.code in UNSAFE),
        remaining=tuple(
            fault
            for fault in faults
            if fault.finding.code not in UNSAFE and fault.finding.severity is not Severity.INFO
        ),
        notices=inspected.notices,
    )


def _faults(inspected: Inspection, originals: dict[str, str]) -> Iterator[Fault]:
    """Return what is wrong with the copies, with files named as the study names them."""
    for report in inspected.inputs:
        path = originals[report.path]
        for finding in report.findings:
            message = finding.message.replacing(report.path, path)
            yield Fault(path, replace(finding, message=message))
    yield from (Fault("", finding) for finding in inspected.findings)


@dataclass(eq=False)
class _Bench:
    """Where the inputs of a study are mended one after another."""

    config: StudyConfig
    folder: Path
    tolerance: float
    stage: Stage
    inputs: list[RepairedInput] = field(default_factory=list)

    def copied(self) -> StudyConfig:
        """Write a copy of every input, and return the study that is made of them."""
        config = self.config
        return replace(
            config,
            study=replace(config.study, root="."),
            population=self._population(config.population),
            boundaries=self._boundaries(config.boundaries),
            footprints=tuple(self._features("footprints", layer) for layer in config.footprints),
            also_built=tuple(self._untouched("also-built", layer) for layer in config.also_built),
            links=tuple(self._untouched("links", layer) for layer in config.links),
            barriers=tuple(self._untouched("barriers", layer) for layer in config.barriers),
            people=config.people and self._features("people", config.people),
            commuting=self._commuting(config.commuting),
            services=self._services(config.services),
            norm=self._norm(config.norm),
        )

    def _population(self, section: PopulationSection | None) -> PopulationSection | None:
        if section is None:
            return None
        mend = partial(mend_population, section=section, vintage=self.config.vintage)
        return replace(section, path=self._copy("population", section.path, mend))

    def _boundaries(self, section: BoundariesSection | None) -> BoundariesSection | None:
        if section is None:
            return None
        mend = partial(
            mend_boundaries,
            section=section,
            vintage=self.config.vintage,
            people={} if self.config.population else {Role.POPULATION: None},
            tolerance=self.tolerance,
        )
        return replace(section, path=self._copy("boundaries", section.path, mend))

    def _features(self, role: str, section: Features) -> Features:
        mend = partial(mend_features, section=section, vintage=self.config.vintage)
        return replace(section, path=self._copy(role, section.path, mend))

    def _commuting(self, section: CommutingSection | None) -> CommutingSection | None:
        if section is None:
            return None
        trips = self._copy("commuting", section.path, partial(mend_trips, section=section))
        totals = section.totals and self._copy(
            "commuting-totals", section.totals, partial(mend_employed, section=section)
        )
        return replace(section, path=trips, totals=totals)

    def _services(self, section: ServicesSection | None) -> ServicesSection | None:
        return None if section is None else self._untouched("services", section)

    def _untouched(self, role: str, section: Untouched) -> Untouched:
        """Copy what people have to mend themselves, if anything is wrong with it."""
        return replace(section, path=self._copy(role, section.path, lambda _path: None))

    def _norm(self, section: NormSection) -> NormSection:
        """Copy the file of a norm, if it has one of its own."""
        if section.id is None or not section.id.endswith(".toml"):
            return section
        copy = self._place(Path(section.id).name)
        _copy_file(Path(section.id), copy)
        return replace(section, id=copy.relative_to(self.folder).as_posix())

    def _copy(self, role: str, source: Source, mend: Callable[[Path], Mended | None]) -> Source:
        """Write the copy of one input: mended, or as it is if nothing was wrong or legible."""
        self.stage(text("Mending {file}", file=source.given))
        path = self.config.path_of(source)
        try:
            mended = mend(path)
        except InputError:  # the inspection of the copy says what is wrong with it
            mended = None
        if mended is None or not mended.changes:
            copy = self._place(path.name)
            for part in parts_of(path):
                _copy_file(part, copy.parent / part.relative_to(path.parent))
        else:
            copy = self._place(path.stem + mended.ending)
            mended.write(copy)
        copied = RepairedInput(
            role,
            source.given,
            copy.relative_to(self.folder).as_posix(),
            sha256=digest(path),
            copy_sha256=digest(copy),
        )
        if mended is not None:
            copied = replace(
                copied, before=mended.before, after=mended.after, changes=mended.changes
            )
        self.inputs.append(copied)
        return Source(copied.copy)

    def _place(self, name: str) -> Path:
        """Return where a file of some name can be written: the same name may be taken already."""
        folders = chain([self.folder], (self.folder / str(number) for number in count(2)))
        folder = next(folder for folder in folders if self._is_free(folder / name))
        folder.mkdir(exist_ok=True)
        return folder / name

    def _is_free(self, path: Path) -> bool:
        reserved = (self.folder / FILE_NAME, self.folder / LOG_NAME)
        return path not in reserved and not path.exists()


def _copy_file(source: Path, copy: Path) -> None:
    copy.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, copy)
