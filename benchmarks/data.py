"""The layers that are measured: drawn towns, and the real ones, kept in a folder."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from benchmarks import towns

BATCH: Final = 100_000


class NoDataError(Exception):
    """A layer that is not here; the message says which."""


@dataclass(frozen=True)
class Folders:
    """Where layers are.

    Parameters
    ----------
    kept : Path
        What is drawn or prepared once, for later runs too.
    real : Path or None
        The real data, if they are here.
    """

    kept: Path
    real: Path | None


@dataclass(frozen=True)
class Layer:
    """A layer.

    Parameters
    ----------
    title : str
        What the page calls it.
    prepare : callable
        Returns its file, and makes it first if need be.
    """

    title: str
    prepare: Callable[[Folders], Path]


def drawn(count: int) -> Layer:
    """Return a layer of so many drawn buildings."""

    def prepare(folders: Folders) -> Path:
        path = folders.kept / f"towns-{count}.parquet"
        return _kept(path, lambda made: towns.main(count, made))

    return Layer(f"{count:,d} edificios".replace(",", "."), prepare)


def _address_points(folders: Folders) -> Path:
    """Return the address points as GeoParquet: the original has plain columns."""
    source = _real(folders, "address_points.parquet")
    return _kept(folders.kept / "address_points.parquet", lambda made: _to_geoparquet(source, made))


def _blocks(folders: Folders) -> Path:
    return _real(folders, "blocks_2024.parquet")


def _real(folders: Folders, name: str) -> Path:
    if folders.real is None or not (folders.real / name).exists():
        raise NoDataError(name)
    return folders.real / name


def _kept(path: Path, make: Callable[[Path], None]) -> Path:
    """Return a file that is made whole or not at all."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        make(unfinished)
        unfinished.replace(path)
    return path


def _to_geoparquet(source: Path, path: Path) -> None:
    about = {"encoding": "WKB", "geometry_types": ["Point"]}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": about}}
    schema = pa.schema(
        [("id", pa.int64()), ("geometry", pa.binary())], metadata={"geo": json.dumps(geo)}
    )
    with pq.ParquetFile(source) as file, pq.ParquetWriter(path, schema, compression="zstd") as out:
        first = 1
        for batch in file.iter_batches(BATCH, columns=["lon", "lat"]):
            points = shapely.to_wkb(shapely.points(batch["lon"], batch["lat"]))
            ids = range(first, first + len(batch))
            out.write_table(pa.table({"id": ids, "geometry": points}, schema=schema))
            first += len(batch)


REAL: Final = {
    "addresses": Layer("2.594.830 direcciones reales", _address_points),
    "blocks": Layer("166.299 manzanas reales", _blocks),
}


def layer(name: str) -> Layer:
    """Return a layer by its name: a real one, or ``towns-`` and how many buildings."""
    return REAL[name] if name in REAL else drawn(int(name.removeprefix("towns-")))


def folders() -> Folders:
    """Return the folders that the environment names: BENCH_DATA and METRO_DATA."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    kept = os.environ.get("BENCH_DATA")
    real = os.environ.get("METRO_DATA")
    return Folders(Path(kept) if kept else caches / "metro-bench", Path(real) if real else None)
