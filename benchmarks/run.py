"""One way, run once in a process of its own, so that it can be measured and ended.

It first runs on a small layer, which loads libraries and compiled code, and says that it is ready.

Usage: python -m benchmarks.run WAY FILE SMALL GAP LABELS
"""

import sys
from pathlib import Path

from benchmarks.watch import Exit, ready
from metrocli.cli.process import prepare

prepare()

from benchmarks.ways import WAYS, NotAvailableError  # noqa: E402 - it loads Arrow


def main(way: str, file: str, small: str, gap: str, labels: str) -> Exit:
    """Run a way and say how it went."""
    try:
        WAYS[way].run(Path(small), float(gap), Path(labels))
        ready()
        WAYS[way].run(Path(file), float(gap), Path(labels))
    except NotAvailableError as error:
        print(error, file=sys.stderr)
        return Exit.NOT_AVAILABLE
    except MemoryError as error:
        print(error, file=sys.stderr)
        return Exit.TOO_LARGE
    return Exit.DONE


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
