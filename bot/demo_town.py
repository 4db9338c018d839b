"""The demo's town hall, fictional: three more groups, two people who coordinate, the groups linked by who runs them.

The first invitations come from the command line, as a town's do; everything else is pressed and said.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Mapping
from typing import Any

from bot.demo_stage import Stage, Unfinished, install

TOWN_HALL, SECOND = "Mairie de Valmont", "Paul, mairie"
OTHERS = (("Les Tilleuls", "rue"), ("Place du Mail", "rue"), ("Les Peupliers", "immeuble"))
LINKED = ("Les Lilas", *(name for name, _kind in OTHERS))


async def set_the_town(stage: Stage, around: Mapping[str, str]) -> None:
    """around: the settings that the bot of this street runs with."""
    await stage.act("seed", name="town")
    state = await stage.state()
    people = {user["first_name"]: user["id"] for user in state["users"]}
    groups = {chat["title"]: chat for chat in state["chats"] if chat.get("title")}
    await asyncio.gather(
        *(install(stage, runs(groups[name]), groups[name]["id"], name, kind) for name, kind in OTHERS),
        *(coordinate(stage, people[name], around) for name in (TOWN_HALL, SECOND)))
    code = await town_code(stage, people[TOWN_HALL])
    await asyncio.gather(*(link(stage, groups[name], code) for name in LINKED))


async def coordinate(stage: Stage, person: int, around: Mapping[str, str]) -> None:
    await stage.open(person, await invitation(around), "vous propose un rôle")
    await stage.tell(person, "vous propose un rôle", ("Accepter", "rôle"))


async def link(stage: Stage, group: Mapping[str, Any], code: str) -> None:
    since = await stage.last()
    await stage.act("say", chat=group["id"], user=runs(group), text=f"/relier {code}")
    await stage.see(group["id"], "est relié", since)


def runs(chat: Mapping[str, Any]) -> int:
    return int(next(member["user"] for member in chat["members"] if member["status"] == "creator"))


async def invitation(around: Mapping[str, str]) -> str:
    """The link that the command line prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--env", "-", "coordinator", stdout=asyncio.subprocess.PIPE,
        env={k: v for k, v in os.environ.items() if k not in ("BOT_TOKEN", "DATABASE_URL")} | dict(around))
    said, _errors = await process.communicate()
    found = re.search(r"https://\S+", said.decode())
    if found is None:
        raise Unfinished("the command line gave no invitation")
    return found[0]


async def town_code(stage: Stage, coordinator: int) -> str:
    """« VALMONT 48213 », made and read by who coordinates."""
    since = await stage.last()
    await stage.act("say", user=coordinator, text="/mairie")
    await stage.see(coordinator, "🏛", since)
    message = max(m["message_id"] for c in (await stage.state())["chats"] if c["id"] == coordinator
                  for m in c["messages"])
    since = await stage.last()
    await stage.act("press", user=coordinator, message=message, data="code.town")
    said = await stage.act("wait", chat=coordinator, contains="🔑", since=since, timeout=60)
    found = re.search(r": (\S+ \d{5})", str(said["text"]).replace("\u00a0", " "))
    if found is None:
        raise Unfinished("no code for the groups")
    return found[1]
