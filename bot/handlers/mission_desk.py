"""A partner's own missions: proposing, seeing who comes, changing, copying, closing, cancelling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from actions import mission_after
from actions import missions as actions
from bot import talking
from bot.conversations.missions import (
    CHANGE,
    COPY,
    MISSION,
    ChangeMission,
    CopyMission,
    MissionFacts,
    ProposeMission,
    last_street,
)
from bot.features import Talk, Tap
from bot.handlers.house import HOUSE
from bot.mission_rows import MyMission, MyPartner, my_mission, my_partner
from bot.turn import Turn
from content.communes import communes
from messages.missions import about, around
from rules.civil import instant
from rules.missions import LIVING, OF, TOLD, UNDER_WAY, Mission, MissionState, lacks
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.seating import SeatState
from rules.words import Words, _, lines, n_, quoted
from storage import audience, seating, zones
from storage import missions as store

S = MissionState
PARTNERS = (Role.PARTNER, Where.PRIVATE)
PAGE, CROWD = 4, 8
STATES: dict[MissionState, Words] = {
    S.DRAFT: _("brouillon"), S.SENT: _("attend la mairie"), S.OPEN: _("publiée"), S.CLOSED: _("inscriptions closes"),
    S.DONE: _("terminée"), S.REFUSED: _("pas publiée"), S.CANCELLED: _("annulée")}
PAST = _("Ce jour et cette heure sont déjà passés. Choisissez-en d’autres.")


def new(turn: Turn, partner: MyPartner) -> None:
    if not partner.agreed:
        raise Gone
    talking.start(turn, HOUSE, MISSION.name, {"partner": partner.id})


def facts(turn: Turn, args: Mapping[str, Any]) -> MissionFacts:
    partner = my_partner(turn, int(args["partner"]))
    if partner is None or not partner.agreed:
        raise Refusal(_("Cette structure n’est plus partenaire : la mission n’a pas été proposée."))
    return MissionFacts(partner.id, turn.now.astimezone(ZoneInfo(turn.person.timezone)), turn.person.timezone,
                        private=turn.content.private_words, streets=streets(turn), own=bool(partner.tag))


def streets(turn: Turn) -> tuple[tuple[int, str], ...]:
    """Those here that the last street typed may be."""
    typed = last_street(turn.held.answers) if turn.held else ""
    ours = communes().certain(turn.town.name) if turn.town.name else None
    known = {code for code, _count in audience.communes(turn.session)} | {None, ours.code if ours else None}
    return tuple(zones.named(turn.session, typed, known)) if typed else ()


def proposed(turn: Turn, command: ProposeMission) -> None:
    partner = my_partner(turn, command.partner)
    if partner is None:
        raise Gone
    mission = actions.propose(turn.desk, partner, turn.person.id, actions.Proposal(**command.what))
    show(turn, mission, lacks(mission) or _("✅ C’est proposé : la mairie valide, puis vous le saurez ici."))


def mine(turn: Turn, page: int = 0) -> None:
    found = store.of_person(turn.session, turn.person.id, (*UNDER_WAY, S.REFUSED, S.DONE))
    found = [one for one in found if my_partner(turn, one.partner)]
    if not found:
        turn.reply(screen(_("Vous n’avez pas encore de mission. « ➕ Mission » dans /partenaire en propose une.")))
        return
    found.sort(key=lambda one: (one.state is S.DONE, one.starts_at))
    pages = -(-len(found) // PAGE)
    rows: list[Row] = [(Button(_("{what} · {state}", what=quoted(one.title[:14]), state=STATES[one.state]),
                               tap=tap("mission.mine", one.id)),) for one in found[page % pages * PAGE:][:PAGE]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("missions.mine", (page + 1) % pages)),))
    turn.reply(screen(_("📋 <b>Vos missions</b>"), rows=tuple(rows)))


def see(turn: Turn, mission: MyMission) -> None:
    show(turn, mission, lacks(mission) if mission.state is S.DRAFT else None)


def show(turn: Turn, mission: Mission, before: Words | None = None) -> None:
    said = about(mission.title, mission.partner_name, mission.day, mission.at, mission.minutes, mission.place)
    where = (around(mission.zone_label),) if mission.zone_label else ()
    turn.reply(screen(*((before,) if before else ()), said, *where, coming(turn, mission),
                      rows=tuple(rows_of(turn, mission))))


def coming(turn: Turn, mission: Mission) -> Words:
    """First names of those who have a seat; of those who wait, how many."""
    known = seating.find(turn.session, OF, mission.id)
    assert known is not None
    seats = seating.everybody(turn.session, OF, mission.id)
    sitting = [seat.first_name for seat in seats if seat.state is SeatState.SEATED]
    waiting = sum(seat.state is not SeatState.SEATED for seat in seats)
    told = [_("🪑 {n} sur {seats} · {state}", n=len(sitting), seats=known.seats, state=STATES[mission.state])]
    if sitting:
        names = ", ".join(sitting[:CROWD]) + (" …" if len(sitting) > CROWD else "")
        told.append(_("👥 {names}", names=quoted(names)))
    if waiting:
        told.append(n_("⏳ {n} personne attend", "⏳ {n} personnes attendent", waiting))
    return lines(*told)


def rows_of(turn: Turn, mission: Mission) -> list[Row]:
    def button(label: Words, action: str) -> Row:
        return (Button(label, tap=tap(action, mission.id)),)

    began = turn.now >= mission.starts_at
    rows: list[Row] = []
    if began and mission.state in mission_after.ANSWERABLE:
        rows.append(button(_("✅ Dire qui est venu"), "mission.presence"))
    if not began and mission.state in (*UNDER_WAY, S.REFUSED):
        rows.append(button(_("✏️ Changer"), "mission.change"))
    if mission.state is S.OPEN and not began:
        rows.append(button(_("🔒 Clore les inscriptions"), "mission.close"))
    if mission.living and not began:
        rows.append(button(_("📅 Mon agenda"), "mission.ics"))
    rows.append(button(_("📑 Copier"), "mission.copy"))
    if not began and mission.state in (*UNDER_WAY, S.REFUSED):
        rows.append(button(_("✖ Annuler la mission"), "mission.cancel"))
    return [*rows, (Button(_("📋 Mes missions"), tap="missions.mine"),)]


def change(turn: Turn, mission: MyMission) -> None:
    if mission.state not in (*UNDER_WAY, S.REFUSED) or (turn.now >= mission.starts_at and mission.state in LIVING):
        raise Gone
    talking.begin(turn, HOUSE, CHANGE.name, {"mission": mission.id})


def copy(turn: Turn, mission: MyMission) -> None:
    talking.begin(turn, HOUSE, COPY.name, {"mission": mission.id})


def mission_facts(turn: Turn, args: Mapping[str, Any]) -> MissionFacts:
    mission = my_mission(turn, int(args["mission"]))
    if mission is None:
        raise Refusal(_("Cette mission n’est plus à changer."))
    now = turn.now.astimezone(ZoneInfo(mission.timezone))
    return MissionFacts(mission.partner, now, mission.timezone, mission.id, mission.state not in LIVING, 0, mission.day,
                        mission.at, turn.content.private_words)


def changed(turn: Turn, command: ChangeMission) -> None:
    mission = my_mission(turn, command.number)
    if mission is None or (command.field in ("title", "honour") and mission.state in LIVING):
        raise Gone
    if not actions.change(turn.desk, mission, command.field, command.value):
        raise Refusal(_("Plus de personnes ont déjà une place. Écrivez-leur d’abord, ou gardez ce nombre.")
                      if command.field == "seats" else PAST)
    fresh = actions.get(turn.desk, mission.id)
    told = _("✏️ C’est changé. Les personnes inscrites le savent.") if command.field in TOLD and fresh.living else _(
        "✏️ C’est changé.")
    show(turn, fresh, lacks(fresh) if fresh.state is S.DRAFT else told)


def copied(turn: Turn, command: CopyMission) -> None:
    mission = my_mission(turn, command.number)
    if mission is None:
        raise Gone
    if instant(command.day, mission.at, mission.timezone) <= turn.now:
        raise Refusal(PAST)
    made = actions.copy(turn.desk, mission, command.day)
    show(turn, made, lacks(made) or _("✅ C’est proposé : la mairie valide, puis vous le saurez ici."))


def close(turn: Turn, mission: MyMission) -> None:
    if not actions.close(turn.desk, mission):
        raise Gone
    show(turn, actions.get(turn.desk, mission.id),
         _("🔒 Plus personne ne s’inscrit. Les personnes en attente le savent."))


def cancel(turn: Turn, mission: MyMission) -> None:
    turn.reply(screen(_("Annuler « {what} » ? Les personnes inscrites sont prévenues aussitôt.",
                        what=quoted(mission.title)),
                      rows=((Button(_("✖ Oui, annuler"), tap=tap("mission.cancelled", mission.id)),),
                            (Button(_("↩ Non, garder"), tap=tap("mission.mine", mission.id)),))))


def cancelled(turn: Turn, mission: MyMission) -> None:
    if (turn.now >= mission.starts_at and mission.living) or not actions.cancel(turn.desk, mission):
        raise Gone
    turn.reply(screen(_("C’est annulé, et dit aux personnes inscrites."),
                      rows=((Button(_("📋 Mes missions"), tap="missions.mine"),),)))


TAPS = {
    "mission.new": Tap(new, *PARTNERS), "missions.mine": Tap(mine, *PARTNERS), "mission.mine": Tap(see, *PARTNERS),
    "mission.change": Tap(change, *PARTNERS), "mission.copy": Tap(copy, *PARTNERS),
    "mission.close": Tap(close, *PARTNERS), "mission.cancel": Tap(cancel, *PARTNERS),
    "mission.cancelled": Tap(cancelled, *PARTNERS),
}
TALKS = (Talk(MISSION, facts, proposed, role=Role.PARTNER, follows=True),
         Talk(CHANGE, mission_facts, changed, role=Role.PARTNER), Talk(COPY, mission_facts, copied, role=Role.PARTNER))
