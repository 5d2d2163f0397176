"""Proof on a real study: no order of rows matters, and one person in one block does."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Metro
from tests.shuffled import seeds, shuffle_file

pytestmark = pytest.mark.real

BLOCKS = "blocks_2024.parquet"
INPUTS = (
    *(BLOCKS, "communes.gpkg", "communes_population.csv"),
    *("commuting_2024.csv", "commuting_totals_2024.csv"),
)
AREAS = ("talca-maule", "iquique-alto-hospicio")


@pytest.fixture
def study(repository: Path) -> str:
    return str(repository / "studies" / "chile-2024.toml")


@pytest.fixture
def copy(real_data: Path, tmp_path: Path) -> Path:
    """Return a folder with links to the inputs."""
    folder = tmp_path / "datos"
    folder.mkdir()
    for name in INPUTS:
        (folder / name).symlink_to(real_data / name)
    return folder


def test_one_person_more_in_one_block_is_found_and_the_file_is_named(
    metro: Metro, study: str, copy: Path, real_data: Path
) -> None:
    blocks = pq.read_table(real_data / BLOCKS)
    assert len(blocks) == 166_299
    (copy / BLOCKS).unlink()
    pq.write_table(blocks, copy / BLOCKS)
    asked = ("check", AREAS[0], "--study", study, "--root", str(copy))
    metro(*asked, "--format", "json", "--output", "r.json")
    pq.write_table(blocks, copy / BLOCKS)
    assert metro("verify", "r.json", "--root", str(copy)).code == 0
    people = blocks["pob"].to_pylist()
    people[100_000] += 1
    place, field = blocks.column_names.index("pob"), blocks.schema.field("pob")
    changed = blocks.set_column(place, field, pa.array(people, field.type))
    pq.write_table(changed, copy / BLOCKS)
    ended = metro("verify", "r.json", "--root", str(copy))
    assert (ended.code, ended.out) == (3, "")
    assert BLOCKS in ended.err
    assert not any(name in ended.err for name in INPUTS if name != BLOCKS)


@pytest.mark.parametrize("seed", seeds(1))
def test_no_order_of_rows_changes_a_byte_of_the_areas(
    metro: Metro, study: str, copy: Path, real_data: Path, seed: int
) -> None:
    def areas(root: Path) -> str:
        ended = metro("check", *AREAS, "--study", study, "--root", str(root), "--format", "json")
        return json.dumps(json.loads(ended.out)["areas"], indent=2)

    for name in INPUTS:
        (copy / name).unlink()
        shuffle_file(real_data / name, copy / name, seed)
    assert areas(copy) == areas(real_data)
