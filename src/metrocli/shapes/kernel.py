"""The one way in which loops over millions of vertices are compiled."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

Given = ParamSpec("Given")
Result = TypeVar("Result")


def kernel(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Compile a function of numbers and arrays; threads may run it side by side.

    It is compiled at its first call and kept on disk for later ones. Arithmetic is that of IEEE
    754, never reordered or contracted, so that a comparison at a limit is the same everywhere.
    """
    compiled: Callable[Given, Result] = numba.njit(cache=True, nogil=True)(function)
    return compiled


def inlined(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Compile a small function into the kernels that call it, which spares counting references."""
    compiled: Callable[Given, Result] = numba.njit(cache=True, nogil=True, forceinline=True)(
        function
    )
    return compiled
