"""The page: the tables and figures in their text."""

import math
from pathlib import Path
from string import Template
from typing import Final

from calibration import tables
from calibration.findings import BOTH, Findings

TEXT: Final = Path(__file__).parent / "calibracion.md.template"

CITED: Final = {
    "iquique": ("01101", "01107"),
    "santo_domingo": ("05601", "05606"),
    "litoral": ("05601", "05602"),
    "olmue": ("05802", "05803"),
    "graneros": ("06101", "06106"),
    "olivar": ("06101", "06111"),
    "requinoa": ("06101", "06116"),
    "biobio": ("08101", "08108"),
    "coronel": ("08102", "08108"),
    "lota": ("08102", "08106"),
    "puerto": ("10101", "10109"),
    "llanquihue": ("10107", "10109"),
    "penaflor": ("13101", "13605"),
    "talagante": ("13101", "13601"),
    "el_monte": ("13601", "13602"),
    "buin": ("13402", "13404"),
}
"""Pairs of communes whose gap the text cites, as name_census."""


HIJUELAS, OLIVAR = "05503", "06111"

ROUND: Final = 50
"""What a round gap is a multiple of, metres."""


def page(findings: Findings) -> str:
    """Return the page."""
    template = Template(TEXT.read_text(encoding="utf-8"))
    return template.substitute(_tables(findings) | _figures(findings) | _cited(findings))


def _tables(findings: Findings) -> dict[str, str]:
    several = [(group.name, group) for group in findings.groups if len(group.members) > 1]
    areas = [
        (f"{group.name} ({tables.STATES[key]})", group) for key, group in findings.areas.items()
    ]
    detail = {
        f"{name}_{census}": make(findings, census)
        for census in findings.censuses
        for name, make in (("by_gap", tables.by_gap), ("by_majority", tables.by_majority))
    }
    return detail | {
        "summary": tables.summary(findings),
        "ccu": tables.spans(findings, several),
        "areas": tables.spans(findings, areas),
        "lone": tables.lone_communes(findings),
        "guests": tables.guests(findings),
        "preferences": tables.preferences(findings),
        "majorities": tables.majorities(findings),
        "inputs": tables.inputs(findings),
    }


def _figures(findings: Findings) -> dict[str, str]:
    census = list(findings.censuses)[-1]
    several = sum(len(group.members) > 1 for group in findings.groups)
    now = findings.scores(findings.judge, findings.max_gap)[0]
    constituted = findings.constituted()
    quillota = next(group for group in findings.groups if HIJUELAS in group.members)
    rests = [findings.names[code] for row in findings.rows if not row.whole for code in row.covers]
    best = {found.measure: found for found in findings.preferences if found.census == BOTH}
    liked = {f"best_{name}": tables.stretches(found.stretches) for name, found in best.items()}
    return liked | {
        "norm": findings.norm.reference.id,
        "max_gap": tables.metres(findings.max_gap),
        "majority": tables.share(findings.majority),
        "rows": str(len(findings.rows)),
        "several": str(several),
        "cases": str(several * len(findings.censuses)),
        "lone_rows": str(len(findings.groups) - several),
        "rests": ", ".join(rests),
        "judged": tables.count(findings.judge.judged),
        "pairs": tables.count(now.hits + now.missed),
        "exact": tables.count(best["exact"].top),
        "constituted": tables.stretches([constituted]),
        "first_round": tables.metres(ROUND * math.ceil(constituted[0] / ROUND)),
        "hijuelas": tables.share(round(findings.highest_majority(quillota, census), 3)),
    }


def _cited(findings: Findings) -> dict[str, str]:
    area = findings.areas["rancagua-machali"]
    gaps = {
        f"{name}_{census}": tables.metres(findings.together(*pair, census))
        for name, pair in CITED.items()
        for census in findings.censuses
    }
    shares = {
        f"olivar_share_{census}": tables.percent(findings.share(area, OLIVAR, census))
        for census in findings.censuses
    }
    return gaps | shares
