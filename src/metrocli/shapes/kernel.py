"""The one way in which loops over millions of vertices are compiled."""

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar, cast

import numba
from numba import extending
from numba.core import types

Given = ParamSpec("Given")
Result = TypeVar("Result")
Arrays = TypeVar("Arrays")


def kernel(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Compile a function of numbers and arrays; threads may run it side by side.

    It is compiled at its first call and kept on disk for later ones. Arithmetic is that of IEEE
    754, division by zero included, never reordered or contracted, so that a comparison at a limit
    is the same everywhere.
    """
    return _compiled(function, forceinline=False)


def inlined(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Compile a small function into the kernels that call it, which spares counting references."""
    return _compiled(function, forceinline=True)


def _compiled(function: Callable[Given, Result], **options: Any) -> Callable[Given, Result]:
    settings: Any = numba.config
    given = settings.CACHE_DIR
    settings.CACHE_DIR = str(_folder(given))
    try:
        made: Callable[Given, Result] = numba.njit(
            cache=True, nogil=True, error_model="numpy", **options
        )(function)
    finally:
        settings.CACHE_DIR = given
    return made


@cache
def _folder(given: str) -> Path:
    """Return where compiled kernels are kept: a folder for each state of their source.

    By itself, a kernel on disk would outlive a change of a function of another module that it
    calls, and answer as the program did before.
    """
    package = Path(__file__).parents[1]
    source = hashlib.sha256()
    for file in sorted(package.rglob("*.py")):
        content = file.read_bytes()
        if b"shapes.kernel import" in content or file.parent == Path(__file__).parent:
            source.update(content)
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(given or caches) / "metro" / f"kernels-{source.hexdigest()[:16]}"


class _Lent(Protocol):
    def __call__(self, given: Arrays, /) -> Arrays: ...


def _lend(_: Any, given: Any) -> Any:
    def lend(context: Any, builder: Any, _: Any, values: Any) -> Any:
        return _uncounted(context, builder, given, values[0])

    return given(given), lend


def _uncounted(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    if isinstance(kind, types.Array):
        array = context.make_array(kind)(context, builder, value)
        array.meminfo = array.meminfo.type(None)
        return array._getvalue()  # noqa: SLF001 - as numba itself ends such functions
    if isinstance(kind, types.BaseTuple):
        for k, part in enumerate(cast("Iterable[Any]", kind)):
            mine = _uncounted(context, builder, part, builder.extract_value(value, k))
            value = builder.insert_value(value, mine, k)
    return value


lent = cast("_Lent", extending.intrinsic(_lend))
"""Give an array, or a tuple of arrays, whose references a kernel does not count.

Counting them is a good part of the work of small functions, and two threads that count those of
the same array wait for each other. Only for what a kernel was given, which outlives its call.
"""
