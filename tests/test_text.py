"""Texts are rendered late, in the language of whoever reads."""

import pytest

from metrocli.errors import InputError, UsageError
from metrocli.text import Text, plural, text


def spanish(message: Text) -> str:
    return {
        "{count:,d} people in {place}": "{count:,d} personas en {place}",
        "the town": "el pueblo",
    }.get(message.template, message.template)


def swapped(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))


def test_a_text_is_english_until_it_is_translated() -> None:
    message = text("{count:,d} people in {place}", count=1234, place=text("the town"))
    assert str(message) == "1,234 people in the town"
    assert message.render(spanish, swapped) == "1.234 personas en el pueblo"


def test_lists_and_fractions_follow_the_language() -> None:
    message = text("{names}: {share:.1f} %", names=["Talca", "Maule"], share=97.25)
    assert message.render(number=swapped) == "Talca, Maule: 97,2 %"


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 people"), (1, "1 person"), (1.2, "1 person"), (2, "2 people"), (1000, "1,000 people")],
)
def test_what_is_counted_is_one_or_many(count: float, said: str) -> None:
    message = plural("{count:,.0f} person", "{count:,.0f} people", count=count)
    assert str(message) == said
    assert str(text("{who} here", who=message)) == f"{said} here"


def test_text_in_values_is_not_swapped() -> None:
    assert text("{file}", file="a.b,c").render(number=swapped) == "a.b,c"


def test_errors_tell_cause_and_remedy_and_carry_their_exit_code() -> None:
    error = InputError(text("It is broken"), text("Mend it"))
    assert str(error) == "It is broken\nMend it"
    assert (error.exit_code, UsageError(text("No")).exit_code) == (3, 2)


def test_a_value_can_be_replaced_however_deep_it_lies() -> None:
    message = text("{source}: {n}", source=text("{file}", file="/long/way/a.csv"), n=3)
    assert str(message.replacing("/long/way/a.csv", "a.csv")) == "a.csv: 3"
