"""The world: everything the sandbox knows, in memory, and the few ways it changes."""

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.errors import Json, refuse
from sandbox.faults import Faults
from sandbox.journal import Clock, Journal
from sandbox.limits import Limits
from sandbox.people import Chat, File, Member, Person, Tap, Topic
from sandbox.schema import Upload
from sandbox.text import command_of
from sandbox.updates import Queue

MAIN_BOT = (123456, "123456:SANDBOX", "tousvoisins_bot", "Tous Voisins")


@dataclass
class Hook:
    url: str
    secret: str | None
    connections: int
    error: str = ""
    error_at: int = 0


@dataclass
class Bot:
    id: int
    token: str
    username: str
    name: str
    queue: Queue
    reads_all: bool = False
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)  # name and descriptions by language
    menus: dict[int, Json] = field(default_factory=dict)
    hook: Hook | None = None

    def user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def forget(self) -> None:
        self.queue.items.clear()
        for told in (self.commands, self.words, self.menus):
            told.clear()

    def view(self) -> Json:
        return self.user() | {"name": self.name, "token": self.token}


class World:
    def __init__(self, log: Path | None = None) -> None:
        self.clock = Clock()
        self.journal = Journal(self.clock, log)
        self.limits = Limits(self.clock.stamp)
        self.faults = Faults()
        self.random = random.Random(7)
        self.seeded: list[str] = []
        self.bots: dict[int, Bot] = {}
        self.curtain = False  # down: the page asks for patience while somebody sets the scene
        self.clear()

    def clear(self) -> None:
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.privates: dict[tuple[int, int], Chat] = {}  # bot, person
        self.files: dict[str, File] = {}
        self.taps: dict[str, Tap] = {}
        self.polls: dict[str, tuple[int, int, dict[int, list[int]]]] = {}  # id -> chat, message, votes
        self.counter = 0
        self.last_ids: list[int] = [7_000_000_000, 4_000_000_000, 1_000_000_000_000]
        self.limits.clear()
        self.journal.add("reset")
        for bot in self.bots.values():  # they stay, and so do their listeners
            bot.forget()
            self.journal.add("user", bot=bot.view())
        if not self.bots:
            self.make_bot(*MAIN_BOT)

    def make_bot(self, id_: int, token: str, username: str, name: str) -> Bot:
        first = 100_000_000 + id_ % 1_000_000
        bot = self.bots[id_] = Bot(id_, token, username, name, Queue(self.clock.stamp, first))
        self.journal.add("user", bot=bot.view())
        return bot

    @property
    def main(self) -> Bot:
        return next(iter(self.bots.values()))

    def next(self, prefix: str = "") -> str:
        self.counter += 1
        return f"{prefix}{self.counter}"

    def date(self) -> int:
        return int(self.clock.stamp())

    # Persons and chats
    def person(self, id_: Any) -> Person:
        return self.people.get(id_) or refuse(f"There is no person {id_}.")

    def chat(self, id_: Any, bot: int | None = None) -> Chat:
        """Control side: a group, or the private chat of that person."""
        found = self.chats.get(id_) or self.privates.get((bot or self.main.id, id_))
        return found or refuse(f"There is no chat {id_}.")

    def every_chat(self) -> list[Chat]:
        return [*self.chats.values(), *self.privates.values()]

    def private(self, bot: Bot, person: Person) -> Chat:
        key = (bot.id, person.id)
        if key not in self.privates:
            self.privates[key] = Chat(person.id, "private", bot=bot.id, person=person)
            self.show_chat(self.privates[key])
        return self.privates[key]

    def user(self, id_: int) -> Json | None:
        found = self.people.get(id_) or self.bots.get(id_)
        return found.user() if found else None

    def users(self) -> dict[int, Json]:
        return {id_: person.user() for id_, person in self.people.items()}

    def show_chat(self, chat: Chat) -> None:
        self.journal.add("chat", chat_id=chat.id, chat=chat.view(messages=False))

    def show_person(self, person: Person) -> None:
        self.journal.add("user", user_id=person.id, user=person.view(self.main.id))

    # Messages
    def post(self, chat: Chat, sender: Json, content: Json, thread: int | None = None, bot: int = 0) -> Json:
        """Stores a message and shows it. Telling the bots is the caller's."""
        chat.last_id += 1
        message: Json = {"message_id": chat.last_id, "date": self.date(), "chat": chat.brief()} | sender
        if thread and chat.forum:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        message |= content
        chat.messages[chat.last_id] = message
        if bot:
            chat.authors[chat.last_id] = chat.last_bot = bot
        self.journal.add("message", chat_id=chat.id, message=message, **({"bot": chat.bot} if chat.bot else {}))
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        chat.messages[message["message_id"]] = message
        self.journal.add("edit", chat_id=chat.id, message=message, **({"bot": chat.bot} if chat.bot else {}))
        return message

    def erase(self, chat: Chat, ids: list[int]) -> None:
        for id_ in ids:
            chat.messages.pop(id_, None)
            if id_ in chat.pinned:
                chat.pinned.remove(id_)
        self.journal.add("delete", chat_id=chat.id, message_ids=ids)

    def quoted(self, chat: Chat, message_id: int) -> Json:
        return {key: value for key, value in chat.messages[message_id].items() if key != "reply_to_message"}

    # Updates
    def deliver(self, bot: Bot, kind: str, payload: Json) -> None:
        if bot.queue.wants(kind):
            update = bot.queue.push(kind, payload)
            self.journal.add("update", bot=bot.id, update=update)

    def bots_in(self, chat: Chat) -> list[Bot]:
        if chat.bot:
            return [self.bots[chat.bot]]
        return [bot for bot in self.bots.values() if (m := chat.members.get(bot.id)) and m.inside]

    def tell(self, chat: Chat, kind: str, message: Json, service: bool = False) -> None:
        """To each bot that may see it: privacy mode."""
        for bot in self.bots_in(chat):
            if service or self.sees(bot, chat, message):
                self.deliver(bot, kind, message)

    def sees(self, bot: Bot, chat: Chat, message: Json) -> bool:
        if chat.type in ("private", "channel") or bot.reads_all or chat.members[bot.id].admin:
            return True
        reply = message.get("reply_to_message", {}).get("message_id")
        if chat.authors.get(reply) == bot.id:
            return True
        if message.get("via_bot", {}).get("id") == bot.id:
            return True
        command = command_of(message.get("text", ""), message.get("entities", []))
        if command is None:
            return False
        return command[1].lower() == bot.username.lower() if command[1] else chat.last_bot == bot.id

    def service(self, chat: Chat, sender: Json, content: Json, thread: int | None = None) -> Json:
        message = self.post(chat, sender, content, thread)
        self.tell(chat, "channel_post" if chat.type == "channel" else "message", message, service=True)
        return message

    def set_member(self, chat: Chat, id_: int, status: str, by: Json, **more: Any) -> None:
        """Changes a membership; my_chat_member to the bot concerned, chat_member to bots that administer."""
        user = self.user(id_) or refuse(f"There is no user {id_}.")
        old = chat.members.get(id_) or Member("left")
        new = Member(status, more.get("anonymous", False), more.get("rights") or {})
        chat.members[id_] = new
        self.journal.add("member", chat_id=chat.id, user_id=id_, status=status, anonymous=new.anonymous)
        self.show_chat(chat)
        change: Json = {"chat": chat.brief(), "from": by, "date": self.date()}
        change |= {"old_chat_member": old.view(user), "new_chat_member": new.view(user)}
        if id_ in self.bots:
            self.deliver(self.bots[id_], "my_chat_member", change)
        for bot in self.bots_in(chat):
            if bot.id != id_ and chat.members[bot.id].admin:
                self.deliver(bot, "chat_member", change)

    def add_topic(self, chat: Chat, name: str, sender: Json, extra: Json | None = None) -> Topic:
        made = {"name": name, "icon_color": 7322096} | (extra or {})
        topic = Topic(chat.last_id + 1, name)
        chat.topics[topic.id] = topic
        self.service(chat, sender, {"forum_topic_created": made}, topic.id)
        self.show_chat(chat)
        return topic

    # Files
    def keep_file(self, upload: Upload, kind: str, bots: set[int]) -> File:
        id_ = self.next(f"AgACAgQAA_{kind}_")
        file = self.files[id_] = File(id_, upload.data, upload.name, upload.mime, kind, bots)
        return file

    def stop(self) -> None:
        self.journal.close()
