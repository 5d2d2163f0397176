"""The published schemas are schemas, closed, and refuse what no result is."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from metrocli.errors import UsageError
from metrocli.report.json_writer import document_of
from metrocli.report.schema import schema, schema_names
from tests import schemas
from tests.results import CHECK, PROPOSAL

OPEN = {"evidence", "options", "study"}
"""What every criterion and every command fills in its own way; of `study`, that of a request."""


def objects(part: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schemas of objects in a part of a schema, each after the key it stands at."""
    match part:
        case {"type": "object"}:
            yield key, part
    match part:
        case dict():
            for name, inner in part.items():
                yield from objects(inner, name)
        case list():
            for inner in part:
                yield from objects(inner, key)


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_one_of_its_draft(name: str) -> None:
    published = schema(name)
    assert published["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(published)


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_lets_no_other_key_through(name: str) -> None:
    unclosed = {key for key, part in objects(schema(name)) if "additionalProperties" not in part}
    assert unclosed <= OPEN


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_holds_all_that_it_refers_to_and_nothing_else(name: str) -> None:
    published = schema(name)
    written = str({key: value for key, value in published.items() if key != "$defs"})
    definitions = published["$defs"]
    for definition in definitions:
        others = written + str({k: v for k, v in definitions.items() if k != definition})
        assert f"'#/$defs/{definition}'" in others


def test_every_kind_of_result_has_one() -> None:
    assert {*schemas.NAMES.values(), "check", "propose", "lock"} == set(schema_names())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("areas", [{}]),
        ("extra", 1),
        ("schema_version", 99),
        ("weighting", "money"),
        ("parameters", None),
    ],
)
def test_what_is_no_result_is_refused(key: str, value: Any) -> None:
    document = document_of(CHECK)
    schemas.validate("check", document)
    with pytest.raises(ValidationError):
        schemas.validate("check", deepcopy(document) | {key: value})


def test_a_proposal_is_no_check() -> None:
    with pytest.raises(ValidationError):
        schemas.validate("check", document_of(PROPOSAL))


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(UsageError, match="no schema chek") as caught:
        schema("chek")
    assert "check" in str(caught.value.remedy)
