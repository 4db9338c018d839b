"""Verbs of residents: press, react, vote."""

from sandbox.control import need, verb
from sandbox.control.talk import place, say
from sandbox.errors import Json, refuse
from sandbox.people import Chat, Person, Tap
from sandbox.state import World


def labels(message: Json) -> list[Json]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def carries(button: Json, body: Json) -> bool:
    if "label" in body and button["text"] != body["label"]:
        return False
    return "data" not in body or button.get("callback_data") == body["data"]


@verb("press", "user chat bot label data message")
def press(world: World, body: Json) -> Json:
    """An inline button, or else a key of the reply keyboard. A link answers {"url"}."""
    person = world.person(need(body, "user"))
    body = {key: value for key, value in body.items() if value is not None}
    chat = place(world, body, person)
    if "label" not in body and "data" not in body:
        refuse("A press names a label or data.")
    named = body.get("message")
    if named is not None and "data" in body:  # a tap may name what the message never had
        return tap(world, chat, person, named, body["data"])
    ids = [named] if named is not None else sorted(chat.messages, reverse=True)
    for id_ in ids:
        button = next((b for b in labels(chat.messages.get(id_, {})) if carries(b, body)), None)
        if button and "callback_data" in button:
            return tap(world, chat, person, id_, button["callback_data"])
        if button:
            return {"url": button.get("url"), "button": button}
    return press_key(world, chat, person, body)


def press_key(world: World, chat: Chat, person: Person, body: Json) -> Json:
    markup = chat.keyboards.get(person.id) or chat.keyboards.get(0) or {}
    for row in markup.get("keyboard", []) if "label" in body and "message" not in body else []:
        for key in row:
            button = {"text": key} if isinstance(key, str) else key
            if button["text"] != body["label"]:
                continue
            if markup.get("one_time_keyboard"):
                chat.keyboards.pop(person.id, None)
                world.journal.add("keyboard", chat_id=chat.id, user_id=person.id, markup=None)
            content: Json = {"text": button["text"]}
            if button.get("request_location"):
                content = {"location": {"latitude": 46.16, "longitude": -1.15}}
            elif button.get("request_contact"):
                card = {"phone_number": "+33199000000", "first_name": person.first_name, "user_id": person.id}
                content = {"contact": card}
            answer = say(world, {"user": person.id, "chat": chat.id, "bot": chat.bot or None} | content)
            assert isinstance(answer, dict)
            return answer
    return refuse(f"{person.first_name} sees no button {body.get('label') or body.get('data')!r}.")


def tap(world: World, chat: Chat, person: Person, message_id: int, data: str) -> Json:
    if chat.person and chat.bot in person.blocked:
        refuse(f"{person.first_name} has blocked the bot.")
    author = chat.authors.get(message_id) or chat.bot or refuse(f"Message {message_id} is not of a bot.")
    gone: Json = {"chat": chat.brief(), "message_id": message_id, "date": 0}
    message = chat.messages.get(message_id, gone)
    id_ = world.next("4400")
    world.taps[id_] = Tap(id_, author, person.id, chat.id, world.clock.stamp())
    world.journal.add("callback", chat_id=chat.id, user_id=person.id, message_id=message_id, data=data, id=id_)
    query = {
        "id": id_,
        "from": person.user(),
        "message": message,
        "chat_instance": str(abs(chat.id)),
        "data": data,
    }
    world.deliver(world.bots[author], "callback_query", query)
    return {"callback_id": id_}


@verb("react", "user chat bot message emoji")
def react(world: World, body: Json) -> Json:
    person = world.person(need(body, "user"))
    chat, id_, emoji = place(world, body, person), need(body, "message"), body.get("emoji")
    if id_ not in chat.messages:
        refuse(f"There is no message {id_}.")
    new = [{"type": "emoji", "emoji": emoji}] if emoji else []
    change: Json = {"chat": chat.brief(), "message_id": id_, "user": person.user(), "date": world.date()}
    change |= {"old_reaction": [], "new_reaction": new}
    world.journal.add("reaction", chat_id=chat.id, message_id=id_, user_id=person.id, emoji=emoji)
    for bot in world.bots_in(chat):
        if chat.person or chat.members[bot.id].admin:
            world.deliver(bot, "message_reaction", change)
    return {}


@verb("vote", "user poll options")
def vote(world: World, body: Json) -> Json:
    person, options = world.person(need(body, "user")), need(body, "options")
    if body.get("poll") not in world.polls:
        refuse(f"There is no poll {body.get('poll')}.")
    chat_id, message_id, votes = world.polls[body["poll"]]
    chat = world.chats.get(chat_id) or world.privates[world.main.id, chat_id]
    message = chat.messages.get(message_id) or refuse("The poll is gone.")
    poll = message["poll"]
    if poll["is_closed"] or not all(0 <= option < len(poll["options"]) for option in options):
        refuse("The poll is closed, or has no such option.")
    votes[person.id] = options
    counts = [sum(index in chosen for chosen in votes.values()) for index in range(len(poll["options"]))]
    lines = [option | {"voter_count": n} for option, n in zip(poll["options"], counts, strict=True)]
    poll = poll | {"options": lines, "total_voter_count": sum(map(bool, votes.values()))}
    world.replace(chat, message | {"poll": poll})
    bot = world.bots[chat.authors[message_id]]
    if not poll["is_anonymous"]:
        answer = {"poll_id": poll["id"], "user": person.user(), "option_ids": options}
        world.deliver(bot, "poll_answer", answer | {"option_persistent_ids": [str(n) for n in options]})
    world.deliver(bot, "poll", poll)
    return {}
