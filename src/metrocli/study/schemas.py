"""The columns of the official files: one table of the names each kind of column is known by."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from metrocli.errors import MissingInputError
from metrocli.study.codes import looks_like_codes
from metrocli.study.columns import Column, Table
from metrocli.text import Text, text

if TYPE_CHECKING:
    # Whoever has a table has loaded pandas; whoever only asks for a name can spare it.
    import pandas as pd


class Role(StrEnum):
    """What a column holds; the value is its key in metro.toml."""

    CODE = "code"
    NAME = "name"
    REGION = "region"
    POPULATION = "column"
    URBAN = "urban"
    FOOTPRINT = "id"
    FOOTPRINT_POPULATION = "population"
    ORIGIN = "origin"
    DESTINATION = "destination"
    TRIPS = "trips"
    TOTALS_CODE = "totals_code"
    EMPLOYED = "employed"
    OUTSIDE = "outside"
    KIND = "kind"
    ELEMENT = "element"
    SERVED = "communes"
    RADIUS = "radius"
    SOURCE = "source"
    YEAR = "year"
    BUILDINGS = "buildings"
    LINK_GAP = "gap_column"


Wanted: TypeAlias = Mapping[Role, str | None]
"""The columns to look for, each with the name that the study gives it, if it does."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a role is called in the files that exist.

    Parameters
    ----------
    names : tuple of str
        Regular expressions for whole names in plain form (see `plain`), the surest first.
    fits : callable
        Whether the values of a column that has such a name can be meant.
    """

    names: tuple[str, ...]
    fits: Callable[["pd.Series[Any]"], bool]


def _anything(values: "pd.Series[Any]") -> bool:  # noqa: ARG001
    return True


def _are_words(values: "pd.Series[Any]") -> bool:
    known = values.dropna().astype(str)
    return bool(len(known)) and not known.str.fullmatch(r"R?[0-9]+(\.0)?").all()


_YEAR = r"(_?(19|20)[0-9]{2}(_[a-z0-9_]+)?)?"
_PEOPLE = (
    rf"(pob|poblacion|population|habitantes|personas|n_per){_YEAR}",
    rf"(pob_total|poblacion_total|total_pob|total_poblacion|total_pers|total_personas){_YEAR}",
    rf"(total_)?(pob|poblacion)_(efectivamente_)?censada{_YEAR}",
)
_CODES = (
    "cut",
    "cut_com",
    "cut_comuna",
    "(codigo|cod|id)_comuna(_cut)?",
    "cod_com",
    "codcom",
    "c_comuna",
    "comuna_(codigo|cod|cut)",
    "cod_ine",
    "commune_code",
    "comuna",
    "commune",
    "codigo",
    "code",
)

# Census files call `COMUNA` what holds the code, and `comuna` what holds the name: the values tell.
KNOWN: Mapping[Role, Known] = {
    Role.CODE: Known(_CODES, looks_like_codes),
    Role.NAME: Known(
        (
            "(nom|nombre|n|glosa)_(comuna|com)",
            "comuna_(nombre|nom)",
            "commune_name",
            "comuna",
            "commune",
            "nombre",
            "name",
        ),
        _are_words,
    ),
    Role.REGION: Known(
        ("(nom|nombre|n|glosa)_(region|reg)", "region_(nombre|nom|name)", "region"), _are_words
    ),
    Role.POPULATION: Known(_PEOPLE, _anything),
    Role.URBAN: Known(
        (rf"(pob|poblacion)_(urbana|urb|urbano){_YEAR}", rf"urban_population{_YEAR}"), _anything
    ),
    Role.FOOTPRINT: Known(
        (
            "manzent(_i)?",
            "(id|cod|codigo)_manzana",
            "(id|cod|codigo)_mz",
            "geocodigo",
            "(id|cod|codigo)_zona",
            "zona",
            "(id|cod|codigo)_edificio",
            "building_id",
            "osm_id",
            "lu_id",
            "id",
            "fid",
            "objectid",
        ),
        _anything,
    ),
    Role.FOOTPRINT_POPULATION: Known(_PEOPLE, _anything),
    Role.ORIGIN: Known(
        (
            "(cut|cod|codigo|comuna)_(residencia|origen)",
            "residencia",
            "origen",
            "origin",
            "home",
        ),
        looks_like_codes,
    ),
    Role.DESTINATION: Known(
        (
            "(cut|cod|codigo|comuna)_(trabajo|destino)",
            "trabajo",
            "destino",
            "destination",
            "work",
        ),
        looks_like_codes,
    ),
    Role.TRIPS: Known(("ocupados", "viajes", "trips", "flujo", "flow", "personas"), _anything),
    Role.TOTALS_CODE: Known(_CODES, looks_like_codes),
    Role.EMPLOYED: Known(
        ("b44", "ocupados", "ocupados_total", "total_ocupados", "employed"), _anything
    ),
    Role.OUTSIDE: Known(("fu", "ocupados_fuera", "fuera", "outside"), _anything),
    Role.KIND: Known(("tipo", "kind", "clase"), _anything),
    Role.ELEMENT: Known(("nombre", "name", "elemento", "element"), _anything),
    Role.SERVED: Known(("comunas", "comunas_servidas", "communes", "communes_served"), _anything),
    Role.RADIUS: Known(("radio_m", "radius_m", "radio", "radius"), _anything),
    Role.SOURCE: Known(("fuente", "source"), _anything),
    Role.YEAR: Known(("ano", "anio", "year"), _anything),
    Role.BUILDINGS: Known(
        (
            "(n|num|numero|cant|cantidad)_(edificios|edificaciones|construcciones)",
            "edificios",
            "edificaciones",
            "construcciones",
            "buildings",
        ),
        _anything,
    ),
    Role.LINK_GAP: Known(("brecha_m", "gap_m"), _anything),
}


def plain(name: str) -> str:
    """Return a name in small letters, without accents, with one underscore between words."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", letters.lower()).strip("_")


def candidates(names: Iterable[str], role: Role) -> list[str]:
    """Return the columns whose name is known for a role, the surest first."""
    present = [(name, plain(name)) for name in names]
    found = [
        name
        for pattern in KNOWN[role].names
        for name, form in present
        if re.fullmatch(pattern, form)
    ]
    return list(dict.fromkeys(found))


def useful(names: Iterable[str], wanted: Wanted) -> list[str]:
    """Return the columns that have to be read to find the wanted ones, in the file's order."""
    present = list(names)
    needed = {
        name
        for role, named in wanted.items()
        for name in ([named] if named else candidates(present, role))
    }
    return [name for name in present if name in needed]


def find(table: Table, wanted: Wanted, role: Role) -> Column | None:
    """Return the column of a role: the one that the study names, else the first known that fits.

    None if there is none, or if the role is not wanted.

    Raises
    ------
    MissingInputError
        If the study names a column that is not there.
    """
    if role not in wanted:
        return None
    named = wanted[role]
    if named is not None:
        return table.column(named)
    for name in candidates(table.names, role):
        column = table.column(name)
        if KNOWN[role].fits(column.cells):
            return column
    return None


def find_dated(table: Table, wanted: Wanted, role: Role, vintage: str) -> Column | None:
    """Return the column of a role whose name may carry a year: the one of the study's vintage.

    Parameters
    ----------
    vintage : str
        "2024", "Censo 2024"; empty if the study does not say.

    Raises
    ------
    MissingInputError
        If the study names a column that is not there, or if it names none, there are known ones,
        and the vintage does not single one out.
    """
    if role not in wanted:
        return None
    named = wanted[role]
    if named is not None:
        return table.column(named)
    found = candidates(table.names, role)
    year = year_of(vintage)
    of_vintage = [name for name in found if year and year_of(name) == year]
    undated = [name for name in found if not (year and year_of(name))]
    for fitting in (of_vintage, undated):
        if len(fitting) == 1:
            return table.column(fitting[0])
    if not found:
        return None
    raise MissingInputError(
        text(
            "{source}: it is not clear which column to use as {key}: {found}",
            source=table.source,
            key=role.value,
            found=tuple(found),
        ),
        _name_it(role),
    )


def require(table: Table, role: Role, column: Column | None) -> Column:
    """Return a column that was looked for, or say that there is none.

    Raises
    ------
    MissingInputError
        It lists the columns that there are.
    """
    if column is None:
        raise no_column(table, role)
    return column


def no_column(table: Table, role: Role) -> MissingInputError:
    """Return the error that says that no column of a table holds what it must have."""
    return MissingInputError(
        text(
            "{source}: no column is known as {key}; there are: {names}",
            source=table.source,
            key=role.value,
            names=tuple(table.names),
        ),
        _name_it(role),
    )


def _name_it(role: Role) -> Text:
    return text('Name it in metro.toml: {key} = "…".', key=role.value)


def year_of(words: str) -> str | None:
    """Return the first year in a name or a vintage."""
    match = re.search(r"(?:19|20)[0-9]{2}", words)
    return match[0] if match else None
