"""Tell whether Chilean communes can form an área metropolitana under Ley 21.074.

The functions that the command line is made of, for notebooks and scripts:

>>> import metrocli
>>> study = metrocli.load(metrocli.read_config(Path("metro.toml")))
>>> settings = metrocli.settings_for(metrocli.load_norm("ley-21074"))
>>> metrocli.check(study, study.areas, settings=settings).areas[0].verdict

Each comes in with its libraries when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from metrocli.comparison import compare, continua
    from metrocli.continuity.gapgraph import GapGraph
    from metrocli.continuity.measuring import build_gap_graph
    from metrocli.continuity.tree import GapTree
    from metrocli.delimit import check, gap, outlook, propose, sweep
    from metrocli.graph import commune_graph
    from metrocli.norm.explanation import explain
    from metrocli.norm.norm import load_norm
    from metrocli.norm.settings import settings_for
    from metrocli.procedure.register import read_register
    from metrocli.procedure.status import register_status
    from metrocli.report.results import read_result
    from metrocli.study.load import load
    from metrocli.study.reader import read_config

__version__ = "0.1.0"

__all__ = [
    "GapGraph",
    "GapTree",
    "build_gap_graph",
    "check",
    "commune_graph",
    "compare",
    "continua",
    "explain",
    "gap",
    "load",
    "load_norm",
    "outlook",
    "propose",
    "read_config",
    "read_register",
    "read_result",
    "register_status",
    "settings_for",
    "sweep",
]

_HOMES = {
    "GapGraph": "metrocli.continuity.gapgraph",
    "GapTree": "metrocli.continuity.tree",
    "build_gap_graph": "metrocli.continuity.measuring",
    "check": "metrocli.delimit",
    "commune_graph": "metrocli.graph",
    "compare": "metrocli.comparison",
    "continua": "metrocli.comparison",
    "explain": "metrocli.norm.explanation",
    "gap": "metrocli.delimit",
    "load": "metrocli.study.load",
    "load_norm": "metrocli.norm.norm",
    "outlook": "metrocli.delimit",
    "propose": "metrocli.delimit",
    "read_config": "metrocli.study.reader",
    "read_register": "metrocli.procedure.register",
    "read_result": "metrocli.report.results",
    "register_status": "metrocli.procedure.status",
    "settings_for": "metrocli.norm.settings",
    "sweep": "metrocli.delimit",
}


def __getattr__(name: str) -> Any:
    """Import a function of the interface when it is first asked for."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
