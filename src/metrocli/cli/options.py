"""The options that commands share, handed to them as a few frozen values."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import wraps
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from metrocli.cli.anywhere import anywhere_options
from metrocli.cli.asked import Areas, Members
from metrocli.cli.kinds import NumberType, RegionType, WordsType
from metrocli.cli.offers import offers
from metrocli.cli.outputs import passing, require_writable
from metrocli.cli.spoken import argument, option
from metrocli.report.language import N_
from metrocli.study.overrides import Overrides

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ValueT = TypeVar("ValueT", bound="DataclassInstance")

Decorated: TypeAlias = Callable[..., Any]
"""The function of a command."""

READINGS = ("communal", "urban", "continuum")
"""The values of `metrocli.model.Reading`, which is too heavy to import for a list of them."""


VINTAGES = ("2017", "2024")
"""The censuses of `metrocli.study.national`."""


class Voice(StrEnum):
    """How much a command says beside its result."""

    QUIET = "quiet"
    NORMAL = "normal"
    VERBOSE = "verbose"


@dataclass(frozen=True, slots=True)
class Source:
    """Which study, by its metro.toml, and what is said instead of it."""

    study: Path | None
    instead: Overrides


@dataclass(frozen=True, slots=True)
class Delivery:
    """In which format a result is wanted, and in which file; None is stdout."""

    format: str
    output: Path | None


def _format_option(*formats: str) -> Callable[[Decorated], Decorated]:
    """Return the option of formats of `metrocli.report.registry.WRITERS`, the default one first."""
    return option(
        "--format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=N_("Format of the result."),
    )


FORMATS = ("table", "json")
"""The formats that every result has."""


def voice_options(function: Decorated) -> Decorated:
    """Give a command the options that say how much it says, as `voice`."""
    spoken = _with(
        function,
        option(
            "-q",
            "--quiet",
            "voice",
            type=Voice,
            flag_value=Voice.QUIET,
            default=Voice.NORMAL,
            help=N_("Say nothing but the result."),
        ),
        option(
            "-v",
            "--verbose",
            "voice",
            type=Voice,
            flag_value=Voice.VERBOSE,
            help=N_("Say every detail and every notice."),
        ),
    )
    return anywhere_options(spoken)


_ROOT = option(
    "--root",
    metavar=N_("DIR"),
    shell_complete=offers("files_of"),
    help=N_("Folder that the paths of the study start from."),
)

_INPUTS = (
    option(
        "--boundaries",
        metavar=N_("FILE"),
        shell_complete=offers("files_of"),
        help=N_("Polygons of the communes."),
    ),
    option(
        "--population",
        metavar=N_("FILE"),
        shell_complete=offers("files_of"),
        help=N_("Table of the communes' population; without it, the national one."),
    ),
    option("--population-column", metavar=N_("NAME"), help=N_("Its column of inhabitants.")),
    option(
        "--population-vintage",
        type=click.Choice(VINTAGES),
        help=N_("Its census; without a table, that of the national one."),
    ),
    option(
        "--footprints",
        metavar=N_("FILE"),
        shell_complete=offers("files_of"),
        multiple=True,
        help=N_("Built-up features: buildings, blocks, zones, a raster. May be repeated."),
    ),
    option("--footprint-population", metavar=N_("NAME"), help=N_("Their column of inhabitants.")),
    option(
        "--also-built",
        metavar=N_("FILE"),
        shell_complete=offers("files_of"),
        multiple=True,
        help=N_(
            "Features that count as built though nobody lives there: parks, cemeteries, industry. "
            "May be repeated."
        ),
    ),
    option(
        "--links",
        metavar=N_("FILE"),
        shell_complete=offers("files_of"),
        multiple=True,
        help=N_(
            "Lines that join what they reach at both ends: bridges, tunnels, roads. May be "
            "repeated."
        ),
    ),
    option(
        "--barriers",
        metavar=N_("FILE"),
        shell_complete=offers("files_of"),
        multiple=True,
        help=N_("Lines or polygons that no gap crosses: rivers, motorways. May be repeated."),
    ),
    option(
        "--services",
        metavar=N_("FILE"),
        shell_complete=offers("files_of"),
        help=N_("Infrastructure and services that communes share: a table or a layer."),
    ),
    option(
        "--threshold",
        metavar=N_("VALUE"),
        type=NumberType(min=0),
        help=N_("Cells of a raster over this value, in its own unit, are built up."),
    ),
    option(
        "--people",
        metavar=N_("FILE"),
        shell_complete=offers("files_of"),
        help=N_("Census blocks or zones whose people go to footprints that have none."),
    ),
    option("--people-population", metavar=N_("NAME"), help=N_("Its column of inhabitants.")),
)

_TERMS = (
    option(
        "--max-gap",
        metavar=N_("METRES"),
        type=NumberType(min=0),
        help=N_("Largest gap that still joins two footprints."),
    ),
    option(
        "--majority",
        metavar=N_("SHARE"),
        type=NumberType(min=0.5, max=1),
        help=N_("Share of every commune that the continuum must hold, from 0.5 (one half) to 1."),
    ),
    option(
        "--reading",
        type=click.Choice(READINGS),
        help=N_("Population that counts: of the communes, their urban part, the continuum."),
    ),
    option(
        "--norm",
        metavar=N_("ID|FILE"),
        shell_complete=offers("norms"),
        help=N_("Norm that decides: its id, or a TOML file."),
    ),
)


def _study_option(**settings: Any) -> Callable[[Decorated], Decorated]:
    return option("--study", metavar=N_("FILE"), type=click.Path(path_type=Path), **settings)


_PLACE = (
    _study_option(
        help=N_("metro.toml of the study; without it, the one here or in a folder above.")
    ),
    _ROOT,
)
"""Which study, and where its files are."""


def place_options(function: Decorated) -> Decorated:
    """Give a command the options that say where a study is, as `source`, and no others."""
    return _with(_sourced(function), *_PLACE)


def study_options(function: Decorated) -> Decorated:
    """Give a command the options that say which study, as `source`."""
    return _with(_sourced(function), *_PLACE, *_INPUTS, *_TERMS)


def studies_options(function: Decorated) -> Decorated:
    """Give a command the same options for one study or several, as `sources`: one for each."""

    @wraps(function)
    def call(*, study: tuple[Path, ...], **values: Any) -> Any:
        instead = _taken(values, Overrides)
        sources = tuple(Source(each, instead) for each in study or (None,))
        return function(sources=sources, **values)

    return _with(
        call,
        _study_option(
            multiple=True,
            help=N_(
                "metro.toml of the study; without it, the one here or in a folder above. May be "
                "repeated: several studies in one table."
            ),
        ),
        _ROOT,
        *_INPUTS,
        *_TERMS,
    )


def terms_options(function: Decorated) -> Decorated:
    """Give a command the options that apply to several studies alike, as `terms`."""
    return _with(_gathering(function, "terms", Overrides), _ROOT, *_TERMS)


def output_options_of(*formats: str) -> Callable[[Decorated], Decorated]:
    """Return what gives a command the options that say where its result goes, as `delivery`."""

    def decorate(function: Decorated) -> Decorated:
        return _with(
            _gathering(function, "delivery", Delivery),
            _format_option(*formats),
            option(
                "-o",
                "--output",
                metavar=N_("FILE"),
                type=click.Path(path_type=Path),
                callback=passing(require_writable),
                help=N_("File for the result, written whole or not at all."),
            ),
        )

    return decorate


output_options = output_options_of(*FORMATS)
"""The options of the formats that every result has."""


def screen_options(function: Decorated) -> Decorated:
    """Give a command that writes files of its own the format of what it says, as `delivery`."""

    @wraps(function)
    def call(*, format: str, **values: Any) -> Any:  # noqa: A002 - as the option is called
        return function(delivery=Delivery(format, None), **values)

    return _with(call, _format_option(*FORMATS))


cache_option = option(
    "--cache",
    metavar=N_("DIR"),
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("Folder that keeps what was measured, for the next command on the same data."),
)
"""For commands that measure gaps."""


def areas_options(function: Decorated) -> Decorated:
    """Give a command what names the areas that it is about, as `asked`."""
    areas = argument("areas", nargs=-1, metavar=N_("[AREA]..."), shell_complete=offers("areas"))
    return _with(_asking(function), areas, _MEMBERS)


def area_options(function: Decorated) -> Decorated:
    """Give a command what names the one area that it is about, as `asked`."""
    area = argument(
        "areas",
        required=False,
        metavar=N_("[AREA]"),
        shell_complete=offers("areas"),
        callback=lambda _ctx, _param, name: () if name is None else (name,),
    )
    return _with(_asking(function), area, _MEMBERS)


_MEMBERS = option(
    "--members",
    metavar=N_("COMMUNE,COMMUNE..."),
    type=WordsType(),
    shell_complete=offers("commune_lists"),
    help=N_("Communes to be taken as one area, instead of those of the study: names or codes."),
)


def _asking(function: Decorated) -> Decorated:
    """Return a function that hands on, as `asked`, areas by name or the members of one."""

    @wraps(function)
    def call(*, areas: tuple[str, ...], members: tuple[str, ...] | None, **values: Any) -> Any:
        if areas and members:
            raise click.UsageError(_("AREA and --members exclude each other."))
        return function(asked=Members(members) if members else Areas(areas), **values)

    return call


region_option = option(
    "--region",
    metavar=N_("REGION"),
    type=RegionType(),
    shell_complete=offers("regions"),
    help=N_("Only this region, by its code or its name: 07 or Maule."),
)

strict_option = option(
    "--strict",
    is_flag=True,
    help=N_("Let the criteria that wait for papers decide too."),
)


def _with(function: Decorated, *options: Callable[[Decorated], Decorated]) -> Decorated:
    for decorate in reversed(options):
        function = decorate(function)
    return function


def _sourced(function: Decorated) -> Decorated:
    """Return a function that hands a study, and what is said instead of it, on as `source`."""

    @wraps(function)
    def call(*, study: Path | None, **values: Any) -> Any:
        source = Source(study, _taken(values, Overrides))
        return function(source=source, **values)

    return call


def _gathering(function: Decorated, name: str, kind: type[ValueT]) -> Decorated:
    """Return a function that hands the values of some options on as one value."""

    @wraps(function)
    def call(**values: Any) -> Any:
        gathered = _taken(values, kind)
        return function(**values, **{name: gathered})

    return call


def _taken(values: dict[str, Any], kind: type[ValueT]) -> ValueT:
    """Take the values of the options that a command has of a kind out of all of its values."""
    names = [item.name for item in fields(kind) if item.name in values]
    return kind(**{name: values.pop(name) for name in names})
