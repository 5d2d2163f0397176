"""The files that exist: the official schemas, each known by the columns that only it has."""

import warnings
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio

from metrocli.study.schemas import plain
from metrocli.study.tables import PARQUET
from metrocli.text import Text, text


@dataclass(frozen=True, slots=True)
class Schema:
    """A kind of file that somebody publishes.

    Parameters
    ----------
    id : str
        The same in every language.
    title : Text
        Who publishes it, and what it is.
    columns : tuple of str
        Those that tell it from others, in plain form (see `metrocli.study.schemas.plain`).
    vintage : str
        Census year of its people; "" if it has none, or several.
    spatial : bool
        Whether it has geometries.
    """

    id: str
    title: Text
    columns: tuple[str, ...]
    vintage: str = ""
    spatial: bool = True


@dataclass(frozen=True, slots=True)
class Recognised:
    """The schema that a file has, and the columns of the file by which that shows."""

    schema: Schema
    columns: tuple[str, ...]


SCHEMAS = (
    Schema(
        "ine-2024-blocks",
        text("INE, Censo 2024: census blocks"),
        ("manzent", "cut", "n_per"),
        "2024",
    ),
    Schema(
        "ine-2024-blocks-prepared",
        text("INE, Censo 2024: census blocks, prepared copy"),
        ("manzent", "cut", "pob", "zona", "area_c"),
        "2024",
    ),
    Schema(
        "ine-2024-zones", text("INE, Censo 2024: census zones"), ("id_zona", "cut", "n_per"), "2024"
    ),
    Schema(
        "ine-2024-zones-prepared",
        text("INE, Censo 2024: census zones, prepared copy"),
        ("zona", "cut", "pob_2024", "pob_2017_armon"),
        "2024",
    ),
    Schema(
        "ine-2024-communes",
        text("INE, Censo 2024: commune polygons"),
        ("cut", "comuna", "region"),
        "2024",
    ),
    Schema(
        "ine-2024-population",
        text("INE, Censo 2024: population of the communes"),
        ("codigo_comuna", "comuna", "poblacion_censada"),
        "2024",
        spatial=False,
    ),
    Schema(
        "ine-2017-blocks",
        text("INE, Censo 2017: census blocks"),
        ("comuna", "manzent_i", "total_pers"),
        "2017",
    ),
    Schema(
        "ine-2017-blocks-prepared",
        text("INE, Censo 2017: census blocks, prepared copy"),
        ("manzent", "cut", "total_pers"),
        "2017",
    ),
    Schema(
        "ine-2017-zones",
        text("INE, Censo 2017: census zones"),
        ("comuna", "nom_comuna", "geocodigo"),
        "2017",
    ),
    Schema(
        "ine-2017-zones-prepared",
        text("INE, Censo 2017: census zones, prepared copy"),
        ("geocodigo", "cut", "urbano", "pob_2017"),
        "2017",
    ),
    Schema(
        "ine-2017-urban-limits",
        text("INE, Censo 2017: urban limits"),
        ("nom_comuna", "urbano", "nom_categ"),
        "2017",
    ),
    Schema(
        "ine-2017-urban-limits-prepared",
        text("INE, Censo 2017: urban limits, prepared copy"),
        ("cut", "urbano", "nom_categ", "area_km2"),
        "2017",
    ),
    Schema(
        "ine-2017-communes",
        text("INE, Censo 2017: commune polygons"),
        ("comuna", "nom_comuna", "nom_region"),
        "2017",
    ),
    Schema(
        "ine-2017-population",
        text("INE, Censo 2017: population of the communes"),
        ("codigo_comuna", "nombre_comuna", "total_poblacion_efectivamente_censada"),
        "2017",
        spatial=False,
    ),
    Schema(
        "communes-both-censuses",
        text("commune polygons with the population of both censuses"),
        ("cut", "comuna", "codigo_region", "pob_2017", "pob_2024"),
    ),
    Schema(
        "population-both-censuses",
        text("population of the communes in both censuses"),
        ("cut", "comuna", "pob_2017", "pob_2024"),
        spatial=False,
    ),
    Schema(
        "subdere-dpa",
        text("SUBDERE: communes of the División Político-Administrativa"),
        ("cut_com", "cut_reg"),
    ),
    Schema("bcn-communes", text("BCN: commune polygons"), ("cod_comuna", "codregion")),
    Schema("overture-buildings", text("Overture Maps: buildings"), ("id", "sources", "has_parts")),
    Schema(
        "google-buildings",
        text("Google Open Buildings"),
        ("area_in_meters", "confidence", "full_plus_code"),
    ),
    Schema(
        "google-microsoft-buildings",
        text("Google and Microsoft buildings, joined"),
        ("bf_source", "confidence", "area_in_meters"),
    ),
    Schema("microsoft-buildings", text("Microsoft: building footprints"), ("height", "confidence")),
    Schema(
        "address-points",
        text("INE: address points, with plain coordinates"),
        ("lon", "lat", "comuna"),
        spatial=False,
    ),
    Schema(
        "commuting-2024",
        text("INE, Censo 2024: commune of residence and of work"),
        ("cut_residencia", "cut_trabajo", "ocupados"),
        "2024",
        spatial=False,
    ),
    Schema(
        "commuting-totals-2024",
        text("INE, Censo 2024: employed persons of each commune"),
        ("cut", "b44", "loc", "fu"),
        "2024",
        spatial=False,
    ),
    Schema(
        "services",
        text("metro: infrastructure and services that communes share"),
        ("tipo", "nombre", "comunas", "fuente"),
        spatial=False,
    ),
    Schema(
        "ccu-2017",
        text("MINVU, SIEDU: continuos de construcciones urbanas"),
        ("ccu_nombre", "comunas_que_abarca"),
        spatial=False,
    ),
)
"""The prepared copies are those that the studies of the repository are made for."""


BUILT_RASTER = Recognised(
    Schema("built-raster", text("built-up raster, such as GHSL (GeoTIFF)"), ()), ()
)
"""What a GeoTIFF is, which has no columns to tell it by."""


def recognise(names: Collection[str], *, spatial: bool) -> Recognised | None:
    """Return the schema whose columns a file has; of several, the one with most of them.

    Parameters
    ----------
    names : collection of str
        The columns of the file, as they are written.
    spatial : bool
        Whether it has geometries.
    """
    written = {plain(name): name for name in names}
    fitting = [
        schema
        for schema in SCHEMAS
        if schema.spatial == spatial and written.keys() >= set(schema.columns)
    ]
    if not fitting:
        return None
    schema = max(fitting, key=lambda schema: len(schema.columns))
    return Recognised(schema, tuple(written[column] for column in schema.columns))


def layer_schema(path: Path, layer: str | None) -> Recognised | None:
    """Return the schema of a layer by all its columns, without reading its features.

    None if it is not known, or if the file cannot be opened, which reading it will tell.
    """
    try:
        names, spatial = _names(path, layer)
    except (RuntimeError, ValueError, KeyError, OSError, IndexError):
        return None
    return recognise(names, spatial=spatial)


def _names(path: Path, layer: str | None) -> tuple[list[str], bool]:
    """Return the columns of a layer, and whether it has geometries."""
    if path.suffix.lower() in PARQUET:
        return _parquet_names(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they come again, and are told of, when it is read
        about = pyogrio.read_info(path, layer=layer or pyogrio.list_layers(path)[0][0])
    return list(about["fields"]), about["geometry_type"] is not None


def _parquet_names(path: Path) -> tuple[list[str], bool]:
    fields = pq.read_schema(path)
    binary = [
        field.name
        for field in fields
        if isinstance(field.type, pa.BaseExtensionType)
        or pa.types.is_binary(field.type)
        or pa.types.is_large_binary(field.type)
    ]
    return [name for name in fields.names if name not in binary], bool(binary)
