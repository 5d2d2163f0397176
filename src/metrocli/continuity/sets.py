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
        self.count = size

    def find(self, number: int) -> int:
        """Return the number that stands for a number's set."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(self, number: int, into: int) -> None:
        """Join a number's set to another's, whose number goes on standing for both."""
        small, large = self.find(number), self.find(into)
        if small != large:
            self._parent[small] = large
            self.count -= 1
