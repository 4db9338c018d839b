"""The geste of a local date for one owner: chosen once, fixed in a row, and made into a card."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session

from actions.desk import territory
from content import days
from content.catalogue import Catalogue
from messages.gestes import GesteCard
from rules.calendar import NO_CORRECTIONS, Corrections, Step, StepKind, Territory, is_sober
from rules.geste_owners import IDEA, OWN, Owner
from rules.gestes import Conditions, UnderAlert, answers_alert, choose, conditions, is_tied_day
from rules.kits import SAFETY_SHEETS
from rules.local import LOCAL, as_geste
from storage import alerts, calendar, gestes, groups, ideas, kits, local

TENTH = 10


def territory_of(owner: Owner) -> Territory:
    return territory(owner.commune, owner.timezone)


def conditions_for(content: Catalogue, owner: Owner, on: date, alerts: frozenset[str] = frozenset(),
                   corrections: Corrections = NO_CORRECTIONS) -> Conditions:
    """What the calendar opens that day where this owner is, and the alerts that are on there."""
    territory = territory_of(owner)
    zone = days.school_zone_of(owner.commune) if owner.commune else None
    moments = (m for m in content.moments if territory in m.territories)
    return conditions(moments, on, alerts=alerts, corrections=corrections,
                      school_day=days.is_school_day(on, zone, territory), sober=is_sober(on, content.sober_days))


def alerts_of(session: Session, owner: Owner) -> frozenset[str]:
    return alerts.on_in(session, owner.commune, owner.number if owner.is_group else None)


def out_of_step(session: Session, content: Catalogue, owner: Owner, geste: str) -> bool:
    """It goes with an alert that is over; or, in private, an alert is on that it does not answer."""
    if geste.startswith(OWN):
        return False
    one, on = content.geste(geste), alerts_of(session, owner)
    answers = answers_alert(one, Conditions(alerts=on))
    if on:
        return not owner.is_group and not answers
    return all(isinstance(term, UnderAlert) for term in one.when)


def has_need(session: Session, owner: Owner, on: date) -> bool:
    """One day in five, when somebody nearby waits for a hand."""
    asker = None if owner.is_group else owner.number
    return is_tied_day(owner.key, on) and gestes.open_need(session, owner.zones, on, asker)


def pick(session: Session, content: Catalogue, owner: Owner, on: date, exclude: Collection[str] = ()) -> str | None:
    """The id of the geste of that day, of an alert while one is on; every tenth in a group is an adopted idea."""
    seen = gestes.seen(session, owner.key)
    if owner.is_group and gestes.times_shown(session, owner.key) % TENTH == TENTH - 1:
        own = [f"{IDEA}{i}" for i in ideas.adopted(session, owner.number)]
        if own:
            return min(own, key=lambda idea: (seen.get(idea, date.min), own.index(idea)))
    today = conditions_for(content, owner, on, alerts_of(session, owner), calendar.corrections(session, on))
    ours = [as_geste(one) for one in local.gestes(session, owner.number)] if owner.is_group else []
    chosen = choose((*content.gestes, *ours), on, today, seen, key=owner.key, need_tied=has_need(session, owner, on),
                    exclude=exclude, first=not owner.is_group and not seen)
    return chosen.id if chosen else None


def card(session: Session, content: Catalogue, owner: Owner, on: date, geste: str) -> GesteCard | None:
    """The card of a geste as it stands now; None when the idea it was is gone."""
    done, need = gestes.count_done(session, owner.key, geste, on), has_need(session, owner, on)
    if geste.startswith(IDEA):
        idea = ideas.by_id(session, int(geste.removeprefix(IDEA)))
        if idea is None:
            return None
        return GesteCard(geste, "", idea.text, on, owner.key, done=done, need=need, idea=True)
    if geste.startswith(LOCAL):
        ours = local.shown_in(session, int(geste.removeprefix(LOCAL)), owner.number) if owner.is_group else None
        return GesteCard(geste, "", ours.text, on, owner.key, done=done, need=need, idea=True) if ours else None
    one = content.geste(geste)
    step = one.step if serves(session, owner, one.step) else Step(StepKind.NONE)
    return GesteCard(one.id, one.title, one.simple if owner.simple else one.text, on, owner.key, one.minutes,
                     "" if step.kind is StepKind.NONE else step.kind.value, step.target,
                     tuple(content.safety[code] for code in one.safety), done, need)


def serves(session: Session, owner: Owner, step: Step) -> bool:
    """A sheet is printed by who runs a group; those of safety, by everybody in one."""
    if step.kind is not StepKind.KIT:
        return True
    if step.target in SAFETY_SHEETS:
        return owner.is_group or bool(groups.of_person(session, owner.number))
    return not owner.is_group and bool(kits.run_by(session, owner.number))


def fix(session: Session, content: Catalogue, owner: Owner, on: date, now: datetime) -> tuple[str, bool] | None:
    """The geste of that date and whether it is fixed only now; None when nothing is eligible."""
    already = gestes.of_day(session, owner.key, on)
    changed = already is not None and out_of_step(session, content, owner, already)
    if already and not changed:
        return already, False
    chosen = pick(session, content, owner, on)
    if chosen is None:
        return None
    if changed:
        gestes.show_instead(session, owner.key, on, chosen, now)
        return chosen, True
    if gestes.show(session, owner.key, on, chosen, now):
        return chosen, True
    settled = gestes.of_day(session, owner.key, on)
    return (settled, False) if settled else None
