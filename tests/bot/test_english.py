"""Somebody whose Telegram is in English is answered in English, from the first word. All people are fictional."""

from __future__ import annotations

import re

import pytest

from tests.bot.scenes import LILACS
from tests.pilots import Chat, Pilot, Street
from tests.world.pressing import press_tap, press_value

FRENCH = re.compile(r"\b(vous|votre|vos|merci|bonjour|aujourd|quelqu|voisin\w*|appuyez|écrivez|avez|pour|avec|une|"
                    r"(des|les)(?! Lilas)|dans|jour|heures?)\b", re.IGNORECASE)


@pytest.fixture
def ana(street: Street) -> Pilot:
    return street.person("Ana", language="en")


def join(ana: Pilot) -> None:
    ana.start()
    press_tap(ana, "join")
    press_value(ana, "=")
    ana.say(LILACS)
    for value in ("0", "=", "=", "oui"):
        press_value(ana, value)


def in_french(texts: list[str]) -> list[str]:
    """Texts with a French word left; commands and the programme's own names are French on purpose."""
    bare = [re.sub(r"/\w+|heures? civiques?|gestes?|https?://\S+|« [^»]* »", "", text) for text in texts]
    return [text for text in bare if FRENCH.search(text)]


def said(pilot: Pilot) -> list[str]:
    labels = [label for seen in pilot.phone.messages.values() for label in seen.labels]
    return [*pilot.texts, *pilot.phone.toasts, *labels]


def test_joining_and_the_menu(ana: Pilot) -> None:
    join(ana)
    assert any("Welcome" in text for text in ana.texts)
    for words in ("/menu", "/monheure", "/reglages", "/aide", "/privacy", "/quitter", "/proposer", "/mesdemandes",
                  "/inviter", "/recommander", "hello", "/urgence", "/nothing"):
        ana.say(words)
    for number in range(4):
        ana.menu(number)
    assert in_french(said(ana)) == []


def test_each_question_of_joining_and_its_refusals(ana: Pilot) -> None:
    ana.start()
    press_tap(ana, "join")
    shown: list[str] = []
    for value in ("=", None, "0", "=", "=", None):
        shown += said(ana)
        ana.say("é" * 4096)
        shown += said(ana)
        ana.photo()
        shown += said(ana)
        if value:
            press_value(ana, value)
        elif "live" in ana.last.text:
            ana.say(LILACS)
    assert len(shown) > 30
    assert in_french(shown) == []


def test_typed_english_counts_as_taps(ana: Pilot) -> None:
    join(ana)
    ana.say("/monheure")
    press_tap(ana, "hours.add")
    press_value(ana, "voisinage")
    press_value(ana, "autre")
    ana.say("half an hour")
    press_tap(ana, "hours.day")
    ana.say("yesterday")
    assert "Monday 23 November" in ana.last.text
    assert in_french([ana.last.text, *ana.last.labels]) == []
    ana.say("/monheure")
    press_tap(ana, "hours.add")
    ana.say("cancel")
    assert in_french([ana.last.text]) == []


def test_a_group_hears_french_until_it_chooses_and_its_english_admin_reads_english(street: Street, ana: Pilot) -> None:
    chat: Chat = street.group("Les Lilas")
    chat.add_bot(ana)
    assert "Je ne lis pas vos conversations" in chat.last.text
    ana.press("Installer", chat)
    before = len(ana.texts)
    press_value(ana, "=")
    press_value(ana, "rue")
    ana.say(LILACS)
    press_value(ana, "autre")
    ana.say("21:00-08:00")
    press_value(ana, "oui")
    assert in_french(said(ana)) == []
    assert len(ana.texts) >= before
    assert chat.group.is_installed
