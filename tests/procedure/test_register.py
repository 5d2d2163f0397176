"""Registers are read from TOML or CSV; whatever is wrong in one is named with its place."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.errors import InputError, InvalidInputError, MissingInputError, UnreadableInputError
from metrocli.procedure.choices import Answer, Outcome, Proposer
from metrocli.procedure.milestones import Milestone
from metrocli.procedure.register import Register, parse_register, read_register
from tests.procedure.drawn import MAULE, TALCA, dated

TOML, CSV = Path("expedientes.toml"), Path("expedientes.csv")

WHOLE = """
[register]
title = "Maule"
limit_from = "admitted"

[files.talca-maule]
name = "Talca–Maule"
communes = ["Maule", "7101"]
core_members = 20
proposed_by = "core"
votes = 14
answers = { 07105 = "against", Talca = "favour" }
outcome = "approved"
source = "Acta"
note = "Nada"

[files.talca-maule.milestones]
filed = "2026-05"
study = 2026-04-01
"""

TABLE = """\
id;name;communes;core_members;proposed_by;votes;answers;outcome;source;note;filed;study
talca-maule;Talca–Maule;07105 7101;20;core;14;07105=against 07101=favour;approved;Acta;Nada;\
2026-05;01-04-2026
"""


def entry(*lines: str) -> str:
    return "\n".join(["[files.a]", 'name = "A"', *lines])


def test_a_file_is_read_as_it_is_written() -> None:
    register = parse_register(WHOLE, TOML)
    assert (register.title, register.limit_from) == ("Maule", Milestone.ADMITTED)
    (file,) = register.files
    assert (file.id, file.name, file.communes) == ("talca-maule", "Talca–Maule", (TALCA, MAULE))
    assert (file.core_members, file.proposed_by, file.votes) == (20, Proposer.CORE, 14)
    assert file.answers == {TALCA: Answer.FAVOUR, MAULE: Answer.AGAINST}
    assert (file.outcome, file.source, file.note) == (Outcome.APPROVED, "Acta", "Nada")
    assert file.milestones == dated({"study": "2026-04-01", "filed": "2026-05"})
    assert list(file.milestones) == [Milestone.STUDY, Milestone.FILED]


@pytest.mark.parametrize("content", [TABLE, "\ufeff" + TABLE, TABLE.replace(";", ",")])
def test_a_table_says_the_same(content: str) -> None:
    register = parse_register(content, CSV)
    assert register.files == parse_register(WHOLE, TOML).files
    assert (register.title, register.limit_from) == ("expedientes", Milestone.FILED)


def test_a_code_from_before_2018_is_todays() -> None:
    register = parse_register(entry('communes = ["08401", "Chillán Viejo"]'), TOML)
    assert register.files[0].communes == ("16101", "16103")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (entry("nmae = 1"), "[files.a]: there is no key nmae"),
        ("[files.a]\n", "[files.a]: name is missing"),
        ("[files]\na = 1", "[files.a]: it must be a section with keys"),
        ("files = 1", "[files]: files is 1, but must be a table of keys"),
        ("[fils]", "there is no section [fils]"),
        ('[register]\nlimit_from = "decree"', "[register]: limit_from is 'decree'"),
        ("[register]\nterm_start = 2026-03-11T00:00:00", "[register]: term_start is 2026-03-11"),
        (entry('communes = "07101"'), "communes is '07101', but must be a list"),
        (entry('communes = ["07999"]'), "there is no one commune 07999"),
        (entry('communes = ["Tlaca"]'), "there is no one commune Tlaca"),
        (entry('communes = ["Talca", "07101"]'), "commune 07101 is given more than once"),
        (entry('communes = ["07101", "08101"]'), "more than one region: 07101, 08101"),
        (entry("core_members = 0"), "core_members is 0"),
        (entry("core_members = true"), "core_members is True"),
        (entry("votes = -1"), "votes is -1"),
        (entry("core_members = 31", "votes = 32"), "votes is 32, more than the 31 members"),
        (entry('proposed_by = "mayor"'), "proposed_by is 'mayor'"),
        (entry('outcome = "maybe"'), "outcome is 'maybe'"),
        (
            entry('communes = ["07101"]', 'answers = { 07105 = "favour" }'),
            "answers has commune 07105 Maule, which is not of the area",
        ),
        (
            entry('communes = ["07101"]', 'answers = { 07101 = "yes" }'),
            "answers.07101 is 'yes', but must be one of",
        ),
        (entry("[files.a.milestones]", "field = 2026-05-15"), "there is no key field"),
        (entry("[files.a.milestones]", 'filed = "2026-02-30"'), "filed is '2026-02-30'"),
        (entry("[files.a.milestones]", "filed = 0226-05-15"), "filed is 0226-05-15"),
    ],
)
def test_what_cannot_be_is_named_with_its_file_section_and_key(content: str, cause: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        parse_register(content, TOML)
    assert str(raised.value.cause).startswith("expedientes.toml")
    assert cause in str(raised.value.cause)


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (entry("nmae = 1"), "Did you mean name?"),
        (entry('communes = ["Tlaca"]'), "07101 Talca"),
        (entry("[files.a.milestones]", "field = 2026-05-15"), "Did you mean filed?"),
    ],
)
def test_the_nearest_is_proposed(content: str, remedy: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        parse_register(content, TOML)
    assert remedy in str(raised.value.remedy)


def test_an_id_that_stands_twice_is_no_toml_and_its_line_is_named() -> None:
    with pytest.raises(UnreadableInputError, match="line 3"):
        parse_register(f"{entry()}\n[files.a]\n", TOML)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("nombre,filed\n", "it has no column id"),
        ("id,nombre\n", "there is no column 'nombre'"),
        ("id,name\na,A\n\nb,B\na,C\n", "line 5: a is given more than once"),
        ("id,name\n ,A\n", "line 2: the id is missing"),
        ("id,name\na,A,B\n", "line 2: it has more cells than the heading"),
        ("id,name,votes\na,A,many\n", "[files.a]: votes is 'many'"),
        ("id,name,filed\na,A,mayo\n", "filed is 'mayo'"),
        ('id,name\na,"' + 200_000 * "x" + '"\n', "it is no table"),
    ],
)
def test_what_is_wrong_in_a_table_is_named_with_its_line(content: str, cause: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_register(content, CSV)
    assert str(raised.value.cause).startswith("expedientes.csv")
    assert cause in str(raised.value.cause)


def test_a_register_that_is_not_there_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="metro track init"):
        read_register(tmp_path / "expedientes.toml")


@given(
    st.sampled_from([TOML, CSV]),
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from([*WHOLE.splitlines(), *TABLE.splitlines(), "=", "x = 9", ",,;"])
        ).map("\n".join),
    ),
)
def test_any_text_is_a_register_or_an_error_of_the_input(path: Path, content: str) -> None:
    with suppress(InputError):
        assert isinstance(parse_register(content, path), Register)
