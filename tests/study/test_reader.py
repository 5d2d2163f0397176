"""metro.toml is read whole, and every mistake in it is named."""

import os
from datetime import date
from pathlib import Path

import pytest

from metrocli.errors import InputError, InvalidInputError, MissingInputError, UnreadableInputError
from metrocli.model import Reading
from metrocli.study.config import StudyConfig
from metrocli.study.reader import read_config
from metrocli.study.sections import (
    AlsoBuiltSection,
    AreaSection,
    BoundariesSection,
    CommutingSection,
    ContinuitySection,
    DecisionSection,
    FootprintsSection,
    JoinSection,
    LinksSection,
    NormSection,
    PopulationSection,
    ServicesSection,
    Source,
    StudySection,
)

WHOLE = """
[study]
title = "T"
vintage = "2024"
root = "datos"
schematic = true
[boundaries]
path = "b.gpkg"
layer = "l"
code = "c"
name = "n"
region = "r"
[population]
path = "p.xlsx"
layer = "hoja"
code = "c"
name = "n"
region = "r"
column = "p"
urban = "u"
vintage = "2017"
[[footprints]]
path = "f.gpkg"
layer = "l"
id = "i"
code = "c"
population = "p"
where = "x = 1"
name = "n"
[[footprints]]
path = "g.gpkg"
[commuting]
path = "v.csv"
origin = "o"
destination = "d"
trips = "t"
totals = "w.csv"
totals_code = "c"
employed = "e"
outside = "o"
layer = "l"
totals_layer = "m"
[services]
path = "s.gpkg"
layer = "l"
kind = "k"
element = "e"
communes = "c"
radius = "r"
source = "s"
[continuity]
max_gap = 550
majority = 0.5
horizon = 6000.0
[norm]
id = "ley-21074"
reading = "urban"
[areas.a]
name = "A"
members = ["07101", "7105"]
[areas.b]
members = ["13101"]
"""


def write(folder: Path, content: str) -> Path:
    path = folder / "metro.toml"
    path.write_text(content, encoding="utf-8")
    return path


DECISION = (
    "[[decisions.exclude]]\nfootprints = ['a']\nreason = 'A quarry'\nauthor = 'GORE'\n"
    "date = '2026-03-11'"
)


def test_conventions_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "[[links]]\npath = 'l.gpkg'\ngap = 5\nferries = true\n"
        "[[also_built]]\npath = 'p.gpkg'\nmax_area = 50\n"
        "[[footprints]]\npath = 'f.gpkg'\nmin_density = 5\n"
        f"[continuity]\nmin_patch = 1\n{DECISION}\n"
        "[[decisions.join]]\ncommunes = ['07101', 'Maule']\nreason = 'One'\nauthor = 'G'\n"
        "date = 2026-03-12\n",
    )
    config = read_config(path)
    assert config.links == (LinksSection(Source("l.gpkg"), gap=5.0, ferries=True),)
    assert (config.links[0].tolerance, config.links[0].ferries) == (250.0, True)
    assert config.also_built == (AlsoBuiltSection(Source("p.gpkg"), max_area=50.0),)
    assert config.footprints == (FootprintsSection(Source("f.gpkg"), min_density=5.0),)
    assert config.continuity == ContinuitySection(min_patch=1.0)
    (left,), (one,) = config.decisions.exclude, config.decisions.join
    assert left == DecisionSection("A quarry", "GORE", date(2026, 3, 11), ("a",))
    assert one == JoinSection("One", "G", date(2026, 3, 12), (), ("07101", "Maule"))
    assert [source.given for source in config.sources] == ["f.gpkg", "p.gpkg", "l.gpkg"]


@pytest.mark.parametrize("key", ["reason", "author", "date"])
def test_a_decision_without_reason_author_or_date_is_refused(tmp_path: Path, key: str) -> None:
    lines = [line for line in DECISION.split("\n") if not line.startswith(key)]
    with pytest.raises(MissingInputError, match=rf"\[\[decisions.exclude\]\]: {key} is missing"):
        read_config(write(tmp_path, "\n".join(lines)))


def test_a_whole_study_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, WHOLE)
    assert read_config(path) == StudyConfig(
        file=path,
        study=StudySection("T", "2024", "datos", schematic=True),
        boundaries=BoundariesSection(Source("b.gpkg"), "l", "c", "n", "r"),
        population=PopulationSection(
            Source("p.xlsx"), "hoja", "c", "n", "r", column="p", urban="u", vintage="2017"
        ),
        footprints=(
            FootprintsSection(Source("f.gpkg"), "l", "i", "c", "x = 1", "n", "p"),
            FootprintsSection(Source("g.gpkg")),
        ),
        commuting=CommutingSection(
            Source("v.csv"), "o", "d", "t", Source("w.csv"), "c", "e", "o", "l", "m"
        ),
        services=ServicesSection(Source("s.gpkg"), "l", "k", "e", "c", "r", "s"),
        continuity=ContinuitySection(550.0, 0.5, 6000.0),
        norm=NormSection("ley-21074", Reading.URBAN),
        areas={"a": AreaSection(("07101", "7105"), "A"), "b": AreaSection(("13101",))},
    )


def test_an_empty_study_is_all_defaults(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    assert read_config(path) == StudyConfig(file=path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[boundary]\npath = 'x'", ["no section [boundary]", "Did you mean boundaries?"]),
        ("[study]\ntitel = 'x'", ["[study]: there is no key titel", "Did you mean title?"]),
        ("[population]\npath = 'x'\ncolum = 'p'", ["no key colum", "Did you mean column?"]),
        ("[[footprints]]\npath = 'x'\nfilter = 'x'", ["[[footprints]]: there is no key filter"]),
        ("[areas.x]\nmiembros = ['1']", ["[areas.x]: there is no key miembros"]),
        ("[areas.x]\nmembers = '07101'", ["members is '07101', but must be a list of texts"]),
        ("[areas.x]\nmembers = [7101]", ["members is [7101], but must be a list of texts"]),
        ("[areas.x]\nmembers = []", ["members is []"]),
        ("[continuity]\nmax_gap = '550'", ["max_gap is '550', but must be a number"]),
        ("[continuity]\nmax_gap = nan", ["max_gap is nan, but must be a number"]),
        ("[continuity]\nmax_gap = true", ["max_gap is True, but must be a number"]),
        ("[continuity]\nmax_gap = -1", ["[continuity]: max_gap is -1 m, less than 0"]),
        ("[continuity]\nmajority = 0", ["majority is 0"]),
        ("[continuity]\nmajority = 50", ["majority is 50", "0.5 is one half"]),
        ("[continuity]\nmax_gap = 9\nhorizon = 8", ["horizon is 8 m, less than max_gap"]),
        ("[continuity]\nhorizon = -8", ["horizon is -8 m"]),
        ("[study]\nschematic = 'no'", ["schematic is 'no', but must be true or false"]),
        ("[study]\nvintage = 2024", ["vintage is 2024, but must be text in quotes"]),
        ("[norm]\nreading = 'total'", ["communal", "urban", "continuum"]),
        ("[footprints]\npath = 'x'", ["write [[footprints]]"]),
        ("[links]\npath = 'x'", ["[links]: write [[links]], in double brackets"]),
        ("[[links]]\npath = 'x'\ntolerance = -1", ["[[links]]: tolerance is -1, less than 0"]),
        ("[[links]]\npath = 'x'\ngap = 'x'", ["gap is 'x', but must be a number"]),
        ("[[also_built]]\npath = 'x'\nmax_area = -1", ["[[also_built]]: max_area is -1"]),
        ("[[footprints]]\npath = 'x'\nmin_density = -1", ["[[footprints]]: min_density is -1"]),
        ("[continuity]\nmin_patch = -1", ["[continuity]: min_patch is -1, less than 0"]),
        ("decisions = 3", ["write each decision as [[decisions.include]]"]),
        ("[[decisions.put]]\nreason = 'x'", ["[decisions]: there is no key put"]),
        ("[decisions.join]\nreason = 'x'", ["write [[decisions.join]], in double brackets"]),
        (DECISION.replace("'GORE'", "' '"), ["[[decisions.exclude]]: author is empty"]),
        (DECISION.replace("2026-03-11", "2026-3-11"), ["date is '2026-3-11'", "a date, like"]),
        (DECISION.replace("footprints = ['a']\n", ""), ["neither footprints nor communes"]),
        (DECISION.replace("exclude", "join"), ["it names one thing only"]),
        ("areas = 3", ["write each area as a section"]),
        ("study = 'x'", ["[study]: it must be a section"]),
        ("[areas]\nx = 3", ["[areas.x]: it must be a section"]),
    ],
)
def test_a_mistake_is_named_with_file_section_and_key(
    tmp_path: Path, content: str, said: list[str]
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(InvalidInputError) as caught:
        read_config(path)
    assert str(caught.value.cause).startswith(f"{path}")
    for words in said:
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("content", "key"),
    [("[boundaries]\nlayer = 'x'", "path"), ("[areas.x]\nname = 'x'", "members")],
)
def test_a_key_that_is_needed_is_named(tmp_path: Path, content: str, key: str) -> None:
    with pytest.raises(MissingInputError, match=f"{key} is missing"):
        read_config(write(tmp_path, content))


def test_a_syntax_error_is_named_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, '[study]\ntitle = "x"\nroot = datos\n')
    with pytest.raises(UnreadableInputError) as caught:
        read_config(path)
    assert str(caught.value.cause) == f"{path}, line 3: it is not TOML (Invalid value)"
    with pytest.raises(UnreadableInputError, match="line 2"):
        read_config(write(tmp_path, '[study]\ntitle = "'))


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=r"metro\.toml"):
        read_config(tmp_path / "metro.toml")
    with pytest.raises(MissingInputError):
        read_config(tmp_path)
    path = tmp_path / "metro.toml"
    path.write_bytes(b'[study]\ntitle = "\xd1"')
    with pytest.raises(InputError, match="UTF-8"):
        read_config(path)


@pytest.mark.parametrize("value", ["9" * 5_000, "[" * 3_000, "0x" + "f" * 300])
def test_numbers_and_nesting_without_end_are_refused(tmp_path: Path, value: str) -> None:
    path = tmp_path / "metro.toml"
    path.write_text(f"[continuity]\nmax_gap = {value}\n")
    with pytest.raises(InputError):
        read_config(path)


def test_a_study_that_is_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "metro.toml")
    with pytest.raises(MissingInputError):
        read_config(tmp_path / "metro.toml")


def test_what_comes_with_a_study_is_found_beside_it(tmp_path: Path) -> None:
    study, data = tmp_path / "estudio", tmp_path / "datos" / "censo"
    study.mkdir()
    data.mkdir(parents=True)
    for path in (tmp_path / "links.geojson", data.parent / "both.gpkg", tmp_path / "both.gpkg"):
        path.touch()
    file = study / "metro.toml"
    file.write_text('[study]\nroot = "../datos/censo"\n', encoding="utf-8")
    config = read_config(file)
    assert config.path_of(Source("../links.geojson")) == study / "../links.geojson"
    assert config.path_of(Source("../both.gpkg")) == study / "../datos/censo" / "../both.gpkg"
    assert config.path_of(Source("../none.gpkg")) == study / "../datos/censo" / "../none.gpkg"
