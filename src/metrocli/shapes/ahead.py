"""Work on batches in threads, a few batches ahead of whoever takes the results."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def workers() -> Iterator[ThreadPoolExecutor]:
    """Give threads, which begin nothing more once whoever has them is through or interrupted."""
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def ahead(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Yield the results of some work on items, in their order, as `map` does.

    Parameters
    ----------
    work : callable
        Lets other threads run while it works, as kernels do.
    items : iterable
        Taken one by one; at most one per processor, and one more, are worked on or wait for
        being taken.
    """
    waiting: deque[Future[Result]] = deque()
    with workers() as pool:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > (os.cpu_count() or 1):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
