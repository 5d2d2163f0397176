"""`metro lock`: what a study reads and answers, fixed in a file beside it."""

import click

from metrocli.cli.delivery import write_text
from metrocli.cli.options import Source, Voice, place_options, voice_options
from metrocli.cli.spoken import spoken_command
from metrocli.cli.voice import language, stages
from metrocli.report.language import N_
from metrocli.text import text


@spoken_command(
    "lock",
    help=N_(
        "Keep it with the study. “metro check --locked” fails while an input, a verdict or a "
        "figure is not what it was. The same inputs give the same file."
    ),
    epilog="metro lock\nmetro lock --study metro-2017.toml",
)
@place_options
@voice_options
def command(*, source: Source, voice: Voice) -> int:
    """Lock a study; verdicts are recorded and not judged, so that 0 means done."""
    from metrocli.cli import locks, work  # noqa: PLC0415 - heavy
    from metrocli.proof.lock import lock_file  # noqa: PLC0415 - heavy

    with stages(voice) as stage:
        case = work.open_case(source)
        file = lock_file(case.config)
        write_text(file, locks.lock_text(case, stage))
    if voice is not Voice.QUIET:
        click.echo(language().say(text("Written: {files}", files=[str(file)])))
    return 0
