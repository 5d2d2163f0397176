"""The report as a Word file: styles, captions and tables that one can go on writing in."""

from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metrocli.errors import UnreadableInputError
from metrocli.report.dossier.archive import settled
from metrocli.report.dossier.contents import FIXED_DAY, Contents
from metrocli.report.dossier.paper import Paper
from metrocli.report.language import N_
from metrocli.text import text

if TYPE_CHECKING:
    from docx.document import Document

FILES = {"informe.docx": N_("The same report in Word, to go on writing in.")}

PLACE = "{{informe}}"
"""What a template says where the report is to stand; without it, the report comes last."""


def write(folder: Path, contents: Contents) -> None:
    """Write the report; see `metrocli.report.dossier.parts`.

    Raises
    ------
    UnreadableInputError
        If the template is no Word file.
    """
    from metrocli.report.dossier.word_pages import PageWriter  # noqa: PLC0415 - only it needs docx
    from metrocli.report.dossier.word_styles import own_styles, wanted_styles  # noqa: PLC0415

    document = open_template(contents.template)
    if contents.template is None:
        own_styles(document, contents.paper)
    wanted_styles(document)
    body: Any = document.element.body
    before = len(body)
    PageWriter(document, contents.paper).write()
    _put_in_place(document, before)
    _describe(document, contents.paper, contents)
    held = BytesIO()
    document.save(held)
    (folder / "informe.docx").write_bytes(settled(held.getvalue()))


def open_template(template: Path | None) -> "Document":
    """Return a Word file to write in: an empty one of our own where there is no template.

    Raises
    ------
    UnreadableInputError
        If it is no Word file.
    """
    from docx import Document as open_document  # noqa: N813, PLC0415 - as above

    try:
        return open_document(None if template is None else str(template))
    except Exception as error:
        raise UnreadableInputError(
            text("{file}: it cannot be read as a Word file", file=str(template)),
            text("Give a .docx file as --template, saved by Word or LibreOffice."),
        ) from error


def _put_in_place(document: "Document", before: int) -> None:
    """Move what was written to where the template wants it."""
    body: Any = document.element.body
    marks = [found for found in document.paragraphs if found.text.strip() == PLACE]
    if not marks:
        return
    place: Any = marks[0]._p  # noqa: SLF001 - python-docx has no other way in
    # The last element of a body is its section, before which all is added.
    for element in list(body)[before - 1 : -1]:
        place.addprevious(element)
    body.remove(place)


def _describe(document: "Document", paper: Paper, contents: Contents) -> None:
    """Say what the file is, and of which day, so that it is the same every time."""
    about = document.core_properties
    day = datetime.combine(contents.day or FIXED_DAY, time(), UTC)
    about.created = about.modified = day
    about.title, about.subject = paper.cover.title[:255], paper.cover.subtitle
    about.author = about.last_modified_by = "metro"
    about.comments, about.revision = "", 1
    about.language = paper.language
