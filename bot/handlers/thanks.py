"""« Est-ce que cela s’est fait ? », then the thanks, then the hour."""

from __future__ import annotations

from functools import partial

from actions import thanks as actions
from actions.thanks import NotDone
from bot import talking
from bot.features import Feature, Tap
from bot.handlers import members, thanks_month, thanks_words
from bot.handlers.house import HOUSE
from bot.handlers.thanks_words import OLD, pair
from bot.turn import Turn
from rules.groups import Group
from rules.help import Acceptance, AcceptanceState, CloseReason
from rules.messages import Button, Row, _, said, screen, tap
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.thanks import REASONS
from storage import belonging, groups
from storage import help as store


def yes(turn: Turn, number: str) -> None:
    found, request = pair(turn, number)
    turn.reply(screen(_("Bonne nouvelle, merci de l’avoir dit !")))
    actions.done(turn.desk, found, request, partial(members.organisers, turn), asker=turn.person.id == found.asker)


def later(turn: Turn, number: str) -> None:
    """« Reporté »: another day, the same helper."""
    found, request = pair(turn, number)
    if found.state is not AcceptanceState.CONFIRMED:
        raise Refusal(OLD)
    talking.begin(turn, HOUSE, "help_day", {"request": request.id}, answers={})


def no(turn: Turn, number: str) -> None:
    found, _request = pair(turn, number)
    rows: tuple[Row, ...] = tuple((Button(words, tap=tap("after.why", found.id, reason)),)
                                  for reason, words in REASONS.items())
    turn.reply(screen(_("Cela arrive. Que s’est-il passé ? Personne ne sera jugé."), rows=rows))


def why(turn: Turn, number: str, reason: str) -> None:
    found, request = pair(turn, number)
    if reason not in set(REASONS):
        raise Refusal(OLD)
    asks = turn.person.id == found.asker
    told = actions.not_done(turn.desk, found, request, CloseReason(reason), partial(members.organisers, turn),
                            asker=asks)
    if told is NotDone.CONTRADICTED:
        turn.reply(screen(_("Merci de l’avoir dit. L’autre personne a répondu « oui » : la personne qui anime le "
                            "groupe est prévenue, sans nom. Vous pouvez lui écrire."),
                          rows=((Button(_("✋ Parler à quelqu’un"), tap="someone"),),)))
        return
    again: tuple[Row, ...] = ((Button(_("🤝 Redemander"), tap="help.ask"),),)
    turn.reply(screen(_("Merci de l’avoir dit. La demande est close."),
                      rows=again if asks and told is NotDone.CLOSED else ()))


def first(turn: Turn, number: str) -> None:
    """The admin's thanks for a first action leave exactly once."""
    found = store.acceptance(turn.session, int(number)) if number.isdigit() else None
    group = led(turn, found) if found else None
    if found is None or group is None or found.state is not AcceptanceState.DONE:
        raise Refusal(OLD)
    actions.thank_first(turn.desk, found, turn.person.first_name, group.name)
    turn.reply(screen(_("🙏 Merci transmis à {name}.", name=said(found.volunteer_name))))


def led(turn: Turn, found: Acceptance) -> Group | None:
    """A group of the helper's that the person who speaks runs, says Telegram."""
    if found.volunteer == turn.person.id:
        return None
    marked = {group.id for group in belonging.run_by(turn.session, turn.person.id)}
    theirs = [group for group in groups.of_person(turn.session, found.volunteer) if group.id in marked]
    return next((group for group in theirs if turn.is_admin(group)), None)


FEATURE = Feature(
    "thanks",
    orders=thanks_words.ORDERS,
    taps={
        "after.yes": Tap(yes, Role.RESIDENT, Where.PRIVATE),
        "after.later": Tap(later, Role.RESIDENT, Where.PRIVATE),
        "after.no": Tap(no, Role.RESIDENT, Where.PRIVATE),
        "after.why": Tap(why, Role.RESIDENT, Where.PRIVATE),
        "thanks.first": Tap(first, Role.VISITOR, Where.PRIVATE),
        **thanks_words.TAPS,
        **thanks_month.TAPS,
    },
    talks=(thanks_words.TALK,),
    links={
        **thanks_words.LINKS,
        **thanks_month.LINKS,
    },
)
