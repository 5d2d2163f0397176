"""Verdicts as JUnit XML, for CI servers: an area is a suite, and a criterion is a case."""

import re
from xml.etree import ElementTree as ET

from metrocli.model import Applied, AreaAssessment, Assessment, Criterion, CriterionVerdict
from metrocli.report.convention_words import decision_words, left_out_words
from metrocli.report.language import Language
from metrocli.report.registry import Page, Result
from metrocli.report.words import criterion_name, measure, own_words, requirement_with_unit
from metrocli.text import Text, text

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(result: Result, page: Page) -> str:
    """Return verdicts as JUnit XML; see `metrocli.report.registry.Writer`.

    A criterion that is not met fails; one that cannot be determined is skipped, with the reason.
    What does not decide is told too, but never fails. Names and messages are in the reader's
    language; the ids in `classname` are the same in every one.
    """
    if not isinstance(result, Assessment):
        message = f"{type(result).__name__} has no cases"
        raise TypeError(message)
    root = ET.Element("testsuites", name="metro")
    for area in result.areas:
        root.append(_suite(area, result.conventions, page.language))
    for holder in (root, *root):
        _count(holder)
    ET.indent(root)
    # ElementTree writes signs that XML cannot hold, and the name of an area may have one.
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", f"{_HEAD}{ET.tostring(root, 'unicode')}\n")


def _suite(area: AreaAssessment, conventions: Applied, language: Language) -> ET.Element:
    suite = ET.Element("testsuite", name=area.area.name)
    properties = ET.SubElement(suite, "properties")
    for name, value in (
        ("id", area.area.id),
        ("members", " ".join(area.area.members)),
        ("verdict", area.verdict.value),
        *(("decision", language.say(decision_words(d))) for d in conventions.decisions),
        *(("left-out", language.say(left_out_words(left))) for left in conventions.left_out),
        *(
            (f"verdict-without-{without.kind.value}", without.verdict.value)
            for without in area.without
            if without.verdict is not None
        ),
    ):
        ET.SubElement(properties, "property", name=name, value=value)
    suite.extend(_case(area, criterion, language) for criterion in area.criteria)
    return suite


def _case(area: AreaAssessment, criterion: Criterion, language: Language) -> ET.Element:
    case = ET.Element(
        "testcase",
        name=language.say(text("{name}", name=criterion_name(criterion.id))),
        classname=f"{area.area.id}.{criterion.id}",
        time="0",
    )
    said = language.say(_said(criterion))
    match criterion.verdict:
        case CriterionVerdict.NOT_MET if criterion.decides:
            ET.SubElement(case, "failure", message=said, type=criterion.verdict.value)
        case CriterionVerdict.NOT_MET:
            told = text("Not met, though it does not decide: {said}", said=said)
            ET.SubElement(case, "skipped", message=language.say(told))
        case CriterionVerdict.UNDETERMINED:
            ET.SubElement(case, "skipped", message=said)
    notes = [language.say(note) for note in criterion.notes]
    basis = language.say(own_words(criterion.basis))
    ET.SubElement(case, "system-out").text = "\n".join([said, *notes, basis])
    return case


def _said(criterion: Criterion) -> Text:
    required = requirement_with_unit(criterion)
    if criterion.verdict is CriterionVerdict.UNDETERMINED and not criterion.decides:
        return text("It waits for papers; required: {required}.", required=required)
    if criterion.verdict is CriterionVerdict.UNDETERMINED:
        return text("The inputs do not tell; required: {required}.", required=required)
    return text(
        "{observed}; required: {required}.",
        observed=measure(criterion.observed, criterion.unit),
        required=required,
    )


def _count(holder: ET.Element) -> None:
    """Write how many cases a suite, or all suites, have."""
    for name, found in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        holder.set(name, str(len(list(holder.iter(found)))))
    holder.set("errors", "0")
    holder.set("time", "0")
