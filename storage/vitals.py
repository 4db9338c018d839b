"""How a town does, read from its database by indexes alone: for whoever watches over it, never in anybody's turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select, text

from storage.backup import saved_mark
from storage.schema import OldSchema, head, revision_of
from storage.tables import Agenda, BotLease, SetAside, table

_lease, _agenda, _aside = table(BotLease), table(Agenda), table(SetAside)
A_DAY = timedelta(days=1)
# A condition on the index's first column, always true: SQLite then searches it instead of scanning it.
UNDER_WAY: Mapping[str, tuple[str, ...]] = {
    "ready": ("delivery{ready} WHERE state = 'ready' AND lane >= 0",),
    "waiting": ("delivery{waiting} WHERE state = 'waiting' AND not_before > '2000-01-01'",
                "delivery{queued} WHERE state = 'waiting' AND not_before IS NULL AND address_id > 0"),
    "sending": ("delivery{sending} WHERE state = 'sending' AND epoch >= 0",),
}
INDEXES = ("ready", "waiting", "queued", "sending")


@dataclass(frozen=True, slots=True)
class Vitals:
    """`deliveries`: how many are in each state under way. `failing`: looks put off because they failed, by
    what they look at. `lag`: seconds the oldest due look has waited.
    `lease`: seconds the lease of the sender still holds, below 0 when nobody's does. `skew`: seconds by which the
    database's clock is ahead of this machine's, 0 on SQLite.
    """

    deliveries: Mapping[str, int]
    failing: Mapping[str, int]
    set_aside: int
    lag: float
    lease: float
    epoch: int
    size: int
    skew: float


def look(reader: Engine, token: str, now: datetime, clock: datetime) -> Vitals:
    """now: by the house's clock; clock: by this machine's. Raises OldSchema, or what is_away knows."""
    with reader.connect() as connection:
        if revision_of(connection) != head():
            raise OldSchema("")
        lite = connection.dialect.name == "sqlite"
        held = connection.execute(select(_lease).where(_lease.c.token == token)).first()
        due = connection.execute(select(_agenda.c.at).where(_agenda.c.at <= now).order_by(_agenda.c.at).limit(1))
        aside = connection.execute(select(func.count()).where(_aside.c.at > now - A_DAY)).scalar_one()
        oldest = due.scalar()
        return Vitals(
            deliveries={state: _count(connection, places, lite) for state, places in UNDER_WAY.items()},
            failing=_failing(connection, lite),
            set_aside=int(aside), lag=(now - oldest).total_seconds() if oldest else 0.0,
            lease=(held.expires_at - now).total_seconds() if held else -1.0, epoch=held.epoch if held else 0,
            size=_size(connection, lite), skew=0.0 if lite else _skew(connection, clock))


def _count(connection: Connection, places: Iterable[str], lite: bool) -> int:
    indexes = {name: f" INDEXED BY ix_delivery_{name}" if lite else "" for name in INDEXES}
    return sum(int(connection.execute(select(func.count()).select_from(text(place.format(**indexes)))).scalar_one())
               for place in places)


def _failing(connection: Connection, lite: bool) -> dict[str, int]:
    index = " INDEXED BY ix_agenda_failing" if lite else ""
    return {row[0]: int(row[1]) for row in connection.execute(text(
        f"SELECT what, count(*) FROM agenda{index} WHERE faults > 0 AND what >= '' GROUP BY what"))}  # noqa: S608


def _size(connection: Connection, lite: bool) -> int:
    if not lite:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    file = connection.engine.url.database or ""
    return sum(one.stat().st_size for one in (Path(file), Path(f"{file}-wal")) if one.exists())


def _skew(connection: Connection, clock: datetime) -> float:
    there: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return (there - clock).total_seconds()


def last_saved(url: str, home: Path = Path()) -> datetime | None:
    try:
        return datetime.fromisoformat(saved_mark(url, home).read_text("ascii").strip())
    except (OSError, ValueError):
        return None
