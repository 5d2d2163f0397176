"""Runs the main job on the bundled sample, in a folder of its own, and prints the verdicts.

Usage: python scripts/demo.py METRO
"""

import subprocess
import sys
import tempfile
from pathlib import Path

VERDICTS = {0, 1, 4}
"""Exit codes of `metro check` that are verdicts, and no failure."""


def main(metro: Path) -> int:
    """Run the commands that a newcomer would, and return the first failure's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        for arguments in (
            ["init", "--sample"],
            ["check", "--study", "metro-2017.toml"],
            ["check"],
        ):
            print("\n$ metro", *arguments, flush=True)
            code = subprocess.run(
                [metro.absolute(), *arguments], cwd=folder, check=False
            ).returncode
            if code not in VERDICTS:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
