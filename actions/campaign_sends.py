"""A message of the town leaves: confirmed for the version that was read, approved by a second person above a number of
groups, stopped within the minute, and begun at its hour with everything looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.agenda import when
from actions.campaign_plans import plan_of
from actions.campaigns import get
from actions.desk import Desk
from messages.campaign_notices import (
    CampaignAwaits,
    CampaignHeld,
    CampaignJudged,
    CampaignProgress,
    CampaignShifted,
    Hindrance,
)
from messages.campaigns import card_of
from rules.campaign_plans import Plan, Why, meant_for, said
from rules.campaigns import LATE_AFTER, UNDO_SEND, Campaign, CampaignKind, CampaignState, not_now
from rules.manners import manner_of
from rules.refusals import Gone, Refusal
from rules.words import Words, _, n_
from storage import campaigns as store
from storage import console, ledger, residents

S = CampaignState
AN_HOUR = timedelta(hours=1)
SOON = timedelta(seconds=2)
OLD_BUTTON = _("Ce bouton est celui d’une version plus ancienne. Voici le brouillon comme il est maintenant.")


class Outdated(Gone):
    """The button was shown under another version than the one there is now."""

    def __init__(self) -> None:
        super().__init__(OLD_BUTTON)


@dataclass(frozen=True, slots=True)
class Sending:
    """What confirming it does. second: it waits for somebody else's yes."""

    campaign: Campaign
    plan: Plan
    second: bool


def look_at(desk: Desk, number: int, version: int) -> Sending:
    """What would be done now, for this very version. Raises Outdated, or Refusal with what is missing."""
    found = get(desk, number)
    if found.version != version:
        raise Outdated
    if not found.is_draft:
        raise not_now(found.state)
    if not found.text:
        raise Refusal(_("Il manque le texte. Touchez « ✏️ Écrire »."))
    plan = plan_of(desk, found, desk.by)
    if plan.is_empty:
        raise Refusal(_nobody(plan))
    second = needs_second(desk, found, plan)
    if second and not others(desk, desk.by):
        raise Refusal(n_(
            "Pour écrire à {n} groupe, il faut l’accord d’une deuxième personne, et personne d’autre n’a ce rôle. "
            "Invitez quelqu’un par /mairie.",
            "Pour écrire à {n} groupes, il faut l’accord d’une deuxième personne, et personne d’autre n’a ce rôle. "
            "Invitez quelqu’un par /mairie.", plan.groups))
    return Sending(found, plan, second)


def _nobody(plan: Plan) -> Words:
    if plan.dropped.get(Why.PAST):
        return _("Ce serait trop tard partout : son jour ou son heure serait passé. Changez « 🗓 Quand ».")
    if plan.dropped.get(Why.APPEALS):
        return _("Il y a déjà deux appels en cours dans ces groupes. Attendez que l’un soit complet ou passé.")
    if plan.dropped.get(Why.CAP):
        return _("Tous ces groupes ont déjà deux messages par semaine d’ici là. Choisissez un autre jour.")
    return _("Aucun groupe relié ne correspond. Changez « 🎯 Pour qui ».")


def needs_second(desk: Desk, found: Campaign, plan: Plan) -> bool:
    return found.kind is CampaignKind.ALERT or plan.groups > desk.town.second_above


def others(desk: Desk, person: int | None) -> list[int]:
    """Who else coordinates."""
    return [one for one in console.coordinators(desk.session) if one != person]


def confirm(desk: Desk, number: int, version: int) -> Sending:
    """It leaves at its hour, a minute from now at the soonest; pressed twice, it changes nothing more."""
    sending = look_at(desk, number, version)
    found, plan = sending.campaign, sending.plan
    if not store.step(desk.session, number, S.PLANNED, desk.now, version=version, only=[S.DRAFT],
                      confirmed_by_id=desk.by, confirmed_at=desk.now, approver_id=None, approved_at=None,
                      groups=plan.groups, people=plan.people):
        raise Outdated
    store.log(desk.session, number, "confirmed", version, desk.by, desk.now)
    desk.at("campaigns.start", number, max(first_hour(found, plan, desk.now), desk.now + UNDO_SEND))
    if sending.second:
        me = residents.by_id(desk.session, desk.by) if desk.by is not None else None
        for person in others(desk, desk.by):
            desk.tell(person, CampaignAwaits(number, version, found.title, me.first_name if me else "", plan.groups))
    return sending


def first_hour(found: Campaign, plan: Plan, now: datetime) -> datetime:
    """Where the hour it was asked for comes first."""
    return min((meant_for(found, now, zone) for zone in plan.zones), default=now)


def undo(desk: Desk, number: int) -> Campaign:
    """A draft again, as long as nothing of it has left."""
    found = get(desk, number)
    _back_to_draft(desk, found, "undone")
    return found


def approve(desk: Desk, number: int, version: int) -> Campaign:
    """By somebody else than who confirmed it, for the version they read."""
    found = judged_by_another(desk, number, version)
    if found.approved_at is None:
        store.mark(desk.session, number, approver_id=desk.by, approved_at=desk.now)
        store.log(desk.session, number, "approved", version, desk.by, desk.now)
        _tell_judgement(desk, found, approved=True)
        if found.confirmed_at is not None:
            plan = plan_of(desk, found, found.by)
            desk.at("campaigns.start", number, max(first_hour(found, plan, desk.now), found.confirmed_at + UNDO_SEND))
    return found


def decline(desk: Desk, number: int, version: int) -> Campaign:
    found = judged_by_another(desk, number, version)
    _back_to_draft(desk, found, "declined")
    _tell_judgement(desk, found, approved=False)
    return found


def judged_by_another(desk: Desk, number: int, version: int) -> Campaign:
    found = get(desk, number)
    if desk.by is None or desk.by not in console.coordinators(desk.session):
        raise Gone
    if found.version != version:
        raise Outdated
    if found.state is not S.PLANNED:
        raise not_now(found.state)
    if found.by == desk.by:
        raise Refusal(_("Il faut l’accord d’une autre personne que celle qui envoie."))
    return found


def _tell_judgement(desk: Desk, found: Campaign, *, approved: bool) -> None:
    me = residents.by_id(desk.session, desk.by) if desk.by is not None else None
    if found.by is not None:
        desk.tell(found.by, CampaignJudged(found.id, found.title, me.first_name if me else "", approved))


def _back_to_draft(desk: Desk, found: Campaign, what: str) -> None:
    if not store.step(desk.session, found.id, S.DRAFT, desk.now, approver_id=None, approved_at=None):
        raise not_now(found.state)
    desk.never("campaigns.start", found.id)
    store.log(desk.session, found.id, what, found.version, desk.by, desk.now)


@when("campaigns.start")
def start(desk: Desk, number: int) -> None:
    """At its hour. Rights, approval and recipients are looked at again; too late, its author is asked."""
    found = store.by_id(desk.session, number)
    if found is None or found.state is not S.PLANNED or found.by is None:
        return
    if console.limits_of(desk.session, found.by) is None:
        _give_up(desk, found, Hindrance.RIGHT)
        return
    plan = plan_of(desk, found, found.by)
    waits = found.approved_at is None and max(plan.groups, found.groups) > desk.town.second_above
    if plan.is_empty:
        _give_up(desk, found, Hindrance.APPROVAL if waits else Hindrance.PAST if plan.dropped else Hindrance.EMPTY)
    elif found.approved_at is None and needs_second(desk, found, plan):
        desk.later("campaigns.start", number, AN_HOUR)
    elif is_late(found, plan, desk.now):
        if desk.once(f"campaign:{number}", f"late-{found.version}"):
            _tell_authors(desk, found, CampaignHeld(number, found.title, Hindrance.LATE))
        desk.later("campaigns.start", number, AN_HOUR)
    else:
        begin(desk, found, plan)


def is_late(found: Campaign, plan: Plan, now: datetime) -> bool:
    """Its hour was more than two hours ago wherever it is read, and it was confirmed before."""
    if found.send_day is None or found.confirmed_at is None:
        return now > (found.approved_at or found.confirmed_at or now) + LATE_AFTER
    hours = [meant_for(found, found.confirmed_at, zone) for zone in plan.zones]
    return now > max(max(hours, default=now), found.approved_at or found.confirmed_at) + LATE_AFTER


def send_late(desk: Desk, number: int) -> Campaign:
    """Its author was asked, and says that it is still worth sending."""
    found = get(desk, number)
    if found.state is not S.PLANNED:
        raise not_now(found.state)
    plan = plan_of(desk, found, desk.by)
    if needs_second(desk, found, plan) and found.approved_at is None:
        raise Refusal(_("Il faut d’abord l’accord d’une autre personne."))
    if plan.is_empty:
        raise Refusal(_("Ce serait trop tard partout : son jour ou son heure serait passé."))
    store.mark(desk.session, number, confirmed_by_id=desk.by)
    begin(desk, get(desk, number), plan)
    return found


def begin(desk: Desk, found: Campaign, plan: Plan) -> None:
    """Every row of it in this transaction, and whom it waits for said to its author."""
    if not store.step(desk.session, found.id, S.ACTIVE, desk.now, only=[S.PLANNED], started_at=desk.now,
                      groups=plan.groups, people=plan.people):
        return
    message = card_of(found, desk.town.name)
    manner = manner_of(message)
    draft = ledger.Draft(message, 0, manner.lane, manner.purpose, manner.policy, author=found.by, campaign=found.id)
    ledger.plan(desk.session, draft, plan.windows.items(), desk.now)
    store.log(desk.session, found.id, "started", found.version, found.by, desk.now)
    assert found.by is not None
    if lines := said(plan):
        desk.tell(found.by, CampaignShifted(found.id, found.title, lines))
    total = len(plan.windows)
    progress = CampaignProgress(found.id, found.title, S.ACTIVE, total)
    if me := residents.by_id(desk.session, found.by):
        told = desk.tell_all([me.address], progress)
        store.mark(desk.session, found.id, told_id=told[me.address].delivery)
    desk.later("campaigns.follow", found.id, SOON)


def _give_up(desk: Desk, found: Campaign, why: Hindrance) -> None:
    _back_to_draft(desk, found, why)
    _tell_authors(desk, found, CampaignHeld(found.id, found.title, why))


def _tell_authors(desk: Desk, found: Campaign, message: CampaignHeld) -> None:
    """Who confirmed it, who wrote it and, when neither may any more, whoever coordinates."""
    people = {one for one in (found.by, found.author) if one is not None
              and console.limits_of(desk.session, one) is not None} or set(console.coordinators(desk.session))
    for person in sorted(people):
        desk.tell(person, message)
