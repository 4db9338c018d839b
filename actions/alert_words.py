"""What an alert says, made from its row at the moment it is said: in a group, in private, to those who coordinate."""

from __future__ import annotations

from collections.abc import Sequence

from actions.desk import Desk
from messages.alerts import AlertPost, AlertReport
from rules.alerts import FEW_PEOPLE, Alert
from rules.audience import Audience
from rules.calendar import Moment, StepKind
from rules.gestes import ANY_ALERT, UnderAlert
from rules.refusals import Gone
from rules.words import Words, quoted
from storage import alerts, audience, console, residents

MOST_STEPS = 3


def the(desk: Desk, number: int) -> Alert:
    found = alerts.by_id(desk.session, number)
    if found is None:
        raise Gone
    return found


def title(desk: Desk, alert: Alert) -> str:
    return desk.content.moment(alert.theme).title


def text(desk: Desk, alert: Alert, *, private: bool = False) -> Words:
    """The sentence of the content, or what was written in its place."""
    if alert.own:
        return quoted(alert.text)
    moment = desk.content.moment(alert.theme)
    return Words(moment.private_text if private else moment.group_text)


def post(desk: Desk, alert: Alert, *, private: bool = False, seen: int = 0) -> AlertPost:
    return AlertPost(alert.campaign, desk.town.name, text(desk, alert, private=private), alert.code,
                     steps(desk.content.moment(alert.theme)), seen, alert.own)


def steps(moment: Moment) -> tuple[str, ...]:
    led = (button.step for button in moment.buttons if button.step.kind is not StepKind.NONE)
    return tuple(f"{step.kind}:{step.target}" if step.target else str(step.kind) for step in led)[:MOST_STEPS]


def safety(desk: Desk, alert: Alert) -> Words:
    """One sentence, small enough for the words above a chat."""
    return Words(desk.content.safety[desk.content.moment(alert.theme).safety[0]])


def places(desk: Desk, communes: Sequence[str]) -> tuple[list[int], list[int]]:
    """Where it would be said now: the addresses of groups, and of the residents who asked for alerts."""
    groups = [group.address for group in audience.groups(desk.session, Audience(communes=tuple(communes)))]
    return groups, alerts.readers(desk.session, communes)


def reached(desk: Desk, communes: Sequence[str]) -> tuple[int, int]:
    groups, people = places(desk, communes)
    return len(groups), len(people)


def coordinators(desk: Desk, besides: int | None = None) -> list[int]:
    """The addresses of everybody who coordinates, but this person."""
    found = (residents.by_id(desk.session, person) for person in console.coordinators(desk.session)
             if person != besides)
    return [person.address for person in found if person is not None]


def gestes_done(desk: Desk, alert: Alert) -> int:
    """How many gestes of this alert were done since it opened; 0 when fewer than five people did them."""
    ours = [geste.id for geste in desk.content.gestes
            if any(isinstance(term, UnderAlert) and term.alert in (alert.theme, ANY_ALERT) for term in geste.when)]
    if alert.opened_at is None or not ours:
        return 0
    count, people = alerts.gestes_done(desk.session, ours, alert.opened_at)
    return count if people >= FEW_PEOPLE else 0


def report(desk: Desk, alert: Alert) -> AlertReport:
    stands = alerts.tally(desk.session, alert.campaign)
    return AlertReport(alert.campaign, title(desk, alert), stands.to_send + stands.under_way, stands.sent,
                       stands.failed + stands.cancelled, stands.uncertain,
                       alerts.groups_that_saw(desk.session, alert.campaign))
