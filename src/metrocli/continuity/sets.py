"""Disjoint sets of the numbers from 0: which have been joined, one way or another."""


class Sets:
    """Numbers ``0 … size - 1``, at first each in a set of its own.

    Parameters
    ----------
    size : int
        How many numbers.
    """

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, number: int) -> int:
        """Return the number that stands for a number's set."""
        parent = self._parent
        while (above := parent[number]) != number:
            parent[number] = number = parent[above]
        return number

    def join(self, number: int, into: int) -> None:
        """Join the set that a number stands for to another's, whose number stands for both."""
        self._parent[number] = into

    def unite(self, number: int, other: int) -> tuple[int, int]:
        """Join the sets of two numbers that are apart.

        The lesser of the numbers that stood for them stands for both; return it, and the other.
        """
        parent = self._parent
        # Calls of `find` would be half of the time of a pass over many edges.
        while (above := parent[number]) != number:
            parent[number] = number = parent[above]
        while (above := parent[other]) != other:
            parent[other] = other = parent[above]
        if other < number:
            number, other = other, number
        parent[other] = number
        return number, other

    def representatives(self) -> list[int]:
        """Return the numbers that stand for the sets, ascending."""
        return [number for number, above in enumerate(self._parent) if number == above]
