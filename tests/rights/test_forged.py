"""Every button of the house, forged with every id: pressed by people it was not made for, it changes nothing of
others and shows nothing of them; malformed, it is dead. All people are fictional.

The buttons are those that features declare, the parts of each those that its handler asks for.
"""

from __future__ import annotations

import inspect
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from sqlalchemy import Engine, func, select

from bot import door
from bot.handlers import HOUSE
from bot.rows import Loaded
from rules.incoming import Incoming, Place, PlaceKind, Sender, Tapped
from rules.residents import Standing
from rules.rights import Where
from storage import residents, zones
from storage.tables import metadata
from tests.bot.scenes import dump, faults, install, join, note
from tests.pilots import Chat, Pilot
from tests.rights.test_replay import of_others
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap

NOTE, DOOR, WORDS = "La clé du portail bleu", "14 bis, code 7788", "Je viendrai par le jardin"
# A card asks everybody near; who may take it or enter is asked at that moment, and tried elsewhere.
FOR_EVERYBODY = frozenset({"help.take", "group.join"})
# Machinery, of many rows.
NAMED_BY_NO_BUTTON = frozenset({"message", "delivery", "once", "seen_update", "help_event", "agenda"})
A_MINUTE = 15
WRONG = ("", "abc", "-1", "01", "²", "1.0", " 1", "é" * 9, str(2**63), "9" * 40)


def lived(engine: Engine) -> Peupliers:
    """A street where each kind of row is somebody's: asks, hands, addresses, words, hours, thanks, ideas, reports."""
    world = Peupliers(engine)
    odile, lucas, karim, street = world.odile, world.lucas, world.karim, world.street
    world.agreed()
    for who in (odile, lucas):
        press_tap(who, "contact.relay")
    odile.say(DOOR)
    press_tap(lucas, "contact.write")
    lucas.say(WORDS)
    lucas.say("/signaler")
    press_tap(lucas, "signal.say")
    press_tap(lucas, "signal.send")
    press_tap(lucas, "someone")
    press_tap(lucas, "someone.write")
    lucas.say("Bonjour, qui garde les clés ?")
    lucas.say("/geste")
    press_tap(lucas, "geste.idea")
    lucas.say("Arroser le figuier de la cour")
    street.later(days=3, hours=8)
    street.tick()
    for who in (lucas, odile):
        press_tap(who, "after.yes")
    press_tap(lucas, "hours.note")
    note(odile)
    world.ask(day="2026-11-29", slot="matin")
    press_tap(lucas, "help.take", world.chat)
    world.ask(karim, day="2026-11-29", slot="matin")
    street.tick()
    return world


def others(world: Peupliers) -> dict[str, Pilot]:
    """Who was never part of any of it."""
    street = world.street
    made = {"a stranger": street.person("Ana")}
    made["a stranger"].start()
    for who, name in (("a resident elsewhere", "Bea"), ("who runs another group", "Gus"), ("who is suspended", "Cyr"),
                      ("who left", "Dan")):
        made[who] = street.person(name)
        join(made[who], "rue du Port, Tours")
    install(street.group("Le Port"), made["who runs another group"], "rue du Port, Tours")
    for who, standing in (("who is suspended", Standing.SUSPENDED), ("who left", Standing.LEFT)):
        person = made[who].person_id
        with street.session() as session:
            residents.change(session, person, standing=standing)
            zones.leave(session, person)
    return made


def ids(world: Peupliers) -> list[int]:
    """0, every id of every table that a button may name, and the next one; and one that the agenda alone knows."""
    with world.street.session() as session:
        last = [session.connection().execute(select(func.max(t.c.id))).scalar() or 0
                for name, t in metadata.tables.items() if "id" in t.c and name not in NAMED_BY_NO_BUTTON]
        looks = session.connection().execute(select(func.max(metadata.tables["agenda"].c.id))).scalar() or 0
    named = range(max(int(n) for n in last if isinstance(n, int)) + 2)
    return [*named, *({int(looks)} - set(named))]


def values(kind: Any, numbers: Sequence[int], today: date) -> list[str]:
    """What this part of a button may hold."""
    if kind is date:
        return [today.isoformat(), (today - timedelta(days=1)).isoformat()]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(member.value) for member in kind][:3]
    if get_origin(kind) is Literal:
        return [str(value) for value in get_args(kind)]
    if get_origin(kind) is Annotated and isinstance(kind.__metadata__[0], re.Pattern):
        return ["a", "fr", "g1", "p2", "join"]
    if kind is int or (get_origin(kind) is Annotated and isinstance(kind.__metadata__[0], Loaded)):
        return [str(n) for n in numbers]
    raise AssertionError(f"what does a button hold for {kind}?")


def parts(handler: Callable[..., None]) -> list[Any]:
    readers, _needed = door.takes(handler)
    return [p.annotation for p in list(inspect.signature(handler, eval_str=True).parameters.values())[1:]][
        :len(readers)]


def forged(action: str, numbers: Sequence[int], today: date) -> Iterator[str]:
    """Each way to fill a button; where it has several numbers, they are the same."""
    kinds = parts(HOUSE.taps[action].handler)
    lists = [values(kind, numbers, today) for kind in kinds]
    counted = [one == [str(n) for n in numbers] for one in lists]
    free = [[""] if is_number else one for one, is_number in zip(lists, counted, strict=True)]
    for number in numbers if any(counted) else range(1):
        for filled in itertools.product(*free):
            yield ":".join([action, *(str(number) if is_number else value
                                      for value, is_number in zip(filled, counted, strict=True))])


def press_all(world: Peupliers, pressers: Sequence[Pilot], taps: Sequence[str], chat: Chat | None) -> None:
    """Each presses each, together, and no faster than a person may."""
    street = world.street
    for start in range(0, len(taps), A_MINUTE):
        street.later(minutes=1)
        street.play(*(Incoming(number, Sender(one.id, one.first_name, "fr"),
                               chat.place if chat else Place(one.id, PlaceKind.PRIVATE),
                               Tapped(f"q{number}", data, 1))
                      for data in taps[start:start + A_MINUTE] for one in pressers for number in (street.update(),)))


def shown_of_others(world: Peupliers, who: Pilot) -> list[str]:
    secrets = ("Odile", "Lucas", NOTE, DOOR, "7788", WORDS, "figuier", "garde les clés")
    texts = [*who.texts, *who.phone.toasts, *world.chat.phone.toasts,
             *(label for seen in who.phone.messages.values() for label in seen.labels)]
    return [text for text in texts if any(secret in text for secret in secrets)]


def places(world: Peupliers, action: str) -> tuple[Chat | None, ...]:
    return (None,) if HOUSE.taps[action].where is Where.PRIVATE else (None, world.chat)


def test_no_forged_button_touches_or_shows_anything_of_others(sqlite_engine: Engine) -> None:
    world = lived(sqlite_engine)
    street, pressers = world.street, others(world)
    numbers, them = ids(world), [one.row.id for one in pressers.values()]
    before, read = of_all_but(dump(street), them), {p.id: p.texts for p in (world.odile, world.lucas, world.karim)}
    for action in sorted(HOUSE.taps.keys() - FOR_EVERYBODY - {"privacy.erase", "leave"}):
        for chat in places(world, action):
            press_all(world, list(pressers.values()), list(forged(action, numbers, street.now.date())), chat)
        after = of_all_but(dump(street), them)
        assert {t: r for t, r in after.items() if r != before[t]} == {}, action
        for who, presser in pressers.items():
            assert shown_of_others(world, presser) == [], (action, who)
            presser.phone.messages.clear()
            presser.say("/annuler")
    assert {p.id: p.texts for p in (world.odile, world.lucas, world.karim)} == read
    assert not faults(street)


def of_all_but(affairs: Any, people: Sequence[int]) -> dict[str, Any]:
    for person in people:
        affairs = of_others(affairs, person)
    return dict(affairs)


@pytest.mark.parametrize("who", ["lucas", "karim", "a stranger"])
def test_a_malformed_button_is_dead_and_no_fault(sqlite_engine: Engine, who: str) -> None:
    world = lived(sqlite_engine)
    street = world.street
    presser = others(world)[who] if who == "a stranger" else getattr(world, who)
    before = but_when_seen(dump(street))
    for action, button in sorted(HOUSE.taps.items()):
        needed = door.takes(button.handler)[1]
        taps = list(malformed(action, needed, len(parts(button.handler))))
        for chat in (None, world.chat):
            phone = street.phone(chat.value if chat else presser.id)
            answered = len(phone.answered)
            press_all(world, [presser], taps, chat)
            assert len(phone.answered) == answered + len(taps), action
        assert not faults(street), action
    changed = {t for t, r in but_when_seen(dump(street)).items() if r != before[t]}
    assert changed <= {"link", "conversation"}, changed


def but_when_seen(affairs: dict[str, Any]) -> dict[str, Any]:
    """So many buttons take the better part of a day: whoever presses was seen since."""
    return affairs | {"person": [{c: v for c, v in row.items() if c != "seen_at"} for row in affairs["person"]]}


def malformed(action: str, needed: int, most: int) -> Iterator[str]:
    """Too few, too many, or a first part that names nothing."""
    if needed:
        yield action
        for wrong in WRONG:
            data = ":".join([action, wrong, *["1"] * (needed - 1)])
            if len(data.encode()) <= 64 and not isinstance(first(action), re.Pattern):
                yield data
    yield ":".join([action, *["1"] * (most + 1)])
    yield ":".join([action, *[""] * (most + 2)])


def first(action: str) -> Any:
    kind = parts(HOUSE.taps[action].handler)[0]
    return kind.__metadata__[0] if get_origin(kind) is Annotated else kind
