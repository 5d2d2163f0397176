"""Bytes cut off, flipped, put in, doubled and wiped, in a file of any format."""

import csv
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from random import Random

import shapely

from tests.fuzz.kinds import ANY, CLEAN, Demand, Truth, if_read, kind
from tests.fuzz.scene import COMMUNAL, MAULE, TALCA, Scene, clean


def truncated(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content))]


def flipped(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice([1, 1, 2, 8, 64])):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def inserted(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content) + 1)
    added = random.choice(
        [random.randbytes(random.randrange(1, 40)), b"\0", b'"', b"\n", b"\xff\xfe"]
    )
    return content[:at] + added + content[at:]


def doubled(random: Random, content: bytes) -> bytes:
    start = random.randrange(len(content))
    block = content[start : start + random.choice([1, 16, 64, 512])]
    at = random.randrange(len(content) + 1)
    return content[:at] + block + content[at:]


def wiped(random: Random, content: bytes) -> bytes:
    start = random.randrange(len(content))
    block = content[start : start + random.choice([1, 4, 64, 512])]
    return content[:start] + bytes(len(block)) + content[start + len(block) :]


BYTES: dict[str, tuple[str, Callable[[Random, bytes], bytes]]] = {
    "truncated": ("cortado en un punto cualquiera", truncated),
    "flipped": ("con bits cambiados", flipped),
    "inserted": ("con bytes intercalados", inserted),
    "doubled": ("con un bloque repetido", doubled),
    "wiped": ("con un bloque en ceros", wiped),
}

FILES = {
    "poblacion.csv": ("CSV", "population"),
    "viajes.csv": ("CSV de viajes", "commuting"),
    "servicios.csv": ("CSV de servicios", "services"),
    "elementos.gpkg": ("GeoPackage de servicios", "services"),
    "poblacion.xlsx": ("XLSX", "population"),
    "poblacion.parquet": ("Parquet", "population"),
    "manzanas.geojson": ("GeoJSON", "footprints"),
    "manzanas.gpkg": ("GeoPackage", "footprints"),
    "manzanas.parquet": ("GeoParquet", "footprints"),
    "comunas.gpkg": ("GeoPackage de comunas", "boundaries"),
    "metro.toml": ("metro.toml", ""),
}


def _csv(content: bytes) -> Truth | None:
    """Read a population table in the plainest way there is, or not at all."""
    try:
        header, *rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        lines = [dict(zip(header, row, strict=True)) for row in rows if any(row)]
        communal = {line["cut"]: float(line["pob_2024"]) for line in lines}
    except (ValueError, KeyError, csv.Error):
        return None
    return Truth(communal, CLEAN.urban) if communal.keys() == COMMUNAL.keys() else None


def _sum(features: list[tuple[object, object]]) -> Truth | None:
    people: Counter[str] = Counter({TALCA: 0, MAULE: 0})
    for code, figure in features:
        if code not in people or not isinstance(figure, int):
            return None
        people[str(code)] += figure
    return Truth(COMMUNAL, people)


def _geojson(content: bytes) -> Truth | None:
    try:
        features = [f for f in json.loads(content)["features"] if f["type"] == "Feature"]
        for feature in features:
            shapely.from_geojson(json.dumps(feature["geometry"]))
        return _sum([(f["properties"]["cut"], f["properties"]["pob"]) for f in features])
    except (ValueError, KeyError, TypeError, shapely.errors.ShapelyError):
        return None


def _gpkg(content: bytes) -> Truth | None:
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        return _sum(database.execute("SELECT cut, pob FROM capa").fetchall())
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        database.close()


INDEPENDENT = {"poblacion.csv": _csv, "manzanas.geojson": _geojson, "manzanas.gpkg": _gpkg}
"""Readers of another make, to tell whether a file that was read says what was read."""


def _register(name: str, change: str) -> None:
    label, role = FILES[name]
    words, mutate = BYTES[change]

    @kind(f"{name}-{change}", f"{label} {words}", 10)
    def mutation(random: Random, scene: Scene) -> Demand:
        content = mutate(random, clean()[name])
        scene.write(name, content)
        if role:
            scene.sources[role] = name
        if name == "elementos.gpkg":
            scene.sources["boundaries"] = "comunas.gpkg"
        truth = INDEPENDENT.get(name, lambda _content: None)(content)
        return ANY if truth is None else if_read(truth)


for _name in FILES:
    for _change in BYTES:
        _register(_name, _change)
