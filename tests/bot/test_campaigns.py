"""What the town says to its streets, from the blank page to the report. All people are fictional."""

from __future__ import annotations

import pytest

from tests.pilots import Pilot, Street
from tests.world.towns import TownHall


@pytest.fixture
def hall(street: Street) -> TownHall:
    return TownHall(street)


def written(nadia: Pilot, text: str = "La fête de la rue est samedi.") -> None:
    nadia.say("/campagne")
    nadia.press("Écrire un message")
    nadia.press("Page blanche")
    nadia.press("Le texte")
    nadia.say(text)


def to_all(nadia: Pilot) -> None:
    nadia.press("Pour qui")
    nadia.press("Tous les groupes reliés")


def sent(nadia: Pilot) -> None:
    nadia.press("Aperçu et envoi")
    nadia.press("📣 Envoyer")
    nadia.press("Confirmer")


def test_a_message_reaches_each_group_once(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    lilas, tilleuls = hall.group("Les Lilas"), hall.group("Les Tilleuls")
    written(nadia)
    for text in nadia.texts:
        print("-----", text)
    sent(nadia)
    print(nadia.last)
    hall.wait(minutes=3)
    for m in nadia.phone.messages.values():
        print("-----", m.text, m.labels)
    for m in lilas.phone.messages.values():
        print("LILAS-----", m.text, m.labels)
    assert len(lilas.texts) == len(tilleuls.texts) == 1
