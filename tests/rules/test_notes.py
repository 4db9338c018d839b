"""What leaves the note of a request, and the many ordinary words that stay."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.help import NOTE_LENGTH
from rules.notes import leads_elsewhere, tidy_note

SPELLED = "zéro six douze trente-quatre cinquante-six soixante-dix-huit"


@pytest.mark.parametrize(("note", "private"), [
    ("appelez le 06 12 34 56 78", "34"), ("mon fixe 02.40.12.34.56", "40"), ("+33 6 12 34 56 78 merci", "12"),
    ("code A1234 en bas", "1234"), ("digicode 45B7", "45B7"), ("porte 12", "12"), ("3e étage gauche", "3e"),
    ("12 bis rue des Lilas, au fond", "Lilas"), ("odile@example.org", "example"), ("bâtiment C", "bâtiment C"),
    ("troisième étage", "troisième"), ("０６１２３４５６７８", "6"), ("appt 4", "4"),
    ("écrivez à @odile", "odile"), ("＠odile", "odile"), ("t.me/odile", "odile"), ("https://evil.example/x", "evil"),
    ("voir www.evil.example", "evil"), ("tout est sur mairie-valmont.fr", "valmont"),
    ("odile arobase exemple point fr", "exemple"), ("j’habite au 12", "12"), ("au 12 bis", "12"), ("au n° 12", "12"),
    ("numéro 12", "12"), ("au 12.Merci", "12"),
    ("au 3e", "3e"), ("au 3ᵉ, merci", "3e"), ("3e à gauche", "3e"), ("dernier étage", "dernier"),
    ("rez-de-chaussée", "rez"), ("au deuxième, porte de gauche", "deuxième"), ("sonnez chez Petit", "Petit"),
    ("interphone : Petit", "Petit"), (SPELLED, "douze"), (SPELLED.replace(" ", ", "), "douze"),
    (SPELLED.replace("-", " "), "douze"), ("06 douze trente-quatre cinquante-six soixante-dix-huit", "douze"),
    ("zero six one two three four", "three"), ("06, 12, 34, 56, 78", "34"), ("06 (12) 34-56-78", "34"),
])
def test_a_private_thing_leaves_the_note(note: str, private: str) -> None:
    kept, removed = tidy_note(note)
    assert removed
    assert private not in kept


@pytest.mark.parametrize("note", [
    "Un pack de 6 et 2 baguettes", "Vers 14h30 si possible", "À 10 h, merci !", "3 petits cartons, 15 kg",
    "Le chat s’appelle Minou", "Plutôt le 24/12", "une porte qui grince", "20 euros de fruits au plus", "du 3 au 12",
    "du 3 au 12 décembre", "jusqu’au 12", "au 12 décembre", "au 2e rayon", "couper au 12 mm", "Merci.Bonne journée",
    "quatre-vingt-dix-sept carreaux", "deux pains, trois tomates", "une table à six places", "Sonnez deux fois",
    "la pile de la sonnette", "taille 38, 40 ou 42", "au premier feu", "tomates x 4, oignons x 2, 1 kg de riz"])
def test_an_ordinary_word_stays(note: str) -> None:
    assert tidy_note(note) == (note, False)


HOSTILE = st.lists(st.sampled_from(["1 ", "un ", "un-", "a.", "au 1", "@", "zéro, ", "www.", "12 rue ", "x@", "é", "(",
                                    "sonnez chez ", "porte ", "0,", "a-a.", "3e ", "…", "fr", "\u0301"]),
                   min_size=1, max_size=8).map(lambda parts: ("".join(parts) * NOTE_LENGTH)[:NOTE_LENGTH])


@settings(deadline=None)
@given(st.one_of(HOSTILE, st.text(max_size=NOTE_LENGTH)))
def test_any_note_is_read_at_once_and_never_grows(note: str) -> None:
    began = process_time()
    kept, _removed = tidy_note(note)
    assert process_time() - began < 0.1
    assert len(kept) <= NOTE_LENGTH


@settings(deadline=None)
@given(st.from_regex(r"0[1-79]([ ./-]?[0-9][0-9]){4}", fullmatch=True), st.sampled_from(["appelez le {}", "{} merci"]))
def test_no_number_is_left_in_a_note(number: str, words: str) -> None:
    kept, removed = tidy_note(words.format(number))
    assert removed
    assert not any(c.isdigit() for c in kept)


@pytest.mark.parametrize(("idea", "leads"), [
    ("Rejoignez t.me/valmont", True), ("écrire à @odile", True), ("voir www.evil.example", True),
    (f"appeler le {SPELLED}", True), ("Arroser les bacs du hall au 12 rue des Lilas", False),
    ("Porter le pain au 3e étage à qui le demande", False)])
def test_what_a_group_reads_leads_nowhere(idea: str, leads: bool) -> None:
    assert leads_elsewhere(idea) is leads
