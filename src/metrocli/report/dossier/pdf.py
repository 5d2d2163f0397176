"""The report as PDF/A, tagged, typeset by typst."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from metrocli.report.dossier.contents import FIXED_DAY, Contents
from metrocli.report.dossier.paper import Block, Items, Paper, Paragraph, Picture, Stamp, Table
from metrocli.report.language import N_

FILES = {"informe.pdf": N_("The report, to be read and signed: PDF/A, tagged.")}

ROOM = (16.2, 20.5)
"""Centimetres that a picture may take of a page, with its caption below it."""

DIGEST = 64
"""Signs of a hash, which stands in a letter of one width."""

TEMPLATE = "informe.typ"


def write(folder: Path, contents: Contents) -> None:
    """Write the report; see `metrocli.report.dossier.parts`."""
    import typst  # noqa: PLC0415 - only a dossier needs it

    with TemporaryDirectory() as passing:
        root = Path(passing)
        template = files(__package__) / "templates" / TEMPLATE
        (root / TEMPLATE).write_bytes(template.read_bytes())
        data = _data(contents.paper, root) | {"date": _date(contents)}
        (root / "paper.json").write_text(json.dumps(data), encoding="utf-8")
        typst.compile(
            root / TEMPLATE,
            output=folder / "informe.pdf",
            root=root,
            font_paths=[_fonts()],
            ignore_system_fonts=True,
            # to last, and to be read aloud
            pdf_standards=["a-2a", "ua-1"],
        )


def _date(contents: Contents) -> list[int]:
    day = contents.day or FIXED_DAY
    return [day.year, day.month, day.day]


def _data(paper: Paper, root: Path) -> dict[str, Any]:
    """Return a report as the template reads it; its pictures go to files beside it."""
    cover = asdict(paper.cover)
    cover["entries"] = [{"name": name, "words": words} for name, words in paper.cover.entries]
    cover["brief"] = ": ".join(paper.cover.entries[0])
    sections = [
        {
            "title": section.title,
            "level": section.level,
            "blocks": [_block(block, root) for block in section.blocks if _is_there(block)],
        }
        for section in paper.sections
    ]
    whole = {
        "language": paper.language,
        "cover": cover,
        "running": paper.running,
        "labels": asdict(paper.labels),
        "sections": sections,
    }
    drawn: dict[str, Any] = _mapped(whole, drawable)
    return drawn


def _is_there(block: Block) -> bool:
    return not isinstance(block, Picture) or block.image is not None


def _block(block: Block, root: Path) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block.text, "role": block.role}
        case Stamp():
            return {"kind": "stamp", "word": block.word, "tone": block.tone}
        case Items():
            entries = [{"name": name, "sentences": told} for name, told in block.entries]
            return {"kind": "items", "entries": entries}
        case Table():
            return {"kind": "table"} | _table(block)
        case Picture():
            file = root / f"{block.id}.png"
            file.write_bytes(block.image or b"")
            return {
                "kind": "picture",
                "file": file.name,
                "width": block.width_within(*ROOM),
                "caption": block.caption,
                "alt": block.alt,
            }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "source": table.source,
        "total": table.total,
        "columns": [asdict(column) for column in table.columns],
        "rows": [
            [
                {
                    "shown": cell.shown,
                    "number": cell.form is not None,
                    "fixed": len(cell.shown) == DIGEST,
                }
                for cell in row
            ]
            for row in table.rows
        ],
    }


def _mapped(part: Any, change: Callable[[str], str]) -> Any:
    """Return JSON with every text in it changed."""
    match part:
        case str():
            return change(part)
        case Mapping():
            return {key: _mapped(value, change) for key, value in part.items()}
        case list() | tuple():
            return [_mapped(value, change) for value in part]
    return part


def drawable(words: str) -> str:
    """Return words whose signs all have a form in the fonts, the others by their number."""
    known = _drawable()
    return "".join(sign if ord(sign) in known else f"\\u{{{ord(sign):x}}}" for sign in words)


def _fonts() -> Path:
    """Return the folder of the fonts that come with matplotlib, for signs that typst's lack."""
    import matplotlib as mpl  # noqa: PLC0415 - as above

    return Path(mpl.get_data_path()) / "fonts" / "ttf"


@cache
def _drawable() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - as above

    return frozenset(FT2Font(_fonts() / "DejaVuSans.ttf").get_charmap())
