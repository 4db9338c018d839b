"""Before many read it: homes, numbers, codes, keys, absences, health, money are noticed; the rest is let through."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.to_many import Seems, never, seems
from tests.bot.scenes import agree, install
from tests.pilots import Street, catalogue

numbers = st.integers(1, 399).map(str)
pairs = st.lists(st.integers(0, 99).map("{:02d}".format), min_size=4, max_size=4)
BEFORE = st.sampled_from(("", "Bonjour, ", "On se retrouve chez Paulette, ", "Merci de venir "))
AFTER = st.sampled_from(("", ", merci", " !", " samedi matin"))


@given(BEFORE, numbers, st.sampled_from(("", " bis", " ter", "B")), st.sampled_from((
    "rue des Lilas", "avenue Jean-Jaurès", "allée du Parc", "impasse Bel-Air", "bd Voltaire", "chemin Vert")), AFTER)
@settings(max_examples=80, deadline=None)
def test_a_number_in_a_street_is_noticed(before: str, number: str, repeat: str, street: str, after: str) -> None:
    assert seems(f"{before}{number}{repeat} {street}{after}", catalogue().private_words) is Seems.HOME


@given(BEFORE, st.sampled_from("1234567"), pairs, st.sampled_from(" .-/"), AFTER)
@settings(max_examples=80, deadline=None)
def test_a_telephone_is_noticed(before: str, first: str, rest: list[str], sign: str, after: str) -> None:
    for typed in (f"0{first}{sign}{sign.join(rest)}", f"+33 {first} {' '.join(rest)}", f"0{first}{''.join(rest)}"):
        assert seems(f"{before}{typed}{after}", catalogue().private_words) in (Seems.NUMBER, Seems.HOME)


@given(st.sampled_from(("nous partons", "je pars", "on est absents", "la maison est à nous", "vacances")),
       st.integers(1, 15), st.integers(16, 30), st.sampled_from(("", " décembre", " août")))
@settings(max_examples=60, deadline=None)
def test_an_absence_is_noticed(words: str, first: int, last: int, month: str) -> None:
    assert seems(f"{words} du {first} au {last}{month}", catalogue().private_words) in (Seems.DATES, Seems.KEY)


@given(st.integers(0, 10**23 - 1), st.booleans())
@settings(max_examples=60, deadline=None)
def test_an_iban_never_leaves(number: int, spaced: bool) -> None:
    digits = f"76{number:023d}"
    typed = "FR" + (" ".join(digits[n:n + 4] for n in range(0, 25, 4)).replace(" ", "", 0) if spaced else digits)
    groups = "FR76 " + " ".join(f"{number:023d}"[n:n + 4] for n in range(0, 23, 4))
    assert never(f"Voici {groups if spaced else typed}") is not None


@pytest.mark.parametrize(("text", "found"), [
    ("La clé est sous le paillasson", Seems.KEY), ("Je laisse la clé chez le gardien", Seems.KEY),
    ("Le digicode est 4821B", Seems.CODE), ("Madame Petit a un cancer", Seems.HEALTH),
    ("Monsieur Roux a des dettes", Seems.MONEY), ("au 3e étage gauche", Seems.HOME),
    ("Sonnez chez Martin", Seems.HOME), ("écrivez à odile@exemple.fr", Seems.NUMBER)])
def test_what_tells_of_a_person_is_noticed(text: str, found: Seems) -> None:
    assert seems(text, catalogue().private_words) is found


def test_the_house_s_own_gestes_are_let_through() -> None:
    """What is asked about too often is read no more: five in a hundred at most."""
    texts = [one.text for one in catalogue().gestes]
    stopped = [text for text in texts if seems(text, catalogue().private_words)]
    assert len(texts) > 100
    assert len(stopped) * 20 <= len(texts), stopped
    assert not [text for text in texts if never(text)]


def test_it_is_said_once_and_whoever_wrote_it_decides(street: Street) -> None:
    karim, odile, lilas = street.person("Karim"), street.person("Odile"), street.group("Les Lilas")
    install(lilas, karim)
    odile.press("Je participe", lilas)
    agree(odile, None)
    odile.tap("geste.idea")
    odile.say("Porter un gâteau au 12 rue des Lilas")
    assert "où quelqu’un habite" in odile.last.text
    odile.press("Je change")
    odile.say("Virement sur FR76 3000 6000 0112 3456 7890 189")
    assert "IBAN" in odile.last.text
    odile.say("Un thé, du 3 au 20 décembre, dans le hall")
    assert "absence" in odile.last.text
    odile.press("C’est ce que je veux")
    assert "du 3 au 20 décembre" in odile.last.text
    odile.press("Proposer")
    assert "12 rue" not in " ".join(karim.texts)
