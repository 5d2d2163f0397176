"""What was read and measured of a study, kept in a folder for the next command on it."""

import hashlib
import os
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from mmap import ACCESS_COPY, mmap
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli import __version__
from metrocli.continuity.gapgraph import GapGraph
from metrocli.errors import OutputError, refusal
from metrocli.model import Conventions, Geometries, Study
from metrocli.study.config import StudyConfig
from metrocli.study.files import digest
from metrocli.study.sections import ContinuitySection, NormSection
from metrocli.text import text

ENDING = ".metro"
"""How the names of kept files end."""

MODULES = ("metrocli.continuity.", "metrocli.model.", "metrocli.text")
"""Whose classes a kept file may hold, beside arrays: nothing in it can run anything else."""

NONE: Geometries = np.empty(0, dtype=object)
"""No geometries."""

ARRAYS = frozenset({"_frombuffer", "_reconstruct", "dtype", "ndarray", "scalar"})
"""What arrays are made of."""

ALIGNMENT = 64
"""Bytes: every array begins at a multiple of them, which is what compiled code likes best."""


@dataclass(frozen=True, eq=False)
class Kept:
    """A study, and the gap graph of all its footprints."""

    study: Study
    graph: GapGraph


@dataclass(frozen=True, eq=False)
class _Stored:
    """What a file holds: geometries as WKB, the one after the other, beside everything else."""

    study: Study
    graph: GapGraph
    footprints: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    boundaries: Mapping[str, bytes]
    barriers: Any


class StoredGeometries:
    """Geometries that are decoded when they are asked for, as few as are asked for.

    Parameters
    ----------
    wkb : ndarray of uint8
        All of them, the one after the other.
    bounds : ndarray of int64, shape (n + 1,)
        Where each begins and ends.
    """

    def __init__(self, wkb: NDArray[np.uint8], bounds: NDArray[np.int64]) -> None:
        self._wkb = wkb
        self._bounds = bounds

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._bounds) - 1

    def __getitem__(self, which: Any) -> Any:
        """Return one of them, or an array of some, as an array of them would."""
        rows = np.arange(len(self))[which]
        found = self._decoded(np.atleast_1d(rows))
        return found if np.ndim(rows) else found[0]

    def __array__(self, dtype: Any = None, copy: Any = None) -> Geometries:
        """Return all of them."""
        return self._decoded(np.arange(len(self)))

    def _decoded(self, rows: NDArray[np.int64]) -> Geometries:
        starts, ends = self._bounds[rows].tolist(), self._bounds[rows + 1].tolist()
        parts = [self._wkb[start:end].tobytes() for start, end in zip(starts, ends, strict=True)]
        return np.asarray(shapely.from_wkb(np.array(parts, dtype=object)))


def key_of(config: StudyConfig, horizon: float) -> str:
    """Return what a kept file is known by: the hash of all that it was made from.

    That is the program, the study as it is written (but not the terms on which it is judged, which
    nothing in the file depends on), the bytes of every input, and the horizon.

    Parameters
    ----------
    config : StudyConfig
        Of metro.toml, of options, or of both.
    horizon : float
        Metres.

    Raises
    ------
    InputError
        If a file is missing or cannot be read.
    """
    # Of the terms, only the least patch decides what counts as a footprint.
    terms = ContinuitySection(
        min_patch=config.continuity.min_patch, patch_gap=config.continuity.patch_gap
    )
    described = replace(config, continuity=terms, norm=NormSection())
    digests = [digest(config.path_of(source)) for source in config.sources]
    made_from = repr((__version__, described, digests, float(horizon)))
    return hashlib.sha256(made_from.encode()).hexdigest()


def reopen(folder: Path, key: str) -> Kept | None:
    """Return what a folder has kept under a key; None if it has nothing, or nothing legible."""
    try:
        with (folder / f"{key}{ENDING}").open("rb") as file:
            stored = _read(file)
    except (
        OSError,
        pickle.UnpicklingError,
        EOFError,
        ValueError,
        TypeError,
        AttributeError,
        ImportError,
    ):
        return None
    return _unpacked(stored) if isinstance(stored, _Stored) else None


def keep(folder: Path, key: str, kept: Kept) -> None:
    """Keep a study and its gap graph in a folder, which is made if there is none.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    path = folder / f"{key}{ENDING}"
    draft = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            _write(file, _packed(kept))
        draft.replace(path)
    except OSError as error:
        raise OutputError(
            text("{file}: it cannot be written ({reason})", file=str(path), reason=refusal(error)),
            text("Give another folder with --cache, or leave the option out."),
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _write(file: BinaryIO, stored: _Stored) -> None:
    """Write the sizes of all parts, what is no array, and every array by itself."""
    arrays: list[pickle.PickleBuffer] = []
    others = pickle.dumps(stored, protocol=5, buffer_callback=arrays.append)
    parts = [memoryview(others), *(array.raw() for array in arrays)]
    pickle.dump([part.nbytes for part in parts], file, protocol=5)
    for part in parts:
        file.write(bytes(-file.tell() % ALIGNMENT))
        file.write(part)


def _read(file: BinaryIO) -> Any:
    """Return what a file holds; of its arrays, only what is looked at is ever read."""
    sizes = _Loader(file).load()
    parts, at = [], file.tell()
    pages = memoryview(mmap(file.fileno(), 0, access=ACCESS_COPY))
    for size in sizes:
        at += -at % ALIGNMENT
        parts.append(pages[at : at + size])
        at += size
    others, *arrays = parts
    return _Loader(BytesIO(others), buffers=arrays).load()


class _Loader(pickle.Unpickler):
    """Loads our own values and arrays, and refuses anything else."""

    def find_class(self, module: str, name: str) -> Any:
        plain = {(__name__, _Stored.__name__), ("datetime", "date")}
        ours = f"{module}.".startswith(MODULES) or (module, name) in plain
        if (
            ours
            or (module, name) == ("datetime", "date")
            or (module.startswith("numpy") and name in ARRAYS)
        ):
            return super().find_class(module, name)
        message = f"{module}.{name}"
        raise pickle.UnpicklingError(message)


def _packed(kept: Kept) -> _Stored:
    """Return what is written of a study: its graph shares the footprints with it."""
    study = kept.study
    wkb = shapely.to_wkb(study.footprints.geometries)
    bounds = np.concatenate([[0], np.cumsum([len(one) for one in wkb])]).astype(np.int64)
    bare = replace(study.footprints, geometries=NONE)
    return _Stored(
        study=replace(
            study,
            footprints=bare,
            boundaries={},
            barriers=replace(study.barriers, geometries=NONE),
            conventions=_mapped(study.conventions, shapely.to_wkb),
        ),
        graph=kept.graph.over(bare),
        footprints=np.frombuffer(b"".join(wkb), np.uint8),
        bounds=bounds,
        boundaries={code: shapely.to_wkb(shape) for code, shape in study.boundaries.items()},
        barriers=shapely.to_wkb(study.barriers.geometries),
    )


def _unpacked(stored: _Stored) -> Kept:
    geometries: Any = StoredGeometries(stored.footprints, stored.bounds)
    footprints = replace(stored.study.footprints, geometries=geometries)
    boundaries = {code: shapely.from_wkb(wkb) for code, wkb in stored.boundaries.items()}
    study = replace(
        stored.study,
        footprints=footprints,
        boundaries=boundaries,
        barriers=replace(stored.study.barriers, geometries=shapely.from_wkb(stored.barriers)),
        conventions=_mapped(stored.study.conventions, shapely.from_wkb),
    )
    return Kept(study, stored.graph.over(footprints))


def _mapped(conventions: Conventions, through: Callable[[Any], Any]) -> Conventions:
    """Return conventions whose also-built features are in another form."""
    also = conventions.also_built
    if also is None:
        return conventions
    return replace(conventions, also_built=replace(also, geometries=through(also.geometries)))
