"""The page to explore the area, gap by gap."""

from pathlib import Path

from metrocli.report.dossier.contents import Contents
from metrocli.report.language import N_

FILE = "explorar.html"

FILES = {FILE: N_("A page to explore the area in a browser, gap by gap, without a network.")}


def write(folder: Path, contents: Contents) -> None:
    """Write the page; see `metrocli.report.dossier.parts`."""
    from metrocli.report.page import page  # noqa: PLC0415 - only it needs the replay of the tree

    told = page(contents.case.ground, contents.language)
    (folder / FILE).write_text(told, encoding="utf-8", newline="\n")
