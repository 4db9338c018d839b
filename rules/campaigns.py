"""What the town says to its streets: its states, and the only steps between them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from rules.kinds import Json
from rules.markup import length, plain
from rules.refusals import Refusal
from rules.words import Words, _, quoted

UNDO_SEND = timedelta(seconds=60)
LATE_AFTER = timedelta(hours=2)
MOST_TEXT, MOST_WITH_FILE = 3_000, 600
"""UTF-16 units once parsed: what is left of Telegram's 4,096 and 1,024 beside the label, the day and the counts."""
MOST_PHOTO, MOST_DOCUMENT = 10 << 20, 20 << 20
USEFUL = timedelta(days=7)
"""How long after its hour a message without a day of its own may still leave."""
REMOVABLE = timedelta(hours=48)
"""Telegram lets a bot take its own messages away for this long."""
APPROVAL_ABOVE = 50
KEPT_AFTER = timedelta(days=731)
"""A year's message is copied the year after."""


class CampaignKind(StrEnum):
    CAMPAIGN = "campaign"
    APPEAL = "appeal"
    ALERT = "alert"


class CampaignState(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


S = CampaignState
STEPS: Mapping[CampaignState, frozenset[CampaignState]] = {
    S.DRAFT: frozenset({S.PLANNED, S.CANCELLED}),
    S.PLANNED: frozenset({S.DRAFT, S.ACTIVE, S.CANCELLED}),
    S.ACTIVE: frozenset({S.PAUSED, S.DONE, S.CANCELLED}),
    S.PAUSED: frozenset({S.ACTIVE, S.DONE, S.CANCELLED}),
    S.DONE: frozenset({S.ACTIVE}),
    S.CANCELLED: frozenset(),
}
"""Back to a draft: within the minute, or when it was not approved. From done to active: what failed is tried again."""

STATE_WORDS: Mapping[CampaignState, Words] = {
    S.DRAFT: _("en brouillon"), S.PLANNED: _("planifiée"), S.ACTIVE: _("active"), S.PAUSED: _("en pause"),
    S.DONE: _("terminée"), S.CANCELLED: _("annulée"),
}


def came_from(to: CampaignState) -> tuple[CampaignState, ...]:
    """The states from which this one may be reached."""
    return tuple(state for state, steps in STEPS.items() if to in steps)


def may_become(state: CampaignState, to: CampaignState) -> bool:
    return to in STEPS[state]


def not_now(state: CampaignState) -> Refusal:
    return Refusal(_("Ce n’est plus possible : cette campagne est {state}.", state=STATE_WORDS[state]))


@dataclass(frozen=True, slots=True)
class Campaign:
    """One message of the town. `text` is our own safe HTML (rules/markup.py).

    version: raised by each change of what is said, to whom or when; a button that sends names the one it was shown
    under. event: the day it speaks of, until `closes` (« 18:00 ») when it has an hour; nothing of it leaves later.
    send_day, send_at: when, on each group's own clock; None is now. seats: 0 when they are not counted.
    by: the coordinator who confirmed it; their right is looked at again at each sending. told: the delivery in which
    they read how far it is, and what it said last.
    """

    id: int
    kind: CampaignKind
    state: CampaignState
    version: int
    code: str
    theme: str = ""
    title: str = ""
    text: str = ""
    file: str | None = None
    file_kind: str | None = None
    buttons: tuple[Mapping[str, Json], ...] = ()
    audience: Mapping[str, Json] = field(default_factory=dict)
    event: date | None = None
    closes: str | None = None
    send_day: date | None = None
    send_at: str | None = None
    seats: int = 0
    taken: int = 0
    pinned: bool = False
    author: int | None = None
    changed_by: int | None = None
    by: int | None = None
    approver: int | None = None
    groups: int = 0
    people: int = 0
    confirmed_at: datetime | None = None
    approved_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    withdrawn_at: datetime | None = None
    full_at: datetime | None = None
    changed_at: datetime | None = None
    told: int | None = None
    told_figures: str | None = None

    @property
    def name(self) -> Words:
        """How its authors call it."""
        return quoted(self.title) if self.title else _("sans titre")

    @property
    def is_draft(self) -> bool:
        return self.state is CampaignState.DRAFT

    @property
    def runs(self) -> bool:
        return self.state in (CampaignState.ACTIVE, CampaignState.PAUSED)

    def last_day(self, leaves: date) -> date:
        """The last day on which it is of use, wherever it is read."""
        return self.event or leaves + USEFUL


def too_long(text: str, *, with_file: bool) -> Words | None:
    most = MOST_WITH_FILE if with_file else MOST_TEXT
    found = length(text)
    if found <= most:
        return None
    if with_file:
        return _("Avec une photo ou un PDF, {most} signes au plus ; ici {n}. Raccourcissez, ou envoyez le texte seul.",
                 most=most, n=found)
    return _("C’est trop long : {most} signes au plus ; ici {n}. Gardez l’essentiel, le reste tient dans un PDF.",
             most=most, n=found)


def title_of(text: str) -> str:
    """The first line, to find it again in a list."""
    first = next((line for line in plain(text).splitlines() if line.strip()), "")
    return first.strip() if len(first.strip()) <= 40 else first.strip()[:39].rstrip() + "…"
