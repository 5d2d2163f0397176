"""`metro norm list`: the norms there are."""

from metrocli.cli.delivery import deliver
from metrocli.cli.options import Delivery, Voice, output_options, voice_options
from metrocli.cli.spoken import spoken_command
from metrocli.report.language import N_


@spoken_command(
    "list",
    help=N_("Each can be given as --norm. A norm of one's own is a TOML file."),
    epilog="metro norm list\nmetro norm list --format json",
)
@output_options
@voice_options
def command(*, delivery: Delivery, voice: Voice) -> int:
    """List the norms."""
    from metrocli.norm.norm import NormList, load_norm, norm_ids  # noqa: PLC0415 - heavy

    deliver(NormList(tuple(load_norm(name) for name in norm_ids())), delivery, voice)
    return 0
