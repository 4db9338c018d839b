"""A family circle: entered one invitation at a time, asked first and in private, and apart from everything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from rules.circles import AskState
from rules.help import Pillar, starts_at
from rules.incoming import BotStatus
from storage import help as requests
from storage import moderation
from storage.tables import HelpRequest, HourEntry, table
from storage.tables.circles import Circle, CircleAsk, CircleInvitation, CircleMember
from tests.bot.scenes import agree, faults, rows
from tests.world.people import Pilot
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap, press_value


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def a_circle(keeper: Pilot, name: str = "Les cousins") -> None:
    keeper.say("/famille")
    keeper.press("Créer un cercle")
    keeper.say(name)
    assert name in keeper.last.text


def invitation(keeper: Pilot) -> str:
    """The payload of a link to hand on."""
    keeper.say("/famille")
    keeper.press("Inviter")
    return keeper.last.text.rpartition("start=")[2].split()[0].strip()


def enter(keeper: Pilot, other: Pilot) -> None:
    other.start(invitation(keeper))
    assert "vous invite" in other.last.text
    other.press("Entrer dans le cercle")


def family(street: Peupliers) -> None:
    """Odile keeps the circle; Lucas and Fatou are in it. Karim is a neighbour."""
    a_circle(street.odile)
    enter(street.odile, street.lucas)
    enter(street.odile, street.fatou)


def ask(who: Pilot, patience: str = "2h", *values: str) -> None:
    who.say("/besoin")
    who.press("Mon cercle")
    for value in values or ("moi", "courses-et-repas", "courses", "2026-11-26", "apres-midi"):
        press_value(who, value)
    press_value(who, patience)


def state(street: Peupliers) -> AskState:
    found: AskState = street.row(CircleAsk, street.newest(CircleAsk)).state
    return found


def others(street: Peupliers) -> list[str]:
    """All that anybody outside the circle reads of a need, or of its people."""
    read = [*street.karim.texts, *street.chat.texts]
    return [text for text in read if any(word in text for word in ("🤝", "Odile", "cousins", "courses"))]


def test_each_enters_by_an_invitation_of_their_own(street: Peupliers) -> None:
    a_circle(street.odile)
    link = invitation(street.odile)
    street.lucas.start(link)
    street.fatou.start(link)
    assert "déjà servi" in street.fatou.last.text
    assert any("deuxième personne" in text for text in street.odile.texts)
    street.lucas.press("Entrer dans le cercle")
    assert "Odile" in street.lucas.last.text
    assert any("Lucas" in text and "Les cousins" in text for text in street.odile.texts)
    told = len([text for text in street.odile.texts if "deuxième" in text])
    street.fatou.start(link)
    assert len([text for text in street.odile.texts if "deuxième" in text]) == told == 1
    street.odile.press("Nouvelle invitation")
    street.fatou.start(street.odile.last.text.rpartition("start=")[2].split()[0])
    street.fatou.press("Entrer dans le cercle")
    assert "Lucas" in street.fatou.last.text
    street.lucas.start(link)
    assert "déjà dans ce cercle" in street.lucas.last.text
    street.karim.start("AAAAAAAAAAAAAAAAAAAAAA")
    assert "plus valable" in street.karim.last.text
    assert others(street) == []


def test_forged_buttons_let_nobody_in(street: Peupliers) -> None:
    family(street)
    number = invitation(street.odile) and street.newest(CircleInvitation)
    circle = street.newest(Circle)
    for data in (f"circle.join:{number}", f"circle.open:{number}", f"circle.see:{circle}", f"circle.invite:{circle}",
                 f"circle.end:{circle}", f"circle.remove:{circle}:1", f"circle.leave:{circle}",
                 f"circle.rename:{circle}"):
        street.karim.tap(data)
        assert "Les cousins" not in street.karim.last.text
    for data in (f"circle.end:{circle}", f"circle.rename:{circle}", f"circle.who:{circle}"):
        street.lucas.tap(data)  # in it, but not its keeper
    ask(street.odile)
    number = street.newest(CircleAsk)
    for action in ("yes", "no", "cannot", "mine", "widen", "wait", "stop", "done"):
        street.karim.tap(f"circle.{action}:{number}")
    for action in ("widen", "wait", "stop", "done", "mine"):
        street.lucas.tap(f"circle.{action}:{number}")
    assert state(street) is AskState.ASKING
    assert rows(street.street, Circle) == 1
    assert faults(street.street) == []


def test_somebody_who_never_came_joins_then_finds_the_invitation(street: Peupliers) -> None:
    a_circle(street.odile)
    link, hugo = invitation(street.odile), street.street.person("Hugo")
    hugo.start(link)
    assert "vous invite dans son cercle" in hugo.last.text
    hugo.press("Commencer")
    agree(hugo)
    hugo.press("Lire l’invitation")
    hugo.press("Entrer dans le cercle")
    assert "Odile" in hugo.last.text


def test_eight_people_and_three_circles(street: Peupliers) -> None:
    a_circle(street.odile)
    for n in range(7):
        enter(street.odile, street.neighbour(f"Proche {'abcdefg'[n]}"))
    street.odile.say("/famille")
    street.odile.press("Inviter")
    assert "complet" in street.odile.last.text
    for name in ("Deux", "Trois"):
        street.odile.tap("circle.new")
        street.odile.say(name)
    street.odile.tap("circle.new")
    assert "3 cercles" in plain(street.odile.phone.toasts[-1])


def test_the_circle_is_asked_first_and_never_widens_alone(street: Peupliers) -> None:
    """Whatever happens before the asker's tap, nobody outside reads a word, in any way the house has of asking."""
    family(street)
    ask(street.odile)
    assert "à personne d’autre" in street.odile.last.text
    assert any("Odile demande à" in text for text in street.lucas.texts)
    street.karim.tap("help.near")
    assert "Personne n’a besoin" in street.karim.last.text
    before = len(others(street))
    street.lucas.press("Pas cette fois")
    street.street.restart()
    for _step in range(14):
        street.street.later(hours=3)
        street.street.tick()
    street.fatou.press("Oui, je peux")
    street.fatou.press("Je ne peux plus")
    for _step in range(4):
        street.street.later(hours=2)
        street.street.tick()
    assert any("Faut-il demander aussi au voisinage" in text for text in street.odile.texts)
    assert rows(street.street, HelpRequest) == 0
    assert others(street)[before:] == []


def test_neighbours_are_asked_by_the_askers_tap(street: Peupliers) -> None:
    family(street)
    ask(street.odile)
    street.street.later(hours=2, minutes=1)
    street.street.tick()
    assert "Personne de « Les cousins » n’a dit oui" in plain(street.odile.last.text)
    street.odile.press("Demander au voisinage")
    assert "C’est" in street.odile.last.text
    street.street.tick()
    assert street.chat.texts or any("coup de main" in text for text in street.karim.texts)
    assert "Odile" not in str(street.chat.texts)
    street.odile.tap(f"circle.widen:{street.newest(CircleAsk)}")
    assert rows(street.street, HelpRequest) == 1
    street.fatou.press("Oui, je peux", None)
    request = street.row(HelpRequest, street.newest(HelpRequest))
    if state(street) is AskState.TAKEN:
        assert request.pillar is Pillar.FAMILY


def test_the_familys_late_yes_ends_what_neighbours_were_asked(street: Peupliers) -> None:
    family(street)
    ask(street.odile)
    number = street.newest(CircleAsk)
    street.street.later(hours=2, minutes=1)
    street.street.tick()
    street.odile.press("Demander au voisinage")
    street.fatou.tap(f"circle.yes:{number}")
    request = street.row(HelpRequest, street.newest(HelpRequest))
    assert (request.state, request.pillar, state(street)) == ("closed", Pillar.FAMILY, AskState.TAKEN)
    assert any("Fatou dit oui" in text for text in street.odile.texts)


def test_a_neighbours_yes_stands_before_a_late_one_of_the_family(street: Peupliers) -> None:
    family(street)
    ask(street.odile)
    number = street.newest(CircleAsk)
    street.street.later(hours=2, minutes=1)
    street.street.tick()
    street.odile.press("Demander au voisinage")
    street.street.tick()
    street.karim.tap(f"help.take:{street.newest(HelpRequest)}")
    street.fatou.tap(f"circle.yes:{number}")
    assert state(street) is AskState.WIDENED
    assert "pourvu" in street.fatou.last.text
    assert street.row(HelpRequest, street.newest(HelpRequest)).pillar is Pillar.NEIGHBOURS


def test_its_hours_stay_in_the_circle(street: Peupliers) -> None:
    family(street)
    ask(street.odile)
    street.lucas.press("Oui, je peux")
    assert any("C’est pourvu, merci" in text for text in street.fatou.texts)
    for _step in range(28):
        street.street.later(hours=3)
        street.street.tick()
    assert any("vous attend" in text for text in street.lucas.texts)
    street.odile.press("✅ Oui")
    assert "pas dans l’heure civique" in plain(street.odile.last.text)
    street.odile.say("/famille")
    assert "1 h" in plain(street.odile.last.text)
    assert rows(street.street, HourEntry) == 0
    assert others(street) == []


def test_the_circle_ends_with_its_last_person(street: Peupliers) -> None:
    family(street)
    ask(street.lucas)
    street.fatou.press("Oui, je peux")
    street.fatou.say("/famille")
    street.fatou.press("Gérer")
    street.fatou.press("Quitter")
    street.fatou.press("Oui, quitter")
    assert any("Faut-il demander aussi" in text for text in street.lucas.texts)
    street.odile.tap(f"circle.leave:{street.newest(Circle)}")  # who kept it: Lucas keeps it now
    street.lucas.say("/famille")
    street.lucas.press("Gérer")
    assert "Changer le nom" in str(street.lucas.last.labels)
    street.lucas.press("Quitter")
    assert "dernière personne" in street.lucas.last.text
    street.lucas.press("Oui, quitter")
    assert (rows(street.street, Circle), rows(street.street, CircleAsk)) == (0, 0)
    street.street.later(days=3)
    street.street.tick()
    assert faults(street.street) == []


def test_dissolved_everybody_is_told_and_whoever_asked_first(street: Peupliers) -> None:
    family(street)
    ask(street.lucas)
    street.odile.say("/famille")
    street.odile.press("Gérer")
    street.odile.press("Supprimer")
    street.odile.press("Oui, supprimer")
    assert any("s’arrête, et votre demande avec lui" in text for text in street.lucas.texts)
    assert any("n’existe plus" in text for text in street.fatou.texts)
    assert rows(street.street, Circle) == 0


def test_removed_by_its_keeper(street: Peupliers) -> None:
    family(street)
    ask(street.lucas)
    street.odile.say("/famille")
    street.odile.press("Gérer")
    street.odile.press("Retirer")
    street.odile.press("Lucas")
    assert "Lucas" not in street.odile.last.text
    assert any("ne faites plus partie" in text for text in street.lucas.texts)
    assert state(street) is AskState.CLOSED
    street.lucas.say("/besoin")
    assert "Mon cercle" not in str(street.lucas.last.labels)


def test_who_invited_leaves_and_the_link_with_them(street: Peupliers) -> None:
    family(street)
    street.lucas.say("/famille")
    street.lucas.press("Inviter")
    link = street.lucas.last.text.rpartition("start=")[2].split()[0]
    street.lucas.tap(f"circle.leave:{street.newest(Circle)}")
    street.karim.start(link)
    assert "déjà servi, ou n’est plus valable" in street.karim.last.text


def test_two_who_blocked_each_other_neither_ask_nor_see(street: Peupliers) -> None:
    family(street)
    lucas, odile = street.lucas.person_id, street.odile.person_id
    with street.street.session() as session:
        moderation.block(session, lucas, odile, street.street.now)
    heard = len(street.lucas.texts)
    ask(street.odile)
    assert street.lucas.texts[heard:] == []
    street.lucas.tap(f"circle.yes:{street.newest(CircleAsk)}")
    assert state(street) is AskState.ASKING
    street.lucas.say("/famille")
    assert "Odile" not in street.lucas.last.text


def test_an_asker_or_a_helper_who_goes(street: Peupliers) -> None:
    """Erased in mid-ask: who was to come is told, and without a name who asked."""
    family(street)
    ask(street.odile)
    street.lucas.press("Oui, je peux")
    street.lucas.say("/effacer")
    street.lucas.press("Oui, effacer")
    assert "Faut-il demander aussi au voisinage" in plain(street.odile.last.text)
    assert state(street) is AskState.ASKING
    street.fatou.press("Oui, je peux")
    street.odile.say("/effacer")
    street.odile.press("Oui, effacer")
    assert any("plus rien à faire" in text for text in street.fatou.texts)
    assert rows(street.street, CircleAsk) == 0
    street.fatou.say("/famille")
    assert "Fatou" in street.fatou.last.text


def test_who_cuts_the_bot_off_is_expected_nowhere(street: Peupliers) -> None:
    family(street)
    ask(street.odile)
    street.lucas.press("Oui, je peux")
    street.lucas.send(BotStatus("kicked"))
    street.street.tick()
    assert "Lucas ne peut plus venir" in street.odile.last.text
    street.odile.send(BotStatus("kicked"))
    street.street.tick()
    street.fatou.press("Oui, je peux")
    assert state(street) is not AskState.TAKEN
    assert "suspendue" in str(street.fatou.phone.toasts)


def test_for_a_parent_elsewhere_with_their_yes(street: Peupliers) -> None:
    family(street)
    for said in ("pas-encore", "non"):
        ask_for_maman(street, said)
        assert "rien n’est parti" in street.odile.last.text
    assert rows(street.street, CircleAsk) == 0
    ask_for_maman(street, "oui")
    street.odile.press("Ailleurs")
    street.odile.say("rue du Port, Saint-Denis 97400")
    street.odile.press("Saint-Denis")
    for value in ("courses-et-repas", "courses", "2026-11-26", "matin", "24h"):
        press_value(street.odile, value)
    row = street.row(CircleAsk, street.newest(CircleAsk))
    assert (row.timezone, row.other) == ("Indian/Reunion", True)
    assert "rue du Port" in street.lucas.last.text
    assert "pour quelqu’un qui est d’accord" in street.lucas.last.text
    street.odile.tap(f"circle.widen:{row.id}")
    with street.street.session() as session:
        asked = session.connection().execute(select(table(HelpRequest))).one()
        request = requests.by_id(session, asked.id)
    assert asked.zone_id == row.zone_id
    assert request is not None
    assert request.timezone == "Indian/Reunion", "its day is a day of its place, not of the asker’s"
    assert starts_at(request.day, request.slot, request.timezone) == datetime(2026, 11, 26, 5, tzinfo=UTC)
    assert street.chat.texts == []


def ask_for_maman(street: Peupliers, agreed: str) -> None:
    street.odile.say("/besoin")
    press_tap(street.odile, "circle.ask")
    press_value(street.odile, "proche")
    press_value(street.odile, agreed)


def test_links_as_families_use_them(street: Peupliers) -> None:
    """What was reported of invitations elsewhere: a look of one’s own, a double press, a second link, an old one."""
    a_circle(street.odile)
    link = invitation(street.odile)
    street.odile.start(link)  # to see whether it works: nothing is used up
    assert "déjà dans ce cercle" in street.odile.last.text
    street.lucas.start(link)
    join = street.lucas.find("Entrer dans le cercle")
    street.lucas.press_on(*join)
    street.lucas.press_on(*join)
    street.lucas.start(link)
    assert "déjà dans ce cercle" in street.lucas.last.text
    assert rows(street.street, CircleMember) == 2
    street.odile.say("/famille")
    street.odile.press("Gérer")
    street.odile.press("Retirer")
    street.odile.press("Lucas")
    street.lucas.start(link)
    assert "déjà servi, ou n’est plus valable" in street.lucas.last.text
    enter(street.odile, street.lucas)
    assert rows(street.street, CircleMember) == 2
    unused = invitation(street.odile)
    street.odile.tap(f"circle.end:{street.newest(Circle)}")
    street.fatou.start(unused)
    assert "n’est plus valable" in street.fatou.last.text
    assert (rows(street.street, Circle), rows(street.street, CircleInvitation)) == (0, 0)
    a_circle(street.odile, "Les frères")
    street.fatou.start(link)
    assert "n’est plus valable" in street.fatou.last.text
    late = invitation(street.odile)
    street.street.later(days=8)
    street.fatou.start(late)
    assert "plus valable" in street.fatou.last.text
    assert faults(street.street) == []


@pytest.mark.parametrize("said", ["<b>moi</b>", "👪👪", "x" * 4000, "www.exemple.fr", "\u202e", "06 12 34 56 78"])
def test_a_name_is_plain_words(street: Peupliers, said: str) -> None:
    street.odile.say("/famille")
    street.odile.press("Créer un cercle")
    street.odile.say(said)
    assert "<b>moi</b>" not in street.odile.last.text
    assert rows(street.street, Circle) == (1 if "moi" in said else 0)
    street.odile.photo()
    assert faults(street.street) == []
