"""How big a fictional town is, and how its tables declare their rows: the same for the same size and instant."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from rules.words import Words

Row = tuple[Any, ...]
FIRST_NAMES = ("Odile", "Farid", "Anouk", "Malik", "Jeanne", "Bintou", "Louise", "Yanis", "Rosalie", "Hugo")
STREETS = ("des Lilas", "du Moulin", "des Tilleuls", "de la Source", "du Lavoir", "des Merisiers", "du Vieux Puits")
KINDS = ("courses", "pharmacie", "repas", "colis_courrier", "bricolage_leger")
FIRST_VALUE, FIRST_UPDATE = 5_000_000_000, 2_000_000_000  # away from the numbers that a run uses
A_WORD = Words("Un mot de la rue.")
AT_A_TIME = 97  # a prime: neighbours in number are not neighbours in anything else


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each, at full scale; `of(0.01)` is a town a hundred times smaller."""

    people: int = 100_000
    zones: int = 8_000
    groups: int = 3_000
    requests: int = 200_000
    open: int = 5_000
    messages: int = 400_000
    deliveries: int = 1_000_000
    plans: int = 30_000  # of people; each group has its own
    shown: int = 400_000
    taps: int = 200_000
    hours: int = 200_000
    marks: int = 300_000
    links: int = 20_000
    few: int = 2_000  # reports, blocks, ideas…
    updates: int = 200_000

    @classmethod
    def of(cls, scale: float) -> "Size":
        full = cls()
        return cls(**{name: max(10, round(getattr(full, name) * scale)) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Town:
    """size: how many; at: the instant it is as of; zone: what the engine writes after an instant of UTC."""

    size: Size
    at: datetime
    zone: str
    geste_hour: str = "09:00"
    due: bool = False

    def ago(self, hours: float) -> str:
        return _instant(self.at, hours) + self.zone

    def day(self, days: int) -> str:
        return _day(self.at.date(), days)

    def person(self, n: int) -> int:
        return n * AT_A_TIME % self.size.people + 1


@cache
def _instant(at: datetime, hours: float) -> str:
    return f"{at - timedelta(hours=hours):%Y-%m-%d %H:%M:%S.%f}"


@cache
def _day(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()


Maker = Callable[[Town], Iterator[Row]]
TABLES: dict[str, tuple[str, Maker]] = {}


def table(name: str, columns: str) -> Callable[[Maker], Maker]:
    """Declares the rows of one table."""

    def add(maker: Maker) -> Maker:
        TABLES[name] = (columns, maker)
        return maker

    return add
