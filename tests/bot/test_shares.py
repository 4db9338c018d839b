"""Sharing what is left: its food card, one part a person, ended at its hour. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, func, insert, select

from rules.calendar import StepKind
from rules.food import read_allergens
from rules.shares import ShareState, ends
from storage.tables import Block, table
from storage.tables.shares import Claim, Share
from tests.bot.scenes import faults
from tests.pilots import Pilot, catalogue
from tests.world.peupliers import Peupliers

S = ShareState


@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    return Peupliers(sqlite_engine)


def begin(who: Pilot, what: str = "soupe de courge", count: str = "2", before: str = "20 h",
          place: str = "devant la loge") -> None:
    """As far as the question on allergens."""
    who.say("/partage")
    who.press("Partager à manger")
    for said in (what, count, before, place, "demain"):
        who.say(said)


def share(street: Peupliers, who: Pilot | None = None, allergens: str = "beurre et farine") -> None:
    who = who or street.odile
    begin(who)
    if allergens:
        who.press("Oui, je les écris")
        who.say(allergens)
    else:
        who.press("Aucun des 14")
    who.press("Toujours au frais")
    who.press("✅ Partager")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def in_group(street: Peupliers) -> str:
    return plain("\n".join(street.chat.texts)).replace("<b>", "").replace("</b>", "")


def claims(street: Peupliers) -> int:
    with street.street.session() as session:
        return int(session.connection().execute(select(func.count()).select_from(table(Claim))).scalar_one())


def test_two_parts_before_eight_from_the_card_to_the_end(street: Peupliers) -> None:
    share(street)
    assert "C’est annoncé" in street.odile.last.text
    card = in_group(street)
    assert "À partager : soupe de courge" in card
    assert "2 parts, avant mardi 24 novembre à 20 h" in card
    assert "Allergènes : Gluten, Lait" in card
    assert "Gardé au frais" in card
    assert "mercredi 25 novembre" in card
    assert "Odile" not in card
    assert "loge" not in card
    street.lucas.press("Je prends une part", street.chat)
    assert "devant la loge" in street.lucas.last.text
    assert "Odile vous attend" in plain(street.lucas.last.text)
    assert "Lucas vient prendre une part" in street.odile.last.text
    assert "1 part, avant" in in_group(street)
    street.lucas.press("Je prends une part", street.chat)
    assert claims(street) == 1, "one each"
    street.fatou.tap("share.take:1")
    assert "Une part est pour vous" in street.fatou.last.text
    assert "Tout a trouvé preneur" in in_group(street)
    street.karim.tap("share.take:1", chat=street.chat)
    assert "plus de part" in street.chat.toast
    street.fatou.press("Je ne viens plus")
    assert "de nouveau libre" in street.odile.last.text
    street.karim.tap("share.take:1")
    assert "Une part est pour vous" in street.karim.last.text
    street.street.at(datetime(2026, 11, 24, 19, 1, tzinfo=UTC))
    street.street.tick()
    assert "C’est terminé" in in_group(street)
    assert (street.row(Share, 1).state, claims(street)) == (S.OVER, 0)
    street.fatou.tap("share.take:1")
    assert "l’heure est passée" in street.fatou.last.text
    street.street.later(hours=14)
    street.street.tick()
    assert "2 parts ont trouvé preneur" in plain("\n".join(street.odile.texts))
    assert not faults(street.street)


def test_the_geste_of_the_soup_leads_there(street: Peupliers) -> None:
    assert catalogue().geste("part-de-soupe").step.kind is StepKind.SHARE
    street.odile.tap("geste.next:partager:")
    street.odile.press("Partager à manger")
    assert "Que partagez-vous" in street.odile.last.text


def test_no_allergens_said_and_nothing_is_published(street: Peupliers) -> None:
    for said, cold, heard in (("Je ne sais pas", "", "Sans les allergènes"),
                              ("Aucun des 14", "Pas toujours au frais", "le froid a manqué")):
        begin(street.odile)
        street.odile.press(said)
        if cold:
            street.odile.press(cold)
        assert heard in street.odile.last.text
    begin(street.odile)
    street.odile.press("Oui, je les écris")
    for said in ("aucune idée", "kryptonite", "de la", "123"):
        street.odile.say(said)
        assert "par exemple « lait, gluten »" in plain(street.odile.last.text)
    assert read_allergens("Traces de FRUITS À COQUE, œufs") == (("oeufs", "coques"), "")
    assert "À partager" not in in_group(street)
    assert street.newest(Share) == 0
    street.odile.say("sésame")
    street.odile.press("Rien à garder froid")
    street.odile.press("✅ Partager")
    assert "Allergènes : Sésame" in in_group(street)
    share(street, allergens="")
    assert "Aucun des 14 allergènes" in in_group(street)


def test_each_wrong_answer_has_its_sentence(street: Peupliers) -> None:
    street.odile.say("/partage", street.chat)
    assert "en privé" in street.chat.last.text
    street.odile.say("/partage")
    street.odile.press("Partager à manger")
    for said, heard in (("x" * 4000, "un peu long"), ("www.exemple.fr", "Sans lien")):
        street.odile.say(said)
        assert heard in street.odile.last.text
    street.odile.photo()
    assert "clavier" in street.odile.last.text
    street.odile.say("une <b>tarte</b>")
    for said in ("0", "-1", "plein"):
        street.odile.say(said)
        assert "Combien de parts" in street.odile.last.text
    street.odile.say("10000")
    assert "20 parts au plus" in plain(street.odile.last.text)
    street.odile.say("4")
    for said, heard in (("bientôt", "pas compris cette heure"), ("10 h 45", "trop tôt")):
        street.odile.say(said)
        assert heard in street.odile.last.text
    street.odile.say("20 h")
    street.odile.say("chez moi, 3e étage")
    assert "Jamais une adresse privée" in street.odile.last.text
    street.odile.say("la salle commune")
    street.odile.say("hier")
    assert "à venir" in street.odile.last.text
    now = datetime(2026, 11, 24, 21, 0, tzinfo=ZoneInfo("Europe/Paris"))
    assert ends("20 h", now) == datetime(2026, 11, 25, 19, tzinfo=UTC), "tomorrow’s, when it is past"


def test_stopped_or_its_author_erased_nobody_sets_out_for_nothing(street: Peupliers) -> None:
    share(street)
    street.lucas.tap("share.take:1")
    street.fatou.tap("share.stop:1")
    assert "plus actif" in street.fatou.toast, "a stranger"
    street.odile.tap("share.stop:1")
    assert "inutile de venir (soupe de courge)" in plain(street.lucas.last.text)
    assert "Ce partage s’arrête" in in_group(street)
    share(street)
    street.lucas.tap("share.take:2")
    street.odile.say("/effacer")
    street.odile.press("Oui, effacer")
    assert "inutile de venir prendre votre part" in plain(street.lucas.last.text)
    assert street.chat.last.text == "Ce partage s’arrête, merci\u202f!", "their words go with them"
    assert claims(street) == 0
    assert not faults(street.street)


def test_who_was_to_come_leaves_and_their_part_is_free(street: Peupliers) -> None:
    share(street)
    street.lucas.tap("share.take:1")
    street.lucas.say("/effacer")
    street.lucas.press("Oui, effacer")
    assert "de nouveau libre" in street.odile.last.text
    assert "Lucas" not in street.odile.last.text
    assert "2 parts, avant" in in_group(street)


def test_kept_apart_they_never_meet(street: Peupliers) -> None:
    share(street)
    one, other = street.odile.person_id, street.lucas.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=one, other_id=other, at=street.street.now))
    street.lucas.say("/partage")
    assert not [label for label in street.lucas.last.labels if "soupe" in label]
    street.lucas.tap("share.take:1")
    assert "plus de part" in street.lucas.last.text
    assert claims(street) == 0


def test_a_group_that_had_its_two_posts_is_spared_and_its_author_told(street: Peupliers) -> None:
    for _time in range(2):
        share(street)
    street.odile.tap("share.stop:1")
    share(street)
    assert "on le voit avec /partage" in plain(street.odile.last.text)
    assert in_group(street).count("À partager") == 2
    street.lucas.say("/partage")
    assert len([label for label in street.lucas.last.labels if "soupe" in label]) == 2
    street.odile.say("/partage")
    street.odile.press("Partager à manger")
    assert "déjà deux partages" in street.odile.toast
