"""The demo's opening scene: fictional people of the sandbox press the real buttons, over its control side.

Their admins install the two groups, neighbours join through the cards, and two of them ask for a hand. The clock is set
to the next working morning, so that nothing waits for the end of the night.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

PATIENCE = 100
BUILDING, STREET = "Résidence Les Lilas", "Rue des Lilas"
JOINING = (("Odile", BUILDING), ("Lucas", BUILDING), ("Fatou", BUILDING), ("Marcel", STREET), ("Jeanne", BUILDING),
           ("Camille", STREET))


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

    async def idle(self) -> None:
        await self.act("idle", timeout=30)

    async def press(self, user: int, label: str, chat: int | None = None) -> None:
        """Press the newest button whose label contains these words, once it is there; a link opens the chat."""
        for _try in range(PATIENCE):
            if await self._pressed(user, label, chat):
                return
            await self.idle()
        raise Unfinished(f"no button « {label} »")

    async def _pressed(self, user: int, label: str, chat: int | None) -> bool:
        state = await self.state()
        messages = next(c["messages"] for c in state["chats"] if c["id"] == (chat or user))
        for message in reversed(messages):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        await self._push(user, chat or user, message["message_id"], button)
                        return True
        return False

    async def _push(self, user: int, chat: int, message: int, button: dict[str, Any]) -> None:
        if "url" in button:
            await self.open(user, button["url"])
            return
        before = (await self.state())["last"]
        await self.act("press", user=user, chat=chat, message=message, data=button["callback_data"])
        await self.idle()
        if chat != user:
            await self.follow(user, before)

    async def follow(self, user: int, since: int) -> None:
        """When the answer to a tap was a link to the private chat, go there."""
        async with self.web.get(f"{self.base}/sandbox/calls", params={"since": since}) as answer:
            said = await answer.text()
        for payload in re.findall(r"\?start=([\w-]+)", "".join(
                line for line in said.splitlines() if '"method":"answerCallbackQuery"' in line))[:1]:
            await self.act("start", user=user, payload=payload)
            await self.idle()

    async def open(self, user: int, url: str) -> None:
        payload = re.search(r"\?start=([\w-]+)", url)
        await self.act("start", user=user, **({"payload": payload[1]} if payload else {}))
        await self.idle()

    async def then(self, user: int, *labels: str) -> None:
        for label in labels:
            if label.startswith("="):
                await self.act("say", user=user, text=label[1:])
            else:
                await self.press(user, label)
            await self.idle()


def next_morning(now: datetime) -> datetime:
    """Ten o'clock in Paris, today if it is still to come, on a day from Monday to Friday."""
    local = now.astimezone(ZoneInfo("Europe/Paris"))
    morning = local.replace(hour=10, minute=0, second=0, microsecond=0)
    while morning < local or morning.weekday() > 4:
        morning += timedelta(days=1)
    return morning


async def set_the_scene(base: str, now: datetime) -> None:
    """Play the opening. Raises Unfinished when a button that should be there is not."""
    async with aiohttp.ClientSession() as web:
        stage = Stage(base, web)
        await stage.act("clock", to=next_morning(now).isoformat())
        state = await stage.state()
        people = {user["first_name"]: user["id"] for user in state["users"]}
        groups = {name: next(c["id"] for c in state["chats"] if c.get("title", "").startswith(name))
                  for name in (BUILDING, STREET)}
        await stage.idle()
        admins = {chat["id"]: member["user"] for chat in state["chats"] for member in chat.get("members", ())
                  if member["status"] == "creator"}
        for name, kind in ((BUILDING, "immeuble"), (STREET, "rue")):
            await install(stage, admins[groups[name]], groups[name], name, kind)
        for first_name, group in JOINING:
            await stage.press(people[first_name], "Je participe", groups[group])
            await stage.then(people[first_name], first_name, "C’est tout", "C’est tout", "18 ans ou plus")
        await ask(stage, people["Jeanne"], "Courses", "Faire des courses", "Demain", "L’après-midi")
        await ask(stage, people["Marcel"], "Courses", "Recevoir un colis", "Demain", "Le matin")


async def install(stage: Stage, admin: int, group: int, name: str, kind: str) -> None:
    await stage.act("add_bot", chat=group, by=admin)
    await stage.idle()
    await stage.press(admin, "Installer", group)
    await stage.then(admin, name, kind, f"={name}, Valmont", "De 20 h à 9 h", "Valider")


async def ask(stage: Stage, person: int, *answers: str) -> None:
    await stage.then(person, "=🤝 J’ai besoin d’un coup de main")
    for words in answers:
        await choose(stage, person, words)
    await stage.then(person, "Publier")


async def choose(stage: Stage, person: int, words: str) -> None:
    """Press the button with these words under the newest message, once it is there: on a slow machine the question
    may come after a quiet moment."""
    for _try in range(PATIENCE):
        state = await stage.state()
        newest = next(c["messages"] for c in state["chats"] if c["id"] == person)[-1]
        for row in newest.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if words.casefold() in button["text"].casefold():
                    await stage.act("press", user=person, chat=person, message=newest["message_id"],
                                    data=button["callback_data"])
                    await stage.idle()
                    return
        await stage.idle()
    raise Unfinished(f"no button « {words} »")
