"""The demo's opening scene: fictional people of the sandbox press the real buttons, over its control side.

Their admins install the two groups, neighbours join through the cards, and two of them ask for a hand. The clock is set
to the next working morning, so that nothing waits for the end of the night.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp

from bot.demo_neighbours import ask, join, set_the_building
from bot.demo_stage import Stage, install
from bot.demo_town import set_the_town
from content.days import is_public_holiday
from rules.calendar import Territory

BUILDING, STREET = "Les Lilas", "Rue des Lilas"
JOINING = (("Odile", BUILDING), ("Lucas", BUILDING), ("Fatou", BUILDING), ("Marcel", STREET), ("Jeanne", BUILDING),
           ("Camille", STREET))
TALK = (("Karim", BUILDING, "Bonjour tout le monde\u00a0! Avec Tous Voisins, on pourra se demander un coup de main."),
        ("Fatou", BUILDING, "Bonne idée, merci Karim 👍"),
        ("Nadia", STREET, "Bonjour la rue\u00a0! Tous Voisins est là. Marcel, c’est pour vos colis aussi 😉"),
        ("Camille", STREET, "Et samedi, le marché est place du Mail."))

def next_morning(now: datetime) -> datetime:
    """The next ten o'clock in Paris from which three working days follow: the story goes on for two."""
    local = now.astimezone(ZoneInfo("Europe/Paris"))
    morning = local.replace(hour=10, minute=0, second=0, microsecond=0)
    while morning < local or not all(is_working(morning.date() + timedelta(days=more)) for more in range(3)):
        morning += timedelta(days=1)
    return morning


def is_working(day: date) -> bool:
    return day.weekday() < 5 and not is_public_holiday(day, Territory.METROPOLE)


async def set_the_scene(base: str, now: datetime, around: Mapping[str, str] | None = None) -> None:
    """Play the opening; with the settings that the bot runs with (`around`), the town hall’s too.

    Raises Unfinished when a button that should be there is not.
    """
    async with aiohttp.ClientSession() as web:
        stage = Stage(base, web)
        await stage.act("clock", to=next_morning(now).isoformat())
        state = await stage.state()
        people = await stage.people()
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
        if around is not None:
            await set_the_town(stage, around)
            await set_the_building(stage, await stage.people(), groups[BUILDING], next_morning(now))


async def raise_the_curtain(base: str) -> None:
    """The street is ready: the page shows it."""
    async with aiohttp.ClientSession() as web:
        await Stage(base, web).act("curtain", down=False)
