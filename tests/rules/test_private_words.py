"""What a note may not tell, and the many innocent words and numbers that it may."""

from __future__ import annotations

import pytest

from content.catalogue import Catalogue, load
from rules.private_words import Topic, holds_bank_secret, holds_code


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.mark.parametrize(("note", "topic"), [
    ("J’ai un cancer", Topic.HEALTH), ("je suis OPEREE du genou", Topic.HEALTH), ("Mon DIABÈTE…", Topic.HEALTH),
    ("after my heart attack", Topic.HEALTH), ("maladies rares", Topic.HEALTH), ("J’ai des dettes", Topic.MONEY),
    ("cartes bleues", Topic.MONEY), ("no money left", Topic.MONEY), ("le digicode est sur la porte", Topic.CODE),
    ("mot  de\tpasse", Topic.CODE), ("0421", Topic.CODE), ("code A1234", Topic.CODE), ("le code est 12", Topic.CODE),
    ("B4518", Topic.CODE), ("4970 1012 3456 7890", Topic.CODE), ("4970101234567890", Topic.CODE),
    ("3782 822463 10005", Topic.CODE), ("FR76 3000 6000 0112 3456 7890 189", Topic.CODE), ("０４２１", Topic.CODE),
    ("my PIN is 0421", Topic.CODE)])
def test_it_finds_what_a_note_may_not_tell(catalogue: Catalogue, note: str, topic: Topic) -> None:
    assert catalogue.private_words.topic_in(note) is topic


@pytest.mark.parametrize("note", [
    "À la pharmacie, avec l’ordonnance", "Rendez-vous à l’hôpital à 14h30", "chez le médecin", "un pain et du lait",
    "argenterie à déplacer", "une table en métal argenté", "des pommes de pin", "réviser le code de la route",
    "un puzzle de 1000 pièces", "1500 g de farine", "20 euros de fruits au plus", "le 24/12/2026", "depuis 1998",
    "44000 Nantes", "code postal 44000", "au 06 12 34 56 78", "06.12.34.56.78 ou 07 98 76 54 32", "+33 6 12 34 56 78",
    "opération nettoyage", "prêt d’une échelle", "de 10 h à 12 h", "2 sacs de plâtre", "rent a van"])
def test_innocent_words_and_numbers_pass(catalogue: Catalogue, note: str) -> None:
    assert catalogue.private_words.topic_in(note) is None


def test_what_we_offer_ourselves_is_never_refused(catalogue: Catalogue) -> None:
    said = [text for kind in catalogue.kinds for text in (kind.label, kind.title)]
    said += [family.title for family in catalogue.help_families]
    said += [catalogue.english[text] for text in said]
    assert {text: topic for text in said if (topic := catalogue.private_words.topic_in(text))} == {}


@pytest.mark.parametrize("text", ["", "1", "a" * 5000, "1 " * 2000, "é" * 200, "12345678901234567890" * 50])
def test_any_text_is_read(text: str) -> None:
    assert holds_code(text) in (True, False)


@pytest.mark.parametrize(("words", "refused"), [
    ("4970 1012 3456 7890", True), ("FR76 3000 6000 0112 3456 7890 189", True), ("mon code secret : 0421", True),
    ("my PIN is 0421", True), ("le code de ma carte est 0421", True), ("digicode A1234, 3e étage", False),
    ("le code de visite est 0421", False), ("au 06 12 34 56 78", False), ("à 14h30", False)])
def test_two_people_tell_each_other_the_way_in_but_no_bank_secret(words: str, refused: bool) -> None:
    assert holds_bank_secret(words) is refused
