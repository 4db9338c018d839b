"""Before the third chapter of the demo: more people in the building, Nadia who looks after it, a need that waits.

They join once Jeanne has asked, so that each has been shown a need; three are asked for Fatou’s, and rest a week: what
is asked for in the first chapter goes to the group, as it does where few may be asked. All of them are fictional.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.demo_stage import Stage

NEIGHBOURS = ("Agnès", "Rosa", "Mehdi")
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")
WAITS = timedelta(days=19)


async def set_the_building(stage: Stage, people: Mapping[str, int], building: int, now: datetime) -> None:
    await asyncio.gather(*(join(stage, people[name], building, name, "Courses") for name in NEIGHBOURS))
    for name in ("Karim", "Nadia"):
        await join(stage, people[name], building, name)
    await name_referent(stage, people["Karim"], people["Nadia"])
    day = now + WAITS
    await ask(stage, people["Fatou"], "Maison", "Emprunter un objet", f"={day.day} {MONTHS[day.month - 1]}", "Le matin")


async def join(stage: Stage, person: int, group: int, first_name: str, likes: str = "") -> None:
    message, button = await stage.button(group, "Je participe", "prêt pour")
    tapped = await stage.act("press", user=person, chat=group, message=message, data=button["callback_data"])
    await stage.open(person, await stage.link(tapped["callback_id"]), "votre prénom")
    await stage.tell(person, "votre prénom", (first_name, "Qu’aimez-vous"),
                     *(((likes, "Qu’aimez-vous"),) if likes else ()), ("C’est tout", "plutôt quand"),
                     ("C’est tout", "promettons"), ("18 ans ou plus", "Bienvenue"))


async def ask(stage: Stage, person: int, family: str, kind: str, day: str, slot: str) -> None:
    await stage.tell(person, "", ("=🤝 J’ai besoin d’un coup de main", "De quel coup de main"),
                     (family, "Lequel vous aiderait"), (kind, "Pour quel jour"), (day, "À quel moment"),
                     (slot, "Tout est juste"), ("Publier", "C’est publié"))


async def name_referent(stage: Stage, admin: int, person: int) -> None:
    """Who runs the group names somebody, who says yes."""
    await stage.tell(admin, "", ("=/referent", "📋"), ("Nommer un référent", "vous propose de veiller"))
    _message, answer = await stage.button(admin, "Répondre", "vous propose de veiller")
    await stage.open(person, answer["url"], "vous propose de veiller")
    _message, yes = await stage.button(person, "D’accord", "vous propose de veiller")
    await stage.open(person, yes["url"], "Vous veillez désormais")
