"""Letters: what words may be drawn with, how wide they are, and where they are broken.

Letters are those of DejaVu Sans as matplotlib brings it, whatever fonts a machine has.
"""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

POINT = 25.4 / 72
"""Millimetres."""

LEADING = 1.25
"""From one line to the next, in sizes."""

MISSING = "\N{REPLACEMENT CHARACTER}"
"""For what the font has no letter for."""

ELLIPSIS = "…"

UNIT = re.compile(r"(?<=\d) (k?m\b)")
"""A unit and the blank before it, at which no line is broken."""


class Face(StrEnum):
    """A face of the font: the name of its file."""

    REGULAR = "DejaVuSans"
    BOLD = "DejaVuSans-Bold"
    OBLIQUE = "DejaVuSans-Oblique"

    @property
    def path(self) -> Path:
        """Its file."""
        return Path(mpl.get_data_path(), "fonts", "ttf", f"{self}.ttf")


@cache
def font(face: Face) -> FontProperties:
    """Return a face as matplotlib takes it."""
    return FontProperties(fname=str(face.path))


@cache
def _letters(face: Face) -> frozenset[int]:
    return frozenset(get_font(str(face.path)).get_charmap())


def printable(words: str, face: Face = Face.REGULAR) -> str:
    """Return words with a sign for every letter that the font does not have."""
    known = _letters(face)
    return "".join(letter if ord(letter) in known else MISSING for letter in words)


@cache
def width_of(words: str, size: float, face: Face = Face.REGULAR) -> float:
    """Return how wide a line is, millimetres; its letters are in the font, the size in points."""
    properties = font(face).copy()
    properties.set_size(size)
    width, _, _ = text_to_path.get_text_width_height_descent(words, properties, ismath=False)
    return float(width) * POINT


def height_of(lines: int, size: float) -> float:
    """Return how high some lines are, millimetres."""
    return lines * size * LEADING * POINT


def cut(words: str, width: float, size: float, face: Face = Face.REGULAR) -> str:
    """Return words that are no wider than `width` millimetres, with an ellipsis if it needs one."""
    if width_of(words, size, face) <= width:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width_of(words[:middle].rstrip() + ELLIPSIS, size, face) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return words[:low].rstrip() + ELLIPSIS


def broken(
    words: str, width: float, size: float, face: Face = Face.REGULAR, most: int = 100
) -> list[str]:
    """Return words in lines no wider than `width` millimetres; what `most` cannot hold is cut."""
    lines: list[str] = []
    rest = UNIT.sub("\N{NO-BREAK SPACE}\\1", words).split(" ")
    while rest and len(lines) < most - 1:
        count = 1
        while count < len(rest) and width_of(" ".join(rest[: count + 1]), size, face) <= width:
            count += 1
        lines.append(cut(" ".join(rest[:count]), width, size, face))
        rest = rest[count:]
    return [*lines, cut(" ".join(rest), width, size, face)] if rest else lines


def balanced(words: str, size: float, face: Face = Face.REGULAR) -> list[str]:
    """Return a name in one line, or in the two that are least wide."""
    pieces = words.split()
    ways = [[" ".join(pieces[:k]), " ".join(pieces[k:])] for k in range(1, len(pieces))]
    if len(words) <= SHORT or not ways:
        return [words]
    return min(ways, key=lambda way: max(width_of(line, size, face) for line in way))


SHORT = 10
"""Letters of a name that stays in one line."""
