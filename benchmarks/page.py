"""The measurements in docs/rendimiento.md, between two marks."""

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.cases import CASES, OURS, Measured
from benchmarks.data import layer
from benchmarks.targets import Results, Target, targets
from benchmarks.watch import Outcome
from benchmarks.ways import WAYS
from metrocli.report.language import Language

START: Final = "<!-- medidas: las escribe make bench -->"
END: Final = "<!-- fin de las medidas -->"

HEADS: Final = (
    "Modo", "Tiempo (s)", "Extremos (s)", "CPU (s)", "Carga ajena", "Memoria (MB)",
    "Veces metro", "Filas distintas",
)  # fmt: skip

TOLD: Final = {
    Outcome.TOO_LARGE: "sin memoria",
    Outcome.NOT_AVAILABLE: "no disponible",
    Outcome.FAILED: "falló",
}

_figure = Language("es").figure


def put(path: Path, results: Results, machine: str, day: str) -> None:
    """Write the measurements into a page, which keeps the rest of its text."""
    before, _, rest = path.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{block(results, machine, day)}{after}", encoding="utf-8")


def block(results: Results, machine: str, day: str) -> str:
    """Return the measurements as Markdown, with their marks."""
    parts = [
        START,
        f"Medido el {day} con {machine}.",
        "### Objetivos",
        _table(
            ("Objetivo", "Pedido", "Medido", "Con arranque", "¿Cumplido?"),
            map(_target, targets(results)),
        ),
    ]
    for name, found in results.items():
        if found:
            parts += [f"### {CASES[name].title}", *_tasks(found)]
    return "\n\n".join([*parts, END])


def _target(target: Target) -> tuple[str, ...]:
    sign = "≥" if target.at_least else "≤"
    unit = f" {target.unit}" if target.unit else ""
    found = "sin medir"
    if target.found is not None:
        more = "> " if target.bound else ""
        found = f"{more}{_short(target.found)}{unit}"
    met = {True: "sí", False: "**no**", None: "–"}[target.met]
    whole = "–"
    if target.found is not None and target.start is not None:
        whole = f"{_short(target.found + target.start)}{unit}"
    return target.what, f"{sign} {_short(target.wanted)}{unit}", found, whole, met


def _tasks(found: Sequence[Measured]) -> Iterator[str]:
    """Yield a heading and a table for each layer and gap."""
    several = len({one.way for one in found}) > 1
    if not several:
        yield _table(
            ("Capa", *HEADS[1:6]), [(layer(one.layer).title, *_figures(one)) for one in found]
        )
        return
    for name, gap in dict.fromkeys((one.layer, one.gap) for one in found):
        here = [one for one in found if (one.layer, one.gap) == (name, gap)]
        ours = next((one for one in here if one.way == OURS), None)
        yield f"**{layer(name).title}, {_short(gap)} m**"
        yield _table(HEADS, [(_way(one), *_figures(one), *_against(one, ours)) for one in here])
        yield from (f"{_way(one)}: {one.message}." for one in here if one.message)


def _way(one: Measured) -> str:
    way = WAYS[one.way]
    return way.name if way.exact else f"{way.name} (inexacto)"


def _figures(one: Measured) -> tuple[str, ...]:
    """Return seconds, their spread, processor seconds, load of others, and megabytes."""
    if one.outcome in {Outcome.NOT_AVAILABLE, Outcome.FAILED}:
        return TOLD[one.outcome], *"––––"
    wall = _short(one.wall)
    if one.outcome is Outcome.TOO_SLOW:
        wall = f"> {wall}"
    elif one.outcome is Outcome.TOO_LARGE:
        wall = f"{TOLD[one.outcome]} a los {wall}"
    spread = f"{_short(min(one.walls))}–{_short(max(one.walls))}" if len(one.walls) > 1 else "–"
    others = _figure(statistics.median(one.others), ".1f")
    return wall, spread, _short(one.cpu), others, _figure(one.peak / 1e6, ",.0f")


def _against(one: Measured, ours: Measured | None) -> tuple[str, ...]:
    """Return how many times as long as ours, and the rows that differ from the reference."""
    ratio = "–"
    if ours is not None and one.outcome in {Outcome.DONE, Outcome.TOO_SLOW}:
        more = "> " if one.outcome is Outcome.TOO_SLOW else ""
        ratio = f"{more}{_figure(one.wall / ours.wall, ',.1f')}"
    differing = "–" if one.differing is None else _figure(one.differing, ",.0f")
    return ratio, "referencia" if one.way == one.reference else differing


def _short(value: float) -> str:
    """Return a number with three figures or so."""
    small = value < 100 and value != int(value)  # noqa: PLR2004
    return _figure(value, ",.2f" if small else ",.0f")


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    rule = [":--", *["--:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, rule, *rows))
