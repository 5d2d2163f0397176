"""The layers that are measured: drawn towns, and the real ones, kept in a folder."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import rivers, towns


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
    """Return a layer of so many drawn buildings, which has its rivers beside it."""

    def prepare(folders: Folders) -> Path:
        path = folders.kept / f"towns-{count}.parquet"
        _kept(rivers.beside(path), lambda made: rivers.main(count, made))
        return _kept(path, lambda made: towns.main(count, made))

    return Layer(f"{count:,d} edificios".replace(",", "."), prepare)


def real(title: str, name: str) -> Layer:
    """Return a layer of the real data."""

    def prepare(folders: Folders) -> Path:
        if folders.real is None or not (folders.real / name).exists():
            raise NoDataError(name)
        return folders.real / name

    return Layer(title, prepare)


def _kept(path: Path, make: Callable[[Path], None]) -> Path:
    """Return a file that is made whole or not at all."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        make(unfinished)
        unfinished.replace(path)
    return path


REAL: Final = {
    "addresses": real("2.594.830 direcciones reales", "address_points.parquet"),
    "blocks": real("166.299 manzanas reales", "blocks_2024.parquet"),
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
