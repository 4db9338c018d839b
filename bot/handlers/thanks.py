"""« Est-ce que cela s’est fait ? », then the thanks, then the hour."""

from __future__ import annotations

from functools import partial

from actions import thanks as actions
from actions.thanks import NotDone
from bot import talking
from bot.features import Feature, Tap
from bot.handlers import members, thanks_words
from bot.handlers.house import HOUSE
from bot.rows import HelpedInMyGroup, PastHand
from bot.turn import Turn
from rules.help import AcceptanceState, CloseReason, Side
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.thanks import REASONS
from rules.words import Words, _, quoted

MENU: Row = (Button(_("☰ Menu"), tap="menu"),)


def yes(turn: Turn, hand: PastHand) -> None:
    found, request = hand
    asks = turn.person.id == found.asker
    if actions.denied(found, by_asker=not asks):
        turn.reply(disagree(_("« non »")))
    else:
        turn.reply(screen(_("Bonne nouvelle, merci de l’avoir dit !")))
    actions.done(turn.desk, found, request, partial(members.organisers, turn), asker=asks)


def disagree(word: Words) -> Screen:
    """Two who say the contrary of each other: neither is judged."""
    return screen(_("Merci de l’avoir dit. L’autre personne a répondu {word} : la personne qui anime le groupe est "
                    "prévenue, sans nom. Vous pouvez lui écrire.", word=word),
                  rows=((Button(_("✋ Parler à quelqu’un"), tap="someone"),),))


def later(turn: Turn, hand: PastHand) -> None:
    """« Remis à plus tard »: another day, the same helper."""
    found, request = hand
    if found.state is not AcceptanceState.CONFIRMED:
        raise Gone
    talking.begin(turn, HOUSE, "help_day", {"request": request.id}, answers={})


def no(turn: Turn, hand: PastHand) -> None:
    side = Side.ASKER if turn.person.id == hand.acceptance.asker else Side.VOLUNTEER
    rows: tuple[Row, ...] = tuple((Button(words, tap=tap("after.why", hand.acceptance.id, reason)),)
                                  for reason, words in REASONS[side].items())
    turn.reply(screen(_("Cela arrive. Que s’est-il passé ? Personne ne sera jugé."), rows=rows))


def why(turn: Turn, hand: PastHand, reason: CloseReason) -> None:
    found, request = hand
    if reason not in REASONS[Side.ASKER]:
        raise Gone
    asks = turn.person.id == found.asker
    told = actions.not_done(turn.desk, found, request, reason, partial(members.organisers, turn), asker=asks)
    if told is NotDone.CONTRADICTED:
        turn.reply(disagree(_("« oui »")))
        return
    if told is NotDone.ONE_OF_MANY:
        turn.reply(screen(_("Merci de l’avoir dit. La demande continue avec les autres."), rows=(MENU,)))
        return
    again: tuple[Row, ...] = ((Button(_("🤝 Redemander"), tap="help.ask"),),)
    turn.reply(screen(_("Merci de l’avoir dit. Cette demande est terminée."),
                      rows=again if asks and told is NotDone.CLOSED else (MENU,)))


def first(turn: Turn, done: HelpedInMyGroup) -> None:
    """The admin's thanks for a first action leave exactly once."""
    found, group = done
    actions.thank_first(turn.desk, found, turn.person.first_name, group.name)
    turn.reply(screen(_("🙏 Votre merci part vers {name}.", name=quoted(found.volunteer_name))))


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
    },
    talks=(thanks_words.TALK,),
    links={**thanks_words.LINKS},
)
