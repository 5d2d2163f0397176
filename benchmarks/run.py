"""One way, run once in a process of its own, so that it can be measured and ended.

Usage: python -m benchmarks.run WAY FILE GAP LABELS
"""

import sys
from pathlib import Path

from benchmarks.watch import Exit
from benchmarks.ways import WAYS, NotAvailableError


def main(way: str, file: str, gap: str, labels: str) -> Exit:
    """Run a way and say how it went."""
    try:
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
