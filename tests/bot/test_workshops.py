"""Ateliers: a street gathers what is needed, each a little, and the group hears of it four times. All fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, insert, select

from content.pages.press import print_page
from messages.workshops import WorkshopStep
from rules.workshops import WorkshopState, leading, read_amount, where_problem
from storage.engine import open_engine
from storage.tables import Block, table
from storage.tables.workshops import Pledge, Workshop
from tests.bot.scenes import faults
from tests.pilots import Pilot
from tests.world.engines import ENGINES
from tests.world.peupliers import Peupliers

S = WorkshopState


class Together(Peupliers):
    """Nadia looks after the street; Odile launches, Lucas and Fatou bring."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.nadia = self.referent()

    def propose(self, what: str = "200 masques", who: Pilot | None = None) -> None:
        who = who or self.odile
        who.say("/atelier")
        who.press("Lancer un atelier")
        who.say(what)
        who.say("l’accueil de la mairie")
        who.say("12/12")
        who.press("✅ Proposer")

    def launch(self, what: str = "200 masques") -> None:
        self.propose(what)
        self.nadia.press("👉 Relire")
        self.nadia.press("✅ On le lance")

    def bring(self, who: Pilot, amount: str, number: int = 1) -> None:
        who.tap(f"workshop.bring:{number}")
        who.say(amount)
        if "Jusqu’au" in who.last.text:
            who.press("✅ J’apporte")
        self.street.tick()

    def later(self, **span: float) -> None:
        self.street.later(**span)
        self.street.tick()

    @property
    def held(self) -> tuple[WorkshopState, int, int]:
        """State, promised, and the same recounted from what each promised."""
        row = self.row(Workshop, 1)
        with self.street.session() as session:
            total = session.connection().execute(select(func.sum(table(Pledge).c.amount))).scalar_one()
        return row.state, row.pledged, int(total or 0)

    def in_group(self) -> str:
        return "\n".join(self.chat.texts).replace("\u00a0", " ").replace("\u202f", " ").replace("<b>", "").replace(
            "</b>", "")


@pytest.fixture
def street(request: pytest.FixtureRequest) -> Iterator[Together]:
    engine = open_engine(str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")))
    yield Together(engine)
    engine.dispose()


def plain(who: Pilot) -> str:
    return who.last.text.replace("\u00a0", " ").replace("\u202f", " ")


both = pytest.mark.parametrize("street", ENGINES, indirect=True)


@both
def test_from_an_idea_to_the_whole_each_step_told_once(street: Together) -> None:
    street.propose()
    assert "relit" in street.odile.last.text
    assert "masques" not in street.in_group(), "read over first"
    assert "masques" not in "\n".join(street.nadia.texts)
    street.nadia.press("👉 Relire")
    assert "200 masques" in street.nadia.last.text
    street.nadia.press("✅ On le lance")
    card = street.in_group()
    assert "Atelier : 200 masques" in card
    assert "mairie" not in card, "the place is for who brings"
    assert "Odile" not in card
    street.bring(street.lucas, "40")
    assert "l’accueil de la mairie" in street.lucas.last.text
    assert "%" not in street.in_group(), "a fifth is no step"
    street.bring(street.fatou, "une douzaine")
    assert "52 déjà promis, 26 %" in street.in_group()
    assert [seen for seen in street.chat.phone.messages.values() if "26" in seen.text][-1].screen.attachment is not None
    street.lucas.press("Je ne peux plus")
    street.bring(street.lucas, "39")
    assert street.held == (S.OPEN, 51, 51)
    assert street.in_group().count(" %") == 1, "told once, whatever goes and comes back"
    street.bring(street.karim, "169")
    assert street.held == (S.OPEN, 220, 220)
    assert street.in_group().count(" %") == 1, "the group has had its two posts of this week"
    assert "un peu plus tard" in street.odile.last.text
    street.later(days=6)
    assert "220 déjà promis, 110 %" in street.in_group()
    assert "Le compte y est" in street.in_group()
    for _day in range(3):
        street.later(days=1)
    assert street.in_group().count(" %") == 2, "a half and three quarters are past: nobody hears of them"
    assert not faults(street.street)


@both
def test_zero_less_and_too_many_have_a_sentence_each_and_the_ceiling_holds(street: Together) -> None:
    street.launch()
    street.lucas.tap("workshop.bring:1")
    for said, heard in (("0", "Un seul suffit"), ("-5", "Un seul suffit"), ("10000", "220 au plus"),
                        ("10 000", "220 au plus"), ("beaucoup", "nombre entier"), ("2,5", "nombre entier"),
                        ("5 ou 6", "nombre entier"), ("x" * 4000, "C’est un peu long"), ("<b>", "nombre entier")):
        street.lucas.tap("workshop.bring:1")
        street.lucas.say(said)
        assert heard in street.lucas.last.text, said
    street.lucas.photo()
    assert "clavier" in street.lucas.last.text
    street.lucas.say("220")
    street.lucas.press("✅ J’apporte")
    assert street.held == (S.OPEN, 220, 220)
    street.fatou.tap("workshop.bring:1")
    assert "Le compte y est" in street.fatou.toast
    street.lucas.tap("workshop.bring:1")
    street.lucas.say("10")
    street.lucas.press("✅ J’apporte")
    assert street.held == (S.OPEN, 10, 10), "a full goal may still be changed by who promised"
    street.bring(street.fatou, "210")
    assert street.held == (S.OPEN, 220, 220)


def test_it_ends_with_thanks_and_who_brought_is_left_in_peace(street: Together) -> None:
    street.launch()
    street.bring(street.lucas, "10")
    street.bring(street.fatou, "5")
    street.lucas.press("C’est déposé")
    assert "Déposé : 10" in plain(street.lucas)
    street.lucas.press("Pas encore déposé")
    street.lucas.press("C’est déposé")
    street.lucas.tap("workshop.back:1")
    assert "plus actif" in street.lucas.toast, "what is there is there"
    street.street.at(datetime(2026, 12, 9, 17, 5, tzinfo=UTC))
    street.street.tick()
    assert "il en manque 185" in street.odile.last.text
    street.street.at(datetime(2026, 12, 11, 17, 5, tzinfo=UTC))
    street.street.tick()
    assert "Est-ce déposé" in street.fatou.last.text
    assert "Est-ce déposé" not in "\n".join(street.lucas.texts)
    street.street.at(datetime(2026, 12, 12, 19, 5, tzinfo=UTC))
    street.street.tick()
    assert "L’atelier est terminé" in street.in_group()
    street.later(hours=14)
    for who in (street.odile, street.lucas, street.fatou):
        assert "15 sur 200 masques" in plain(who)
    street.fatou.tap("workshop.bring:1")
    assert "terminé" in street.fatou.toast
    assert street.in_group().count(" %") == 0
    assert not faults(street.street)


def test_stopped_or_its_author_erased_nobody_sets_out_for_nothing(street: Together) -> None:
    street.launch()
    street.bring(street.lucas, "10")
    street.fatou.tap("workshop.stop:1")
    assert "plus actif" in street.fatou.toast, "a stranger"
    street.odile.say("/effacer")
    street.odile.press("Oui, effacer")
    assert "plus besoin de déposer ce que vous aviez promis" in plain(street.lucas)
    assert "L’atelier s’arrête là" in street.in_group()
    with street.street.session() as session:
        assert session.connection().execute(select(func.count()).select_from(table(Workshop))).scalar() == 0
    assert not faults(street.street)


def test_who_leaves_gives_back_what_was_not_brought(street: Together) -> None:
    street.launch()
    street.bring(street.lucas, "10")
    street.bring(street.fatou, "5")
    street.fatou.press("C’est déposé")
    for who in (street.lucas, street.fatou):
        who.say("/effacer")
        who.press("Oui, effacer")
    assert (street.row(Workshop, 1).pledged, street.row(Workshop, 1).deposited) == (5, 5), "what is there stays there"


def test_stopped_by_its_author_and_asked_of_nobody_again(street: Together) -> None:
    street.launch()
    street.bring(street.lucas, "10")
    street.odile.say("/atelier")
    street.odile.press("200 masques")
    street.odile.press("Arrêter l’atelier")
    street.odile.press("Oui, l’arrêter")
    assert "plus besoin" in street.lucas.last.text
    street.later(days=20)
    assert "Est-ce déposé" not in "\n".join(street.lucas.texts), "no reminder of what is off"
    street.odile.tap("workshop.stop:1")
    assert "plus actif" in street.odile.toast


def test_refused_or_read_by_nobody_its_author_knows(street: Together) -> None:
    street.propose()
    street.lucas.tap("workshop.pass:1")
    assert "plus actif" in street.lucas.toast
    street.nadia.press("👉 Relire")
    street.nadia.press("Pas cette fois")
    assert "pas lancé cette fois" in street.odile.last.text
    street.propose("20 colis")
    street.street.at(datetime(2026, 12, 12, 19, 5, tzinfo=UTC))
    street.street.tick()
    street.later(hours=14)
    assert "n’a pu relire" in street.odile.last.text
    assert "colis" not in street.in_group()


def test_who_looks_after_the_street_launches_at_once_and_blocked_neighbours_never_meet(street: Together) -> None:
    street.propose("30 <b>jouets</b>", who=street.nadia)
    assert "C’est lancé" in street.nadia.last.text
    assert "30 &lt;b&gt;jouets&lt;/b&gt;" in street.chat.last.text
    one, other = street.nadia.person_id, street.lucas.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=one, other_id=other, at=street.street.now))
    street.lucas.say("/atelier")
    assert not [label for label in street.lucas.last.labels if "jouets" in label]
    street.lucas.tap("workshop.bring:1")
    assert "Merci de votre élan" in street.lucas.toast


def test_a_place_is_public_and_an_answer_that_says_too_much_is_asked_again(street: Together) -> None:
    street.odile.say("/atelier", street.chat)
    assert "en privé" in street.chat.last.text
    street.odile.say("/atelier")
    street.odile.press("Lancer un atelier")
    for said, heard in (("10000 masques", "2000 au plus"), ("1 masque", "au moins 2"), ("www.exemple.fr", "Sans lien"),
                        ("12", "3 lettres")):
        street.odile.say(said)
        assert heard in street.odile.last.text, said
    street.odile.say("colis de Noël")
    street.odile.say("0")
    assert "au moins 2" in street.odile.last.text
    street.odile.say("vingt")
    street.odile.say("chez moi, 12 rue des Lilas")
    assert "Jamais une adresse privée" in street.odile.last.text
    street.odile.say("l’école")
    street.odile.say("hier")
    street.odile.say("demain")
    assert "20 colis de Noël" in plain(street.odile)
    assert where_problem("3e étage, sonnez chez Dupont") is not None
    assert where_problem("la mairie, l’école") is None


def test_a_number_is_read_as_people_write_it() -> None:
    assert [read_amount(said) for said in ("12", "12 masques", "2 000", "10.000", "une dizaine", "cinq", "0", "-3", "٥")
            ] == [12, 12, 2000, 10000, 10, 5, 0, -3, 5]
    assert [read_amount(said) for said in ("1,5", "5 ou 6", "beaucoup", "", "9" * 30)] == [None] * 5
    assert [leading(said) for said in ("200 masques", "1 000 briques", "colis 2026", "3e colis")] == [
        (200, "masques"), (1000, "briques"), (None, "colis 2026"), (None, "3e colis")]


def test_the_picture_shows_what_its_words_say() -> None:
    day = datetime(2026, 12, 12, tzinfo=UTC).date()
    for what, drawn in (("masques", True), ("W" * 50, True), ("colis 🎁", False), ("口罩", False)):
        step = WorkshopStep(1, what, 200, 104, day, day)
        assert (step.picture() is not None) is drawn
        if found := step.picture():
            assert print_page("atelier", found.facts, "png").startswith(b"\x89PNG")
        assert "52" in str(step.told()[0].values["percent"])


def test_what_waits_to_be_read_says_whose_it_is_and_nothing_of_somebody_who_is_kept_apart(street: Together) -> None:
    street.propose()
    street.nadia.say("/referent")
    assert "Odile : Un atelier à relire" in street.nadia.last.text.replace("\u00a0", " ")
    odile, nadia = street.odile.person_id, street.nadia.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=odile, other_id=nadia, at=street.street.now))
    street.nadia.say("/referent")
    assert "atelier" not in street.nadia.last.text
