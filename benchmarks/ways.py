"""The ways of finding patches that are compared: from a GeoParquet to labels on disk."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from benchmarks import rivers
from metrocli.model import Footprints, Geometries, Weighting
from metrocli.planar import to_plane

Labels = NDArray[Any]

PIECE: Final = 20_000
"""Footprints whose pairs the plain way holds at a time."""


FIELDS: Final = (3, 20)
"""Columns and rows of the grid that makes sixty communes of the drawn valley."""


class NotAvailableError(Exception):
    """Something that a way needs is not here; the message says what."""


@dataclass(frozen=True)
class Way:
    """A way of finding patches.

    Parameters
    ----------
    name : str
        What the page calls it.
    run : callable
        Reads a Parquet in degrees, finds its patches at a gap in metres, and writes the patch
        of each row as the column ``patch`` of a Parquet file, if it says patches at all.
    exact : bool
        Whether it measures from edge to edge without approximation.
    server : bool
        Whether it works on a server that has loaded the file beforehand.
    """

    name: str
    run: Callable[[Path, float, Path], None]
    exact: bool = True
    server: bool = False


def plane(path: Path) -> Geometries:
    """Return the geometries of a GeoParquet, or the points of plain columns, in Chile's plane."""
    names = pq.read_schema(path).names
    if "geometry" in names:
        read = shapely.from_wkb(pq.read_table(path, columns=["geometry"])["geometry"])
    else:
        read = shapely.points(*pq.read_table(path, columns=["lon", "lat"]).columns)
    return to_plane(read, "EPSG:4326")


def write(labels: Labels, path: Path) -> None:
    """Write the patch of each row."""
    pq.write_table(pa.table({"patch": labels}), path, compression="zstd")


def grid(path: Path, gap: float, labels: Path) -> None:
    """Cluster on a grid of cells, batch by batch."""
    from metrocli.continuity.grid.cluster import cluster  # noqa: PLC0415
    from metrocli.study.stream.drivers import open_layer  # noqa: PLC0415
    from metrocli.study.stream.writing import write_beside  # noqa: PLC0415

    layer = open_layer(path)
    names = [name for name in ("id", "manzent") if name in layer.fields]
    write_beside(layer, names, {"patch": cluster(layer, gap).patches}, labels)


def grid_behind_rivers(path: Path, gap: float, labels: Path) -> None:
    """Cluster on a grid of cells, where no gap crosses the rivers that are beside the layer."""
    from metrocli.continuity.barriers.walls import walls_of  # noqa: PLC0415
    from metrocli.continuity.grid.cluster import cluster  # noqa: PLC0415
    from metrocli.study.stream.drivers import open_layer  # noqa: PLC0415
    from metrocli.study.stream.writing import write_beside  # noqa: PLC0415

    layer, walls = open_layer(path), walls_of(plane(rivers.beside(path)))
    write_beside(layer, ["id"], {"patch": cluster(layer, gap, walls).patches}, labels)


def gap_tree(path: Path, gap: float, labels: Path) -> None:
    """Cut the gap tree of all footprints, taken as one commune."""
    from metrocli.continuity.measuring import build_gap_graph  # noqa: PLC0415

    geometries = plane(path)
    size = len(geometries)
    footprints = Footprints(
        ids=np.arange(size).astype(str),
        communes=np.full(size, "01101"),
        geometries=geometries,
        weights=np.ones(size),
        weighting=Weighting.COUNT,
    )
    tree = build_gap_graph(footprints, horizon=gap).tree(["01101"])
    write(tree.patches(gap), labels)


def gap_graph(path: Path, gap: float, labels: Path) -> None:
    """Build the gap graph of a study of real communes up to a gap; it holds no one partition."""
    from metrocli.continuity.measuring import build_gap_graph  # noqa: PLC0415
    from metrocli.study.load import load  # noqa: PLC0415
    from metrocli.study.overrides import Overrides  # noqa: PLC0415
    from metrocli.study.overriding import override  # noqa: PLC0415
    from metrocli.study.reader import read_config  # noqa: PLC0415

    del labels
    study = Path(__file__).parents[1] / "studies" / "chile-2024.toml"
    config = override(read_config(study), Overrides(footprints=(str(path),)))
    build_gap_graph(load(config).footprints, horizon=gap)


def communes_graph(path: Path, gap: float, labels: Path, *, floor: float) -> None:
    """Build the gap graph of made-up communes up to a gap, from a floor; see `squares`."""
    from metrocli.continuity.measuring import measure  # noqa: PLC0415
    from metrocli.continuity.outlines import outline_batches  # noqa: PLC0415
    from metrocli.study.stream.drivers import open_layer  # noqa: PLC0415

    del labels
    outlines = outline_batches(open_layer(path).read())
    communes = squares(outlines.boxes[:, :2])
    order = np.argsort(communes, kind="stable")
    codes, first = np.unique(communes[order], return_index=True)
    names = [f"13{code + 1:03}" for code in codes.tolist()]
    rows = dict(zip(names, np.split(order, first[1:]), strict=True))
    measure(outlines, rows, gap, floor)


def squares(corners: NDArray[np.float64]) -> NDArray[np.int16]:
    """Return the made-up communes, from 0, in which places lie: the fields of a grid.

    Parameters
    ----------
    corners : ndarray of float64, shape (n, 2)
        Metres.
    """
    square = np.zeros(len(corners), np.int16)
    for at, many in zip(corners.T, FIELDS, strict=True):
        low, high = at.min(), at.max()
        field = ((at - low) * (many / max(high - low, 1.0))).astype(np.int16)
        square = square * np.int16(many) + np.minimum(field, np.int16(many - 1))
    return square


def strtree(path: Path, gap: float, labels: Path) -> None:
    """Ask an R-tree for the pairs within the gap, and connect them, some footprints at a time."""
    geometries = plane(path)
    tree = shapely.STRtree(geometries)
    patches: Labels = np.arange(len(geometries))
    for start in range(0, len(geometries), PIECE):
        piece = geometries[start : start + PIECE]
        i, j = tree.query(piece, predicate="dwithin", distance=gap)
        # Pairs of patches, so that no more is held than what this piece adds.
        patches = connected(patches[i + start], patches[j], len(geometries))[patches]
    write(patches, labels)


def buffer_union(path: Path, gap: float, labels: Path) -> None:
    """Widen footprints by half the gap, dissolve, and see where each lies."""
    geometries = plane(path)
    patches = shapely.get_parts(shapely.union_all(shapely.buffer(geometries, gap / 2)))
    points = shapely.point_on_surface(geometries)
    row, patch = shapely.STRtree(patches).query(points, predicate="intersects")
    found = np.full(len(geometries), -1)
    found[row] = patch
    write(found, labels)


def dbscan(path: Path, gap: float, labels: Path) -> None:
    """Cluster centroids by density, with a least density of one."""
    try:
        from sklearn.cluster import DBSCAN  # noqa: PLC0415
    except ImportError as error:
        raise NotAvailableError(str(error)) from error
    found = DBSCAN(eps=gap, min_samples=1).fit_predict(centroids(path))
    write(found, labels)


def kdtree(path: Path, gap: float, labels: Path) -> None:
    """Ask a k-d tree of centroids for the pairs within the gap, and connect them."""
    from scipy.spatial import cKDTree  # noqa: PLC0415

    points = centroids(path)
    pairs = cKDTree(points).query_pairs(gap, output_type="ndarray")
    write(connected(pairs[:, 0], pairs[:, 1], len(points)), labels)


def duckdb(path: Path, gap: float, labels: Path) -> None:
    """Join the footprints with themselves in DuckDB, and connect the pairs."""
    try:
        import duckdb  # noqa: PLC0415
    except ImportError as error:
        raise NotAvailableError(str(error)) from error
    database = duckdb.connect()
    try:
        database.load_extension("spatial")
    except duckdb.Error as error:
        message = "la extensión `spatial` de DuckDB no está instalada"
        raise NotAvailableError(message) from error
    wkb = pa.array(shapely.to_wkb(plane(path)))
    shapes = pa.table({"row": np.arange(len(wkb)), "wkb": wkb})
    database.register("shapes", shapes)
    database.execute("CREATE TABLE f AS SELECT row, ST_GeomFromWKB(wkb) AS g FROM shapes")
    pairs = database.execute(
        "SELECT a.row AS i, b.row AS j FROM f a JOIN f b ON ST_DWithin(a.g, b.g, ?)", [gap]
    ).fetchnumpy()
    write(connected(np.asarray(pairs["i"]), np.asarray(pairs["j"]), len(wkb)), labels)


def postgis(path: Path, gap: float, labels: Path) -> None:
    """Cluster as many rows of those that a server has loaded; see `benchmarks.postgis`."""
    from benchmarks.postgis import cluster  # noqa: PLC0415

    write(cluster(pq.read_metadata(path).num_rows, gap), labels)


def centroids(path: Path) -> NDArray[np.float64]:
    """Return the centroids of a GeoParquet in the plane of Chile."""
    return shapely.get_coordinates(shapely.centroid(plane(path)))


def connected(i: Labels, j: Labels, count: int) -> Labels:
    """Return which of so many things belong together, if those of each pair do."""
    pairs = coo_array((np.ones(len(i), np.int8), (i, j)), shape=(count, count))
    return np.asarray(connected_components(pairs, directed=False)[1])


WAYS: Final = {
    "metro": Way("**metro**", grid),
    "barriers": Way("**metro**, con barreras", grid_behind_rivers),
    "postgis": Way("PostGIS `ST_ClusterDBSCAN`", postgis, server=True),
    "strtree": Way("shapely `STRtree`, `dwithin`", strtree),
    "gap-tree": Way("árbol de brechas de metro", gap_tree),
    "duckdb": Way("DuckDB `ST_DWithin`", duckdb),
    "buffer": Way("buffer + unión", buffer_union, exact=False),
    "dbscan": Way("scikit-learn `DBSCAN`, centroides", dbscan, exact=False),
    "kdtree": Way("scipy `cKDTree`, centroides", kdtree, exact=False),
    "gap-graph": Way("**metro**, grafo de brechas", gap_graph),
    "communes-10": Way(
        "**metro**, grafo de 60 comunas, piso 10 m", partial(communes_graph, floor=10.0)
    ),
    "communes-0": Way(
        "**metro**, grafo de 60 comunas, piso 0 m", partial(communes_graph, floor=0.0)
    ),
}
"""By the name that commands know."""
