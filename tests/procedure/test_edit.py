"""Registers are changed without losing a comment, and never into something that is not valid."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrocli.errors import InvalidInputError, UsageError
from metrocli.procedure.dates import When
from metrocli.procedure.edit import Change, add_file, apply_change, refuse_oddities
from metrocli.procedure.example import example
from metrocli.procedure.milestones import Milestone
from metrocli.procedure.register import parse_register
from tests.procedure.drawn import dated, when

TOML, CSV = Path("expedientes.toml"), Path("expedientes.csv")

KEPT = """\
# Nuestro registro
[register]
title = "Maule"    # el de la región

[files.talca-maule]
name = "Talca–Maule"   # con guion largo
communes = ["07101", "07105"]

[files.talca-maule.milestones]
study = 2026-04-01   # oficio 12

[files.otra]
name = "Otra"
"""

CHANGE = Change(
    "talca-maule",
    dated({"study": "2026-04-02", "consultation": "2026-05"}),
    {"core_members": 20},
    {"07101": "favour"},
)


def test_a_change_leaves_everything_else_as_it_was() -> None:
    written = apply_change(KEPT, TOML, CHANGE)
    lines = written.splitlines()
    assert [line for line in KEPT.splitlines() if line not in lines] == [
        "study = 2026-04-01   # oficio 12"
    ]
    assert "study = 2026-04-02   # oficio 12" in lines
    assert 'consultation = "2026-05"' in lines
    assert 'answers = {07101 = "favour"}' in lines
    known, changed = tomllib.loads(KEPT), tomllib.loads(written)
    assert changed["files"]["otra"] == known["files"]["otra"]
    assert changed["files"]["talca-maule"]["core_members"] == 20


@pytest.mark.parametrize(
    "content",
    [
        '[files]\na = { name = "A" }\n',
        '[files.a]\nname = "A"\nmilestones.act = 2026-04-12\n',
        '[files.a]\r\nname = "A"\r\n',
        'files.a.name = "A"\n',
    ],
)
def test_toml_may_be_written_in_any_way(content: str) -> None:
    written = apply_change(content, TOML, Change("a", dated({"study": "2026-04-01"})))
    assert parse_register(written, TOML).file("a").milestones[Milestone.STUDY].exact


def test_a_new_section_stands_apart_from_the_next() -> None:
    plain = KEPT.replace("\n[files.talca-maule.milestones]\nstudy = 2026-04-01   # oficio 12\n", "")
    written = apply_change(plain, TOML, Change("talca-maule", dated({"study": "2026-04-01"})))
    assert "\n\n[files.talca-maule.milestones]\nstudy = 2026-04-01\n\n[files.otra]" in written


@pytest.mark.parametrize("path", [TOML, CSV])
def test_a_change_is_what_is_read_afterwards(path: Path) -> None:
    before = parse_register(example(path), path)
    after = parse_register(apply_change(example(path), path, CHANGE), path)
    assert [file for file in after.files if file.id != CHANGE.file] == [
        file for file in before.files if file.id != CHANGE.file
    ]
    file = after.file(CHANGE.file)
    assert file.milestones == CHANGE.milestones
    assert (file.core_members, file.answers) == (20, CHANGE.answers)
    again = Change(CHANGE.file, answers={"07105": "against"})
    answered = parse_register(apply_change(apply_change(example(path), path, CHANGE), path, again),
                              path).file(CHANGE.file)  # fmt: skip
    assert answered.answers == {"07101": "favour", "07105": "against"}
    assert answered.milestones == CHANGE.milestones


@pytest.mark.parametrize("path", [TOML, CSV])
def test_a_file_is_added_at_the_end(path: Path) -> None:
    keys = {"name": "Arica", "communes": ["Arica", "15102"], "core_members": 14}
    if path is CSV:
        keys["communes"] = ["15101", "15102"]
    after = parse_register(add_file(example(path), path, "arica", keys), path)
    assert len(after.files) == 11
    assert after.files[-1].name == "Arica"
    assert after.files[-1].communes == ("15101", "15102")


def test_the_first_file_of_a_register() -> None:
    after = parse_register(add_file("# vacío\n", TOML, "arica", {"name": "Arica"}), TOML)
    assert [file.id for file in after.files] == ["arica"]


def test_a_file_is_not_added_twice() -> None:
    with pytest.raises(UsageError, match="there is a file otra already"):
        add_file(KEPT, TOML, "otra", {"name": "Otra"})


def test_a_file_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(UsageError, match="Did you mean talca-maule"):
        apply_change(KEPT, TOML, Change("talca-mula", keys={"votes": 1}))


@pytest.mark.parametrize(
    "change",
    [
        Change("talca-maule", keys={"votes": 21, "core_members": 20}),
        Change("talca-maule", answers={"08101": "favour"}),
        Change("talca-maule", answers={"07101": "yes"}),
        Change("talca-maule", keys={"communes": ["07999"]}),
    ],
)
def test_nothing_that_is_not_valid_is_written(change: Change) -> None:
    with pytest.raises(InvalidInputError):
        apply_change(KEPT, TOML, change)


@pytest.mark.parametrize(
    ("milestones", "problem"),
    [
        ({"filed": "2026-05-16"}, "still to come"),
        ({"agreement": "2026-03-31"}, "before grounds study"),
        ({"agreement": "2026-03"}, "before grounds study"),
    ],
)
def test_impossible_dates_are_refused(milestones: dict[str, str], problem: str) -> None:
    after = apply_change(KEPT, TOML, Change("talca-maule", dated(milestones)))
    with pytest.raises(InvalidInputError, match=problem) as raised:
        refuse_oddities(KEPT, after, TOML, "talca-maule", date(2026, 5, 15))
    assert "--force" in str(raised.value.remedy)


def test_what_was_odd_before_does_not_stand_in_the_way() -> None:
    odd = apply_change(KEPT, TOML, Change("talca-maule", dated({"agreement": "2026-03-31"})))
    after = apply_change(odd, TOML, Change("talca-maule", dated({"act": "2026-05-01"})))
    refuse_oddities(odd, after, TOML, "talca-maule", date(2026, 5, 15))


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["talca-maule", "otra"]),
            st.sampled_from(Milestone),
            st.sampled_from(["2026-05-15", "2026-05", "2026", "unknown"]),
        ),
        max_size=8,
    )
)
def test_any_series_of_changes_is_what_is_read_afterwards(
    changes: list[tuple[str, Milestone, str]],
) -> None:
    content = KEPT
    expected: dict[str, dict[Milestone, When]] = {
        "talca-maule": {Milestone.STUDY: when("2026-04-01")},
        "otra": {},
    }
    for id, step, written in changes:
        content = apply_change(content, TOML, Change(id, {step: when(written)}))
        expected[id][step] = when(written)
    register = parse_register(content, TOML)
    assert {file.id: dict(file.milestones) for file in register.files} == expected
    assert "# el de la región" in content
