"""What is nearest to a name, and the remedy that says so."""

import pytest

from metrocli.nearest import closest, folded, suggestion


@pytest.mark.parametrize("name", ["Viña del Mar", "VIÑA  DEL MAR", "vina-del-mar", "viñadelmar"])
def test_accents_capitals_blanks_and_punctuation_make_no_other_name(name: str) -> None:
    assert folded(name) == "vinadelmar"


def test_the_nearest_come_first_and_as_they_are_written() -> None:
    assert closest("TALCAA", ["Maule", "Talca", "Talcahuano"]) == ("Talca", "Talcahuano")
    assert closest("talcaa", ["Talcahuano", "Talca"], 1) == ("Talca",)
    assert closest("xyz", ["Talca"]) == ()


def test_a_remedy_names_the_nearest_if_there_is_one_and_all_of_them() -> None:
    assert str(suggestion("talca", ["Talca", "Maule"])) == (
        "Did you mean Talca? There are: Talca, Maule."
    )
    assert str(suggestion("xyz", ["Talca", "Maule"])) == "There are: Talca, Maule."
