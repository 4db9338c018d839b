"""People of the sandbox, over its control side: they say, press and read, as on a phone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp

TOKEN = "123456:SANDBOX"


class Missing(AssertionError):
    """What a person should see is not on their phone."""


@dataclass(slots=True)
class Scene:
    """One sandbox. `base` is its address; every call is bounded by its own time-out."""

    base: str
    web: aiohttp.ClientSession
    people: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)

    async def act(self, verb: str, **arguments: Any) -> Any:
        async with self.web.post(f"{self.base}/sandbox/{verb}", json=arguments) as answer:
            if answer.status != 200:
                raise Missing(f"{verb} {arguments}: {answer.status} {await answer.text()}")
            return await answer.json()

    async def get(self, what: str) -> Any:
        async with self.web.get(f"{self.base}/sandbox/{what}") as answer:
            answer.raise_for_status()
            return await answer.json()

    async def learn(self) -> None:
        """Names of the seeded people and groups."""
        state = await self.get("state")
        self.people = {user["first_name"]: user["id"] for user in state["users"]}
        self.groups = {chat["title"]: chat["id"] for chat in state["chats"] if chat.get("title")}

    async def add_people(self, count: int) -> list[int]:
        """Fictional extras, named after their number."""
        made = [await self.act("users", first_name="Extra", language_code="fr") for _ in range(count)]
        return [int(user["id"]) for user in made]

    async def idle(self, patience: float = 20) -> None:
        await self.act("idle", timeout=patience)

    async def messages(self, chat: int) -> list[dict[str, Any]]:
        state = await self.get("state")
        return next((c["messages"] for c in state["chats"] if c["id"] == chat), [])

    async def texts(self, chat: int) -> list[str]:
        return [m.get("text") or m.get("caption") or "" for m in await self.messages(chat)]

    async def buttons(self, chat: int) -> list[tuple[int, dict[str, Any]]]:
        """(message id, button) of every inline button in the chat, the newest message first."""
        found = []
        for message in reversed(await self.messages(chat)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                found += [(message["message_id"], button) for button in row]
        return found

    async def press(self, user: int, label: str, chat: int | None = None) -> None:
        """Press the newest button whose label contains these words, once it is there; a link opens the chat."""
        for _try in range(100):
            if await self._pressed(user, label, chat):
                return
            await self.idle()
        raise Missing(f"no button « {label} » in chat {chat or user}: {await self.texts(chat or user)}")

    async def _pressed(self, user: int, label: str, chat: int | None) -> bool:
        for message, button in await self.buttons(chat or user):
            if label.casefold() not in button["text"].casefold():
                continue
            if "url" in button:
                await self.open(user, button["url"])
            else:
                await self.act("press", user=user, chat=chat or user, message=message, data=button["callback_data"])
            return True
        return False

    async def press_on(self, user: int, label: str, chat: int, words: str) -> None:
        """Press the button with this label under the newest message that contains these words."""
        for message in reversed(await self.messages(chat)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"] and words in message["text"]:
                        await self.act("press", user=user, chat=chat, message=message["message_id"],
                                       data=button["callback_data"])
                        return
        raise Missing(f"no button « {label} » under « {words} » in chat {chat}: {await self.texts(chat)}")

    async def reply(self, user: int, step: str, asked: str) -> None:
        """In private: "=words" says, "label" presses under the newest message with the words `asked`."""
        await (self.say(user, step[1:]) if step.startswith("=") else self.press_on(user, step, user, asked))

    async def open(self, user: int, url: str) -> None:
        """Follow a link to the private chat with the bot."""
        payload = re.search(r"\?start=([\w-]+)", url)
        assert payload, url
        await self.act("start", user=user, payload=payload[1])

    async def follow(self, user: int, label: str, chat: int) -> None:
        """Press a button whose answer is a link to the private chat, and go there."""
        before = await self.last()
        await self.press(user, label, chat)
        await self.idle()
        links = [call["params"]["url"] for call in await self.calls_since(before)
                 if call["method"] == "answerCallbackQuery" and "url" in call["params"]]
        assert len(links) == 1, links
        await self.open(user, links[0])

    async def last(self) -> int:
        """The number of the newest event: what is waited for comes after it."""
        return int((await self.get("state"))["last"])

    async def see(self, chat: int, words: str, since: int = 0, patience: float = 30) -> str:
        """Wait until a message with these words is there; its text."""
        message = await self.act("wait", chat=chat, contains=words, since=since, timeout=patience)
        return str(message.get("text") or message.get("caption"))

    async def at(self, moment: datetime) -> None:
        """Move the street's clock."""
        await self.act("clock", to=moment.isoformat())

    async def say(self, user: int, text: str, chat: int | None = None) -> None:
        await self.act("say", user=user, text=text, **({"chat": chat} if chat else {}))

    async def then(self, user: int, *steps: str) -> None:
        """A private conversation: "label" presses, "=words" says; waits for quiet after each."""
        for step in steps:
            await (self.say(user, step[1:]) if step.startswith("=") else self.press(user, step))
            await self.idle()

    async def calls(self) -> list[dict[str, Any]]:
        return await self.calls_since(0)

    async def calls_since(self, event: int) -> list[dict[str, Any]]:
        async with self.web.get(f"{self.base}/sandbox/calls", params={"since": event}) as answer:
            return [json.loads(line) for line in (await answer.text()).splitlines() if line]
