"""What Telegram refuses, the sandbox refuses; and what a careless server would let through."""

from typing import Any

import pytest
from aiohttp import FormData

from tests.sandbox.box import Box, Refused

ODILE = Box.odile


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Oui"} | button]]}


def send(**more: Any) -> dict[str, Any]:
    return {"chat_id": ODILE, "text": "Bonjour"} | more


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", send(txt="x"), 'unknown parameter "txt"'),
    ("sendMessage", {"text": "x"}, 'parameter "chat_id" is required'),
    ("sendMessage", {"chat_id": ODILE}, "message text is empty"),
    ("sendMessage", send(text="   \n "), "message text is empty"),
    ("sendMessage", send(text="<b></b>", parse_mode="HTML"), "message text is empty"),
    ("sendMessage", send(text="é" * 4097), "message is too long"),
    ("sendMessage", send(text="😀" * 2049), "message is too long"),
    ("sendMessage", send(chat_id=99), "chat not found"),
    ("sendMessage", send(chat_id="@nobody_here"), "chat not found"),
    ("sendMessage", send(parse_mode="Html"), "can't parse parse_mode"),
    ("sendMessage", send(disable_notification="perhaps"), "must be a boolean"),
    ("sendMessage", send(message_thread_id=7), "message thread not found"),
    ("sendMessage", send(reply_parameters={"message_id": 999}), "message to be replied not found"),
    ("sendMessage", send(reply_parameters={"id": 1}), 'unknown field "id"'),
    ("sendMessage", send(reply_markup=inline()), "Text buttons are unallowed"),
    ("sendMessage", send(reply_markup=inline(callback_data="a", url="https://a.fr")), "several actions"),
    ("sendMessage", send(reply_markup=inline(callback_data="é" * 33)), "BUTTON_DATA_INVALID"),
    ("sendMessage", send(reply_markup=inline(callback_data="")), "BUTTON_DATA_INVALID"),
    ("sendMessage", send(reply_markup=inline(callback_data="a", colour="red")), 'unknown field "colour"'),
    ("sendMessage", send(reply_markup=inline(url="not an address")), "Wrong HTTP URL"),
    ("sendMessage", send(reply_markup={"inline_keyboard": [{"text": "Oui"}]}), "must be a list"),
    ("sendMessage", send(reply_markup={"keyboard": [["x" for _ in range(101)]]}), "REPLY_MARKUP_TOO_LONG"),
    ("sendMessage", send(reply_markup='{"inline_keyboard": [['), "can't parse JSON object"),
    ("sendMessage", send(entities=[{"type": "bold", "offset": 3, "length": 9}]), "outside of the text"),
    ("sendMessage", send(entities=[{"type": "loud", "offset": 0, "length": 1}]), "unknown value"),
    ("sendLocation", {"chat_id": ODILE, "latitude": 91, "longitude": 0}, "wrong location"),
    ("sendPhoto", {"chat_id": ODILE, "photo": "AgACnothing"}, "wrong file identifier"),
    ("sendPhoto", {"chat_id": ODILE, "photo": "attach://gone"}, "wrong file identifier"),
    ("sendPoll", {"chat_id": ODILE, "question": "", "options": [{"text": "a"}]}, "non-empty"),
    ("sendPoll", {"chat_id": ODILE, "question": "?", "options": ["a", "b"]}, "must be an object"),
    ("sendMediaGroup", {"chat_id": ODILE, "media": []}, "no messages to send"),
    ("setMyCommands", {"commands": [{"command": "Réglages", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "aide", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [], "language_code": "fra"}, "invalid language code"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "too long"),
    ("getUpdates", {"allowed_updates": ["messages"]}, "unknown value"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response timeout expired"),
    ("editMessageText", {"chat_id": ODILE, "message_id": 1, "text": "x"}, "message can't be edited"),
    ("editMessageText", {"chat_id": ODILE, "message_id": 999, "text": "x"}, "message to edit not found"),
    ("deleteMessage", {"chat_id": ODILE, "message_id": 999}, "message to delete not found"),
    ("setWebhook", {"url": "https://example.org/hook"}, "loopback"),
    ("getChatMember", {"chat_id": ODILE, "user_id": 5}, "user not found"),
]


@pytest.mark.parametrize(("method", "params", "words"), WRONG)
async def test_a_wrong_request_is_refused_with_400(box: Box, method: str, params: dict[str, Any], words: str) -> None:
    await box.do("start", user=ODILE)
    refusal = await box.refused(method, **params)
    assert refusal.code == 400
    assert refusal.description.startswith("Bad Request: ")
    assert words in refusal.description


@pytest.mark.parametrize(
    "key", [{"request_location": True}, {"request_contact": True}, {"web_app": {"url": "https://a.fr"}}]
)
async def test_private_keys_are_refused_in_a_group(box: Box, key: dict[str, Any]) -> None:
    await box.do("add_bot", chat=box.building, by=box.karim)
    markup = {"keyboard": [[{"text": "Ici"} | key]]}
    refusal = await box.refused("sendMessage", chat_id=box.building, text="Où ?", reply_markup=markup)
    assert "private chats only" in refusal.description


async def test_a_known_method_not_built_says_its_name_and_an_unknown_one_is_not_found(box: Box) -> None:
    assert (
        await box.refused("sendInvoice")
    ).description == "Not Implemented: sendInvoice is not modelled by the sandbox"
    assert (await box.refused("sendInvoice")).code == 501
    unknown = await box.refused("sendNothing")
    assert (unknown.code, unknown.description) == (404, "Not Found: method not found")


async def test_a_wrong_token_is_unauthorized(box: Box) -> None:
    refusal = await box.refused("getMe", token="1:no")
    assert (refusal.code, refusal.description) == (401, "Unauthorized")


async def test_form_query_and_test_addresses_are_typed_as_telegram_types_them(box: Box) -> None:
    await box.do("start", user=ODILE)
    form = FormData(
        {
            "chat_id": str(ODILE),
            "text": "12",
            "disable_notification": "true",
            "reply_markup": '{"remove_keyboard":true}',
        }
    )
    assert (await box.send("SENDmessage", form))["text"] == "12"
    url = f"{box.base}/bot123456:SANDBOX/test/sendMessage?chat_id={ODILE}&text=Bonjour"
    async with box.http.get(url) as answer:
        assert (await answer.json())["result"]["text"] == "Bonjour"


async def test_the_same_parameter_twice_is_refused(box: Box) -> None:
    form = FormData([("chat_id", "1"), ("chat_id", "2"), ("text", "x")])
    with pytest.raises(Refused, match="given twice"):
        await box.send("sendMessage", form)


async def test_files_come_under_their_field_or_by_attach_and_come_back(box: Box) -> None:
    await box.do("start", user=ODILE)
    direct = FormData({"chat_id": str(ODILE)})
    direct.add_field("document", b"%PDF", filename="affiche.pdf", content_type="application/pdf")
    sent = (await box.send("sendDocument", direct))["document"]
    attached = FormData({"chat_id": str(ODILE), "document": "attach://here"})
    attached.add_field("here", b"%PDF", filename="affiche.pdf", content_type="application/pdf")
    assert (await box.send("sendDocument", attached))["document"]["file_name"] == "affiche.pdf"
    assert (await box.bot("sendDocument", chat_id=ODILE, document=sent["file_id"]))["document"] == sent
    path = (await box.bot("getFile", file_id=sent["file_id"]))["file_path"]
    async with box.http.get(f"{box.base}/file/bot123456:SANDBOX/{path}") as answer:
        assert await answer.read() == b"%PDF"


async def test_a_file_id_belongs_to_one_bot(box: Box) -> None:
    other = await box.do("bots", username="autre_bot", token="42:AUTRE")
    await box.do("start", user=ODILE)
    await box.do("start", user=ODILE, bot=other["id"])
    await box.do("say", user=ODILE, photo=True)
    photo = (await box.updates())[-1]["message"]["photo"][0]["file_id"]
    assert await box.bot("sendPhoto", chat_id=ODILE, photo=photo)
    refusal = await box.refused("sendPhoto", token="42:AUTRE", chat_id=ODILE, photo=photo)
    assert "wrong file identifier" in refusal.description


async def test_what_is_no_picture_is_no_photo(box: Box) -> None:
    await box.do("start", user=ODILE)
    form = FormData({"chat_id": str(ODILE)})
    form.add_field("photo", b"not a picture", filename="a.png", content_type="image/png")
    with pytest.raises(Refused, match="IMAGE_PROCESS_FAILED"):
        await box.send("sendPhoto", form)
