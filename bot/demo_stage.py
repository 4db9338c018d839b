"""The stage of the demo: people of the sandbox say, press and read over its control side, waiting for each answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import aiohttp

TRIES, SECONDS = 200, 60
Step = tuple[str, str]
"""What a person presses, or says after an equals sign; and some words of the answer, waited for before going on."""


class Unfinished(Exception):
    """The scene could not be played to its end."""


@dataclass(slots=True)
class Stage:
    base: str
    web: aiohttp.ClientSession

    async def act(self, verb: str, **arguments: Any) -> Any:
        async with self.web.post(f"{self.base}/sandbox/{verb}", json=arguments) as answer:
            if answer.status != 200:
                raise Unfinished(f"{verb}: {await answer.text()}")
            return await answer.json()

    async def state(self) -> Any:
        async with self.web.get(f"{self.base}/sandbox/state") as answer:
            return await answer.json()

    async def people(self) -> dict[str, int]:
        return {user["first_name"]: user["id"] for user in (await self.state())["users"]}

    async def last(self) -> int:
        return int((await self.state())["last"])

    async def see(self, chat: int, words: str, since: int = 0) -> None:
        """Wait until a message with these words is there."""
        await self.act("wait", chat=chat, contains=words, since=since, timeout=SECONDS)

    async def tell(self, user: int, asked: str, *steps: Step) -> None:
        """A private conversation; `asked` are words of the message whose button is pressed first."""
        for step, answer in steps:
            before = await self.last()
            if step.startswith("="):
                await self.act("say", user=user, text=step[1:])
            else:
                message, button = await self.button(user, step, asked)
                await self.act("press", user=user, message=message, data=button["callback_data"])
            await self.see(user, answer, before)
            asked = answer

    async def button(self, chat: int, label: str, asked: str) -> tuple[int, dict[str, Any]]:
        """The button with this label under the newest message with the words `asked`, and that message's id."""
        await self.see(chat, asked)
        messages = next(c["messages"] for c in (await self.state())["chats"] if c["id"] == chat)
        for message in reversed(messages):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label.casefold() in button["text"].casefold() and asked in message.get("text", ""):
                        return int(message["message_id"]), button
        raise Unfinished(f"no button « {label} » under « {asked} »")

    async def open(self, user: int, url: str, answer: str) -> None:
        """Follow a link to the private chat with the bot."""
        payload = re.search(r"\?start=([\w-]+)", url)
        before = await self.last()
        await self.act("start", user=user, **({"payload": payload[1]} if payload else {}))
        await self.see(user, answer, before)

    async def link(self, callback: str) -> str:
        """The link with which the bot answered a tap."""
        for _try in range(TRIES):
            async with self.web.get(f"{self.base}/sandbox/calls") as answer:
                calls = [json.loads(line) for line in (await answer.text()).splitlines()]
            for call in calls:
                if call["params"].get("callback_query_id") == callback and "url" in call["params"]:
                    return str(call["params"]["url"])
            await self.act("idle", timeout=SECONDS)
        raise Unfinished("a tap was answered without its link")


async def install(stage: Stage, admin: int, group: int, name: str, kind: str) -> None:
    await stage.act("add_bot", chat=group, by=admin)
    _message, button = await stage.button(group, "Installer", "Bonjour")
    await stage.open(admin, button["url"], "Comment s’appelle")
    await stage.tell(admin, "Comment s’appelle", (name, "C’est le groupe"), (kind, "Où est-ce"),
                     (f"={name}, Valmont", "C’est bien ça"), ("Valmont (57)", "La nuit"),
                     ("De 20 h à 9 h", "Relisons"), ("Valider", "est installé"))
