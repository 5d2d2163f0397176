"""The tables of the page, in Markdown and Spanish."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Final

from calibration.findings import BOTH, Findings
from calibration.groups import DECREED, Group
from calibration.score import Score, Stretch, total
from calibration.unions import Span
from metrocli.model import Code
from metrocli.report.language import Language

GAPS: Final = (*range(0, 1000, 50), *range(1000, 5001, 250))
"""The gaps of the detailed tables, metres."""

MOST_NAMED: Final = 3
"""The most communes that are named in a cell."""

STATES: Final = {
    "iquique-alto-hospicio": "constituida",
    "la-serena-coquimbo": "constituida",
    "gran-valparaiso": "toma de razón",
    "rancagua-machali": "constituida con dos comunas más",
    "rancagua-machali-decreto": "constituida",
    "gran-concepcion": "aprobada",
    "temuco-padre-las-casas": "factible",
    "puerto-montt-puerto-varas": "aprobada",
    "gran-santiago": "en trámite",
    "chillan-chillan-viejo": "rechazada",
    "talca-maule": "en espera",
}
"""What became of each area."""

LABELS: Final = {
    "exact": "CCU de varias comunas exactos",
    "rows": "CCU de varias y de una comuna exactos",
    "commune_f1": "F1 por comuna",
    "pair_f1": "F1 por pares",
    "pair_f1_of_small": "F1 por pares, sin Gran Santiago",
}
"""What the measures of a gap are called."""

_figure = Language("es").figure


def metres(gap: float | None) -> str:
    """Return a gap with a decimal, but a whole number without, or a dash."""
    return _figure(gap, ",.0f" if gap == int(gap or 0) else ",.1f")


def count(number: float) -> str:
    """Return a number without decimals."""
    return _figure(number, ",.0f")


def percent(value: float) -> str:
    """Return a share as a percentage with a decimal."""
    return _figure(value, ".1%")


def share(value: float) -> str:
    """Return a share as a number with the decimals that it needs."""
    return _figure(value, "g")


def stretches(found: Iterable[Stretch]) -> str:
    """Return gaps as half-open intervals."""
    return " y ".join(f"[{metres(low)}; {metres(high)})" for low, high in found)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; columns of figures are aligned to the right."""
    cells = list(rows)
    rule = ["--:" if all(map(_is_figure, column)) else ":--" for column in zip(*cells, strict=True)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, rule, *cells))


def spans(findings: Findings, groups: Iterable[tuple[str, Group]]) -> str:
    """Return at which gaps each group stands by itself, one line for each census."""
    now = f"Con {metres(findings.max_gap)} m"
    heads = ("Se forma", "Entra otra", "Cuál", "Se reproduce", now, "Mayoría hasta")
    return table(("Comunas", "Censo", *heads), _span_rows(findings, groups))


def lone_communes(findings: Findings) -> str:
    """Return from which gap on the rows of one commune are joined by another."""
    heads = ["Comuna"]
    for census in findings.censuses:
        heads += [f"{census}: se une desde", "A"]
    return table(heads, _lone_rows(findings))


def guests(findings: Findings) -> str:
    """Return how far the communes that a row covers in part lie in its continuum."""
    heads = ["CCU o AM", "Comuna en parte"]
    for census in findings.censuses:
        heads += [f"{census}: en el continuo", "Mayoría desde"]
    return table(heads, _guest_rows(findings))


def preferences(findings: Findings) -> str:
    """Return which gaps each measure likes best, and what it says of the norm's."""
    return table(
        ("Medida", "Censo", "Mejor valor", "Con brechas en", f"Con {metres(findings.max_gap)} m"),
        [
            (
                LABELS[found.measure],
                "ambos" if found.census == BOTH else found.census,
                _count_or_rate(found.top),
                stretches(found.stretches),
                _count_or_rate(found.now),
            )
            for found in findings.preferences
        ],
    )


def summary(findings: Findings) -> str:
    """Return what comes out at the norm's defaults."""
    return table(
        ("Censo", *_SCORE_HEADS),
        [
            (census, *_score_cells(score))
            for census, score in zip(
                findings.censuses, findings.scores(findings.judge, findings.max_gap), strict=True
            )
        ],
    )


def by_gap(findings: Findings, census: str) -> str:
    """Return the scores of a census at the norm's majority, gap by gap."""
    gaps = findings.gaps[census, findings.majority]
    lines = [(gap, tuple(_score_cells(findings.judge.score(gaps, gap)))) for gap in GAPS]
    return table(("Brecha", *_SCORE_HEADS), _by_runs(lines))


def by_majority(findings: Findings, census: str) -> str:
    """Return exact rows and F1 by commune of a census, by gap and majority."""

    def cell(gap: float, majority: float) -> str:
        score = findings.judge.score(findings.gaps[census, majority], gap)
        return f"{score.exact} · {_figure(score.commune_f1, '.3f')}"

    lines = [(gap, tuple(map(partial(cell, gap), findings.majorities))) for gap in GAPS]
    return table(("Brecha", *map(share, findings.majorities)), _by_runs(lines))


def majorities(findings: Findings) -> str:
    """Return what each majority gives at the norm's gap, both censuses together."""
    heads = ("Mayoría", "Exactos", "Uniones erróneas", "F1 por comuna", "F1 por pares")
    rows = []
    for majority in findings.majorities:
        score = total(findings.scores(findings.judge, findings.max_gap, majority))
        ones = (_figure(score.commune_f1, ".4f"), _figure(score.pair_f1, ".4f"))
        rows.append((share(majority), str(score.exact), str(score.wrong), *ones))
    return table(heads, rows)


def inputs(findings: Findings) -> str:
    """Return the files that were read."""
    return table(
        ("Archivo", "Filas", "SHA-256"),
        [(f"`{item.path}`", count(item.features), f"`{item.sha256}`") for item in findings.inputs],
    )


_SCORE_HEADS: Final = (
    "Exactos",
    "Incompletos",
    "Mezclados",
    "Sin formar",
    "Solas",
    "Uniones erróneas",
    "Precisión",
    "Cobertura",
    "F1 por pares",
    "F1 por comuna",
    "Acuerdo",
)


def _score_cells(score: Score) -> Iterator[str]:
    counts = (score.exact, score.incomplete, score.mixed, score.apart, score.alone, score.wrong)
    yield from map(str, counts)
    for rate in (score.pair_precision, score.pair_recall, score.pair_f1, score.commune_f1):
        yield _figure(rate, ".3f")
    yield percent(score.agreement)


def _span_rows(
    findings: Findings, groups: Iterable[tuple[str, Group]]
) -> Iterator[tuple[str, ...]]:
    for label, group in groups:
        for census in findings.censuses:
            found = findings.span(group, census)
            yield (
                label,
                census,
                metres(found.forms),
                metres(found.grows),
                _named(findings, found.newcomers),
                _held(found, findings.horizon),
                "sí" if findings.max_gap in found else "no",
                percent(findings.highest_majority(group, census)),
            )


def _lone_rows(findings: Findings) -> Iterator[tuple[str, ...]]:
    for group in findings.groups:
        if len(group.members) == 1:
            cells = [findings.names[group.members[0]]]
            for census in findings.censuses:
                found = findings.span(group, census)
                cells += [metres(found.grows), _named(findings, found.newcomers)]
            yield tuple(cells)


def _guest_rows(findings: Findings) -> Iterator[tuple[str, ...]]:
    for group, guest in _reached(findings):
        cells = [group.name, findings.names[guest]]
        for census in findings.censuses:
            cells.append(percent(findings.share(group, guest, census)))
            cells.append(metres(findings.entry(group, guest, census)))
        yield tuple(cells)


def _reached(findings: Findings) -> Iterator[tuple[Group, Code]]:
    rows = (row for row in findings.rows if row.whole)
    for row, group in zip(rows, findings.groups, strict=True):
        for guest in row.part:
            yield group, guest
    for area, added in DECREED.items():
        for guest in added:
            yield findings.areas[area], guest


def _held(found: Span, horizon: float) -> str:
    """Return the gaps at which a group stands by itself."""
    if found.forms is None or (found.grows is not None and found.forms >= found.grows):
        return "nunca"
    if found.grows is None:
        return f"[{metres(found.forms)}; {metres(horizon)}]"
    return stretches([(found.forms, found.grows)])


def _by_runs(lines: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    """Yield lines with their gap; those that follow each other with the same cells as one."""
    for cells, run in groupby(lines, itemgetter(1)):
        gaps = [count(gap) for gap, _ in run]
        yield "–".join(dict.fromkeys((gaps[0], gaps[-1]))), *cells


def _named(findings: Findings, codes: Sequence[Code]) -> str:
    names = [findings.names[code] for code in codes]
    if len(names) > MOST_NAMED:
        names = [f"{names[0]} y {len(names) - 1} más"]
    return ", ".join(names) or "–"


def _count_or_rate(value: float) -> str:
    return count(value) if isinstance(value, int) else _figure(value, ".4f")


def _is_figure(cell: str) -> bool:
    return cell == "–" or cell[:1].isdigit()
