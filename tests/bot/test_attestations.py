"""The certificate of hours: asked for in private, printed with any name, checked by whoever holds the sheet."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.files import make_file
from rules.screens import Attachment
from storage.tables.attestations import Attestation
from tests.bot.scenes import dump, join, note, rows
from tests.pilots import Chat, Pilot, Street
from tests.world.engines import on_both_engines

pytestmark = on_both_engines


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def sheet(pilot: Pilot) -> Attachment:
    found = pilot.last.screen.attachment
    assert found is not None
    return found


def print_one(pilot: Pilot, name: str = "Odile Martin") -> dict[str, Any]:
    pilot.say("/attestation")
    if name:
        pilot.say(name)
    else:
        pilot.press("à la main")
    return dict(sheet(pilot).facts)


def test_two_answers_give_a_sheet_that_adds_up(odile: Pilot) -> None:
    note(odile, "1 h")
    note(odile, "30 min", "La commune")
    facts = print_one(odile)
    assert facts["name"] == "Odile Martin"
    assert [(line["kind"], plain(line["declared"])) for line in facts["lines"]] == [
        ("dans le voisinage", "1 h"), ("pour la commune", "30 min")]
    assert (plain(facts["declared"]), plain(facts["confirmed"])) == ("1 h 30", "0 min")
    assert make_file(sheet(odile)).startswith(b"%PDF")


def test_anybody_checks_the_code_and_reads_no_name(odile: Pilot, street: Street) -> None:
    note(odile, "1 h")
    code = print_one(odile)["code"]
    stranger = street.person("Hugo")
    stranger.say(f"/verifier {code.lower().replace('-', ' ')}")
    said = plain(" ".join(stranger.texts))
    assert f"✅ Code {code} : attestation de 2026" in said
    assert "Déclaré : 1 h." in said
    assert "Odile" not in said


def test_the_same_hours_keep_their_code_and_a_corrected_one_changes_it(odile: Pilot, street: Street) -> None:
    note(odile, "1 h")
    first = print_one(odile)["code"]
    assert print_one(odile, "")["code"] == first
    odile.say("/monheure")
    odile.press("Corriger")
    odile.press("1 h")
    odile.press("Retirer ce moment")
    note(odile, "30 min")
    assert print_one(odile)["code"] != first
    odile.say(f"/verifier {first}")
    assert "elle ne vaut plus" in plain(odile.last.text)


def test_the_name_is_printed_and_kept_nowhere(odile: Pilot, street: Street) -> None:
    note(odile)
    print_one(odile, "Rosalinde Quatrevingt")
    assert "Quatrevingt" not in str(dump(street, but=frozenset()))


@pytest.mark.parametrize(("typed", "said"), [("", "Écrivez le code"), ("LILAS 47", "n’est celui d’aucune"),
                                             ("AAAAABBBBB", "n’est celui d’aucune"), ("<b>", "n’est celui d’aucune"),
                                             ("A" * 4000, "n’est celui d’aucune")])
def test_a_code_that_is_none_is_answered_in_a_sentence(odile: Pilot, typed: str, said: str) -> None:
    odile.say(f"/verifier {typed}".strip())
    assert said in plain(odile.last.text)


def test_without_an_hour_there_is_nothing_to_certify(odile: Pilot) -> None:
    odile.say("/attestation")
    assert "pas encore d’heure notée" in plain(odile.last.text)
    assert "le code" not in odile.last.text


def test_in_a_group_it_goes_on_in_private(odile: Pilot, chat: Chat) -> None:
    note(odile)
    odile.say("/attestation", chat)
    assert "en privé" in chat.last.text
    odile.press("Continuer en privé", chat)
    assert "Quel nom écrire" in odile.last.text


@pytest.mark.parametrize("name", ["X", "y" * 81])
def test_a_name_too_short_or_too_long_is_asked_again(odile: Pilot, name: str) -> None:
    note(odile)
    odile.say("/attestation")
    odile.say(name)
    assert odile.last.screen.attachment is None
    assert re.search(r"au moins 2 lettres|80 caractères au plus", plain(odile.last.text))


def test_an_erased_persons_code_is_nobodys(odile: Pilot, street: Street) -> None:
    note(odile)
    code = print_one(odile)["code"]
    odile.say("/effacer")
    odile.press("Oui, effacer")
    karim = street.person("Karim")
    join(karim)
    karim.say(f"/verifier {code}")
    assert "n’est celui d’aucune" in plain(karim.last.text)
    assert rows(street, Attestation) == 0
