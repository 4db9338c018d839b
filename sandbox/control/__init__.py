"""The control side: one function per verb of POST /sandbox/<verb>."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.errors import Json, refuse
from sandbox.state import Bot, World

Verb = Callable[[World, Json], Any | Awaitable[Any]]
VERBS: dict[str, tuple[Verb, frozenset[str]]] = {}


def verb(name: str, fields: str = "") -> Callable[[Verb], Verb]:
    """`fields` are all the fields the verb takes; others are refused. "*" takes anything."""

    def keep(function: Verb) -> Verb:
        VERBS[name] = (function, frozenset(fields.split()))
        return function

    return keep


def find(name: str, body: Json) -> Verb:
    if name not in VERBS:
        refuse(f"There is no verb {name}.")
    function, fields = VERBS[name]
    if "*" not in fields and (unknown := sorted(set(body) - fields)):
        refuse(f"{name} takes no field {unknown[0]}.")
    return function


def need(body: Json, name: str) -> Any:
    return body[name] if body.get(name) is not None else refuse(f"The field {name} is missing.")


def which_bot(world: World, body: Json) -> Bot:
    """The bot named by id or username, or the only one."""
    wish = body.get("bot")
    if wish is None:
        return world.main
    found = [bot for bot in world.bots.values() if wish in (bot.id, bot.username)]
    return found[0] if found else refuse(f"There is no bot {wish}.")
