"""Projects of neighbours: an idea, three who are in, a plan, missions, how it went. All people are fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, select

from rules.console import TownRole
from rules.projects import ProjectState
from storage.engine import open_engine
from storage.tables import Block, table
from storage.tables.projects import Project
from tests.bot.scenes import faults
from tests.pilots import Pilot
from tests.world.engines import ENGINES
from tests.world.peupliers import Peupliers
from tests.world.rows import a_role

IDEA = "Repeindre le hall d’entrée"
S = ProjectState


class Shared(Peupliers):
    """Odile has the idea; Lucas, Fatou and Nadia are in; Karim runs the group; Sonia coordinates for the town."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.nadia, self.marc = self.neighbour("Nadia"), self.neighbour("Marc")
        self.sonia = self.neighbour("Sonia", joined=False)
        number = self.sonia.person_id
        with self.street.session() as session:
            a_role(session, number, TownRole.COORDINATOR)
        self.three = (self.lucas, self.fatou, self.nadia)

    def propose(self, what: str = IDEA, who: Pilot | None = None) -> None:
        who = who or self.odile
        who.say("/projet")
        who.press("Proposer une idée")
        who.say(what)
        who.press("✅ Proposer")

    def in_(self, *people: Pilot) -> None:
        for one in people:
            one.press("J’en suis", self.chat)

    def backed(self) -> None:
        self.propose()
        self.later(minutes=5)
        self.in_(*self.three)

    def plan(self, insured: str = "Celle de chaque foyer") -> None:
        self.odile.press("📝 Le plan")
        self.odile.say("Deux couches de blanc, du sol au plafond")
        self.odile.say("5/12/2026")
        self.odile.press("Le matin")
        self.odile.say("des bâches, un escabeau et du café")
        self.odile.press(insured)
        self.odile.press("✅ C’est bien ça")

    def opened(self) -> None:
        self.backed()
        self.plan()
        self.later(minutes=5)

    def later(self, **span: float) -> None:
        self.street.later(**span)
        self.street.tick()

    def states(self) -> list[ProjectState]:
        project = table(Project)
        with self.street.session() as session:
            return list(session.connection().execute(select(project.c.state).order_by(project.c.id)).scalars())

    def part(self, one: Pilot, other: Pilot) -> None:
        pair = one.person_id, other.person_id
        with self.street.session() as session:
            session.connection().execute(insert(table(Block)).values(
                person_id=pair[0], other_id=pair[1], at=datetime(2026, 11, 24, tzinfo=UTC)))


@pytest.fixture
def street(request: pytest.FixtureRequest) -> Iterator[Shared]:
    engine = open_engine(str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")))
    yield Shared(engine)
    engine.dispose()


both = pytest.mark.parametrize("street", ENGINES, indirect=True)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("<b>", "").replace("</b>", "")


def in_group(street: Shared) -> str:
    return plain("\n".join(street.chat.texts))


def read(who: Pilot) -> str:
    return plain("\n".join(who.texts))


@both
def test_from_an_idea_to_a_hall_that_is_white(street: Shared) -> None:
    street.propose()
    assert "sans votre nom" in street.odile.last.text
    street.later(minutes=5)
    assert IDEA in in_group(street)
    assert "Odile" not in in_group(street)
    street.in_(street.lucas, street.fatou)
    assert "Lucas en est" in read(street.odile)
    assert street.states() == [S.IDEA]
    street.odile.tap("project.plan:1")
    assert "d’abord trois personnes" in street.odile.toast
    street.in_(street.nadia)
    assert street.states() == [S.BACKED]
    assert "Trois personnes en sont" in in_group(street)
    street.odile.press("Qui appuie")
    street.odile.press("La loge")
    street.odile.press("C’est tout")
    assert "Appui : la loge" in plain(street.odile.last.text)
    street.plan()
    assert street.states() == [S.OPEN]
    street.odile.press("➕ Une mission")
    street.odile.say("Apporter un escabeau")
    street.odile.press("1")
    street.later(minutes=5)
    assert "samedi 5 décembre" in in_group(street)
    street.lucas.press("Ce qu’il faut", street.chat)
    street.lucas.press("Apporter un")
    street.lucas.press("Je m’en charge")
    assert "Lucas s’en charge : Apporter un escabeau" in read(street.odile)
    street.fatou.tap("project.take:1")
    assert "déjà prise" in street.fatou.toast
    street.street.at(datetime(2026, 12, 4, 17, 5, tzinfo=UTC))
    street.street.tick()
    assert "C’est demain" in plain(street.lucas.last.text)
    street.street.at(datetime(2026, 12, 6, 17, 5, tzinfo=UTC))
    street.street.tick()
    street.later(hours=16)
    assert "Est-ce que cela s’est fait" in plain(street.odile.last.text)
    street.odile.press("✅ Oui")
    street.odile.press("De 5 à 10")
    street.odile.say("Le hall est blanc, et on a bien ri")
    assert street.states() == [S.DONE]
    street.later(days=3)
    assert "C’est fait : Repeindre le hall" in in_group(street)
    assert not faults(street.street)


@both
def test_no_path_skips_the_three_neighbours(street: Shared) -> None:
    street.propose()
    street.later(minutes=5)
    for name in ("plan", "support", "done", "add"):
        street.odile.tap(f"project.{name}:1")
        assert street.states() == [S.IDEA], name
    street.odile.tap("project.in:1")
    assert "trois autres personnes" in street.odile.toast
    street.in_(street.lucas, street.lucas, street.fatou)
    assert street.states() == [S.IDEA], "the same one twice is one"
    street.in_(street.nadia)
    assert street.states() == [S.BACKED]
    street.odile.press("📝 Le plan")
    street.nadia.press("Je n’en suis plus")
    assert street.states() == [S.IDEA]
    assert "14 jours" in plain(street.odile.last.text)
    street.odile.say("Deux couches de blanc")
    assert street.states() == [S.IDEA]
    street.in_(street.nadia)
    street.plan()
    assert street.states() == [S.OPEN]
    assert not faults(street.street)


def test_blocked_people_never_meet_there(street: Shared) -> None:
    street.part(street.fatou, street.odile)
    street.part(street.marc, street.lucas)
    street.propose()
    street.later(minutes=5)
    street.in_(street.lucas)
    for one in (street.fatou, street.marc):
        street.in_(one)
        assert "ne cherche plus personne" in street.chat.toast
        one.tap("project.see:1")
        assert "n’est plus actif" in one.toast
        one.say("/projet")
        assert "Repeindre" not in str(one.last.labels)
    street.nadia.say("/projet")
    assert "Repeindre" in str(street.nadia.last.labels)


@pytest.mark.parametrize(("words", "said"), [
    ("Ouvrir mon commerce de pizzas", "ni un commerce ni un parti"),
    ("Une réunion électorale pour notre candidat", "ni un commerce ni un parti"),
    ("Un goûter, appelez le 06 12 34 56 78", "Sans numéro"), ("bon", "au moins 4"), ("x" * 4000, "un peu long"),
    ("Aider Mme Petit au 12 rue des Lilas", "où quelqu’un habite")])
def test_an_idea_serves_the_neighbourhood_and_names_nobody(street: Shared, words: str, said: str) -> None:
    street.odile.say("/projet")
    street.odile.press("Proposer une idée")
    street.odile.say(words)
    assert said in plain(street.odile.last.text)
    if "Je change" in str(street.odile.last.labels):
        street.odile.press("Je change")
    street.odile.photo()
    assert street.states() == []
    street.odile.say("Un goûter <b>dans la cour</b> 🍰")
    street.odile.press("✅ Proposer")
    street.later(minutes=5)
    assert "Un goûter &lt;b&gt;dans la cour&lt;/b&gt; 🍰" in in_group(street)


def test_a_stranger_presses_in_vain(street: Shared) -> None:
    street.opened()
    street.odile.tap("project.add:1")
    street.odile.say("Apporter un escabeau")
    street.odile.press("1")
    for who in (street.marc, street.lucas):
        for name in ("plan", "support", "add", "drop", "ask_drop", "again", "done", "carry", "refuse", "untask",
                     "town", "answer"):
            who.tap(f"project.{name}:1")
            assert street.states() == [S.OPEN], name
    ines = street.street.person("Inès")
    ines.tap("project.in:1", chat=street.chat)
    ines.tap("project.tasks:1")
    assert street.states() == [S.OPEN]
    assert "escabeau" not in read(ines)


def test_fourteen_days_a_word_then_forty_five_thanks(street: Shared) -> None:
    street.propose()
    street.later(minutes=5)
    street.in_(street.lucas)
    street.later(days=14, minutes=1)
    assert "il manque encore 2 personnes" in plain(street.odile.last.text)
    assert "l’idée se repose" in in_group(street), "no button that does nothing"
    assert "J’en suis" not in str(street.chat.last.labels)
    street.fatou.tap("project.in:1", chat=street.chat)
    assert "l’idée se repose" in plain(street.chat.toast)
    street.odile.press("🔁 Reproposer")
    street.later(days=1)
    assert in_group(street).count(f"« {IDEA} »") == 2
    assert "J’en suis" in str(street.chat.last.labels)
    street.in_(street.fatou)
    street.later(days=31)
    assert street.states() == [S.ARCHIVED]
    for one in (street.odile, street.lucas, street.fatou):
        assert "L’idée se range" in read(one)
    assert "L’idée se range" in in_group(street)
    street.odile.tap("project.again:1")
    assert street.states() == [S.ARCHIVED]
    assert not faults(street.street)


def test_a_plan_that_nobody_goes_on_with_ends_too(street: Shared) -> None:
    street.backed()
    street.later(days=14, minutes=1)
    assert sum("Deux semaines sans nouvelles" in text for text in street.odile.texts) == 1
    street.later(days=10)
    assert sum("Deux semaines sans nouvelles" in text for text in street.odile.texts) == 1
    street.later(days=22)
    assert street.states() == [S.ARCHIVED]


@both
def test_who_carries_it_goes_and_one_of_those_who_are_in_goes_on(street: Shared) -> None:
    street.opened()
    street.odile.say("/effacer")
    street.odile.press("Oui, effacer")
    street.later(minutes=5)
    assert "passe la main" in plain(street.lucas.last.text)
    street.lucas.press("Je le porte")
    assert "Le plan" in str(street.lucas.last.labels)
    street.fatou.press("Je le porte")
    assert "n’est plus actif" in street.fatou.toast
    assert "une autre personne le porte" in read(street.fatou)
    assert street.states() == [S.OPEN]
    assert not faults(street.street)


def test_who_carries_it_goes_and_nobody_is_in_it_ends_and_its_words_go(street: Shared) -> None:
    street.propose()
    street.later(minutes=5)
    street.odile.say("/effacer")
    street.odile.press("Oui, effacer")
    street.later(minutes=5)
    assert street.states() == [S.CANCELLED]
    assert "Le projet s’arrête là" in in_group(street)
    assert IDEA not in in_group(street)
    street.propose(who=street.lucas)
    street.later(minutes=5)
    street.in_(street.fatou)
    street.lucas.say("/effacer")
    street.lucas.press("Oui, effacer")
    street.later(minutes=5)
    street.later(days=15)
    assert street.states() == [S.CANCELLED, S.ARCHIVED]


def test_the_town_sees_what_asks_for_it_and_lends_a_room(street: Shared) -> None:
    street.backed()
    street.sonia.say("/file")
    assert "à appuyer" not in str(street.sonia.last.labels)
    street.sonia.tap("project.town:1")
    assert "n’est plus actif" in street.sonia.toast
    street.odile.press("Qui appuie")
    street.odile.press("La mairie")
    street.odile.press("C’est tout")
    assert "Votre demande attend la réponse de la mairie" in street.odile.last.text
    street.later(minutes=5)
    assert "demande votre appui" in street.sonia.last.text
    street.plan()
    street.later(minutes=5)
    street.sonia.say("/referent")
    assert "demande l’appui de la mairie" in street.sonia.last.text
    street.sonia.press("Lire et répondre")
    assert "Odile" not in street.sonia.last.text
    assert "Deux couches" in street.sonia.last.text
    street.sonia.press("✍ Répondre")
    street.sonia.press("Une salle")
    street.sonia.press("Du matériel")
    street.sonia.press("C’est tout")
    street.sonia.say("Demandez Ali, à l’accueil")
    street.sonia.press("✅ Envoyer")
    street.later(days=7)
    assert "La mairie prête une salle et du matériel." in read(street.odile)
    assert "Demandez Ali" in read(street.odile)
    assert "elle prête une salle et du matériel" in in_group(street)
    assert "Ali" not in in_group(street)
    street.sonia.tap("project.answer:1")
    assert "n’est plus actif" in street.sonia.toast


def test_a_group_that_has_had_its_two_posts_waits_and_its_author_knows(street: Shared) -> None:
    for who, what in ((street.odile, IDEA), (street.lucas, "Un goûter dans la cour"),
                      (street.fatou, "Un potager en bacs")):
        street.propose(what, who)
    street.later(minutes=5)
    street.later(days=1)
    assert "Un potager en bacs" not in in_group(street)
    assert sum("y paraîtra dès qu’il y aura de la place" in plain(text) for text in street.fatou.texts) == 1
    street.later(days=7)
    assert "Un potager en bacs" in in_group(street)
    street.fatou.say("/projet", street.chat)
    assert "d’abord en privé" in plain(street.chat.last.text)


def test_without_an_insurance_it_is_kept_but_not_told(street: Shared) -> None:
    street.backed()
    street.plan("Pas encore")
    assert street.states() == [S.BACKED]
    assert "Il manque l’assurance" in plain(street.odile.last.text)
    street.odile.press("📝 Le plan")
    street.odile.press("Garder ce texte")
    street.odile.say("5/12/2026")
    street.odile.press("Le matin")
    street.odile.press("Garder ce texte")
    street.odile.press("Une association")
    street.odile.press("C’est bien ça")
    assert street.states() == [S.OPEN]


def test_who_looks_after_the_place_takes_away_what_is_no_project(street: Shared) -> None:
    street.propose("Vendre nos vieux livres à tout le quartier")
    street.later(minutes=5)
    street.karim.press("La retirer")
    assert street.states() == [S.REFUSED]
    assert "n’y voit pas un projet de voisinage" in street.odile.last.text
    assert "Vendre" not in in_group(street)


def test_from_an_idea_of_geste(street: Shared) -> None:
    street.odile.tap("geste.idea")
    street.odile.say("Fleurir le pied des arbres")
    street.odile.press("✅ Proposer")
    street.odile.press("En faire un projet")
    street.odile.press("Garder ce texte")
    street.odile.press("✅ Proposer")
    street.later(minutes=5)
    assert "Fleurir le pied des arbres" in in_group(street)


def test_who_proposed_it_stops_it_and_who_was_in_is_thanked(street: Shared) -> None:
    street.backed()
    street.odile.tap("project.ask_drop:1")
    street.odile.press("Oui, arrêter")
    street.later(minutes=5)
    assert "Merci à qui l’a porté" in plain(street.lucas.last.text)
    assert street.states() == [S.CANCELLED]
    street.odile.tap("project.drop:1")
    assert "n’est plus actif" in street.odile.toast


def test_what_was_stopped_does_not_count_among_the_three_one_may_carry(street: Shared) -> None:
    for number, what in enumerate(("Un banc", "Des bacs à fleurs", "Une corde à linge"), 1):
        street.propose(what)
        street.odile.tap(f"project.drop:{number}")
    street.propose("Un potager en bacs")
    assert street.states() == [S.CANCELLED] * 3 + [S.IDEA]
    for what in ("Un goûter", "Une fête"):
        street.propose(what)
    street.odile.tap("project.new")
    assert "déjà trois projets" in street.odile.toast
