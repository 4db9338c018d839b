"""Who may be asked for a need, found in five statements however many live there. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, event, insert, update
from sqlmodel import Session

from rules.help import AcceptanceState
from rules.residents import Standing, ZoneKind
from storage import asks, asks_near, help, zones
from storage.engine import transaction
from storage.tables import Ask, Block, HelpAcceptance, Person, table
from tests.world.rows import a_person, a_request

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MONTH = datetime(2026, 11, 1, tzinfo=UTC)
_p, _ask, _acc, _block = table(Person), table(Ask), table(HelpAcceptance), table(Block)


class Somewhere:
    """A street of the asker, the next one, and one too far to be told of it."""

    def __init__(self, session: Session) -> None:
        self.session, self.values = session, iter(range(7000, 9000))
        self.here, self.next, self.far = (zones.ensure(
            session, ZoneKind.STREET, label, "44109", cell=cell).id for label, cell in (
            ("rue du Lavoir", "4721:-155"), ("rue de la Source", "4721:-155"), ("rue des Merisiers", "4790:-155")))
        self.asker = self.lives(self.here)
        self.request = a_request(session, self.asker, zone_id=self.here)

    def lives(self, zone: int, asked: int = 0, **columns: object) -> int:
        """Somebody of this street, asked that many days ago."""
        person = a_person(self.session, next(self.values), **columns)
        zones.settle(self.session, person, zone, NOW)
        if asked:
            asks.record(self.session, [person], NOW - timedelta(days=asked))
        return person

    def asked(self, person: int, days: int, request: int | None = None) -> None:
        asks.record(self.session, [person], NOW - timedelta(days=days), request=request, asker=self.asker)

    def found(self, *, company: bool = False) -> list[asks_near.Candidate]:
        request = help.by_id(self.session, self.request)
        assert request is not None
        return asks_near.candidates(self.session, request, "courses", NOW, MONTH, company=company)


def test_those_who_may_be_asked_in_their_turn(engine: Engine) -> None:
    with transaction(engine) as session:
        there = Somewhere(session)
        long_ago, lately, never = there.lives(there.here, 40), there.lives(there.here, 9), there.lives(there.here)
        beside = there.lives(there.next, 20)
        away = [there.lives(there.far), there.lives(there.here, standing=Standing.VISITOR),
                there.lives(there.here, stopped=True),
                there.lives(there.here, paused_until=NOW + timedelta(days=2)),
                there.lives(there.here, 1, asks_a_month=1)]
        for by, of in ((0, 1), (1, 0)):
            away.append(there.lives(there.here))
            pair = (there.asker, away[-1])
            session.connection().execute(insert(_block).values(person_id=pair[by], other_id=pair[of], at=NOW))
        told, twice = there.lives(there.here), there.lives(there.here)
        there.asked(told, 10, request=there.request)
        there.asked(twice, 3)
        there.asked(twice, 2)
        found = [one.id for one in there.found()]
        assert found == [never, long_ago, lately, beside]
        assert not {there.asker, told, twice, *away} & set(found)


def test_what_decides_their_order_is_said_of_each(engine: Engine) -> None:
    with transaction(engine) as session:
        there = Somewhere(session)
        back, helped, once = there.lives(there.here), there.lives(there.here), there.lives(there.here)
        there.asked(back, 9)
        session.connection().execute(update(_ask).where(_ask.c.person_id == back).values(back_on=NOW.date()))
        for person, days in ((helped, 20), (once, 22)):
            other = a_request(session, there.asker, zone_id=there.here)
            at = NOW - timedelta(days=days)
            session.connection().execute(insert(_acc).values(
                request_id=other, volunteer_id=person, place=1, state=AcceptanceState.DONE, at=at, changed_at=at))
        found = {one.id: one for one in there.found()}
        assert [found[one].expects for one in (back, helped, once)] == [True, False, False]
        assert [found[one].month for one in (back, helped, once)] == [1, 0, 0]
        assert found[helped].helped == NOW - timedelta(days=20)
        assert found[once].helped < NOW - timedelta(days=21), "a hand given three weeks ago counts no more"


def test_a_crowd_costs_no_more_statements_than_a_few(engine: Engine) -> None:
    with transaction(engine) as session:
        there = Somewhere(session)
        for n in range(70):
            there.lives(there.here if n % 2 else there.next, n % 28 + 8)
        said: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *told: said.append(told[2]))
        request = help.by_id(session, there.request)
        assert request is not None
        said.clear()
        assert len(asks_near.candidates(session, request, "courses", NOW, MONTH)) == 60
        assert len(said) == 5, said


def test_no_statement_is_compiled_before_it_is_run(engine: Engine) -> None:
    """In a large town PostgreSQL guesses this one dear, and would take half a second to compile it each time."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW jit").scalar_one() == "off"
