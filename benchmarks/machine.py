"""The machine and the programs that a measurement was made with."""

import os
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import shapely

PACKAGES: Final = (
    "numpy", "numba", "pyarrow", "shapely", "scipy", "scikit-learn", "duckdb", "psycopg",
)  # fmt: skip


def machine() -> str:
    """Return a sentence or two about it, in Spanish."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    parts = [
        f"{os.cpu_count()} procesadores {_processor()}",
        f"{memory:.0f} GB de memoria",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        *_versions(),
    ]
    return ", ".join(parts)


def _versions() -> Iterator[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    yield f"GEOS {shapely.geos_version_string}"
    for control in sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        lines = control.read_text(encoding="utf-8").splitlines()
        found = next(line for line in lines if line.startswith("default_version"))
        yield f"PostgreSQL {control.parents[1].name} con PostGIS {found.split(chr(39))[1]}"


def _processor() -> str:
    """Return the model of the processor, if the system tells."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = [line for line in lines if line.startswith("model name")]
    return found[0].partition(":")[2].strip() if found else platform.machine()
