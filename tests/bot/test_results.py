"""« Image pour le conseil »: one picture of what a campaign did, whose caption says the same. All fictional."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.files import make_file
from rules.deliveries import Refused
from tests.bot.test_alerts import opened
from tests.world.valmont import Valmont


def test_after_an_alert_its_picture_says_every_group_once(engine: Engine) -> None:
    town = Valmont(engine)
    town.street.refusals[town.chat("Les Tilleuls").value] = Refused("Forbidden: bot was kicked")
    opened(town)
    inès = town["Inès"]
    inès.press("Suivre l’alerte")
    inès.press("Lever l’alerte")
    inès.press("Oui, lever l’alerte")
    inès.press("Image pour le conseil")
    shown = inès.newest
    text = shown.text.replace("\u00a0", " ")
    assert text.startswith("Alerte canicule : 2 groupes touchés sur 3.")
    assert "2 touchés, 0 incertain, 0 refusé, 1 parti, 0 manqué" in text
    assert shown.screen.attachment is not None
    assert make_file(shown.screen.attachment).startswith(b"\x89PNG")


def test_who_does_not_coordinate_sees_no_picture(engine: Engine) -> None:
    town = Valmont(engine)
    opened(town)
    town["Odile"].tap("results.picture:1")
    assert not [seen for seen in town["Odile"].phone.messages.values() if seen.screen.attachment]


def test_a_rehearsal_has_nothing_to_show(engine: Engine) -> None:
    town = Valmont(engine)
    opened_as_a_rehearsal(town)
    town["Inès"].tap("results.picture:1")
    assert "rien à montrer" in town["Inès"].toast


def opened_as_a_rehearsal(town: Valmont) -> None:
    town["Inès"].say("/alerte canicule")
    town["Inès"].press("Tous les groupes")
    town["Inès"].press("Répéter, rien ne part")
    town["Paul"].press("D’accord, on répète")
