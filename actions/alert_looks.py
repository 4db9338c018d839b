"""What the clock does of an alert: nobody answered, how it went, it goes out soon, it is out."""

from __future__ import annotations

from actions import alert_words as words
from actions.agenda import when
from actions.alerts import ended
from actions.desk import Desk
from messages.alerts import AlertFading, AlertReport, AlertSettled, AlertSilence
from rules.alerts import REPORTED, AlertState
from rules.campaigns import CampaignState
from storage import alerts, campaigns, console

S = AlertState


@when("alerts.silence")
def silence(desk: Desk, number: int) -> None:
    found = alerts.by_id(desk.session, number)
    if found and found.state is S.ASKED and found.author is not None:
        desk.tell(found.author, AlertSilence(number, words.title(desk, found), found.rehearsal))


@when("alerts.forgotten")
def forgotten(desk: Desk, number: int) -> None:
    """Neither answered nor sent alone: what was true hours ago must not leave now. Whoever asked is told."""
    found = alerts.by_id(desk.session, number)
    if alerts.step(desk.session, number, S.DROPPED, ended_at=desk.now):
        campaigns.step(desk.session, number, CampaignState.CANCELLED, desk.now, ended_at=desk.now)
        if found and found.author is not None:
            desk.tell(found.author, AlertSettled(words.title(desk, found), False, found.rehearsal))


@when("alerts.report")
def report(desk: Desk, number: int) -> None:
    """A minute after it left, and again when something was still on its way."""
    found = alerts.by_id(desk.session, number)
    if found is None or found.state is not S.ON or found.opened_at is None:
        return
    said: AlertReport = words.report(desk, found)
    for person in {found.author, found.second} & set(console.coordinators(desk.session)):
        if person is not None:
            desk.tell(person, said)
    if said.waiting and desk.now - found.opened_at < REPORTED[-1]:
        desk.at("alerts.report", number, found.opened_at + REPORTED[-1])


@when("alerts.fading")
def fading(desk: Desk, number: int) -> None:
    found = alerts.by_id(desk.session, number)
    if found and found.state is S.ON and found.until is not None:
        for person in console.coordinators(desk.session):
            desk.tell(person, AlertFading(number, words.title(desk, found), found.until))


@when("alerts.lapse")
def lapse(desk: Desk, number: int) -> None:
    """Nobody renewed it: its gestes shut. Groups are told nothing, for nobody said that the danger is over."""
    found = alerts.by_id(desk.session, number)
    if found is None or found.until is None or found.until > desk.now:
        return
    if alerts.step(desk.session, number, S.LAPSED, ended_at=desk.now):
        alerts.stop(desk.session, number, desk.now)
        for person in console.coordinators(desk.session):
            desk.tell(person, AlertFading(number, words.title(desk, found), found.until, lapsed=True))
        ended(desk, number)
