"""The process that runs a command, made fit for many modules and large arrays."""

import atexit
import gc
import os

POOL = "ARROW_DEFAULT_MEMORY_POOL"
"""The variable from which Arrow, as it is loaded, learns where its memory comes from."""

LOOKED_AT = 100_000
"""New objects after which Python looks for cycles among them; while modules are loaded they make
hundreds of thousands, of which hardly one is garbage."""


def prepare() -> None:
    """Prepare the process; before Arrow is loaded.

    Arrow's own pool takes, and the kernel clears, huge pages of which batches use a part: with the
    pool of the system, a million buildings take a hundred megabytes less, and a quarter of the
    time. What the reader's environment says of it stands.
    """
    os.environ.setdefault(POOL, "system")
    gc.set_threshold(LOOKED_AT, *gc.get_threshold()[1:])
    # A process that ends looks through all there is once more; it is taken back as it is.
    atexit.register(gc.freeze)
