"""Rounds of a partner: roles with seats, a food card, one stop at a time that disappears. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, select

from rules.console import TownRole
from rules.partners import CHARTER, PartnerKind
from rules.tours import TourRole, TourState
from storage import partners, tours
from storage.tables import Block, TownLink, metadata, table
from storage.tables.tours import Tour, TourStop
from tests.bot.scenes import faults
from tests.pilots import Pilot
from tests.world.peupliers import MORNING, Peupliers
from tests.world.rows import a_role

S = TourState
STARTS = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SECRET, OTHER = "la porte verte, chez Rose", "la grille bleue, chez Paul"


class Rounds(Peupliers):
    """Karim acts for « Les Jardins »; Nadia coordinates; Lucas and Fatou come."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.nadia = self.neighbour("Nadia")
        karim, nadia = self.karim.person_id, self.nadia.person_id
        with self.street.session() as session:
            a_role(session, nadia, TownRole.COORDINATOR)
            self.partner = partners.add(session, a_role(session, karim, TownRole.PARTNER), PartnerKind.ASSOCIATION,
                                        "Les Jardins")
            partners.change(session, self.partner, charter=CHARTER, charter_at=MORNING,
                            until=MORNING.replace(year=2027))
            session.connection().execute(insert(table(TownLink)).values(group_id=self.group, by_id=nadia,
                                                                        since=MORNING))

    def plan(self, seats: tuple[str, ...] = ("1", "0", "2", "0"), allergens: str = "Aucun des 14",
             stops: tuple[str, ...] = (SECRET, OTHER)) -> None:
        self.karim.say("/tournee")
        self.karim.press("➕ Tournée")
        for said in ("repas de Noël", "1er décembre", "10 h", "la salle des fêtes", "Ali, à l’accueil", *seats,
                     "demain"):
            self.karim.say(said)
        self.karim.press(allergens)
        if allergens != "Aucun des 14":
            return
        self.karim.press("Toujours au frais")
        for stop in stops:
            self.karim.say(stop)
        self.karim.press("C’est tout")
        self.karim.press("✅ Proposer")

    def publish(self) -> None:
        self.plan()
        self.nadia.press("✅ Publier")
        self.street.tick()

    def on_the_day(self) -> None:
        self.street.at(STARTS)
        self.street.tick()

    def everything(self) -> str:
        """All that every table holds."""
        with self.street.session() as session:
            return "\n".join(str(dict(row)) for each in metadata.sorted_tables
                             for row in session.connection().execute(select(each)).mappings())

    def stops(self) -> list[int]:
        with self.street.session() as session:
            return list(session.connection().execute(select(table(TourStop).c.position).order_by(
                table(TourStop).c.position)).scalars())


@pytest.fixture
def street(sqlite_engine: Engine) -> Rounds:
    return Rounds(sqlite_engine)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("<b>", "").replace("</b>", "")


def on_screen(who: Pilot) -> str:
    return plain("\n".join(who.texts))


def test_from_the_plan_to_the_last_stop_each_wiped_when_it_is_done(street: Rounds) -> None:
    street.plan()
    assert "la mairie valide" in street.karim.last.text
    assert SECRET not in on_screen(street.nadia), "the list stays with the structure"
    street.nadia.press("✅ Publier")
    street.street.tick()
    card = plain(street.chat.last.text)
    assert "Tournée : repas de Noël, avec Les Jardins" in card
    assert "Gardé au frais" in card
    assert street.chat.last.labels == ["🍲 Cuisiner", "🚲 Livrer"]
    street.lucas.press("Livrer", street.chat)
    assert "Ali, à l’accueil" in on_screen(street.lucas)
    assert SECRET not in on_screen(street.lucas)
    assert "Lucas vient" in on_screen(street.karim)
    street.lucas.tap("tour.next:1")
    assert "plus actif" in street.lucas.toast, "not before the day"
    street.on_the_day()
    street.lucas.tap("tour.next:1")
    assert SECRET in on_screen(street.lucas)
    assert OTHER not in on_screen(street.lucas)
    assert SECRET not in "\n".join(line for line in street.everything().splitlines() if "position" not in line), (
        "said once, it stands in the table of stops alone")
    street.lucas.tap("tour.next:1")
    assert OTHER not in on_screen(street.lucas), "one at a time"
    street.fatou.tap("tour.done:1")
    assert "plus actif" in street.fatou.toast, "a stranger"
    street.lucas.press("C’est fait")
    assert SECRET not in street.everything(), "a finished stop is nowhere any more"
    assert SECRET not in on_screen(street.lucas), "nor on the telephone"
    street.lucas.press("Arrêt suivant")
    assert OTHER in on_screen(street.lucas)
    street.lucas.press("Personne n’ouvre")
    assert "à l’arrêt n° 2, personne n’a ouvert" in on_screen(street.karim)
    assert "Lucas" not in plain(street.karim.last.text)
    assert OTHER not in street.everything() + on_screen(street.lucas)
    street.lucas.press("Arrêt suivant")
    assert "plus d’arrêt" in street.lucas.last.text
    street.street.later(hours=12)
    street.street.tick()
    street.street.later(hours=12)
    street.street.tick()
    assert "Merci d’avoir pris part" in on_screen(street.lucas)
    assert street.row(Tour, 1).state is S.DONE
    assert not faults(street.street)


def test_stops_that_nobody_opens_are_told_by_their_number_and_wiped_at_the_end(street: Rounds) -> None:
    street.publish()
    street.lucas.tap("tour.take:1:bring")
    street.on_the_day()
    street.lucas.tap("tour.next:1")
    street.street.later(hours=4)
    street.street.tick()
    assert "ne sont pas faits : n° 1, 2" in on_screen(street.karim)
    street.street.later(hours=8)
    street.street.tick()
    assert street.stops() == []
    assert SECRET not in street.everything() + on_screen(street.lucas)


def test_who_delivers_and_cannot_any_more_leaves_their_stop_to_another(street: Rounds) -> None:
    street.publish()
    for who in (street.lucas, street.fatou):
        who.tap("tour.take:1:bring")
    street.on_the_day()
    street.lucas.tap("tour.next:1")
    street.lucas.say("/effacer")
    street.lucas.press("Oui, effacer")
    street.fatou.tap("tour.next:1")
    assert SECRET in on_screen(street.fatou)
    street.fatou.tap("tour.leave:1")
    assert SECRET not in on_screen(street.fatou)
    assert street.stops() == [1, 2]
    street.fatou.tap("tour.next:1")
    assert "plus actif" in street.fatou.toast


def test_cancelled_everybody_knows_and_no_stop_is_left(street: Rounds) -> None:
    street.publish()
    street.lucas.tap("tour.take:1:cook")
    street.fatou.tap("tour.cancelled:1")
    assert "réservé" in street.fatou.toast
    street.karim.tap("tour.cancel:1")
    street.karim.press("Oui, annuler")
    assert "est annulée" in on_screen(street.lucas)
    assert "C’est terminé" in street.chat.last.text
    assert street.stops() == []
    street.fatou.tap("tour.take:1:cook")
    assert "Merci de votre élan" in street.fatou.toast


def test_without_allergens_or_a_yes_of_the_town_nothing_is_published(street: Rounds) -> None:
    street.plan(allergens="Je ne sais pas")
    assert "Sans les allergènes" in street.karim.last.text
    assert street.newest(Tour) == 0
    street.plan()
    street.fatou.tap("tour.pass:1")
    assert street.row(Tour, 1).state is S.SENT
    street.nadia.press("Pas cette fois")
    assert "pas publiée cette fois" in on_screen(street.karim)
    assert street.stops() == []
    assert "Tournée" not in on_screen(street.fatou) + plain("\n".join(street.chat.texts))


def test_each_wrong_answer_has_its_sentence(street: Rounds) -> None:
    street.fatou.say("/tournee")
    assert "Aucune tournée" in street.fatou.last.text
    street.karim.say("/tournee")
    street.karim.press("➕ Tournée")
    street.karim.say("x" * 4000)
    assert "un peu long" in street.karim.last.text
    street.karim.photo()
    assert "clavier" in street.karim.last.text
    for said in ("des <b>tartes</b>", "demain", "10 h"):
        street.karim.say(said)
    street.karim.say("chez moi, 12 rue des Lilas")
    assert "Jamais une adresse privée" in street.karim.last.text
    street.karim.say("la salle")
    street.karim.say("Ali")
    for said in ("-1", "21", "beaucoup"):
        street.karim.say(said)
        assert "de 0 à 20" in street.karim.last.text
    for _role in range(4):
        street.karim.say("0")
    assert "Aucun rôle n’a de place" in street.karim.last.text


def test_kept_apart_they_do_not_come_together(street: Rounds) -> None:
    street.publish()
    street.lucas.tap("tour.take:1:cook")
    one, other = street.fatou.person_id, street.lucas.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=one, other_id=other, at=street.street.now))
    street.fatou.tap("tour.take:1:bring")
    assert "Merci de votre élan" in street.fatou.toast
    with street.street.session() as session:
        assert tours.places(session, 1)[TourRole.BRING] == (2, 2)
