"""From the options of `metro graph` to the graph: only it needs networkx, which takes time."""

from metrocli.cli.work import Case, Stage
from metrocli.continuity.measuring import build_gap_graph
from metrocli.errors import MissingInputError
from metrocli.graph import CommuneGraph, commune_graph
from metrocli.model import Study
from metrocli.study.load import load
from metrocli.text import text


def draw_graph(case: Case, region: str | None, stage: Stage) -> tuple[Study, CommuneGraph]:
    """Return the study and its communes as a graph, of one region or of all."""
    study = load(case.config, stage=stage)
    continuity = case.settings.continuity
    codes = [code for code in study.communes if region in {None, code[:2]}]
    if not codes:
        raise MissingInputError(
            text("No commune of the study lies in region {region}.", region=region),
            text(
                "Regions of the study: {regions}.", regions=sorted({c[:2] for c in study.communes})
            ),
        )
    gaps = build_gap_graph(
        study.footprints, horizon=continuity.horizon, communes=codes, stage=stage
    )
    stage(text("Drawing the graph"))
    return study, commune_graph(study, gaps, codes, majority=continuity.majority)
