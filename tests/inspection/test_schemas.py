from pathlib import Path

import pytest

from metrocli.inspection.schemas import SCHEMAS, Schema, layer_schema, recognise
from tests.study.places import COMMUNES, blocks


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.id)
def test_every_schema_is_known_by_its_columns_however_they_are_written(schema: Schema) -> None:
    written = [name.upper() for name in schema.columns]
    found = recognise([*written, "OTRA"], spatial=schema.spatial)
    assert found is not None
    assert (found.schema, found.columns) == (schema, tuple(written))
    assert recognise(written[1:], spatial=schema.spatial) != found
    assert recognise(written, spatial=not schema.spatial) != found


def test_the_names_of_the_schemas_are_their_own() -> None:
    assert len({schema.id for schema in SCHEMAS}) == len(SCHEMAS)
    assert len({str(schema.title) for schema in SCHEMAS}) == len(SCHEMAS)


def test_of_several_the_one_with_most_columns_is_meant() -> None:
    names = ["cut", "comuna", "region", "codigo_region", "pob_2017", "pob_2024"]
    found = recognise(names, spatial=True)
    assert found is not None
    assert found.schema.id == "communes-both-censuses"


def test_a_layer_is_recognised_without_reading_it(tmp_path: Path) -> None:
    COMMUNES.to_file(tmp_path / "comunas.gpkg")
    blocks(zona=["1", "1", "1"], area_c=["1", "1", "1"]).to_parquet(tmp_path / "manzanas.parquet")
    (tmp_path / "puntos.csv").write_text("lon,lat,comuna\n-71.6,-35.4,07101\n", encoding="utf-8")
    (tmp_path / "roto.gpkg").write_bytes(b"SQLite no")
    seen = {
        path.name: found and found.schema.id
        for path in sorted(tmp_path.iterdir())
        for found in [layer_schema(path, None)]
    }
    assert seen == {
        "comunas.gpkg": "ine-2024-communes",
        "manzanas.parquet": "ine-2024-blocks-prepared",
        "puntos.csv": "address-points",
        "roto.gpkg": None,
    }
