"""A world again from its log, to be looked at."""

import json
from collections.abc import Iterable
from datetime import datetime

from sandbox.errors import Json
from sandbox.people import Chat, Member, Person, Topic
from sandbox.state import World

NAMES = ("id", "first_name", "last_name", "username", "language_code", "age", "deactivated")


def rebuild(world: World, lines: Iterable[str]) -> None:
    """Empties the world, then lives through the lines: persons, chats, messages, keyboards, pins, clock."""
    world.journal.lines.clear()
    world.journal.heads.clear()
    at = ""
    for line in lines:
        event: Json = json.loads(line)
        at = event["at"]
        world.journal.keep(line.rstrip("\n"), event["type"], event)
        live(world, event)
    if at:
        world.clock.offset = (datetime.fromisoformat(at) - world.clock.real()).total_seconds()


def live(world: World, event: Json) -> None:
    match event["type"]:
        case "reset":
            world.people.clear()
            world.chats.clear()
            world.privates.clear()
        case "user" if "user" in event:
            remember_person(world, event["user"])
        case "user" if event["bot"]["id"] not in world.bots:
            bot = event["bot"]
            world.make_bot(bot["id"], bot["token"], bot["username"], bot["name"])
        case "chat":
            remember_chat(world, event["chat"])
        case "message" | "edit" if event["message"]["message_id"]:
            remember_message(where(world, event), event["message"])
        case "delete":
            for id_ in event["message_ids"]:
                where(world, event).messages.pop(id_, None)
        case "keyboard":
            remember_keyboard(where(world, event), event)
        case "pin":
            where(world, event).pinned = [event["message_id"]] if event["message_id"] else []
        case _:
            pass


def where(world: World, event: Json) -> Chat:
    return world.chats.get(event["chat_id"]) or world.privates[event.get("bot", world.main.id), event["chat_id"]]


def remember_person(world: World, view: Json) -> None:
    person = Person(**{name: view[name] for name in NAMES if name in view})
    person.started, person.blocked = set(view["started_bots"]), set(view["blocked_bots"])
    world.people[person.id] = person


def remember_chat(world: World, view: Json) -> None:
    key = (view.get("bot", 0), view["id"])
    old = world.privates.get(key) or world.chats.get(view["id"])
    chat = old or Chat(view["id"], view["type"])
    chat.title, chat.forum, chat.slow_mode = view["title"], view["is_forum"], view["slow_mode"]
    chat.migrated_to, chat.deleted, chat.general_closed = view["migrated_to"], view["deleted"], view["general_closed"]
    chat.topics = {topic["id"]: Topic(**topic) for topic in view["topics"]}
    chat.members = {m["user"]: Member(m["status"], m["anonymous"], m["rights"]) for m in view["members"]}
    if "bot" in view:
        chat.bot, chat.person, chat.title = view["bot"], world.people[view["id"]], ""
        world.privates[key] = chat
    else:
        world.chats[chat.id] = chat


def remember_message(chat: Chat, message: Json) -> None:
    chat.messages[message["message_id"]] = message
    chat.last_id = max(chat.last_id, message["message_id"])


def remember_keyboard(chat: Chat, event: Json) -> None:
    person = event["user_id"] or 0
    if person == 0:
        chat.keyboards.clear()
    if event["markup"]:
        chat.keyboards[person] = event["markup"]
    else:
        chat.keyboards.pop(person, None)
