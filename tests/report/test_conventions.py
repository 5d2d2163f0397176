"""What a study adds to gaps, in every way of writing."""

import json

import pytest

from metrocli.report import json_writer, junit, markdown, table
from metrocli.report.language import Language
from metrocli.report.registry import Page
from metrocli.report.results.areas import assessment
from metrocli.report.results.node import Node
from tests.results import CHECK, CONVENTIONS

ENGLISH, SPANISH = Page(Language("en"), width=100), Page(Language("es"), width=100)


@pytest.mark.parametrize(
    ("page", "sentences"),
    [
        (
            ENGLISH,
            [
                "They join parts of the continuum: Puente Llacolén (bridge).",
                "Without them the merge distance is 1,408 m.",
                "Without them there is no merge distance.",
                "Joined by Parque (parque)",
                "fewer than 5 inhabitants per hectare: 3 features, 12 inhabitants, 2.5 ha.",
                (
                    "excluded: 07101011001006 (footprints: 1). Es una cantera "
                    "(GORE del Maule, 2026-03-11)."
                ),
                "Without them the verdict would be another: Talca–Maule: ",
            ],
        ),
        (SPANISH, ["Unen partes del continuo: Puente Llacolén (puente).", "se excluye: 0710101"]),
    ],
)
def test_a_table_tells_what_joins_what_was_left_out_and_what_was_decided(
    page: Page, sentences: list[str]
) -> None:
    told = " ".join(table.write(CONVENTIONS, page).split())
    for sentence in sentences:
        assert sentence in told, sentence
    assert "1,408 m" in markdown.write(CONVENTIONS, ENGLISH)


def test_a_study_without_conventions_has_no_word_on_them() -> None:
    assert "adds to gaps" not in table.write(CHECK, ENGLISH)


def test_what_is_written_as_json_is_read_back() -> None:
    document = json.loads(json_writer.write(CONVENTIONS, ENGLISH))
    (area,) = assessment(Node(document, "r.json")).areas
    (written,) = CONVENTIONS.areas
    assert area.without == written.without
    assert area.weakest_link is not None
    assert written.weakest_link is not None
    assert area.weakest_link.via == written.weakest_link.via


def test_an_older_result_without_them_is_read_too() -> None:
    document = json.loads(json_writer.write(CONVENTIONS, ENGLISH))
    del document["areas"][0]["without"], document["areas"][0]["weakest_link"]["via"]
    (area,) = assessment(Node(document, "r.json")).areas
    assert area.without == ()


def test_a_junit_suite_has_decisions_and_what_was_left_out_as_properties() -> None:
    told = junit.write(CONVENTIONS, ENGLISH)
    assert 'name="decision" value="excluded: 07101011001006' in told
    assert 'name="left-out" value="fewer than 5 inhabitants per hectare' in told
    assert 'name="verdict-without-link" value="not_eligible"' in told
