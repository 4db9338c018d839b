"""A commune as the house knows it: codes, names, and what follows from where it is."""

from __future__ import annotations

from dataclasses import dataclass

from rules.calendar import Territory
from rules.streets import key
from rules.territories import SchoolZone, school_zone_of, territory_of, timezone_of


@dataclass(frozen=True, slots=True)
class Commune:
    """`part_of`: the code of the whole commune, for an arrondissement of Paris, Lyon or Marseille."""

    code: str
    name: str
    postcodes: tuple[str, ...]
    departement: str
    departement_name: str
    population: int
    part_of: str | None = None
    former_names: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """« Saint-Denis (93) »: no two communes share it."""
        return f"{self.name} ({self.departement})"

    @property
    def full_label(self) -> str:
        """« Saint-Denis (Seine-Saint-Denis) », for asking « laquelle ? »."""
        return f"{self.name} ({self.departement_name})"

    @property
    def former_keys(self) -> tuple[str, ...]:
        return tuple(map(key, self.former_names))

    @property
    def timezone(self) -> str:
        return timezone_of(self.code)

    @property
    def territory(self) -> Territory:
        return territory_of(self.departement)

    @property
    def school_zone(self) -> SchoolZone | None:
        return school_zone_of(self.departement)
