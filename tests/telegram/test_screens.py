"""What a screen becomes on a phone: the words, the buttons, the keyboard, and what a change keeps."""

from __future__ import annotations

from typing import Any

import pytest

from rules.deliveries import Sent
from rules.screens import Button, Screen
from rules.words import quoted
from tests.telegram.conftest import ODILE, Wire

BUTTONS = ((Button(quoted("Oui"), tap="a:1"), Button(quoted("Site"), url="https://exemple.fr/")),
           (Button(quoted("Continuer en privé"), start="abc"),), (Button(quoted("Ajouter"), startgroup="g"),))


def newest(wire: Wire) -> dict[str, Any]:
    return dict(list(wire.sandbox.world.chat(ODILE).messages.values())[-1])


async def test_buttons_arrive_as_written(wire: Wire) -> None:
    await wire.say(message=Screen((quoted("Bonjour <Odile> & cie"),), BUTTONS))
    message = newest(wire)
    assert message["text"] == "Bonjour <Odile> & cie"
    assert message["reply_markup"]["inline_keyboard"] == [
        [{"text": "Oui", "callback_data": "a:1"}, {"text": "Site", "url": "https://exemple.fr/"}],
        [{"text": "Continuer en privé", "url": "https://t.me/tousvoisins_bot?start=abc"}],
        [{"text": "Ajouter", "url": "https://t.me/tousvoisins_bot?startgroup=g"}]]


@pytest.mark.parametrize(("keyboard", "wanted"), [
    ("menu", {"is_persistent": True, "resize_keyboard": True}),
    ("location", {"one_time_keyboard": True, "resize_keyboard": True}), ("none", {"remove_keyboard": True})])
async def test_a_keyboard_comes_with_a_new_message(wire: Wire, keyboard: str, wanted: dict[str, bool]) -> None:
    """Telegram changes no keyboard by a change of message: what asked to change one is sent anew."""
    first = await wire.say()
    assert isinstance(first, Sent)
    await wire.say(message=Screen((quoted("Voilà"),), keyboard=keyboard), edit=first.telegram_id)
    assert wire.calls("editMessageText") == 0
    assert wire.calls("sendMessage") == 2
    sent = wire.sandbox.world.journal.lines[-200:]
    told = [line for line in sent if '"Voilà"' in line and '"call"' in line]
    assert all(f'"{name}":true' in told[-1] for name in wanted), told


async def test_a_change_keeps_the_message_and_drops_its_buttons(wire: Wire) -> None:
    first = await wire.say(message=Screen((quoted("Un"),), BUTTONS))
    assert isinstance(first, Sent)
    assert await wire.say(message=Screen((quoted("Deux"),)), edit=first.telegram_id) == first
    assert newest(wire)["text"] == "Deux"
    assert "reply_markup" not in newest(wire)


async def test_no_preview_is_made_of_a_link(wire: Wire) -> None:
    await wire.say(message=Screen((quoted("https://exemple.fr/"),)))
    assert any('"link_preview_options":{"is_disabled":true}' in line for line in wire.sandbox.world.journal.lines)
