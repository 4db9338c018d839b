"""A need asked one by one while everything fails at once: nobody is asked twice, nobody is lost, the asker is told."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from rules.asks import Answer
from storage.tables import Ask, Person, table
from tests.end_to_end import records
from tests.end_to_end.acts import BUILDING, ask, install, join
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town

pytestmark = pytest.mark.crash
NEXT_WEEK = datetime.fromisoformat("2026-12-02T10:00:00+01:00")  # they are no newcomers any more
FOUR_HOURS = timedelta(hours=4, minutes=2)
WORDS = "a besoin d’un coup de main"
EVERYBODY = ("Karim", "Lucas", "Fatou", "Youssef", "Jeanne", "Nadia")
KILLS, IN_FLIGHT = 2, 3
_ask, _p = table(Ask), table(Person)


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'town.db'}"


async def test_a_wave_through_kills_faults_a_block_and_a_group_that_moves(scene: Scene, town: Town) -> None:
    """Lucas is asked past a 429, Fatou past a 502; the bot is killed with them on their way, and while it is away the
    group becomes a supergroup. It is killed again as the second wave is due, and Youssef blocks it. Then the group
    sees it, once, and a yes tells all the others.
    """
    building = await install(scene, scene.people["Karim"], BUILDING)
    for name in ("Odile", *EVERYBODY):
        await join(scene, scene.people[name], building, name)
    await scene.at(NEXT_WEEK)
    await scene.idle()
    odile, lucas, fatou = (scene.people[name] for name in ("Odile", "Lucas", "Fatou"))
    await scene.act("fault", chat=lucas, method="sendMessage", times=1, status=429,
                    description="Too Many Requests: retry after 2", parameters={"retry_after": 2})
    await scene.act("fault", chat=fatou, method="sendMessage", times=1, status=502,
                    body="<html>502 Bad Gateway</html>")
    await ask(scene, odile, "Courses", "Faire des courses", "Demain", "L’après-midi")
    await town.kill()
    await scene.act("migrate", chat=building)
    await town.start()
    for one in (lucas, fatou):
        await scene.see(one, WORDS)
    assert any("3 personnes proches la reçoivent en privé" in text for text in await scene.texts(odile))
    await scene.at(NEXT_WEEK + FOUR_HOURS)
    await town.kill()
    await scene.act("block", user=scene.people["Youssef"])
    await town.start()
    for name in ("Jeanne", "Nadia"):
        await scene.see(scene.people[name], WORDS)
    await scene.at(NEXT_WEEK + 2 * FOUR_HOURS)
    await scene.see(odile, "Votre demande part dans votre groupe, sans votre nom")
    await scene.learn()
    moved = scene.groups[next(title for title, chat in scene.groups.items() if title.startswith(BUILDING))]
    assert moved != building
    await scene.see(moved, "Un coup de main")
    read = {name: sum(WORDS in text for text in await scene.texts(scene.people[name])) for name in EVERYBODY}
    reached = [count for name, count in read.items() if name != "Youssef"]
    assert min(reached) >= 1, "nobody who can be reached is lost"
    assert sum(read.values()) - len(EVERYBODY) <= IN_FLIGHT * KILLS, "only what was on its way may repeat"
    await scene.press(scene.people["Nadia"], "Je peux", moved)
    await scene.see(odile, "Nadia")
    await scene.press(odile, "D’accord")
    for name in ("Lucas", "Fatou", "Jeanne", "Karim"):
        await scene.see(scene.people[name], "C’est pourvu, merci")
    await scene.idle()
    await town.stop()
    rows = records.rows(town.url, select(_p.c.first_name, _ask.c.answer).join(_p, _p.c.id == _ask.c.person_id).where(
        _ask.c.request_id.is_not(None)))
    assert max(Counter(row.first_name for row in rows).values()) == 1, "nobody is asked twice"
    assert {row.first_name for row in rows} | {"Youssef"} == set(EVERYBODY)
    assert [row.first_name for row in rows if row.answer is Answer.YES] == ["Nadia"]
    cards = [text for text in await scene.texts(moved) if "Un coup de main" in text or "courses" in text]
    assert len(cards) == 1, cards
