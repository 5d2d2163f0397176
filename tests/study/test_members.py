"""Communes are known by code or name, and what is not clear is answered with the nearest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import Commune
from metrocli.study import national
from metrocli.study.members import codes_of, read_members
from metrocli.text import text

CHILE = national.communes("2024")
HERE = text("--members")


def one(word: str) -> str:
    (code,), _ = read_members([word], CHILE, HERE)
    return code


@given(st.sampled_from(list(CHILE.values())))
def test_every_commune_is_known_by_code_and_name(commune: Commune) -> None:
    for word in (commune.code, str(int(commune.code)), commune.name, commune.name.upper()):
        assert one(word) == commune.code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("talca", "07101"),
        (" San pedro de La PAZ ", "08108"),
        ("San Pedro", "13505"),
        ("nunoa", "13120"),
        ("Vin\u0303a del Mar", "05109"),
        ("La Calera", "05502"),
        ("Calera", "05502"),
        ("los angeles", "08301"),
        ("Angeles", "08301"),
        ("Florida", "08104"),
        ("La Florida", "13110"),
        ("ohiggins", "11302"),
        ("Til Til", "13303"),
        ("08401", "16101"),
        ("8421", "16109"),
    ],
)
def test_accents_capitals_blanks_and_articles_do_not_matter(word: str, code: str) -> None:
    assert one(word) == code


@pytest.mark.parametrize(
    ("word", "notice", "said"),
    [
        ("7101", "codes-mended", "--members: 7101 was read as 07101"),
        ("talca", "names-read", "--members: talca was read as 07101 Talca"),
        (
            "8401",
            "codes-translated",
            "--members: 8401 is a code from before 2018 and was translated to 16101",
        ),
    ],
)
def test_what_was_not_a_code_as_it_should_be_is_told(word: str, notice: str, said: str) -> None:
    _, notices = read_members([word], CHILE, HERE)
    assert [(told.code, str(told.message)) for told in notices] == [(notice, said)]


def test_a_code_as_it_should_be_needs_no_words() -> None:
    assert read_members(["07105", "07101"], CHILE, HERE) == (("07101", "07105"), ())


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("Talka", "07101 Talca"),
        ("Concepsión", "08101 Concepción"),
        ("Padre", "09112 Padre Las Casas, 13604 Padre Hurtado"),
        ("07199", "071"),
        ("Madrid", "the name of a commune"),
        ("ñ", "the name of a commune"),
        ("***", "the name of a commune"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(word: str, nearest: str) -> None:
    with pytest.raises(MissingInputError, match="there is no commune") as caught:
        one(word)
    assert nearest in str(caught.value.remedy)


def test_a_name_that_may_be_two_communes_is_answered_with_both() -> None:
    with pytest.raises(InvalidInputError, match="Las Florida may be several") as caught:
        one("Las Florida")
    assert "08104 Florida, 13110 La Florida" in str(caught.value.remedy)


def test_the_study_s_own_names_count_beside_the_official_ones() -> None:
    study = {"07101": replace(CHILE["07101"], name="Capital"), "07105": CHILE["07105"]}
    assert read_members(["capital"], study, HERE)[0] == ("07101",)
    assert read_members(["Talca"], study, HERE)[0] == ("07101",)


def test_a_commune_outside_the_study_keeps_its_name() -> None:
    study = {"13110": CHILE["13110"]}
    with pytest.raises(MissingInputError) as caught:
        read_members(["Florida"], study, HERE)
    assert "13110 La Florida" in str(caught.value.remedy)


@pytest.mark.parametrize("words", [["Talca", "07101"], ["08401", "Chillán"]])
def test_the_same_commune_in_two_ways_is_given_twice(words: list[str]) -> None:
    with pytest.raises(InvalidInputError, match="is given more than once"):
        read_members(words, CHILE, HERE)


def test_words_are_turned_to_codes_as_far_as_they_can() -> None:
    words = ["Talca", "7105", "08401", "Las Florida", "Madrid"]
    assert codes_of(words, {}) == {"07101", "07105", "16101", "08104", "13110"}
