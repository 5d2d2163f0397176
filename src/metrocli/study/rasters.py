"""Reading built-up rasters: the cells of a GeoTIFF over a threshold become square features."""

import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import ProjError

from metrocli.errors import InputError, InvalidInputError, MissingInputError
from metrocli.model import Code, Geometries, Notice
from metrocli.planar import from_plane
from metrocli.study.columns import Table, Unit
from metrocli.study.files import require_file
from metrocli.study.layers import ASSIGN_CRS, Grid, Layer
from metrocli.study.sections import FootprintsSection
from metrocli.study.tables import unreadable
from metrocli.text import plural, text

EXTRA = "raster"
"""The extra of the package that brings rasterio."""

MOST_CELLS = 2_000_000
"""Footprints that a raster may become: as geometries they take a gigabyte and a half."""

MOST_READ = 5_000_000_000
"""Cells that may be looked at: ten metres a side for a region, a hundred for the country."""

STRIP = 16_000_000
"""Cells that are held at once."""

Window = tuple[slice, slice]
"""Rows and columns."""


def read_cells(
    path: Path,
    section: FootprintsSection,
    boundaries: Mapping[Code, Any],
    only: Collection[Code] | None = None,
) -> Layer:
    """Read the cells of a raster whose value is over a threshold, where communes lie.

    Parameters
    ----------
    path : Path
        A GeoTIFF; no other file, such as a world file beside it, is looked at.
    section : FootprintsSection
        Band, from 1, which it is by default, and threshold in the raster's own unit.
    boundaries : mapping of str to shapely geometry
        Planar commune polygons by CUT: cells that touch none of them are not read.
    only : collection of str, optional
        The communes that matter, if not all.

    Returns
    -------
    Layer
        A square in the raster's CRS for each cell, "row-column" (from 0) as its id; cells without
        data are none. With a `Grid`.

    Raises
    ------
    MissingInputError
        If rasterio is not installed, or there is no file, threshold, CRS, georeference, band or
        boundaries.
    UnreadableInputError
        If it is no GeoTIFF, or cut off.
    InvalidInputError
        If a key is given that only layers have; if it covers none of the communes, if no cell is
        over the threshold, or if too many are.
    """
    require_file(path)
    threshold = _threshold(path, section, boundaries)
    wanted = [code for code in boundaries if only is None or code in only]
    with _opened(path) as raster:
        band = section.band or 1
        crs = _crs(path, raster, band)
        places = _places(path, {code: boundaries[code] for code in wanted}, crs)
        windows = {code: _window(raster, place) for code, place in places.items()}
        _refuse_vast(path, windows)
        found = [
            cells
            for code, window in windows.items()
            for cells in _over(raster, band, threshold, window, places[code])
        ]
        rows, columns = np.divmod(_united(found), raster.width)
        _refuse_number(path, len(rows), threshold, windows)
        grid = _grid(raster, band, threshold)
        squares = _squares(rows, columns, raster.transform)
        uncovered = [code for code, place in places.items() if not _covers(raster, place)]
    return Layer(
        path=path,
        table=_table(path, rows, columns),
        wkb=pa.chunked_array([pa.array(shapely.to_wkb(squares), pa.binary())]),
        crs=crs,
        name=path.stem,
        notices=_notices(path, uncovered),
        grid=grid,
    )


def _threshold(path: Path, section: FootprintsSection, boundaries: Mapping[Code, Any]) -> float:
    """Return the threshold, if all that a raster needs is there, and nothing that it cannot use."""
    for key in ("layer", "id", "code", "population", "where", "name"):
        if getattr(section, key) is not None:
            raise InvalidInputError(
                text("{file}: a raster has no use for {key}", file=str(path), key=key),
                text("Take the key out; people come from [people]."),
            )
    if section.threshold is None:
        raise MissingInputError(
            text("{file}: nothing says from which value a cell is built up", file=str(path)),
            text("Give threshold in [[footprints]], or --threshold: cells over it are footprints."),
        )
    if not boundaries:
        raise MissingInputError(
            text("{file}: a raster does not tell the commune of its cells", file=str(path)),
            text("Give [boundaries], or --boundaries, to place them by."),
        )
    return section.threshold


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a GeoTIFF, and that file alone: no other driver, no file beside it, no network."""
    rasterio = _rasterio(path)
    with (
        warnings.catch_warnings(),
        rasterio.Env(GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR", GDAL_PAM_ENABLED="NO"),
    ):
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)  # refused below
        try:
            with rasterio.open(path.resolve(), driver="GTiff") as raster:
                yield raster
        except InputError:
            raise
        except (rasterio.errors.RasterioError, OSError, ValueError, MemoryError) as error:
            raise unreadable(path, error) from error


def _rasterio(path: Path) -> Any:
    try:
        import rasterio  # noqa: PLC0415 - an extra
        import rasterio.features  # noqa: PLC0415
    except ImportError as error:
        raise MissingInputError(
            text("{file}: reading a raster needs rasterio, which is not here", file=str(path)),
            text("Install it with pip install 'metrocli[{extra}]'.", extra=EXTRA),
        ) from error
    return rasterio


def _crs(path: Path, raster: Any, band: int) -> pyproj.CRS:
    """Return the CRS of a raster that has one, a place in it, and a band."""
    placed = np.isfinite(raster.transform).all() and not raster.transform.is_degenerate
    if raster.crs is None or raster.transform.is_identity or not placed:
        problem = (
            text("{file}: the raster has no CRS", file=str(path))
            if raster.crs is None
            else text("{file}: the raster is not georeferenced", file=str(path))
        )
        raise MissingInputError(
            problem, text("Give a GeoTIFF that says where it lies (in QGIS: Export, Save As).")
        )
    if band > raster.count:
        raise MissingInputError(
            text("{file}: there is no band {band:d}", file=str(path), band=band),
            text("There are {count:d}, counted from 1.", count=raster.count),
        )
    return pyproj.CRS.from_wkt(raster.crs.to_wkt())


def _grid(raster: Any, band: int, threshold: float) -> Grid:
    """Return what is said of a raster; the sides of a cell whichever way it is turned."""
    across = float(np.hypot(raster.transform.a, raster.transform.d))
    down = float(np.hypot(raster.transform.b, raster.transform.e))
    nodata = raster.nodatavals[band - 1]
    return Grid(band, threshold, (across, down), None if nodata is None else float(nodata))


def _places(
    path: Path, polygons: Mapping[Code, Any], crs: pyproj.CRS
) -> dict[Code, shapely.Geometry]:
    """Return polygons of the plane in the CRS of a raster."""
    try:
        there = from_plane(np.array([*polygons.values()], dtype=object), crs)
    except ProjError as error:
        raise _nowhere(path, crs) from error
    if not np.isfinite(shapely.bounds(there)).all():
        raise _nowhere(path, crs)
    return dict(zip(polygons, there.tolist(), strict=True))


def _nowhere(path: Path, crs: pyproj.CRS) -> InvalidInputError:
    return InvalidInputError(
        text("{file}: its CRS, {crs}, does not reach Chile", file=str(path), crs=str(crs.name)),
        ASSIGN_CRS,
    )


def _moved(transform: Any, x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.float64]:
    """Return columns and rows as coordinates, or the reverse, by an affine transform."""
    return np.stack(
        [
            transform.a * x + transform.b * y + transform.c,
            transform.d * x + transform.e * y + transform.f,
        ],
        axis=-1,
    )


def _pixels(raster: Any, place: shapely.Geometry) -> NDArray[np.float64]:
    """Return the first and last column and row of a place, as far as they are cells or not."""
    pixels = _moved(~raster.transform, *shapely.get_coordinates(place).T)
    return np.concatenate([pixels.min(axis=0), pixels.max(axis=0)])


def _covers(raster: Any, place: shapely.Geometry) -> bool:
    west, north, east, south = _pixels(raster, place)
    # A cell of grace: rasters are cut by whole cells, and borders are generalised.
    return bool(
        west >= -1 and north >= -1 and east <= raster.width + 1 and south <= raster.height + 1
    )


def _window(raster: Any, place: shapely.Geometry) -> Window:
    """Return the part of a raster where a place lies; empty if that is outside of it."""
    pixels = _pixels(raster, place)
    size = np.array([raster.width, raster.height])
    west, north = np.clip(np.floor(pixels[:2]), 0, size).astype(int).tolist()
    east, south = np.clip(np.ceil(pixels[2:]), 0, size).astype(int).tolist()
    return slice(north, south), slice(west, east)


def _extent(window: Window) -> int:
    rows, columns = window
    return int((rows.stop - rows.start) * (columns.stop - columns.start))


def _over(
    raster: Any, band: int, threshold: float, window: Window, place: shapely.Geometry
) -> Iterator[NDArray[np.int64]]:
    """Yield the numbers of the cells over a threshold that touch a place, strip by strip."""
    from rasterio.features import geometry_mask  # noqa: PLC0415 - an extra
    from rasterio.windows import Window as Cut  # noqa: PLC0415

    rows, columns = window
    width = columns.stop - columns.start
    height = max(1, STRIP // max(width, 1))
    for top in range(rows.start, rows.stop, height) if width else ():
        cut = Cut(columns.start, top, width, min(height, rows.stop - top))
        values = raster.read(band, window=cut, masked=True)
        over = (values > threshold).filled(fill_value=False)
        if not over.any():
            continue
        over &= geometry_mask(
            [place],
            over.shape,
            raster.window_transform(cut),
            all_touched=True,
            invert=True,
        )
        row, column = np.nonzero(over)
        yield (row + top).astype(np.int64) * raster.width + column + columns.start


def _united(found: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the numbers of cells, each once: those on a border touch two communes."""
    return np.unique(np.concatenate([np.empty(0, np.int64), *found]))


def _refuse_vast(path: Path, windows: Mapping[Code, Window]) -> None:
    cells = sum(map(_extent, windows.values()))
    if cells > MOST_READ:
        raise InvalidInputError(
            text("{file}: {count:,d} cells lie in the communes", file=str(path), count=cells),
            text("Give a coarser raster, or the polygons of fewer communes."),
        )


def _refuse_number(
    path: Path, count: int, threshold: float, windows: Mapping[Code, Window]
) -> None:
    if not any(map(_extent, windows.values())):
        raise InvalidInputError(
            text("{file}: the raster covers none of the communes", file=str(path)),
            text("Check that it is the tile where they lie, and its CRS."),
        )
    if not count:
        raise InvalidInputError(
            text(
                "{file}: no cell in the communes is over {threshold:,g}",
                file=str(path),
                threshold=threshold,
            ),
            text("The threshold is in the unit of the raster: lower it, or check the band."),
        )
    if count > MOST_CELLS:
        raise InvalidInputError(
            text(
                "{file}: {count:,d} cells are over {threshold:,g}, more than {most:,d}",
                file=str(path),
                count=count,
                threshold=threshold,
                most=MOST_CELLS,
            ),
            text("Raise the threshold, give a coarser raster, or the polygons of fewer communes."),
        )


def _squares(rows: NDArray[np.int64], columns: NDArray[np.int64], transform: Any) -> Geometries:
    """Return the outline of each cell: neighbours share their corners to the last bit."""
    column = columns[:, None] + np.array([0, 1, 1, 0])
    row = rows[:, None] + np.array([0, 0, 1, 1])
    return np.asarray(shapely.polygons(_moved(transform, column, row)))


def _table(path: Path, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Table:
    ids = [f"{row}-{column}" for row, column in zip(rows.tolist(), columns.tolist(), strict=True)]
    frame = pd.DataFrame({"id": pd.Series(ids, dtype=str)})
    return Table(text("{file}", file=str(path)), frame, np.arange(1, len(ids) + 1), Unit.FEATURE)


def _notices(path: Path, uncovered: list[Code]) -> tuple[Notice, ...]:
    if not uncovered:
        return ()
    message = plural(
        "{file}: the raster ends within {count:,d} commune, or before it: {codes}",
        "{file}: the raster ends within {count:,d} communes, or before them: {codes}",
        file=str(path),
        count=len(uncovered),
        codes=tuple(uncovered),
    )
    return (Notice("raster-ends", message),)
