"""« 🖨 Panneau de la semaine »: a sheet for the hall of a place one looks after. No name, no discreet day."""

from __future__ import annotations

import json
from datetime import time

from bot.conversations.kit import PAGE
from bot.features import Feature, Tap
from bot.handlers.kit_facts import needs, next_geste, sayer
from bot.turn import Turn
from content.kits.facts import Language
from messages.todo import HallBoard
from rules.civil import DAY, instant
from rules.groups import Group
from rules.kits import capital
from rules.limits import Limit
from rules.privacy import a_month_after
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, screen, tap
from rules.words import Words, _, n_, quoted
from storage import asks_leaders, groups, kits, zones

MOST = 7
NO_GROUP = _("Le panneau se fait avec un groupe : il n’y en a pas encore dans cette rue.")


def choose(turn: Turn, page: int = 0) -> None:
    """Which of their places, when there are several."""
    led = asks_leaders.led_by(turn.session, turn.person.id, turn.now)
    if not led:
        raise Gone
    if len(led) == 1:
        board(turn, led[0])
        return
    pages = -(-len(led) // PAGE)
    shown = [zone for number in led[page % pages * PAGE:][:PAGE] if (zone := zones.by_id(turn.session, number))]
    more = ((Button(_("➡ Suite"), tap=tap("hall", (page + 1) % pages)),),) if pages > 1 else ()
    turn.reply(screen(_("Pour quel endroit ?"), rows=(
        *((Button(quoted(zone.label), tap=tap("hall.board", zone.id)),) for zone in shown), *more)))


def board(turn: Turn, number: int) -> None:
    """Only of a place that is theirs to look after now."""
    zone = zones.by_id(turn.session, number)
    if zone is None or number not in asks_leaders.led_by(turn.session, turn.person.id, turn.now):
        raise Gone
    there = groups.of_zone(turn.session, number)
    if not there:
        raise Refusal(NO_GROUP)
    turn.within(Limit.PRINTS)
    turn.desk.tell(turn.person, HallBoard(json.dumps(facts(turn, there[0], zone.label))))


def facts(turn: Turn, group: Group, place: str) -> dict[str, object]:
    language: Language = "en" if turn.person.language == "en" else "fr"
    say, monday = sayer(turn, language), turn.today - turn.today.weekday() * DAY
    found = needs(turn, group, turn.today, say)
    left = len(found) - MOST
    geste = next_geste(turn, group, turn.today, say)
    return {"language": language, "printed_on": turn.today.isoformat(), "place": capital(place),
            "week": say(_("Semaine du {day}", day=monday)), "needs": list(found[:MOST]),
            "more": say(n_("et {n} autre", "et {n} autres", left)) if left > 0 else "", "geste": geste or "",
            "figures": [say(one) for one in figures(turn, group)], "phone": turn.town.phone or "",
            "signature": f"Tous Voisins, {turn.town.name}" if turn.town.name else "Tous Voisins"}


def figures(turn: Turn, group: Group) -> list[Words]:
    """Of this month, each only when five people made it."""
    first = turn.today.replace(day=1)
    after = a_month_after(first)
    start, end = (instant(day, time(0), group.timezone) for day in (first, after))
    told = kits.month(turn.session, group, first, after - DAY, start, end)
    said = []
    if told.answered.printed:
        said.append(n_("{n} coup de main", "{n} coups de main", told.answered.printed))
    if told.gestes.printed:
        said.append(n_("{n} geste", "{n} gestes", told.gestes.printed))
    if told.minutes.printed and told.minutes.printed >= 60:
        said.append(n_("{n} heure donnée", "{n} heures données", told.minutes.printed // 60))
    return said


NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
FEATURE = Feature("hall", taps={"hall": Tap(choose, *NEIGHBOUR), "hall.board": Tap(board, *NEIGHBOUR)})
