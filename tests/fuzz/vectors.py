"""Layers whose attributes, geometries or CRS are not as they should be, in three formats."""

import copy
import json
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import shapely

from tests.fuzz.kinds import ANY, CLEAN, REFUSED, SAME, Demand, Truth, if_read, kind
from tests.fuzz.scene import (
    BLOCK_COLUMNS,
    BLOCKS,
    COMMUNAL,
    CRS,
    LAYER_WRITERS,
    Scene,
    clean,
)


@dataclass
class Blocks:
    """The layer of footprints, to be spoilt."""

    columns: dict[str, list[Any]]
    wkb: list[bytes | None]
    crs: int = CRS

    def any(self, random: Random) -> int:
        """Return the position of one."""
        return random.randrange(len(self.wkb))

    def truth(self) -> Truth:
        """Return what the layer says now of the population."""
        urban = dict.fromkeys(COMMUNAL, 0)
        rows = zip(self.columns["cut"], self.columns["pob"], self.wkb, strict=True)
        for code, people, shape in rows:
            urban[code] += (people or 0) if shape is not None else 0
        return Truth(COMMUNAL, urban)


Change = Callable[[Random, Blocks], Demand]


def other_people(random: Random, blocks: Blocks) -> Demand:
    blocks.columns["pob"][blocks.any(random)] = random.choice([0, 1, 10**6, None])
    return if_read(blocks.truth())


def bad_people(random: Random, blocks: Blocks) -> Demand:
    blocks.columns["pob"][blocks.any(random)] = random.choice(["muchos", -5, 10**12, "1,5x"])
    return REFUSED


def infinite_people(random: Random, blocks: Blocks) -> Demand:
    people = [float(figure) for figure in blocks.columns["pob"]]
    people[blocks.any(random)] = random.choice([math.inf, -math.inf, 1e300])
    blocks.columns["pob"] = people
    return REFUSED


def bad_codes(random: Random, blocks: Blocks) -> Demand:
    for _ in range(random.choice([1, 12])):
        bad = random.choice([None, "", "99101", "Talca!", "071", "7.1"])
        blocks.columns["cut"][blocks.any(random)] = bad
    return REFUSED


def number_codes(_random: Random, blocks: Blocks) -> Demand:
    blocks.columns["cut"] = [int(code) for code in blocks.columns["cut"]]
    return SAME


def fewer(random: Random, blocks: Blocks) -> Demand:
    gone = blocks.any(random)
    for column in (*blocks.columns.values(), blocks.wkb):
        del column[gone]
    return if_read(blocks.truth())


def no_rows(_random: Random, blocks: Blocks) -> Demand:
    for column in (*blocks.columns.values(), blocks.wkb):
        column.clear()
    return REFUSED


def shuffled(random: Random, blocks: Blocks) -> Demand:
    order = random.sample(range(len(blocks.wkb)), len(blocks.wkb))
    for column in (*blocks.columns.values(), blocks.wkb):
        column[:] = [column[i] for i in order]
    return SAME


def without_column(random: Random, blocks: Blocks) -> Demand:
    del blocks.columns[random.choice(list(blocks.columns))]
    return ANY


def renamed(random: Random, blocks: Blocks) -> Demand:
    names = ["x y", 'a"b', "a'b", "ñ", "a;b", "z" * 200, "a.b", "[a]", "SELECT", "\x1b[2J", "{0}"]
    name = random.choice(list(blocks.columns))
    blocks.columns[random.choice(names)] = blocks.columns.pop(name)
    return ANY


def long_ids(random: Random, blocks: Blocks) -> Demand:
    blocks.columns["manzent"] = ["m" * random.choice([1, 500, 50_000])] * len(blocks.wkb)
    return SAME


def odd_ids(random: Random, blocks: Blocks) -> Demand:
    values = [None, 1.5, "\x1b[2J", "{x}", "💥", "", "a\nb", 2**60]
    blocks.columns["manzent"] = [random.choice(values) for _ in blocks.wkb]
    return SAME


def no_geometry(random: Random, blocks: Blocks) -> Demand:
    for _ in range(random.choice([1, 3])):
        blocks.wkb[blocks.any(random)] = None
    return if_read(blocks.truth())


def no_geometries(_random: Random, blocks: Blocks) -> Demand:
    blocks.wkb[:] = [None] * len(blocks.wkb)
    return REFUSED


def empty(random: Random, blocks: Blocks) -> Demand:
    at = blocks.any(random)
    kinds = ["POLYGON", "MULTIPOLYGON", "POINT", "LINESTRING", "GEOMETRYCOLLECTION"]
    people = [*blocks.columns["pob"]]
    blocks.wkb[at] = None
    truth = blocks.truth()
    blocks.wkb[at] = shapely.to_wkb(shapely.from_wkt(f"{random.choice(kinds)} EMPTY"))
    assert people
    return if_read(truth)


def _reshaped(random: Random, blocks: Blocks, reshape: Callable[[Any], Any]) -> None:
    at = blocks.any(random)
    blocks.wkb[at] = shapely.to_wkb(reshape(shapely.from_wkb(blocks.wkb[at])), output_dimension=4)


def other_shape(random: Random, blocks: Blocks) -> Demand:
    def bow_tie(shape: Any) -> Any:
        a, b, c, d, _ = shape.exterior.coords
        return shapely.Polygon([a, c, b, d])

    def collection(shape: Any) -> Any:
        return shapely.GeometryCollection([shape.centroid, shapely.GeometryCollection([shape])])

    ways: list[Callable[[Any], Any]] = [
        bow_tie,
        collection,
        lambda shape: shape.centroid,
        lambda shape: shape.exterior,
        lambda shape: shapely.MultiPolygon([shape, shape]),
        lambda shape: shapely.force_3d(shape, 12.0),
        shapely.reverse,
        lambda shape: shapely.segmentize(shape, 1e-6),
        lambda shape: shapely.LineString([shape.centroid, shape.centroid]),
        lambda shape: shapely.Polygon([shape.exterior.coords[0]] * 4),
        lambda shape: shapely.multipoints(shape.exterior.coords),
    ]
    _reshaped(random, blocks, random.choice(ways))
    return if_read(CLEAN)


def elsewhere(random: Random, blocks: Blocks) -> Demand:
    moves: list[Callable[[Any], Any]] = [
        lambda xy: xy[:, ::-1],
        lambda xy: xy + 180,
        lambda xy: xy * -1,
        lambda xy: xy * 1e5,
        lambda xy: xy * 1e300,
        lambda xy: xy * 0,
    ]
    move = random.choice(moves)
    _reshaped(random, blocks, lambda shape: shapely.transform(shape, move))
    return REFUSED


def not_finite(random: Random, blocks: Blocks) -> Demand:
    value = random.choice([math.nan, math.inf, -math.inf])
    at = blocks.any(random)
    whole = blocks.wkb[at]
    assert whole is not None
    head, size = 13, 8  # bytes before the coordinates, and of each
    for number in random.choice([[0, 8], [1], [2, 3, 4], range(10)]):
        start = head + size * number
        whole = whole[:start] + struct.pack("<d", value) + whole[start + size :]
    blocks.wkb[at] = whole
    return REFUSED


def curved(random: Random, blocks: Blocks) -> Demand:
    """Set a geometry of a kind that GEOS does not have: a curve polygon, a TIN, a made-up one."""
    at = blocks.any(random)
    whole = blocks.wkb[at]
    assert whole is not None
    kind_of = random.choice([8, 10, 12, 15, 16, 17, 99, 1003, 3003, 0x80000003, 0x20000003])
    blocks.wkb[at] = whole[:1] + kind_of.to_bytes(4, "little") + whole[5:]
    return ANY


def broken_wkb(random: Random, blocks: Blocks) -> Demand:
    at = blocks.any(random)
    whole = blocks.wkb[at]
    assert whole is not None
    pieces = [
        whole[: random.randrange(len(whole))],
        b"\x07" + whole[1:],
        whole[:5] + b"\xff\xff\xff\x7f" + whole[9:],
        random.randbytes(40),
        whole * 2,
        whole.hex().encode(),
    ]
    blocks.wkb[at] = random.choice(pieces)
    return ANY


def wrong_crs(random: Random, blocks: Blocks) -> Demand:
    blocks.crs = random.choice([32719, 32718, 3857, 5361, 2056, 27700, 4978, 5773])
    return REFUSED


def near_crs(random: Random, blocks: Blocks) -> Demand:
    blocks.crs = random.choice([4674, 4326, 4258, 5360])
    return SAME


CHANGES: dict[str, tuple[str, Change]] = {
    "other-people": ("otra población, o ninguna", other_people),
    "bad-people": ("una población que no es un número, o negativa, o imposible", bad_people),
    "infinite-people": ("una población infinita", infinite_people),
    "bad-codes": ("códigos que no son de comunas, o vacíos", bad_codes),
    "number-codes": ("códigos como números", number_codes),
    "fewer": ("un objeto menos", fewer),
    "no-rows": ("sin objetos", no_rows),
    "shuffled": ("objetos en otro orden", shuffled),
    "without-column": ("sin una columna", without_column),
    "renamed": ("nombres de columna con comillas, SQL o signos de control", renamed),
    "long-ids": ("identificadores muy largos o repetidos", long_ids),
    "odd-ids": ("identificadores de tipos mezclados, vacíos, con signos de control", odd_ids),
    "no-geometry": ("objetos sin geometría", no_geometry),
    "no-geometries": ("ningún objeto con geometría", no_geometries),
    "empty": ("una geometría vacía", empty),
    "other-shape": ("geometrías inválidas, mixtas, en 3D, degeneradas, de otro tipo", other_shape),
    "elsewhere": ("coordenadas fuera de Chile, giradas o enormes", elsewhere),
    "not-finite": ("coordenadas que no son números, o infinitas", not_finite),
    "curved": ("geometrías curvas o de tipos desconocidos", curved),
    "broken-wkb": ("WKB cortado, con conteos falsos o al azar", broken_wkb),
    "wrong-crs": ("un CRS que no es el suyo", wrong_crs),
    "near-crs": ("un CRS geográfico equivalente", near_crs),
}

FORMATS = {"geojson": "GeoJSON", "gpkg": "GeoPackage", "parquet": "GeoParquet"}
NOT_IN = {
    "geojson": {"not-finite", "curved", "broken-wkb"},
    "gpkg": {"curved", "broken-wkb"},
    "parquet": set[str](),
}
"""What a writer of the format cannot be made to write; GeoJSON has its own below."""


def _register(ending: str, change: str) -> None:
    words, mutate = CHANGES[change]

    @kind(f"layer.{ending}-{change}", f"{FORMATS[ending]}: {words}", 8)
    def mutation(random: Random, scene: Scene) -> Demand:
        blocks = Blocks(copy.deepcopy(BLOCK_COLUMNS), shapely.to_wkb(BLOCKS).tolist())
        demand = mutate(random, blocks)
        name = scene.sources["footprints"] = f"capa.{ending}"
        scene.write(name, LAYER_WRITERS[ending](blocks.columns, blocks.wkb, blocks.crs))
        return demand


for _ending in FORMATS:
    for _change in CHANGES:
        if _change not in NOT_IN[_ending]:
            _register(_ending, _change)


@kind("geojson-structure", "GeoJSON: claves y valores de otra forma, anidados o repetidos", 80)
def structure(random: Random, scene: Scene) -> Demand:
    content = json.loads(clean()["manzanas.geojson"])
    target = random.choice([content, content["features"][0], content["features"][0]["geometry"]])
    key = random.choice(list(target))
    deep: Any = []
    for _ in range(random.choice([10, 200, 900])):
        deep = [deep]
    ring = [[-71.6, -35.4]]
    values = [
        None,
        1,
        "x",
        [],
        {},
        [None],
        deep,
        {"type": "Point"},
        ring,
        [[ring]],
        "Polygon",
        True,
    ]
    target[key] = random.choice(values)
    scene.write("manzanas.geojson", json.dumps(content).encode())
    return ANY


@kind(
    "geojson-text", "GeoJSON: NaN, infinitos, números enormes, claves repetidas, codificación", 60
)
def text(random: Random, scene: Scene) -> Demand:
    content = clean()["manzanas.geojson"].decode()
    old, new = random.choice(
        [
            (
                "-35.45]",
                random.choice(["NaN]", "Infinity]", "1e999]", "null]", '"x"]', "]", "-35.45, 7]"]),
            ),
            (
                '"pob": 1000',
                random.choice(['"pob": NaN', '"pob": 1e400', '"pob": {}', '"pob": [1]']),
            ),
            ('"pob": 1000', '"pob": 1000, "pob": 1000'),
            ('"cut": "07101"', '"cut": "07101", "CUT": "07105"'),
            ('"m00"', '"\\ud800"'),
            ("{", "// comentario\n{"),
            ("]}", "]},"),
        ]
    )
    changed = content.replace(old, new, random.choice([1, -1]))
    encoding = random.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16"])
    scene.write("manzanas.geojson", changed.encode(encoding))
    return ANY


@kind("where", "filtros con comillas, punto y coma, subconsultas y funciones", 60)
def where(random: Random, scene: Scene) -> Demand:
    ending = random.choice(list(FORMATS))
    scene.sources["footprints"] = f"manzanas.{ending}"
    scene.where = random.choice(
        [
            "'",
            '"',
            "pob > 0; DROP TABLE capa",
            "pob > 0); DELETE FROM capa; --",
            "1=1) UNION SELECT 1 FROM sqlite_master WHERE (1=1",
            "pob IN (SELECT pob FROM capa)",
            "load_extension('/tmp/x')",
            "readfile('/etc/passwd') IS NOT NULL",
            "pob = '",
            "cut = 07101",
            "pob > 1e999",
            "(" * 500 + "pob" + ")" * 500,
            "pob LIKE '%' || randomblob(1000) || '%'",
            "(WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM r) SELECT sum(i) FROM r)",
            "\x00",
            "-- comentario",
            "/* abierto",
            "pob > ?",
            "pob > :a",
            "0",
            " ",
            "",
        ]
    )
    return ANY
