"""The register to begin with: the ten areas of the review, as far as their state is known."""

from importlib.resources import files
from pathlib import Path

import tomlkit

from metrocli.procedure.sheets import CSV, write_sheet


def example(path: Path) -> str:
    """Return the text of the example for a file of a name: TOML, or CSV if the name ends so."""
    data = files("metrocli.procedure") / "data" / "expedientes.toml"
    content = data.read_text(encoding="utf-8")
    return write_sheet(tomlkit.parse(content)) if path.suffix.lower() == CSV else content
