"""Inputs that try to reach outside the study, to never end, or to fill the machine."""

import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from tests.fuzz.kinds import ANY, CLEAN, REFUSED, Demand, if_read, kind
from tests.fuzz.scene import Scene, clean

OUTSIDE = "/etc/hostname"
"""A file that is none of the study's."""

HERE = "http://127.0.0.1:{port}/x"
"""Where the tests listen, for whatever an input makes the program fetch."""

PORT = {"port": 9}
"""The port that is listened at; set by the tests."""


def _url() -> str:
    return HERE.format(**PORT)


def _folder_with_pipe(path: Path) -> None:
    path.mkdir()
    (path / "lazo").symlink_to(path)
    os.mkfifo(path / "part.parquet")


@kind("path-special", "tuberías, dispositivos, enlaces circulares, carpetas y rutas imposibles", 80)
def special(random: Random, scene: Scene) -> Demand:
    role, ending = random.choice(
        [("population", "csv"), ("population", "xlsx"), ("population", "parquet"),
         ("footprints", "geojson"), ("footprints", "gpkg"), ("footprints", "parquet"),
         ("boundaries", "gpkg"), ("commuting", "csv"), ("footprints", "gdb")]
    )  # fmt: skip
    name = f"raro.{ending}"
    path = scene.folder / name
    makers: list[Callable[[], object]] = [
        lambda: os.mkfifo(path),
        lambda: path.symlink_to("/dev/zero"),
        lambda: path.symlink_to("/dev/stdin"),
        lambda: path.symlink_to(path),
        lambda: path.symlink_to(scene.folder / "nada"),
        path.mkdir,
        lambda: _folder_with_pipe(path),
        lambda: path.write_bytes(b""),
    ]
    random.choice(makers)()
    scene.sources[role] = name
    return REFUSED


@kind("path-study", "metro.toml o norma que es una tubería, un dispositivo o una carpeta", 20)
def study_path(random: Random, scene: Scene) -> Demand:
    path = scene.folder / "estudio.toml"
    makers: list[Callable[[], object]] = [
        lambda: os.mkfifo(path),
        lambda: path.symlink_to("/dev/zero"),
        path.mkdir,
    ]
    random.choice(makers)()
    scene.options += [random.choice(["--study", "--norm"]), str(path)]
    return REFUSED


@kind("path-virtual", "rutas virtuales de GDAL, direcciones de red y rutas que no existen", 60)
def virtual(random: Random, scene: Scene) -> Demand:
    role, ending = random.choice([("footprints", "gpkg"), ("footprints", "parquet"),
                                  ("boundaries", "geojson"), ("population", "csv")])  # fmt: skip
    url = f"{_url()}.{ending}"
    scene.sources[role] = random.choice(
        [f"/vsicurl/{url}", url, f"/vsizip//vsicurl/{url}", f"/vsicurl_streaming/{url}",
         f"/vsis3/a/b.{ending}", f"/vsistdin/x.{ending}", f"/vsisubfile/0_9,{OUTSIDE}.{ending}",
         f"s3://a/b.{ending}", f"file://{OUTSIDE}", f"PG:dbname=x.{ending}", f"zip://x.zip!a.{ending}",
         f"GPKG:{OUTSIDE}.{ending}", f"x\0.{ending}", f"{'x' * 5_000}.{ending}", f"{'a/' * 3_000}b",
         f"~/x.{ending}", f"$HOME/x.{ending}", "", ".", "..", "/", OUTSIDE]
    )  # fmt: skip
    return REFUSED


REFERENCES: list[Callable[[], str]] = [
    lambda: (
        f'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{OUTSIDE}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    ),
    lambda: (
        '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>'
        f"/vsicurl/{_url()}.gpkg</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    ),
    lambda: f"<OGRWFSDataSource><URL>{_url()}</URL></OGRWFSDataSource>",
    lambda: f"<OGCAPICollection><URL>{_url()}</URL></OGCAPICollection>",
    lambda: json.dumps(
        {"type": "gdal_streamed_alg", "command_line": f"gdal vector info /vsicurl/{_url()}"}
    ),
    lambda: (
        f'<kml xmlns="http://www.opengis.net/kml/2.2"><NetworkLink><Link><href>{_url()}</href>'
        "</Link></NetworkLink></kml>"
    ),
    lambda: (
        f'<?xml version="1.0"?><!DOCTYPE g SYSTEM "{_url()}" [<!ENTITY e SYSTEM "{OUTSIDE}">]>'
        '<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:xsi="x" '
        f'xsi:schemaLocation="{_url()} {_url()}"><gml:featureMember><a><cut>&e;</cut></a>'
        "</gml:featureMember></gml:FeatureCollection>"
    ),
    lambda: (
        '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + ']><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml"><gml:featureMember><a>'
        "<cut>&i;</cut></a></gml:featureMember></gml:FeatureCollection>"
    ),
    lambda: json.dumps({"tilejson": "2.0.0", "tiles": [_url()], "vector_layers": [{"id": "a"}]}),
]


@kind(
    "layer-reference", "capas que remiten a otros archivos o a la red: VRT, WFS, GML, KML, XML", 90
)
def reference(random: Random, scene: Scene) -> Demand:
    ending = random.choice(["geojson", "gml", "vrt", "json", "xml", "gdalg.json", "kml", "gpkg"])
    role = random.choice(["footprints", "boundaries"])
    name = scene.sources[role] = f"remota.{ending}"
    scene.write(name, random.choice(REFERENCES)().encode())
    return REFUSED


@kind("geojson-crs", "GeoJSON cuyo CRS es un enlace a la red, un archivo o un nombre falso", 40)
def crs(random: Random, scene: Scene) -> Demand:
    content = json.loads(clean()["manzanas.geojson"])
    kind_of = random.choice(["link", "url", "name", "file", "EPSG", None])
    value = random.choice(
        [_url(), OUTSIDE, "EPSG:0", "EPSG:4326", "+init=/etc/passwd", "x" * 9_999, ""]
    )
    content["crs"] = {"type": kind_of, "properties": {"href": value, "url": value, "name": value}}
    scene.write("manzanas.geojson", json.dumps(content).encode())
    return ANY


@kind("geoparquet-metadata", "GeoParquet con metadatos falsos, o CRS que es una dirección", 60)
def metadata(random: Random, scene: Scene) -> Demand:
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = pq.read_table(io.BytesIO(clean()["manzanas.parquet"]))
    geo = json.loads(table.schema.metadata[b"geo"])
    about = geo["columns"]["geometry"]
    target, key = random.choice(
        [(geo, "primary_column"), (geo, "columns"), (geo, "version"), (about, "crs"),
         (about, "encoding"), (geo["columns"], "geometry"), (about, "edges")]
    )  # fmt: skip
    target[key] = random.choice(
        [None, "", "x", 1, [], {}, _url(), OUTSIDE, "EPSG:4326", [{}], True]
    )
    text = random.choice(
        [json.dumps(geo), json.dumps(geo)[:-9], "null", "[]", "1", "[" * 5_000, "é"]
    )
    content = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({"geo": text.encode("latin-1")}), content)
    scene.sources["footprints"] = "manzanas.parquet"
    scene.write("manzanas.parquet", content.getvalue())
    return ANY


@kind(
    "gpkg-sql", "GeoPackage con vistas, disparadores, nombres de capa con comillas y funciones", 60
)
def gpkg(random: Random, scene: Scene) -> Demand:
    path = scene.write("manzanas.gpkg", clean()["manzanas.gpkg"])
    scene.sources["footprints"] = "manzanas.gpkg"
    call = random.choice(
        ["ogr_geocode('Talca','geometry')", f"gdal_get_pixel_value('/vsicurl/{_url()}',1,'georef',1,1)",  # noqa: E501
         "load_extension('/tmp/x')", f"readfile('{OUTSIDE}')", "randomblob(100)", "zeroblob(100000)",  # noqa: E501
         "(WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM r LIMIT 9999) "  # noqa: ISC004
         "SELECT sum(i) FROM r)", "printf('%.*c', 100000, 'x')", "cut"]
    )  # fmt: skip
    name = random.choice(
        ["x", "a'b", 'a"b', "a;b", "capa--", "ñ", "\x1b[2J", "x" * 999, "sqlite_x", ""]
    )
    quoted = '"' + name.replace('"', '""') + '"'
    statements: list[tuple[str, tuple[str, ...]]] = random.choice(
        [
            [
                ("DROP TABLE IF EXISTS rtree_capa_geom", ()),
                (f"CREATE VIEW vista AS SELECT fid, geom, pob, {call} AS cut FROM capa", ()),  # noqa: S608
                ("UPDATE gpkg_contents SET table_name = 'vista', identifier = 'vista'", ()),
                ("UPDATE gpkg_geometry_columns SET table_name = 'vista'", ()),
            ],
            [
                (f"ALTER TABLE capa RENAME TO {quoted}", ()),
                ("UPDATE gpkg_contents SET table_name = ?", (name,)),
                ("UPDATE gpkg_geometry_columns SET table_name = ?", (name,)),
            ],
            [("UPDATE gpkg_contents SET table_name = ?", (name,))],
            [("UPDATE gpkg_geometry_columns SET column_name = ?", (name,))],
            [("UPDATE gpkg_geometry_columns SET srs_id = 99999", ())],
            [("DELETE FROM gpkg_spatial_ref_sys", ())],
            [("UPDATE gpkg_spatial_ref_sys SET definition = ?", (_url(),))],
            [("UPDATE capa SET geom = x'4750'", ())],
            [("UPDATE capa SET geom = cut", ())],
            [("UPDATE capa SET geom = zeroblob(1000)", ())],
            [("UPDATE capa SET pob = x'00ff'", ())],
            [("UPDATE capa SET cut = x'ff00'", ())],
            [("DROP TABLE capa", ())],
            [("CREATE TRIGGER t AFTER INSERT ON capa BEGIN DELETE FROM capa; END", ())],
            [("UPDATE sqlite_master SET sql = 'x'", ())],
        ]
    )
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("PRAGMA foreign_keys = OFF")
        for statement, values in statements:
            database.execute(statement, values)
        database.commit()
    except sqlite3.Error:  # what SQLite itself refuses to write
        database.rollback()
    finally:
        database.close()
    return ANY


def _rezipped(content: bytes, changes: dict[str, bytes | None], extra: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            part = changes.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in extra.items():
            new.writestr(name, part)
    return out.getvalue()


@kind("xlsx-parts", "XLSX sin partes, con XML roto, entidades externas o en cascada", 90)
def xlsx_parts(random: Random, scene: Scene) -> Demand:
    content = clean()["poblacion.xlsx"]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        name = random.choice(book.namelist())
        part = book.read(name)
    cascade = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (b, b"&%c;" % a * 10)
        for a, b in zip(b"abcdefgh", b"bcdefghi", strict=True)
    )
    head, _, body = part.rpartition(b"?>")
    change = random.choice(
        [
            None,
            b"",
            part[: random.randrange(len(part))],
            part.replace(b"<", b"<x:"),
            b"<worksheet/>",
            b'<!DOCTYPE w [<!ENTITY e SYSTEM "file://%s">]>' % OUTSIDE.encode() + body,
            b'<!DOCTYPE w SYSTEM "%s">' % _url().encode() + body,
            cascade + b"]>" + body.replace(b"</", b"&i;</", 1),
            (head + b"?>" if head else b"") + body.replace(b"1", b"999999999999"),
            part.decode().encode("utf-16"),
            b"<a>" * 5_000,
        ]
    )
    scene.sources["population"] = "poblacion.xlsx"
    scene.write("poblacion.xlsx", _rezipped(content, {name: change}, {}))
    return ANY


@kind("xlsx-cells", "XLSX con fórmulas, fechas, errores, celdas unidas, hojas de más y enormes", 40)
def xlsx_cells(random: Random, scene: Scene) -> Demand:
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(io.BytesIO(clean()["poblacion.xlsx"]))
    sheet = book.worksheets[0]
    spoil: list[tuple[Callable[[], object], Demand]] = [
        (lambda: sheet.__setitem__("C2", "=100000+100000"), ANY),
        (lambda: sheet.__setitem__("C2", '=HYPERLINK("http://127.0.0.1:9")'), ANY),
        (lambda: sheet.__setitem__("C2", date(2024, 1, 1)), REFUSED),
        (lambda: sheet.__setitem__("C2", True), REFUSED),
        (lambda: sheet.__setitem__("C2", "#DIV/0!"), REFUSED),
        (lambda: sheet.merge_cells("A2:C3"), REFUSED),
        (lambda: sheet.merge_cells("B2:B3"), if_read(CLEAN)),
        (lambda: sheet.__setitem__("C200000", 1), REFUSED),
        (lambda: sheet.__setitem__("XFD200000", "x"), REFUSED),
        (lambda: book.create_sheet("otra"), REFUSED),
        (lambda: sheet.insert_rows(1, 3), if_read(CLEAN)),
    ]  # fmt: skip
    change, demand = random.choice(spoil)
    change()
    content = io.BytesIO()
    book.save(content)
    scene.sources["population"] = "poblacion.xlsx"
    scene.write("poblacion.xlsx", content.getvalue())
    return demand


@kind("zip", "archivos comprimidos: rutas que salen de ellos, bombas, repetidos, cifrados", 60)
def zipped(random: Random, scene: Scene) -> Demand:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        name = random.choice(
            ["../fuera.geojson", "/fuera.geojson", "a/../../b.geojson", "a.geojson"]
        )
        archive.writestr(name, clean()["manzanas.geojson"])
        if random.random() < 0.5:
            archive.writestr("b.geojson", b" " * 20_000_000)
    packed = bytearray(content.getvalue())
    if random.random() < 0.3:
        packed[6] |= 1  # the flag that says it is encrypted
    ending = random.choice(["zip", "gpkg.zip", "xlsx", "shp.zip"])
    role = "population" if ending == "xlsx" else "footprints"
    scene.sources[role] = f"paquete.{ending}"
    scene.write(f"paquete.{ending}", bytes(packed))
    return REFUSED if role == "population" else if_read(CLEAN)
