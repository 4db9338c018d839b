"""« Passer le relais »: a need goes to a partner or to the town, with the asker's yes, and comes back unanswered."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from rules.console import RoleState, TownRole
from rules.help import CloseReason, Pillar
from rules.incoming import BotStatus
from rules.routing import RelayState
from rules.town import Town
from storage import moderation
from storage.tables import HelpRequest, RoleHeld
from storage.tables.routing import Relay
from tests.bot.scenes import faults, rows
from tests.world.people import Pilot
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap, press_value
from tests.world.rows import a_role


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def role(street: Peupliers, who: Pilot, of: TownRole, tag: str = "") -> None:
    person = who.person_id
    with street.street.session() as session:
        a_role(session, person, of, tag=tag)


def pass_on(street: Peupliers, *values: str) -> int:
    """Of an open request of hers, from its own screen."""
    number = street.ask()
    street.odile.tap(f"help.mine:{number}")
    press_tap(street.odile, "relay.request")
    for value in (*values, "non", "oui"):
        press_value(street.odile, value)
    return number


def relay(street: Peupliers) -> object:
    return street.row(Relay, street.newest(Relay)).state


def test_a_partner_reads_what_where_when_and_who_only_once_it_is_theirs(street: Peupliers) -> None:
    role(street, street.lucas, TownRole.PARTNER, tag="ccas")
    number = street.ask()
    street.odile.tap(f"help.mine:{number}")
    press_tap(street.odile, "relay.request")
    press_value(street.odile, "oui")
    street.odile.say("06 12 34 56 78")
    assert "On transmet à ccas, avec votre accord" in plain(street.odile.last.text)
    assert rows(street.street, Relay) == 0
    press_value(street.odile, "oui")
    read = " ".join(text for text in street.lucas.texts if "relais" in text)
    assert "rue des Peupliers" in read
    assert "Odile" not in read
    street.lucas.say("/relais")
    press_tap(street.lucas, "relay.see")
    assert "Odile" not in street.lucas.last.text
    street.lucas.press("Je m’en occupe")
    assert "Odile" in street.lucas.last.text
    assert "06 12 34 56 78" in plain(street.lucas.last.text)
    assert any("ccas s’occupe de votre besoin" in plain(text) for text in street.odile.texts)
    request = street.row(HelpRequest, number)
    assert (request.pillar, request.close_reason) == (Pillar.ORGANISED, CloseReason.ELSEWHERE)
    assert street.events(number)[-1] == "organised", "the log says who answers: a bilan is counted from it"
    street.lucas.press("Écrire")
    street.lucas.say("Bonjour, je passe demain.")
    assert "je passe demain" in street.odile.last.text
    street.lucas.say("/relais")
    press_tap(street.lucas, "relay.see")
    street.lucas.press("C’est réglé")
    assert relay(street) is RelayState.DONE
    assert any("c’est réglé" in text for text in street.odile.texts)
    assert faults(street.street) == []


def test_two_days_then_five_then_a_month(street: Peupliers) -> None:
    role(street, street.lucas, TownRole.PARTNER, tag="ccas")
    role(street, street.karim, TownRole.COORDINATOR)
    number = pass_on(street, str(street.newest(RoleHeld) - 1))
    assert "D’ici là, votre demande reste ouverte" in plain(street.odile.last.text)
    assert street.row(HelpRequest, number).state == "open"
    seen = len(street.karim.texts)
    for _step in range(10):
        street.street.later(hours=6)
        street.street.tick()
    assert any("depuis deux jours" in text for text in street.lucas.texts)
    assert not any("partenaire n’a pas répondu" in text for text in street.karim.texts[seen:])
    for _step in range(18):
        street.street.later(hours=6)
        street.street.tick()
    assert any("partenaire n’a pas répondu" in text for text in street.karim.texts)
    assert any("la réponse tarde" in text for text in street.odile.texts)
    street.lucas.tap(f"relay.take:{street.newest(Relay)}")
    assert relay(street) is RelayState.WAITING
    street.street.later(days=26)
    street.street.tick()
    assert relay(street) is RelayState.EXPIRED
    assert any("nous en restons là" in text for text in street.odile.texts)


def test_no_goes_back_to_the_asker_and_a_role_that_ends_to_the_town(street: Peupliers) -> None:
    role(street, street.lucas, TownRole.PARTNER, tag="ccas")
    role(street, street.karim, TownRole.COORDINATOR)
    partner = str(street.newest(RoleHeld) - 1)
    pass_on(street, partner)
    street.lucas.press("Pas nous")
    assert "à personne d’autre sans vous" in plain(street.odile.last.text)
    assert relay(street) is RelayState.DECLINED
    pass_on(street, partner)
    street.lucas.say("/monrole")
    for action in ("role.leave", "role.left"):
        press_tap(street.lucas, action)
    assert any("à vous de voir" in text for text in street.karim.texts)
    street.karim.press("Je m’en occupe")
    assert relay(street) is RelayState.TAKEN
    street.odile.tap(f"relay.stop:{street.newest(Relay)}")
    assert any("n’a plus besoin de vous" in text for text in street.karim.texts)


def test_who_cuts_the_bot_off_is_waited_for_no_more(street: Peupliers) -> None:
    role(street, street.lucas, TownRole.PARTNER, tag="ccas")
    for taken in (False, True):
        pass_on(street)
        if taken:
            street.lucas.press("Je m’en occupe")
        street.odile.send(BotStatus("kicked"))
        street.street.tick()
        assert relay(street) is RelayState.WITHDRAWN
        said = street.lucas.last.text
        assert "ne peut plus vous lire ici" in said
        assert "Odile" not in said
        street.lucas.say("/relais")
        assert "Odile" not in street.lucas.last.text
        street.odile.send(BotStatus("member"))
        street.street.tick()
        assert relay(street) is RelayState.WITHDRAWN, "coming back begins nothing again"
    assert faults(street.street) == []


def test_without_anybody_a_telephone_and_nothing_kept(street: Peupliers) -> None:
    number = street.ask()
    street.odile.tap(f"relay.request:{number}")
    assert "appelez plutôt" in street.odile.last.text
    assert "112" in street.odile.last.text
    assert rows(street.street, Relay) == 0
    assert Town().phone in (None, "")


def test_care_and_money_are_really_handed_over(street: Peupliers) -> None:
    role(street, street.karim, TownRole.COORDINATOR)
    street.odile.say("il me faudrait quelqu’un pour changer un pansement")
    street.odile.press("Passer le relais")
    for value in ("non", "oui"):
        press_value(street.odile, value)
    assert street.row(Relay, street.newest(Relay)).subject == "soins"
    street.odile.say("/besoin")
    for value in ("courses-et-repas", "courses", "2026-11-26", "matin", "note"):
        press_value(street.odile, value)
    street.odile.say("me prêter 200 euros pour mon loyer")
    assert "l’argent ne circule pas" in plain(street.odile.last.text)
    assert "Passer le relais" in str(street.odile.last.labels)
    street.odile.press("Continuer ma demande")
    street.odile.say("deux pains")
    press_value(street.odile, "oui")
    assert street.row(HelpRequest, street.newest(HelpRequest)).note == "deux pains"


def test_strangers_and_blocked_readers_get_nothing(street: Peupliers) -> None:
    role(street, street.lucas, TownRole.PARTNER, tag="ccas")
    role(street, street.fatou, TownRole.PARTNER, tag="secours")
    odile, fatou = street.odile.person_id, street.fatou.person_id
    with street.street.session() as session:
        moderation.block(session, odile, fatou, street.street.now)
    pass_on(street)
    number = street.newest(Relay)
    street.fatou.say("/relais")
    assert "Aucun besoin" in street.fatou.last.text
    for action in ("see", "take", "decline", "done", "stop"):
        street.fatou.tap(f"relay.{action}:{number}")
        street.karim.tap(f"relay.{action}:{number}")
    assert relay(street) is RelayState.WAITING
    street.odile.tap(f"relay.request:{street.newest(HelpRequest)}")
    assert "déjà confié" in plain(street.odile.phone.toasts[-1])
    street.odile.say("/effacer")
    street.odile.press("Oui, effacer")
    assert rows(street.street, Relay) == 0
    assert street.row(RoleHeld, street.newest(RoleHeld)).state is RoleState.ACTIVE


def test_words_behind_a_command_are_heard(street: Peupliers) -> None:
    street.odile.say("/besoin je veux mourir")
    assert "3114" in street.odile.last.text
