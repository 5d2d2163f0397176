"""JUnit XML as the consumers of CI servers read it."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import junitparser
import pytest
from junitparser import Failure, JUnitXml, Skipped

from metrocli.model import AreaVerdict, Assessment, CriterionVerdict
from metrocli.report.junit import write
from metrocli.report.language import Language
from metrocli.report.registry import Page
from tests.results import CHECK, GAP, MANY, TALCA

ENGLISH = Page(Language("en"))


def read(result: Assessment, folder: Path) -> list[junitparser.TestSuite]:
    file = folder / "metro.xml"
    file.write_text(write(result, ENGLISH), encoding="utf-8")
    return list(JUnitXml.fromfile(str(file)))


def case(suite: junitparser.TestSuite, criterion: str) -> junitparser.TestCase:
    return next(case for case in suite if case.classname.endswith(f".{criterion}"))


def test_an_area_is_a_suite_and_a_criterion_a_case(tmp_path: Path) -> None:
    suites = read(MANY, tmp_path)
    assert [suite.name for suite in suites] == [area.area.name for area in MANY.areas]
    for suite, area in zip(suites, MANY.areas, strict=True):
        found = [case.classname for case in suite]
        assert found == [f"{area.area.id}.{criterion.id}" for criterion in area.criteria]
        properties = suite.properties()  # type: ignore[no-untyped-call]
        told = {one.name: one.value for one in properties}
        assert told["verdict"] == area.verdict


def test_the_counts_are_those_of_the_cases(tmp_path: Path) -> None:
    for suite in read(MANY, tmp_path):
        results = [result for case in suite for result in case.result]
        assert suite.tests == len(list(suite))
        assert suite.failures == sum(isinstance(result, Failure) for result in results)
        assert suite.skipped == sum(isinstance(result, Skipped) for result in results)
        assert suite.errors == 0


def test_only_an_area_that_is_not_eligible_fails(tmp_path: Path) -> None:
    failing = {suite.name for suite in read(MANY, tmp_path) if suite.failures}
    expected = {a.area.name for a in MANY.areas if a.verdict is AreaVerdict.NOT_ELIGIBLE}
    assert failing == expected
    assert 0 < len(expected) < len(MANY.areas)


def test_a_failure_says_what_was_seen_and_what_is_required(tmp_path: Path) -> None:
    suites = {suite.name: suite for suite in read(MANY, tmp_path)}
    (failure,) = case(suites["Chillán–Chillán Viejo"], "population").result
    assert isinstance(failure, Failure)
    assert failure.message == "187,459 inhabitants; required: > 250,000 inhabitants."
    assert failure.type == "not_met"


def test_what_is_undetermined_is_skipped_with_the_reason(tmp_path: Path) -> None:
    (suite,) = read(CHECK, tmp_path)
    (skipped,) = case(suite, "commuting").result
    assert isinstance(skipped, Skipped)
    assert skipped.message == "It waits for papers; required: ≥ 15%."
    deciding = replace(TALCA.criteria[2], verdict=CriterionVerdict.UNDETERMINED, observed=None)
    unknown = replace(CHECK, areas=(replace(TALCA, criteria=(deciding,)),))
    (told,) = case(read(unknown, tmp_path)[0], "continuity").result
    assert isinstance(told, Skipped)
    assert told.message == "The inputs do not tell; required: ≤ 550 m."


def test_what_does_not_decide_never_fails(tmp_path: Path) -> None:
    short = replace(
        TALCA.criteria[5], verdict=CriterionVerdict.NOT_MET, observed=0.149, margin=-0.001
    )
    (suite,) = read(replace(CHECK, areas=(replace(TALCA, criteria=(short,)),)), tmp_path)
    (skipped,) = case(suite, "commuting").result
    assert isinstance(skipped, Skipped)
    assert "14.9%" in skipped.message


def test_names_that_xml_cannot_hold_are_still_xml(tmp_path: Path) -> None:
    odd = replace(TALCA, area=replace(TALCA.area, name='A & "B" <c>\x01\ufffe'))
    (suite,) = read(replace(CHECK, areas=(odd,)), tmp_path)
    assert suite.name == 'A & "B" <c>\ufffd\ufffd'


def test_it_is_written_in_the_language_of_the_reader() -> None:
    spanish = ET.fromstring(write(CHECK, Page(Language("es"))))  # noqa: S314 - our own
    english = ET.fromstring(write(CHECK, ENGLISH))  # noqa: S314
    names = [
        [case.get("classname") for case in root.iter("testcase")] for root in (spanish, english)
    ]
    assert names[0] == names[1]
    assert "continuidad" in {case.get("name") for case in spanish.iter("testcase")}


def test_only_verdicts_have_cases() -> None:
    with pytest.raises(TypeError, match="GapReport"):
        write(GAP, ENGLISH)
