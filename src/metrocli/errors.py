"""The one family of errors: cause and place, the remedy, and the exit code they end in."""

import errno
from typing import ClassVar

from metrocli.text import Text, text

REFUSALS = {
    errno.EACCES: text("permission denied"),
    errno.EPERM: text("permission denied"),
    errno.EROFS: text("the disk can only be read"),
    errno.ENOSPC: text("no space left on the disk"),
    errno.EDQUOT: text("no space left on the disk"),
    errno.EEXIST: text("something is there by that name"),
    errno.ENOTDIR: text("something that is no folder is there by that name"),
    errno.EISDIR: text("it is a folder"),
    errno.ENOENT: text("it is not there"),
    errno.ENAMETOOLONG: text("the name is too long"),
}
"""Why a system refuses to read or to write: it says so in English alone, or in its own language."""


def refusal(error: OSError) -> Text | str:
    """Return why the system refused, in the reader's language where that is foreseen."""
    return REFUSALS.get(error.errno or 0) or error.strerror or str(error)


class MetroError(Exception):
    """Anything that ends a command on purpose.

    Parameters
    ----------
    cause : Text
        What is wrong and where: file, layer, feature, column.
    remedy : Text, optional
        What the user can do about it.
    details : tuple of Text
        Where one cause has many places: each of them, a line each.
    """

    exit_code: ClassVar[int] = 70

    def __init__(
        self, cause: Text, remedy: Text | None = None, details: tuple[Text, ...] = ()
    ) -> None:
        super().__init__(cause, remedy)
        self.cause = cause
        self.remedy = remedy
        self.details = details

    @property
    def lines(self) -> tuple[Text, ...]:
        """What there is to say, a line each: cause, details, remedy."""
        return (self.cause, *self.details, *([] if self.remedy is None else [self.remedy]))

    def __str__(self) -> str:
        """Return what there is to say in English."""
        return "\n".join(map(str, self.lines))


class UsageError(MetroError):
    """The command was asked for something it cannot mean."""

    exit_code = 2


class InputError(MetroError):
    """An input cannot be used."""

    exit_code = 3


class MissingInputError(InputError):
    """A file, layer, column or part of the study that is needed is not there."""


class UnreadableInputError(InputError):
    """A file is there but cannot be read as what it should be."""


class InvalidInputError(InputError):
    """An input was read, and what it says cannot be right."""


class UnsafeRepairError(MetroError):
    """A repair would do harm, and nothing of it is written."""

    exit_code = 3


class MovedError(MetroError):
    """A result is no longer what was recorded of it."""

    exit_code = 1


class OutputError(InputError):
    """A result could not be written where it was asked for."""
