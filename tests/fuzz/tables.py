"""Tables whose rows, columns and cells are not as they should be, in CSV, XLSX and Parquet."""

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

from openpyxl.utils.exceptions import IllegalCharacterError

from tests.fuzz.kinds import (
    ANY,
    CLEAN,
    REFUSED,
    SAME,
    Demand,
    Truth,
    if_read,
    kind,
)
from tests.fuzz.scene import COMMUNAL, POPULATION, SERVICES, TABLE_WRITERS, TALCA, Scene, csv_bytes

Rows: TypeAlias = list[list[Any]]

GARBAGE = [
    "muchos",
    "12a",
    "--",
    "1.2.3",
    "0x10",
    "1e",
    "=1+1",
    "#REF!",
    "١٢٣٤x",
    "\x1b[31m9",
    "1;2",
]
HUGE = "x" * 200_000
CODES = ["", "99101", "7", "071011", "Talca!", "-7101", "07101\x00", "0710A", "1e4"]


def garbage(random: Random, rows: Rows) -> Demand:
    rows[random.choice([1, 2])][2] = random.choice(GARBAGE)
    return REFUSED


def negative(random: Random, rows: Rows) -> Demand:
    rows[random.choice([1, 2])][2] = -random.randrange(1, 10**6)
    return REFUSED


def infinite(random: Random, rows: Rows) -> Demand:
    rows[random.choice([1, 2])][2] = random.choice(["inf", "-inf", "Infinity", "1e999", "-1e999"])
    return REFUSED


def blank(random: Random, rows: Rows) -> Demand:
    row = random.choice(rows[1:])
    row[2] = None
    return if_read(Truth({**COMMUNAL, row[0]: None}, CLEAN.urban))


def other(random: Random, rows: Rows) -> Demand:
    row = random.choice(rows[1:])
    row[2] = random.choice([0, 1, 7, 10**6, 10**9, 123_456_789])
    return if_read(Truth({**COMMUNAL, row[0]: row[2]}, CLEAN.urban))


def huge(random: Random, rows: Rows) -> Demand:
    rows[random.choice([1, 2])][2] = random.choice([10**11, 10**18, 10**25, 10**400, 1e300])
    return REFUSED


def bad_code(random: Random, rows: Rows) -> Demand:
    rows[random.choice([1, 2])][0] = random.choice(CODES)
    return REFUSED


def repeated_row(random: Random, rows: Rows) -> Demand:
    rows.append(list(random.choice(rows[1:])))
    return REFUSED


def without_rows(random: Random, rows: Rows) -> Demand:
    del rows[1:]
    rows += [[None, None, None]] * random.randrange(3)
    return REFUSED


def without_commune(random: Random, rows: Rows) -> Demand:
    del rows[random.choice([1, 2])]
    return ANY


def without_column(random: Random, rows: Rows) -> Demand:
    column = random.choice([0, 2])
    for row in rows:
        del row[column]
    return REFUSED


def renamed(random: Random, rows: Rows) -> Demand:
    name = random.choice(
        ["x", "", "código raro", "ñ" * 300, "a\nb", "\x1b[2J", "{file}", "%s", "[b]"]
    )
    rows[0][random.choice([0, 2])] = name
    return REFUSED


def repeated_column(random: Random, rows: Rows) -> Demand:
    column = random.choice([0, 2])
    for row in rows:
        row.append(row[column])
    return ANY


def two_vintages(random: Random, rows: Rows) -> Demand:
    rows[0].append("pob_2017")
    for row in rows[1:]:
        row.append(random.randrange(10**6))
    return SAME


def shuffled(random: Random, rows: Rows) -> Demand:
    order = random.sample(range(3), 3)
    rows[:] = [[row[i] for i in order] for row in [rows[0], *random.sample(rows[1:], 2)]]
    return SAME


def long_text(random: Random, rows: Rows) -> Demand:
    rows[random.choice([0, 1, 2])][1] = HUGE[: random.choice([300, 32_000])]
    return SAME


def blank_rows(random: Random, rows: Rows) -> Demand:
    for _ in range(random.randrange(1, 20)):
        rows.insert(random.randrange(1, len(rows) + 1), [None, None, None])
    return SAME


def spoilt_codes(random: Random, rows: Rows) -> Demand:
    for row in rows[1:]:
        code = row[0]
        row[0] = random.choice([str(int(code)), f"{int(code)}.0", f" {code} ", f"\u00a0{code}"])
    return SAME


def odd_names(random: Random, rows: Rows) -> Demand:
    name = random.choice(
        ["\x1b[31mTalca", "Ta\nlca", "{0}", "[bold]", "💥", "<b>", "", "a\tb", "%(x)s"]
    )
    rows[1][1] = name
    return ANY


def many_columns(random: Random, rows: Rows) -> Demand:
    for i in range(random.choice([50, 500])):
        rows[0].append(f"c{i}")
    return SAME


CHANGES: dict[str, tuple[str, Callable[[Random, Rows], Demand]]] = {
    "garbage": ("una población que no es un número", garbage),
    "negative": ("una población negativa", negative),
    "infinite": ("una población infinita", infinite),
    "blank": ("una población en blanco", blank),
    "other": ("otra población", other),
    "huge": ("una población imposible", huge),
    "bad-code": ("un código que no es de una comuna", bad_code),
    "repeated-row": ("una comuna repetida", repeated_row),
    "without-rows": ("sin filas", without_rows),
    "without-commune": ("sin una de las comunas", without_commune),
    "without-column": ("sin la columna de códigos o la de población", without_column),
    "renamed": ("una columna con otro nombre, vacío o con signos de control", renamed),
    "repeated-column": ("una columna repetida", repeated_column),
    "two-vintages": ("columnas de dos censos", two_vintages),
    "shuffled": ("filas y columnas en otro orden", shuffled),
    "long-text": ("textos muy largos", long_text),
    "blank-rows": ("filas en blanco intercaladas", blank_rows),
    "spoilt-codes": ("códigos sin el cero inicial, con decimales o espacios", spoilt_codes),
    "odd-names": ("nombres con signos de control o de formato", odd_names),
    "many-columns": ("cientos de columnas", many_columns),
}

FORMATS = {"csv": "CSV", "xlsx": "XLSX", "parquet": "Parquet"}


def _register(ending: str, change: str) -> None:
    words, mutate = CHANGES[change]

    @kind(f"{ending}-{change}", f"{FORMATS[ending]}: {words}", 6)
    def mutation(random: Random, scene: Scene) -> Demand:
        rows = copy.deepcopy(POPULATION)
        demand = mutate(random, rows)
        scene.sources["population"] = f"tabla.{ending}"
        try:
            scene.write(f"tabla.{ending}", TABLE_WRITERS[ending](rows))
        except (
            ValueError,
            OverflowError,
            IllegalCharacterError,
        ):  # what the format itself cannot hold
            return _unwritable(scene)
        return demand


def _unwritable(scene: Scene) -> Demand:
    scene.sources["population"] = "poblacion.csv"
    return SAME


for _ending in FORMATS:
    for _change in CHANGES:
        _register(_ending, _change)


@kind("csv-dialect", "CSV: separadores, comillas, BOM, finales de línea y codificaciones", 60)
def dialect(random: Random, scene: Scene) -> Demand:
    separator = random.choice(",;\t")
    quote = random.choice(["", '"'])
    lines = [separator.join(f"{quote}{cell}{quote}" for cell in row) for row in POPULATION]
    end = random.choice(["\n", "\r\n"])
    text = end.join(lines) + random.choice(["", end, end * 3])
    encoding = random.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    scene.write("poblacion.csv", text.replace("Maule", "Mâule").encode(encoding))
    return SAME


@kind("csv-numbers", "CSV: miles y decimales escritos de otra manera", 40)
def numbers(random: Random, scene: Scene) -> Demand:
    rows = copy.deepcopy(POPULATION)
    way = random.choice(["{:,}.00", "{}.0", "{}.00", "{:_}", "{},0", "{:e}"])
    for row in rows[1:]:
        row[2] = way.format(row[2])
    if way == "{:_}":
        for row in rows[1:]:
            row[2] = row[2].replace("_", ".")
    scene.write("poblacion.csv", csv_bytes(rows))
    return if_read(CLEAN)


@kind("csv-ragged", "CSV: filas de más o menos celdas, comillas sin cerrar, ceros binarios", 50)
def ragged(random: Random, scene: Scene) -> Demand:
    lines = csv_bytes(POPULATION).decode().splitlines()
    damaged = random.choice(['{},"x"', '{},"x","y"', '"{}', "{}\0", "{},,,", '{}"', "{}\r", "{};;"])
    at = random.randrange(3)
    lines[at] = damaged.format(lines[at])
    scene.write("poblacion.csv", "\n".join(lines).encode())
    return if_read(CLEAN)


@kind("trips-cells", "tabla de viajes: celdas, códigos y pares que no pueden ser", 30)
def trips(random: Random, scene: Scene) -> Demand:
    rows: Rows = [["cut_residencia", "cut_trabajo", "ocupados"], [TALCA, "07105", 900]]
    rows[1][random.randrange(3)] = random.choice([*GARBAGE, *CODES[1:], "-5", "inf"])
    rows += random.choice([[], [list(rows[1])], [[None] * 3]])
    scene.write("tabla.csv", csv_bytes(rows))
    scene.sources["commuting"] = "tabla.csv"
    return Demand(REFUSED.codes | {0, 1, 4}, CLEAN)


@kind("services-cells", "tabla de servicios: celdas, comunas y radios que no pueden ser", 40)
def services(random: Random, scene: Scene) -> Demand:
    rows = copy.deepcopy(SERVICES)
    row = random.choice(rows[1:])
    row[random.randrange(5)] = random.choice([*GARBAGE, *CODES, "-5", "inf", ";,;", HUGE, None])
    rows += random.choice([[], [list(rows[1])], [[None] * 5], [["port", None, None, None, None]]])
    scene.write("tabla.csv", csv_bytes(rows))
    scene.sources["services"] = "tabla.csv"
    return Demand(REFUSED.codes | {0, 1, 4}, CLEAN)


@kind("csv-foreign", "CSV que es otra cosa: JSON, HTML, XML, binario, otra tabla", 20)
def other_content(random: Random, scene: Scene) -> Demand:
    contents = [
        json.dumps({"cut": 1}),
        "<html><body>404</body></html>",
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "\0" * 100,
        "cut",
        "\n\n\n",
        ",",
        "\ufeff",
        '"',
    ]
    scene.write("poblacion.csv", random.choice(contents).encode())
    return REFUSED
