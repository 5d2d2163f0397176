"""`python -m metrocli` is `metro`."""

from metrocli.cli.main import run

run()
