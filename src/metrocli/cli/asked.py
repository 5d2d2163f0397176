"""Which areas a command is about: those of the study, or communes taken as one."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas of the study, by id or name; all of them where none is named."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Members:
    """Communes to be taken as one area, which the study need not name: names or codes."""

    communes: tuple[str, ...]


Asked: TypeAlias = Areas | Members
"""Which areas a command is about."""
