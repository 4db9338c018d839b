"""Each action, by each kind of person, in each kind of place: played as an update, allowed or refused as the
product book says. All people are fictional.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.features import Feature, House, Link, Order, Tap
from bot.handlers import HOUSE
from bot.turn import Turn
from rules.console import RoleState, TownRole
from rules.incoming import Event, Incoming, Ordered, Place, PlaceKind, Sender, Tapped, Typed
from rules.residents import Standing
from rules.rights import Role, Where
from rules.words import _
from storage import conversations, links, residents
from tests.bot.scenes import dump, faults
from tests.pilots import Street
from tests.rights import who_may as w
from tests.world.rows import a_group, a_person, a_role

KINDS = {w.PRIVATE: PlaceKind.PRIVATE, w.GROUP: PlaceKind.GROUP, w.SUPERGROUP: PlaceKind.SUPERGROUP,
         w.TOPIC: PlaceKind.SUPERGROUP, w.CHANNEL: PlaceKind.CHANNEL}
STANDINGS = {w.VISITOR: Standing.VISITOR, w.SUSPENDED: Standing.SUSPENDED, w.LEFT: Standing.LEFT,
             w.COORDINATOR: Standing.VISITOR, w.SUSPENDED_COORDINATOR: Standing.SUSPENDED}
ROLES = {w.COORDINATOR: (TownRole.COORDINATOR, RoleState.ACTIVE), w.PARTNER: (TownRole.PARTNER, RoleState.ACTIVE),
         w.REFERENT: (TownRole.REFERENT, RoleState.ACTIVE), w.REVOKED: (TownRole.COORDINATOR, RoleState.REVOKED),
         w.NOT_CONFIRMED: (TownRole.COORDINATOR, RoleState.ASKED),
         w.SUSPENDED_COORDINATOR: (TownRole.COORDINATOR, RoleState.ACTIVE)}
HERE, ELSEWHERE = -1001, -1002
RIGHTS = HOUSE.rights()
ACTIONS = sorted(a for a in RIGHTS if not a.startswith("talk:"))


def test_every_action_has_one_row_here_and_every_row_is_an_action() -> None:
    listed = [action for one in w.LISTS for action in one]
    assert len(listed) == len(set(listed)), "an action stands in two lists"
    begun_elsewhere = {f"talk:{name}" for name in HOUSE.talks}  # they go on for whoever could begin them
    assert set(listed) | begun_elsewhere == set(RIGHTS)


@dataclass(slots=True)
class Watch:
    """A house whose every handler only tells that it was reached."""

    reached: list[str]

    def handler(self, action: str) -> Callable[..., Any]:
        def reach(turn: Turn, *_args: Any) -> None:
            self.reached.append(action)
            turn.toast(_("Fait."))

        return reach

    def house(self) -> House:
        return House(
            orders={name: replace(one, handler=self.handler("/" + name)) for name, one in HOUSE.orders.items()},
            taps={name: replace(one, handler=self.handler("tap:" + name)) for name, one in HOUSE.taps.items()},
            links={name: replace(one, handler=self.handler("link:" + name)) for name, one in HOUSE.links.items()})


@dataclass(slots=True)
class Cell:
    street: Street
    who: str
    where: str
    number: int

    def sender(self) -> Sender:
        if self.who == w.ANONYMOUS_HERE:
            return Sender(None, "", "fr", HERE)
        if self.who == w.ANONYMOUS_ELSEWHERE:
            return Sender(None, "", "fr", ELSEWHERE)
        return Sender(self.number, "Odile", "fr")

    def place(self) -> Place:
        kind = KINDS[self.where]
        return Place(self.number if kind is PlaceKind.PRIVATE else HERE, kind, "Les Lilas",
                     42 if self.where == w.TOPIC else None)

    def settle(self) -> None:
        """The person stands as told; two groups are installed here."""
        for chat, who in ((HERE, w.ADMIN), (ELSEWHERE, w.OTHER_ADMIN)):
            if self.who == who:
                self.street.admins.add((chat, self.number))
        with self.street.session() as session:
            for chat in (HERE, ELSEWHERE):
                a_group(session, -chat)
            if self.who in (w.STRANGER, w.ANONYMOUS_HERE, w.ANONYMOUS_ELSEWHERE):
                return
            person = a_person(session, self.number, first_name="Odile",
                              standing=STANDINGS.get(self.who, Standing.RESIDENT))
            if self.who in ROLES:
                a_role(session, person, *ROLES[self.who])

    def event(self, action: str) -> Event:
        name = action.partition(":")[2]
        if action.startswith("/"):
            return Ordered(action[1:], "")
        if action.startswith("tap:"):
            return Tapped(f"q-{name}", name, 1)
        return Ordered("start", f"token-{name}")

    def play(self, action: str) -> None:
        """No faster than a person may."""
        self.street.later(seconds=4)
        self.street.play(Incoming(self.street.update(), self.sender(), self.place(), self.event(action)))


def add_links(street: Street) -> None:
    import hashlib

    with street.session() as session:
        for purpose in HOUSE.links:
            links.add(session, hashlib.sha256(f"token-{purpose}".encode()).hexdigest(), purpose, {}, single=False,
                      by=None, now=street.now, expires=None)


def cells() -> Iterator[tuple[str, str]]:
    for who, where in itertools.product(w.PEOPLE, w.PLACES):
        if where != w.PRIVATE or who not in (w.ANONYMOUS_HERE, w.ANONYMOUS_ELSEWHERE):
            yield who, where


@pytest.mark.parametrize(("who", "where"), list(cells()))
def test_each_cell_is_allowed_or_refused_as_written(sqlite_engine: Engine, who: str, where: str) -> None:
    street = Street(sqlite_engine)
    cell = Cell(street, who, where, 777)
    cell.settle()
    add_links(street)
    watch = Watch([])
    street.restart(watch.house())
    actions = [a for a in ACTIONS if not (a.startswith("link:") and where != w.PRIVATE)]
    for action in actions:
        said = len(street.speaker.landed)
        cell.play(action)
        if where != w.CHANNEL:
            assert len(street.speaker.landed) > said, f"a refusal is always said: {action}"
    assert not faults(street)
    assert set(watch.reached) == {a for a in actions if w.may(a, who, where)}


@pytest.mark.parametrize("who", [w.VISITOR, w.SUSPENDED, w.LEFT, w.RESIDENT])
@pytest.mark.parametrize("name", sorted(HOUSE.talks))
def test_a_conversation_goes_on_unless_suspended_since(sqlite_engine: Engine, name: str, who: str) -> None:
    street = Street(sqlite_engine)
    cell = Cell(street, who, w.PRIVATE, 777)
    cell.settle()
    with street.session() as session:
        person = residents.by_values(session, [777])[777].id
        conversations.save(session, [conversations.Held(person, name, 5, {"x": "kept"}, {"group": 1})], street.now)
    before = dump(street)["conversation"]
    pilot = street.person("Odile")
    pilot.id = 777
    for event in (Typed("\u202e"), Tapped("q1", f"c:{name}:5:nothing:nothing", 1), Ordered("inconnue", "")):
        pilot.send(event)
    said = "\n".join([*pilot.texts, *pilot.phone.toasts])
    stopped = who == w.SUSPENDED and f"talk:{name}" not in w.ANYBODY_IN_PRIVATE
    assert ("suspendue" in said) is stopped
    if stopped:
        assert dump(street)["conversation"] == before


def test_what_nobody_declared_does_nothing(sqlite_engine: Engine) -> None:
    street = Street(sqlite_engine)
    odile = street.person("Odile")
    odile.say("/secret")
    odile.tap("secret", 1)
    assert "Je ne connais pas cette commande" in odile.texts[0]
    assert "n’est plus actif" in odile.toast


def test_what_two_features_claim_is_an_error_at_the_start() -> None:
    def reach(_turn: Turn, *_args: Any) -> None: ...

    anyone = (Role.ANYBODY, Where.EVERYWHERE)
    for claimed in (Feature("help"), Feature("new", orders={"besoin": Order(reach, *anyone)}),
                    Feature("new", taps={"help.yes": Tap(reach, *anyone)}),
                    Feature("new", links={"join": Link(reach, Role.ANYBODY)}),
                    Feature("new", talks=(HOUSE.talks["join"],)), Feature("new", heard={"menu": "aide"})):
        house = House()
        for feature in HOUSE.features.values():
            house.add(feature)
        with pytest.raises(ValueError, match="declared twice"):
            house.add(claimed)


def test_words_that_lead_nowhere_are_an_error_at_the_start() -> None:
    house = House()
    house.add(Feature("new", heard={"bonjour": "salut"}))
    with pytest.raises(ValueError, match="salut"):
        house.check()
