"""The parameters in force: the norm's, unless the study or the user set others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from metrocli.errors import UsageError
from metrocli.model import ContinuitySettings, Level, Parameter, Reading
from metrocli.norm.norm import Norm
from metrocli.norm.parameters import PARAMETERS
from metrocli.text import text

OWN_SOURCE = "study"
"""The source of a parameter that replaces the norm's own."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an assessment is made with.

    Parameters
    ----------
    norm : Norm
        With every parameter as it is in force.
    strict : bool
        Whether criteria that need papers decide too.
    """

    norm: Norm
    strict: bool = False

    @property
    def continuity(self) -> ContinuitySettings:
        """The parameters of continuity."""
        return self.norm.continuity

    @property
    def reading(self) -> Reading:
        """Which population is compared with the threshold."""
        return self.norm.reading

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter with its source, in the norm's order."""
        return tuple(self.norm.parameters.values())


def settings_for(
    norm: Norm,
    *,
    max_gap: float | None = None,
    majority: float | None = None,
    horizon: float | None = None,
    reading: Reading | None = None,
    strict: bool = False,
) -> Settings:
    """Return the parameters in force; what is given wins over the norm's.

    Parameters
    ----------
    norm : Norm
        Gives the parameters that are not given here.
    max_gap, horizon : float, optional
        Metres. Without a horizon, the norm's follows a larger gap.
    majority : float, optional
        In [0.5, 1].
    reading : Reading, optional
        Which population decides.
    strict : bool
        Whether criteria that need papers decide too.

    Raises
    ------
    UsageError
        If a value cannot be, the norm does not know it, or the horizon is nearer than the largest
        gap.
    """
    given: Mapping[str, float | str | None] = {
        "max_gap": max_gap,
        "majority": majority,
        "horizon": max(norm.number("horizon"), max_gap or 0) if horizon is None else horizon,
        "reading": reading and reading.value,
    }
    for key, value in given.items():
        if value is None:
            continue
        if key not in norm.parameters:
            raise UsageError(
                text("The norm {norm} has no {parameter}.", norm=norm.reference.name, parameter=key)
            )
        if not PARAMETERS[key].value.accepts(value):
            raise UsageError(text("{parameter} cannot be {value}.", parameter=key, value=value))
    own = {
        key: replace(norm.parameters[key], value=value, level=Level.METHOD, source=OWN_SOURCE)
        for key, value in given.items()
        if value is not None and value != norm.parameters[key].value
    }
    settings = Settings(replace(norm, parameters={**norm.parameters, **own}), strict)
    continuity = settings.continuity
    if continuity.horizon < continuity.max_gap:
        raise UsageError(
            text(
                "The horizon ({horizon:,.0f} m) is nearer than the largest gap ({gap:,.0f} m).",
                horizon=continuity.horizon,
                gap=continuity.max_gap,
            ),
            text("Set [continuity].horizon to at least the largest gap."),
        )
    return settings
