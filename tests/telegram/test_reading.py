"""What an update says, whatever its shape: commands as people write them, silence for what nobody wrote."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.listen import make_listener
from bot.telegram.reading import Unreadable, read
from rules.incoming import BotStatus, Edited, Incoming, MemberStatus, Ordered, Other, Tapped, Typed

BOT = "town_bot"
EAR = make_listener("123456:SANDBOX", "http://127.0.0.1:1")
ODILE = {"id": 7, "is_bot": False, "first_name": "Odile"}
LUCAS = {"id": 8, "is_bot": False, "first_name": "Lucas"}
US = {"id": 123456, "is_bot": True, "first_name": "Tous Voisins", "username": "Town_Bot"}
PRIVATE, GROUP = {"id": 7, "type": "private"}, {"id": -1007, "type": "supergroup", "title": "Rue du Test"}


def hear(kind: str = "message", *, update_id: Any = 1, **more: Any) -> Incoming | None:
    body = {"message_id": 90, "date": 1790000000, "chat": PRIVATE, "from": ODILE} | more
    return read(EAR, {"update_id": update_id, kind: body}, BOT)


def event(**more: Any) -> Any:
    heard = hear(**more)
    return heard and heard.event


@pytest.mark.parametrize("written", [
    "/besoin", "/BESOIN", "/besoin.", "/besoin !", "/besoin\u00a0!", "/besoin\n", "/besoin\t", "/besoin\u00a0",
    "/besoin\u202f", "/besoin\u200b", "/besoin…", "/bésoin", "/be\u0301soin", "/besoin@town_bot", "/besoin@Town_Bot.",
    "/besoin@town_bot\n", "/ besoin"])
def test_a_command_is_understood_as_people_write_it(written: str) -> None:
    assert event(text=written) == Ordered("besoin", "")


@pytest.mark.parametrize(("written", "payload"), [
    ("/besoin\nporter un meuble", "porter un meuble"), ("/besoin@town_bot\n\nporter", "porter"),
    ("/besoin : porter\nmardi", "porter\nmardi"), ("/besoin\u00a0porter", "porter")])
def test_what_follows_a_command_comes_with_it(written: str, payload: str) -> None:
    assert event(text=written) == Ordered("besoin", payload)


def test_a_link_keeps_every_sign_of_its_payload() -> None:
    assert event(text="/start -_aB-9_") == Ordered("start", "-_aB-9_")


def test_an_accent_makes_no_other_command() -> None:
    assert event(text="/réglages") == Ordered("reglages", "")
    assert event(text="/effacé") == Ordered("efface", ""), "not /effacer"


def test_a_command_in_a_group_names_us_or_is_not_ours() -> None:
    assert event(text="/besoin@town_bot\nporter", chat=GROUP) == Ordered("besoin", "porter")
    assert event(text="/besoin@other_bot\nporter", chat=GROUP) is None


@pytest.mark.parametrize("written", ["/", "//", "/ ", "/@town_bot", "/besoin/odile"])
def test_a_stroke_is_no_known_command(written: str) -> None:
    heard = event(text=written)
    assert isinstance(heard, (Typed, Ordered))
    assert heard != Ordered("besoin", "")


# What a person did not write.
SERVICE: list[dict[str, Any]] = [
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🎄"}}},
    {"write_access_allowed": {"from_request": True}},
    {"pinned_message": {"message_id": 3, "date": 1790000000, "chat": PRIVATE, "text": "x"}},
    {"boost_added": {"boost_count": 2}}, {"forum_topic_created": {"name": "Aide", "icon_color": 1}},
    {"forum_topic_closed": {}}, {"general_forum_topic_hidden": {}}, {"video_chat_started": {}},
    {"proximity_alert_triggered": {"traveler": LUCAS, "watcher": ODILE, "distance": 3}},
    {"unique_gift": {"origin": "transfer"}}, {"gift": {"gift": {}}}, {"something_to_come": {"a": 1}},
    {"giveaway_created": {}}, {"users_shared": {"request_id": 1, "users": []}}, {"passport_data": {}},
    {"chat_shared": {"request_id": 1, "chat_id": 5}}, {"connected_website": "example.org"}]


@pytest.mark.parametrize("service", SERVICE, ids=lambda one: next(iter(one)))
def test_what_nobody_wrote_is_silence(service: dict[str, Any]) -> None:
    try:
        assert hear(**service) is None
    except Unreadable:
        pytest.fail("set aside for nothing")


@pytest.mark.parametrize("kind", ["message_reaction", "poll", "poll_answer", "business_message", "channel_post",
                                  "edited_channel_post", "edited_business_message", "inline_query", "kind_to_come"])
def test_other_kinds_of_updates_are_silence(kind: str) -> None:
    assert read(EAR, {"update_id": 1, kind: {}}, BOT) is None


def test_what_a_person_sent_is_no_silence() -> None:
    sizes = [{"file_id": name, "file_unique_id": "u", "width": 1, "height": 1} for name in ("small", "large")]
    assert event(photo=sizes, media_group_id="55") == Other("photo", "large", album="55")
    assert event(sticker={"file_id": "s", "file_unique_id": "u", "width": 1, "height": 1, "type": "regular",
                          "is_animated": False, "is_video": False}) == Other("sticker", "s")


# Edits.
def test_changed_words_are_told_apart() -> None:
    assert event(kind="edited_message", text="rue des Lilas") == Edited(90, "rue des Lilas")
    assert event(kind="edited_message", text="/besoin") == Edited(90, "/besoin")
    assert event(kind="edited_message", chat=GROUP, text="/besoin@town_bot") == Edited(90, "/besoin@town_bot")


@pytest.mark.parametrize("more", [
    {"location": {"latitude": 47.2, "longitude": -1.5}}, {"chat": GROUP, "text": "bonjour"},
    {"chat": GROUP, "text": "/help@other_bot"}, {"caption": "x", "photo": []}])
def test_other_changes_are_silence(more: dict[str, Any]) -> None:
    """A live position is a change every few seconds."""
    assert event(kind="edited_message", **more) is None


# Who is here.
def changed(kind: str, user: dict[str, Any], **member: Any) -> Any:
    rights = dict.fromkeys(("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
                            "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
                            "can_send_other_messages", "can_add_web_page_previews", "can_change_info",
                            "can_invite_users", "can_pin_messages", "can_manage_topics"), False)
    new = {"user": user, "status": "restricted", "until_date": 0} | rights | member
    heard = read(EAR, {"update_id": 1, kind: {"chat": GROUP, "from": ODILE, "date": 1790000000,
                                              "old_chat_member": {"user": user, "status": "member"},
                                              "new_chat_member": new}}, BOT)
    assert heard is not None
    return heard.event


def test_somebody_restricted_who_is_no_member_is_gone() -> None:
    assert changed("chat_member", LUCAS, is_member=False) == MemberStatus(8, "left")
    assert changed("chat_member", LUCAS, is_member=True) == MemberStatus(8, "restricted")
    assert changed("my_chat_member", US, is_member=False) == BotStatus("left", can_send=False)
    assert changed("my_chat_member", US, is_member=True) == BotStatus("restricted", can_send=False)


def test_who_comes_and_goes_is_read_from_the_group_too() -> None:
    assert event(chat=GROUP, left_chat_member=LUCAS) == MemberStatus(8, "left")
    assert event(chat=GROUP, new_chat_members=[ODILE, US, LUCAS]) == MemberStatus(7, "member", (8,))
    assert event(chat=GROUP, new_chat_members=[US]) is None, "what Telegram says of ourselves is read elsewhere"
    assert event(chat=GROUP, left_chat_member=US) == BotStatus("left")


# Buttons.
def pressed(message: dict[str, Any]) -> Any:
    heard = read(EAR, {"update_id": 2, "callback_query": {
        "id": "q", "from": ODILE, "chat_instance": "1", "data": "menu",
        "message": {"message_id": 90, "date": 1790000000, "chat": PRIVATE} | message}}, BOT)
    assert heard is not None
    return heard.event


def test_a_button_under_a_file_says_so() -> None:
    document = {"file_id": "d", "file_unique_id": "u"}
    assert pressed({"text": "Bonjour"}) == Tapped("q", "menu", 90, under="Bonjour")
    assert pressed({"document": document}) == Tapped("q", "menu", 90, stays=True)
    assert pressed({"document": document, "caption": "L’affiche"}) == Tapped("q", "menu", 90, stays=True)
    assert pressed({"date": 0}) == Tapped("q", "menu", 90), "too old to be shown again"


# Nothing breaks the ear.
@pytest.mark.parametrize("more", [
    {"update_id": 2**63}, {"update_id": "7"}, {"update_id": None}, {"update_id": True},
    {"from": ODILE | {"id": 2**63}, "text": "x"}, {"chat": PRIVATE | {"id": 2**70}, "text": "x"},
    {"message_id": 2**64, "text": "x"}, {"chat": GROUP, "left_chat_member": LUCAS | {"id": 2**63}},
    {"message_thread_id": 2**40, "is_topic_message": True, "chat": GROUP, "text": "/besoin"}])
def test_a_number_no_row_can_hold_is_unreadable(more: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        hear(**({"text": "bonjour"} | more))


@pytest.mark.parametrize(("sent", "heard"), [("Ren\udce9", "Ren\ufffd"), ("\ud83d\ude00", "😀"), ("a\0b", "ab")])
def test_half_a_character_is_replaced(sent: str, heard: str) -> None:
    assert event(text=sent) == Typed(heard)
    named = hear(text="x", **{"from": ODILE | {"first_name": sent}})
    assert named is not None
    assert named.sender.first_name == heard


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(
    st.characters(codec=None), max_size=12), lambda part: st.lists(part, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "text", "chat", "from", "type", "status", "user", "message_id", "is_member", "data"]),
        part, max_size=4), max_leaves=12)


@given(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]), JSON,
       st.dictionaries(st.sampled_from(["text", "photo", "location", "left_chat_member", "new_chat_members", "from",
                                        "chat", "message_thread_id", "caption", "media_group_id"]), JSON, max_size=4))
def test_any_shape_is_read_or_unreadable(kind: str, body: Any, more: dict[str, Any]) -> None:
    """Nothing else comes out, and what is read can be written down."""
    for shape in (body, {"message_id": 90, "date": 1790000000, "chat": PRIVATE, "from": ODILE} | more):
        try:
            heard = read(EAR, {"update_id": 1, kind: shape}, BOT)
        except Unreadable:
            continue
        if heard is not None:
            repr(heard).encode()


CARD = {"phone_number": "33612345678", "first_name": "Odile", "user_id": 7}


@pytest.mark.parametrize(("card", "number"), [
    (CARD, "33612345678"), (CARD | {"user_id": 8}, None), ({"phone_number": "33612345678", "first_name": "O"}, None),
    (CARD | {"user_id": None}, None), ({}, None), ([], None)])
def test_only_ones_own_contact_card_tells_a_number(card: Any, number: str | None) -> None:
    heard = event(contact=card)
    assert isinstance(heard, Other)
    assert heard.phone == number
