"""The names of communes as people give them: abbreviated, shortened, outdated, mistyped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from content.commune_rows import Rows, former_names
from content.commune_rows import name as name_of
from content.spelling import Spelling, close
from rules.communes import Commune
from rules.streets import key, keys, plain, postcode_in

ARTICLES = ("l", "le", "la", "les")
FILLERS = frozenset({"cedex", "commune", "de", "ville", "village", "mairie", "arrondissement"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A typed text taken apart: what names the commune, and what only says which one of that name."""

    name: str
    postcode: str | None
    departements: frozenset[str]

    def rank(self, one: Commune) -> tuple[bool, bool, int]:
        """The département said first, then those that bear the name today, then the most peopled."""
        return one.departement not in self.departements, self.name in one.former_keys, -one.population


class Names:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def take_apart(self, text: str) -> Asked:
        postcode = postcode_in(text)
        text = text.replace(postcode, " ") if postcode else text
        name = key(text)
        if name in self._by_name:
            return Asked(name, postcode, frozenset())
        for departement, spelled in self._departements:
            if name.endswith(" " + spelled):
                shorter = name.removesuffix(spelled).strip()
                if shorter in self._by_name:
                    return Asked(shorter, postcode, frozenset({departement}))
        words = [word for word in name.split() if word not in FILLERS]
        named = [w for w in words if not w[0].isdigit()]
        hints = {w.upper().zfill(2) for w in words if w[0].isdigit()}
        return Asked(" ".join(named), postcode, frozenset(hints & self._departement_codes))

    def tiers(self, name: str) -> Iterator[Iterable[Commune]]:
        """Same name; same beginning or one letter amiss; all its words; more letters amiss."""
        if not name:
            return
        exact = self.named(name)
        yield exact
        if exact:
            yield self._all(self._beginning(name + " "))
            return
        amiss = self._spelling.near(_bare(name))
        whole = name if len(name) >= 3 else name + " "
        yield self._all([*self._beginning(whole), *self._unbared(near for errors, near in amiss if errors == 1)])
        yield self._all(self._holding(name.split()))
        for errors in range(2, 4):
            yield self._all(self._unbared(near for amount, near in amiss if amount == errors))

    def beginning(self, name: str) -> Iterable[Commune]:
        """The communes that bear, today, a longer name beginning with these words."""
        return (one for one in self._all(self._beginning(name + " ")) if key(one.name).startswith(name + " "))

    def _holding(self, words: list[str]) -> list[str]:
        longest, wanted = max(words, key=len), set(words)
        likely = [spelled for spelled in self._by_name if longest in spelled]
        return [spelled for spelled in likely if wanted <= set(spelled.split())]

    def _beginning(self, letters: str) -> list[str]:
        names = self._in_order
        return names[bisect_left(names, letters) : bisect_left(names, letters + "{")]  # « { » follows « z »

    def _all(self, spellings: Iterable[str]) -> list[Commune]:
        return [self._rows.commune(line) for spelled in spellings for line in self._by_name[spelled]]

    def _unbared(self, bare: Iterable[str]) -> Iterator[str]:
        for name in bare:
            yield from self._by_bare_name[name]

    def named(self, name: str) -> tuple[Commune, ...]:
        spellings = (name, *(f"{article} {name}" for article in ARTICLES))
        lines = next((found for spelled in spellings if (found := self._by_name.get(spelled))), ())
        return tuple(map(self._rows.commune, lines))

    def near(self, name: str, one: Commune) -> bool:
        return any(
            name in spelled or close(_bare(name), _bare(spelled)) for spelled in (key(one.name), *one.former_keys)
        )

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        """A former name leads to the commune of today, after those that bear it still."""
        whole = self._rows.whole
        found: dict[str, tuple[str, ...]] = {}
        for line, spelled in zip(whole, keys(map(name_of, whole)), strict=True):
            found[spelled] = (*found.get(spelled, ()), line)
        for line in self._rows.lines:
            for spelled in map(key, former_names(line)):
                if line not in found.get(spelled, ()):
                    found[spelled] = (*found.get(spelled, ()), line)
        return found

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._by_name)

    @cached_property
    def _departements(self) -> tuple[tuple[str, str], ...]:
        """Code and spelling, the longest spelling first: « alpes de haute provence » before « provence »."""
        names = {code: plain(name) for code, name in self._rows.departements.items()}
        spelled = [*names.items(), *((code, code.casefold()) for code in names)]
        spelled += [(code, name[3:]) for code, name in names.items() if name.startswith("la ")]
        return tuple(sorted(spelled, key=lambda pair: -len(pair[1])))

    @cached_property
    def _departement_codes(self) -> frozenset[str]:
        return frozenset(code for code, _ in self._departements)

    @cached_property
    def _by_bare_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._by_name:
            found.setdefault(_bare(name), []).append(name)
        return found

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._by_bare_name)


def _bare(name: str) -> str:
    """Without the article it begins with: « haye les roses » is one letter from « l hay les roses »."""
    first, _, rest = name.partition(" ")
    return rest if first in ARTICLES and rest else name
