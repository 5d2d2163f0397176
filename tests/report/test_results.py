"""Results read back from JSON: as they were written, or an error that says where they are not."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.errors import InputError, InvalidInputError, MetroError, UnreadableInputError
from metrocli.model import Assessment, History
from metrocli.report.documents.areas import document
from metrocli.report.json_writer import write
from metrocli.report.language import Language
from metrocli.report.registry import Page
from metrocli.report.results import read_result, read_results
from metrocli.report.results.areas import assessment
from metrocli.report.results.node import Node
from tests.results import CHECK, EVIDENCE, MANY, PROPOSAL

ENGLISH = Page(Language("en"))

Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return a function that writes a result and says where."""

    def write_file(content: str) -> Path:
        path = tmp_path / "result.json"
        path.write_text(content, encoding="utf-8")
        return path

    return write_file


@pytest.mark.parametrize("result", [CHECK, MANY, PROPOSAL, EVIDENCE])
def test_what_was_written_is_read_back_as_it_was(result: Assessment, written: Written) -> None:
    content = write(result, ENGLISH)
    assert write(read_result(written(content)), ENGLISH) == content


def test_the_place_of_a_link_is_the_same_to_a_metre(written: Written) -> None:
    (area,) = read_result(written(write(CHECK, ENGLISH))).areas
    assert area.weakest_link is not None
    end = area.weakest_link.a
    assert (end.lon, end.lat) == (-71.625314, -35.431207)
    assert end.x == pytest.approx(416_000, abs=2_000)
    assert end.y == pytest.approx(6_080_000, abs=5_000)


def test_the_results_of_several_studies_are_read_as_several(written: Written) -> None:
    path = written(write(History.of([CHECK, MANY]), ENGLISH))
    assert len(read_results(path)) == 2
    with pytest.raises(InvalidInputError, match="holds results of 2 studies"):
        read_result(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        ("no json", r"no JSON, or not all of it \(line 1, column 1\)"),
        (write(CHECK, ENGLISH)[:2_000], "no JSON, or not all of it"),
        ("[" * 100_000, "no JSON"),
        ("\xff".encode("latin-1").decode("latin-1"), "no JSON"),
        ("[]", "no result of metro"),
        ('{"tool": "metro"}', "no result of metro"),
        ('{"tool": {"name": "other"}, "schema_version": 1}', "no result of metro"),
        ('{"tool": {"name": "metro"}}', "schema_version is None"),
        ('{"tool": {"name": "metro"}, "schema_version": 99}', "schema_version is 99"),
        ('{"tool": {"name": "metro"}, "schema_version": 1}', "it lacks the key 'study'"),
        (
            '{"tool": {"name": "metro"}, "schema_version": 1, "studies": 3}',
            "studies: it is no list",
        ),
    ],
)
def test_what_is_no_result_is_refused(content: str, said: str, written: Written) -> None:
    with pytest.raises(InputError, match=said):
        read_results(written(content))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableInputError, match="cannot be read as text"):
        read_result(path)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("areas", 0, "verdict"), "maybe", "areas[0].verdict: 'maybe' is none of eligible"),
        (("areas", 0, "members"), [], "areas[0].members: it is empty"),
        (("areas", 0, "members", 1, "code"), 7105, "areas[0].members[1].code: it is no text"),
        (("areas", 0, "population", "urban"), True, "areas[0].population.urban: it is no number"),
        (("areas", 0, "population", "urban"), float("nan"), "it is no number"),
        (("areas", 0, "reading_conflict"), 0, "it is neither true nor false"),
        (("areas", 0, "criteria", 0, "evidence"), [], "it is no object"),
        (("parameters", 2, "value"), "whole", "parameters[2].value: 'whole' is none of"),
        (("parameters", 3, "value"), "many", "parameters[3].value: it is no number"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_by_its_place(
    place: tuple[Any, ...], value: Any, said: str, written: Written
) -> None:
    content = json.loads(write(CHECK, ENGLISH))
    at(content, place[:-1])[place[-1]] = value
    with pytest.raises(InvalidInputError) as refused:
        read_result(written(json.dumps(content)))
    assert said in str(refused.value)


@given(st.data())
def test_whatever_is_changed_it_is_read_or_refused_on_purpose(data: st.DataObject) -> None:
    content = json.loads(write(PROPOSAL, ENGLISH))
    places = list(walk(content))
    place = data.draw(st.sampled_from(places))
    junk: st.SearchStrategy[Any] = st.sampled_from(
        [None, True, -1, 1e308, "", "x", [], {}, [[]], {"a": 1}]
    )
    at(content, place[:-1])[place[-1]] = data.draw(junk)
    try:
        result = assessment(Node(content, "result.json"))
    except MetroError as error:
        assert "result.json" in str(error)  # noqa: PT017
    else:
        document(result)


def at(content: Any, place: tuple[Any, ...]) -> Any:
    for key in place:
        content = content[key]
    return content


def walk(content: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every value."""
    items = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in items:
        yield (*place, key)
        if isinstance(value, dict | list):
            yield from walk(value, (*place, key))
