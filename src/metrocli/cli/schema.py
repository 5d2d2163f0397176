"""`metro schema`: the JSON Schema of a result."""

import json

import click

from metrocli.cli.anywhere import anywhere_options
from metrocli.cli.offers import offers
from metrocli.cli.spoken import argument, spoken_command
from metrocli.report.language import N_


@spoken_command(
    "schema",
    help=N_(
        "NAME is check, propose, gap, sweep, outlook, compare, history, patches, inspect, repair, "
        "norm-list, norm-show, norm-explain, track, data, doctor, dossier, verify or lock; without "
        "one, the names are listed."
    ),
    epilog="metro schema\nmetro schema check\nmetro schema lock",
)
@argument("name", metavar=N_("[NAME]"), required=False, shell_complete=offers("schemas"))
@anywhere_options
def command(*, name: str | None) -> int:
    """Print a schema, or the names of all."""
    from metrocli.report.schema import schema, schema_names  # noqa: PLC0415 - reads files

    if name is None:
        click.echo("\n".join(schema_names()))
    else:
        click.echo(json.dumps(schema(name), ensure_ascii=False, indent=2))
    return 0
