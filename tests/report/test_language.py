from datetime import date

import pytest

from metrocli.report.language import Language, chosen_language
from metrocli.report.words import measure, own_words
from metrocli.text import Text, text

SPANISH, ENGLISH = Language("es"), Language("en")


@pytest.mark.parametrize(
    ("arguments", "environment", "code"),
    [
        ([], {}, "es"),
        ([], {"METRO_LANG": "en"}, "en"),
        (["check", "--lang", "en"], {}, "en"),
        (["--lang=en", "check"], {}, "en"),
        (["--lang", "es"], {"METRO_LANG": "en"}, "es"),
        (["--lang", "fr"], {"METRO_LANG": "en"}, "en"),
        (["--lang"], {"METRO_LANG": "de"}, "es"),
    ],
)
def test_the_option_wins_over_the_variable_and_spanish_is_the_default(
    arguments: list[str], environment: dict[str, str], code: str
) -> None:
    assert chosen_language(arguments, environment) == Language(code)


def test_numbers_take_the_signs_of_the_language() -> None:
    message = text("{people:,.1f} {share:.0%}", people=1_234_567.89, share=0.5)
    assert ENGLISH.say(message) == "1,234,567.9 50%"
    assert SPANISH.say(message) == "1.234.567,9 50\N{NO-BREAK SPACE}%"


def test_texts_are_translated_with_the_texts_inside_them() -> None:
    message = text("up to {bound}", bound=text("{value} m", value=text("{gap:,.1f}", gap=1_550.5)))
    assert ENGLISH.say(message) == "up to 1,550.5 m"
    assert SPANISH.say(message) == "hasta 1.550,5 m"


def test_a_template_that_no_catalogue_has_stays_as_it_is() -> None:
    assert SPANISH.say(Text("not in any catalogue")) == "not in any catalogue"


def test_what_is_counted_is_one_or_many_in_every_language() -> None:
    said = {count: measure(count, "inhabitants") for count in (0, 1, 2_000)}
    assert [ENGLISH.say(words) for words in said.values()] == [
        "0 inhabitants",
        "1 inhabitant",
        "2,000 inhabitants",
    ]
    assert [SPANISH.say(words) for words in said.values()] == [
        "0 habitantes",
        "1 habitante",
        "2.000 habitantes",
    ]


def test_a_message_is_one_line_whatever_it_quotes() -> None:
    message = text("{file}: there is no such file", file="a\nb\x1b[2J\udcff.csv")
    assert Language("en").line(message) == r"a\nb\x1b[2J\udcff.csv: there is no such file"


def test_what_a_norm_says_in_spanish_is_told_in_english_too() -> None:
    assert ENGLISH.say(own_words("Nada desconocido.")) == "Nothing unknown."
    assert SPANISH.say(own_words("Nada desconocido.")) == "Nada desconocido."


@pytest.mark.parametrize("words", ["", "a {field} of one's own", "50 % {"])
def test_what_no_catalogue_has_is_told_as_it_is(words: str) -> None:
    assert ENGLISH.say(own_words(words)) == words
    assert SPANISH.say(own_words(words)) == words


def test_a_day_is_written_as_the_language_has_it() -> None:
    message = text("As of {day}.", day=date(2026, 5, 3))
    assert SPANISH.say(message) == "Al 03-05-2026."
    assert ENGLISH.say(message) == str(message) == "As of 2026-05-03."
