"""/urgence: five lines, anywhere, for anybody; in private, the other lines and when they answer."""

from __future__ import annotations

from actions import geste_day
from bot.features import Feature, Order, Tap
from bot.turn import Turn
from rules.calendar import Territory
from rules.geste_owners import group_key, person_key
from rules.numbers import Number
from rules.rights import Role, Where
from rules.screens import Button, Row, screen
from rules.territories import territory_of_zone
from rules.words import Words, _, lines
from storage import gestes

RESCUE: Row = (Button(_("🚨 Numéros d’urgence"), tap="numbers.rescue"),)


def territory_of(turn: Turn) -> Territory:
    """The group's, in private the person's; for who is not known yet, the town's."""
    key = _whose(turn)
    owner = gestes.owner_of(turn.session, key, turn.now) if key else None
    return geste_day.territory_of(owner) if owner else territory_of_zone(turn.town.timezone)


def _whose(turn: Turn) -> str | None:
    if turn.group:
        return group_key(turn.group.id) if turn.group.is_installed else None
    return person_key(turn.visitor.id) if turn.visitor else None


def urgence(turn: Turn, _payload: str = "") -> None:
    _rescue(turn, edit=False)


def rescue(turn: Turn) -> None:
    _rescue(turn, edit=True)


def _rescue(turn: Turn, *, edit: bool) -> None:
    here = territory_of(turn)
    told = turn.content.urgency(here, private=turn.private)
    more = ((Button(_("☎ Autres numéros"), tap="numbers"),),) if turn.private and listening(turn, here) else ()
    turn.reply(screen(lines(*map(Words, told)), rows=more), edit=edit)


def listening(turn: Turn, here: Territory) -> list[Number]:
    """All but those the first line of /urgence says."""
    first = turn.content.urgency(here)[0]
    return [n for n in turn.content.numbers_for(here) if not n.only_when_activated and n.number not in first]


def others(turn: Turn) -> None:
    """Those that answer day and night. Where no such line is known, the numbers of rescue again."""
    known = listening(turn, territory_of(turn))
    if not known:
        rescue(turn)
        return
    turn.reply(screen(_("Jour et nuit :"), lines(*(line(n) for n in known if n.always)),
                      rows=((Button(_("🕐 À certaines heures"), tap="numbers.hours"),), RESCUE)))


def at_hours(turn: Turn) -> None:
    known = [n for n in listening(turn, territory_of(turn)) if not n.always]
    if not known:
        rescue(turn)
        return
    turn.reply(screen(_("À certaines heures :"), lines(*(line(n) for n in known)),
                      rows=((Button(_("☎ Jour et nuit"), tap="numbers"),), RESCUE)))


def line(one: Number) -> Words:
    """A number as it is read in a list: with its hours, unless it always answers or they are not known."""
    purpose = Words(one.purpose)
    if not one.checked:
        return _("<b>{number}</b> — {purpose} (à vérifier)", number=one.number, purpose=purpose)
    if one.hours is None or one.always:
        return _("<b>{number}</b> — {purpose}", number=one.number, purpose=purpose)
    return _("<b>{number}</b> — {purpose} : {hours}", number=one.number, purpose=purpose, hours=Words(one.hours))


def given(turn: Turn, number: str) -> bool:
    """One number as a message that stays, where it answers; elsewhere those of rescue. False: no such number."""
    if all(n.id != number for n in turn.content.numbers):
        return False
    found = next((n for n in turn.content.numbers_for(territory_of(turn)) if n.id == number), None)
    if found is None:
        urgence(turn)
        return True
    always = (_("Jour et nuit, tous les jours."),) if found.always and found.checked else ()
    turn.reply(screen(line(found), *always, rows=(RESCUE,)), edit=False)
    return True


FEATURE = Feature(
    "numbers",
    orders={
        "urgence": Order(urgence, Role.ANYBODY, Where.EVERYWHERE, _("Les numéros d’urgence"), in_groups=True),
        "urgences": Order(urgence, Role.ANYBODY, Where.EVERYWHERE),
    },
    taps={
        "numbers": Tap(others, Role.ANYBODY, Where.EVERYWHERE),
        "numbers.hours": Tap(at_hours, Role.ANYBODY, Where.EVERYWHERE),
        "numbers.rescue": Tap(rescue, Role.ANYBODY, Where.EVERYWHERE),
    },
)
