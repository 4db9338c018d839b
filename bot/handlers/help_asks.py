"""Asking neighbours one by one where no group shows the request: each within what they chose, at an hour of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.turn import Turn
from content.days import holidays_where
from messages.asks import HelpAsk
from rules.asks import window
from rules.civil import clock
from rules.deliveries import Purpose, Window
from rules.groups import Group
from rules.help import MOST_ASKED, Request
from rules.helpkinds import Kind
from rules.messages import Words, _, lines, said
from storage import asks, ledger, zones
from storage.ledger import Draft


def ask_privately(turn: Turn, request: Request, elsewhere: Sequence[Group] = ()) -> Words:
    """The residents near, the least recently asked first. What the asker is told of it.

    elsewhere: the groups of this place, in which the asker takes no part.
    """
    chosen = reachable(turn, request)
    here = set(zones.residents(turn.session, request.zone))
    for (opens, lives), several in groupby(chosen, key=lambda one: (one[1], one[0].id in here)):
        people = [one for one, _opens in several]
        seen = request if lives else request.seen_from(())
        sent = ledger.add_all(turn.session, Draft(shown(turn.content.kind(request.kind), seen), 0,
                                                  purpose=Purpose.ASK, window=opens),
                              [one.address for one in people], turn.now)
        asks.record(turn.session, [one.id for one in people], turn.now, request=request.id, asker=request.asker,
                    deliveries=sent)
    return lines(why(elsewhere), reached(turn, request, [opens for _one, opens in chosen]))


def reachable(turn: Turn, request: Request) -> list[tuple[asks.Neighbour, Window]]:
    """Who is asked, and when it may reach them; those whom one may write to soonest together."""
    found: list[tuple[asks.Neighbour, Window]] = []
    most = min(MOST_ASKED, asks.left_today(turn.session, request.asker, turn.now))
    for one in asks.neighbours(turn.session, request.id, turn.now):
        if len(found) >= most:
            break
        opens = window(turn.now, one.timezone, holidays_where(one.commune, one.timezone), request.day)
        if opens is not None:
            found.append((one, opens))
    return sorted(found, key=lambda one: (one[1].not_before or turn.now, one[1].not_after or turn.now, one[0].id))


def shown(kind: Kind, request: Request) -> HelpAsk:
    if kind.discreet:
        return HelpAsk(request.id, kind.title, request.minutes)
    return HelpAsk(request.id, kind.title, request.minutes, request.zone_label, request.day, request.slot)


def why(elsewhere: Sequence[Group]) -> Words:
    if elsewhere:
        return _("Vous ne participez pas au groupe « {group} » : la demande n’y est pas affichée.",
                 group=said(elsewhere[0].name))
    return _("Il n’y a pas de groupe installé près de chez vous.")


def reached(turn: Turn, request: Request, opens: Sequence[Window]) -> Words:
    if not opens:
        return nobody(turn, request)
    first = opens[0].not_before
    if first is not None:
        local = first.astimezone(ZoneInfo(turn.person.timezone))
        return (_("{n} personnes proches la recevront en privé {day} à {hour}.", n=len(opens), day=local.date(),
                  hour=clock(local)) if len(opens) > 1 else
                _("Une personne proche la recevra en privé {day} à {hour}.", day=local.date(), hour=clock(local)))
    return (_("{n} personnes proches la reçoivent en privé.", n=len(opens)) if len(opens) > 1 else
            _("Une personne proche la reçoit en privé."))


def nobody(turn: Turn, request: Request) -> Words:
    if not asks.somebody_near(turn.session, request.id):
        return _("Il n’y a pas encore d’autre personne inscrite près de chez vous. Invitez-en avec /inviter.")
    return _("Personne ne peut être sollicité pour elle à temps, ou sans l’être trop souvent. Elle reste visible dans "
             "« 💪 Je peux aider ».")
