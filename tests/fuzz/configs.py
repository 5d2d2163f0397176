"""Studies and norms whose TOML is not as it should be, in its tokens and in its values."""

from importlib.resources import files
from random import Random

from tests.fuzz.kinds import ANY, REFUSED, SAME, Demand, kind
from tests.fuzz.scene import Scene, clean

VALUES = [
    "0", "-1", "1e400", "inf", "nan", "9" * 5_000, "0x" + "f" * 300, "1_0", "true", "[]", "{}", '""',  # noqa: E501
    '"' + "x" * 5_000 + '"', '"\\u0000"', '"\\u001b[2J"', "1979-05-27", "25:00:00", "[[[[1]]]]",
    '"${HOME}"', '"${NADA}"', '"$"', '"${"', '"../../../etc/passwd"', '"/etc/passwd"', '"."', '""',
    "[" * 3_000 + "]" * 3_000, "{a = " * 500 + "1" + "}" * 500, "'''", '"\\ud800"', '"{file}"',
    '"Infinity"', '["07101", 7105]', '["07101", "07101"]', '[""]', '["07101"]',
]  # fmt: skip
KEYS = [
    "title", "vintage", "root", "schematic", "path", "layer", "code", "name", "region", "column",
    "urban", "population", "where", "id", "members", "max_gap", "majority", "horizon", "reading",
    "criteria", "parameters", "level", "decides", "value", "unit", "basis", "source",
]  # fmt: skip
SECTIONS = [
    "[study]", "[boundaries]", "[population]", "[[footprints]]", "[commuting]", "[continuity]",
    "[norm]", "[areas.a]", "[areas]", "[[areas]]", "[x]", "[study.x]", "[[population]]", "[]",
    '["\\u001b[2J"]', "[footprints]",
]  # fmt: skip


def _tokens(random: Random, text: str) -> str:
    """Change some tokens of a TOML text: lines, keys, values, headers."""
    lines = text.splitlines()
    for _ in range(random.choice([1, 1, 2, 5])):
        at = random.randrange(len(lines))
        key, equals, value = lines[at].partition(" = ")
        lines[at : at + 1] = random.choice(
            [
                [],
                [lines[at]] * 2,
                [f"{key} = {random.choice(VALUES)}"] if equals else [random.choice(SECTIONS)],
                [f"{random.choice(KEYS)}{equals}{value}"],
                [lines[at], f"{random.choice(KEYS)} = {random.choice(VALUES)}"],
                [random.choice(SECTIONS), lines[at]],
                [lines[at].swapcase()],
                [lines[at].replace('"', random.choice(["'", "", "“"]))],
            ]
        )
    return "\n".join(lines)


@kind("toml-tokens", "metro.toml: secciones, claves y valores cambiados, repetidos o de más", 300)
def tokens(random: Random, scene: Scene) -> Demand:
    text = clean()["metro.toml"].decode()
    text += (
        '[continuity]\nmax_gap = 550\nmajority = 0.5\nhorizon = 6000\n[norm]\nid = "ley-21074"\n'
    )
    scene.write("metro.toml", _tokens(random, text).encode("utf-8", "surrogatepass"))
    return ANY


@kind("norm-tokens", "norma propia: secciones, claves y valores cambiados", 120)
def norm(random: Random, scene: Scene) -> Demand:
    text = (files("metrocli.norm") / "data" / "ley-21074.toml").read_text(encoding="utf-8")
    scene.write("norma.toml", _tokens(random, text).encode())
    scene.options += ["--norm", str(scene.folder / "norma.toml")]
    return ANY


@kind("toml-layout", "metro.toml: BOM, finales de línea, comentarios, espacios", 20)
def layout(random: Random, scene: Scene) -> Demand:
    text = clean()["metro.toml"].decode()
    changed = random.choice(
        [
            text.replace("\n", "\r\n"),
            text.replace(" = ", "="),
            text.replace("\n", " # nota\n"),
            "\n\n" + text.replace("[areas.talca-maule]", '["areas"."talca-maule"]'),
        ]
    )
    scene.write("metro.toml", changed.encode())
    return SAME


@kind("toml-encoding", "metro.toml en otra codificación, o binario", 20)
def encoding(random: Random, scene: Scene) -> Demand:
    text = clean()["metro.toml"].decode()
    contents = [text.encode("utf-16"), text.encode("cp1252", "replace"), b"\0" * 99, b"PK\3\4"]
    scene.write("metro.toml", random.choice(contents))
    return REFUSED


@kind("options", "opciones de la línea de comandos con valores imposibles", 60)
def options(random: Random, scene: Scene) -> Demand:
    name = random.choice(
        ["--population", "--footprints", "--boundaries", "--root", "--norm", "--population-column",
         "--footprint-population", "--members", "--max-gap", "--majority", "--reading", "--study"]
    )  # fmt: skip
    value = random.choice(
        ["", " ", "x" * 5_000, "nan", "-1", "1e400", "\x1b[2J", "a\nb", "..", "/", "/dev/null", "${X}",  # noqa: E501
         "/vsicurl/http://127.0.0.1:9/x.gpkg", "/vsizip/a.zip", "\udcff", "{file}", ",,,", "07101,"]
    )  # fmt: skip
    scene.options += [name, value]
    return ANY
