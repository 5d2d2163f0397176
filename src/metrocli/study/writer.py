"""Writing a study's metro.toml: what it says, in the words and with the comments it had."""

from collections.abc import MutableMapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.items import AoT

from metrocli.study.config import StudyConfig
from metrocli.study.sections import Source

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def write_config(config: StudyConfig, like: str = "") -> str:
    """Return a metro.toml that says what a study does.

    Parameters
    ----------
    config : StudyConfig
        Of a file, of options, or of both. Its paths are written as they are given.
    like : str, optional
        A metro.toml whose order and comments are kept, and whatever of it is still so.
    """
    document = tomlkit.parse(like)
    for name in ("study", "boundaries", "population"):
        _put(document, name, getattr(config, name))
    for name in ("footprints", "also_built", "links", "barriers"):
        _put_several(document, name, getattr(config, name))
    for name in ("people", "commuting", "services", "continuity", "norm"):
        _put(document, name, getattr(config, name))
    _put_decisions(document, config)
    _put_areas(document, config)
    return tomlkit.dumps(document)


def _put(document: tomlkit.TOMLDocument, name: str, section: "DataclassInstance | None") -> None:
    """Write a section, or take it out if the study has none."""
    if section is None:
        document.pop(name, None)
        return
    table = document.get(name, tomlkit.table())
    _fill(table, section)
    if table and name not in document:
        document[name] = table


def _put_several(
    document: MutableMapping[str, Any], name: str, sections: "Sequence[DataclassInstance]"
) -> None:
    """Write the sections of one name, each in the place of the one that stood there."""
    known = document.get(name, [])
    if len(known) == len(sections):
        for table, section in zip(known, sections, strict=True):
            _fill(table, section)
        return
    document.pop(name, None)
    tables = [tomlkit.table() for _ in sections]
    for table, section in zip(tables, sections, strict=True):
        _fill(table, section)
    if tables:
        document[name] = AoT(tables)


def _put_decisions(document: tomlkit.TOMLDocument, config: StudyConfig) -> None:
    decisions = document.get("decisions", tomlkit.table(is_super_table=True))
    for item in fields(config.decisions):
        _put_several(decisions, item.name, getattr(config.decisions, item.name))
    if decisions and "decisions" not in document:
        document["decisions"] = decisions


def _put_areas(document: tomlkit.TOMLDocument, config: StudyConfig) -> None:
    areas = document.get("areas", tomlkit.table(is_super_table=True))
    for key in [key for key in areas if key not in config.areas]:
        del areas[key]
    for key, section in config.areas.items():
        table = areas.get(key, tomlkit.table())
        _fill(table, section)
        if key not in areas:
            areas[key] = table
    if areas and "areas" not in document:
        document["areas"] = areas


def _fill(table: MutableMapping[str, Any], section: "DataclassInstance") -> None:
    """Write the keys of a section that are not as they should be."""
    for item in fields(section):
        value = getattr(section, item.name)
        plain = _plain(value)
        if plain is None:
            table.pop(item.name, None)
        elif plain != table.get(item.name, _plain(item.default)):
            table[item.name] = plain


def _plain(value: Any) -> Any:
    match value:
        case Source():
            return value.given
        case StrEnum():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
    return value
