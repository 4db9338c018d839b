"""« 3 choses à faire »: at any time by /referent; each Monday, unless /reglages says no."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, TypeAlias

from actions import asks_call
from actions import todo as actions
from bot.features import Feature, Order, Tap
from bot.handlers import settings, trials
from bot.rows import Loaded
from bot.turn import Turn
from rules.help import Request, RequestState
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _
from storage import asks_leaders
from storage import help as requests
from storage import todo as store

BACK: Row = (Button(_("↩ La liste"), tap="todo"),)
OWN: tuple[Row, ...] = ((Button(_("🤝 Qui me remplace ?"), tap="lead.deputy"),),
                        (Button(_("🏖 Je m’absente"), tap="lead.away"),))


def waits_in_mine(turn: Turn, number: int) -> Request | None:
    """Open, in a place one looks after, asked by somebody else one may meet."""
    found = requests.by_id(turn.session, number)
    if found is None or found.state is not RequestState.OPEN:
        return None
    led = asks_leaders.led_by(turn.session, turn.person.id, turn.now)
    waiting = store.unserved(turn.session, led, turn.person.id, turn.now)
    return found if found.id in {one.id for one in waiting} else None


WaitsInMine: TypeAlias = Annotated[Request, Loaded(waits_in_mine)]


def referent(turn: Turn, _payload: str = "") -> None:
    shown(turn)


def shown(turn: Turn, page: int = 0) -> None:
    if not store.leads(turn.session, turn.person.id, turn.now):
        turn.reply(screen(_("Cette liste sert aux personnes qui veillent sur un immeuble ou une rue."),
                          rows=(*trials.ways(turn), (Button(_("☰ Menu"), tap="menu"),))))
        return
    found = actions.listed(actions.waiting(turn.desk, turn.person), page).screen()
    turn.reply(replace(found, rows=(*found.rows, *OWN, *trials.ways(turn))))


def need(turn: Turn, request: WaitsInMine) -> None:
    said = asks_call.about(turn.desk, request).screen()
    turn.reply(screen(*said.text, rows=((Button(_("✋ Je peux y aller"), tap=tap("help.take", request.id)),), BACK)))


def switch(turn: Turn) -> list[Row]:
    """In /reglages, for whoever gets the list."""
    if not store.leads(turn.session, turn.person.id, turn.now):
        return []
    state = _("non") if store.is_off(turn.session, turn.person.id) else _("oui")
    return [(Button(_("📋 Liste du lundi : {state}", state=state), tap="todo.wanted"),)]


def wanted(turn: Turn) -> None:
    """Each press changes it."""
    person = turn.person.id
    store.want(turn.session, person, store.is_off(turn.session, person), turn.now)
    turn.reply(settings.mine(turn))


NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
FEATURE = Feature(
    "todo",
    orders={"referent": Order(referent, *NEIGHBOUR, _("Veiller sur une rue : ce qui attend"))},
    taps={"todo": Tap(shown, *NEIGHBOUR), "todo.need": Tap(need, *NEIGHBOUR), "todo.wanted": Tap(wanted, *NEIGHBOUR)},
    settings=(switch,),
)
