"""kill -9 at any moment: no update lost, no effect doubled, no answer lost."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter

import pytest
from sqlalchemy import func, select

from rules.residents import Standing
from storage.tables import HourEntry, Person, table
from tests.end_to_end import records
from tests.end_to_end.scene import Missing, Scene
from tests.end_to_end.town import Town, keep_killing

pytestmark = pytest.mark.crash
KILLS = int(os.environ.get("KILLS", "6"))
PEOPLE = 16
STORY = ("=/start", "Commencer", "Extra", "=rue des Lilas, Nantes", "rue des Lilas", "C’est tout", "C’est tout",
         "18 ans ou plus", "=/monheure", "Noter un moment", "voisinage", "30 min")
SEEN = ("Bonjour", "prénom", "Où habitez", "C’est bien ça", "aimez-vous", "quand", "promettons", "Bienvenue, Extra",
        "Votre heure civique", "pour qui", "Combien de temps", "C’est noté")
_person, _hour = table(Person), table(HourEntry)


async def test_kill_nine_loses_nobody(scene: Scene, town: Town) -> None:
    """Sixteen people join and note an hour while the bot is killed again and again: all of it happens, once."""
    people = await scene.add_people(PEOPLE)
    async with asyncio.TaskGroup() as group:
        for person in people:
            group.create_task(tell(scene, town, person))
        group.create_task(keep_killing(town, random.Random(20261123), KILLS))
    await scene.idle(30)
    joined = records.rows(town.url, select(func.count()).select_from(_person).where(
        _person.c.standing == Standing.RESIDENT))[0][0]
    noted = Counter(row.person_id for row in records.rows(town.url, select(_hour.c.person_id)))
    assert joined == PEOPLE
    assert sorted(noted.values()) == [1] * PEOPLE, "each hour is noted once"
    repeated = 0
    for one in people:
        texts = await scene.texts(one)
        repeated += len(texts) - len(set(texts))
    assert repeated <= 5 * KILLS, "an answer may be said again after a kill, a handful of times at most"


async def tell(scene: Scene, town: Town, person: int) -> None:
    """One person's story: each step waits for the answer to the one before, however long the bot is away."""
    asked = ""
    for step, answer in zip(STORY, SEEN, strict=True):
        before = await scene.last()
        if step == "=/start":
            await scene.act("start", user=person)
        else:
            await scene.reply(person, step, asked)
        try:
            await scene.see(person, answer, since=before, patience=60)
        except Missing as gone:
            raise AssertionError(f"« {answer} » never came after « {step} »: {await scene.texts(person)}\n"
                                 f"{records.told(town.url, person)}") from gone
        asked = answer
