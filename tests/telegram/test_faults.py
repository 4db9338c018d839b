"""Every fault of the wire ends in the outcome the platform notes promise: one test per row of their tables."""

from __future__ import annotations

import asyncio
import socket
import struct
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.faults import OUR_FAULT, TopicGone, Unknown, VoiceUnwanted, outcome_of
from bot.telegram.lean import Call, LeanSession
from bot.telegram.speak import make_bot

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNetworkError  # isort: skip
from aiogram.methods import SendMessage  # isort: skip
from rules.deliveries import AddressState, Later, Moved, Policy, Refused, Sent, Shut, TokenRefused, Uncertain
from rules.screens import Attachment, Screen, TapAnswer
from rules.words import quoted
from tests.telegram.conftest import BUILDING, HELLO, KARIM, NADIA, ODILE, ROAD, TOKEN, Wire

NOT_REACHABLE = Refused("not reachable", AddressState.UNREACHABLE)
NOT_THERE = Refused("not in the group", AddressState.DETACHED)
MUTED = Shut("no right to write")
CLOSED = Refused("account closed", AddressState.CLOSED)

ANSWERED = [
    (403, "Forbidden: bot was blocked by the user", NOT_REACHABLE),
    (403, "Forbidden: user is deactivated", CLOSED),
    (403, "Forbidden: bot can't initiate conversation with a user", NOT_REACHABLE),
    (400, "Bad Request: chat not found", NOT_REACHABLE),
    (403, "Forbidden: bot was kicked from the group chat", NOT_THERE),
    (403, "Forbidden: bot was kicked from the supergroup chat", NOT_THERE),
    (403, "Forbidden: bot is not a member of the supergroup chat", NOT_THERE),
    (403, "Forbidden: the group chat was deleted", NOT_THERE),
    (400, "Bad Request: not enough rights to send text messages to the chat", MUTED),
    (400, "Bad Request: have no rights to send a message", MUTED),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN", MUTED),
    (400, "Bad Request: CHAT_RESTRICTED", MUTED),
    (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", MUTED),
    (400, "Bad Request: need administrator rights in the channel chat", MUTED),
    (400, "Bad Request: not enough rights to send documents to the chat", Refused("no documents there")),
    (400, "Bad Request: not enough rights to send photos to the chat", Refused("no photos there")),
    (400, "Bad Request: CHAT_SEND_STICKERS_FORBIDDEN", Refused("no stickers there")),
    (400, "Bad Request: CHANNEL_PRIVATE", NOT_THERE),
    (400, "Bad Request: USER_IS_BLOCKED", NOT_REACHABLE),
    (400, "Bad Request: PEER_ID_INVALID", NOT_REACHABLE),
    (400, "Bad Request: INPUT_USER_DEACTIVATED", CLOSED),
    (400, "Bad Request: can't parse entities: unclosed tag", Refused(f"{OUR_FAULT}: can't parse entities")),
    (400, "Bad Request: message is too long", Refused(f"{OUR_FAULT}: message is too long")),
    (400, "Bad Request: message text is empty", Refused(f"{OUR_FAULT}: message text is empty")),
    (404, "Not Found: method not found", Refused(f"{OUR_FAULT}: method not found")),
    (413, "Request Entity Too Large", Refused(f"{OUR_FAULT}: file too large")),
    (500, "Internal Server Error", Uncertain("server error")),
    (500, "Internal Server Error: restart", Uncertain("server error")),
]


@pytest.mark.parametrize(("status", "description", "outcome"), ANSWERED)
async def test_an_error_is_told_by_its_code_and_words(
        wire: Wire, status: int, description: str, outcome: Any) -> None:
    await wire.do("fault", method="sendMessage", status=status, description=description)
    assert await wire.say() == outcome
    assert wire.calls("sendMessage") == 1, "an error is not tried again here"


@pytest.mark.parametrize(("parameters", "outcome"), [
    ({"retry_after": 7}, Later(7.0)), ({}, Later(5.0)), ({"migrate_to_chat_id": ROAD}, Moved(ROAD))])
async def test_what_the_parameters_say_is_obeyed(wire: Wire, parameters: dict[str, int], outcome: Any) -> None:
    status = 400 if "migrate_to_chat_id" in parameters else 429
    words = "Bad Request: group chat was upgraded" if status == 400 else "Too Many Requests: retry after 7"
    await wire.do("fault", method="sendMessage", status=status, description=words, parameters=parameters)
    assert await wire.say() == outcome


async def test_a_revoked_token_is_no_outcome(wire: Wire) -> None:
    await wire.do("fault", method="sendMessage", status=401, description="Unauthorized")
    with pytest.raises(TokenRefused):
        await wire.say()


# The same, as the sandbox itself answers: no fault asked for.
async def test_a_person_who_blocked_us(wire: Wire) -> None:
    await wire.do("block", user=ODILE)
    assert await wire.say() == NOT_REACHABLE


async def test_a_closed_account(wire: Wire) -> None:
    await wire.do("deactivate", user=ODILE)
    assert await wire.say() == CLOSED


async def test_a_person_who_never_pressed_start_and_nobody(wire: Wire) -> None:
    assert await wire.say(KARIM) == NOT_REACHABLE
    assert await wire.say(999) == NOT_REACHABLE


async def test_a_group_we_were_sent_away_from(wire: Wire) -> None:
    await wire.do("add_bot", chat=ROAD, by=NADIA)
    assert isinstance(await wire.say(ROAD), Sent)
    await wire.do("remove_bot", chat=ROAD, by=NADIA)
    assert await wire.say(ROAD) == NOT_THERE


async def test_a_group_where_we_may_not_write(wire: Wire) -> None:
    await wire.do("add_bot", chat=ROAD, by=NADIA)
    await wire.do("bot_rights", chat=ROAD, by=NADIA, can_send=False)
    assert await wire.say(ROAD) == MUTED


async def test_a_group_that_moved(wire: Wire) -> None:
    await wire.do("add_bot", chat=BUILDING, by=KARIM)
    new = (await wire.do("migrate", chat=BUILDING))["new_chat"]
    assert await wire.say(BUILDING) == Moved(new)


async def forum(wire: Wire) -> tuple[int, int]:
    made = await wire.do("groups", title="Rue du Test", type="supergroup", forum=True, creator=NADIA, members=[NADIA])
    await wire.do("add_bot", chat=made["id"], by=NADIA)
    topic = await wire.do("topic", chat=made["id"], action="create", name="Coups de main")
    return int(made["id"]), int(topic["id"])


@pytest.mark.parametrize("action", ["delete", "close"])
async def test_a_topic_that_is_gone_is_left_for_general(wire: Wire, action: str) -> None:
    chat, topic = await forum(wire)
    await wire.do("topic", chat=chat, action=action, id=topic)
    outcome = await wire.say(chat, thread=topic)
    assert isinstance(outcome, Sent)
    assert outcome.without_topic, "the next one goes straight to General"
    assert wire.texts(chat) == ["Bonjour à la rue"]
    assert wire.calls("sendMessage") == 2


@pytest.mark.parametrize("words", ["TOPIC_DELETED", "TOPIC_ID_INVALID", "TOPIC_HIDDEN", "message thread not found",
                                   "THREAD_INVALID", "words nobody knows yet"])
async def test_whatever_the_words_a_refused_topic_is_left_for_general(wire: Wire, words: str) -> None:
    chat, topic = await forum(wire)
    await wire.do("fault", method="sendMessage", times=1, status=400, description=f"Bad Request: {words}")
    outcome = await wire.say(chat, thread=topic)
    assert isinstance(outcome, Sent)
    assert outcome.without_topic
    assert wire.calls("sendMessage") == 2


async def test_words_nobody_knows_are_no_end_in_a_group(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing was said, so it may be tried again; the operator reads the words."""
    chat, _topic = await forum(wire)
    await wire.do("fault", method="sendMessage", status=400, description="Bad Request: GROUP_IS_SLEEPING")
    outcome = await wire.say(chat)
    assert isinstance(outcome, Later)
    assert outcome.counted
    assert "group_is_sleeping" in caplog.text


@pytest.mark.parametrize("policy", list(Policy))
async def test_words_nobody_knows_end_a_campaign_only(wire: Wire, policy: Policy) -> None:
    await wire.do("fault", method="sendMessage", status=400, description="Bad Request: SOMETHING_NEW")
    outcome = await wire.say(policy=policy)
    assert isinstance(outcome, Refused if policy is Policy.AT_MOST_ONCE else Later)


async def test_when_general_is_closed_too_it_is_refused(wire: Wire) -> None:
    chat, topic = await forum(wire)
    for one in (topic, 1):
        await wire.do("topic", chat=chat, action="close", id=one)
    assert await wire.say(chat, thread=topic) == Shut("topic closed")


async def test_what_is_already_so_is_done_and_keeps_its_number(wire: Wire) -> None:
    first = await wire.say()
    assert isinstance(first, Sent)
    assert first.telegram_id
    assert await wire.say(edit=first.telegram_id) == first
    assert wire.texts() == ["Bonjour à la rue"]


async def test_a_message_that_is_gone_is_said_anew(wire: Wire) -> None:
    outcome = await wire.say(edit=4321)
    assert isinstance(outcome, Sent)
    assert outcome.telegram_id not in (None, 4321)
    assert wire.texts() == ["Bonjour à la rue"]


@pytest.mark.parametrize("words", [
    "MESSAGE_ID_INVALID", "there is no text in the message to edit", "message can't be edited",
    "message to edit not found", "MESSAGE_EDIT_TIME_EXPIRED", "MESSAGE_AUTHOR_REQUIRED", "TOPIC_CLOSED",
    "words nobody knows yet", "not enough rights to edit messages in the chat"])
async def test_a_change_refused_in_whatever_words_is_said_anew(wire: Wire, words: str) -> None:
    first = await wire.say()
    assert isinstance(first, Sent)
    await wire.do("fault", method="editMessageText", status=400, description=f"Bad Request: {words}")
    outcome = await wire.say(message=Screen((quoted("Bonsoir"),)), edit=first.telegram_id)
    assert isinstance(outcome, Sent)
    assert outcome.telegram_id != first.telegram_id
    assert wire.texts() == ["Bonjour à la rue", "Bonsoir"]


async def test_a_change_asked_for_under_a_file_is_said_below_it(wire: Wire) -> None:
    file = Screen((quoted("L’affiche"),), attachment=Attachment("mots.txt", text="Bonjour"))
    sheet = await wire.say(message=file)
    assert isinstance(sheet, Sent)
    outcome = await wire.say(message=Screen((quoted("Une autre feuille"),)), edit=sheet.telegram_id)
    assert isinstance(outcome, Sent)
    assert wire.texts() == ["Une autre feuille"]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), st.sampled_from([400, 403]), st.booleans())
def test_no_words_of_a_refusal_are_a_surprise(words: str, status: int, private: bool) -> None:
    """Each is an outcome, or another way to try; and only known words close a place."""
    kinds = {400: TelegramBadRequest, 403: TelegramForbiddenError}
    fault = kinds[status](method=Call("sendMessage", {}), message=words)  # type: ignore[arg-type]
    try:
        outcome = outcome_of(fault, private=private)
    except (TopicGone, VoiceUnwanted, Unknown):
        return
    assert isinstance(outcome, Sent | Refused | Shut)


@pytest.mark.parametrize("fault", [{"status": 500, "description": "x"}, {"drop": "after"}, {"truncate": True}])
async def test_a_change_that_may_have_been_made_is_made_again(wire: Wire, fault: dict[str, Any]) -> None:
    first = await wire.say()
    assert isinstance(first, Sent)
    await wire.do("fault", method="editMessageText", **fault)
    outcome = await wire.say(message=Screen((quoted("Bonsoir"),)), edit=first.telegram_id)
    assert outcome == Later(2.0, counted=True)


async def test_a_tap_answered_too_late_is_let_go(wire: Wire) -> None:
    assert await wire.say(message=TapAnswer("no-such-query", quoted("Noté"))) == Refused("tap too old")


async def test_words_too_long_for_telegram_are_shortened_before_they_leave(wire: Wire) -> None:
    assert isinstance(await wire.say(message=Screen((quoted("x" * 5000),))), Sent)


async def test_our_own_fault_is_logged_loudly(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    await wire.do("fault", method="sendMessage", status=400, description="Bad Request: can't parse entities")
    await wire.say()
    assert [r.levelname for r in caplog.records if "can't parse entities" in r.message] == ["ERROR"]


async def test_what_cannot_be_worded_stops_nothing(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    class Unknown:
        kind = "no.words.for.it"

    outcome = await wire.say(message=Unknown())  # type: ignore[arg-type]
    assert isinstance(outcome, Refused)
    assert outcome.reason.startswith(OUR_FAULT)
    assert "cannot be worded" in caplog.text


# No answer, or none that can be read.
async def test_a_proxy_s_page_is_uncertain(wire: Wire) -> None:
    await wire.do("fault", method="sendMessage", status=502, body="<html>502 Bad Gateway</html>")
    assert await wire.say() == Uncertain("unreadable answer")


@pytest.mark.parametrize(("fault", "arrived"), [({"drop": "before"}, 0), ({"drop": "after"}, 1),
                                                ({"truncate": True}, 1), ({"delay": 3}, 0)])
async def test_a_lost_answer_is_uncertain_and_not_tried_again(wire: Wire, fault: dict[str, Any], arrived: int) -> None:
    await wire.do("fault", method="sendMessage", **fault)
    assert isinstance(await wire.say(), Uncertain)
    assert len(wire.texts()) == arrived


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_what_could_not_connect_was_not_sent(wire: Wire, scheme: str) -> None:
    """A closed port, and a server that does not speak TLS."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1] if scheme == "http" else wire.sandbox.port
        async with lost(wire, f"{scheme}://127.0.0.1:{port}"):
            assert await wire.say() == Later(5.0, whole=True)


async def test_a_name_that_leads_nowhere_was_not_sent(wire: Wire) -> None:
    async with lost(wire, "http://nowhere.invalid"):
        assert await wire.say() == Later(5.0, whole=True)


async def _shut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def _read_then_shut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.close()


async def _read_then_reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.close()


async def _half_an_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}")
    writer.close()


async def _no_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"220 mail.example ready\r\n\r\n")
    writer.close()


@pytest.mark.parametrize("server", [_shut, _read_then_shut, _read_then_reset, _half_an_answer, _no_http])
async def test_a_connection_that_breaks_once_made_is_uncertain(wire: Wire, server: Any) -> None:
    """The client calls these « connect error » too: taken at its word, what had arrived would be sent twice."""
    listening = await asyncio.start_server(server, "127.0.0.1", 0)
    async with listening, lost(wire, f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"):
        assert isinstance(await wire.say(), Uncertain)


async def test_no_fault_of_the_wire_names_the_token(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    async with lost(wire, "http://nowhere.invalid"):
        with pytest.raises(TelegramNetworkError) as raised:
            await wire.speaker.bot(SendMessage(chat_id=ODILE, text="Bonjour"))
    assert TOKEN not in "".join(traceback.format_exception(raised.value)) + caplog.text


@pytest.mark.parametrize(("base", "through"), [("http://telegram.invalid", True), ("http://127.0.0.1:9", False)])
async def test_a_proxy_of_the_environment_is_used_but_for_this_very_machine(
        wire: Wire, monkeypatch: pytest.MonkeyPatch, base: str, through: bool) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n"))
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    listening = await asyncio.start_server(proxy, "127.0.0.1", 0)
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    async with listening, lost(wire, base):
        await wire.say()
    assert bool(asked) is through


async def test_a_connection_never_accepted_was_not_sent(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.lean.CONNECT_SECONDS", 0.2)
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        crowd = [socket.socket() for _ in range(3)]
        for one in crowd:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        async with lost(wire, f"http://127.0.0.1:{full.getsockname()[1]}"):
            assert await wire.say() == Later(5.0, whole=True)
        for one in crowd:
            one.close()


class lost:
    """The speaker, for a while, with another server in view."""

    def __init__(self, wire: Wire, base: str) -> None:
        self.wire, self.real = wire, wire.speaker.bot
        self.wire.speaker.bot = make_bot(TOKEN, base, timeout=2)

    async def __aenter__(self) -> None:
        assert isinstance(self.wire.speaker.bot.session, LeanSession)

    async def __aexit__(self, *_fault: object) -> None:
        await self.wire.speaker.bot.session.close()
        self.wire.speaker.bot = self.real


async def test_a_hang_does_not_outlast_its_time(wire: Wire) -> None:
    await wire.do("fault", method="sendMessage", delay=30)
    async with asyncio.timeout(5):
        assert await wire.say(message=HELLO) == Uncertain("TimeoutError")
