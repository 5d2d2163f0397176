"""What somebody decided by hand, and features that also count as built: from files to a study."""

from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from metrocli.errors import InputError, MissingInputError
from metrocli.model import Decision, DecisionKind, Study
from metrocli.study.decisions import decide
from metrocli.study.load import load
from metrocli.study.reader import read_config
from metrocli.study.stack import FootprintLayer
from metrocli.text import text
from tests.continuity.territories import square
from tests.study.places import BORDER, MAULE, METRE, TALCA, block, write_study


def decided(kind: str, what: str) -> str:
    return (
        f"[[decisions.{kind}]]\n{what}\nreason = 'Because'\nauthor = 'GORE'\ndate = '2026-03-11'\n"
    )


def study_with(folder: Path, extra: str, where: str | None = None) -> Study:
    path = write_study(folder, extra)
    if where is not None:
        told = path.read_text(encoding="utf-8")
        path.write_text(
            told.replace('"manzanas.parquet"', f'"manzanas.parquet"\nwhere = "{where}"'),
            encoding="utf-8",
        )
    return load(read_config(path))


def the_decision(study: Study) -> Decision:
    (decision,) = study.conventions.decisions
    return decision


def test_a_footprint_is_excluded_by_its_id(tmp_path: Path) -> None:
    study = study_with(tmp_path, decided("exclude", "footprints = ['b']"))
    assert study.footprints.ids.tolist() == ["a", "c"]
    decision = the_decision(study)
    assert (decision.kind, decision.features, decision.population) == (DecisionKind.EXCLUDE, 1, 50)
    assert (decision.reason, decision.author, str(decision.date)) == (
        "Because",
        "GORE",
        "2026-03-11",
    )


def test_a_commune_is_excluded_by_its_name(tmp_path: Path) -> None:
    study = study_with(tmp_path, decided("exclude", "communes = ['talca']"))
    assert study.footprints.ids.tolist() == ["c"]
    assert the_decision(study).communes == (TALCA,)
    assert "names-read" in {notice.code for notice in study.notices}


def test_what_a_filter_left_out_is_put_in(tmp_path: Path) -> None:
    study = study_with(tmp_path, decided("include", "footprints = ['b']"), where="pob <> 50")
    assert study.footprints.ids.tolist() == ["a", "b", "c"]
    assert study.footprints.weights.tolist() == [100, 50, 30]
    assert the_decision(study).features == 1


def test_what_a_threshold_left_out_is_put_in(tmp_path: Path) -> None:
    path = write_study(tmp_path, decided("include", f"communes = ['{MAULE}']"))
    told = path.read_text(encoding="utf-8")
    path.write_text(
        told.replace('"manzanas.parquet"', '"manzanas.parquet"\nmin_density = 70'),
        encoding="utf-8",
    )
    study = load(read_config(path))
    assert study.footprints.ids.tolist() == ["a", "c"]
    (left,) = study.conventions.left_out
    assert (left.features, left.population) == (2, 80)
    assert left.among([MAULE]).features == 1


def test_an_exclusion_comes_after_an_inclusion(tmp_path: Path) -> None:
    both = decided("exclude", "footprints = ['b']") + decided("include", f"communes = ['{TALCA}']")
    study = study_with(tmp_path, both, where="pob <> 50")
    assert study.footprints.ids.tolist() == ["a", "c"]
    assert [decision.kind for decision in study.conventions.decisions] == ["include", "exclude"]


def test_an_unknown_footprint_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = write_study(tmp_path, decided("join", "footprints = ['07105x', 'a']"))
    blocks = gpd.read_parquet(tmp_path / "manzanas.parquet")
    blocks["manzent"] = ["a", "07101b", "07105c"]
    blocks.to_parquet(tmp_path / "manzanas.parquet")
    with pytest.raises(
        MissingInputError, match=r"decisions.join\]\] 1: there is no .* 07105x"
    ) as e:
        load(read_config(path))
    assert str(e.value.remedy).startswith("The nearest are: 07105c")


def test_an_unknown_commune_is_named(tmp_path: Path) -> None:
    path = write_study(tmp_path, decided("exclude", "communes = ['Curicó']"))
    with pytest.raises(InputError, match=r"decisions.exclude\]\] 1: there is no commune Curicó"):
        load(read_config(path))


def test_features_that_also_count_lie_in_communes_and_have_names(tmp_path: Path) -> None:
    shapes = [
        block(BORDER - 0.02, -35.45),
        block(BORDER + 0.02, -35.45, 300 * METRE),
        block(-72.5, -35.45),
        block(BORDER + 0.03, -35.45),
    ]
    gpd.GeoDataFrame(
        {"nombre": ["Parque", "Cementerio", "Lejos", None], "tipo": ["parque", None, None, None]},
        geometry=shapes,
        crs="EPSG:4326",
    ).to_file(tmp_path / "parques.gpkg")
    study = study_with(tmp_path, "[[also_built]]\npath = 'parques.gpkg'\nmax_area = 5\n")
    also = study.conventions.also_built
    assert also is not None
    assert also.communes.tolist() == [TALCA, MAULE]
    assert also.names[0] == "Parque"
    assert len(str(also.names[1])) == 12  # a nameless one is called by its geometry
    assert also.sorts.tolist() == ["parque", ""]
    assert also.tie(0).name == "Parque"
    (left,) = study.conventions.left_out
    assert (left.threshold, left.features, left.population) == ("max_area", 1, None)
    assert left.area == pytest.approx(300 * 300 * 0.908 * 1.11, rel=0.01)
    assert "footprints-in-no-commune" in {notice.code for notice in study.notices}
    assert [known.role for known in study.inputs][-1] == "also-built"
    assert len(study.footprints) == 3


def test_the_order_of_files_changes_no_feature(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"nombre": ["x", "x", "w"]},
        geometry=[block(BORDER - k / 100, -35.45) for k in (1, 2, 3)],
        crs="EPSG:4326",
    )
    told = []
    for order in ([0, 1, 2], [2, 1, 0]):
        frame.iloc[order].to_parquet(tmp_path / "parques.parquet")
        study = study_with(tmp_path, "[[also_built]]\npath = 'parques.parquet'\n")
        also = study.conventions.also_built
        assert also is not None
        told.append((also.names.tolist(), shapely.to_wkb(also.geometries).tolist()))
    assert told[0] == told[1]


# -- brute force -------------------------------------------------------------

CODES = (TALCA, MAULE, "07102")

Drawn = list[tuple[int, str, bool]]
"""Footprints: which layer each is of, its commune, and whether it counts before decisions."""


def layers_of(drawn: Drawn, *, counting: bool) -> list[FootprintLayer]:
    """Return two layers of those that count, or of those that do not; f3 is the fourth."""
    layers = []
    for which in (0, 1):
        rows = [
            k for k, (layer, _, counts) in enumerate(drawn) if (layer, counts) == (which, counting)
        ]
        layers.append(
            FootprintLayer(
                source=text("f.gpkg"),
                ids=np.array([f"f{k}" for k in rows], dtype=np.str_),
                communes=np.array([drawn[k][1] for k in rows], dtype="U5"),
                geometries=np.array([square(20 * k, 0) for k in rows], dtype=object),
                population=np.array([k + 1 for k in rows], dtype=float),
                notices=(),
            )
        )
    return layers


footprints_drawn = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.sampled_from(CODES), st.booleans()),
    min_size=1,
    max_size=10,
)


@st.composite
def decisions_on(draw: st.DrawFn, count: int) -> list[Decision]:
    """Draw decisions in the order in which a study has them: by kind."""
    kinds = sorted(
        draw(st.lists(st.sampled_from(list(DecisionKind)), max_size=6)),
        key=list(DecisionKind).index,
    )
    ids = st.lists(st.integers(0, count - 1).map("f{}".format), max_size=3, unique=True)
    codes = st.lists(st.sampled_from(CODES), max_size=2, unique=True)
    return [
        Decision(
            (), kind, tuple(draw(ids)), tuple(draw(codes)), "Because", "GORE", date(2026, 3, 11)
        )
        for kind in kinds
    ]


@given(footprints_drawn, st.data())
def test_what_decisions_leave_is_what_brute_force_does(drawn: Drawn, data: st.DataObject) -> None:
    decisions = data.draw(decisions_on(len(drawn)))
    decided_ = decide(layers_of(drawn, counting=True), layers_of(drawn, counting=False), decisions)
    counts = [counting for _, _, counting in drawn]
    for decision, told in zip(decisions, decided_.decisions, strict=True):
        touched = []
        for k, (_, code, _) in enumerate(drawn):
            named = f"f{k}" in decision.footprints
            meant = named or code in decision.communes
            if decision.kind is DecisionKind.INCLUDE and meant and not counts[k]:
                counts[k] = True
            elif decision.kind is DecisionKind.EXCLUDE and meant and counts[k]:
                counts[k] = False
            elif not (decision.kind is DecisionKind.JOIN and named and counts[k]):
                continue
            touched.append(k)
        assert told.features == len(touched)
        assert (told.population or 0) == sum(k + 1 for k in touched)
    for which, layer in enumerate(decided_.layers):
        standing = {f"f{k}" for k, (own, _, _) in enumerate(drawn) if own == which and counts[k]}
        assert set(layer.ids.tolist()) == standing
        assert len(layer) == len(standing)


@given(footprints_drawn, st.data())
def test_what_is_put_in_and_taken_out_again_leaves_all_as_it_was(
    drawn: Drawn, data: st.DataObject
) -> None:
    aside = [f"f{k}" for k, (_, _, counts) in enumerate(drawn) if not counts]
    chosen = tuple(data.draw(st.lists(st.sampled_from(aside), unique=True)) if aside else [])
    both = [
        Decision((), kind, chosen, (), "Because", "GORE", date(2026, 3, 11))
        for kind in (DecisionKind.INCLUDE, DecisionKind.EXCLUDE)
    ]
    before = layers_of(drawn, counting=True)
    after = decide(before, layers_of(drawn, counting=False), both).layers
    for one, other in zip(before, after, strict=True):
        assert set(one.ids.tolist()) == set(other.ids.tolist())
