"""Heroes of ordinary civility: told by one, read by another, said as far as they wish. All people are fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, select

from rules.console import TownRole
from rules.heroes import HeroState
from storage import agenda
from storage.engine import open_engine
from storage.tables import Block, Message, Participation, table
from storage.tables.heroes import Hero
from tests.bot.scenes import faults
from tests.pilots import Pilot
from tests.world.engines import ENGINES
from tests.world.peupliers import Peupliers
from tests.world.rows import a_role

WHAT = "Chaque matin d’hiver, le trottoir de l’école est salé avant huit heures."
S = HeroState


class Honours(Peupliers):
    """Nadia looks after the street; Odile tells, Lucas did it."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.nadia = self.referent()

    def tell(self, what: str = WHAT, who: str = "Une autre personne", whole: str = "") -> None:
        self.odile.say("/heros")
        self.odile.press("Raconter un geste")
        self.odile.press(who)
        if whole:
            self.odile.say(whole)
        self.odile.say(what)
        self.odile.press("✅ Proposer")

    def read(self) -> None:
        self.nadia.press("👉 Relire")
        self.nadia.press("✅ On lui demande")

    def open(self, who: Pilot) -> None:
        """The message that Odile passes on."""
        _seen, button = self.odile.find("Lire et décider")
        assert button.start is not None
        who.start(button.start)

    def said_yes(self, degree: str = "✅ Prénom") -> None:
        self.tell()
        self.read()
        self.open(self.lucas)
        self.lucas.press(degree)

    def helped(self) -> int:
        """Lucas helped Odile, who says so. The hand."""
        hand = self.agreed()
        self.street.at(datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
        self.odile.tap(f"after.yes:{hand}")
        return hand

    def later(self, **span: float) -> None:
        self.street.later(**span)
        self.street.tick()

    def states(self) -> list[HeroState]:
        with self.street.session() as session:
            return list(session.connection().execute(select(table(Hero).c.state).order_by(table(Hero).c.id)).scalars())

    def kept(self) -> str:
        """Everything that the tables of stories and messages hold."""
        with self.street.session() as session:
            return "\n".join(str(dict(row)) for of in (Hero, Message) for row in session.connection().execute(
                select(table(of))).mappings())


@pytest.fixture
def street(request: pytest.FixtureRequest) -> Iterator[Honours]:
    engine = open_engine(str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")))
    yield Honours(engine)
    engine.dispose()


both = pytest.mark.parametrize("street", ENGINES, indirect=True)


def in_group(street: Honours) -> str:
    return "\n".join(street.chat.texts).replace("\u00a0", " ").replace("<b>", "").replace("</b>", "")


@both
def test_nothing_is_said_before_the_tap_and_as_much_as_they_agreed_to(street: Honours) -> None:
    street.tell()
    assert "La personne qui veille sur la rue relit" in street.odile.last.text
    assert WHAT not in "\n".join(street.nadia.texts), "read on a screen that does not stay"
    street.read()
    assert "rien ne paraît sans un oui" in "\n".join(street.odile.texts)
    street.later(days=3)
    assert "À l’honneur" not in in_group(street)
    street.open(street.lucas)
    assert WHAT in street.lucas.last.text
    street.lucas.press("✅ Sans nom")
    assert "Il paraîtra bientôt" in street.lucas.last.text
    street.lucas.press("✏️ Changer")
    street.lucas.press("✅ Prénom et rue")
    assert "Lucas, rue des Peupliers" in street.lucas.last.text
    assert "À l’honneur" not in in_group(street)
    street.later(hours=2)
    assert "À l’honneur : Lucas, rue des Peupliers" in in_group(street)
    assert WHAT in in_group(street)
    assert "Odile" not in in_group(street)
    assert "sans votre prénom" in street.odile.last.text
    assert "à l’honneur dans" in street.lucas.last.text
    assert not faults(street.street)


@both
def test_taken_back_it_is_nowhere_any_more(street: Honours) -> None:
    street.said_yes()
    street.later(hours=2)
    street.odile.tap("hero.gone:1", chat=street.chat)
    assert "Seule la personne" in street.chat.toast
    street.lucas.tap("hero.out:1")
    assert "retiré, partout" in street.lucas.last.text
    assert "À l’honneur" not in in_group(street)
    assert "Chaque matin" not in "\n".join(line for line in street.kept().splitlines() if "heroes.card" in line)
    assert street.states() == [S.WITHDRAWN]
    street.lucas.tap("hero.out:1")
    assert "Ce bouton n’est plus actif" in street.lucas.toast


def test_too_old_to_be_taken_away_it_says_that_it_was(street: Honours) -> None:
    street.said_yes()
    street.later(hours=2)
    street.later(days=20)
    street.lucas.press("↩ C’est moi", street.chat)
    assert WHAT not in in_group(street)


def test_a_yes_turned_into_a_no_and_a_stranger_pressing(street: Honours) -> None:
    street.said_yes()
    for tap in ("hero.say:1:name", "hero.no:1", "hero.out:1", "hero.mine:1", "hero.town:1:oui", "hero.read:1"):
        street.fatou.tap(tap)
        assert "Ce bouton n’est plus actif" in street.fatou.toast, tap
    street.open(street.fatou)
    assert "n’est plus à décider" in street.fatou.last.text, "the first who opened it was asked"
    street.lucas.tap("hero.no:1")
    assert "personne n’en saura rien" in street.lucas.last.text
    assert "ne paraîtra pas" in street.odile.last.text
    assert "Lucas" not in street.odile.last.text
    street.later(days=2)
    assert "À l’honneur" not in in_group(street)
    assert street.states() == [S.DECLINED]


def test_ones_own_geste_has_another_place(street: Honours) -> None:
    street.odile.say("/heros")
    street.odile.press("Raconter un geste")
    street.odile.press("🙋 Moi")
    assert "/jaifait" in street.odile.last.text
    street.tell()
    street.read()
    street.open(street.odile)
    assert "/jaifait" in street.odile.last.text
    street.open(street.nadia)
    assert "Vous avez relu ce récit" in street.nadia.last.text
    assert street.states() == [S.ASKED]


def test_who_never_answers_is_reminded_once_then_it_is_archived_with_thanks(street: Honours) -> None:
    street.tell()
    street.read()
    street.open(street.lucas)
    asked = sum(WHAT in text for text in street.lucas.texts)
    street.later(days=7, minutes=1)
    assert sum("On ne redemandera pas" in text for text in street.lucas.texts) == 1
    street.later(days=7)
    assert sum(WHAT in text for text in street.lucas.texts) == asked + 1
    street.later(days=8)
    assert street.states() == [S.LAPSED]
    assert "ne paraîtra pas" in street.odile.last.text
    assert "Lucas" not in street.odile.last.text
    street.lucas.tap("hero.say:1:name")
    assert "n’est plus actif" in street.lucas.toast


def test_a_letter_nobody_opens_and_a_story_nobody_reads_end_too(street: Honours) -> None:
    street.tell()
    street.tell("Un panier de pommes devant chaque porte, en octobre.")
    street.read()
    street.later(days=7, minutes=1)
    assert sum("Personne n’a encore ouvert" in text for text in street.odile.texts) == 1
    street.later(days=30)
    assert street.states() == [S.LAPSED, S.LAPSED]


def test_who_reads_it_first_may_say_not_as_it_is_and_finds_it_in_their_list(street: Honours) -> None:
    street.tell()
    street.nadia.say("/referent")
    assert "Un récit « À l’honneur » à relire" in street.nadia.last.text.replace("\u00a0", " ")
    street.nadia.press("👉 Relire")
    assert WHAT in street.nadia.last.text
    street.nadia.press("Pas tel quel")
    assert "Racontez seulement le geste" in street.odile.last.text
    assert "Chaque matin" not in "\n".join(line for line in street.kept().splitlines() if "'token'" in line)


@pytest.mark.parametrize(("words", "said"), [
    ("Il a aidé, 06 12 34 56 78", "Sans numéro"), ("Voir http://exemple.fr pour la photo", "Sans lien"),
    ("bon", "au moins 10"), ("x" * 4000, "un peu long"), ("Au 12 rue des Lilas, elle a salé", "où quelqu’un habite")])
def test_what_is_told_is_a_geste_and_nothing_else(street: Honours, words: str, said: str) -> None:
    street.odile.say("/heros")
    street.odile.press("Raconter un geste")
    street.odile.press("Une autre personne")
    street.odile.say(words)
    assert said in street.odile.last.text.replace("\u00a0", " ")
    assert street.states() == []


def test_a_landing_a_class_by_whoever_speaks_for_it(street: Honours) -> None:
    street.tell("Les feuilles du parc, ramassées <b>un samedi</b> 🍂.", "Un palier", "la classe de CM2")
    street.read()
    street.open(street.fatou)
    assert "la classe de CM2" in street.fatou.last.text
    street.fatou.press("✅ Notre nom")
    street.later(hours=2)
    assert "la classe de CM2" in in_group(street)
    assert "&lt;b&gt;un samedi&lt;/b&gt; 🍂" in in_group(street)
    assert "Fatou" not in in_group(street)


def test_who_was_helped_is_put_forward_as_well_as_who_helped(street: Honours) -> None:
    street.helped()
    street.lucas.say("/heros")
    street.lucas.press("Raconter un geste")
    street.lucas.press("Odile")
    street.lucas.say("Elle tient la porte et un mot gentil pour chacun.")
    street.lucas.press("✅ Proposer")
    street.read()
    assert "vous mettre à l’honneur" in street.odile.last.text


def test_from_a_merci(street: Honours) -> None:
    hand = street.helped()
    street.odile.tap(f"thanks.to:{hand}")
    street.odile.press("Pour votre temps")
    street.odile.press("🌟 À l’honneur")
    street.odile.say(WHAT)
    assert "Pour Lucas" in street.odile.last.text
    street.odile.press("✅ Proposer")
    street.read()
    assert WHAT in street.lucas.last.text


def test_two_kept_apart_never_meet_here(street: Honours) -> None:
    street.tell()
    street.read()
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(
            person_id=2, other_id=3, at=street.street.now))
    street.open(street.lucas)
    assert "n’est plus à décider" in street.lucas.last.text


def test_three_a_month_and_two_posts_a_week_at_most(street: Honours) -> None:
    with street.street.session() as session:
        for _n in range(6):
            session.connection().execute(insert(table(Hero)).values(
                token="t", group_id=street.group, author_id=2, nominee_id=3, what=WHAT, whole="", state=S.AGREED,
                degree="name", town=False, reminded=False, created_at=street.street.now,
                changed_at=street.street.now))
        agenda.put(session, "heroes.publish", dict.fromkeys(range(1, 7), street.street.now))
    start, said = len(street.chat.texts), {}
    for _day in range(24):
        street.later(days=1)
        said[street.street.now.strftime("%d/%m")] = len(street.chat.texts) - start
    assert said["29/11"] == 2, "two posts a week"
    assert sum("dès qu’il y a une place" in text for text in street.odile.texts) == 4, "each told once that it waits"
    assert said["30/11"] == 3
    assert said["18/12"] == 6, "three more in December, and no more"


def test_who_leaves_takes_their_story_along_and_who_told_it_goes_unnamed(street: Honours) -> None:
    street.said_yes()
    street.later(hours=2)
    street.odile.say("/effacer")
    street.odile.press("Oui, effacer")
    assert WHAT in in_group(street), "it is theirs by now"
    street.lucas.say("/quitter")
    street.lucas.press("Oui, quitter")
    assert WHAT not in in_group(street)
    assert street.states() == [S.WITHDRAWN]


def test_the_town_hall_reads_of_whom_it_may_invite_by_another_consent(street: Honours) -> None:
    with street.street.session() as session:
        a_role(session, 1, TownRole.COORDINATOR)
    street.said_yes("✅ Sans nom")
    street.later(hours=2)
    street.karim.tap("hero.guests")
    assert "Personne n’a encore accepté" in street.karim.last.text
    street.lucas.press("Oui, elle peut")
    street.karim.tap("hero.guests")
    assert "Lucas" in street.karim.last.text
    street.lucas.press("↩ Retirer")
    street.karim.tap("hero.guests")
    assert "Personne n’a encore accepté" in street.karim.last.text


def test_in_a_group_it_goes_on_in_private_and_nobody_reads_it_where_nobody_may(street: Honours) -> None:
    street.odile.say("/heros", street.chat)
    street.odile.press("Continuer en privé", street.chat)
    assert "À l’honneur" in street.odile.last.text
    with street.street.session() as session:
        session.connection().execute(table(Participation).delete().where(
            table(Participation).c.person_id == 2))
    street.odile.press("Raconter un geste")
    assert "Entrez d’abord dans le groupe" in street.odile.toast
