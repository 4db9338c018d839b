"""Good practices: read by kind of place, copied once a group, told from what was done. All people are fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, select

from rules.console import TownRole
from rules.practices import PracticeState
from rules.projects import ProjectState
from storage import people, practices, zones
from storage.engine import open_engine
from storage.tables import GesteIdea, GesteTap, table
from storage.tables.practices import Practice
from storage.tables.projects import Project
from tests.bot.scenes import faults
from tests.bot.test_projects import Shared, in_group, plain, read
from tests.pilots import Pilot
from tests.world.engines import ENGINES
from tests.world.peupliers import MORNING
from tests.world.rows import a_group, a_person, a_role

S = PracticeState


class Elsewhere(Shared):
    """Rue du Port has a group too: Hugo and Inès are in it, Nora runs it."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.port = self.street.group("Rue du Port")
        self.hugo, self.ines, self.nora = (self.street.person(name) for name in ("Hugo", "Inès", "Nora"))
        with self.street.session() as session:
            numbers = [a_person(session, one.id, first_name=one.first_name) for one in (
                self.nora, self.hugo, self.ines)]
            there = a_group(session, -self.port.value, name="Rue du Port", installed_by=numbers[0], zone_id=self.zone,
                            geste_rhythm="never")
            for number in numbers:
                zones.settle(session, number, self.zone, MORNING)
                people.take_part(session, number, there, MORNING)
        karim = self.karim.person_id
        with self.street.session() as session:
            a_role(session, karim, TownRole.REFERENT, zone_id=self.zone)

    def copy(self, who: Pilot, title: str = "Un café sur le pal", ground: str = "Immeuble") -> None:
        who.say("/idees")
        who.press(ground)
        while title not in plain(str(who.last.labels)):
            who.press("➡ Suite")
        who.press(title)
        who.press("Copier chez nous")

    def done(self) -> None:
        self.opened()
        self.street.at(datetime(2026, 12, 6, 9, 0, tzinfo=UTC))
        self.odile.tap("project.done:1")
        self.odile.press("De 5 à 10")
        self.odile.press("Sans un mot")

    def tell(self, named: str = "Oui, le dire") -> None:
        self.odile.press("En faire une pratique")
        self.odile.press("Garder ce texte")
        for tap in ("Immeuble", "C’est tout", "Moins de 30", "De 4 à 10", "Une journée"):
            self.odile.press(tap)
        self.odile.say("D’abord on vide le hall, puis on peint, enfin on goûte.")
        self.odile.say("Bien aérer, et prévenir la veille.")
        for tap in ("L’affiche", named, "✅ Envoyer"):
            self.odile.press(tap)

    def told(self) -> list[PracticeState]:
        one = table(Practice)
        with self.street.session() as session:
            return list(session.connection().execute(select(one.c.state).order_by(one.c.id)).scalars())

    def adopted(self, code: str) -> int:
        with self.street.session() as session:
            return practices.adopted(session, [code]).get(code, 0)


@pytest.fixture
def street(request: pytest.FixtureRequest) -> Iterator[Elsewhere]:
    engine = open_engine(str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")))
    yield Elsewhere(engine)
    engine.dispose()


both = pytest.mark.parametrize("street", ENGINES, indirect=True)


def test_a_card_says_what_it_costs_how_and_what_to_mind(street: Elsewhere) -> None:
    street.odile.say("/idees", street.chat)
    assert "en privé" in street.chat.last.text
    street.odile.say("/idees")
    street.odile.press("École")
    street.odile.press("👉")
    pages = []
    for _turn in range(3):
        pages.append(plain(street.odile.last.text))
        assert len(street.odile.last.text) <= 300
        street.odile.press("➡ Suite")
    assert "💶" in pages[0]
    assert "👥" in pages[0]
    assert "⏱" in pages[0]
    assert "1. " in pages[1]
    assert "🧺 Il faut" in pages[2]
    for ground in ("Immeuble", "Pavillons", "Village", "École"):
        street.odile.say("/idees")
        street.odile.press(ground)
        assert len(street.odile.last.text) <= 300
        assert street.odile.last.labels


@both
def test_copied_twice_it_opens_the_first_and_groups_are_counted(street: Elsewhere) -> None:
    street.copy(street.odile)
    assert "Comme tout projet : trois personnes" in plain(street.odile.last.text)
    street.odile.press("✅ Proposer")
    assert "C’est copié" in street.odile.last.text
    street.copy(street.lucas)
    assert "Votre groupe l’a déjà copiée : voici son projet" in plain(street.lucas.last.text)
    assert "J’en suis" in str(street.lucas.last.labels)
    assert street.adopted("c-cafe-du-palier") == 1
    street.copy(street.hugo)
    street.hugo.press("✅ Proposer")
    assert street.adopted("c-cafe-du-palier") == 2
    street.later(minutes=5)
    assert "Un café sur le palier" in in_group(street)
    street.in_(*street.three)
    street.odile.press("📝 Le plan")
    assert "premier jeudi du mois" in plain(street.odile.last.text)
    assert street.states() == [ProjectState.BACKED, ProjectState.IDEA]
    assert not faults(street.street)


def test_a_copy_that_ended_before_anything_took_place_may_be_made_again(street: Elsewhere) -> None:
    street.copy(street.odile)
    street.odile.press("✅ Proposer")
    street.odile.tap("project.drop:1")
    assert street.adopted("c-cafe-du-palier") == 0
    street.copy(street.lucas)
    street.lucas.press("✅ Proposer")
    assert street.adopted("c-cafe-du-palier") == 1
    assert street.states() == [ProjectState.CANCELLED, ProjectState.IDEA]


@both
def test_born_of_what_was_done_read_first_and_copied_elsewhere(street: Elsewhere) -> None:
    street.done()
    street.tell()
    assert "On relit" in street.odile.last.text
    assert street.told() == [S.SENT]
    street.hugo.tap("practice.see:n1:0")
    assert "n’est plus actif" in street.hugo.toast
    street.karim.say("/referent")
    assert "Une bonne pratique à relire" in plain(street.karim.last.text)
    street.karim.press("Relire")
    assert "D’abord on vide le hall" in plain(street.karim.last.text)
    assert "serait nommé : Les Peupliers" in plain(street.karim.last.text)
    street.karim.press("La proposer")
    assert "est maintenant une bonne pratique" in plain(street.odile.last.text)
    street.copy(street.hugo, "Repeindre le hall")
    street.hugo.press("✅ Proposer")
    assert "votre idée voyage" in plain(street.odile.last.text)
    assert "Adoptée par un groupe" in plain(street.odile.last.text)
    assert "Hugo" not in street.odile.last.text
    street.ines.tap("practice.see:n1:0")
    assert "Née dans « Les Peupliers »" in plain(street.ines.last.text)
    assert "Odile" not in read(street.ines)
    street.odile.tap("practice.from:1")
    assert "déjà racontée" in plain(street.odile.toast)
    assert street.told() == [S.PUBLISHED]
    assert not faults(street.street)


def test_the_group_is_named_by_consent_and_no_more_once_its_author_is_gone(street: Elsewhere) -> None:
    street.done()
    street.tell("Non, sans le nom")
    street.karim.press("Relire")
    street.karim.press("La proposer")
    street.hugo.tap("practice.see:n1:0")
    assert "Née dans" not in plain(street.hugo.last.text)
    street.odile.say("/effacer")
    street.odile.press("Oui, effacer")
    street.hugo.tap("practice.see:n1:0")
    assert "Repeindre le hall" in street.hugo.last.text


def test_refused_taken_back_or_never_read_it_is_nowhere(street: Elsewhere) -> None:
    street.done()
    street.tell()
    street.karim.press("Relire")
    street.karim.press("Pas telle quelle")
    assert "raconter autrement" in street.odile.last.text
    assert street.told() == [S.REFUSED]
    one = table(Practice)
    with street.street.session() as session:
        session.connection().execute(one.update().values(state=S.SENT, title="Repeindre"))
    street.odile.tap("practice.mine:1")
    street.odile.press("La retirer")
    assert street.told() == [S.WITHDRAWN]
    for tap in ("practice.mine:1", "practice.out:1", "practice.read:1", "practice.pass:1", "practice.see:n1:0",
                "practice.copy:n1", "practice.copy:c-rien", "practice.see:n:0"):
        street.odile.tap(tap)
        assert "n’est plus actif" in street.odile.toast, tap


def test_strangers_and_those_apart(street: Elsewhere) -> None:
    street.done()
    for who in (street.lucas, street.hugo):
        who.tap("practice.from:1")
        assert "n’est plus actif" in who.toast
    street.tell()
    for tap in ("practice.read:1", "practice.pass:1", "practice.keep:1", "practice.out:1", "practice.mine:1"):
        street.lucas.tap(tap)
        assert "n’est plus actif" in street.lucas.toast, tap
    street.karim.press("Relire")
    street.karim.press("La proposer")
    street.part(street.hugo, street.odile)
    street.hugo.tap("practice.see:n1:0")
    assert "n’est plus actif" in street.hugo.toast


@pytest.mark.parametrize(("words", "said"), [
    ("Voir http://exemple.fr", "Sans lien"), ("x" * 4000, "un peu long"), ("Chez Odile, au 3e étage", "où quelqu’un"),
    ("abc", "au moins 4")])
def test_what_is_told_names_nobody(street: Elsewhere, words: str, said: str) -> None:
    street.done()
    street.odile.press("En faire une pratique")
    street.odile.photo()
    street.odile.say(words)
    assert said in plain(street.odile.last.text)
    assert street.told() == []


def test_a_geste_that_comes_back_is_offered_once_to_who_had_the_idea(street: Elsewhere) -> None:
    people_ = [one.person_id for one in (street.odile, street.lucas, street.fatou, street.nadia, street.marc)]
    with street.street.session() as session:
        idea = session.connection().execute(insert(table(GesteIdea)).values(
            person_id=people_[0], group_id=street.group, text="Rentrer les poubelles d’à côté", state="adopted",
            at=MORNING).returning(table(GesteIdea).c.id)).scalar_one()
        for turn in range(10):
            session.connection().execute(insert(table(GesteTap)).values(
                person_id=people_[turn % 5], geste=f"idea-{idea}", day=date(2026, 11, 1) + timedelta(days=turn),
                action="done", owner=f"g{street.group}", at=MORNING))
    for _week in range(2):
        street.later(days=7, minutes=5)
        street.later(minutes=5)
    assert sum("revient souvent" in text for text in street.odile.texts) == 1
    street.odile.press("En faire une pratique")
    assert "Rentrer les poubelles" in street.odile.last.text


def test_somebody_of_two_groups_chooses(street: Elsewhere) -> None:
    number, there = street.odile.person_id, street.port.group.id
    with street.street.session() as session:
        people.take_part(session, number, there, MORNING)
    street.copy(street.odile)
    street.odile.press("Rue du Port")
    street.odile.press("✅ Proposer")
    project = table(Project)
    with street.street.session() as session:
        assert session.connection().execute(select(project.c.group_id)).scalar_one() == there


def test_in_the_version_simple(street: Elsewhere) -> None:
    street.odile.say("/reglages")
    street.odile.tap("set.simple")
    street.odile.tap("practice.see:c-cafe-du-palier:0")
    assert "On boit un café ensemble" in plain(street.odile.last.text)

