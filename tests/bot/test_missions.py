"""Missions with seats, from a partner's words to the hour that is confirmed. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from actions import console
from actions.desk import Desk
from rules.console import RoleState, TownRole
from rules.incoming import BotStatus
from rules.missions import OF, MissionState
from rules.residents import ZoneKind
from rules.seating import SeatState
from storage import console as roles
from storage import missions as store
from storage import seating, zones
from storage.tables import GroupTag, HourEntry, NeighbourGroup, TownLink, table
from storage.tables.seating import Seat
from tests.bot.scenes import faults, install, join
from tests.bot.test_partners import Town, a_town
from tests.pilots import Chat, Pilot, Street
from tests.world.engines import on_both_engines
from tests.world.rows import a_person, a_role

S = SeatState
# Tuesday 24 November 2026, 10:30 in Paris; the mission is on Tuesday 1 December at 14:00.
START = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)


class Missions(Town):
    """Bruno proposes for « Les Jardins »; Odile, Lucas and Fatou live there."""

    bruno: Pilot
    odile: Pilot
    lucas: Pilot
    fatou: Pilot

    def write(self, who: Pilot, *, seats: str = "1", public: str = "Tout public", insurer: str = "Mutuelle du Val",
              title: str = "Trier les vêtements", day: str = "01/12", at: str = "14 h", honour: str = "",
              about: str | None = "") -> None:
        who.say("/partenaire")
        who.press("➕ Mission")
        who.press("Une association")
        for words in (title, day, at):
            who.say(words)
        who.press("2 h")
        who.say("salle des fêtes")
        who.say(seats)
        who.say("Bruno, 06 12 34 56 78")
        if about is not None:
            who.say(about) if about else who.press("Toute la ville")
        if about:
            who.press(about)
        who.press("18 ans")
        who.press(public)
        if honour:
            who.press(honour)
        who.say(insurer) if insurer else who.press("Pas encore")
        who.press("✅ Proposer")

    def open(self, who: Pilot | None = None, **said: Any) -> int:
        """Proposed and published; its number."""
        self.write(who or self.bruno, **said)
        self.ines.press("✅ Publier")
        return self.newest()

    def newest(self) -> int:
        t = table(store.tables.Mission)
        with self.street.session() as session:
            return int(session.connection().execute(select(t.c.id).order_by(t.c.id.desc())).scalars().first() or 0)

    def state(self, number: int) -> MissionState:
        with self.street.session() as session:
            found = store.by_id(session, number)
        assert found is not None
        return found.state

    def seats(self, number: int) -> dict[str, SeatState]:
        with self.street.session() as session:
            return {seat.first_name: seat.state for seat in seating.everybody(session, OF, number, tuple(S))}

    def at(self, day: int, hour: int, minute: int = 1, month: int = 12) -> None:
        """In Paris, in winter."""
        self.street.at(datetime(2026, month, day, hour - 1, minute, tzinfo=UTC))
        self.street.tick()


@pytest.fixture
def town(street: Street) -> Missions:
    made = a_town(street)
    there = Missions(made.street, made.ines)
    there.bruno = there.partner("Bruno")
    for name in ("Odile", "Lucas", "Fatou"):
        pilot = street.person(name)
        join(pilot)
        setattr(there, name.casefold(), pilot)
    return there


def take(who: Pilot, number: int) -> None:
    who.tap(f"mission.take:{number}")


def heard(who: Pilot, words: str) -> int:
    return sum(words in text for text in who.texts)


@on_both_engines
def test_a_mission_lives_from_a_partners_words_to_a_confirmed_hour(town: Missions) -> None:
    number = town.open()
    assert "Votre mission est publiée" in town.bruno.last.text
    town.odile.say("/missions")
    town.odile.press("Trier les vêt")
    assert "salle des fêtes" in town.odile.last.text
    assert "06 12" not in town.odile.last.text, "the contact is for who comes"
    town.odile.press("Je viens")
    assert "Votre place est notée" in town.odile.last.text
    assert "06 12 34 56 78" in town.odile.last.text
    assert "Odile vient" in town.bruno.last.text
    town.bruno.press("Dire bienvenue")
    assert "vous attend" in town.odile.last.text
    town.at(30, 18, month=11)
    town.at(1, 11)
    town.at(1, 12)
    assert heard(town.odile, "On vous attend") == 2, "the eve and three hours before, never a third"
    town.at(1, 14, 5)
    assert town.state(number) is MissionState.CLOSED
    town.at(2, 18)
    assert "cela a-t-il eu lieu" in town.odile.last.text
    assert "cela a-t-il eu lieu" in town.bruno.last.text
    town.bruno.press("Dire qui est venu")
    town.bruno.press("Odile")
    assert "1 présence" in town.bruno.last.text
    assert "confirme votre présence" in town.odile.last.text
    town.odile.press("Noter 2 h")
    assert "confirmé" in " ".join(town.odile.texts[-2:])
    town.odile.tap(f"mission.hour:{seat_of(town, number, town.odile)}")
    with town.street.session() as session:
        noted = session.connection().execute(select(table(HourEntry)).order_by(table(HourEntry).c.id)).all()
    assert [(one.kind, one.minutes, one.state) for one in noted] == [
        ("association", 120, "declared"), ("association", 120, "confirmed")], "once"
    town.at(9, 19)
    assert town.state(number) is MissionState.DONE
    assert not faults(town.street)


def seat_of(town: Missions, number: int, who: Pilot) -> int:
    person = who.person_id
    with town.street.session() as session:
        found = seating.of_person(session, OF, number, person)
    assert found is not None
    return found.id


def test_a_seat_given_back_is_kept_for_who_waited_first_until_they_answer(town: Missions) -> None:
    number = town.open()
    for who in (town.odile, town.lucas, town.fatou):
        take(who, number)
    assert "rang 2" in town.fatou.last.text
    town.odile.press("Je ne peux plus")
    assert "Une place se libère" in town.lucas.last.text
    assert "mercredi 25 novembre à 10 h 30" in town.lucas.last.text, "a day to answer"
    town.lucas.tap(f"mission.accept:{seat_of(town, number, town.fatou)}")
    assert town.seats(number)["Fatou"] is S.WAITING, "nobody answers for somebody else"
    town.at(25, 10, 31, month=11)
    assert heard(town.lucas, "passée à la personne suivante") == 1
    town.lucas.press("Oui, je la prends")
    assert town.seats(number)["Lucas"] is S.LAPSED, "too late, and said"
    town.fatou.press("Oui, je la prends")
    assert "Votre place est notée" in town.fatou.last.text
    take(town.odile, number)
    assert "rang 1" in town.odile.last.text
    town.odile.press("Quitter la liste")
    take(town.odile, number)
    assert "rang 1" in town.odile.last.text, "the list is left at any moment"
    assert town.seats(number) == {"Odile": S.WAITING, "Lucas": S.LAPSED, "Fatou": S.SEATED}
    town.bruno.say("/partenaire")
    town.bruno.press("Mes missions")
    town.bruno.press("Trier")
    assert "Fatou" in town.bruno.last.text
    assert "Odile" not in town.bruno.last.text, "of who waits, a count"


def test_a_new_hour_is_told_to_those_who_said_yes_and_nothing_else_is(town: Missions) -> None:
    number = town.open(seats="12")
    crowd = []
    for n in range(12):
        pilot = town.street.person(f"V{chr(65 + n)}a")
        join(pilot)
        take(pilot, number)
        crowd.append(pilot)
    before = [len(one.texts) for one in crowd]
    for field, words in (("Les places", "20"), ("Le contact", "Ali, 06 98 76 54 32"), ("L’assureur", "Mutuelle")):
        change(town.bruno, number, field, words)
    assert [len(one.texts) for one in crowd] == before
    change(town.bruno, number, "L’heure", "15 h 30")
    assert all("La mission change" in one.last.text and "15 h 30" in one.last.text for one in crowd)
    change(town.bruno, number, "L’heure", "15h30")
    assert [len(one.texts) for one in crowd] == [one + 1 for one in before], "the same hour is no change"
    change(town.bruno, number, "Le lieu", "jardin public")
    change(town.bruno, number, "Le jour", "02/12")
    assert [len(one.texts) for one in crowd] == [one + 3 for one in before]
    assert "Les personnes inscrites le savent" in town.bruno.last.text
    town.odile.say("/missions")
    assert "mercredi 2" in str(town.odile.last.labels)
    uids = set()
    for one in crowd[:2]:
        one.press("Mon agenda")
        file = one.last.screen.attachment
        assert file is not None
        uids |= {line for line in (file.text or "").split("\r\n") if line.startswith("UID:")}
    assert len(uids) == 1, "one event, whoever asks and however often it changed"
    assert file is not None
    assert "DTSTART:20261202T143000Z\r\n" in (file.text or "")
    assert "SEQUENCE:3\r\n" in (file.text or "")
    town.street.at(datetime(2026, 12, 1, 12, 30, tzinfo=UTC))
    town.street.tick()
    assert heard(crowd[0], "On vous attend") == 0, "the reminder is of the new day"
    change(town.bruno, number, "Les places", "11")
    assert "ont déjà une place" in town.bruno.last.text


def change(who: Pilot, number: int, field: str, words: str) -> None:
    who.tap(f"mission.change:{number}")
    while field not in str(who.last.labels):
        who.press("Autres choix")
    who.press(field)
    who.say(words)


def test_nothing_is_published_without_an_insurer_or_the_attestation_where_it_is_due(town: Missions) -> None:
    town.write(town.bruno, insurer="")
    assert "Sans assureur" in town.bruno.last.text
    number = town.newest()
    assert not heard(town.ines, "attend votre accord")
    change(town.bruno, number, "L’assureur", "Mutuelle du Val")
    assert town.state(number) is MissionState.SENT
    for public in ("Maison de retraite", "Aide à domicile", "Enfants"):
        town.write(town.bruno, public=public, honour="Non")
        assert "attestation d’honorabilité" in town.bruno.last.text
        assert town.state(town.newest()) is MissionState.DRAFT
    asked = heard(town.ines, "attend votre accord")
    town.write(town.bruno, public="Enfants", honour="Oui")
    assert heard(town.ines, "attend votre accord") == asked + 1
    assert "exigée et vérifiée par la structure" in town.ines.last.text
    town.odile.say("/missions")
    assert "Trier" not in str(town.odile.last.labels), "not before a coordinator’s yes"


def test_what_a_partner_may_not_write_is_asked_again(town: Missions) -> None:
    bruno = town.bruno
    bruno.say("/partenaire")
    bruno.press("➕ Mission")
    bruno.press("Le voisinage")
    for wrong in ("x" * 4000, "Tri, 06 12 34 56 78", "voir https://exemple.fr", "🙂"):
        bruno.say(wrong)
        assert "Que fera-t-on" in bruno.last.text, wrong
    bruno.photo()
    bruno.say("Porter les courses de Mme Petit, malade")
    assert "la santé de quelqu’un" in bruno.last.text, "before many read it"
    bruno.press("Je change")
    bruno.say("<b>Trier</b> les vêtements")
    bruno.say("hier")
    assert "à venir" in bruno.last.text
    bruno.say("aujourd’hui")
    bruno.say("9 h")
    assert "déjà passée" in bruno.last.text
    bruno.say("18 h")
    bruno.say("2")
    assert "Heures ou minutes" in bruno.last.text
    bruno.say("1 h 30")
    for private in ("chez Mme Petit", "rue des Lilas, appartement 12", "bât C, 3e étage", "rue du Puits, digicode A1"):
        bruno.say(private)
        assert "lieu public" in bruno.last.text, private
    bruno.say("Salle des fêtes, 3 rue du Puits")
    assert "où quelqu’un habite" in bruno.last.text
    bruno.press("C’est ce que je veux")
    for wrong in ("0", "51", "trois cents", "5.5", "٣"):
        bruno.say(wrong)
        assert "Combien de places" in bruno.last.text, wrong
    bruno.say("50")
    bruno.say("Bruno")
    bruno.say("rue de Nulle-Part")
    assert "Je ne connais pas cette rue" in bruno.last.text
    bruno.press("Une autre rue")
    bruno.press("Toute la ville")
    bruno.press("16 ans")
    bruno.press("Tout public")
    bruno.say("Mutuelle")
    town.street.at(datetime(2026, 11, 24, 17, 30, tzinfo=UTC))
    bruno.press("Proposer")
    assert "À quelle heure" in bruno.last.text, "while it was written its hour went by"
    bruno.say("19 h")
    bruno.press("Proposer")
    assert "&lt;b&gt;Trier" in bruno.last.text
    town.street.at(datetime(2026, 11, 24, 18, 1, tzinfo=UTC))
    town.street.tick()
    assert "pas été validée à temps" in bruno.last.text
    town.ines.press("✅ Publier")
    assert town.state(town.newest()) is MissionState.CANCELLED
    assert not faults(town.street)


def test_when_a_structure_is_no_partner_any_more_who_said_yes_is_told_and_free(town: Missions) -> None:
    first = town.open(seats="1")
    take(town.odile, first)
    take(town.lucas, first)
    with town.street.session() as session:
        held = next(one for one in roles.in_states(session, RoleState.ACTIVE) if one.role is TownRole.PARTNER)
        console.revoke(Desk(session, town.street.now, town.street.content), held)
    town.street.deliver()
    for who in (town.odile, town.lucas):
        assert "plus partenaire" in who.last.text
    assert set(town.seats(first).values()) == {S.FREED}
    eve = town.partner("Eve", name="La Recyclerie")
    second = town.open(eve)
    take(town.odile, second)
    eve.say("/effacer")
    eve.press("Oui")
    assert "plus partenaire" in town.odile.last.text
    town.odile.say("/missions")
    assert "Aucune structure" in town.odile.last.text
    with town.street.session() as session:
        assert not session.connection().execute(select(table(Seat)).where(table(Seat).c.state == S.SEATED)).all()


def test_who_blocks_the_bot_leaves_or_is_erased_gives_their_seat_back(town: Missions) -> None:
    number = town.open()
    for who in (town.odile, town.lucas, town.fatou):
        take(who, number)
    town.odile.send(BotStatus("kicked"))
    town.street.deliver()
    town.lucas.press("Oui, je la prends")
    assert "ne peut plus venir" in " ".join(town.bruno.texts[-2:])
    assert "Lucas vient" in town.bruno.last.text
    town.lucas.say("/quitter")
    town.lucas.press("Oui")
    town.fatou.press("Oui, je la prends")
    town.fatou.say("/effacer")
    town.fatou.press("Oui")
    with town.street.session() as session:
        known = seating.find(session, OF, number)
    assert known is not None
    assert (known.taken, known.open) == (0, True)


def test_a_landlord_is_seen_in_its_own_buildings_alone(town: Missions) -> None:
    karim, lilas, autre = town.street.person("Karim"), town.street.group("Les Lilas"), town.street.group("Autre")
    install(lilas, karim)
    install(autre, karim)
    group, other = lilas.group, autre.group
    with town.street.session() as session:
        for one, tag in ((group, "habitat"), (other, "foyer")):
            session.connection().execute(insert(table(TownLink)).values(group_id=one.id, since=town.street.now))
            session.connection().execute(insert(table(GroupTag)).values(group_id=one.id, tag=tag))
    town.odile.press("Je participe", lilas)
    town.lucas.press("Je participe", autre)
    code = invited_with(town, "habitat")
    eve = town.street.person("Eve")
    eve.say(f"/partenaire {code}")
    eve.press("Accepter")
    town.ines.press("Confirmer")
    eve.press("J’accepte la charte")
    number = town.open(eve, about=None)
    town.at(25, 10, month=11)
    assert heard_in(lilas, "Trier les vêtements") == 1
    assert "Trier" not in " ".join(autre.texts)
    town.odile.say("/missions")
    assert "Trier" in str(town.odile.last.labels)
    town.lucas.say("/missions")
    assert "Trier" not in str(town.lucas.last.labels)
    take(town.lucas, number)
    town.lucas.tap(f"mission.see:{number}")
    assert town.seats(number) == {}
    town.odile.press("Je viens", lilas)
    assert town.seats(number) == {"Odile": S.SEATED}
    assert "Odile" not in " ".join(lilas.texts), "the group sees nobody"
    eve.tap(f"mission.cancelled:{number}")
    assert "terminées" in lilas.last.text
    assert "annulée" in town.odile.last.text


def invited_with(town: Missions, tag: str) -> str:
    town.ines.tap("role.invite")
    for label in ("Partenaire", "Bailleur"):
        town.ines.press(label)
    town.ines.say("Habitat du Val")
    town.ines.press(tag)
    town.ines.press("Préparer le lien")
    return town.ines.last.text.split("/partenaire ")[1][:11]


def test_a_groups_card_waits_for_its_turn_and_asks_nobody_twice_a_week_too_often(town: Missions) -> None:
    karim, lilas = town.street.person("Karim"), town.street.group("Les Lilas")
    install(lilas, karim)
    group = lilas.group
    with town.street.session() as session:
        session.connection().execute(insert(table(TownLink)).values(group_id=group.id, since=town.street.now))
    for n in range(3):
        town.open(title=f"Mission {'ABC'[n]} pour tous")
    town.at(25, 10, month=11)
    assert heard_in(lilas, "📌") == 2, "two posts a week, of whatever kind"


def heard_in(chat: Chat, words: str) -> int:
    return sum(words in text for text in chat.texts)


def test_a_month_without_a_need_brings_a_mission_to_who_can_come(town: Missions) -> None:
    from storage import agenda, asks

    number = town.open()
    person = town.odile.person_id
    with town.street.session() as session:
        asks.record(session, [person], town.street.now - timedelta(days=40))
        agenda.put(session, "asks.due", {person: town.street.now + timedelta(days=1)})
    town.at(25, 11, month=11)
    assert heard(town.odile, "Une structure d’ici cherche du monde") == 1
    town.odile.press("Oui, je viens")
    assert town.seats(number) == {"Odile": S.SEATED}
    assert not faults(town.street)


def test_a_structure_that_answers_nobody_is_asked_then_a_coordinator_is(town: Missions) -> None:
    number = town.open(day="15/12", seats="3")
    take(town.odile, number)
    take(town.lucas, number)
    town.at(26, 10, 31, month=11)
    assert "2 personnes attendent un mot" in town.bruno.last.text
    assert not heard(town.ines, "n’a pas répondu")
    town.at(29, 10, 31, month=11)
    town.at(30, 10, 31, month=11)
    assert heard(town.bruno, "attendent un mot") == 1
    assert heard(town.ines, "Les Jardins n’a pas répondu depuis cinq jours") == 1
    assert not heard(town.ines, "Odile")
    town.bruno.press("Accueillir le groupe")
    assert "2 personnes" in town.bruno.last.text
    assert "vous attend" in town.odile.last.text


def test_a_partner_never_reads_who_comes_to_anothers_mission(town: Missions) -> None:
    """Every command and button of the house, by another partner, a référent, a neighbour and a stranger."""
    from bot.handlers import HOUSE

    number = town.open()
    take(town.odile, number)
    seat = seat_of(town, number, town.odile)
    eve = town.partner("Eve", name="La Recyclerie")
    nadia = town.street.person("Nadia")
    join(nadia)
    person = nadia.person_id
    with town.street.session() as session:
        a_role(session, person, TownRole.REFERENT)
    stranger = town.street.person("Hugo")
    before = town.seats(number), town.state(number)
    for who in (eve, nadia, town.lucas, stranger):
        for n, name in enumerate(sorted(HOUSE.taps)):
            if not name.startswith(("mission", "partner")) or name in ("mission.take", "mission.will"):
                continue
            town.street.later(seconds=20)
            for subject in {number, seat}:
                for more in ("", ":1", ":0", ":1:0", ":flou"):
                    who.tap(f"{name}:{subject}{more}", n)
                    town.street.later(seconds=4)
        for order in ("missions", "partenaire", "monrole"):
            who.say(f"/{order}")
        who.say("/annuler")
        assert "Odile" not in " ".join([*who.texts, str([seen.labels for seen in who.phone.messages.values()])])
    assert (town.seats(number), town.state(number)) == before
    assert not faults(town.street)


def test_two_who_are_kept_apart_never_meet_on_a_mission(town: Missions) -> None:
    from storage.tables import Block

    number = town.open(seats="5")
    take(town.odile, number)
    odile, lucas = town.odile.person_id, town.lucas.person_id
    with town.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=lucas, other_id=odile, at=town.street.now))
    town.lucas.say("/missions")
    assert "Trier" not in str(town.lucas.last.labels)
    take(town.lucas, number)
    assert "Lucas" not in town.seats(number)


def test_an_old_button_of_a_coordinator_publishes_nothing_they_did_not_read(town: Missions) -> None:
    town.write(town.bruno)
    number = town.newest()
    old = town.ines.find("✅ Publier")
    change(town.bruno, number, "Le titre", "Vendre des billets")
    town.ines.press_on(*old)
    assert town.state(number) is MissionState.SENT
    assert "Vendre des billets" in town.ines.last.text
    town.ines.press("Ne pas publier")
    town.ines.press("Pas d’intérêt général")
    assert "n’est pas publiée" in town.bruno.last.text
    change(town.bruno, number, "Le titre", "Trier les livres")
    assert town.state(number) is MissionState.SENT, "proposed anew"
    town.ines.press("✅ Publier")
    town.bruno.press("Voir la mission")
    town.bruno.press("Copier")
    town.bruno.say("08/12")
    assert town.state(town.newest()) is MissionState.SENT
    town.bruno.tap(f"mission.close:{number}")
    take(town.odile, number)
    assert town.seats(number) == {}


def test_in_english_too(street: Street) -> None:
    made = a_town(street)
    there = Missions(made.street, made.ines)
    there.bruno = there.partner("Bruno")
    number = there.open()
    emma = street.person("Emma", "en")
    with street.session() as session:
        a_person(session, emma.id, first_name="Emma", language="en")
    take(emma, number)
    assert "Your seat" in emma.last.text


@on_both_engines
def test_a_mission_about_a_street_is_for_its_people_and_its_referent_may_publish_it(town: Missions) -> None:
    street, nadia, hugo = town.street, town.street.person("Nadia"), town.street.person("Hugo")
    lilas, autre, karim = street.group("Les Lilas"), street.group("Autre"), street.person("Karim")
    install(lilas, karim)
    install(autre, karim)
    groups = lilas.group, autre.group
    living = {name: getattr(town, name).person_id for name in ("odile", "lucas")}
    with street.session() as session:
        here, there = (zones.ensure(session, ZoneKind.STREET, label).id for label in ("rue des Lilas", "rue du Puits"))
        for group, zone in zip(groups, (here, there), strict=True):
            session.connection().execute(insert(table(TownLink)).values(group_id=group.id, since=street.now))
            session.connection().execute(update(table(NeighbourGroup)).where(
                table(NeighbourGroup).c.id == group.id).values(zone_id=zone))
        for name, zone in (("odile", here), ("lucas", there)):
            zones.leave(session, living[name])
            zones.settle(session, living[name], zone, street.now)
        for pilot, zone in ((nadia, here), (hugo, there)):
            person = a_person(session, pilot.id, first_name=pilot.first_name)
            a_role(session, person, TownRole.REFERENT, zone_id=zone)
    town.write(town.bruno, about="rue des Lilas")
    number = town.newest()
    assert "rue des Lilas" in nadia.last.text
    assert not heard(hugo, "attend votre accord")
    for who in (hugo, town.lucas, town.bruno):
        who.tap(f"mission.approve:{number}:0")
        who.tap(f"mission.refused:{number}:flou")
    assert town.state(number) is MissionState.SENT
    nadia.say("/referent")
    assert "Une mission à valider" in nadia.last.text
    nadia.tap(f"mission.judge:{number}")
    nadia.press("✅ Publier")
    town.ines.tap(f"mission.refused:{number}:flou")
    assert town.state(number) is MissionState.OPEN, "the first decides"
    town.at(25, 10, month=11)
    assert (heard_in(lilas, "📌"), heard_in(autre, "📌")) == (1, 0)
    town.lucas.say("/missions")
    take(town.lucas, number)
    assert "Trier" not in str(town.lucas.last.labels)
    town.odile.say("/missions")
    town.odile.press("Trier")
    take(town.odile, number)
    assert town.seats(number) == {"Odile": S.SEATED}
    town.bruno.tap(f"mission.copy:{number}")
    town.bruno.say("08/12")
    assert "rue des Lilas" in nadia.last.text
    assert not faults(street)
