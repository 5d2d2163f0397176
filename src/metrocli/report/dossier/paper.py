"""A report that is not yet PDF, Word or Excel: sections, paragraphs, tables with typed cells."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Form(StrEnum):
    """How a number is written: as JSON holds it, to as many decimals as JSON keeps."""

    WHOLE = "whole"
    HUNDREDTHS = "hundredths"
    PERCENT = "percent"
    DEGREES = "degrees"
    CHANGE = "change"

    @property
    def spec(self) -> str:
        """Format specification of Python."""
        return {
            Form.WHOLE: ",.0f",
            Form.HUNDREDTHS: ",.2f",
            Form.PERCENT: ",.2f",
            Form.DEGREES: ".6f",
            Form.CHANGE: "+,.0f",
        }[self]

    @property
    def scale(self) -> int:
        """What the number is multiplied by where it is read by people."""
        return 100 if self is Form.PERCENT else 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table.

    Parameters
    ----------
    value : float or str or None
        As it stands in the JSON document; None where it is unknown.
    shown : str
        The same in the reader's language.
    form : Form, optional
        Of a number; None of words.
    pointer : str
        Where the value stands in the JSON document (RFC 6901); empty of words of our own.
    """

    value: float | str | None
    shown: str
    form: Form | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the unit of its numbers, and how wide it is beside the others.

    Parameters
    ----------
    heading, unit : str
        In the reader's language; the unit is empty where there is none.
    numeric : bool
        Whether it is of numbers, which stand to the right.
    share : float
        Of the width of the page that the columns of words have among them.
    """

    heading: str
    unit: str = ""
    numeric: bool = False
    share: float = 1.0

    @property
    def title(self) -> str:
        """The heading with the unit."""
        return f"{self.heading} ({self.unit})" if self.unit else self.heading


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Parameters
    ----------
    id : str
        Short name, the same in every language.
    caption, source : str
        What it shows, and where its figures come from.
    columns : tuple of Column
        From left to right.
    rows : tuple of tuple of Cell
        From top to bottom.
    total : bool
        Whether the last row adds up the others.
    sheet : str
        Name of its sheet in a workbook.
    """

    id: str
    caption: str
    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str
    total: bool = False


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    LEAD = "lead"
    NOTICE = "notice"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str
    role: Role = Role.BODY


class Tone(StrEnum):
    """Whether a verdict is good, bad or open."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A verdict that is seen at once."""

    word: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Items:
    """Names, and beside each what is said of it, sentence by sentence."""

    entries: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, or the place of one.

    Parameters
    ----------
    id : str
        The kind of map.
    caption, alt : str
        What it shows, and that in words for who cannot see it.
    image : bytes, optional
        PNG; None leaves it out.
    """

    id: str
    caption: str
    alt: str
    image: bytes | None

    def width_within(self, width: float, height: float) -> float:
        """Return how wide the image is if it fills a width, and no more than a height."""
        # the head of a PNG has its sides, 16 bytes from its start
        across, down = struct.unpack(">II", (self.image or b"")[16:24])
        return float(min(width, height * across / down))


Block: TypeAlias = Paragraph | Stamp | Items | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading; a level of 2 is inside the last one of level 1.

    Parameters
    ----------
    title : str
        Its heading, with its number once it has one.
    blocks : tuple
        From top to bottom.
    level : int
        1 or 2.
    annex : bool
        Whether it comes after the report, and has a letter instead of a number.
    """

    title: str
    blocks: tuple[Block, ...]
    level: int = 1
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page.

    Parameters
    ----------
    title, subtitle : str
        What it is, and of which area.
    entries : tuple of (str, str)
        What is said of it, name by name.
    warning : str
        What must be known before anything else; empty if there is nothing.
    signatures : tuple of str
        Who signs.
    """

    title: str
    subtitle: str
    entries: tuple[tuple[str, str], ...]
    warning: str
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What writers call the things they number."""

    contents: str
    table: str
    figure: str
    page: str
    source: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report.

    Parameters
    ----------
    language : str
        "es" or "en".
    cover : Cover
        The first page.
    running : str
        What stands at the head of every other page.
    labels : Labels
        Words of the language.
    sections : tuple of Section
        In order.
    """

    language: str
    cover: Cover
    running: str
    labels: Labels
    sections: tuple[Section, ...]

    @property
    def tables(self) -> Iterator[Table]:
        """Every table, in order."""
        return (
            block
            for section in self.sections
            for block in section.blocks
            if isinstance(block, Table)
        )
