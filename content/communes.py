"""The communes of France, offline: by official code, by postcode, by a name typed in haste.

The list is read at the first question and kept. It has no coordinates: a commune alone has no cell.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from content.commune_names import Names
from rules.communes import Commune

DATA = Path(__file__).parent / "data"
ATTRIBUTION = "INSEE et La Poste, via Etalab, Licence Ouverte"


class Communes:
    """Build it from rows; `communes()` gives the one of the house."""

    def __init__(self, rows: Iterable[Commune], vintage: str = "") -> None:
        everything = tuple(rows)
        self.vintage = vintage
        self.whole = tuple(one for one in everything if one.part_of is None)
        self._names = Names(self.whole)
        self._by_code = {one.code: one for one in everything}
        self._parts: dict[str, tuple[Commune, ...]] = {}
        for one in everything:
            if one.part_of is not None:
                self._parts[one.part_of] = (*self._parts.get(one.part_of, ()), one)

    def by_code(self, code: str) -> Commune | None:
        """A commune or an arrondissement by its official (INSEE) code."""
        return self._by_code.get(code)

    def whole_of(self, code: str) -> Commune | None:
        """The same, an arrondissement giving its commune: geocoders answer 75112, the town is 75056."""
        found = self._by_code.get(code)
        return found if found is None or found.part_of is None else self._by_code.get(found.part_of)

    def arrondissements(self, code: str) -> tuple[Commune, ...]:
        return self._parts.get(code, ())

    def by_postcode(self, postcode: str) -> tuple[Commune, ...]:
        """The communes sharing a postcode, the most peopled first: up to 46."""
        return self._by_postcode.get(postcode, ())

    def warm(self) -> None:
        """Build every index now (about half a second) rather than at somebody's first question."""
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
    def _by_postcode(self) -> dict[str, tuple[Commune, ...]]:
        found: dict[str, list[Commune]] = {}
        for one in sorted(self.whole, key=lambda one: -one.population):
            for postcode in one.postcodes:
                found.setdefault(postcode, []).append(one)
        return {postcode: tuple(those) for postcode, those in found.items()}


def read_communes(folder: Path = DATA) -> Communes:
    head, _, *lines = gzip.decompress((folder / "communes.tsv.gz").read_bytes()).decode("utf-8").splitlines()
    names = (folder / "departements.tsv").read_text(encoding="utf-8").splitlines()[2:]
    departements = dict(name.split("\t") for name in names)
    return Communes((_commune(line, departements) for line in lines), head.removeprefix("# "))


def _commune(line: str, departements: dict[str, str]) -> Commune:
    code, name, postcodes, departement, population, part_of, former = line.split("\t")
    return Commune(
        code,
        name,
        tuple(postcodes.split()),
        departement,
        departements[departement],
        int(population),
        part_of or None,
        tuple(former.split("|")) if former else (),
    )


@lru_cache(maxsize=1)
def communes() -> Communes:
    return read_communes()
