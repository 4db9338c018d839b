"""A voice message from one phone to another, over HTTP, through both libraries, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, insert

from messages.thanks import ThanksAloud
from rules.help import AcceptanceState, RequestState, Slot
from rules.residents import Standing
from sandbox.seed import STREET
from sandbox.server import Sandbox
from storage import residents
from storage.engine import transaction
from storage.tables import HelpAcceptance, HelpRequest, Message, Thanks, table
from tests.telegram.conftest import ODILE, Wire
from tests.telegram.test_listener import Town
from tests.world.rows import a_zone

LUCAS = STREET["Lucas"][0]
WHEN = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
async def town(engine: Engine) -> AsyncIterator[Town]:
    async with Sandbox(port=0) as sandbox:
        made = Town(sandbox, engine)
        await made.open()
        yield made
        await made.close()


def helped(engine: Engine) -> None:
    """Lucas helped Odile last week; nobody thanked yet."""
    with transaction(engine) as session:
        connection, known = session.connection(), residents.by_values(session, [ODILE, LUCAS])
        odile, lucas = known[ODILE].id, known[LUCAS].id
        for person, name in ((odile, "Odile"), (lucas, "Lucas")):
            residents.change(session, person, first_name=name, standing=Standing.RESIDENT, joined_at=WHEN)
        request = connection.execute(insert(table(HelpRequest)).values(
            asker_id=odile, zone_id=a_zone(session, "rue des Lilas"), kind="courses", day=date(2026, 1, 20),
            slot=Slot.MORNING, minutes=30, visit_code="4821", created_at=WHEN, expires_at=WHEN,
            state=RequestState.DONE).returning(table(HelpRequest).c.id)).scalar_one()
        connection.execute(insert(table(HelpAcceptance)).values(
            request_id=request, volunteer_id=lucas, place=1, state=AcceptanceState.DONE, asker_way="relay",
            volunteer_way="relay", at=WHEN, changed_at=WHEN))


async def test_a_recording_goes_from_one_phone_to_the_other_and_stays_nowhere(town: Town) -> None:
    for user in (ODILE, LUCAS):
        await town.do("start", user=user)
        await town.hears(user, "Bonjour")
    await town.quiet()
    helped(town.engine)
    for step in ("/merci", "🙏 Lucas", "🎤 Message vocal"):
        if step.startswith("/"):
            await town.do("say", user=ODILE, text=step)
        else:
            await press(town, step)
        await town.quiet()
    await town.do("say", user=ODILE, photo=True)
    await town.hears(ODILE, "Il me faut un message vocal")
    await town.do("say", user=ODILE, voice=True)
    await town.hears(LUCAS, "🙏 Odile vous remercie de vive voix.")
    await town.quiet()
    (got,) = [m for m in town.sandbox.world.chat(LUCAS).messages.values() if "voice" in m]
    (sent,) = [m for m in town.sandbox.world.chat(ODILE).messages.values() if "voice" in m]
    file = sent["voice"]["file_id"]
    assert got["voice"]["file_id"] == file
    assert file not in str(town.column(Message, "params"))
    assert town.column(Thanks, "phrase") == ["voice"]


async def press(town: Town, label: str) -> None:
    chat = town.sandbox.world.chat(ODILE)
    for message in reversed(chat.messages.values()):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["text"] == label:
                    await town.do("press", user=ODILE, chat=ODILE, message=message["message_id"],
                                  data=button["callback_data"])
                    return
    raise AssertionError(f"no button {label}")


async def test_an_account_that_takes_no_voice_message_gets_the_words(wire: Wire) -> None:
    await wire.do("fault", method="sendVoice", status=400, description="Bad Request: VOICE_MESSAGES_FORBIDDEN")
    outcome = await wire.say(message=ThanksAloud("Odile", "voice-1"))
    assert type(outcome).__name__ == "Sent"
    assert wire.texts() == ["🙏 Odile vous remercie de vive voix."]
    assert wire.calls("sendVoice") == 1
