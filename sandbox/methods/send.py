"""Sending: every send* method ends in `publish`."""

from sandbox.errors import Json, bad
from sandbox.markup import check_markup, echoed, keyboard_targets
from sandbox.methods import Call, method
from sandbox.methods.access import WORDS, body_caption, body_text, count, may_send, reach, reply_of, thread_of
from sandbox.methods.media import MEDIA, media_of
from sandbox.people import Chat
from sandbox.text import format_text, units


def sender(call: Call, chat: Chat) -> Json:
    if chat.type == "channel":
        return {"sender_chat": chat.brief()}
    return {"from": call.bot.user()}


def publish(call: Call, chat: Chat, content: Json) -> Json:
    thread = thread_of(call, chat, call.get("message_thread_id"))
    reply = reply_of(call, chat)
    markup = call.get("reply_markup")
    check_markup(markup, chat)
    if call.get("ephemeral_message_parameters"):
        return ephemeral(call, chat, content)
    count(call, chat)
    if call.get("protect_content"):
        content = content | {"has_protected_content": True}
    message = call.world.post(chat, sender(call, chat), reply | content | echoed(markup), thread, call.bot.id)
    if markup and "inline_keyboard" not in markup:
        set_keyboard(call, chat, markup, message)
    return message


def ephemeral(call: Call, chat: Chat, content: Json) -> Json:
    """A group message for one member: shown once, kept nowhere."""
    wish = call.params["ephemeral_message_parameters"]
    member = chat.members.get(wish["receiver_user_id"])
    if chat.type == "private" or member is None or not member.inside:
        bad("EPHEMERAL_RECEIVER_INVALID")
    count(call, chat)
    receiver = call.world.person(wish["receiver_user_id"]).user()
    message: Json = {
        "message_id": 0,
        "ephemeral_message_id": int(call.world.next()),
        "receiver_user": receiver,
    }
    message |= {"date": call.world.date(), "chat": chat.brief()} | sender(call, chat) | content
    message |= echoed(call.get("reply_markup"))
    call.world.journal.add("message", chat_id=chat.id, message=message)
    return message


def set_keyboard(call: Call, chat: Chat, markup: Json, message: Json) -> None:
    chat.fixed.add(message["message_id"])
    if "force_reply" in markup:
        return
    shown = None if markup.get("remove_keyboard") else markup
    for person in keyboard_targets(markup, chat, message):
        if shown:
            chat.keyboards[person] = shown
        else:
            chat.keyboards.pop(person, None)
        if person == 0:
            chat.keyboards = {0: shown} if shown else {}
        call.world.journal.add("keyboard", chat_id=chat.id, user_id=person or None, markup=shown)


@method("sendMessage")
def send_message(call: Call) -> Json:
    content = body_text(call)
    chat = reach(call, call.params["chat_id"])
    may_send(call, chat, call.method)
    if "link_preview_options" in call.params:
        content["link_preview_options"] = call.params["link_preview_options"]
    return publish(call, chat, content)


@method(*MEDIA)
def send_media(call: Call) -> Json:
    chat = reach(call, call.params["chat_id"])
    may_send(call, chat, call.method)
    kind = MEDIA[call.method]
    return publish(call, chat, media_of(call, kind, call.params[kind], call.params) | body_caption(call))


@method("sendLocation", "sendVenue", "sendContact")
def send_place(call: Call) -> Json:
    chat = reach(call, call.params["chat_id"])
    may_send(call, chat, call.method)
    p = call.params
    if call.method == "sendContact":
        card = {key: p[key] for key in ("phone_number", "first_name", "last_name", "vcard") if key in p}
        return publish(call, chat, {"contact": card})
    if not (-90 <= p["latitude"] <= 90 and -180 <= p["longitude"] <= 180):
        bad("wrong location coordinates specified")
    names = (
        "latitude",
        "longitude",
        "horizontal_accuracy",
        "live_period",
        "heading",
        "proximity_alert_radius",
    )
    location = {key: p[key] for key in names if key in p}
    if call.method == "sendLocation":
        return publish(call, chat, {"location": location})
    venue = {"location": location, "title": p["title"], "address": p["address"]}
    return publish(call, chat, {"location": location, "venue": venue})


@method("sendMediaGroup")
def send_album(call: Call) -> list[Json]:
    chat = reach(call, call.params["chat_id"])
    items = call.params["media"]
    if not 2 <= len(items) <= 10:
        bad("there must be 2-10 items in an album" if items else "there are no messages to send")
    kinds = {item["type"] for item in items}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        bad("document and audio can't be mixed with other media types in an album")
    thread, reply = thread_of(call, chat, call.get("message_thread_id")), reply_of(call, chat)
    bodies = []
    for item in items:
        kind = item["type"]
        may_send(call, chat, f"send{kind.capitalize()}")
        bodies.append(media_of(call, kind, item["media"], item) | body_caption(call, item))
    count(call, chat, len(items))
    group = call.world.next("album")
    who = sender(call, chat)
    return [
        call.world.post(chat, who, reply | body | {"media_group_id": group}, thread, call.bot.id) for body in bodies
    ]


@method("sendPoll")
def send_poll(call: Call) -> Json:
    chat, world = reach(call, call.params["chat_id"]), call.world
    may_send(call, chat, call.method)
    users = world.users()
    question, entities = format_text(call.params["question"], call.get("question_parse_mode"), None, users)
    options = [
        format_text(option["text"], option.get("text_parse_mode"), option.get("text_entities"), users)[0]
        for option in call.params["options"]
    ]
    if not 1 <= units(question) <= 300:
        bad("poll question length must not exceed 300" if question else "poll question must be non-empty")
    if not 1 <= len(options) <= 12:
        bad("poll must have at least 1 option" if not options else "poll can't have more than 12 options")
    if any(not 1 <= units(option) <= 100 for option in options):
        bad("poll options length must not exceed 100")
    poll: Json = {
        "id": world.next("50000"), "question": question, "total_voter_count": 0, "is_closed": False,
        "options": [{"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(options)],
        "is_anonymous": call.get("is_anonymous", True), "type": call.get("type", "regular"),
        "allows_multiple_answers": call.get("allows_multiple_answers", False),
        "allows_revoting": call.get("allows_revoting", True), "members_only": call.get("members_only", False),
    }  # fmt: skip
    if entities:
        poll["question_entities"] = entities
    message = publish(call, chat, {"poll": poll})
    world.polls[poll["id"]] = (chat.id, message["message_id"], {})
    return message


@method("stopPoll")
def stop_poll(call: Call) -> Json:
    chat = reach(call, call.params["chat_id"])
    message = chat.messages.get(call.params["message_id"])
    if not message or "poll" not in message or chat.authors.get(message["message_id"]) != call.bot.id:
        bad("message with poll to stop not found")
    if message["poll"]["is_closed"]:
        bad("poll has already been closed")
    poll: Json = message["poll"] | {"is_closed": True}
    kept = {key: value for key, value in message.items() if key != "reply_markup"}
    call.world.replace(chat, kept | {"poll": poll} | echoed(call.get("reply_markup")))
    return poll


@method("sendDice")
def send_dice(call: Call) -> Json:
    chat = reach(call, call.params["chat_id"])
    may_send(call, chat, "sendSticker")
    dice = {"emoji": call.get("emoji", "🎲"), "value": call.world.random.randint(1, 6)}
    return publish(call, chat, {"dice": dice})


@method("sendChatAction")
def send_action(call: Call) -> bool:
    chat = reach(call, call.params["chat_id"])
    thread_of(call, chat, call.get("message_thread_id"))
    call.world.journal.add("action", chat_id=chat.id, action=call.params["action"])
    return True


def _source(call: Call) -> Chat:
    return reach(call, call.params["from_chat_id"])


def _repeat(call: Call, source: Chat, ids: list[int], forward: bool) -> list[Json]:
    chat = reach(call, call.params["chat_id"])
    may_send(call, chat, "sendMessage")
    thread = thread_of(call, chat, call.get("message_thread_id"))
    found = [source.messages[id_] for id_ in ids if id_ in source.messages]
    if not found:
        bad("message to forward not found" if forward else "message to copy not found")
    drop = {"message_id", "date", "chat", "from", "sender_chat", "reply_to_message", "reply_markup", "edit_date",
            "message_thread_id", "is_topic_message", "forward_origin", "media_group_id", "via_bot"}  # fmt: skip
    sent = []
    for message in found:
        if any(key in message for key in ("new_chat_members", "left_chat_member", "pinned_message")):
            bad(f"message can't be {'forwarded' if forward else 'copied'}")
        body = {key: value for key, value in message.items() if key not in drop}
        if forward:
            body["forward_origin"] = message.get("forward_origin") or origin(message)
        elif "caption" in call.params:
            body = {key: value for key, value in body.items() if not key.startswith("caption")} | body_caption(call)
        markup = None if forward else call.get("reply_markup")
        check_markup(markup, chat)
        count(call, chat)
        sent.append(call.world.post(chat, sender(call, chat), body | echoed(markup), thread, call.bot.id))
    return sent


def origin(message: Json) -> Json:
    if "from" in message and "sender_chat" not in message:
        return {"type": "user", "sender_user": message["from"], "date": message["date"]}
    chat = message.get("sender_chat") or message["chat"]
    if chat["type"] in WORDS and chat["type"] != "channel":
        return {"type": "chat", "sender_chat": chat, "date": message["date"]}
    return {"type": "channel", "chat": chat, "message_id": message["message_id"], "date": message["date"]}


@method("forwardMessage")
def forward_message(call: Call) -> Json:
    return _repeat(call, _source(call), [call.params["message_id"]], True)[0]


@method("copyMessage")
def copy_message(call: Call) -> Json:
    return {"message_id": _repeat(call, _source(call), [call.params["message_id"]], False)[0]["message_id"]}


@method("forwardMessages", "copyMessages")
def repeat_messages(call: Call) -> list[Json]:
    sent = _repeat(call, _source(call), call.params["message_ids"], call.method == "forwardMessages")
    return [{"message_id": message["message_id"]} for message in sent]
