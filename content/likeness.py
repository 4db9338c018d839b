"""How much two gestes say the same thing: the words they share, rare ones first. 0: nothing; 1: the same."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from rules.gestes import Geste

MOST = 0.38
ROOT = 6
_EVERYDAY = frozenset((
    "avec", "ces", "cela", "cette", "dans", "des", "elle", "est", "les", "leur", "lui", "mais", "par", "pas", "pour",
    "que", "qui", "sans", "ses", "son", "sur", "une", "vos", "votre", "vous", "puis", "plus", "tout", "tous", "toute",
    "deux", "ensemb", "quelqu", "person", "demand", "dites"))
Weighed = Mapping[str, float]


def alike(gestes: Sequence[Geste]) -> Iterator[tuple[float, Geste, Geste]]:
    """Pairs too close to live side by side, the closest words counted once whatever their ending."""
    said = [Counter((*roots(g.title), *roots(g.title), *roots(g.text), *roots(g.simple))) for g in gestes]
    spread = Counter(root for one in said for root in one)
    weighed = [weigh(one, spread, len(gestes)) for one in said]
    for (one, first), (other, second) in combinations(zip(gestes, weighed, strict=True), 2):
        near = sum(weight * second.get(root, 0.0) for root, weight in first.items())
        if near > MOST:
            yield near, one, other


def roots(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = (word[:ROOT] for word in re.findall(r"[a-z]{3,}", plain))
    return [word for word in words if word not in _EVERYDAY]


def weigh(said: Counter[str], spread: Counter[str], of: int) -> Weighed:
    rare = {root: times * math.log(of / spread[root]) for root, times in said.items()}
    size = math.sqrt(sum(weight * weight for weight in rare.values())) or 1.0
    return {root: weight / size for root, weight in rare.items()}
