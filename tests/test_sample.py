"""The sample in data/samples shows what it says it shows, and its script makes it again."""

import subprocess
import sys
import tomllib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from metrocli.planar import to_plane

CENSUSES = ("2017", "2024")
STUDIES = {"2017": "metro-2017.toml", "2024": "metro.toml"}
TOWN_GAP = 30.0
MAX_GAP = 550.0


@dataclass(frozen=True, eq=False)
class Towns:
    """The buildings of a census, and the patches of each commune by itself at `TOWN_GAP`."""

    buildings: pd.DataFrame

    def of(self, members: list[str]) -> tuple[pd.DataFrame, NDArray[np.float64]]:
        """Return people by commune and town, and the gaps between those towns."""
        chosen = self.buildings[self.buildings["cut"].isin(members)]
        groups = chosen.groupby(["cut", "town"])
        people = groups["poblacion"].sum().reset_index()
        shapes = [group.to_numpy() for _, group in groups["planar"]]
        gaps = np.zeros((len(shapes), len(shapes)))
        for i, j in combinations(range(len(shapes)), 2):
            tree = shapely.STRtree(shapes[i])
            _, distance = tree.query_nearest(shapes[j], all_matches=False, return_distance=True)
            gaps[i, j] = gaps[j, i] = distance.min()
        return people, gaps


@pytest.fixture(scope="module")
def sample(repository: Path) -> Path:
    return repository / "data" / "samples"


@pytest.fixture(scope="module")
def communes(sample: Path) -> gpd.GeoDataFrame:
    return gpd.read_file(sample / "comunas.gpkg").set_index("cut")


@pytest.fixture(scope="module")
def population(sample: Path) -> pd.DataFrame:
    return pd.read_csv(sample / "poblacion.csv", dtype={"cut": str, "codigo_region": str})


@pytest.fixture(scope="module")
def buildings(sample: Path) -> dict[str, gpd.GeoDataFrame]:
    return {census: gpd.read_parquet(sample / f"edificios_{census}.parquet") for census in CENSUSES}


@pytest.fixture(scope="module")
def areas(sample: Path) -> dict[str, list[str]]:
    study = tomllib.loads((sample / "metro.toml").read_text(encoding="utf-8"))
    return {key: area["members"] for key, area in study["areas"].items()}


@pytest.fixture(scope="module")
def towns(buildings: dict[str, gpd.GeoDataFrame]) -> dict[str, Towns]:
    return {census: Towns(_with_towns(frame)) for census, frame in buildings.items()}


def _with_towns(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    planar = to_plane(frame.geometry.to_numpy(), frame.crs)
    cut = frame["cut"].to_numpy()
    a, b = shapely.STRtree(planar).query(planar, "dwithin", TOWN_GAP)
    own = cut[a] == cut[b]
    links = coo_array((own[own], (a[own], b[own])), shape=(len(planar), len(planar)))
    return pd.DataFrame(frame.drop(columns="geometry")).assign(
        planar=planar, town=connected_components(links)[1]
    )


def _patches(people: pd.DataFrame, gaps: NDArray[np.float64], gap: float) -> pd.DataFrame:
    return people.assign(patch=connected_components(gaps <= gap)[1])


def _merged(people: pd.DataFrame, gaps: NDArray[np.float64], gap: float) -> bool:
    inside = _patches(people, gaps, gap).pivot_table(
        index="patch", columns="cut", values="poblacion", aggfunc="sum", fill_value=0
    )
    return bool((inside >= inside.sum() / 2).all(axis=1).any())


def _merge_distance(people: pd.DataFrame, gaps: NDArray[np.float64]) -> float:
    return float(min(gap for gap in np.unique(gaps) if _merged(people, gaps, gap)))


def _continuum(people: pd.DataFrame, gaps: NDArray[np.float64]) -> pd.DataFrame:
    patches = _patches(people, gaps, MAX_GAP)
    largest = patches.groupby("patch")["poblacion"].sum().idxmax()
    return patches[patches["patch"] == largest]


@pytest.mark.slow
def test_script_makes_the_same_files_again(repository: Path, sample: Path, tmp_path: Path) -> None:
    script = repository / "scripts" / "make_sample.py"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {path.name for path in sample.iterdir()} - {"LEEME.md"}
    for name in made:
        assert _content(tmp_path / name).equals(_content(sample / name)), name


def _content(path: Path) -> Any:
    match path.suffix:
        case ".parquet":
            return gpd.read_parquet(path).to_wkb()
        case ".gpkg":
            return gpd.read_file(path).to_wkb()
    return pd.DataFrame(path.read_text(encoding="utf-8").splitlines())


def test_sample_is_small(sample: Path) -> None:
    assert sum(path.stat().st_size for path in sample.iterdir()) < 10_000_000


def test_studies_differ_only_in_their_census(sample: Path) -> None:
    texts = {c: (sample / name).read_text(encoding="utf-8") for c, name in STUDIES.items()}
    studies = {census: tomllib.loads(text) for census, text in texts.items()}
    assert studies["2017"]["areas"] == studies["2024"]["areas"]
    for census, study in studies.items():
        assert study["study"] == {
            "title": f"Muestra esquemática, Censo {census}",
            "vintage": census,
            "schematic": True,
        }
        assert study["population"]["column"] == f"pob_{census}"
        for source in (study["boundaries"], study["population"], *study["footprints"]):
            assert (sample / source["path"]).exists()


def test_services_are_invented_and_say_so(sample: Path, population: pd.DataFrame) -> None:
    services = pd.read_csv(sample / "servicios_esquematicos.csv", sep=";", dtype=str)
    assert services["nombre"].str.contains("esquemátic").all()
    assert set(services["fuente"]) == {"inventado para la muestra"}
    served = {code for cell in services["comunas"] for code in cell.split(", ")}
    assert served <= set(population["cut"])


def test_communes_are_named_once_and_invented_ones_say_so(
    population: pd.DataFrame, communes: gpd.GeoDataFrame, areas: dict[str, list[str]]
) -> None:
    assert list(population["cut"]) == sorted(set(population["cut"])) == list(communes.index)
    assert (population["cut"].str[:2] == population["codigo_region"]).all()
    invented = population["comuna"].str.contains("inventada") & population["comuna"].str.contains(
        "esquemática"
    )
    assert list(population.loc[invented, "cut"]) == ["07999", "16999"]
    assert {code for members in areas.values() for code in members} == set(population["cut"])


@pytest.mark.real
def test_census_populations_are_the_real_ones(population: pd.DataFrame, real_data: Path) -> None:
    real = pd.read_csv(real_data / "communes_population.csv", dtype={"cut": str}).set_index("cut")
    ours = population[~population["cut"].str.endswith("999")].set_index("cut")
    columns = ["region", "pob_2017", "pob_2024"]
    pd.testing.assert_frame_equal(ours[columns], real.loc[ours.index, columns])
    assert not set(real.index) & {"07999", "16999"}


@pytest.mark.parametrize("census", CENSUSES)
def test_people_of_the_buildings_are_part_of_the_commune(
    census: str, buildings: dict[str, gpd.GeoDataFrame], population: pd.DataFrame
) -> None:
    urban = buildings[census].groupby("cut")["poblacion"].sum()
    share = urban / population.set_index("cut")[f"pob_{census}"]
    assert share.index.tolist() == population["cut"].tolist()
    assert share.between(0.5, 1, inclusive="left").all(), share
    assert (buildings[census]["poblacion"] >= 0).all()


def test_town_of_2024_is_the_town_of_2017_grown(buildings: dict[str, gpd.GeoDataFrame]) -> None:
    old, new = (buildings[census].set_index("id") for census in CENSUSES)
    assert old.index.is_unique
    assert new.index.is_unique
    assert len(new) > 1.05 * len(old)
    kept = new.loc[old.index]
    assert (kept["cut"] == old["cut"]).all()
    assert (kept.geometry.to_wkb() == old.geometry.to_wkb()).all()


def test_buildings_are_separate_rectangles_of_building_size(
    buildings: dict[str, gpd.GeoDataFrame],
) -> None:
    shapes = buildings["2024"].geometry.to_numpy()
    corners = shapely.get_coordinates(shapes).reshape(-1, 5, 2)
    sides = np.hypot(*np.moveaxis(np.diff(corners, axis=1), -1, 0))
    assert sides.min() > 8
    assert sides.max() < 41
    # the diagonals of a rectangle are equal, up to the grid of its corners
    diagonals = np.hypot(*np.moveaxis(corners[:, [0, 1]] - corners[:, [2, 3]], -1, 0))
    assert np.abs(np.diff(diagonals)).max() < 0.5
    a, b = shapely.STRtree(shapes).query(shapes, "intersects")
    assert (a == b).all()


def test_communes_hold_their_buildings_and_share_borders(
    communes: gpd.GeoDataFrame,
    buildings: dict[str, gpd.GeoDataFrame],
    areas: dict[str, list[str]],
) -> None:
    frame = buildings["2024"]
    assert frame.crs == communes.crs
    own = communes.geometry.loc[frame["cut"]].to_numpy()
    shapely.prepare(own)
    assert shapely.contains(own, frame.geometry.to_numpy()).all()
    assert shapely.coverage_is_valid(communes.geometry.to_numpy())
    pairs = [members for members in areas.values() if len(members) == 2]
    assert len(pairs) > 5
    for a, b in pairs:
        border = communes.geometry[a].intersection(communes.geometry[b])
        assert border.length > 1000, (a, b)


@pytest.mark.parametrize("census", CENSUSES)
def test_a_town_is_one_patch(census: str, towns: dict[str, Towns]) -> None:
    several = {
        **dict.fromkeys(["04101", "04102", "06101", "06106", "06108", "07101", "07105"], 2),
        **dict.fromkeys(["08110", "09101", "09112", "10109", "16101"], 2),
        "10101": 3,
    }
    found = towns[census].buildings.groupby("cut")["town"].nunique()
    assert {code: n for code, n in found.items() if n > 1} == several


# area, merge distance (least and largest, metres), continuum at 550 m in 2017 and in 2024
SITUATIONS = [
    ("talca-maule", (0, 30), 224_125, 254_722),
    ("chillan-chillan-viejo", (0, 30), 183_438, 187_459),
    ("iquique-alto-hospicio", (440, 470), 285_655, 326_596),
    ("puerto-montt-puerto-varas", (3_540, 3_660), 161_753, 177_428),
    ("la-serena-coquimbo", (0, 30), 379_491, 439_249),
    ("temuco-padre-las-casas", (250, 320), 264_513, 272_828),
    ("rancagua-machali", (0, 30), 267_948, 299_692),
    ("rancagua-machali-graneros", (3_000, 5_000), 270_448, 302_992),
    ("gran-concepcion", (2_000, 3_000), 521_297, 539_425),
    ("concepcion-ribera-norte", (0, 30), 521_297, 539_425),
    ("concepcion-san-pedro", (1_350, 1_450), 209_609, 223_525),
    ("antofagasta", (0, 0), 336_607, 387_247),
    ("comunas-inventadas", (0, 30), 265_000, 284_000),
]


@pytest.mark.parametrize("census", CENSUSES)
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation[0])
def test_each_area_shows_its_situation(
    situation: tuple[str, tuple[float, float], int, int],
    census: str,
    towns: dict[str, Towns],
    areas: dict[str, list[str]],
) -> None:
    area, (least, largest), *continuum = situation
    people, gaps = towns[census].of(areas[area])
    assert least <= _merge_distance(people, gaps) <= largest
    inside = _continuum(people, gaps)["poblacion"].sum()
    assert inside == dict(zip(CENSUSES, continuum, strict=True))[census]


def test_every_area_has_its_situation(areas: dict[str, list[str]]) -> None:
    assert {situation[0] for situation in SITUATIONS} == set(areas)


@pytest.mark.parametrize("census", CENSUSES)
def test_graneros_enters_only_by_its_edge(census: str, towns: dict[str, Towns]) -> None:
    people, gaps = towns[census].of(["06101", "06106", "06108"])
    inside = _continuum(people, gaps).groupby("cut")["poblacion"].sum()
    share = inside / people.groupby("cut")["poblacion"].sum()
    assert 0.02 < share["06106"] < 0.2
    assert share["06108"] > 0.9


def test_readings_of_talca_and_maule_disagree_in_2017(population: pd.DataFrame) -> None:
    whole = population.set_index("cut").loc[["07101", "07105"], "pob_2017"].sum()
    assert whole == 270_078
