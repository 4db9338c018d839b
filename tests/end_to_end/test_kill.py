"""kill -9 at any moment: no update lost, no effect doubled, no answer lost."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter

import pytest
from sqlalchemy import func, select

from rules.residents import Standing
from storage.engine import open_engine, transaction
from storage.tables import HourEntry, Person, table
from tests.end_to_end.scene import Missing, Scene
from tests.end_to_end.town import Town

pytestmark = pytest.mark.crash
KILLS = int(os.environ.get("KILLS", "10"))
PEOPLE = 16
STORY = ("=/start", "Commencer", "Extra", "=rue des Lilas", "C’est tout", "C’est tout", "18 ans ou plus",
         "=/monheure", "Noter un moment", "voisinage", "30 min")
SEEN = ("Bonjour", "prénom", "Où habitez", "aimez-vous", "quand", "promettons", "Bienvenue, Extra",
        "Votre heure civique", "pour qui", "Combien de temps", "C’est noté")


async def test_kill_nine_loses_nobody(scene: Scene, town: Town) -> None:
    """Sixteen people join and note an hour while the bot is killed again and again: all of it happens, once."""
    people = await scene.add_people(PEOPLE)
    chance = random.Random(20261123)
    stories = [asyncio.create_task(tell(scene, person)) for person in people]
    killing = asyncio.create_task(keep_killing(town, chance))
    await asyncio.gather(*stories, killing)
    await scene.idle(30)
    with transaction(open_engine(town.url)) as session:
        person, hour = table(Person), table(HourEntry)
        joined = session.connection().execute(
            select(func.count()).select_from(person).where(person.c.standing == Standing.RESIDENT)).scalar()
        noted = Counter(session.connection().execute(select(hour.c.person_id)).scalars())
    assert joined == PEOPLE
    assert sorted(noted.values()) == [1] * PEOPLE, "each hour is noted once"
    repeated = 0
    for one in people:
        texts = await scene.texts(one)
        repeated += len(texts) - len(set(texts))
    assert repeated <= 5 * KILLS, "an answer may be said again after a kill, a handful of times at most"


async def tell(scene: Scene, person: int) -> None:
    """One person's story: each step waits for the answer to the one before, however long the bot is away.

    A person whose press led nowhere presses again: after a kill an answer may be there twice, and only one of the
    two screens is alive.
    """
    for step, answer in zip(STORY, SEEN, strict=True):
        before = (await scene.get("state"))["last"]
        for again in range(4):
            await do(scene, person, step, again)
            if await came(scene, person, answer, before):
                break
        else:
            raise AssertionError(f"« {answer} » never came after « {step} »: {await scene.texts(person)}")


async def do(scene: Scene, person: int, step: str, again: int) -> None:
    if step == "=/start":
        await scene.act("start", user=person)
    elif step.startswith("="):
        await scene.say(person, step[1:])
    elif not again or any(step.casefold() in b["text"].casefold() for _id, b in await scene.buttons(person)):
        await scene.press(person, step)


async def came(scene: Scene, person: int, answer: str, before: int) -> bool:
    try:
        await scene.act("wait", chat=person, contains=answer, since=before, timeout=20)
    except Missing:
        return False
    return True


async def keep_killing(town: Town, chance: random.Random) -> None:
    for _kill in range(KILLS):
        await asyncio.sleep(chance.uniform(0.05, 1.2))
        await town.kill()
        await town.start()
