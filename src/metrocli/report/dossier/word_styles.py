"""The styles of the Word report: our own, or those that a template lacks."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from metrocli.report.dossier.paper import Paper
from metrocli.report.dossier.word_parts import add_field

INK = RGBColor(0x17, 0x37, 0x5E)

FONT, FIXED_FONT = "Calibri", "Consolas"

HEADINGS = {"Title": 26.0, "Subtitle": 12.0, "Heading 1": 15.0, "Heading 2": 12.0, "Caption": 9.5}
"""Styles of Word that stand out, and their sizes in points."""

SOURCE, NOTICE, CODE, STAMP = "Metro source", "Metro notice", "Metro code", "Metro verdict"

OWN = {SOURCE: 8.0, NOTICE: 10.0, CODE: 8.5, STAMP: 18.0}
"""Styles that Word does not have, and their sizes."""


def own_styles(document: Document, paper: Paper) -> None:
    """Make the empty file of python-docx ours: A4, its letters, its head and foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.5)
    _letter(document.styles["Normal"], FONT, 10.5)
    for name, size in HEADINGS.items():
        _heading(document.styles[name], size)
    _speak(document, paper.language)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = paper.running
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(f"{paper.labels.page} ")
    add_field(foot, "PAGE", "1")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES", "1")


def wanted_styles(document: Document) -> None:
    """Add the styles that the report needs and the file lacks."""
    there = {style.name for style in document.styles}
    for name, size in HEADINGS.items():
        if name not in there:
            _heading(document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), size)
    for name, size in OWN.items():
        if name not in there:
            font = FIXED_FONT if name == CODE else FONT
            _letter(document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), font, size)


def _heading(style: Any, size: float) -> None:
    _letter(style, FONT, size)
    style.font.color.rgb = INK
    style.font.bold, style.font.italic = True, False
    style.paragraph_format.keep_with_next = True


def _letter(style: Any, font: str, size: float) -> None:
    """Give a style a letter; one of the theme would win over it."""
    style.font.name, style.font.size = font, Pt(size)
    letters = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in letters.attrib if key.endswith("Theme")]:
        del letters.attrib[key]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        letters.set(qn(f"w:{kind}"), font)


def _speak(document: Document, language: str) -> None:
    """Say in which language the report is, for spelling and for reading aloud."""
    normal: Any = document.styles["Normal"].element
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), {"es": "es-CL", "en": "en-GB"}[language])
    normal.get_or_add_rPr().append(spoken)
