"""What the asker is told when neighbours are asked one by one, in private, and of what comes after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from actions import asks as actions
from actions.asks import Asked, Next
from bot.turn import Turn
from rules.board import expected_days
from rules.civil import clock
from rules.groups import Group
from rules.help import Request
from rules.words import Words, _, lines, n_, quoted
from storage import asks, board, help_cards, zones


def privately(turn: Turn, request: Request, asked: Asked) -> Words:
    said = [] if asked.grouped else [why(asked.elsewhere)]
    return lines(*said, reached(turn, request, asked), *then(turn, asked))


def why(elsewhere: Sequence[Group]) -> Words:
    if elsewhere:
        return _("Vous ne participez pas au groupe « {group} » : la demande n’y est pas affichée.",
                 group=quoted(elsewhere[0].name))
    return _("Il n’y a pas de groupe installé près de chez vous.")


def reached(turn: Turn, request: Request, asked: Asked) -> Words:
    if asked.first is None:
        return nobody(turn, request)
    if asked.first > turn.now:
        local = asked.first.astimezone(ZoneInfo(turn.person.timezone))
        return (_("{n} personnes proches la recevront en privé {day} à {hour}.", n=asked.people, day=local.date(),
                  hour=clock(local)) if asked.people > 1 else
                _("Une personne proche la recevra en privé {day} à {hour}.", day=local.date(), hour=clock(local)))
    return (_("{n} personnes proches la reçoivent en privé.", n=asked.people) if asked.people > 1 else
            _("Une personne proche la reçoit en privé."))


def nobody(turn: Turn, request: Request) -> Words:
    if not asks.somebody_near(turn.session, request.id):
        return _("Il n’y a pas encore d’autre personne inscrite près de chez vous. Invitez-en avec /inviter.")
    return _("Personne ne peut être sollicité pour elle à temps, ou sans l’être trop souvent. Elle reste visible dans "
             "« 💪 Je peux aider ».")


def so_far(turn: Turn, request: Request) -> list[Words]:
    """Of an open request: who has it, and what comes next when nobody says yes. True at this moment."""
    read, waiting, at = asks.on_their_way(turn.session, request.id)
    said = [n_("C’est demandé à {n} personne.", "C’est demandé à {n} personnes.", read)] if read else []
    if waiting and at is not None:
        local = max(at, turn.now).astimezone(ZoneInfo(turn.person.timezone))
        said.append(n_("{n} personne la recevra {day} à {hour}.", "{n} personnes la recevront {day} à {hour}.", waiting,
                       day=local.date(), hour=clock(local)))
    if help_cards.placed(turn.session, request.id):
        said.append(_("Votre groupe la voit, sans votre nom."))
    coming = actions.ahead(turn.desk, request)
    return said + (then(turn, coming) if coming and coming.at and coming.at > turn.now else [])


def then(turn: Turn, asked: Asked) -> list[Words]:
    """« Une réponse d’ici demain 18 h, sinon … »"""
    if asked.at is None or asked.after is Next.NOBODY:
        return []
    about = {"when": until(turn, asked.at), "name": quoted(asked.who)}
    match asked.after:
        case Next.WIDER:
            return [_("Une réponse d’ici {when}, sinon d’autres personnes la recevront.", **about)]
        case Next.GROUP:
            return [_("Une réponse d’ici {when}, sinon votre groupe la verra, sans votre nom.", **about)]
    return [_("Une réponse d’ici {when}, sinon nous prévenons {name}.", **about)]


def until(turn: Turn, moment: datetime) -> Words:
    local = moment.astimezone(ZoneInfo(turn.person.timezone))
    if local.date() == turn.today:
        return clock(local)
    return _("{day} {hour}", day=local.date(), hour=clock(local))


def expected(turn: Turn) -> Words:
    """How long somebody who would help waits to be asked: where enough people live to tell, else what is promised."""
    places = [zone.id for zone in zones.of_person(turn.session, turn.person.id)]
    days = expected_days(board.volunteers(turn.session, board.living_in(places), turn.now))
    if days is None:
        return _("S’il y a un besoin près de chez vous, on vous sollicite d’ici une semaine. Ensuite, une fois par "
                 "mois au moins.")
    return n_("Près de chez vous, une personne est sollicitée environ chaque jour.",
              "Près de chez vous, une personne est sollicitée environ tous les {n} jours.", days)
