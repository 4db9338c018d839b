"""Everybody's first name is one, in any script; what draws nothing, links or speaks for the town is none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.first_names import (
    LETTERS,
    LINK,
    LONGEST_KEPT,
    OURS,
    SERVICE,
    check_first_name,
    proposed_first_name,
    tidy_first_name,
)
from rules.words import Words

TOWN = "Mairie de Valmont"


@pytest.mark.parametrize("name", [
    "Odile", "Anne-Lise", "O’Brien", "D’Arcy", "N’Golo", "J.-P.", "J.P.", "Jos.", "Rosa Maria", "Mme Petit", "Nguyễn",
    "Ïo", "Śrī", "Gal·la", "ʻIolani", "Ma’mun", "Jo’", "Máire", "Denis", "Ọlọ́runfẹ́mi", "प्रियंका", "வெங்கடசுப்பிரமணியன்",
    "ស្រីមុំ", "مُحَمَّد", "נָעֳמִי", "צ׳רלי", "Нина", "Ελένη", "李", "น้ำฝน", "လျှို့", "བསྒྲུབས", "ジャン・ポール", "አበበ", "ᏣᎳᎩ"])
def test_an_honest_first_name_is_kept_as_it_is(name: str) -> None:
    assert check_first_name(name, TOWN) is None
    assert tidy_first_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(("typed", "kept"), [
    ("Anne\u2011Lise", "Anne-Lise"), ("Anne – Lise", "Anne-Lise"), ("O'Brien", "O’Brien"), ("Mᵐᵉ", "Mme"),
    ("Ode\u0301lie", "Odélie"), ("Ｏｄｉｌｅ", "Odile"), ("𝓞𝓭𝓲𝓵𝓮", "Odile"), ("Odi\u200ble", "Odile"),
    ("\u202eOdile\u2060", "Odile"), ("  Odile ", "Odile")])
def test_a_first_name_is_kept_one_way(typed: str, kept: str) -> None:
    assert check_first_name(typed) is None
    assert tidy_first_name(typed) == kept


@pytest.mark.parametrize(("typed", "why"), [
    ("mairie-valmont.fr", LINK), ("www.evil.com", LINK), ("t.me", LINK), ("M.Odile", LINK), ("a.b.com", LINK),
    ("Tous Voisins", OURS), ("TOUS-VOISINS", OURS), ("T\u200bous Voisins", OURS), ("Tous Solidaires", OURS),
    ("Mairie", SERVICE), ("La Mairie de Valmont", SERVICE), ("maírie", SERVICE), ("Po\u200blice", SERVICE),
    ("Le Maire", SERVICE), ("Valmont", SERVICE), ("Support", SERVICE), ("Ｍairie", SERVICE),
    ("Mаirie", LETTERS), ("Οdile", LETTERS),  # a Cyrillic а, a Greek Ο
    ("\u3164", LETTERS), ("\u2800", LETTERS), ("\u2060", LETTERS), ("\u200b\u200d", LETTERS), ("\u202e", LETTERS),
    ("Odil\u3164e", LETTERS), ("Odile\ufe0f", LETTERS), ("\u115f", LETTERS), ("\U000e0041", LETTERS), ("", LETTERS),
    ("Odile2", LETTERS), ("Odile 🌸", LETTERS), ("<b>", LETTERS), ("@odile", LETTERS), ("ーー", LETTERS),
    ("\u0301a", LETTERS), ("Odile--", LETTERS), ("-", LETTERS), ("’", LETTERS), (".", LETTERS),
    ("evil。com", LETTERS), ("evil．com", LETTERS), ("Z" + "\u0337\u0322\u031b\u0359", LETTERS)])
def test_what_is_no_first_name_is_refused_in_a_sentence(typed: str, why: Words) -> None:
    assert check_first_name(typed, TOWN) == why


@pytest.mark.parametrize("name", ["Nancy", "Lourdes"])
def test_somebody_is_called_like_the_town(name: str) -> None:
    assert check_first_name(name, f"Ville de {name}") is None
    assert check_first_name(f"Ville de {name}", f"Ville de {name}") == SERVICE


def test_thirty_letters_whatever_they_bear() -> None:
    assert check_first_name("é" * 30) is None
    assert check_first_name("முூ"[:2] * 30) is None
    assert check_first_name("é" * 31) is not None
    assert check_first_name("မ" + "\u103c\u102d\u102f\u1037" + "နန်း" * 40) is not None


@pytest.mark.parametrize(("profile", "offered"), [
    ("Odile", "Odile"), ("Odile 🌸✨", "Odile"), ("❤️ Léa ❤️", "Léa"), ("𝓞𝓭𝓲𝓵𝓮", "Odile"), ("🌸", ""), ("\u3164", ""),
    ("mairie-valmont.fr", ""), ("Tous Voisins", ""), ("Jean-Charles Édouard Maximilien de La Tour", "")])
def test_the_name_of_a_profile_is_offered_without_its_pictures(profile: str, offered: str) -> None:
    assert proposed_first_name(profile, TOWN) == offered




@given(st.text(st.one_of(st.characters(categories=["Lu", "Ll", "Lo", "Mn", "Mc", "Lm", "Cf", "So"]),
                         st.sampled_from(" -'’.·@/\u200b\u3164\ufe0f")), max_size=60))
def test_whatever_is_kept_shows_letters_and_is_no_link(name: str) -> None:
    if check_first_name(name, TOWN) is None:
        kept = tidy_first_name(name)
        assert 0 < len(kept) <= LONGEST_KEPT
        assert check_first_name(kept, TOWN) is None
        assert tidy_first_name(kept) == kept
        assert any(c.isalpha() for c in kept)
        assert not any(unicodedata.category(c) in ("Cf", "Cc", "So", "Po") and c not in "’.·・׳" for c in kept)
        assert proposed_first_name(kept, TOWN) == kept


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9), min_size=2, max_size=4))
def test_no_name_is_a_host(labels: list[str]) -> None:
    assert check_first_name(".".join(labels)) is not None
