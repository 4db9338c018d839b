"""Where a bot may speak, what it sees, and what happens to its messages."""

from typing import Any

import pytest

from sandbox.people import ANONYMOUS
from tests.sandbox.box import Box

YES = {"inline_keyboard": [[{"text": "Oui", "callback_data": "o"}]]}


async def test_who_never_started_blocked_or_left_telegram_is_out_of_reach(box: Box) -> None:
    async def refusal() -> tuple[int, str]:
        found = await box.refused("sendMessage", chat_id=box.odile, text="x")
        return found.code, found.description

    assert await refusal() == (403, "Forbidden: bot can't initiate conversation with a user")
    await box.do("start", user=box.odile)
    assert await box.bot("sendMessage", chat_id=box.odile, text="x")
    await box.do("block", user=box.odile)
    assert await refusal() == (403, "Forbidden: bot was blocked by the user")
    assert (await box.updates())[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    await box.do("start", user=box.odile)
    assert [
        update.get("my_chat_member", {}).get("new_chat_member", {}).get("status") for update in await box.updates()
    ] == ["member", None]
    await box.do("deactivate", user=box.odile)
    assert await refusal() == (403, "Forbidden: user is deactivated")


async def test_a_payload_arrives_with_start(box: Box) -> None:
    await box.do("start", user=box.odile, payload="rue_42")
    await box.do("add_bot", chat=box.building, by=box.karim, payload="grp_1")
    said = [update["message"]["text"] for update in await box.updates() if "text" in update.get("message", {})]
    assert said == ["/start rue_42", "/start@tousvoisins_bot grp_1"]


async def test_privacy_mode_lets_through_commands_answers_and_service_messages(box: Box) -> None:
    await box.do("add_bot", chat=box.building, by=box.karim)
    assert [set(update) - {"update_id"} for update in await box.updates()] == [{"my_chat_member"}, {"message"}]

    async def seen(**words: Any) -> bool:
        await box.do("say", user=box.lucas, chat=box.building, **words)
        return bool(await box.updates())

    assert not await seen(text="Quelqu’un a vu mon chat ?")
    assert not await seen(text="@tousvoisins_bot bonjour")
    assert not await seen(text="/aide")
    assert not await seen(text="/aide@autre_bot")
    assert await seen(text="/aide@TousVoisins_bot")
    posted = await box.bot("sendMessage", chat_id=box.building, text="Bonjour")
    assert await seen(text="/aide")
    assert await seen(text="merci", reply_to=posted["message_id"])
    await box.do("bot_rights", chat=box.building, admin=True)
    await box.updates()
    assert await seen(text="et comme admin, tout")


async def test_removal_detaches_the_group(box: Box) -> None:
    refusal = await box.refused("sendMessage", chat_id=box.building, text="x")
    assert refusal.description == "Bad Request: chat not found"
    await box.do("add_bot", chat=box.building, by=box.karim)
    await box.do("remove_bot", chat=box.building, by=box.karim)
    refusal = await box.refused("sendMessage", chat_id=box.building, text="x")
    assert (refusal.code, refusal.description) == (403, "Forbidden: bot was kicked from the group chat")
    await box.do("add_bot", chat=box.road, by=box.nadia)
    await box.bot("leaveChat", chat_id=box.road)
    refusal = await box.refused("sendMessage", chat_id=box.road, text="x")
    assert refusal.description == "Forbidden: bot is not a member of the supergroup chat"
    await box.do("add_bot", chat=box.road, by=box.nadia)
    await box.do("delete_chat", chat=box.road)
    refusal = await box.refused("sendMessage", chat_id=box.road, text="x")
    assert refusal.description == "Forbidden: the group chat was deleted"


async def test_a_bot_without_the_right_to_write_is_told_so(box: Box) -> None:
    await box.do("add_bot", chat=box.building, by=box.karim)
    await box.do("bot_rights", chat=box.building, can_send=False)
    refusal = await box.refused("sendMessage", chat_id=box.building, text="x")
    assert refusal.description == "Bad Request: not enough rights to send text messages to the chat"
    await box.do("bot_rights", chat=box.building, can_send=True)
    assert await box.bot("sendMessage", chat_id=box.building, text="x")


async def test_a_group_that_migrates_says_where_it_went(box: Box) -> None:
    await box.do("add_bot", chat=box.building, by=box.karim)
    await box.updates()
    new = (await box.do("migrate", chat=box.building))["new_chat"]
    refusal = await box.refused("sendMessage", chat_id=box.building, text="x")
    assert refusal.description == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refusal.parameters == {"migrate_to_chat_id": new}
    old_side, new_side = (update["message"] for update in await box.updates())
    assert (old_side["chat"]["id"], old_side["migrate_to_chat_id"]) == (box.building, new)
    assert (new_side["chat"]["id"], new_side["migrate_from_chat_id"]) == (new, box.building)
    assert (await box.bot("sendMessage", chat_id=new, text="x"))["chat"]["type"] == "supergroup"


async def test_topics_are_part_of_the_address(box: Box) -> None:
    forum = (await box.do("groups", title="Forum", forum=True, creator=box.karim))["id"]
    topic = (await box.do("topic", chat=forum, action="create", name="Jardin"))["id"]
    assert topic > 1  # 1 is General
    await box.do("add_bot", chat=forum, by=box.karim)
    await box.updates()

    async def refusal(**more: Any) -> str:
        return (await box.refused("sendMessage", chat_id=forum, text="x", **more)).description

    sent = await box.bot("sendMessage", chat_id=forum, text="x", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    assert "message_thread_id" not in await box.bot("sendMessage", chat_id=forum, text="x")
    assert await refusal(message_thread_id=1) == "Bad Request: message thread not found"
    assert await refusal(message_thread_id=999) == "Bad Request: message thread not found"
    await box.do("topic", chat=forum, action="close", id=topic)
    assert "forum_topic_closed" in (await box.updates())[-1]["message"]
    assert await refusal(message_thread_id=topic) == "Bad Request: TOPIC_CLOSED"
    await box.do("topic", chat=forum, action="close", id=1)
    assert await refusal() == "Bad Request: TOPIC_CLOSED"
    await box.do("bot_rights", chat=forum, admin=True)
    made = await box.bot("createForumTopic", chat_id=forum, name="Courses")
    assert await box.bot("sendMessage", chat_id=forum, text="x", message_thread_id=made["message_thread_id"])
    await box.do("topic", chat=forum, action="delete", id=topic)
    assert await refusal(message_thread_id=topic) == "Bad Request: message thread not found"


async def test_an_anonymous_admin_writes_as_the_group_and_presses_as_themself(box: Box) -> None:
    await box.do("add_bot", chat=box.road, by=box.nadia)
    await box.do("member", chat=box.road, user=box.nadia, action="anonymous")
    await box.bot("sendMessage", chat_id=box.road, text="?", reply_markup=YES)
    await box.updates()
    await box.do("say", user=box.nadia, chat=box.road, text="/reglages@tousvoisins_bot")
    await box.do("press", user=box.nadia, chat=box.road, label="Oui")
    said, pressed = await box.updates()
    assert said["message"]["from"]["id"] == ANONYMOUS["id"]
    assert said["message"]["sender_chat"]["id"] == box.road
    assert pressed["callback_query"]["from"]["id"] == box.nadia
    [admin] = await box.bot("getChatAdministrators", chat_id=box.road)
    assert (admin["user"]["id"], admin["is_anonymous"]) == (box.nadia, True)


async def test_edits_must_change_something_and_clear_what_is_not_said_again(box: Box) -> None:
    await box.do("start", user=box.odile)
    sent = await box.bot("sendMessage", chat_id=box.odile, text="<b>A</b>", parse_mode="HTML", reply_markup=YES)
    here = {"chat_id": box.odile, "message_id": sent["message_id"]}
    same = await box.refused("editMessageText", text="<b>A</b>", parse_mode="HTML", reply_markup=YES, **here)
    assert same.description.startswith("Bad Request: message is not modified")
    edited = await box.bot("editMessageText", text="A", **here)
    assert "entities" not in edited
    assert "reply_markup" not in edited
    assert edited["edit_date"]
    assert (await box.bot("editMessageReplyMarkup", reply_markup=YES, **here))["reply_markup"] == YES
    assert "reply_markup" not in await box.bot("editMessageReplyMarkup", **here)
    with pytest.raises(ValueError, match="sees no button"):
        await box.do("press", user=box.odile, label="Oui")


async def test_reply_keyboards_are_not_echoed_and_fix_their_message(box: Box) -> None:
    await box.do("start", user=box.odile)
    keyboard = {"keyboard": [[{"text": "Menu"}, {"text": "Ma position", "request_location": True}]]}
    sent = await box.bot("sendMessage", chat_id=box.odile, text="Voilà", reply_markup=keyboard)
    assert "reply_markup" not in sent
    refusal = await box.refused("editMessageText", chat_id=box.odile, message_id=sent["message_id"], text="x")
    assert refusal.description == "Bad Request: message can't be edited"
    await box.updates()
    await box.do("press", user=box.odile, label="Menu")
    await box.do("press", user=box.odile, label="Ma position")
    said, located = await box.updates()
    assert said["message"]["text"] == "Menu"
    assert "latitude" in located["message"]["location"]
    await box.bot("sendMessage", chat_id=box.odile, text="fin", reply_markup={"remove_keyboard": True})
    assert await box.read(f"keyboard?chat={box.odile}") == {"markup": None}


async def test_a_group_keyboard_may_be_for_one_person(box: Box) -> None:
    await box.do("add_bot", chat=box.road, by=box.nadia)
    asked = await box.do("say", user=box.odile, chat=box.road, text="/aide@tousvoisins_bot")
    markup = {"keyboard": [[{"text": "Oui"}]], "selective": True}
    reply = {"message_id": asked["message_id"]}
    await box.bot("sendMessage", chat_id=box.road, text="?", reply_markup=markup, reply_parameters=reply)
    assert (await box.read(f"keyboard?chat={box.road}&user={box.odile}"))["markup"] == markup
    assert (await box.read(f"keyboard?chat={box.road}&user={box.lucas}"))["markup"] is None


async def test_messages_older_than_48_hours_stay(box: Box) -> None:
    await box.do("start", user=box.odile)
    ids = [(await box.bot("sendMessage", chat_id=box.odile, text=str(n)))["message_id"] for n in range(2)]
    assert await box.bot("deleteMessage", chat_id=box.odile, message_id=ids[0])
    await box.do("clock", advance=49 * 3600)
    refusal = await box.refused("deleteMessage", chat_id=box.odile, message_id=ids[1])
    assert refusal.description.startswith("Bad Request: message can't be deleted")


async def test_a_bot_cannot_delete_what_others_say_unless_it_administers(box: Box) -> None:
    await box.do("add_bot", chat=box.road, by=box.nadia)
    said = (await box.do("say", user=box.lucas, chat=box.road, text="bonjour"))["message_id"]
    refusal = await box.refused("deleteMessage", chat_id=box.road, message_id=said)
    assert refusal.description.startswith("Bad Request: message can't be deleted")
    await box.do("bot_rights", chat=box.road, admin=True)
    assert await box.bot("deleteMessage", chat_id=box.road, message_id=said)


async def test_a_tap_on_a_deleted_message_or_with_foreign_data_still_comes(box: Box) -> None:
    await box.do("start", user=box.odile)
    sent = await box.bot("sendMessage", chat_id=box.odile, text="?", reply_markup=YES)
    await box.updates()
    await box.bot("deleteMessage", chat_id=box.odile, message_id=sent["message_id"])
    await box.do("press", user=box.odile, message=sent["message_id"], data="never:there")
    [update] = await box.updates()
    assert update["callback_query"]["data"] == "never:there"
    assert update["callback_query"]["message"]["date"] == 0


async def test_join_requests_reach_an_admin_bot_and_are_approved(box: Box) -> None:
    await box.do("add_bot", chat=box.road, by=box.nadia, admin=True)
    await box.updates()
    await box.do("member", chat=box.road, user=7000000010, action="join_request")
    [update] = await box.updates()
    assert update["chat_join_request"]["user_chat_id"] == 7000000010
    assert await box.bot("approveChatJoinRequest", chat_id=box.road, user_id=7000000010)
    member = await box.bot("getChatMember", chat_id=box.road, user_id=7000000010)
    assert member["status"] == "member"
    again = await box.refused("approveChatJoinRequest", chat_id=box.road, user_id=7000000010)
    assert "HIDE_REQUESTER_MISSING" in again.description


async def test_an_ephemeral_message_is_for_one_member_and_kept_nowhere(box: Box) -> None:
    await box.do("add_bot", chat=box.road, by=box.nadia)
    wish = {"receiver_user_id": box.odile}
    sent = await box.bot("sendMessage", chat_id=box.road, text="C’est noté", ephemeral_message_parameters=wish)
    assert (sent["message_id"], sent["receiver_user"]["id"]) == (0, box.odile)
    [road] = [chat for chat in (await box.read("state"))["chats"] if chat["id"] == box.road]
    assert all(message["message_id"] for message in road["messages"])


async def test_polls_pins_reactions_copies_and_albums(box: Box) -> None:
    await box.do("add_bot", chat=box.road, by=box.nadia, admin=True)
    await box.bot("getUpdates", allowed_updates=["message_reaction", "poll_answer"])
    options = [{"text": "Samedi"}, {"text": "Dimanche"}]
    sent = await box.bot("sendPoll", chat_id=box.road, question="Quand ?", options=options, is_anonymous=False)
    await box.updates()
    await box.do("vote", user=box.odile, poll=sent["poll"]["id"], options=[1])
    assert (await box.updates())[0]["poll_answer"]["option_ids"] == [1]
    assert (await box.bot("stopPoll", chat_id=box.road, message_id=sent["message_id"]))["total_voter_count"] == 1
    assert await box.bot("pinChatMessage", chat_id=box.road, message_id=sent["message_id"])
    assert (await box.bot("getChat", chat_id=box.road))["pinned_message"]["message_id"] == sent["message_id"]
    said = (await box.do("say", user=box.odile, chat=box.road, photo=True, caption="La cour"))["message_id"]
    await box.do("react", user=box.lucas, chat=box.road, message=said, emoji="👍")
    assert (await box.updates())[-1]["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    copy = await box.bot("copyMessage", chat_id=box.road, from_chat_id=box.road, message_id=said)
    forwarded = await box.bot("forwardMessage", chat_id=box.road, from_chat_id=box.road, message_id=said)
    assert copy["message_id"] > said
    assert forwarded["forward_origin"]["sender_user"]["id"] == box.odile
    photo = forwarded["photo"][-1]["file_id"]
    media = [{"type": "photo", "media": photo, "caption": "a"}, {"type": "photo", "media": photo}]
    album = await box.bot("sendMediaGroup", chat_id=box.road, media=media)
    assert len({message["media_group_id"] for message in album}) == 1


async def test_commands_and_words_are_kept_by_scope_and_language(box: Box) -> None:
    commands = [{"command": "aide", "description": "Obtenir de l’aide"}]
    await box.bot("setMyCommands", commands=commands, scope={"type": "all_group_chats"}, language_code="fr")
    assert await box.bot("getMyCommands", scope={"type": "all_group_chats"}, language_code="fr") == commands
    assert await box.bot("getMyCommands") == []
    await box.bot("setMyDescription", description="Entre voisins")
    assert await box.bot("getMyDescription", language_code="fr") == {"description": "Entre voisins"}
    assert (await box.bot("getMyName"))["name"] == "Tous Voisins"
