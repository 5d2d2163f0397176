"""The options that commands share, handed to them as a few frozen values."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from functools import wraps
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeAlias

import click

from metrocli.cli.kinds import NumberType, RegionType, WordsType
from metrocli.cli.offers import offers
from metrocli.cli.spoken import argument, option
from metrocli.errors import OutputError
from metrocli.report.language import CODES, N_
from metrocli.text import text

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
    """Which study, and what is put in place of what it says.

    Parameters
    ----------
    study : Path, optional
        Its metro.toml.
    root, boundaries, ... :
        As `metrocli.study.overrides.Overrides` names them.
    """

    study: Path | None = None
    root: str | None = None
    boundaries: str | None = None
    population: str | None = None
    population_column: str | None = None
    population_vintage: str | None = None
    footprints: tuple[str, ...] = ()
    footprint_population: str | None = None
    also_built: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    services: str | None = None
    threshold: float | None = None
    people: str | None = None
    people_population: str | None = None
    max_gap: float | None = None
    majority: float | None = None
    reading: str | None = None
    norm: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What is put in place of what several studies say alike, as `Source` names it."""

    root: str | None
    max_gap: float | None
    majority: float | None
    reading: str | None
    norm: str | None

    def __bool__(self) -> bool:
        """Return whether anything is."""
        return any(getattr(self, item.name) is not None for item in fields(self))

    def of(self, study: Path) -> Source:
        """Return a study on these terms."""
        return Source(study=study, **asdict(self))


@dataclass(frozen=True, slots=True)
class Delivery:
    """In which format a result is wanted, and in which file; None is stdout."""

    format: str
    output: Path | None


def format_option_of(*formats: str) -> Callable[[Decorated], Decorated]:
    """Return the option of formats of `metrocli.report.registry.WRITERS`, the default one first."""
    return option(
        "--format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=N_("Format of the result."),
    )


format_option = format_option_of("table", "json")
"""The formats that every result has."""


def anywhere_options(function: Decorated) -> Decorated:
    """Give a command the options that `metrocli.cli.main.run` reads before click does."""
    return _with(
        function,
        option(
            "--lang",
            type=click.Choice(CODES),
            expose_value=False,
            help=N_("Language; METRO_LANG chooses it too. Spanish is the default."),
        ),
        option(
            "--debug",
            is_flag=True,
            expose_value=False,
            help=N_("Show the traceback of an error."),
        ),
    )


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
        multiple=True,
        help=N_(
            "Features that count as built though nobody lives there: parks, cemeteries, industry. "
            "May be repeated."
        ),
    ),
    option(
        "--links",
        metavar=N_("FILE"),
        multiple=True,
        help=N_(
            "Lines that join what they reach at both ends: bridges, tunnels, roads. May be "
            "repeated."
        ),
    ),
    option(
        "--barriers",
        metavar=N_("FILE"),
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

    @wraps(function)
    def call(*, study: Path | None, root: str | None, **values: Any) -> Any:
        return function(source=Source(study, root), **values)

    return _with(call, *_PLACE)


def study_options(function: Decorated) -> Decorated:
    """Give a command the options that say which study, as `source`."""
    return _with(
        _gathering(function, "source", Source),
        *_PLACE,
        *_INPUTS,
        *_TERMS,
    )


def studies_options(function: Decorated) -> Decorated:
    """Give a command the same options for one study or several, as `sources`: one for each."""

    @wraps(function)
    def call(**values: Any) -> Any:
        given = {item.name: values.pop(item.name) for item in fields(Source)}
        studies = given.pop("study") or (None,)
        return function(**values, sources=tuple(Source(study, **given) for study in studies))

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
    return _with(_gathering(function, "terms", Terms), _ROOT, *_TERMS)


def output_options_of(*formats: str) -> Callable[[Decorated], Decorated]:
    """Return what gives a command the options that say where its result goes, as `delivery`."""

    def decorate(function: Decorated) -> Decorated:
        return _with(
            _gathering(function, "delivery", Delivery),
            format_option_of(*formats),
            option(
                "--output",
                metavar=N_("FILE"),
                type=click.Path(path_type=Path),
                callback=writable,
                help=N_("File for the result, written whole or not at all."),
            ),
        )

    return decorate


output_options = output_options_of("table", "json")
"""The options of the formats that every result has."""

cache_option = option(
    "--cache",
    metavar=N_("DIR"),
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("Folder that keeps what was measured, for the next command on the same data."),
)
"""For commands that measure gaps."""


def areas_options(function: Decorated) -> Decorated:
    """Give a command what names the areas that it is about: `areas` or `members`, never both."""

    @wraps(function)
    def call(*, areas: tuple[str, ...], members: tuple[str, ...] | None, **values: Any) -> Any:
        if areas and members:
            raise click.UsageError(_("AREA and --members exclude each other."))
        return function(areas=areas, members=members, **values)

    return _with(
        call,
        argument("areas", nargs=-1, metavar=N_("[AREA]..."), shell_complete=offers("areas")),
        option(
            "--members",
            metavar=N_("COMMUNE,COMMUNE..."),
            type=WordsType(),
            shell_complete=offers("commune_lists"),
            help=N_(
                "Communes to be taken as one area, instead of those of the study: names or codes."
            ),
        ),
    )


region_option = option(
    "--region",
    metavar=N_("REGION"),
    type=RegionType(),
    shell_complete=offers("regions"),
    help=N_("Only this region: 07 is Maule."),
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


def _gathering(function: Decorated, name: str, kind: type) -> Decorated:
    """Return a function that hands the values of some options on as one value."""
    names = [item.name for item in fields(kind)]

    @wraps(function)
    def call(**values: Any) -> Any:
        gathered = kind(**{name: values.pop(name) for name in names})
        return function(**values, **{name: gathered})

    return call


def writable(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
    """Refuse, before the work is done, what could not be written after it."""
    if path is not None and not path.parent.is_dir():
        raise OutputError(
            text("{file}: its folder does not exist", file=str(path)),
            text("Create the folder, or give another --output."),
        )
    if path is not None and path.exists() and not path.is_file():
        raise OutputError(
            text("{file}: it is not a file", file=str(path)),
            text("Give the name of a file as --output."),
        )
    return path
