"""From the options of `metro graph` to the graph: only it needs networkx, which takes time."""

from metrocli.cli.work import Case, at_hand
from metrocli.delimit import measured
from metrocli.errors import MissingInputError
from metrocli.graph import CommuneGraph, commune_graph
from metrocli.model import Study
from metrocli.progress import Stage
from metrocli.text import text


def draw_graph(case: Case, region: str | None, stage: Stage) -> tuple[Study, CommuneGraph]:
    """Return the study and its communes as a graph, of one region or of all."""
    study, gaps = at_hand(case, stage)
    continuity = case.settings.continuity
    codes = [code for code in study.communes if region in {None, code[:2]}]
    if not codes:
        raise MissingInputError(
            text("No commune of the study lies in region {region}.", region=region),
            text(
                "Regions of the study: {regions}.", regions=sorted({c[:2] for c in study.communes})
            ),
        )
    gaps = gaps or measured(study, case.settings, communes=codes, stage=stage)
    stage(text("Drawing the graph"))
    return study, commune_graph(study, gaps, codes, majority=continuity.majority)
