"""A lock keeps every figure of a check, no texts, and tells what moved."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from metrocli.errors import InvalidInputError, MissingInputError, UnreadableInputError
from metrocli.proof.lock import lock_file, lock_of, moved, read_lock, written
from metrocli.report.json_writer import document_of
from metrocli.study.config import StudyConfig
from tests import schemas
from tests.results import MANY

RESULT = document_of(MANY)
LOCK = lock_of(RESULT)


def test_a_lock_is_as_its_schema_says_and_is_read_again(tmp_path: Path) -> None:
    schemas.validate("lock", LOCK)
    file = tmp_path / "metro.lock"
    file.write_text(written(LOCK), encoding="utf-8")
    assert read_lock(file) == LOCK
    assert written(LOCK) == written(json.loads(written(LOCK)))


def test_what_only_the_program_says_is_not_locked() -> None:
    other = deepcopy(RESULT)
    other["tool"]["version"] = "99"
    other["notices"] = []
    for area in other["areas"]:
        for criterion in area["criteria"]:
            criterion |= {"notes": ["other words"], "evidence": {}, "basis": "Ley"}
    assert moved(LOCK, other, ()) == ()


FIGURES = [
    ("verdict", "undetermined"),
    ("merge_distance_m", 1.5),
    ("pending", []),
    ("population", {"communal": 1, "urban": 2, "continuum": 3}),
    ("members", []),
]


@pytest.mark.parametrize(("key", "value"), FIGURES)
def test_every_figure_of_an_area_is_held(key: str, value: Any) -> None:
    other = deepcopy(RESULT)
    other["areas"][2][key] = value
    found = moved(LOCK, other, ())
    assert {difference.area for difference in found} == {"puerto-montt-puerto-varas"}
    assert {difference.figure.split(".")[0] for difference in found} == {key}


def test_only_the_areas_that_were_asked_for_are_held() -> None:
    part = deepcopy(RESULT)
    part["areas"] = part["areas"][:1]
    assert moved(LOCK, part, {part["areas"][0]["id"]}) == ()
    assert {found.now for found in moved(LOCK, part, ()) if found.area} == {None}


def test_a_lock_lies_beside_the_study_and_bears_its_name() -> None:
    assert lock_file(StudyConfig(file=Path("a/metro-2017.toml"))) == Path("a/metro-2017.lock")
    with pytest.raises(MissingInputError, match="without a file"):
        lock_file(StudyConfig())


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("{", UnreadableInputError),
        ("[]", UnreadableInputError),
        ("[" * 100_000, UnreadableInputError),
        ("{}", InvalidInputError),
        ('{"lock_version": 1, "inputs": 5, "norm": {}, "areas": []}', InvalidInputError),
        ('{"lock_version": 1, "inputs": [{}], "areas": []}', InvalidInputError),
        ('{"lock_version": 1, "inputs": [], "areas": [1]}', InvalidInputError),
        ('{"lock_version": 2, "inputs": [], "norm": {}, "areas": []}', InvalidInputError),
    ],
)
def test_what_is_no_lock_is_refused(tmp_path: Path, content: str, error: type[Exception]) -> None:
    file = tmp_path / "metro.lock"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(error, match=r"metro\.lock"):
        read_lock(file)


def test_a_lock_that_is_not_there_is_told_how_to_write(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError) as caught:
        read_lock(tmp_path / "metro.lock")
    assert "metro lock" in str(caught.value.remedy)
