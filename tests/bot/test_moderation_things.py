"""A mission or a story in the group may be reported, hidden and shown again, as a request may. All are fictional."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert, select

from rules.heroes import HeroState
from rules.missions import MissionState
from storage.tables import Report, TownLink, table
from tests.bot.scenes import faults, install, join
from tests.bot.test_heroes import WHAT, Honours, in_group
from tests.bot.test_missions import Missions, take
from tests.bot.test_partners import a_town
from tests.pilots import Chat, Pilot, Street


def report(who: Pilot, chat: Chat, words: str, reason: str) -> None:
    """In answer to the card of the group that says so."""
    card = next(seen for seen in chat.phone.messages.values() if words in seen.text)
    who.say("/signaler", chat, answers=card.id)
    who.press("Continuer en privé", chat)
    who.press(reason)
    who.press("Oui, envoyer")


def test_a_story_is_hidden_from_the_group_and_comes_back(engine: Engine) -> None:
    street = Honours(engine)
    street.said_yes()
    street.later(hours=2)
    assert WHAT in in_group(street)
    fatou = street.neighbour("Fatou")
    report(fatou, street.chat, WHAT, "indésirable")
    street.later(hours=24)
    told = next(text for text in street.nadia.texts if "Signalement" in text)
    assert "Au sujet d’un récit" in told
    assert not any(name in told for name in ("Odile", "Lucas", "Fatou"))
    street.nadia.press("Masquer")
    assert WHAT not in in_group(street)
    assert "n’est plus montré pour l’instant" in in_group(street)
    assert street.states() == [HeroState.HIDDEN]
    assert any("Votre récit « À l’honneur » n’est plus montré".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in text
               for text in street.odile.texts)
    street.lucas.tap("hero.mine:1")
    assert "n’est plus montré pour l’instant" in street.lucas.last.text
    street.lucas.tap("signal.that:autre:1:hero:1")
    street.nadia.press("Annuler")
    assert WHAT in in_group(street)
    assert street.states() == [HeroState.SHOWN]
    street.lucas.tap("hero.out:1")
    assert "À l’honneur" not in in_group(street), "whom it is about takes it back all the same"
    assert not faults(street.street)


@pytest.fixture
def town(street: Street) -> Missions:
    """Les Lilas is linked: the mission is posted there."""
    made = a_town(street)
    there = Missions(made.street, made.ines)
    there.bruno = there.partner("Bruno")
    for name in ("Odile", "Lucas", "Fatou"):
        pilot = street.person(name)
        join(pilot)
        setattr(there, name.casefold(), pilot)
    return there


def posted(town: Missions, **said: str) -> tuple[Chat, Pilot, int]:
    karim, chat = town.street.person("Karim"), town.street.group("Les Lilas")
    install(chat, karim)
    group = chat.group.id
    with town.street.session() as session:
        session.connection().execute(insert(table(TownLink)).values(
            group_id=group, since=town.street.now, quarter=""))
    for pilot in (town.odile, town.lucas, town.fatou):
        pilot.tap(f"group.join:{group}", chat=chat)
    number = town.open(**said)
    town.street.tick()
    assert "Trier les vêtements" in chat.last.text
    return chat, karim, number


def test_a_mission_of_the_whole_town_is_hidden_by_the_town_alone(town: Missions) -> None:
    chat, _karim, number = posted(town)
    take(town.odile, number)
    report(town.lucas, chat, "Trier", "Fraude")
    told = next(text for text in town.ines.texts if "Signalement" in text)
    assert "Au sujet d’une mission" in told
    assert "Trier les vêtements" in told
    town.ines.press("Masquer")
    assert town.state(number) is MissionState.CLOSED
    take(town.fatou, number)
    assert set(town.seats(number)) == {"Odile"}, "who has a seat keeps it; nobody new"
    assert any("Votre mission n’est plus montrée aux autres" in text for text in town.bruno.texts)
    town.bruno.press("Contester")
    town.ines.press("Annuler")
    assert town.state(number) is MissionState.OPEN
    assert not faults(town.street)


def test_whoever_runs_a_group_hides_no_mission_of_the_town_and_nothing_is_forged(town: Missions) -> None:
    chat, karim, number = posted(town)
    before = count(town)
    for forged in (f"signal.that:fraude:{chat.group.id}:mission:{number}", f"signal.that:fraude:0:mission:{number}",
                   f"signal.that:fraude:{chat.group.id}:mission:99", f"signal.that:fraude:{chat.group.id}:person:1",
                   f"signal.it:fraude:{chat.group.id}:hero:1"):
        town.street.person("Ana").tap(forged)
        town.bruno.tap(forged)
    assert count(town) == before, "neither a stranger to the group nor its own partner"
    report(town.lucas, chat, "Trier", "Autre chose")
    town.street.later(hours=9)
    town.street.tick()
    assert not any("Masquer" in label for who in (karim, town.ines) for seen in who.phone.messages.values()
                   for label in seen.labels)
    assert any("Passer à la mairie" in label for seen in karim.phone.messages.values() for label in seen.labels)
    assert town.state(number) is MissionState.OPEN


def count(town: Missions) -> int:
    with town.street.session() as session:
        return len(session.connection().execute(select(table(Report).c.id)).all())
