"""The case file as JSON: what every figure of a dossier is from."""

from pathlib import Path

from metrocli.report import json_writer
from metrocli.report.dossier.contents import Contents
from metrocli.report.language import N_
from metrocli.report.registry import Page

RECORD = "resultado.json"
"""What all figures of a dossier are from, and by which it is known."""

FILES = {RECORD: N_("Every figure, for other programs; “metro verify” works it out again.")}


def write(folder: Path, contents: Contents) -> None:
    """Write the document; see `metrocli.report.dossier.parts`."""
    document = json_writer.write(contents.case, Page(contents.language))
    (folder / RECORD).write_text(document, encoding="utf-8", newline="\n")
