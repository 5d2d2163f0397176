"""The kinds of values that options take, beside those that click knows."""

import math
from gettext import gettext as _
from typing import Any

import click

REGIONS = tuple(f"{number:02d}" for number in range(1, 17))
"""The codes of the regions."""


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
    """The code of a region: two digits."""

    name = "region"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the two characters of the code; a lost leading zero is put back."""
        code = value.strip().zfill(2)
        if code not in REGIONS:
            self.fail(
                _("{value!r} is not a region: two digits, from 01 to 16.").format(value=value),
                param,
                ctx,
            )
        return code
