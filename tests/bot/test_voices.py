"""What a street says: a question a month, what is missing, what the town hall answers. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, delete, insert, select, update

from rules.console import TownRole
from rules.voices import ENOUGH, shown
from storage import voices
from storage.tables import Block, NeighbourGroup, RoleHeld, TownLink, table
from storage.tables.voices import VoiceNeed, VoiceVote
from tests.bot.scenes import faults
from tests.pilots import Pilot, fresh_sqlite
from tests.world.peupliers import Peupliers
from tests.world.rows import a_role


class Street(Peupliers):
    """Nadia looks after the street, Inès coordinates; the group is linked to the town."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.nadia, self.inès = self.referent(), self.neighbour("Inès", joined=False)
        inès, karim = self.inès.person_id, self.karim.person_id
        with self.street.session() as session:
            a_role(session, inès, TownRole.COORDINATOR)
            session.connection().execute(insert(table(TownLink)).values(
                group_id=self.group, by_id=karim, since=self.street.now))

    def ask_month(self, day: int = 14) -> None:
        """In December, from the middle on."""
        self.street.at(datetime(2026, 12, day, 10, 0, tzinfo=UTC))
        for _again in range(4):
            self.street.tick()

    def questions(self) -> int:
        return sum("La question du mois" in seen.text for seen in self.chat.phone.messages.values())

    def votes(self) -> list[int]:
        with self.street.session() as session:
            return list(session.connection().execute(select(table(VoiceVote).c.choice)).scalars())

    def missing(self, who: Pilot, text: str = "Un banc devant l’école") -> None:
        who.say("/voix")
        who.press("Dire ce qui manque")
        who.press("🌳 Lieux et nature")
        who.say(text)

    def texts(self) -> list[str]:
        with self.street.session() as session:
            return list(session.connection().execute(select(table(VoiceNeed).c.text)).scalars())


@pytest.fixture
def here(engine: Engine) -> Street:
    return Street(engine)


@pytest.fixture
def lite(tmp_path: Path) -> Street:
    return Street(fresh_sqlite(tmp_path))


def test_one_question_a_month_one_answer_each_to_be_changed_and_taken_away(here: Street) -> None:
    here.ask_month()
    assert here.questions() == 1
    here.ask_month(16)
    assert here.questions() == 1, "once a month"
    options = list(here.chat.last.labels)
    here.odile.press(options[0], here.chat)
    assert "c’est compté" in here.chat.toast
    here.odile.press(options[0], here.chat)
    here.odile.press(options[1], here.chat)
    assert "C’est changé" in here.chat.toast
    here.lucas.press(options[1], here.chat)
    assert here.votes() == [1, 1]
    for forged in ("voice.say:1:9", "voice.say:1:-1", "voice.say:7:0", "voice.say:1"):
        here.odile.tap(forged, 1, here.chat)
        assert "n’est plus actif" in here.chat.toast
    here.odile.tap("voice.say:1:0", 1)
    assert here.votes() == [1, 1], "only where it was asked"
    stranger = here.neighbour("Basile", joined=False)
    here.street.gone.add((here.chat.value, stranger.id))
    stranger.tap("voice.say:1:0", here.chat.last.id, here.chat)
    assert here.votes() == [1, 1]
    assert not any("2" in seen.text for seen in here.chat.phone.messages.values() if "question" in seen.text)
    here.odile.say("/effacer")
    here.odile.press("Oui")
    assert here.votes() == [1], "an erasure takes the answer away"
    assert not faults(here.street)


def test_what_is_missing_is_read_first_and_only_its_theme_counts(here: Street) -> None:
    here.missing(here.odile)
    here.odile.press("✅ Le dire")
    assert "C’est noté" in here.odile.last.text
    here.karim.tap("voice.read:1", 1)
    assert "n’est plus actif" in here.karim.toast
    here.nadia.press("👉 Relire")
    assert "Un banc devant l’école" in here.nadia.last.text
    assert "Odile" not in here.nadia.last.text
    here.nadia.press("✅ Cela compte")
    assert "compte maintenant dans le baromètre" in here.odile.last.text
    assert here.texts() == [""], "its words go once they are read"
    with here.street.session() as session:
        assert voices.needs(session) == {("rue des Peupliers", "lieux"): 1}
    here.inès.tap("voice.board", 1)
    assert "Pas encore cinq personnes" in here.inès.last.text
    here.odile.tap("voice.board", 1)
    assert "réservé" in here.odile.toast


def test_whoever_reads_it_over_never_learns_whose_word_it_is(here: Street) -> None:
    """Not in the list of what waits either; and it is no business of somebody whom its author blocked since."""
    here.missing(here.odile)
    here.odile.press("✅ Le dire")
    here.nadia.say("/referent")
    assert "Ce qui manque, à relire" in here.nadia.last.text
    assert "Odile" not in here.nadia.last.text
    odile, nadia = here.odile.person_id, here.nadia.person_id
    with here.street.session() as session:
        session.connection().execute(insert(table(Block)).values(
            person_id=odile, other_id=nadia, at=here.street.now))
    here.nadia.say("/referent")
    assert "Ce qui manque" not in here.nadia.last.text
    here.nadia.tap("voice.read:1", 1)
    assert "n’est plus actif" in here.nadia.toast
    here.inès.tap("voice.read:1", 1)
    assert "Un banc devant l’école" in here.inès.last.text, "the town hall may"


def test_nobody_reads_over_their_own_word(lite: Street) -> None:
    agnès, roles = lite.neighbour("Agnès"), table(RoleHeld)
    nadia, number = lite.nadia.person_id, agnès.person_id
    with lite.street.session() as session:
        session.connection().execute(delete(roles).where(roles.c.person_id == nadia))
        session.connection().execute(update(roles).values(person_id=number))
        session.connection().execute(update(table(NeighbourGroup)).values(installed_by=None))
    lite.missing(agnès)
    agnès.press("✅ Le dire")
    assert "Personne ne peut encore relire" in agnès.toast + agnès.last.text
    assert lite.texts() == []


def test_a_word_about_somebody_is_sent_back_and_the_fourth_waits_for_next_month(lite: Street) -> None:
    odile = lite.odile
    lite.missing(odile, "Il faudrait que Lucas tonde sa pelouse")
    assert "Quelqu’un y est nommé" in odile.last.text
    for typed, words in (("Chez Mme Petit c’est trop sombre", "nommé"), ("Au 12 rue des Lilas il fait noir", "adresse"),
                         ("x" * 4000, "200"), ("Écrivez à odile@exemple.fr", "numéro ou un lien")):
        odile.say(typed)
        assert words in odile.last.text
    odile.photo()
    odile.say("Un <b>banc</b> devant l’école")
    assert "&lt;b&gt;banc&lt;/b&gt;" in odile.last.text
    odile.press("✅ Le dire")
    lite.nadia.press("👉 Relire")
    lite.nadia.press("🙏 Pas tel quel")
    assert "n’est pas retenu" in odile.last.text
    for _again in range(2):
        lite.missing(odile)
        odile.press("✅ Le dire")
    odile.say("/voix")
    odile.press("Dire ce qui manque")
    assert "trois choses" in odile.toast
    odile.say("/voix", lite.chat)
    assert "en privé" in lite.chat.last.text


def test_the_town_hall_answers_in_the_groups_that_were_asked_within_their_week(lite: Street) -> None:
    inès = lite.inès
    lite.ask_month()
    inès.tap("voice.reply", 1)
    inès.say("Trois bancs seront posés au printemps.")
    inès.press("✅ Envoyer")
    lite.street.tick()
    assert "vous répond" in lite.chat.last.text
    assert "Trois bancs" in lite.chat.last.text
    inès.tap("voice.reply", 1)
    inès.say("Et une table, en mai.")
    inès.press("✅ Envoyer")
    lite.street.tick()
    assert "une table" not in lite.chat.last.text, "the group had its two messages of the week"
    lite.street.at(datetime(2026, 12, 21, 10, 0, tzinfo=UTC))
    lite.street.tick()
    assert "une table" in lite.chat.last.text


def test_a_group_that_does_without_or_is_not_linked_is_not_asked(lite: Street) -> None:
    lite.karim.tap(f"modules.set:{lite.group}:voices:0", 1)
    lite.ask_month()
    assert lite.questions() == 0
    lite.odile.say("/voix")
    assert "Ce groupe a choisi de s’en passer" in lite.odile.last.text


def test_no_figure_of_fewer_than_five_is_rendered_nor_can_be_taken_from_another() -> None:
    """A thousand towns: no cell below five; what is counted together comes from places that are all hidden."""
    random = Random(5)
    for _town in range(1000):
        counted = {(f"rue {place}", str(what)): random.randrange(0, 12)
                   for place in range(random.randrange(1, 9)) for what in range(4)}
        cells = shown(counted)
        assert all(cell.people >= ENOUGH for cell in cells)
        for cell in cells:
            small = [n for (where, what), n in counted.items() if what == cell.what and n < ENOUGH]
            assert cell.people == (counted[cell.where, cell.what] if cell.where else sum(small))
        assert len({(cell.where, cell.what) for cell in cells}) == len(cells)
