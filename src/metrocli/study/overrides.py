"""What the options of a command say instead of a study."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the options of a command say instead of the study; paths from the current folder.

    Parameters
    ----------
    root, boundaries, ... :
        As the sections of a study name them, see `metrocli.study.overriding.override`; None and
        nothing leave what the study says.
    reading : str, optional
        A value of `metrocli.model.Reading`.
    """

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

    @property
    def terms(self) -> "Overrides":
        """What of it can be said of any study alike."""
        return Overrides(
            root=self.root,
            max_gap=self.max_gap,
            majority=self.majority,
            reading=self.reading,
            norm=self.norm,
        )
