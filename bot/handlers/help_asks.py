"""What the asker is told when neighbours are asked one by one, in private."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from actions.help_asks import Asked
from bot.turn import Turn
from rules.civil import clock
from rules.groups import Group
from rules.help import Request
from rules.words import Words, _, lines, quoted
from storage import asks


def privately(turn: Turn, request: Request, asked: Asked) -> Words:
    return lines(why(asked.elsewhere), reached(turn, request, asked))


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
