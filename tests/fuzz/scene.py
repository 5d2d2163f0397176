"""The small study that every case starts from, whole and in every format."""

import json
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely

TALCA, MAULE = "07101", "07105"
CODES = [TALCA] * 7 + [MAULE] * 5
PEOPLE = [1_000 * (i + 1) for i in range(len(CODES))]
CENTRES = [-71.611 + 0.0017 * i for i in range(len(CODES))]
"""Longitudes of a row of blocks of about 90 m, 60 m apart, that crosses from Talca to Maule."""

SIDE = 0.001
CENTRE_LINE = [(CENTRES[0], -35.45), (CENTRES[-1], -35.45)]
BLOCKS = [shapely.box(x, -35.45, x + SIDE, -35.45 + SIDE) for x in CENTRES]
BORDER = CENTRES[7] - SIDE / 4
POLYGONS = [shapely.box(-71.7, -35.5, BORDER, -35.4), shapely.box(BORDER, -35.5, -71.5, -35.4)]

CRS = 4326
COMMUNAL = {TALCA: 200_000, MAULE: 60_500}
POPULATION: list[list[Any]] = [
    ["cut", "comuna", "pob_2024"],
    [TALCA, "Talca", 200_000],
    [MAULE, "Maule", 60_500],
]
TRIPS: list[list[Any]] = [
    ["cut_residencia", "cut_trabajo", "ocupados"],
    [TALCA, MAULE, 900],
    [MAULE, TALCA, 7_000],
]
SERVICES: list[list[Any]] = [
    ["tipo", "nombre", "comunas", "radio_m", "fuente"],
    ["hospital", "Hospital Regional", "07101;Maule", None, "MINSAL"],
    ["camino", "Ruta 5", "Talca,7105", None, "MOP"],
]
SERVICE_COLUMNS: dict[str, list[Any]] = {
    "tipo": ["hospital", "camino"],
    "nombre": ["Hospital Regional", "Ruta 5"],
    "radio_m": [2_000.0, None],
    "fuente": ["MINSAL", "MOP"],
}
BLOCK_COLUMNS: dict[str, list[Any]] = {
    "manzent": [f"m{i:02d}" for i in range(len(CODES))],
    "cut": CODES,
    "pob": PEOPLE,
}
COMMUNE_COLUMNS: dict[str, list[Any]] = {"cut": [TALCA, MAULE], "comuna": ["Talca", "Maule"]}


@dataclass
class Scene:
    """A folder with a study in it, and the command that will be given.

    Parameters
    ----------
    folder : Path
        Where the files are written.
    sources : dict of str to str
        File of each role, as metro.toml names it.
    where : str, optional
        Filter of the footprints.
    options : list of str
        Of the command line, after ``check``.
    """

    folder: Path
    sources: dict[str, str] = field(
        default_factory=lambda: {"population": "poblacion.csv", "footprints": "manzanas.geojson"}
    )
    where: str | None = None
    options: list[str] = field(default_factory=list)

    def write(self, name: str, content: bytes) -> Path:
        """Write a file of the study."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def complete(self) -> None:
        """Write what no mutation has written: the files that are named, and metro.toml."""
        known = clean()
        for name in self.sources.values():
            if name in known and not (self.folder / name).exists():
                self.write(name, known[name])
        if not (self.folder / "metro.toml").exists():
            self.write("metro.toml", config(self.sources, self.where).encode())


def config(sources: dict[str, str], where: str | None = None) -> str:
    """Return the metro.toml that names some files."""
    text = '[study]\ntitle = "Prueba"\nvintage = "2024"\n'
    for role, name in sources.items():
        header = "[[footprints]]" if role == "footprints" else f"[{role}]"
        text += f"{header}\npath = {json.dumps(name)}\n"
        if role == "footprints" and where is not None:
            text += f"where = {json.dumps(where)}\n"
    return text + '[areas.talca-maule]\nname = "Talca–Maule"\nmembers = ["07101", "07105"]\n'


@cache
def clean() -> dict[str, bytes]:
    """Return the content of every file of the study, by name."""
    files = {
        "metro.toml": config({"population": "poblacion.csv", "footprints": "manzanas.geojson"})
    }
    contents = {name: text.encode() for name, text in files.items()}
    for stem, rows in (("poblacion", POPULATION), ("viajes", TRIPS), ("servicios", SERVICES)):
        for ending, write in TABLE_WRITERS.items():
            contents[f"{stem}.{ending}"] = write(rows)
    for stem, columns, shapes in (
        ("manzanas", BLOCK_COLUMNS, BLOCKS),
        ("comunas", COMMUNE_COLUMNS, POLYGONS),
        ("elementos", SERVICE_COLUMNS, [BLOCKS[0], shapely.LineString(CENTRE_LINE)]),
    ):
        for ending, write_layer in LAYER_WRITERS.items():
            contents[f"{stem}.{ending}"] = write_layer(columns, shapely.to_wkb(shapes).tolist())
    return contents


def csv_bytes(rows: list[list[Any]]) -> bytes:
    """Return a table as CSV; None is a blank."""
    lines = (
        ",".join("" if cell is None else json.dumps(str(cell), ensure_ascii=False) for cell in row)
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines).replace('\\"', '""').encode()


def xlsx_bytes(rows: list[list[Any]]) -> bytes:
    """Return a table as XLSX."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def parquet_bytes(rows: list[list[Any]]) -> bytes:
    """Return a table as Parquet; a column that is not of one type becomes text."""
    columns = list(zip(*rows[1:], strict=True)) or [()] * len(rows[0])
    return _parquet(pa.table([_array(column) for column in columns], names=list(map(str, rows[0]))))


def geojson_bytes(columns: dict[str, list[Any]], wkb: list[bytes | None], crs: int = CRS) -> bytes:
    """Return a layer as GeoJSON; a CRS other than that of the format is named in it."""
    features = [
        {
            "type": "Feature",
            "properties": {name: column[i] for name, column in columns.items()},
            "geometry": shape and json.loads(shapely.to_geojson(shapely.from_wkb(shape))),
        }
        for i, shape in enumerate(wkb)
    ]
    named = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}
    about = {} if crs == CRS else {"crs": named}
    content = {"type": "FeatureCollection", **about, "features": features}
    return json.dumps(content, ensure_ascii=False).encode()


def geoparquet_bytes(
    columns: dict[str, list[Any]], wkb: list[bytes | None], crs: int = CRS
) -> bytes:
    """Return a layer as GeoParquet, whatever its WKB is."""
    about = {
        "encoding": "WKB",
        "geometry_types": [],
        "crs": gpd.GeoSeries(crs=crs).crs.to_json_dict(),
    }
    geo = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": about}}
    arrays = [_array(column) for column in columns.values()] + [pa.array(wkb, pa.binary())]
    table = pa.table(arrays, names=[*columns, "geometry"])
    return _parquet(table.replace_schema_metadata({"geo": json.dumps(geo)}))


def gpkg_bytes(columns: dict[str, list[Any]], wkb: list[bytes | None], crs: int = CRS) -> bytes:
    """Return a layer as a GeoPackage."""
    arrays = [_array(column) for column in columns.values()] + [pa.array(wkb, pa.binary())]
    table = pa.table(arrays, names=[*columns, "geom"])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "capa.gpkg"
        pyogrio.write_arrow(
            table,
            path,
            layer="capa",
            driver="GPKG",
            geometry_name="geom",
            geometry_type="Unknown",
            crs=f"EPSG:{crs}",
            layer_options={"SPATIAL_INDEX": "NO"},
        )
        return path.read_bytes()


def _array(column: Any) -> pa.Array:
    try:
        return pa.array(column, None if len(column) else pa.string())
    except (pa.ArrowException, OverflowError):
        return pa.array([None if cell is None else str(cell) for cell in column])


def _parquet(table: pa.Table) -> bytes:
    content = BytesIO()
    pq.write_table(table, content)
    return content.getvalue()


TABLE_WRITERS = {"csv": csv_bytes, "xlsx": xlsx_bytes, "parquet": parquet_bytes}
LAYER_WRITERS = {"geojson": geojson_bytes, "gpkg": gpkg_bytes, "parquet": geoparquet_bytes}
