"""Faults in the middle of a conversation: it goes on, its rows are right, and no notice is lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from rules.deliveries import AddressState, DeliveryState, Purpose
from rules.residents import Standing
from storage.engine import open_engine, transaction
from storage.tables import Address, Delivery, HourEntry, Message, Person, table
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town

STORY = (("/start", "Bonjour"), ("Commencer", "prénom"), ("Extra", "Où habitez"),
         ("=rue des Lilas, Nantes", "C’est bien ça"), ("rue des Lilas", "aimez-vous"),
         ("C’est tout", "quand"), ("C’est tout", "promettons"), ("18 ans ou plus", "Bienvenue, Extra"),
         ("=/monheure", "Votre heure civique"), ("Noter un moment", "pour qui"), ("voisinage", "Combien de temps"),
         ("30 min", "C’est noté"))
_a, _d, _m, _p, _h = (table(t) for t in (Address, Delivery, Message, Person, HourEntry))


def ask(town: Town, statement: Any) -> list[Any]:
    engine = open_engine(town.url)
    with transaction(engine) as session:
        rows = list(session.connection().execute(statement).scalars())
    engine.dispose()
    return rows


def ends(town: Town, purpose: Purpose) -> list[DeliveryState]:
    return ask(town, select(_d.c.state).join(_m, _m.c.id == _d.c.message_id).where(_m.c.purpose == purpose))


async def until_said(town: Town) -> None:
    """Until nothing is on its way any more: what was lost is tried again after two seconds, then ten."""
    left = select(_d.c.id).where(_d.c.state.in_((DeliveryState.READY, DeliveryState.WAITING, DeliveryState.SENDING)))
    async with asyncio.timeout(40):
        while ask(town, left):  # noqa: ASYNC110 - the database cannot ring
            await asyncio.sleep(0.3)


async def test_a_conversation_through_faults(scene: Scene, town: Town) -> None:
    """A 429, a proxy's page and an answer lost after its effect, each in turn: the story ends as without them."""
    [extra] = await scene.add_people(1)
    wishes: list[dict[str, Any]] = [
        {"nth": 2, "status": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}},
        {"nth": 4, "status": 502, "body": "<html>502 Bad Gateway</html>"}, {"nth": 7, "drop": "after"}]
    for wish in wishes:
        await scene.act("fault", chat=extra, **wish)
    for step, answer in STORY:
        before = (await scene.get("state"))["last"]
        if step == "/start":
            await scene.act("start", user=extra)
        else:
            await (scene.say(extra, step[1:]) if step.startswith("=") else scene.press(extra, step))
        await scene.act("wait", chat=extra, contains=answer, since=before, timeout=20)
    await until_said(town)
    await scene.idle()
    await town.stop()
    assert ask(town, select(_p.c.standing)) == [Standing.RESIDENT]
    assert ask(town, select(func.count()).select_from(_h)) == [1]
    assert set(ends(town, Purpose.ANSWER)) <= {DeliveryState.SENT, DeliveryState.CANCELLED}
    why = ask(town, select(_d.c.reason).where(_d.c.state == DeliveryState.CANCELLED))
    assert why in ([], ["overtaken"]), "only a screen that a later one replaced is not made again"
    texts = await scene.texts(extra)
    assert len(texts) - len(set(texts)) <= 1, "only the answer that was lost may be repeated"


@pytest.mark.parametrize("fault", [
    {"drop": "after"}, {"drop": "before"}, {"status": 502, "body": "<html>502 Bad Gateway</html>"},
    {"truncate": True}, {"status": 500, "description": "Internal Server Error"},
    {"status": 400, "description": "Bad Request: SOMETHING_NEW"}])
async def test_a_greeting_whose_answer_was_lost_is_said_again(scene: Scene, town: Town, fault: dict[str, Any]) -> None:
    """A silent bot in the group harms more than a greeting said twice: it is there, with « Installer »."""
    road = scene.groups["Rue des Lilas"]
    await scene.act("fault", method="sendMessage", chat=road, times=1, **fault)
    await scene.act("add_bot", chat=road, by=scene.people["Nadia"])
    await scene.act("wait", chat=road, contains="Bonjour", timeout=20)
    await until_said(town)
    await town.stop()
    arrived = fault.get("drop") == "after" or "truncate" in fault
    assert len([t for t in await scene.texts(road) if "coup de main" in t]) == (2 if arrived else 1)
    assert ends(town, Purpose.NOTICE) == [DeliveryState.SENT]


async def test_a_person_who_blocks_in_the_middle_and_comes_back(scene: Scene, town: Town) -> None:
    """The others go on; the place opens at their return, and the conversation is where they left it."""
    odile, lucas = scene.people["Odile"], scene.people["Lucas"]
    for one in (odile, lucas):
        await scene.act("start", user=one)
        await scene.act("wait", chat=one, contains="Bonjour", timeout=20)
        await scene.press(one, "Commencer")
        await scene.act("wait", chat=one, contains="prénom", timeout=20)
    await scene.act("block", user=lucas)
    await scene.press(odile, "Odile")
    await scene.act("wait", chat=odile, contains="Où habitez", timeout=20)
    await scene.idle()
    shut = select(_a.c.state).where(_a.c.value == lucas)
    assert ask(town, shut) == [AddressState.UNREACHABLE]
    await scene.act("unblock", user=lucas)
    await scene.say(lucas, "Lucas")
    await scene.act("wait", chat=lucas, contains="Où habitez", timeout=20)
    await scene.idle()
    assert ask(town, shut) == [AddressState.OPEN]


@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
async def test_a_revoked_token_ends_the_program_with_a_sentence(scene: Scene, town: Town, method: str) -> None:
    """Exit code 1, one sentence for the operator, no token in it."""
    await scene.act("fault", method=method, status=401, description="Unauthorized")
    await scene.act("start", user=scene.people["Odile"])
    await scene.act("start", user=scene.people["Lucas"])
    assert town.process is not None
    async with asyncio.timeout(30):
        assert await town.process.wait() == 1
    told = town.log.read_text()
    assert "Telegram refuses BOT_TOKEN" in told.splitlines()[-1]
    assert "123456:SANDBOX" not in told
    assert "Traceback" not in told
