"""Compiled code: loops over footprints that numpy has no words for."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

Taken = ParamSpec("Taken")
Given = TypeVar("Given")


def compiled(function: Callable[Taken, Given]) -> Callable[Taken, Given]:
    """Return a function of numbers and arrays as machine code, which lets other threads run.

    It is compiled when it is first called and kept on disk. No rounding differs from what Python
    would do: nothing is reordered or fused.
    """
    return cast("Callable[Taken, Given]", numba.njit(cache=True, nogil=True)(function))
