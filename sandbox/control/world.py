"""Verbs on the whole: seed, reset, clock, faults, limits, raw updates."""

import json
from datetime import datetime
from typing import Any

from sandbox.control import need, verb, which_bot
from sandbox.errors import Json, refuse
from sandbox.journal import dump
from sandbox.limits import Rates
from sandbox.seed import SEEDS
from sandbox.state import World


def state(world: World) -> Json:
    return {
        "clock": world.clock.now().isoformat(), "offset": world.clock.offset,
        "users": [person.view(world.main.id) for person in world.people.values()],
        "chats": [chat.view(messages=True) for chat in world.every_chat()],
        "bots": [bot.view() for bot in world.bots.values()],
        "limits": world.limits.set({}), "faults": [fault.wish | {"id": fault.id} for fault in world.faults.all],
        "last": len(world.journal.lines),
    }  # fmt: skip


@verb("seed", "name")
def seed(world: World, body: Json) -> Json:
    name = body.get("name", "street")
    if name not in SEEDS:
        refuse(f"There is no seed {name}.")
    SEEDS[name](world)
    world.seeded.append(name)
    return {"users": len(world.people), "chats": len(world.chats)}


@verb("reset", "empty")
def reset(world: World, body: Json) -> Json:
    world.faults.clear()
    world.limits.rates = Rates()
    world.clock.offset = 0.0
    world.clear()
    names, world.seeded = world.seeded, []
    for name in [] if body.get("empty") else names:
        seed(world, {"name": name})
    return {"users": len(world.people), "chats": len(world.chats)}


@verb("curtain", "down")
def curtain(world: World, body: Json) -> Json:
    world.curtain = bool(body.get("down"))
    return {"down": world.curtain}


@verb("bots", "id token username name")
def bots(world: World, body: Json) -> Json:
    id_ = body.get("id") or 200_000 + len(world.bots)
    if id_ in world.bots or any(bot.token == body.get("token") for bot in world.bots.values()):
        refuse("That bot exists already.")
    username = need(body, "username")
    bot = world.make_bot(id_, body.get("token") or f"{id_}:SANDBOX", username, body.get("name") or username)
    return bot.view()


@verb("clock", "advance offset to")
def clock(world: World, body: Json) -> Json:
    if "advance" in body:
        world.clock.offset += float(body["advance"])
    elif "offset" in body:
        world.clock.offset = float(body["offset"])
    elif "to" in body:
        wanted = datetime.fromisoformat(body["to"])
        if wanted.tzinfo is None:
            refuse("The instant needs its zone, as in 2026-01-01T09:00:00+01:00.")
        world.clock.offset = (wanted - world.clock.real()).total_seconds()
    answer = {"offset": world.clock.offset, "now": world.clock.now().isoformat()}
    if body:
        world.journal.add("clock", **answer)
    return answer


@verb("fault", "*")
def fault(world: World, body: Json) -> Json:
    id_ = world.faults.add(body)
    world.journal.add("fault", id=id_, wish=body)
    return {"id": id_}


@verb("faults", "clear")
def faults(world: World, body: Json) -> Json:
    if body.get("clear"):
        world.faults.clear()
        world.journal.add("fault", cleared=True)
    return {"faults": [fault.wish | {"id": fault.id, "met": fault.met} for fault in world.faults.all]}


@verb("deliver", "bot duplicate_next reorder_next delay_next")
def deliver(world: World, body: Json) -> Json:
    """What befalls the next updates: delivered twice, in reverse order, late."""
    queue = which_bot(world, body).queue
    queue.duplicate = int(body.get("duplicate_next", queue.duplicate))
    queue.reorder = int(body.get("reorder_next", queue.reorder))
    queue.delay = float(body.get("delay_next", queue.delay))
    return {"duplicate_next": queue.duplicate, "reorder_next": queue.reorder, "delay_next": queue.delay}


@verb("limits", "enforce per_second per_person burst per_group answer_window webhook_retry")
def limits(world: World, body: Json) -> Json:
    return world.limits.set(body)


@verb("update", "*")
def update(world: World, body: Json) -> Json:
    """Queued as it is, right or wrong. In {"raw": "…"}, %ID% becomes the next update id."""
    queue = which_bot(world, body if "raw" in body else {}).queue
    id_ = body.get("update_id") or queue.take_id()
    given: Any = body.get("raw")
    text = given.replace("%ID%", str(id_)) if isinstance(given, str) else dump(body | {"update_id": id_})
    queue.push_raw(text, id_)
    try:
        shown = json.loads(text)
    except ValueError:
        shown = text
    world.journal.add("update", update=shown, raw=True)
    return {"update_id": id_}
