"""The year: a theme proposed with its text ready, a date that somebody should look up. Nothing here sends itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.kinds import kind
from rules.manners import Cap, Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted

PROPOSED = Manner(hours=Hours.OFFICE)
IN_A_GROUP = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION,
                    timedelta(hours=4))


def when(day: date, sure: bool) -> Words:
    return _("{day}", day=day) if sure else _("date à confirmer (sans doute {day})", day=day)


@kind("calendar.proposal", PROPOSED)
@dataclass(frozen=True, slots=True)
class CalendarProposal:
    """To who coordinates; or, where nobody does, to who runs a group (`group`). title, text: of the content.

    sure: the day is announced, or the town said it.
    """

    proposal: int
    title: str
    text: str
    day: date
    sure: bool
    group: str = ""

    def screen(self) -> Screen:
        rows: list[Row] = [(Button(_("📣 Publier dans le groupe"), tap=tap("calendar.publish", self.proposal)),)
                           if self.group else
                           (Button(_("✏️ Préparer l’envoi"), tap=tap("calendar.draft", self.proposal)),)]
        if not self.sure and not self.group:
            rows.append((Button(_("📅 Dire la date"), tap=tap("calendar.say", self.proposal)),))
        rows += [(Button(_("❓ Vrai ou faux, et mots"), tap=tap("calendar.quiz", self.proposal)),),
                 (Button(_("🙏 Pas cette année"), tap=tap("calendar.no", self.proposal)),)]
        head = _("📅 <b>{title}</b> : {day}.", title=Words(self.title), day=when(self.day, self.sure))
        ready = _("Un texte est prêt pour « {group} » :", group=quoted(self.group)) if self.group else (
            _("Un texte est prêt :"))
        return screen(head, lines(ready, with_day(self.text, self.day, self.sure)), rows=tuple(rows))


@kind("calendar.unsure", PROPOSED)
@dataclass(frozen=True, slots=True)
class CalendarUnsure:
    """To who coordinates, two months before: an announced day that nobody confirmed."""

    title: str
    moment: str
    day: date

    def screen(self) -> Screen:
        return screen(_("📅 <b>{title}</b> : la date n’est pas confirmée. D’habitude, ce serait {day}.",
                        title=Words(self.title), day=self.day),
                      _("Quand vous la connaissez, dites-la : les textes la reprendront."), rows=(
                          (Button(_("📅 Dire la date"), tap=tap("calendar.date", self.moment, self.day.year)),),))


@kind("calendar.post", IN_A_GROUP)
@dataclass(frozen=True, slots=True)
class CalendarPost:
    """In a group, because who runs it published it."""

    title: str
    text: str
    day: date
    sure: bool

    def screen(self) -> Screen:
        return screen(_("📅 <b>{title}</b>", title=Words(self.title)), with_day(self.text, self.day, self.sure))


def with_day(text: str, day: date, sure: bool) -> Words:
    """A text of the content: {date} is the day in full, or « date à confirmer »."""
    if "{date}" not in text:
        return Words(text)
    return Words(text, {"date": _("{day}", day=day) if sure else _("date à confirmer")})
