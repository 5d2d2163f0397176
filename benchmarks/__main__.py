"""Measures metro against its peers, and writes docs/rendimiento.md.

Usage: python -m benchmarks [CASE …]

Layers are drawn once and kept in the folder BENCH_DATA; the real ones are in METRO_DATA.
"""

import argparse
import datetime as dt
import os
import signal
import sys
from pathlib import Path

from benchmarks.cases import CASES, Case, Measured, load, measure, save
from benchmarks.data import Folders, NoDataError, folders
from benchmarks.machine import machine
from benchmarks.page import put
from benchmarks.watch import Limits

REPOSITORY = Path(__file__).parents[1]


def main() -> None:
    """Measure the cases, and write the page from what they and earlier runs measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--seconds", type=float, default=600, help="limit of each run")
    parser.add_argument("--gigabytes", type=float, default=6, help="limit of each run")
    parser.add_argument("--page", type=Path, default=REPOSITORY / "docs" / "rendimiento.md")
    options = parser.parse_args()
    unknown = set(options.cases) - set(CASES)
    if unknown:
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    # So that a server is removed whichever way this process is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    here = folders()
    os.environ["PYTHONPATH"] = os.pathsep.join([str(REPOSITORY), *sys.path[1:]])
    limits = Limits(options.seconds, options.gigabytes * 2**30)
    kept = {name: here.kept / f"results-{name}.json" for name in CASES}
    for name in options.cases or CASES:
        save(run(CASES[name], here, limits), kept[name])
        results = {each: load(path) for each, path in kept.items()}
        put(options.page, results, machine(), dt.datetime.now(dt.UTC).date().isoformat())


def run(case: Case, here: Folders, limits: Limits) -> list[Measured]:
    """Return what a case measured, and say so as it goes."""
    print(case.title)
    found = []
    for task in case.tasks:
        try:
            for one in measure(task, here, limits, case.repeats):
                found.append(one)
                print(
                    f"  {one.layer} {one.gap:g} m, {one.way}: {one.outcome} after {one.wall:.2f} s "
                    f"(CPU {one.cpu:.2f} s, {one.peak / 1e6:.0f} MB); {one.differing} rows differ",
                    flush=True,
                )
        except NoDataError as error:
            print(f"  {task.layer}: {error} is not here")
    return found


if __name__ == "__main__":
    main()
