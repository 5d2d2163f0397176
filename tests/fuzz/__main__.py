"""Run cases by their ids and show how each ended: ``python -m tests.fuzz poblacion.csv-flipped-3``.

The study of each is left in a folder, so that it can be looked at.
"""

import sys
from pathlib import Path
from tempfile import mkdtemp

from tests.fuzz.catalogue import case_ids
from tests.fuzz.trial import run_case

for id in sys.argv[1:] or case_ids():
    folder = Path(mkdtemp(prefix="metro-fuzz-"))
    ended = run_case(id, folder)
    if ended.faults or sys.argv[1:]:
        print(id, folder, f"exit {ended.code}", *ended.faults, ended.messages, sep="\n  ")  # noqa: T201
