"""A sweep as JSON: where verdicts flip, and every step of the continuum."""

from typing import Any

import numpy as np

from metrocli.model import AreaSweep, ContinuumSteps, Stretch, Sweep, SweepLine
from metrocli.report.documents.conventions import conventions, withouts
from metrocli.report.documents.head import asked, head, norm_reference, tail
from metrocli.report.documents.values import SHARE, number


def document(sweep: Sweep) -> dict[str, Any]:
    """Return what a sweep says beside its study, norm and inputs.

    The grid itself is not in it: a verdict holds from the `low_m` of a stretch up to its
    `high_m`, and so is that of any gap there.
    """
    said = {
        "norm": norm_reference(sweep.norm),
        "parameters": {
            "max_gap_m": number(sweep.settings.max_gap),
            "majority": number(sweep.settings.majority, SHARE),
            "reading": sweep.reading,
            "min_population": number(sweep.threshold),
            "horizon_m": number(sweep.settings.horizon),
            "floor_m": number(sweep.floor),
        },
        "span": {
            "from_m": number(sweep.span.first),
            "to_m": number(sweep.span.last),
            "step_m": number(sweep.span.step),
        },
        "areas": [_area(area) for area in sweep.areas],
        "conventions": conventions(sweep.conventions),
    }
    return head(sweep) | said | asked(sweep) | tail(sweep)


def _area(area: AreaSweep) -> dict[str, Any]:
    return {
        "id": area.area.id,
        "name": area.area.name,
        "members": list(area.area.members),
        "verdict": area.verdict,
        "without": withouts(area.without),
        "population": {"communal": number(area.communal), "urban": number(area.urban)},
        "lines": [_line(area, line) for line in area.lines],
        "steps": [] if area.steps is None else _steps(area.steps),
    }


def _line(area: AreaSweep, line: SweepLine) -> dict[str, Any]:
    return {
        "reading": line.reading,
        "majority": number(line.majority, SHARE),
        "merge_distance_m": number(line.merge_distance),
        "flips_m": [number(flip) for flip in line.flips],
        "stretches": [_stretch(area, line, stretch) for stretch in line.stretches],
    }


def _stretch(area: AreaSweep, line: SweepLine, stretch: Stretch) -> dict[str, Any]:
    ends = np.array([stretch.low, stretch.largest])
    first, last = area.population_at(line.reading, ends).tolist()
    return {
        "low_m": number(stretch.low),
        "high_m": number(stretch.high),
        "low_closed": True,
        "high_closed": stretch.high_closed,
        "verdict": stretch.verdict,
        "population_at_low": number(first),
        "population_at_end": number(last),
    }


def _steps(steps: ContinuumSteps) -> list[dict[str, Any]]:
    columns = steps.gaps, steps.population, steps.even_shares
    return [
        {
            "gap_m": number(gap),
            "population": number(people),
            "most_even_share": number(share, SHARE),
        }
        for gap, people, share in zip(*(column.tolist() for column in columns), strict=True)
    ]
