"""What is measured: cases, each of them whole in one run, so that its ratios mean something."""

import json
import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from benchmarks import postgis
from benchmarks.data import Folders, layer
from benchmarks.partition import rows_that_differ
from benchmarks.watch import Limits, Outcome, Usage, watch
from benchmarks.ways import WAYS, NotAvailableError

OURS: Final = "metro"
EXACT: Final = (OURS, "gap-tree", "postgis")
ALL: Final = (OURS, "postgis", "strtree", "gap-tree", "duckdb", "buffer", "dbscan", "kdtree")

GAPS: Final = (10.0, 50.0, 200.0, 1000.0)
GAP: Final = 200.0

SMALL: Final = "towns-20000"
"""The layer with which every process gets ready: large enough to reach all code."""

CHEAP: Final = 30.0
"""Seconds: only ways that take less are run more than once."""

REFERENCES: Final = ("strtree", "postgis", "gap-tree")
"""Whose partition the others are compared with: the first that gave one."""


@dataclass(frozen=True, slots=True)
class Task:
    """A layer, a gap in metres, and the ways of finding its patches."""

    layer: str
    gap: float
    ways: Sequence[str]


@dataclass(frozen=True, slots=True)
class Case:
    """Tasks that are run one after the other.

    Parameters
    ----------
    title : str
        What the page calls them.
    tasks : sequence of Task
        What is run.
    repeats : int
        How often a cheap way is run.
    """

    title: str
    tasks: Sequence[Task]
    repeats: int = 3


@dataclass(frozen=True)
class Measured:
    """What a way took in a task.

    Parameters
    ----------
    layer, gap, way
        The task.
    rows : int
        Footprints of the layer.
    outcome : Outcome
        How the last run ended.
    start : float
        Seconds until the last run was ready.
    walls, cpus : sequence of float
        Seconds of each run from then on.
    others : sequence of float
        Processors that everything else kept busy during each run.
    peak : int
        Bytes, the most of all runs.
    message : str
        Why it was not done.
    reference : str or None
        The way whose partition is the reference.
    differing : int or None
        Rows that the reference puts elsewhere; None without a partition to compare.
    """

    layer: str
    gap: float
    way: str
    rows: int
    outcome: Outcome
    start: float
    walls: Sequence[float]
    cpus: Sequence[float]
    others: Sequence[float]
    peak: int
    message: str = ""
    reference: str | None = None
    differing: int | None = None

    @property
    def wall(self) -> float:
        """Seconds of the median run."""
        return statistics.median(self.walls)

    @property
    def cpu(self) -> float:
        """Seconds of the median run."""
        return statistics.median(self.cpus)


def _sizes(ways: Sequence[str], *counts: int, gaps: Iterable[float] = (GAP,)) -> list[Task]:
    return [Task(f"towns-{count}", gap, ways) for count in counts for gap in gaps]


CASES: Final = {
    "partition": Case(
        "La misma partición",
        [
            *_sizes((*EXACT, "strtree"), 100_000, gaps=GAPS[:2]),
            *_sizes(EXACT, 100_000, gaps=GAPS[2:]),
            *_sizes(EXACT, 300_000, 1_000_000, gaps=GAPS),
        ],
        repeats=1,
    ),
    "small": Case("100.000 edificios a 200 m", _sizes(ALL, 100_000)),
    "peers": Case("1.000.000 de edificios a 200 m", _sizes(ALL, 1_000_000)),
    "growth": Case(
        "De 1 a 10 millones de edificios a 200 m",
        _sizes((OURS,), 1_000_000, 3_000_000, 10_000_000),
    ),
    "barriers": Case(
        "Con 1 km de barreras por cada mil edificios, a 200 m",
        _sizes((OURS, "barriers"), 1_000_000, 10_000_000),
    ),
    "graph": Case(
        "Grafo de brechas de 1.000.000 de edificios en 60 comunas",
        [
            Task("towns-1000000", GAP, (OURS,)),
            Task("towns-1000000", 6000.0, ("communes-10", "communes-0")),
        ],
    ),
    "addresses": Case(
        "Direcciones reales a 200 m",
        [Task("addresses", GAP, (OURS, "gap-tree", "dbscan", "kdtree"))],
    ),
    "blocks": Case(
        "Manzanas reales",
        [
            Task("blocks", GAP, (OURS, "strtree", "gap-tree", "buffer")),
            Task("blocks", 6000.0, ("gap-graph",)),
        ],
    ),
}
"""By the name that the command line knows."""


def measure(task: Task, folders: Folders, limits: Limits, repeats: int = 1) -> Iterator[Measured]:
    """Yield what each way of a task took, compared with the reference.

    Raises
    ------
    NoDataError
        If the layer is not here.
    """
    path, small = layer(task.layer).prepare(folders), layer(SMALL).prepare(folders)
    with pq.ParquetFile(path) as file:
        rows = file.metadata.num_rows
    labels = {way: folders.kept / f"labels-{way}.parquet" for way in task.ways}
    found = []
    for way in task.ways:
        labels[way].unlink(missing_ok=True)
        rest = [small, task.gap, labels[way]]
        usages = list(_runs(way, path, rest, limits, repeats))
        last = usages[-1]
        told = [usage for usage in usages if usage.outcome is last.outcome]
        found.append(
            Measured(
                layer=task.layer,
                gap=task.gap,
                way=way,
                rows=rows,
                outcome=last.outcome,
                start=last.start,
                walls=[usage.wall for usage in told],
                cpus=[usage.cpu for usage in told],
                others=[usage.others for usage in told],
                peak=max(usage.peak for usage in told),
                message="" if last.outcome is Outcome.DONE else last.message,
            )
        )
    yield from _compared(found, labels)
    for file_of_labels in labels.values():
        file_of_labels.unlink(missing_ok=True)


def _runs(
    way: str, path: Path, rest: Sequence[object], limits: Limits, repeats: int
) -> Iterator[Usage]:
    """Yield what a way takes, several times if it is cheap."""
    command = [sys.executable, "-m", "benchmarks.run", way, str(path), *map(str, rest)]
    try:
        with postgis.serving(path) if WAYS[way].server else nullcontext() as server:
            for _ in range(repeats):
                if server is None:
                    usage = watch(command, limits)
                else:
                    environment = {postgis.ADDRESS: server.address}
                    usage = watch(command, limits, environment, server.processes)
                yield usage
                if usage.outcome is not Outcome.DONE or usage.wall > CHEAP:
                    break
    except NotAvailableError as error:
        yield Usage(Outcome.NOT_AVAILABLE, 0, 0, 0, 0, 0, str(error))


def _compared(found: Sequence[Measured], labels: dict[str, Path]) -> Iterator[Measured]:
    """Yield what was measured, with how many rows differ from the reference."""
    written = {
        one.way: pq.read_table(labels[one.way], columns=["patch"])["patch"].to_numpy()
        for one in found
        if one.outcome is Outcome.DONE and labels[one.way].exists()
    }
    reference = next((way for way in REFERENCES if way in written), None)
    for one in found:
        if reference is None or one.way not in written:
            yield one
            continue
        differing = rows_that_differ(written[one.way], written[reference])
        yield Measured(**{**asdict(one), "reference": reference, "differing": differing})


def save(found: Sequence[Measured], path: Path) -> None:
    """Keep what a case measured."""
    path.write_text(json.dumps([asdict(one) for one in found], indent=1), encoding="utf-8")


def load(path: Path) -> list[Measured]:
    """Return what a case measured; nothing if it has not been run."""
    if not path.exists():
        return []
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Measured(**{**row, "outcome": Outcome(row["outcome"])}) for row in rows]
