"""The 346 communes of Chile as package data: codes, names, regions and two censuses."""

import csv
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from metrocli.model import Code, Commune

VINTAGES = ("2017", "2024")
"""The censuses of which the population is known."""


def communes(vintage: str) -> Mapping[Code, Commune]:
    """Return every commune with the inhabitants that a census counted, by today's CUT, sorted.

    Parameters
    ----------
    vintage : str
        One of `VINTAGES`. Source: INE, Censo 2017 and Censo 2024.
    """
    return {row["cut"]: _commune(row, float(row[f"pob_{vintage}"])) for row in _rows()}


@cache
def names() -> Mapping[Code, str]:
    """Return the official name of every commune, by today's CUT."""
    return {row["cut"]: row["comuna"] for row in _rows()}


@cache
def regions() -> Mapping[str, str]:
    """Return the official name of every region, by the first two characters of its codes."""
    return {row["codigo_region"]: row["region"] for row in _rows()}


@cache
def renumbered() -> Mapping[Code, Code]:
    """Return today's codes of the communes of Ñuble by those they had before 2018.

    Ley 21.033 made them a region of their own. No commune has borne one of the old codes since.
    """
    return {row["cut_before_2018"]: row["cut"] for row in _rows() if row["cut_before_2018"]}


def source(vintage: str) -> str:
    """Return what stands for the table among the inputs of a study."""
    return f"metrocli: INE, Censo {vintage}"


def digest() -> str:
    """Return the SHA-256 of the table."""
    return hashlib.sha256(_content()).hexdigest()


def size() -> int:
    """Return the bytes of the table."""
    return len(_content())


def _commune(row: Mapping[str, str], population: float) -> Commune:
    return Commune(row["cut"], row["comuna"], row["codigo_region"], row["region"], population)


def _content() -> bytes:
    return (files(__name__) / "communes.csv").read_bytes()


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(_content().decode().splitlines()))
