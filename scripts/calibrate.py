"""Works out how the official list of CCU supports the norm's max gap and majority.

Usage: python scripts/calibrate.py [--data FOLDER] [--output FILE]

Reads both real studies and the list, and writes docs/calibracion.md; the same files give the same
page.
"""

import argparse
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from calibration.ccu import read_ccu
from calibration.findings import Findings
from calibration.page import page
from calibration.unions import measure, pair_gaps
from metrocli.cli.delivery import write_text
from metrocli.errors import MetroError
from metrocli.model import Input
from metrocli.norm.norm import load_norm
from metrocli.study.files import digest
from metrocli.study.overrides import Overrides
from metrocli.study.overriding import override
from metrocli.study.reader import read_config

REPOSITORY: Final = Path(__file__).parents[1]
STUDIES: Final = {census: f"chile-{census}.toml" for census in ("2017", "2024")}
CCU: Final = "ccu_2017.csv"
MAJORITIES: Final = (0.3, 0.4, 0.5, 0.6, 0.75, 0.9)
HORIZON: Final = 5000.0


def calibrate(data: Path) -> Findings:
    """Return what the files of a folder say."""
    norm = load_norm("ley-21074")
    censuses = {
        census: measure(
            override(read_config(REPOSITORY / "studies" / name), Overrides(root=str(data))), HORIZON
        )
        for census, name in STUDIES.items()
    }
    rows = read_ccu(data / CCU, censuses["2017"].study.communes)
    read = [item for census in censuses.values() for item in census.study.inputs]
    return Findings(
        norm=norm,
        rows=rows,
        censuses=censuses,
        gaps={
            (year, majority): pair_gaps(census.graph, majority)
            for year, census in censuses.items()
            for majority in sorted({*MAJORITIES, norm.continuity.majority})
        },
        inputs=_once([*read, Input("official-list", CCU, digest(data / CCU), len(rows))]),
        horizon=HORIZON,
    )


def _once(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Return each file once."""
    return tuple({item.path: item for item in inputs}.values())


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--data",
        type=Path,
        default=os.environ.get("METRO_DATA"),
        help="folder of the real data (default: METRO_DATA)",
    )
    parser.add_argument("--output", type=Path, default=REPOSITORY / "docs" / "calibracion.md")
    options = parser.parse_args()
    if options.data is None:
        parser.error("set METRO_DATA to the folder of the real data, or give --data")
    try:
        write_text(options.output, page(calibrate(options.data)))
    except MetroError as error:
        parser.exit(error.exit_code, f"{error}\n")


if __name__ == "__main__":
    main()
