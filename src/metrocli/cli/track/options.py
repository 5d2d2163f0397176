"""What the commands of `metro track` share: the register, the day, and the keys of a file."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from metrocli.cli.kinds import WordsType
from metrocli.cli.offers import offers
from metrocli.cli.spoken import option
from metrocli.procedure.dates import When, read_when
from metrocli.report.language import N_

REGISTER = "expedientes.toml"
"""The register that is looked for in the current folder."""


class DayType(click.ParamType[date]):
    """A day: 2026-05-15."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        when = read_when(value)
        if when is None or not when.exact:
            self.fail(
                _("{value!r} is not a day, as in 2026-05-15.").format(value=value), param, ctx
            )
        return when.first


class WhenType(click.ParamType[When]):
    """A date as far as it is known: 2026-05-15, 2026-05, 2026 or unknown."""

    name = "when"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> When:
        """Return the date."""
        when = read_when(value)
        if when is None:
            self.fail(
                _("{value!r} is not a date, as in 2026-05-15, 2026-05, 2026 or unknown.").format(
                    value=value
                ),
                param,
                ctx,
            )
        return when


class AnswerType(click.ParamType[tuple[str, str]]):
    """What a mayor answered: 07101=favour."""

    name = "answer"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the commune and the answer."""
        commune, equals, answer = value.partition("=")
        if not (commune and equals and answer):
            self.fail(
                _("{value!r} is no answer, as in 07101=favour.").format(value=value), param, ctx
            )
        return commune.strip(), answer.strip()


def choice_of(kind: type[StrEnum]) -> click.Choice[str]:
    """Return the choice of the values of an enum; click would offer the names."""
    return click.Choice([item.value for item in kind])


register_option = option(
    "--register",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    default=REGISTER,
    show_default=True,
    help=N_("The register: TOML, or CSV if its name ends in .csv."),
)

today_option = option(
    "--today",
    metavar=N_("DAY"),
    type=DayType(),
    default=lambda: datetime.now().astimezone().date(),
    help=N_("The day on which the deadlines are counted, like 2026-05-15; today by default."),
)

core_members_option = option(
    "--core-members",
    metavar=N_("NUMBER"),
    type=click.IntRange(min=1),
    help=N_("Members of the CORE in office."),
)

communes_option = option(
    "--communes",
    metavar=N_("COMMUNES"),
    type=WordsType(),
    shell_complete=offers("commune_lists"),
    help=N_("Communes of the area, by code or name, with commas between them."),
)

note_option = option("--note", metavar=N_("TEXT"), help=N_("Whatever else there is to say."))

source_option = option("--source", metavar=N_("TEXT"), help=N_("Where this is known from."))


def given_keys(**options: Any) -> Mapping[str, Any]:
    """Return the options that were given, as the keys of a file."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in options.items()
        if value is not None
    }
