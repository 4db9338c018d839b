"""A group where nobody may write for a while: who asked is told the truth, and the card leaves when it opens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from rules.deliveries import Later, Refused, Sent, Shut
from rules.incoming import BotStatus
from storage import groups, ledger, people
from tests.pilots import Pilot
from tests.world.peupliers import Peupliers

SHUT, WAITS = "n’accepte pas de message en ce moment", "votre demande y est"
SEEN = "Vos voisines et voisins verront votre demande dans le groupe"
NO_RIGHT = Shut("no right to write")


@pytest.fixture
def world(engine: Engine) -> Peupliers:
    made = Peupliers(engine)
    with made.street.session() as session:
        people.take_part(session, made.karim.person_id, made.group, made.street.now, admin=True)
    return made


def told(pilot: Pilot, words: str) -> int:
    return sum(words in text for text in pilot.texts)


def cards(world: Peupliers) -> int:
    return sum("courses" in text.casefold() for text in world.chat.texts)


def ask(world: Peupliers, who: Pilot | None = None, day: str = "2026-11-26") -> None:
    """Then the clock rings: what leaves may cause something to be said."""
    world.ask(who, day=day)
    world.street.tick()


def wait(world: Peupliers, **time: float) -> None:
    world.street.now += timedelta(**time)
    for _round in range(2):
        world.street.tick()


def test_the_first_refusal_is_told_and_the_card_leaves_when_the_group_opens(world: Peupliers) -> None:
    world.street.refusals[world.chat.value] = NO_RIGHT
    ask(world)
    assert told(world.odile, SHUT) == 1
    assert told(world.karim, "plus le droit d’écrire") == 1
    wait(world, minutes=11)
    assert (cards(world), told(world.odile, SHUT)) == (0, 1), "said once, whatever the number of tries"
    world.street.refusals.clear()
    wait(world, hours=2)
    assert cards(world) == 1
    assert told(world.odile, WAITS) == 1
    wait(world, days=1)
    assert (cards(world), told(world.odile, WAITS)) == (1, 1)


def test_while_it_is_shut_nobody_is_promised_to_be_seen(world: Peupliers) -> None:
    world.street.refusals[world.chat.value] = NO_RIGHT
    ask(world)
    before = len(world.fatou.texts)
    ask(world, world.fatou, day="2026-11-27")
    mine = world.fatou.texts[before:]
    assert not any(SEEN in text or "C’est publié" in text for text in mine)
    assert sum(SHUT in text for text in mine) == 1


def test_any_word_from_there_opens_it(world: Peupliers) -> None:
    world.street.refusals[world.chat.value] = NO_RIGHT
    ask(world)
    world.street.refusals.clear()
    world.karim.say("/aide", world.chat)
    wait(world, seconds=1)
    assert cards(world) == 1
    assert told(world.odile, WAITS) == 1


def test_a_word_while_it_is_still_shut_changes_nothing_and_tells_nobody_again(world: Peupliers) -> None:
    world.street.refusals[world.chat.value] = NO_RIGHT
    ask(world)
    for _word in range(3):
        world.karim.say("bonjour", world.chat)
        world.street.tick()
    assert (told(world.odile, SHUT), told(world.karim, "plus le droit d’écrire")) == (1, 1)


def test_the_right_given_back_opens_it(world: Peupliers) -> None:
    world.karim.send(BotStatus("restricted", can_send=False), world.chat)
    world.street.refusals[world.chat.value] = NO_RIGHT
    ask(world)
    assert told(world.odile, SEEN) == 0
    world.street.refusals.clear()
    world.karim.send(BotStatus("member"), world.chat)
    world.street.tick()
    assert cards(world) == 1


def test_it_opens_in_the_night_and_the_card_leaves_in_the_morning(world: Peupliers) -> None:
    world.street.refusals[world.chat.value] = NO_RIGHT
    ask(world)
    world.street.now = world.street.now.replace(hour=22)
    world.street.tick()
    world.street.refusals.clear()
    world.karim.say("bonsoir", world.chat)
    world.street.tick()
    assert cards(world) == 0
    wait(world, hours=11)
    assert cards(world) == 1


@pytest.mark.parametrize("outcome", [
    Refused("our fault: can't parse entities"), Later(0.0, counted=True, reason="words nobody knows")])
def test_a_card_that_can_never_be_shown_is_told(world: Peupliers, outcome: Refused | Later) -> None:
    world.street.refusals[world.chat.value] = outcome
    ask(world)
    for _hour in range(8):
        wait(world, hours=1)
    assert told(world.odile, "n’a pas pu être montrée") == 1
    assert told(world.karim, "n’a pas pu être montré dans") == 1


def test_a_lost_topic_is_forgotten_and_told_once(world: Peupliers) -> None:
    with world.street.session() as session:
        groups.use_thread(session, world.group, world.chat.value, 55)
    world.street.refusals[world.chat.value] = Sent(901, without_topic=True)
    ask(world)
    ask(world, world.fatou, day="2026-11-27")
    assert told(world.karim, "sujet général") == 1
    with world.street.session() as session:
        found = groups.by_id(session, world.group)
        assert found is not None
        assert ledger.places(session, [found.address])[found.address][:2] == (world.chat.value, 0)


def test_every_topic_closed_waits_and_says_which_way_out(world: Peupliers) -> None:
    world.street.refusals[world.chat.value] = Shut("topic closed")
    ask(world)
    assert told(world.odile, SHUT) == 1
    assert told(world.karim, "écrivez /installer dans le sujet de votre choix") == 1
