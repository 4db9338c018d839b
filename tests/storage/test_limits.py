"""How often somebody may act: counted in the database, on both engines, so that a restart forgives nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select

from rules.limits import FIGURES, Limit, sentence
from storage import limits, privacy, residents
from storage.engine import transaction
from storage.housekeeping import forget
from storage.tables import Spent, table

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
_s = table(Spent)


def take(engine: Engine, owner: int | str = 7, at: datetime = NOW, limit: Limit = Limit.EXPORTS) -> bool:
    with transaction(engine) as session:
        return limits.spend(session, limit, owner, at)


def rows(engine: Engine) -> int:
    with transaction(engine) as session:
        return int(session.connection().execute(select(func.count()).select_from(_s)).scalar_one())


def test_five_exports_a_day_and_no_sixth(engine: Engine) -> None:
    assert [take(engine, at=NOW + timedelta(hours=n)) for n in range(7)] == [True] * 5 + [False] * 2
    assert take(engine, at=NOW + timedelta(hours=23, minutes=59)) is False
    assert take(engine, at=NOW + timedelta(hours=24)), "a day after the first, a new window opens"


def test_each_person_and_each_kind_has_a_counter_of_its_own(engine: Engine) -> None:
    assert [take(engine) for _n in range(6)][-1] is False
    assert take(engine, owner=8)
    assert take(engine, limit=Limit.REPORTS)
    assert take(engine, owner="g7", limit=Limit.EXPORTS)


def test_many_acts_are_counted_in_one_statement(engine: Engine) -> None:
    with transaction(engine) as session:
        assert limits.spend_all(session, Limit.ACTIONS, {"p1": 3, "p2": 1}, NOW) == {"p1": 3, "p2": 1}
        assert limits.spend_all(session, Limit.ACTIONS, {"p1": 2, "p3": 1}, NOW) == {"p1": 5, "p3": 1}
        assert limits.spend_all(session, Limit.ACTIONS, {}, NOW) == {}


def test_looking_counts_nothing(engine: Engine) -> None:
    with transaction(engine) as session:
        assert not limits.is_spent(session, Limit.EXPORTS, 7, NOW)
    for _n in range(FIGURES[Limit.EXPORTS].most):
        assert take(engine)
    with transaction(engine) as session:
        assert limits.is_spent(session, Limit.EXPORTS, 7, NOW)
        assert not limits.is_spent(session, Limit.EXPORTS, 7, NOW + timedelta(days=1))


def test_a_clock_set_back_punishes_nobody_for_long(engine: Engine) -> None:
    for _n in range(20):
        take(engine, at=NOW + timedelta(days=300), limit=Limit.ACTIONS)
    assert take(engine, at=NOW, limit=Limit.ACTIONS)


def test_windows_that_have_ended_are_forgotten_within_the_hour(engine: Engine) -> None:
    take(engine, limit=Limit.ACTIONS)
    take(engine)
    with transaction(engine) as session:
        forget(session, NOW + timedelta(hours=1))
    assert rows(engine) == 1
    with transaction(engine) as session:
        forget(session, NOW + timedelta(hours=25))
    assert rows(engine) == 0


def test_the_counters_of_an_erased_person_name_nobody_and_go_within_the_day(engine: Engine) -> None:
    with transaction(engine) as session:
        odile = residents.add_visitors(session, {500: "fr"}, NOW)[500]
        limits.spend(session, Limit.RELAYS, odile.id, NOW)
        assert [row["what"] for row in privacy.everything(session, odile)["spent"]] == ["relays"]
        limits.spend(session, Limit.ACTIONS, odile.id, NOW)
        privacy.erase(session, odile, NOW)
        kept = session.connection().execute(select(_s.c.owner, _s.c.what)).all()
    assert [row.what for row in kept] == ["relays"], "the count of a day, until the day is over"
    assert all(row.owner.startswith(limits.OUTLIVES) for row in kept), "under a secret mark"
    with transaction(engine) as session:
        forget(session, NOW + timedelta(hours=25))
    assert rows(engine) == 0


def test_every_limit_has_a_sentence_for_whoever_reaches_it() -> None:
    for limit in Limit:
        assert sentence(limit).text
