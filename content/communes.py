"""The communes of France, offline: by official code, by postcode, by a name typed in haste.

The list is read at the first question and kept. It has no coordinates: a commune alone has no cell.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

from content.commune_names import Names
from content.commune_rows import Rows, part_of, postcodes, read_rows
from rules.communes import Commune

DATA = Path(__file__).parent / "data"
ATTRIBUTION = "INSEE et La Poste, via Etalab, Licence Ouverte"


class Communes:
    """`communes()` gives the one of the house. A commune is made of its line when it is asked for."""

    def __init__(self, rows: Rows, vintage: str = "") -> None:
        self.vintage = vintage
        self._rows = rows
        self._names = Names(rows)

    @property
    def whole(self) -> tuple[Commune, ...]:
        return tuple(map(self._rows.commune, self._rows.whole))

    def by_code(self, code: str) -> Commune | None:
        """A commune or an arrondissement by its official (INSEE) code."""
        line = self._rows.by_code(code)
        return None if line is None else self._rows.commune(line)

    def whole_of(self, code: str) -> Commune | None:
        """The same, an arrondissement giving its commune: geocoders answer 75112, the town is 75056."""
        found = self.by_code(code)
        return found if found is None or found.part_of is None else self.by_code(found.part_of)

    def arrondissements(self, code: str) -> tuple[Commune, ...]:
        return tuple(self._rows.commune(line) for line in self._rows.lines if part_of(line) == code)

    def by_postcode(self, postcode: str) -> tuple[Commune, ...]:
        """The communes sharing a postcode, the most peopled first: up to 46."""
        return tuple(map(self._rows.commune, self._by_postcode.get(postcode, ())))

    def warm(self) -> None:
        """Build every index now (a quarter of a second) rather than at somebody's first question."""
        self.by_postcode("")
        self.search("zzz")

    def search(self, text: str, limit: int = 50) -> list[Commune]:
        """Best first. Empty when nothing is near enough; several of one name or postcode are all given."""
        asked = self._names.take_apart(text)
        shared = self.by_postcode(asked.postcode) if asked.postcode else ()
        if shared:
            named = [one for one in shared if asked.name and self._names.near(asked.name, one)]
            rest = [one for one in shared if one not in named]
            return [*named, *rest][:limit]
        found: dict[str, Commune] = {}
        for tier in self._names.tiers(asked.name):
            for one in sorted(tier, key=asked.rank):
                found.setdefault(one.code, one)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def named(self, text: str) -> tuple[Commune, ...]:
        """The communes of exactly that name, or sharing that postcode; none for a typo."""
        asked = self._names.take_apart(text)
        if asked.postcode and not asked.name:
            shared = self.by_postcode(asked.postcode)
        else:
            shared = self._names.named(asked.name)
            if asked.postcode:
                shared = tuple(one for one in shared if asked.postcode in one.postcodes)
            elif asked.departements:
                shared = tuple(one for one in shared if one.departement in asked.departements) or shared
        return tuple(shared)

    def meant(self, text: str) -> tuple[Commune, ...]:
        """Those of exactly that name, and larger ones whose name only begins so: « Boulogne », « Évry », « Aix ».

        The most peopled first, what bears the name always among the first three.
        """
        exact = self.named(text)
        asked = self._names.take_apart(text)
        if not exact or asked.postcode or asked.departements:
            return exact
        largest = max((one.population for one in exact if asked.name not in one.former_keys), default=0)
        longer = [one for one in self._names.beginning(asked.name) if one.population > largest and one not in exact]
        more = sorted(longer, key=lambda one: -one.population)[:max(0, 3 - len(exact[:2]))]
        return tuple(sorted((*exact, *more), key=lambda one: -one.population)) if more else exact

    def certain(self, text: str) -> Commune | None:
        """The one commune meant; None where « laquelle ? » must be asked: homonym, shared postcode, typo."""
        found = self.named(text)
        return found[0] if len(found) == 1 else None

    @cached_property
    def _by_postcode(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for line in self._rows.whole:
            for postcode in postcodes(line):
                found.setdefault(postcode, []).append(line)
        return found


def read_communes(folder: Path = DATA) -> Communes:
    return Communes(*read_rows(folder))


@lru_cache(maxsize=1)
def communes() -> Communes:
    return read_communes()
