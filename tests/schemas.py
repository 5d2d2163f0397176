"""Every document that a test makes is held against its published schema."""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from metrocli.report.registry import Result
from metrocli.report.schema import schema

NAMES = {
    "AssessmentComparison": "compare",
    "CaseFile": "dossier",
    "Diagnosis": "doctor",
    "Explanation": "norm-explain",
    "GapReport": "gap",
    "History": "history",
    "Inspection": "inspect",
    "Listing": "data",
    "Norm": "norm-show",
    "NormList": "norm-list",
    "Outlook": "outlook",
    "PatchReport": "patches",
    "RegisterStatus": "track",
    "Repair": "repair",
    "Sweep": "sweep",
    "Verification": "verify",
}
"""The schema of each kind of result, save that of assessments, which have two."""


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def name_of(result: Result) -> str:
    kind = type(result).__name__
    if kind == "Assessment":
        return "check" if getattr(result, "near_misses", None) is None else "propose"
    return NAMES[kind]


def validate(name: str, document: Any) -> None:
    """Raise if a document is not as its schema says."""
    validator(name).validate(document)
