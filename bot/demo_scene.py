"""The demo's opening scene: fictional people of the sandbox press the real buttons, over its control side.

Their admins install the two groups, neighbours join through the cards, and two of them ask for a hand. The clock is set
to the next working morning, so that nothing waits for the end of the night.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from content.days import is_public_holiday
from rules.calendar import Territory

BUILDING, STREET = "Les Lilas", "Rue des Lilas"
JOINING = (("Odile", BUILDING), ("Lucas", BUILDING), ("Fatou", BUILDING), ("Marcel", STREET), ("Jeanne", BUILDING),
           ("Camille", STREET))
TALK = (("Karim", BUILDING, "Bonjour tout le monde\u00a0! Avec Tous Voisins, on pourra se demander un coup de main."),
        ("Fatou", BUILDING, "Bonne idée, merci Karim 👍"),
        ("Nadia", STREET, "Bonjour la rue\u00a0! Tous Voisins est là. Marcel, c’est pour vos colis aussi 😉"),
        ("Camille", STREET, "Et samedi, le marché est place du Mail."))
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


def next_morning(now: datetime) -> datetime:
    """The next ten o'clock in Paris from which three working days follow: the story goes on for two."""
    local = now.astimezone(ZoneInfo("Europe/Paris"))
    morning = local.replace(hour=10, minute=0, second=0, microsecond=0)
    while morning < local or not all(is_working(morning.date() + timedelta(days=more)) for more in range(3)):
        morning += timedelta(days=1)
    return morning


def is_working(day: date) -> bool:
    return day.weekday() < 5 and not is_public_holiday(day, Territory.METROPOLE)


async def set_the_scene(base: str, now: datetime) -> None:
    """Play the opening. Raises Unfinished when a button that should be there is not."""
    async with aiohttp.ClientSession() as web:
        stage = Stage(base, web)
        await stage.act("clock", to=next_morning(now).isoformat())
        state = await stage.state()
        people = {user["first_name"]: user["id"] for user in state["users"]}
        groups = {name: next(c["id"] for c in state["chats"] if c.get("title", "").startswith(name))
                  for name in (BUILDING, STREET)}
        admins = {chat["id"]: member["user"] for chat in state["chats"] for member in chat.get("members", ())
                  if member["status"] == "creator"}
        for name, kind in ((BUILDING, "immeuble"), (STREET, "rue")):
            await install(stage, admins[groups[name]], groups[name], name, kind)
        for first_name, group in JOINING:
            await join(stage, people[first_name], groups[group], first_name)
        for first_name, group, words in TALK:
            await stage.act("say", chat=groups[group], user=people[first_name], text=words)
        await ask(stage, people["Jeanne"], "Courses", "Faire des courses", "Demain", "L’après-midi")
        await ask(stage, people["Marcel"], "Courses", "Faire garder un colis", "Demain", "Le matin")


async def raise_the_curtain(base: str) -> None:
    """The street is ready: the page shows it."""
    async with aiohttp.ClientSession() as web:
        await Stage(base, web).act("curtain", down=False)


async def install(stage: Stage, admin: int, group: int, name: str, kind: str) -> None:
    await stage.act("add_bot", chat=group, by=admin)
    _message, button = await stage.button(group, "Installer", "Bonjour")
    await stage.open(admin, button["url"], "Comment s’appelle")
    await stage.tell(admin, "Comment s’appelle", (name, "C’est le groupe"), (kind, "Où est-ce"),
                     (f"={name}, Valmont", "C’est bien ça"), ("Valmont (57)", "La nuit"),
                     ("De 20 h à 9 h", "Relisons"), ("Valider", "est installé"))


async def join(stage: Stage, person: int, group: int, first_name: str) -> None:
    message, button = await stage.button(group, "Je participe", "prêt pour")
    tapped = await stage.act("press", user=person, chat=group, message=message, data=button["callback_data"])
    await stage.open(person, await stage.link(tapped["callback_id"]), "votre prénom")
    await stage.tell(person, "votre prénom", (first_name, "Qu’aimez-vous"), ("C’est tout", "plutôt quand"),
                     ("C’est tout", "promettons"), ("18 ans ou plus", "Bienvenue"))


async def ask(stage: Stage, person: int, family: str, kind: str, day: str, slot: str) -> None:
    await stage.tell(person, "", ("=🤝 J’ai besoin d’un coup de main", "De quel coup de main"),
                     (family, "Lequel vous aiderait"), (kind, "Pour quel jour"), (day, "À quel moment"),
                     (slot, "Tout est juste"), ("Publier", "C’est publié"))
