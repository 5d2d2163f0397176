"""Reading metro.toml: every section and key checked against the values it becomes."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args, get_origin, get_type_hints

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import Reading
from metrocli.nearest import suggestion
from metrocli.study.config import StudyConfig
from metrocli.study.sections import (
    AlsoBuiltSection,
    AreaSection,
    BarriersSection,
    BoundariesSection,
    Checked,
    CommutingSection,
    ContinuitySection,
    DecisionSection,
    DecisionsSection,
    FootprintsSection,
    JoinSection,
    LinksSection,
    NormSection,
    PeopleSection,
    PopulationSection,
    ProjectionsSection,
    ServicesSection,
    Source,
    StudySection,
)
from metrocli.study.toml import parse_toml, read_text
from metrocli.text import Text, text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SectionT = TypeVar("SectionT", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a key may hold: a test, what to make of it, and what to call it."""

    accepts: Callable[[Any], bool]
    make: Callable[[Any], Any]
    words: Text


LARGEST = sys.float_info.max
"""A whole number may be larger in TOML, but is no distance nor share."""

_TEXT = text("text in quotes")


def _is_date(value: Any) -> bool:
    if isinstance(value, date):
        return not isinstance(value, datetime)
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


_KINDS: Mapping[Any, _Kind] = {
    str: _Kind(lambda value: isinstance(value, str), str, _TEXT),
    Source: _Kind(lambda value: isinstance(value, str), Source, _TEXT),
    bool: _Kind(lambda value: isinstance(value, bool), bool, text("true or false")),
    float: _Kind(
        lambda value: (
            isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
        ),
        float,
        text("a number"),
    ),
    int: _Kind(
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
        int,
        text("a whole number from 1"),
    ),
    tuple[str, ...]: _Kind(
        lambda value: (
            isinstance(value, list)
            and len(value) > 0
            and all(isinstance(item, str) for item in value)
        ),
        tuple,
        text('a list of texts, like ["07101", "07105"]'),
    ),
    date: _Kind(
        _is_date,
        lambda value: value if isinstance(value, date) else date.fromisoformat(value),
        text('a date, like "2026-03-11"'),
    ),
    Reading: _Kind(
        lambda value: value in list(Reading),
        Reading,
        text("one of {readings}", readings=tuple(f'"{reading}"' for reading in Reading)),
    ),
}


def read_config(path: Path) -> StudyConfig:
    """Read a study's metro.toml.

    Parameters
    ----------
    path : Path
        Of the file; the paths in it start from its folder, or from the root that it names.

    Raises
    ------
    MissingInputError
        If the file is not there, or a section lacks a key that it needs.
    UnreadableInputError
        If it is no TOML; it names the line.
    InvalidInputError
        If a section or key is unknown (it names the nearest known one) or a value is not of its
        kind or out of its range.
    """
    missing = text("Write one with “metro init”, or name another with --study.")
    return config_from(parse_toml(read_text(path, missing), path), path)


def config_from(document: Mapping[str, Any], path: Path) -> StudyConfig:
    """Return the study that the sections of a metro.toml describe.

    Parameters
    ----------
    document : mapping
        What the file says, as TOML values.
    path : Path
        Of the file.

    Raises
    ------
    MissingInputError, InvalidInputError
        As `read_config` says.
    """
    sections: dict[str, Any] = {}
    for key, content in document.items():
        build = _SECTIONS.get(key)
        if build is None:
            raise InvalidInputError(
                text("{file}: there is no section [{section}]", file=str(path), section=key),
                suggestion(key, _SECTIONS),
            )
        sections[key] = build(path, content)
    config = StudyConfig(file=path, **sections)
    return replace(config, norm=_beside(path, config.norm))


def _beside(path: Path, norm: NormSection) -> NormSection:
    """Return the norm's section, its file looked for where the study is."""
    if norm.id is None or not norm.id.endswith(".toml"):
        return norm
    return replace(norm, id=str(path.parent / norm.id))


def _one(cls: type[SectionT], name: str) -> Callable[[Path, Any], SectionT]:
    return lambda path, content: _section(cls, path, f"[{name}]", content)


def _several(cls: type[SectionT], name: str) -> Callable[[Path, Any], tuple[SectionT, ...]]:
    def build(path: Path, content: Any) -> tuple[SectionT, ...]:
        if not isinstance(content, list):
            problem = text("write [[{section}]], in double brackets", section=name)
            raise _invalid(path, f"[{name}]", problem)
        return tuple(_section(cls, path, f"[[{name}]]", table) for table in content)

    return build


def _decisions(path: Path, content: Any) -> DecisionsSection:
    if not isinstance(content, dict):
        raise _invalid(path, "decisions", text("write each decision as [[decisions.include]]"))
    for key in content:
        if key not in _DECISIONS:
            raise _invalid(
                path,
                "[decisions]",
                text("there is no key {key}", key=key),
                suggestion(key, _DECISIONS),
            )
    return DecisionsSection(
        **{
            key: _several(_DECISIONS[key], f"decisions.{key}")(path, table)
            for key, table in content.items()
        }
    )


_DECISIONS: Mapping[str, Any] = {
    "include": DecisionSection,
    "exclude": DecisionSection,
    "join": JoinSection,
}


def _areas(path: Path, content: Any) -> dict[str, AreaSection]:
    if not isinstance(content, dict):
        raise _invalid(path, "areas", text("write each area as a section [areas.its-id]"))
    return {
        key: _section(AreaSection, path, f"[areas.{key}]", table) for key, table in content.items()
    }


_SECTIONS: Mapping[str, Callable[[Path, Any], Any]] = {
    "study": _one(StudySection, "study"),
    "boundaries": _one(BoundariesSection, "boundaries"),
    "population": _one(PopulationSection, "population"),
    "footprints": _several(FootprintsSection, "footprints"),
    "also_built": _several(AlsoBuiltSection, "also_built"),
    "links": _several(LinksSection, "links"),
    "barriers": _several(BarriersSection, "barriers"),
    "people": _one(PeopleSection, "people"),
    "commuting": _one(CommutingSection, "commuting"),
    "services": _one(ServicesSection, "services"),
    "projections": _one(ProjectionsSection, "projections"),
    "continuity": _one(ContinuitySection, "continuity"),
    "norm": _one(NormSection, "norm"),
    "decisions": _decisions,
    "areas": _areas,
}


def _section(cls: type[SectionT], path: Path, name: str, content: Any) -> SectionT:
    if not isinstance(content, dict):
        raise _invalid(path, name, text("it must be a section with keys"))
    hints = get_type_hints(cls)
    for key in content:
        if key not in hints:
            raise _invalid(
                path, name, text("there is no key {key}", key=key), suggestion(key, hints)
            )
    for item in fields(cls):
        if item.default is MISSING and item.name not in content:
            raise MissingInputError(
                text(
                    "{file}, {section}: {key} is missing",
                    file=str(path),
                    section=name,
                    key=item.name,
                ),
                text("Add the key."),
            )
    section: Any = cls(
        **{key: _value(hints[key], path, name, key, value) for key, value in content.items()}
    )
    problem = section.problem() if isinstance(section, Checked) else None
    if problem is not None:
        raise _invalid(path, name, problem)
    return cast("SectionT", section)


def _value(hint: Any, path: Path, name: str, key: str, value: Any) -> Any:
    kind = _KINDS[get_args(hint)[0] if get_origin(hint) is UnionType else hint]
    if not kind.accepts(value):
        problem = text(
            "{key} is {value}, but must be {kind}", key=key, value=repr(value), kind=kind.words
        )
        raise _invalid(path, name, problem)
    return kind.make(value)


def _invalid(
    path: Path, section: str, problem: Text, remedy: Text | None = None
) -> InvalidInputError:
    return InvalidInputError(
        text("{file}, {section}: {problem}", file=str(path), section=section, problem=problem),
        remedy,
    )
