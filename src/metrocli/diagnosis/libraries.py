"""The libraries that the package asks for, as its installed metadata names them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution, version

from packaging.requirements import Requirement

PACKAGE = "metrocli"

ENGINES: Mapping[str, tuple[str, str]] = {
    "GEOS": ("shapely", "geos_version_string"),
    "PROJ": ("pyproj", "proj_version_str"),
    "GDAL": ("pyogrio", "__gdal_version_string__"),
}
"""The libraries in C that do the geometry: which module knows the version of each, and as what."""


class Presence(StrEnum):
    """Whether a library is there as it must be."""

    PRESENT = "present"
    OTHER_VERSION = "other-version"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Library:
    """A library that the package asks for.

    Parameters
    ----------
    name : str
        As pip calls it.
    required : str
        The versions that do, as in ">=1.1"; "" is any.
    installed : str, optional
        The version that is here.
    """

    name: str
    required: str
    installed: str | None

    @property
    def presence(self) -> Presence:
        """Whether it is here, in a version that does."""
        if self.installed is None:
            return Presence.MISSING
        fits = Requirement(f"{self.name}{self.required}").specifier.contains(
            self.installed, prereleases=True
        )
        return Presence.PRESENT if fits else Presence.OTHER_VERSION


@dataclass(frozen=True, slots=True)
class Extra:
    """An optional part of the program, and the libraries that it needs."""

    name: str
    libraries: tuple[Library, ...]

    @property
    def complete(self) -> bool:
        """Whether the part can be used."""
        return all(library.presence is Presence.PRESENT for library in self.libraries)

    @property
    def install(self) -> str:
        """The command that installs it."""
        return f"pip install '{PACKAGE}[{self.name}]'"


def required_libraries() -> tuple[Library, ...]:
    """Return the libraries without which the program does not run; none if it is not installed."""
    return tuple(_library(requirement) for requirement in _requirements(""))


def extras() -> tuple[Extra, ...]:
    """Return the optional parts; none if the program is not installed."""
    try:
        names = distribution(PACKAGE).metadata.get_all("Provides-Extra") or ()
    except PackageNotFoundError:
        return ()
    always = {str(requirement) for requirement in _requirements("")}
    return tuple(
        Extra(
            name,
            tuple(
                _library(requirement)
                for requirement in _requirements(name)
                if str(requirement) not in always
            ),
        )
        for name in sorted(names)
    )


def engines() -> dict[str, str | None]:
    """Return the versions of the libraries in C; None of one whose Python part does not come in."""
    return {name: _engine(*home) for name, home in ENGINES.items()}


def _engine(module: str, attribute: str) -> str | None:
    try:
        return str(getattr(import_module(module), attribute))
    except ImportError:
        return None


def _requirements(extra: str) -> Iterator[Requirement]:
    """Return what the package asks for on this machine, with an extra or with none ("")."""
    try:
        stated = distribution(PACKAGE).requires or ()
    except PackageNotFoundError:
        return
    for requirement in map(Requirement, stated):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


def _library(requirement: Requirement) -> Library:
    try:
        installed: str | None = version(requirement.name)
    except PackageNotFoundError:
        installed = None
    return Library(requirement.name, str(requirement.specifier), installed)
