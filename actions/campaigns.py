"""What the town says to its streets, while it is written: drafts that lose no word, whoever changes them.

Every function that changes something asks again whether its person may: a command, the clock and any other door call
alike. A change is made to the version that was seen; when somebody else was first, it is kept apart, in a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.campaign_plans import NO_RIGHT, audience_of
from actions.desk import Desk
from messages.campaigns import CampaignCard, card_of
from rules.audience import Audience, StreetReached, packed
from rules.calendar import next_window
from rules.campaign_buttons import counted, of_content, stored
from rules.campaigns import Campaign, CampaignKind, CampaignState, not_now, title_of, too_long
from rules.civil import local_date
from rules.markup import html_of
from rules.refusals import Gone, Refusal
from rules.words import _
from rules.yearly import in_full
from storage import audience as audiences
from storage import campaigns as store
from storage import console, residents

TO_CONFIRM = "date à confirmer"


@dataclass(frozen=True, slots=True)
class Written:
    """The draft as it is now. apart: by whom the other version is, when this change was kept in a copy of its own."""

    campaign: Campaign
    apart: str | None = None


def may_write(desk: Desk) -> Audience:
    """How far this person may write. Raises Refusal when the town gave them no such role, or took it back."""
    limits = console.limits_of(desk.session, desk.by) if desk.by is not None else None
    if limits is None:
        raise Refusal(NO_RIGHT)
    return limits


def get(desk: Desk, number: int) -> Campaign:
    """One that this person may see: all of the town's for who coordinates, one's own for the others. Raises Gone.

    An alert is none of these: it leaves by two people's yes alone (actions/alerts.py).
    """
    found = store.by_id(desk.session, number)
    limits = may_write(desk)
    if found is None or found.kind is CampaignKind.ALERT:
        raise Gone
    if limits.limited and desk.by not in (found.author, found.by):
        raise Gone
    return found


def draft(desk: Desk, kind: CampaignKind = CampaignKind.CAMPAIGN, theme: str = "", **said: Any) -> Campaign:
    """A new one, by a person or by the calendar; blank, or from a theme of the year with its words and buttons."""
    if desk.by is not None:
        may_write(desk)
    said = (_of_theme(desk, theme) if theme else {}) | said
    if "text" in said and "title" not in said:
        said["title"] = title_of(said["text"])
    number = store.add(desk.session, kind, fresh_code(desk), desk.by, desk.now, theme=theme, **said)
    return _known(desk, number)


def _of_theme(desk: Desk, theme: str) -> dict[str, Any]:
    try:
        moment = desk.content.moment(theme)
    except KeyError:
        raise Gone from None
    window = next_window(moment, local_date(desk.now, desk.town.timezone))
    sure = window is not None and window.confirmed
    day = in_full(window.start) if window and sure else TO_CONFIRM
    said = {"title": moment.title, "text": html_of(moment.group_text.replace("{date}", day)),
            "buttons": stored(of_content(moment.buttons))}
    return said | {"event": window.end if window and sure else None}


def copy(desk: Desk, number: int) -> Campaign:
    """A draft with the words, file, buttons and audience of another; its days are to be said anew."""
    old = get(desk, number)
    return draft(desk, old.kind, **_kept(old))


def _kept(old: Campaign) -> dict[str, Any]:
    return {"title": old.title, "text": old.text, "file": old.file, "file_kind": old.file_kind,
            "buttons": old.buttons, "audience": dict(old.audience), "seats": old.seats, "pinned": old.pinned}


def write(desk: Desk, number: int, version: int, **said: Any) -> Written:
    """Change a draft as it was seen. Raises Refusal, with the sentence, when it cannot be so."""
    found = get(desk, number)
    if not found.is_draft:
        raise not_now(found.state)
    check(found, said)
    if "text" in said and found.theme == "":
        said.setdefault("title", title_of(said["text"]))
    if store.write(desk.session, number, version, desk.by, desk.now, **said) is None:
        return _apart(desk, found, said)
    return Written(_known(desk, number))


def check(found: Campaign, said: dict[str, Any]) -> None:
    """Length once parsed, with or without a file beside it."""
    text, file = said.get("text", found.text), said.get("file", found.file)
    if problem := too_long(text, with_file=bool(file)):
        raise Refusal(problem)


def _apart(desk: Desk, found: Campaign, said: dict[str, Any]) -> Written:
    """Nobody's words are lost: these stand in a draft of their own."""
    other = residents.by_id(desk.session, found.changed_by) if found.changed_by else None
    days = {"event": found.event, "closes": found.closes, "send_day": found.send_day, "send_at": found.send_at}
    mine = draft(desk, found.kind, **(_kept(found) | days | said))
    return Written(mine, other.first_name if other else "")


def choose_audience(desk: Desk, number: int, version: int, audience: Audience) -> Written:
    return write(desk, number, version, audience=packed(audience))


def choose_days(desk: Desk, number: int, version: int, *, event: date | None, closes: str | None,
                send_day: date | None, send_at: str | None) -> Written:
    """Raises Refusal for a day that is past, or that comes after what it speaks of."""
    today = local_date(desk.now, desk.town.timezone)
    for day in (event, send_day):
        if day is not None and day < today:
            raise Refusal(_("Ce jour est passé. Choisissez-en un à venir."))
    if event and send_day and send_day > event:
        raise Refusal(_("Il partirait après le jour dont il parle. Choisissez un jour d’envoi plus tôt."))
    return write(desk, number, version, event=event, closes=closes, send_day=send_day, send_at=send_at)


def throw_away(desk: Desk, number: int) -> None:
    """Once; it may be copied as long as it is kept."""
    found = get(desk, number)
    if not store.step(desk.session, number, CampaignState.CANCELLED, desk.now, only=[CampaignState.DRAFT]):
        raise not_now(found.state)
    store.log(desk.session, number, "thrown", found.version, desk.by, desk.now)


def as_received(desk: Desk, found: Campaign) -> CampaignCard:
    """Exactly what will be read; its buttons count nothing."""
    return card_of(found, desk.town.name, shown=True)


def appeal(desk: Desk, text: str, day: date, seats: int) -> Campaign:
    """One need, one sentence, one button, one day: everything else is already chosen."""
    return draft(desk, CampaignKind.APPEAL, text=text, event=day, seats=seats, pinned=True,
                 buttons=stored([counted("come")]))


def streets(desk: Desk, found: Campaign) -> list[StreetReached]:
    """How many groups and participants it would reach in each place, the largest first."""
    return audiences.by_street(desk.session, audience_of(desk, found, desk.by))


def _known(desk: Desk, number: int) -> Campaign:
    found = store.by_id(desk.session, number)
    assert found is not None
    return found


def fresh_code(desk: Desk) -> str:
    """Six digits that no other has."""
    for _try in range(20):
        code = f"{1 + int.from_bytes(desk.random(8), 'big') % 9}{desk.digits(5)}"
        if store.by_code(desk.session, code) is None:
            return code
    raise ValueError("no code is free")
