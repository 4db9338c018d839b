"""« À deux » on a mission: a link for one person, who says yes or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from actions import mission_two as actions
from bot.features import Feature, Link, Tap
from bot.handlers.missions import NEIGHBOUR, NOT_YOURS, card
from bot.mission_rows import OpenToMe, open_to_me
from bot.rows import Loaded
from bot.turn import Turn
from messages.missions import about
from rules.limits import Limit
from rules.mission_two import Invitation
from rules.missions import when
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _, quoted
from storage import mission_two as store
from storage import missions, residents

MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
OVER = _("Cette invitation à deux a déjà servi, ou n’est plus valable. La personne qui vous l’a envoyée peut en faire "
         "une autre.")


def sent_to_me(turn: Turn, number: int) -> Invitation | None:
    """What I was the first to open."""
    found = store.by_id(turn.session, number)
    return found if found is not None and found.person == turn.person.id else None


SentToMe: TypeAlias = Annotated[Invitation, Loaded(sent_to_me)]


def invite(turn: Turn, mission: OpenToMe) -> None:
    turn.within(Limit.PUBLICATIONS)
    link = actions.invite(turn.desk, mission, turn.person.id)
    if link is None:
        raise Refusal(_("La mission commence bientôt : il n’est plus temps d’inviter. Venez directement."))
    turn.reply(screen(
        _("👥 Deux places ensemble, ou aucune : rien n’est pris avant son oui. Transférez ce message à une personne :"),
        _("📌 On y va à deux ? {what}, {when} : https://t.me/{bot}?start={link}", what=quoted(mission.title),
          when=when(mission.day, mission.at), bot=turn.batch.username, link=link)), edit=False)


def from_link(turn: Turn, params: Mapping[str, Any]) -> None:
    follow(turn, actions.opened(turn.desk, int(params.get("invitation") or 0), turn.person.id))


def again(turn: Turn, found: SentToMe) -> None:
    """Who was not known here when they followed it, and is now."""
    follow(turn, actions.opened(turn.desk, found.id, turn.person.id))


def follow(turn: Turn, found: Invitation | None) -> None:
    mission = missions.by_id(turn.session, found.mission) if found else None
    by = residents.by_id(turn.session, found.by) if found else None
    if found is None or mission is None or by is None or not mission.living:
        turn.reply(screen(OVER, rows=(MENU,)))
        return
    who = _("👥 {name} vous propose d’y aller à deux.", name=quoted(by.first_name))
    said = about(mission.title, mission.partner_name, mission.day, mission.at, mission.minutes, mission.place)
    if not turn.person.is_resident:
        turn.reply(screen(who, said, _("Faisons d’abord connaissance : c’est une minute. L’invitation vous attend."),
                          rows=((Button(_("👋 Commencer"), tap="join"),),
                                (Button(_("👥 Revoir l’invitation"), tap=tap("mission.two_open", found.id)),))))
        return
    if open_to_me(turn, mission.id) is None:
        turn.reply(screen(NOT_YOURS, rows=(MENU,)))
        return
    turn.reply(screen(who, said, rows=((Button(_("✋ Oui, à deux"), tap=tap("mission.two_yes", found.id)),),
                                       (Button(_("🙏 Non merci"), tap=tap("mission.two_no", found.id)),))))


def yes(turn: Turn, found: SentToMe) -> None:
    mission = missions.by_id(turn.session, found.mission)
    if mission is None or actions.yes(turn.desk, mission, found, turn.person) is None:
        raise Refusal(NOT_YOURS if found.answered is None else OVER)
    turn.reply(card(turn, mission))


def no(turn: Turn, found: SentToMe) -> None:
    actions.no(turn.desk, found, turn.person.id)
    turn.reply(screen(_("Entendu. Personne n’en est averti."), rows=(MENU,)))


FEATURE = Feature(
    "mission_two",
    taps={"mission.two": Tap(invite, *NEIGHBOUR), "mission.two_yes": Tap(yes, *NEIGHBOUR),
          "mission.two_no": Tap(no, *NEIGHBOUR), "mission.two_open": Tap(again, Role.VISITOR, Where.PRIVATE)},
    links={"mission-two": Link(from_link, Role.VISITOR)},
)
