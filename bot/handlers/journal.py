"""/journal: what was decided, for anybody, here and in private."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features import Feature, Link, Order, Tap
from bot.turn import Turn
from rules.journal import told
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _, lines
from storage import journal as store

A_PAGE = 3


def order(turn: Turn, _payload: str = "") -> None:
    read(turn)


def read(turn: Turn, page: int = 0) -> None:
    """In a chat, the newest alone: the rest is read in private."""
    if not turn.private:
        found = store.lines(turn.session, turn.town.timezone, 0, 1)
        turn.reply(screen(_("📓 <b>Le journal</b>"), told(found[0]) if found else EMPTY, rows=(
            (Button(_("Continuer en privé"), start=turn.link("journal", single=False)),),), silent=True))
        return
    pages = max(1, -(-store.count(turn.session) // A_PAGE))
    found = store.lines(turn.session, turn.town.timezone, page % pages * A_PAGE, A_PAGE)
    more: tuple[Row, ...] = ((Button(_("➡ Suite"), tap=tap("journal", (page + 1) % pages)),),) if pages > 1 else ()
    turn.reply(screen(_("📓 <b>Le journal</b>"), lines(*map(told, found)) if found else EMPTY, rows=more))


EMPTY = _("Rien n’a encore été décidé par le comité.")


def opened(turn: Turn, _params: Mapping[str, Any]) -> None:
    read(turn)


FEATURE = Feature(
    "journal",
    orders={"journal": Order(order, Role.ANYBODY, Where.EVERYWHERE)},
    taps={"journal": Tap(read, Role.ANYBODY, Where.EVERYWHERE)},
    links={"journal": Link(opened, Role.ANYBODY)},
)
