"""Finding a name among many through a typing error: shared trigrams first, then a bounded edit distance."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property, partial
from heapq import nlargest

CANDIDATES = 50


class Spelling:
    """Over names in plain letters. The index is built at the first question that needs it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    def near(self, name: str, limit: int = 12) -> list[tuple[int, str]]:
        """Errors and name for the names within `allowed(name)` errors, nearest first, then in their order."""
        bound = allowed(name)
        shared: Counter[int] = Counter()
        for gram in self._telling(name, bound):
            shared.update(self._index[gram])
        sizes, size = self._sizes, len(name)
        fit = (n for n in shared if abs(sizes[n] - size) <= bound)
        likely = nlargest(CANDIDATES, fit, key=lambda n: (shared[n], -sizes[n], -n))
        ranked = sorted((distance(name, self._names[n], bound), n) for n in likely)
        return [(errors, self._names[n]) for errors, n in ranked if errors <= bound][:limit]

    def _telling(self, name: str, bound: int) -> list[str]:
        """The rarest trigrams of the name: an error spoils at most four, so a few more do."""
        known = [gram for gram in trigrams(name) if gram in self._index]
        return sorted(known, key=lambda gram: (len(self._index[gram]), gram))[: 4 * bound + 4]

    @cached_property
    def _sizes(self) -> array[int]:
        return array("B", map(len, self._names))

    @cached_property
    def _index(self) -> dict[str, array[int]]:
        index: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        for n, name in enumerate(self._names):
            for gram in trigrams(name):
                index[gram].append(n)
        return dict(index)


def close(name: str, other: str) -> bool:
    return distance(name, other, allowed(name)) <= allowed(name)


def trigrams(name: str) -> set[str]:
    padded = f"  {name}  "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def allowed(name: str) -> int:
    """One error in a short name, two from eight letters, three from sixteen."""
    return 1 if len(name) < 8 else 2 if len(name) < 16 else 3


def distance(one: str, other: str, bound: int) -> int:
    """Letters added, lost, changed or swapped with their neighbour; anything past `bound` is `bound + 1`."""
    if abs(len(one) - len(other)) > bound:
        return bound + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > bound and min(before) > bound:
            return bound + 1
    return min(row[-1], bound + 1)
