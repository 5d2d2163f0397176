"""`metro verify`: a result worked out again from the inputs it records."""

from pathlib import Path

import click

from metrocli.cli.delivery import deliver
from metrocli.cli.options import (
    Delivery,
    Source,
    Voice,
    output_options,
    place_options,
    voice_options,
)
from metrocli.cli.spoken import argument, spoken_command
from metrocli.cli.voice import stages
from metrocli.errors import MovedError
from metrocli.report.language import N_


@spoken_command(
    "verify",
    help=N_(
        "RESULT is the JSON of check, propose, gap or sweep. Its inputs are looked for in the root "
        "of the study, beside its file and here. If one is no longer what it was, it is named and "
        "nothing is worked out (ends with 3). If a figure differs, it is shown then and now (ends "
        "with 1). Versions of the program and its libraries may differ; they are told."
    ),
    epilog=(
        "metro verify resultado.json\nmetro verify resultado.json --root .\n"
        "metro verify resultado.json --study metro.toml --format json"
    ),
)
@argument("result", metavar=N_("RESULT"), type=click.Path(path_type=Path))
@place_options
@output_options
@voice_options
def command(*, result: Path, source: Source, delivery: Delivery, voice: Voice) -> int:
    """Verify a result; return 1 if it is not given again."""
    from metrocli.cli import again  # noqa: PLC0415 - heavy
    from metrocli.proof.record import read_record  # noqa: PLC0415 - heavy

    with stages(voice) as stage:
        found = again.verify(read_record(result), source, stage)
    deliver(found, delivery, voice)
    return 0 if found.identical else MovedError.exit_code
