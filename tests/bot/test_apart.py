"""Two people who blocked each other never meet again, wherever it could be and whatever is pressed. All fictional."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import integers, sampled_from
from sqlalchemy import Engine, insert, or_, select, update

from rules.console import RoleState, TownRole
from rules.help import HELD, AcceptanceState
from rules.missions import OF
from rules.seating import Seat, SeatState
from storage import seating
from storage.tables import Block, HelpAcceptance, HelpRequest, RoleHeld, table
from tests.pilots import fresh_sqlite
from tests.world.apart import MEETINGS, a_mission
from tests.world.lilacs import NOW, Lilacs

_b, _acc, _q = table(Block), table(HelpAcceptance), table(HelpRequest)
S = SeatState
PAIR = ("Odile", "Lucas")
TAPS = ("help.take:{n}", "help.yes:{n}", "help.other:{n}", "help.withdraw:{n}", "after.yes:{n}", "thanks.say:{n}:a",
        "thanks.to:{n}", "hours.note:{n}:60:2026-11-26", "hours.confirm:{n}", "asks.will:{n}", "help.near", "help.list",
        "contact.write:{n}", "contact.phone:{n}", "help.again:{n}", "help.mine:{n}", "help.hand:{n}", "thanks.card:{n}")
WORDS = ("/proposer", "/merci", "/mesdemandes", "/monheure", "/referent", "/geste", "J’arrive vers quinze heures")


def street(engine: Engine) -> Lilacs:
    """Everybody looks after the street; each has asked, and helped the other once."""
    home = Lilacs(engine, ("Odile", "Lucas", "Fatou"))
    for name, person in home.ids.items():
        home.request(name)
        with home.street.session() as session:
            session.connection().execute(insert(table(RoleHeld)).values(
                role=TownRole.REFERENT, state=RoleState.ACTIVE, person_id=person, zone_id=home.zone, name=name,
                since=NOW))
    for asker, helper in (PAIR, PAIR[::-1]):
        home[helper].tap(f"help.take:{home.request(asker)}")
        home[asker].press("D’accord")
    return home


def ended(home: Lilacs) -> None:
    with home.street.session() as session:
        session.connection().execute(update(_acc).values(state=AcceptanceState.DONE))


def block(home: Lilacs, who: str, other: str) -> None:
    with home.street.session() as session:
        hand = session.connection().execute(select(_acc.c.id).join(_q, _q.c.id == _acc.c.request_id).where(
            _q.c.asker_id == home.ids[other], _acc.c.volunteer_id == home.ids[who])).scalars().first()
    home[who].tap(f"block.yes:{hand}")


def meets(home: Lilacs, where: str, viewer: str, other: str) -> bool:
    """As if it were read now: nothing of it stays."""
    with home.street.session() as session:
        found = MEETINGS[where](session, home, home.ids[viewer], home.ids[other])
        session.rollback()
    return found


@pytest.mark.parametrize("blocker", PAIR)
def test_wherever_two_people_meet_a_block_parts_them_and_its_end_brings_them_back(engine: Engine, blocker: str) -> None:
    home = street(engine)
    ended(home)
    both = [(where, *pair) for where in MEETINGS for pair in (PAIR, PAIR[::-1])]
    assert [one for one in both if not meets(home, *one)] == []
    block(home, blocker, next(name for name in PAIR if name != blocker))
    assert [one for one in both if meets(home, *one)] == []
    assert meets(home, "needs near me", "Odile", "Fatou"), "nobody else is parted"
    home[blocker].tap("block.list")
    home[blocker].press("Lucas" if blocker == "Odile" else "Odile")
    assert home.count(Block) == 0
    assert [one for one in both if not meets(home, *one)] == []


def test_only_who_asked_for_a_block_sees_it_and_ends_it(sqlite_engine: Engine) -> None:
    home = street(sqlite_engine)
    block(home, "Odile", "Lucas")
    home["Lucas"].tap("block.list")
    assert "bloqué personne" in home["Lucas"].last.text
    home["Lucas"].tap(f"block.undo:{home.ids['Odile']}")
    home["Fatou"].tap(f"block.undo:{home.ids['Lucas']}")
    assert home.count(Block) == 1


def test_a_block_says_the_same_wherever_the_other_goes_and_tells_nobody(tmp_path: Path) -> None:
    """Whoever blocks reads of their own places alone; both keep theirs, and neither takes one beside the other."""
    said = []
    for beside in (True, False):
        folder = tmp_path / str(beside)
        folder.mkdir()
        home = street(fresh_sqlite(folder))
        ended(home)
        with home.street.session() as session:
            number = a_mission(session, home.ids["Karim"])
            for name in ("Odile", "Lucas") if beside else ("Odile",):
                seating.ask(session, OF, number, home.ids[name], NOW)
        before = len(home["Lucas"].texts)
        block(home, "Odile", "Lucas")
        said.append((home["Odile"].last.text, home["Odile"].last.labels))
        assert "gardez votre place" in home["Odile"].last.text
        assert home["Lucas"].texts[before:] == []
        home["Odile"].press("Revoir mes missions")
        home["Odile"].press("Trier les liv")
        home["Odile"].press("Je ne peux plus")
        home["Odile"].tap(f"mission.take:{number}")
        with home.street.session() as session:
            states = {seat.first_name: seat.state for seat in seating.everybody(session, OF, number, tuple(SeatState))}
        assert states == ({"Odile": S.GIVEN_BACK, "Lucas": S.SEATED} if beside else {"Odile": S.SEATED})
        home.street.engine.dispose()
    assert said[0] == said[1]


def test_a_seat_set_free_goes_past_who_must_not_sit_there(engine: Engine) -> None:
    home = Lilacs(engine, ("Odile", "Lucas", "Fatou", "Ali"))
    with home.street.session() as session:
        number = a_mission(session, home.ids["Karim"], 2)
        for name in ("Odile", "Fatou", "Lucas", "Ali"):
            seating.ask(session, OF, number, home.ids[name], NOW)
        session.connection().execute(insert(table(Block)).values(
            person_id=home.ids["Lucas"], other_id=home.ids["Odile"], at=NOW))
    home["Fatou"].tap(f"mission.leave:{seat_of(home, number, 'Fatou').id}")
    assert seat_of(home, number, "Ali").state is S.OFFERED, "he waited behind Lucas"
    assert seat_of(home, number, "Lucas").state is S.WAITING
    home["Ali"].tap(f"mission.leave:{seat_of(home, number, 'Ali').id}")
    home["Odile"].tap(f"mission.leave:{seat_of(home, number, 'Odile').id}")
    assert seat_of(home, number, "Lucas").state is S.OFFERED, "she comes no more"
    with home.street.session() as session:
        assert seating.ask(session, OF, number, home.ids["Ali"], NOW), "the other seat is free"
        session.connection().execute(insert(table(Block)).values(
            person_id=home.ids["Ali"], other_id=home.ids["Lucas"], at=NOW))
    home["Lucas"].tap(f"mission.accept:{seat_of(home, number, 'Lucas').id}")
    assert "passée à la personne suivante" in home["Lucas"].last.text
    assert seat_of(home, number, "Lucas").state is not S.SEATED


def seat_of(home: Lilacs, number: int, name: str) -> Seat:
    with home.street.session() as session:
        found = seating.of_person(session, OF, number, home.ids[name])
    assert found is not None
    return found


class Parted(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.home = street(fresh_sqlite(self.folder))
        self.parted = False
        self.seen: dict[str, set[str]] = {}
        self.hands: set[int] = set()

    def teardown(self) -> None:
        self.home.street.engine.dispose()
        shutil.rmtree(self.folder)

    @rule(who=sampled_from((*PAIR, "Fatou")), data=sampled_from(TAPS), n=integers(1, 8))
    def press(self, who: str, data: str, n: int) -> None:
        self.home[who].tap(data.format(n=n))

    @rule(who=sampled_from(PAIR), words=sampled_from(WORDS))
    def say(self, who: str, words: str) -> None:
        self.home[who].say(words)

    @rule(who=sampled_from(PAIR))
    def ask(self, who: str) -> None:
        self.home.request(who)

    @rule(hours=sampled_from((3, 24, 24 * 20)))
    def wait(self, hours: int) -> None:
        self.home.street.later(hours=hours)
        self.home.street.tick()

    @precondition(lambda self: not self.parted)
    @rule(who=sampled_from(PAIR))
    def block(self, who: str) -> None:
        block(self.home, who, next(name for name in PAIR if name != who))
        self.parted = True
        self.seen = {name: set(self.home[name].texts) for name in PAIR}
        self.hands = {row.id for row in self.between()}

    def between(self, *where: Any) -> list[Any]:
        one, two = (self.home.ids[name] for name in PAIR)
        pair = or_((_acc.c.volunteer_id == one) & (_q.c.asker_id == two),
                   (_acc.c.volunteer_id == two) & (_q.c.asker_id == one))
        with self.home.street.session() as session:
            return list(session.connection().execute(select(_acc.c.id).join(
                _q, _q.c.id == _acc.c.request_id).where(pair, *where)))

    @invariant()
    def they_meet_nowhere(self) -> None:
        if self.parted:
            assert [(where, *pair) for where in MEETINGS for pair in (PAIR, PAIR[::-1])
                    if meets(self.home, where, *pair)] == []
            assert not self.between(_acc.c.state.in_(HELD))
            assert {row.id for row in self.between()} <= self.hands

    @invariant()
    def neither_reads_the_others_name_anew(self) -> None:
        for name, other in (PAIR, PAIR[::-1]) if self.parted else ():
            assert [text for text in self.home[name].texts if other in text and text not in self.seen[name]] == []


TestParted = Parted.TestCase
TestParted.settings = settings(max_examples=6, stateful_step_count=16, deadline=None,
                               suppress_health_check=list(HealthCheck))
