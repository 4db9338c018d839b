"""A hand each week with the same person: both say yes, either leaves a week out or ends it in one tap."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from actions import weekly as actions
from bot.features import Feature, Order, Tap
from bot.rows import Loaded, PastHand
from bot.turn import Turn
from messages.weekly import each_week
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.weekly import MOST, WeeklyState
from rules.words import Words, _, lines, quoted
from storage import weekly as store
from storage.weekly import Weekly

MENU: Row = (Button(_("☰ Menu"), tap="menu"),)


def mine(turn: Turn, number: int) -> Weekly | None:
    """One of the two it is about."""
    found = store.by_id(turn.session, number)
    return found if found and turn.person.id in (found.asker, found.helper) else None


def asked_of_me(turn: Turn, number: int) -> Weekly | None:
    found = mine(turn, number)
    return found if found and found.helper == turn.person.id and found.state is WeeklyState.PROPOSED else None


Mine: TypeAlias = Annotated[Weekly, Loaded(mine)]
AskedOfMe: TypeAlias = Annotated[Weekly, Loaded(asked_of_me)]


def yes(turn: Turn, hand: PastHand) -> None:
    if hand.acceptance.asker != turn.person.id:
        raise Gone
    if not actions.propose(turn.desk, *hand):
        raise Refusal(_("Ce rendez-vous existe déjà, ou l’une des deux personnes en a déjà {n} chaque semaine.",
                        n=MOST))
    turn.reply(screen(_("🔁 C’est demandé à {name}. Vous aurez sa réponse ici.",
                        name=quoted(hand.acceptance.volunteer_name)), rows=(MENU,)))


def no(turn: Turn) -> None:
    turn.reply(screen(_("Entendu. Vous pourrez redemander quand vous en aurez besoin."), rows=(MENU,)))


def agree(turn: Turn, found: AskedOfMe) -> None:
    actions.agree(turn.desk, found)
    turn.reply(screen(_("Merci ! Tout se retrouve avec /chaquesemaine."), rows=(MENU,)))


def refuse(turn: Turn, found: AskedOfMe) -> None:
    actions.refuse(turn.desk, found)
    turn.reply(screen(_("Entendu, et merci pour ce coup de main. L’autre personne est prévenue avec tact."),
                      rows=(MENU,)))


def skip(turn: Turn, found: Mine) -> None:
    following = actions.skip(turn.desk, found, turn.person.id)
    if following is None:
        raise Gone(_("Rien n’est prévu cette semaine : ce bouton n’est plus actif."))
    turn.reply(screen(_("📅 C’est noté : pas cette semaine. Le prochain rendez-vous est {day}.", day=following),
                      rows=(MENU,)))


def stop(turn: Turn, found: Mine) -> None:
    if not actions.stop(turn.desk, found):
        raise Gone
    turn.reply(screen(_("✋ C’est arrêté. L’autre personne aura un mot, sans raison donnée. Merci pour ces moments !"),
                      rows=((Button(_("↩ Annuler"), tap=tap("weekly.resume", found.id)),), MENU)))


def resume(turn: Turn, found: Mine) -> None:
    if not actions.resume(turn.desk, found):
        raise Gone
    turn.reply(screen(_("↩ C’est annulé : le rendez-vous continue, {day}.", day=found.next_day), rows=(MENU,)))


def listed(turn: Turn, _payload: str = "") -> None:
    """/chaquesemaine"""
    found = [one for one in store.of_person(turn.session, turn.person.id) if one.state is WeeklyState.ACTIVE]
    if not found:
        turn.reply(screen(_("Vous n’avez pas de rendez-vous chaque semaine. Après un coup de main réussi, je vous le "
                            "propose : la même personne, le même jour."), rows=(MENU,)))
        return
    turn.reply(screen(_("🔁 <b>Chaque semaine</b>"), lines(*(line(turn, one) for one in found)),
                      rows=(*((Button(_("✋ Arrêter avec {name}", name=quoted(one.other_name(turn.person.id)[:12])),
                                      tap=tap("weekly.stop", one.id)),) for one in found), MENU)))


def line(turn: Turn, one: Weekly) -> Words:
    return _("• {name} : {title}, {when}. Le prochain : {day}.", name=quoted(one.other_name(turn.person.id)),
             title=Words(turn.content.kind(one.kind).title), when=each_week(one.next_day, one.slot), day=one.next_day)


FEATURE = Feature(
    "weekly",
    orders={"chaquesemaine": Order(listed, Role.RESIDENT, Where.PRIVATE, _("Mes coups de main de chaque semaine"))},
    taps={
        "weekly.yes": Tap(yes, Role.RESIDENT, Where.PRIVATE),
        "weekly.no": Tap(no, Role.RESIDENT, Where.PRIVATE),
        "weekly.agree": Tap(agree, Role.RESIDENT, Where.PRIVATE),
        "weekly.refuse": Tap(refuse, Role.RESIDENT, Where.PRIVATE),
        "weekly.skip": Tap(skip, Role.RESIDENT, Where.PRIVATE),
        "weekly.stop": Tap(stop, Role.RESIDENT, Where.PRIVATE),
        "weekly.resume": Tap(resume, Role.RESIDENT, Where.PRIVATE),
    },
)
