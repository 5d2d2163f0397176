"""From the options of `metro patches` to patches, and to the files that hold them."""

from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from metrocli.cli.delivery import write_whole
from metrocli.cli.work import Case
from metrocli.delimit.mapping import PatchMap, left_out, map_patches
from metrocli.delimit.measured import fenced
from metrocli.model import Code, PatchReport
from metrocli.progress import Stage
from metrocli.report.outlines import write_outlines
from metrocli.study import national
from metrocli.study.load import load_barriers
from metrocli.study.stream.opening import Opened, open_footprints
from metrocli.study.stream.writing import write_beside
from metrocli.text import text

LARGEST = 10
"""Patches that are reported one by one."""

BARE = ".parquet"
"""The ending of labels without geometries: a table to be joined to the layer."""


@dataclass(frozen=True, eq=False)
class Mapped:
    """The patches of a study, and what is reported of them."""

    opened: Opened
    found: PatchMap
    report: PatchReport


def map_study(case: Case, least: int, stage: Stage) -> Mapped:
    """Find the patches of a study's footprints, and report those with so many footprints."""
    config = case.config
    gap = case.settings.continuity.max_gap
    opened = open_footprints(config, stage)
    read, barriers = load_barriers(config, stage)
    found = map_patches(opened.noting, gap, stage, barriers=barriers)
    largest = found.largest(LARGEST)
    notices = (
        *opened.notices,
        *read.notices,
        *left_out(opened.noting, found.patches),
        *fenced(barriers, read.inputs),
    )
    report = PatchReport(
        study_title=config.study.title or "",
        vintage=config.vintage,
        schematic=config.study.schematic,
        max_gap=gap,
        features=opened.layer.count,
        footprints=int(found.footprints.sum()),
        patches=len(found.footprints),
        population=None if found.population is None else float(found.population.sum()),
        area=float(found.areas.sum()),
        min_footprints=least,
        drawn=int((found.footprints >= least).sum()),
        largest=largest,
        names=_names({code for patch in largest for code in patch.communes}),
        inputs=(*opened.inputs, *read.inputs),
        notices=tuple(
            replace(notice, message=config.as_given(notice.message)) for notice in notices
        ),
    )
    return Mapped(opened, found, report)


def _names(codes: set[Code]) -> dict[Code, str]:
    known = national.names()
    return {code: known.get(code, code) for code in sorted(codes)}


def write_map(mapped: Mapped, output: Path, labels: Path | None, stage: Stage) -> None:
    """Write outlines and, if they are wanted, labels; each file whole or not at all.

    Parameters
    ----------
    mapped : Mapped
        The patches.
    output, labels : Path
        The files. Both are complete before the first one gets its name.
    stage : callable
        Told what is being done, and how far it has come.
    """

    def write(draft: Path) -> None:
        report = mapped.report
        chosen = mapped.found.footprints >= report.min_footprints
        write_outlines(mapped.found, chosen, draft, schematic=report.schematic, stage=stage)
        if labels is not None:
            write_whole(labels, lambda beside: _write_labels(mapped, beside, stage))

    write_whole(output, write)


def _write_labels(mapped: Mapped, path: Path, stage: Stage) -> None:
    stage(text("Writing the labels"))
    layer, patches = mapped.opened.layer, mapped.found.patches.labels.patches
    identity = [] if mapped.opened.id is None else [mapped.opened.id]
    geometry = [] if path.suffix.lower() == BARE else [layer.geometry]
    labels = pa.array(patches + 1, mask=patches < 0)
    write_beside(layer, [*identity, *geometry], {"patch": labels}, path, stage)
