"""The four buttons, the first hello, /aide, and words that mean nothing. All people are fictional."""

from __future__ import annotations

import pytest

from bot.handlers import HOUSE
from rules.incoming import Other
from tests.bot.scenes import dump, faults
from tests.pilots import Pilot, Street


def test_a_stranger_is_greeted_once_and_shown_the_doors(street: Street) -> None:
    stranger = street.person("Ana")
    seen = stranger.start()
    assert seen is not None
    assert seen.labels == ["👋 Commencer", "🖨 J’ai un code d’affiche", "➕ Ajouter à mon groupe", "🔒 Vie privée"]
    assert "15" in seen.text
    assert "112" in seen.text


@pytest.mark.parametrize(("number", "says"), [(0, "coup de main"), (1, ""), (2, "Votre heure civique"), (3, "💡")])
def test_each_of_the_four_buttons_answers(odile: Pilot, number: int, says: str) -> None:
    odile.menu(number)
    assert says in odile.last.text
    assert "pas compris" not in odile.last.text


def test_the_four_buttons_work_in_the_middle_of_something(odile: Pilot) -> None:
    odile.say("/monheure")
    odile.press("Noter un moment")
    odile.menu(3)
    assert "💡" in odile.last.text


@pytest.mark.parametrize("words", ["bonjour", "?", "é" * 4096, "<b>gras</b>", "\u202e\u200f", "   ", "/inconnue", "/"])
def test_every_private_word_gets_an_answer(odile: Pilot, words: str) -> None:
    before = len(odile.texts)
    odile.say(words)
    assert len(odile.texts) == before + 1
    assert odile.last.screen.keyboard == "menu"
    assert not faults(odile.street)


@pytest.mark.parametrize("what", ["photo", "voice", "sticker", "video", "document", "contact", "poll", "service"])
def test_every_private_thing_gets_an_answer(odile: Pilot, what: str) -> None:
    before = len(odile.texts)
    odile.send(Other(what, "file-1"))
    assert len(odile.texts) == before + 1


def test_a_position_out_of_the_blue_gets_the_menu_and_is_not_kept(odile: Pilot) -> None:
    affairs = dump(odile.street)
    odile.share("4721:-155")
    assert odile.last.screen.keyboard == "menu"
    assert dump(odile.street) == affairs


def test_help_lists_only_what_works_here(odile: Pilot, street: Street) -> None:
    odile.say("/aide")
    assert "/besoin" in odile.last.text
    assert "/installer" not in odile.last.text
    assert odile.last.text.count("\n/") <= 6
    read = odile.last.text
    while "➡ Suite" in odile.last.labels:
        odile.press("Suite")
        read += odile.last.text
    assert "Pour qui anime un groupe" in odile.last.text
    assert "/installer" in odile.last.text
    assert all(f"/{name} — " in read for name, _about in HOUSE.shown())
    chat = street.group("Les Lilas")
    chat.add_bot(odile)
    odile.say("/aide", chat)
    assert "Dans ce groupe, vous pouvez écrire" in chat.last.text
    assert "/installer" in chat.last.text
    assert "/monheure" not in chat.last.text
    assert chat.last.screen.silent


@pytest.mark.parametrize("command", ["/start", "/aide", "/help", "/reglages", "/settings", "/privacy", "/urgence"])
def test_what_telegram_asks_of_every_bot_answers_a_stranger(street: Street, command: str) -> None:
    stranger = street.person("Ana")
    stranger.say(command)
    assert "pas compris" not in stranger.last.text
    assert "connais pas" not in stranger.last.text


def test_a_group_hears_only_commands(street: Street, odile: Pilot) -> None:
    chat = street.group("Les Lilas")
    chat.add_bot(odile)
    said = len(chat.texts)
    for words in ("bonjour", "🤝 J’ai besoin d’un coup de main", "/inconnue", "oui"):
        odile.say(words, chat)
    assert len(chat.texts) == said
    odile.say("/monheure", chat)
    assert "continuons en privé" in chat.last.text
    odile.press("Continuer en privé", chat)
    assert odile.last.screen.keyboard == "menu"


def test_a_tap_from_last_month_is_answered_with_the_menu(odile: Pilot) -> None:
    for data in ("c:join:1:name:Odile", "hours.undo:999", "talk.back:5", "nothing", "c", "c:x", "", "hours.undo", ":"):
        toasts = len(odile.phone.answered)
        odile.tap(data, 1)
        assert len(odile.phone.answered) == toasts + 1
        assert "plus" in odile.toast or "corriger" in odile.toast
    assert not faults(odile.street)


def test_the_link_that_adds_the_bot_leaves_one_hello_alone_in_the_group(street: Street) -> None:
    karim = street.person("Karim")
    chat = street.group("Les Lilas")
    chat.add_bot(karim)
    before = chat.last
    karim.say("/start installer", chat)
    assert chat.last == before
