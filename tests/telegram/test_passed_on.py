"""Files passed on by the name Telegram gave them, words as they were formatted, and what stands at a group's top."""

from __future__ import annotations

from typing import Any

import pytest

from rules.deliveries import Sent
from rules.incoming import Other, Typed
from rules.markup import Mark
from rules.screens import Screen
from rules.words import formatted, quoted
from tests.telegram.conftest import BUILDING, KARIM, NADIA, Wire
from tests.telegram.test_reading import event


async def file_of(wire: Wire, kind: str) -> str:
    """A file that Nadia showed the bot."""
    await wire.do("start", user=NADIA)
    said = await wire.do("say", user=NADIA, **{kind: True})
    message = wire.sandbox.world.chat(NADIA).messages[said["message_id"]]
    shown: Any = message[kind]
    return str((shown[-1] if isinstance(shown, list) else shown)["file_id"])


async def group(wire: Wire) -> dict[int, dict[str, Any]]:
    await wire.do("add_bot", chat=BUILDING, by=KARIM)
    return wire.sandbox.world.chat(BUILDING).messages


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_file_goes_on_with_its_words_and_only_these_change(wire: Wire, kind: str) -> None:
    there = await group(wire)
    file = await file_of(wire, kind)
    first = await wire.say(BUILDING, Screen((formatted("La <b>fête</b>"),), **{kind: file}))
    assert isinstance(first, Sent)
    assert first.telegram_id is not None
    assert kind in there[first.telegram_id]
    assert there[first.telegram_id]["caption"] == "La fête"
    assert there[first.telegram_id]["caption_entities"] == [{"type": "bold", "offset": 3, "length": 4}]
    await wire.say(BUILDING, Screen((quoted("La fête, 5 personnes"),), **{kind: file}), edit=first.telegram_id)
    assert there[first.telegram_id]["caption"] == "La fête, 5 personnes"
    assert wire.calls("editMessageCaption") == 1


async def test_a_message_is_put_at_the_top_where_the_bot_may(wire: Wire) -> None:
    there = await group(wire)
    refused = await wire.say(BUILDING, Screen((quoted("Qui vient ?"),), pin=True))
    assert isinstance(refused, Sent), "it is read all the same"
    await wire.do("bot_rights", chat=BUILDING, by=KARIM, admin=True)
    told = await wire.say(BUILDING, Screen((quoted("Qui vient ?"),), pin=True))
    assert isinstance(told, Sent)
    assert wire.sandbox.world.chat(BUILDING).pinned == [told.telegram_id]
    assert told.telegram_id in there
    await wire.say(BUILDING, Screen((quoted("Qui vient ? 3"),), pin=True), edit=told.telegram_id)
    assert wire.calls("pinChatMessage") == 2, "a change does not put it there again"
    await wire.say(BUILDING, Screen((quoted("C’est complet"),), pin=False), edit=told.telegram_id)
    assert wire.sandbox.world.chat(BUILDING).pinned == []


def test_words_are_read_with_their_formatting() -> None:
    bold = {"type": "bold", "offset": 0, "length": 6}
    link = {"type": "text_link", "offset": 7, "length": 4, "url": "https://valmont.example"}
    odd = [{"type": "new_kind"}, 3, {"type": "bold", "offset": "0", "length": 2}]
    assert event(text="Samedi fête", entities=[bold, link, *odd]) == Typed(
        "Samedi fête", (Mark("bold", 0, 6), Mark("text_link", 7, 4, "https://valmont.example")))


def test_a_file_is_read_with_its_weight_and_the_formatting_of_its_words() -> None:
    paper = {"file_id": "F1", "file_size": 25_000_000, "mime_type": "application/pdf"}
    assert event(document=paper, caption="Le plan", caption_entities=[{"type": "bold", "offset": 3, "length": 4}]) == (
        Other("document", "F1", "Le plan", size=25_000_000, mime="application/pdf", marks=(Mark("bold", 3, 4),)))
