"""The kinds of values that options take, beside those that click knows."""

import math
from gettext import gettext as _
from typing import Any

import click

from metrocli.nearest import closest, folded


class NumberType(click.FloatRange):
    """A finite number within bounds."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number."""
        try:
            finite = math.isfinite(float(value))
        except ValueError:
            finite = False
        if not finite:
            self.fail(
                _("{value!r} is not a number, as in 550 or 0.5.").format(value=value), param, ctx
            )
        return super().convert(value, param, ctx)


class NumbersType(click.ParamType[tuple[float, ...]]):
    """Several numbers with commas between them, each within bounds."""

    name = "numbers"

    def __init__(self, *, min: float, max: float) -> None:  # noqa: A002 - as click calls them
        self._one = NumberType(min=min, max=max)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        """Return the numbers."""
        return tuple(self._one.convert(word.strip(), param, ctx) for word in value.split(","))


class WordsType(click.ParamType[tuple[str, ...]]):
    """Several words with commas between them."""

    name = "words"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - as click calls it
        ctx: click.Context | None,  # noqa: ARG002
    ) -> tuple[str, ...]:
        """Return the words without the blanks around them."""
        return tuple(word.strip() for word in value.split(",") if word.strip())


class RegionType(click.ParamType[str]):
    """The code of a region, or the beginning of its name or of a word of it, as in O'Higgins."""

    name = "region"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the two characters of the code; a lost leading zero is put back."""
        from metrocli.cli.candidates import region_names  # noqa: PLC0415 - it reads a table

        names = region_names()
        code, typed = value.strip().zfill(2), folded(value)
        if code in names:
            return code
        called = {
            code: name
            for code, name in names.items()
            if typed and any(folded(part).startswith(typed) for part in (name, *name.split()))
        }
        if len(called) != 1:
            near = called.values() or closest(value, names.values(), 1)
            self.fail(_unknown(value, ", ".join(near)), param, ctx)
        return next(iter(called))


def _unknown(value: str, near: str) -> str:
    if near:
        return _("{value!r} is not a region. Did you mean {near}?").format(value=value, near=near)
    return _("{value!r} is not a region: its name, or two digits from 01 to 16.").format(
        value=value
    )
