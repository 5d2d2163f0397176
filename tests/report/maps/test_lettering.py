"""Letters: lines that fit, and words that any font can draw."""

from hypothesis import given
from hypothesis import strategies as st

from metrocli.report.maps.lettering import (
    ELLIPSIS,
    MISSING,
    Face,
    balanced,
    broken,
    cut,
    printable,
    width_of,
)

words = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=60).map(printable)


@given(words, st.floats(5, 80), st.sampled_from(Face))
def test_what_is_cut_fits(line: str, width: float, face: Face) -> None:
    found = cut(line, width, 7, face)
    assert found == line or found.endswith(ELLIPSIS)
    assert width_of(found, 7, face) <= width


@given(words, st.floats(10, 80))
def test_broken_lines_fit_and_nothing_is_lost_that_need_not_be(line: str, width: float) -> None:
    lines = broken(line, width, 7)
    assert all(width_of(found, 7) <= width for found in lines)
    if not any(found.endswith(ELLIPSIS) for found in lines):
        assert "".join(" ".join(lines).split()) == "".join(line.split())


def test_a_line_is_not_broken_before_a_unit() -> None:
    whole = "unido por brechas de a lo más 550 m"
    width = width_of("unido por brechas de a lo más 550", 7) + 0.1
    assert broken(whole, width, 7)[-1].replace("\N{NO-BREAK SPACE}", " ") == "550 m"


def test_the_last_of_few_lines_is_cut() -> None:
    lines = broken("uno dos tres cuatro cinco", 12, 7, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)


def test_long_names_are_two_lines_of_about_the_same_width() -> None:
    assert balanced("Talca", 7) == ["Talca"]
    assert balanced("Pedro Aguirre Cerda", 7) == ["Pedro Aguirre", "Cerda"]


def test_letters_that_the_font_does_not_have_are_shown_as_missing() -> None:
    assert printable("Ñuñoa") == "Ñuñoa"
    assert printable("שלום") == "שלום"
    assert printable("漢字") == MISSING * 2
