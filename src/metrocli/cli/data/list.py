"""`metro data list`: the data sets of the catalogue."""

from metrocli.cli.delivery import deliver
from metrocli.cli.options import Delivery, Voice, output_options, voice_options
from metrocli.cli.spoken import argument, spoken_command
from metrocli.report.language import N_


@spoken_command(
    "list",
    help=N_(
        "WORD is any word of their name, title, year, format or use; without it, all are listed. "
        "With -v, also where each is, its licence and how it is cited."
    ),
    epilog="metro data list\nmetro data list 2024 boundaries\nmetro data list -v bcn",
)
@argument("words", metavar=N_("[WORD]..."), nargs=-1)
@output_options
@voice_options
def command(*, words: tuple[str, ...], delivery: Delivery, voice: Voice) -> int:
    """List the data sets; there is no verdict, so that 0 means done."""
    from metrocli.download.catalogue import matching  # noqa: PLC0415 - it reads the catalogue

    deliver(matching(words), delivery, voice)
    return 0
