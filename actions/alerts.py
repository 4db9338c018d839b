"""Alerts: asked for by one person, allowed by another, said everywhere at once, corrected, taken back, lifted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TypeAlias

from actions import alert_words as words
from actions.campaigns import fresh_code
from actions.desk import Desk
from messages.alerts import AlertAsked, AlertGone, AlertLifted, AlertRefused, AlertSettled, AlertWithdrawn
from rules.alerts import (
    FORGOTTEN,
    LASTS,
    RECALLED,
    REPORTED,
    SILENCE,
    Alert,
    AlertState,
    may_go_alone,
    overlaps,
    shown,
)
from rules.audience import Audience, packed
from rules.campaigns import CampaignKind, CampaignState
from rules.deliveries import Lane, Policy, Purpose, Window
from rules.groups import Group
from rules.refusals import Refusal
from rules.screens import Message
from rules.words import _
from storage import alerts, campaigns, console, gestes, ledger
from storage.alerts import Said
from storage.ledger import Draft

S = AlertState
Ending: TypeAlias = Callable[[Desk, int], None]
AT_THE_END: list[Ending] = []
"""What ends with an alert, lifted, taken back or gone out: (the alert)."""
OVER = _("C’est déjà réglé pour cette alerte : écrivez /alerte pour la suivre.")
NOBODY = _("Aucun groupe n’est relié à la mairie à cet endroit : il n’y a personne à prévenir.")
ANOTHER = _("L’accord vient d’une autre personne que celle qui a demandé.")
TOO_SOON = _("Attendez d’abord la réponse des autres : dix minutes, puis vous pourrez envoyer.")


# --- asked for, and allowed ----------------------------------------------------------------------

def ask(desk: Desk, by: int, theme: str, communes: Sequence[str], *, rehearsal: bool) -> Alert:
    """Everybody else who coordinates is asked for their yes. Raises Refusal when there is nothing to open."""
    if not rehearsal:
        _not_twice(desk, theme, communes)
    groups, people = words.reached(desk, communes)
    if not groups:
        raise Refusal(NOBODY)
    moment = desk.content.moment(theme)
    number = campaigns.add(desk.session, CampaignKind.ALERT, fresh_code(desk), by, desk.now, theme=theme,
                           title=moment.title, text=moment.group_text,
                           audience=packed(Audience(communes=tuple(communes))))
    alerts.add(desk.session, number, desk.now, rehearsal=rehearsal)
    asked = words.the(desk, number)
    _tell_others(desk, by, AlertAsked(number, words.title(desk, asked), words.text(desk, asked), groups, people,
                                      rehearsal))
    desk.later("alerts.silence", number, SILENCE)
    desk.later("alerts.forgotten", number, FORGOTTEN)
    return asked


def allow(desk: Desk, alert: Alert, by: int) -> None:
    """The second person's yes."""
    if by == alert.author:
        raise Refusal(ANOTHER)
    _open(desk, alert, by, alone=False)


def go_alone(desk: Desk, alert: Alert, by: int) -> None:
    """Nobody answered: its author sends it in their own name, and it is written down."""
    if by != alert.author:
        raise Refusal(OVER)
    if not may_go_alone(alert, desk.now):
        raise Refusal(OVER if alert.state is not S.ASKED else TOO_SOON)
    _open(desk, alert, by, alone=True)


def refuse(desk: Desk, alert: Alert, by: int) -> None:
    """The second person's no, or its author's own: nothing leaves."""
    if not alerts.step(desk.session, alert.campaign, S.DROPPED if by == alert.author else S.REFUSED,
                       ended_at=desk.now):
        raise Refusal(OVER)
    _settled(desk, alert, by, "refused", sent=False)
    campaigns.step(desk.session, alert.campaign, CampaignState.CANCELLED, desk.now, ended_at=desk.now)
    if alert.author is not None and by != alert.author:
        desk.tell(alert.author, AlertRefused(words.title(desk, alert), alert.rehearsal))


def _open(desk: Desk, alert: Alert, by: int, *, alone: bool) -> None:
    to = S.REHEARSED if alert.rehearsal else S.ON
    until = desk.now + LASTS
    if not alerts.step(desk.session, alert.campaign, to, opened_at=desk.now, until=until, alone=alone):
        raise Refusal(OVER)
    groups, people = words.places(desk, alert.communes)
    if alert.rehearsal:
        campaigns.step(desk.session, alert.campaign, CampaignState.CANCELLED, desk.now, ended_at=desk.now)
    else:
        _send(desk, alert, by, groups, people, alone=alone)
    _settled(desk, alert, by, "alone" if alone else "allowed", sent=True)
    gone = AlertGone(alert.campaign, words.title(desk, alert), len(groups), len(people), alert.rehearsal)
    for person in {by, alert.author} - {None}:
        desk.tell(int(person or 0), gone)


def _send(desk: Desk, alert: Alert, by: int, groups: list[int], people: list[int], *, alone: bool) -> None:
    number, session, now = alert.campaign, desk.session, desk.now
    campaigns.step(session, number, CampaignState.PLANNED, now, confirmed_by_id=by, confirmed_at=now)
    campaigns.step(session, number, CampaignState.ACTIVE, now, started_at=now, groups=len(groups), people=len(people),
                   approver_id=None if alone else by, approved_at=None if alone else now)
    opened = words.the(desk, number)
    _say(desk, opened, groups, words.post(desk, opened), by)
    _say(desk, opened, people, words.post(desk, opened, private=True), by)
    desk.later("alerts.fading", number, LASTS - RECALLED)
    desk.later("alerts.lapse", number, LASTS)
    desk.later("alerts.report", number, REPORTED[0])


def _settled(desk: Desk, alert: Alert, by: int, what: str, *, sent: bool) -> None:
    """Written down; those who were asked know that they need not answer."""
    for look in ("alerts.silence", "alerts.forgotten"):
        desk.never(look, alert.campaign)
    campaigns.log(desk.session, alert.campaign, f"alert {what}{' (rehearsal)' if alert.rehearsal else ''}", 1, by,
                  desk.now)
    _tell_others(desk, by, AlertSettled(words.title(desk, alert), sent, alert.rehearsal), besides=alert.author)


def _not_twice(desk: Desk, theme: str, communes: Sequence[str]) -> None:
    for one in alerts.in_states(desk.session, S.ON, S.ASKED):
        if one.theme == theme and not one.rehearsal and overlaps(one.communes, communes):
            raise Refusal(_("Cette alerte est déjà ouverte ici : écrivez /alerte pour la suivre.")
                          if one.state is S.ON else
                          _("Cette alerte attend déjà un accord : écrivez /alerte pour la suivre."))


# --- while it is on ------------------------------------------------------------------------------

def see(desk: Desk, alert: Alert, person: int, group: Group | None, card: int | None) -> None:
    """« Vu »: counted once a person; the group's card says how many, from three up."""
    if alert.state is not S.ON or not alerts.see(desk.session, alert.campaign, person, group.id if group else None,
                                                desk.now):
        return
    count = alerts.seen_in(desk.session, alert.campaign, group.id) if group else 0
    if group and card is not None and shown(count) != shown(count - 1):
        gestes.drop_older_edits(desk.session, group.address, card, desk.now)
        desk.rewrite(group.address, card, words.post(desk, alert, seen=shown(count)))


def renew(desk: Desk, alert: Alert, by: int) -> None:
    until = desk.now + LASTS
    if not alerts.renew(desk.session, alert.campaign, until):
        raise Refusal(OVER)
    campaigns.log(desk.session, alert.campaign, "alert renewed", 1, by, desk.now)
    desk.later("alerts.fading", alert.campaign, LASTS - RECALLED)
    desk.later("alerts.lapse", alert.campaign, LASTS)


def correct(desk: Desk, alert: Alert, by: int, text: str) -> int:
    """Everywhere: what was read says this instead, what waits will. How many places are corrected."""
    if alert.state is not S.ON:
        raise Refusal(OVER)
    campaigns.mark(desk.session, alert.campaign, text=escape(text, quote=False), changed_by_id=by,
                   changed_at=desk.now)
    alerts.correct(desk.session, alert.campaign)
    campaigns.log(desk.session, alert.campaign, "alert corrected", 1, by, desk.now)
    corrected = words.the(desk, alert.campaign)
    alerts.say_instead(desk.session, alert.campaign, words.post(desk, corrected))
    return _change(desk, alert, lambda said: words.post(desk, corrected, seen=shown(said.seen)))


def withdraw(desk: Desk, alert: Alert, by: int) -> int:
    """It should not have left: what waits does not leave, what was read says so."""
    if not alerts.step(desk.session, alert.campaign, S.WITHDRAWN, ended_at=desk.now):
        raise Refusal(OVER)
    _over(desk, alert, by, "withdrawn", withdrawn_at=desk.now)
    instead = AlertWithdrawn(words.title(desk, alert), desk.town.name)
    return _change(desk, alert, lambda _said: instead)


def lift(desk: Desk, alert: Alert, by: int) -> int:
    """It is over: those who were told are told so, and thanked. How many places."""
    if not alerts.step(desk.session, alert.campaign, S.LIFTED, ended_at=desk.now):
        raise Refusal(OVER)
    places = [said.address for said in alerts.told(desk.session, alert.campaign)]
    _over(desk, alert, by, "lifted")
    desk.tell_all(places, AlertLifted(words.title(desk, alert), words.gestes_done(desk, alert)))
    return len(places)


def _over(desk: Desk, alert: Alert, by: int, what: str, **columns: object) -> None:
    alerts.stop(desk.session, alert.campaign, desk.now)
    campaigns.step(desk.session, alert.campaign, CampaignState.DONE, desk.now, ended_at=desk.now)
    if columns:
        campaigns.mark(desk.session, alert.campaign, **columns)
    campaigns.log(desk.session, alert.campaign, f"alert {what}", 1, by, desk.now)
    for look in ("alerts.fading", "alerts.lapse", "alerts.report"):
        desk.never(look, alert.campaign)
    ended(desk, alert.campaign)


def at_the_end(ending: Ending) -> Ending:
    AT_THE_END.append(ending)
    return ending


def ended(desk: Desk, alert: int) -> None:
    for ending in AT_THE_END:
        ending(desk, alert)


# --- how it is said ------------------------------------------------------------------------------

def _say(desk: Desk, alert: Alert, addresses: list[int], message: Message, by: int) -> None:
    if addresses:
        ledger.add_all(desk.session, Draft(message, 0, Lane.ALERT, Purpose.ALERT, Policy.AT_LEAST_ONCE,
                                           Window(None, alert.until), by, campaign=alert.campaign),
                       addresses, desk.now)


def _change(desk: Desk, alert: Alert, instead: Callable[[Said], Message]) -> int:
    """A count of « Vu » that waits must not bring the former words back."""
    told = alerts.told(desk.session, alert.campaign)
    for said in told:
        if said.card is not None:
            gestes.drop_older_edits(desk.session, said.address, said.card, desk.now)
        ledger.add(desk.session, Draft(instead(said), said.address, Lane.ALERT, Purpose.ALERT, Policy.AT_LEAST_ONCE,
                                       replaces=said.delivery), desk.now)
    return len(told)


def _tell_others(desk: Desk, by: int, message: Message, besides: int | None = None) -> None:
    for person in console.coordinators(desk.session):
        if person not in (by, besides):
            desk.tell(person, message)
