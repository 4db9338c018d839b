"""Nobody silences a town: one person's words, however many, hold up nobody else's. All people are fictional."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.end_to_end.acts import BUILDING, ask, install, join
from tests.end_to_end.records import deliveries
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town


@pytest.fixture
async def real(scene: Scene, database: str, tmp_path: Path) -> AsyncIterator[Town]:
    """The bot as a town runs it: at Telegram's pace, with its limits."""
    made = Town(scene.base, database, tmp_path / "bot.log", {"PACE_PER_SECOND": "25", "LIMITS": "true"})
    await made.start()
    yield made
    await made.stop()


async def flood(scene: Scene, who: int, text: str, times: int, chat: int | None = None) -> None:
    for n in range(times):
        await scene.say(who, text.format(n=n), chat)


async def test_a_flood_in_private_and_in_a_group_holds_up_no_neighbour(scene: Scene, real: Town) -> None:
    karim, odile, fatou = (scene.people[name] for name in ("Karim", "Odile", "Fatou"))
    group = await install(scene, karim, BUILDING)
    await join(scene, odile, group, "Odile")
    await scene.act("start", user=fatou)
    await scene.see(fatou, "Bonjour")

    # 250 words by a stranger, then a neighbour's request.
    before = await scene.last()
    await flood(scene, fatou, "mot numéro {n}", 250)
    await ask(scene, odile, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
    await scene.see(group, "Un coup de main", since=before, patience=3)
    await scene.see(fatou, "Doucement")
    said = [text for text in await scene.texts(fatou) if "Doucement" in text]
    assert 1 <= len(said) <= 2, "once a minute"
    assert len(deliveries(real.url, fatou)) <= 25, "beyond the limit nothing is written"

    # 200 commands in the group, by somebody who is then sent away: five answers at most, and the next card not behind.
    already = {one.id for one in deliveries(real.url, group)}
    for order in ("/aide", "/urgence", "/privacy", "/signaler", "/jaifait", "/start", "/help", "/confidentialite"):
        await flood(scene, fatou, f"{order}@{await own_name(scene)}", 25, group)
    await scene.idle()
    answered = [one for one in deliveries(real.url, group) if one.lane == 0 and one.id not in already]
    assert 1 <= len(answered) <= 5
    assert all(one.not_after is not None for one in answered), "an answer in a group is of no use later"


async def own_name(scene: Scene) -> str:
    state = await scene.get("state")
    return str(next(bot["username"] for bot in state["bots"]))


async def test_pending_answers_hold_up_nothing_after_a_restart(scene: Scene, real: Town) -> None:
    """Many people are owed an answer when the bot is killed; the card still leaves at once, and nobody is forgotten."""
    karim, odile = (scene.people[name] for name in ("Karim", "Odile"))
    group = await install(scene, karim, BUILDING)
    await join(scene, odile, group, "Odile")
    crowd = await scene.add_people(40)
    for one in crowd:
        await scene.act("start", user=one)
        await flood(scene, one, "bonjour {n}", 4)
    await asyncio.sleep(0.3)
    await real.kill()
    await real.start()
    before = await scene.last()
    await ask(scene, odile, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
    await scene.see(group, "Un coup de main", since=before, patience=4)
    for one in crowd:
        await scene.see(one, "Bonjour")


async def test_a_slow_look_up_is_a_no_and_ten_commands_at_once_are_ten_answers(scene: Scene, real: Town) -> None:
    """Telegram takes 25 seconds to say who runs a group: everybody else is answered long before."""
    karim, odile = (scene.people[name] for name in ("Karim", "Odile"))
    name = await own_name(scene)
    await real.stop()
    made = [(await scene.act("groups", title=f"Rue {n}", type="supergroup", creator=karim, members=[karim]))["id"]
            for n in range(10)]
    for chat in made:
        await scene.act("add_bot", chat=chat, by=karim)
        await scene.say(karim, f"/installer@{name}", chat)
    await real.start()
    for chat in made:
        await scene.see(chat, "Trois questions", patience=10)
    assert "never stopped asking" not in real.log.read_text()

    await scene.act("fault", method="getChatMember", times=3, delay=25)
    await scene.say(karim, f"/reglages@{name}", made[0])
    await scene.act("start", user=odile)
    await scene.see(odile, "Bonjour", patience=8)
    await scene.see(made[0], "Seule une personne qui administre", patience=8)
    assert "took too long" in real.log.read_text()
