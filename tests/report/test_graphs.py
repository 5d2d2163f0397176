"""The commune graph in each format, read back by those who read it."""

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyogrio
import pytest
import shapely

from metrocli.continuity.measuring import build_gap_graph
from metrocli.graph import CommuneGraph, commune_graph
from metrocli.model import Weighting
from metrocli.report.graphs import WRITERS
from tests.studies import A, B, C, D, Shape, commune, study

X, Y = 400_000, 6_300_000


def house(code: str, x: float, people: float) -> Shape:
    return code, shapely.box(X + x, Y, X + x + 10, Y + 10), people


@pytest.fixture
def graph() -> CommuneGraph:
    """Return a graph with a link, a border without link, and things that are not known."""
    drawn = study(
        [house(A, 900, 30), house(B, 1_100, 20)],
        communes=[commune(A, 50), commune(C)],
        boundaries={
            A: shapely.box(X, Y, X + 1_000, Y + 1_000),
            C: shapely.box(X - 1_000, Y, X, Y + 1_000),
        },
    )
    gaps = build_gap_graph(drawn.footprints, horizon=6_000)
    return commune_graph(drawn, gaps, drawn.communes, majority=0.5)


def written(graph: CommuneGraph, path: Path) -> Path:
    WRITERS[path.suffix](graph, path)
    return path


def test_graphml_comes_back_as_it_was(graph: CommuneGraph, tmp_path: Path) -> None:
    read = nx.read_graphml(written(graph, tmp_path / "communes.graphml"))
    assert list(read.nodes(data=True)) == list(graph.nodes(data=True))
    assert {frozenset(e[:2]): e[2] for e in read.edges(data=True)} == {
        frozenset(e[:2]): e[2] for e in graph.edges(data=True)
    }
    assert {key: read.graph[key] for key in graph.graph} == graph.graph


def test_json_comes_back_as_it_was(graph: CommuneGraph, tmp_path: Path) -> None:
    path = written(graph, tmp_path / "communes.json")
    read = nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
    assert nx.utils.graphs_equal(read, graph)
    assert read.graph == graph.graph


def test_json_is_strict_json_in_readable_letters(graph: CommuneGraph, tmp_path: Path) -> None:
    graph.nodes[A]["name"] = "Ñuñoa"
    content = written(graph, tmp_path / "communes.json").read_bytes()
    assert "Ñuñoa".encode() in content
    assert b"NaN" not in content
    assert content.endswith(b"}\n")


def test_a_geopackage_has_the_communes_as_points(graph: CommuneGraph, tmp_path: Path) -> None:
    frame = pyogrio.read_dataframe(written(graph, tmp_path / "c.gpkg"), layer="communes")
    assert frame.crs.to_epsg() == 4674
    assert frame["cut"].tolist() == [A, B, C]
    assert set(frame.geom_type) == {"Point"}
    row = frame.set_index("cut").loc[A]
    node = graph.nodes[A]
    assert {key: row[key] for key in node} == node
    assert (row.geometry.x, row.geometry.y) == (node["lon"], node["lat"])
    unknown = frame.set_index("cut").loc[C, ["population_communal", "population_urban"]]
    assert unknown.isna().all()


def test_a_geopackage_has_the_links_as_lines(graph: CommuneGraph, tmp_path: Path) -> None:
    frame = pyogrio.read_dataframe(written(graph, tmp_path / "c.gpkg"), layer="links")
    frame = frame.set_index(["cut_a", "cut_b"])
    assert frame.index.tolist() == [(A, B), (A, C)]
    assert frame.loc[(A, B), "merge_distance_m"] == 190
    edge = graph.edges[A, B]
    assert list(frame.loc[(A, B)].geometry.coords) == [
        (edge["link_a_lon"], edge["link_a_lat"]),
        (edge["link_b_lon"], edge["link_b_lat"]),
    ]


def test_an_edge_without_link_runs_between_its_communes(
    graph: CommuneGraph, tmp_path: Path
) -> None:
    frame = pyogrio.read_dataframe(written(graph, tmp_path / "c.gpkg"), layer="links")
    line = frame.set_index(["cut_a", "cut_b"]).loc[(A, C)]
    ends = [(graph.nodes[code]["lon"], graph.nodes[code]["lat"]) for code in (A, C)]
    assert list(line.geometry.coords) == ends
    assert line.isna()["link_gap_m"]


def test_without_edges_a_geopackage_has_no_links(tmp_path: Path) -> None:
    drawn = study([house(D, 0, 9)], weighting=Weighting.POPULATION)
    gaps = build_gap_graph(drawn.footprints, horizon=6_000)
    alone = commune_graph(drawn, gaps, drawn.communes, majority=0.5)
    path = written(alone, tmp_path / "alone.gpkg")
    assert pyogrio.list_layers(path)[:, 0].tolist() == ["communes"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_graph_gives_the_same_content(
    graph: CommuneGraph, tmp_path: Path, suffix: str
) -> None:
    one, other = (written(graph, tmp_path / f"{name}{suffix}") for name in ("a", "b"))
    reread: Callable[[Path], object] = (
        (lambda path: pyogrio.read_dataframe(path, layer="links").to_json())
        if suffix == ".gpkg"
        else Path.read_bytes
    )
    assert reread(one) == reread(other)
