"""What is said of ateliers: the card and the steps in the group; in private to who launches one and who brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.kinds import kind
from rules.manners import NOTICE, REPLY, Cap, Hours, Manner
from rules.screens import Attachment, Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted
from rules.workshops import WorkshopState, ceiling, drawable, percent

POST = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION, timedelta(days=3))
BRING = _("✋ J’apporte")
MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
S = WorkshopState
OVER: dict[str, Words] = {
    S.DONE: _("L’atelier est terminé. Merci à toutes les personnes qui ont apporté !"),
    S.CANCELLED: _("L’atelier s’arrête là. Merci à toutes les personnes qui voulaient apporter.")}


def counted(goal: int, what: str) -> Words:
    return _("{n} {what}", n=goal, what=quoted(what))


def theirs(workshop: int) -> Row:
    return (Button(_("📦 Voir l’atelier"), tap=tap("workshop.see", workshop)),)


@kind("workshops.card", POST)
@dataclass(frozen=True, slots=True)
class WorkshopCard:
    """In the group: neither who launches it nor who brings, and the place only for who does. what: nothing when its
    author’s words are gone.
    """

    workshop: int
    what: str
    goal: int
    day: date
    state: str = S.OPEN.value

    def screen(self) -> Screen:
        title = lines(_("📦 <b>Atelier</b> : {what}", what=counted(self.goal, self.what)),
                      _("📅 Jusqu’au {day}", day=self.day))
        if self.state in OVER:
            return screen(*([title] if self.what else []), OVER[self.state])
        return screen(title, _("Chaque petit nombre compte. Le lieu de dépôt se dit en privé."),
                      rows=((Button(BRING, tap=tap("workshop.bring", self.workshop)),),))


@kind("workshops.step", POST)
@dataclass(frozen=True, slots=True)
class WorkshopStep:
    """In the group, at a quarter, a half, three quarters and the whole. language: of the picture, none without one."""

    workshop: int
    what: str
    goal: int
    pledged: int
    day: date
    printed_on: date
    language: str = "fr"

    def screen(self) -> Screen:
        rows: tuple[Row, ...] = () if self.pledged >= ceiling(self.goal) else (
            (Button(BRING, tap=tap("workshop.bring", self.workshop)),),)
        return screen(*self.told(), rows=rows, attachment=self.picture())

    def told(self) -> tuple[Words, ...]:
        """What the picture shows, in words."""
        count = _("📦 {what} : {pledged} déjà promis, {percent} %.", what=counted(self.goal, self.what),
                  pledged=self.pledged, percent=percent(self.pledged, self.goal))
        if self.pledged >= self.goal:
            return count, _("Le compte y est. Merci à toutes les personnes qui apportent !")
        return count, _("Il en manque {n}, jusqu’au {day}. Merci !", n=self.goal - self.pledged, day=self.day)

    def picture(self) -> Attachment | None:
        if self.language not in ("fr", "en") or not drawable(self.what):
            return None
        return Attachment("atelier.png", page="atelier", form="png", facts={
            "language": self.language, "printed_on": self.printed_on.isoformat(), "what": str(self.what),
            "goal": self.goal, "pledged": self.pledged, "percent": percent(self.pledged, self.goal)})


@kind("workshops.waits", NOTICE)
@dataclass(frozen=True, slots=True)
class WorkshopWaits:
    """To whoever looks after the street."""

    workshop: int

    def screen(self) -> Screen:
        return screen(_("📦 Quelqu’un souhaite lancer un atelier dans votre groupe. Relisez d’abord, s’il vous plaît."),
                      rows=((Button(_("👉 Relire"), tap=tap("workshop.read", self.workshop)),),))


@kind("workshops.judged", NOTICE)
@dataclass(frozen=True, slots=True)
class WorkshopJudged:
    """To who launches it. late: the group has had its two posts of this week."""

    workshop: int
    what: str
    goal: int
    yes: bool
    late: bool = False

    def screen(self) -> Screen:
        what = counted(self.goal, self.what)
        if not self.yes:
            return screen(_("📦 Votre atelier n’est pas lancé cette fois : {what}. Dites-le peut-être autrement.",
                            what=what),
                          rows=((Button(_("✏️ Proposer autrement"), tap="workshop.new"),), MENU))
        told = _("Le groupe a déjà eu ses deux messages de la semaine : l’annonce partira dès qu’il y a une place. En "
                 "attendant, /atelier le montre.") if self.late else _("Le groupe en lit l’annonce, sans votre prénom.")
        return screen(_("📦 C’est lancé : {what}. Merci !", what=what), told, rows=(theirs(self.workshop),))


@kind("workshops.later", NOTICE)
@dataclass(frozen=True, slots=True)
class WorkshopLater:
    """To who launched it: what the group is not told yet."""

    workshop: int
    what: str
    percent: int

    def screen(self) -> Screen:
        return screen(_("📦 {what} : {percent} % sont promis. Le groupe a déjà eu ses deux messages de la semaine : il "
                        "le lira un peu plus tard.", what=quoted(self.what), percent=self.percent),
                      rows=(theirs(self.workshop),))


@kind("workshops.nudge", NOTICE)
@dataclass(frozen=True, slots=True)
class WorkshopNudge:
    """To who launched it, once, when the end is near and some are missing."""

    workshop: int
    what: str
    missing: int
    day: date

    def screen(self) -> Screen:
        return screen(_("📦 {what} : il en manque {n}, jusqu’au {day}. Un mot de vive voix, dans le hall, aide "
                        "souvent.", what=quoted(self.what), n=self.missing, day=self.day),
                      rows=(theirs(self.workshop),))


@kind("workshops.asked", NOTICE)
@dataclass(frozen=True, slots=True)
class WorkshopAsked:
    """To who brings, the day before the end."""

    workshop: int
    what: str
    amount: int
    place: str
    day: date

    def screen(self) -> Screen:
        return screen(_("📦 Vous apportez {what}, jusqu’au {day}. Est-ce déposé ?",
                        what=counted(self.amount, self.what), day=self.day),
                      _("📍 {place}", place=quoted(self.place)), rows=bringer_rows(self.workshop))


def bringer_rows(workshop: int) -> tuple[Row, ...]:
    return ((Button(_("✅ C’est déposé"), tap=tap("workshop.there", workshop)),),
            (Button(_("🙏 Je ne peux plus"), tap=tap("workshop.back", workshop)),))


@kind("workshops.over", NOTICE)
@dataclass(frozen=True, slots=True)
class WorkshopOver:
    """To who brought, and to who launched it."""

    what: str
    goal: int
    pledged: int
    author: bool = False

    def screen(self) -> Screen:
        told = _("📦 L’atelier se termine : {pledged} sur {goal} {what}. Merci, chaque geste a compté !",
                 pledged=self.pledged, goal=self.goal, what=quoted(self.what))
        again: tuple[Row, ...] = ((Button(_("🔁 En lancer un autre"), tap="workshop.new"),),) if self.author else ()
        return screen(told, rows=(*again, MENU))


@kind("workshops.off", REPLY)
@dataclass(frozen=True, slots=True)
class WorkshopOff:
    """To who had promised: they must not set out for nothing. what: nothing when its author’s words are gone."""

    amount: int
    what: str = ""

    def screen(self) -> Screen:
        if not self.what:
            return screen(_("📦 L’atelier s’arrête : plus besoin de déposer ce que vous aviez promis. Merci d’avoir "
                            "dit oui !"), rows=(MENU,))
        return screen(_("📦 L’atelier s’arrête : plus besoin de déposer {what}. Merci d’avoir dit oui !",
                        what=counted(self.amount, self.what)), rows=(MENU,))


@kind("workshops.unread", NOTICE)
@dataclass(frozen=True, slots=True)
class WorkshopUnread:
    """To who proposed it."""

    what: str

    def screen(self) -> Screen:
        return screen(_("📦 Personne n’a pu relire votre atelier à temps : {what}. Une autre date ? On peut le "
                        "reproposer.", what=quoted(self.what)),
                      rows=((Button(_("🔁 Le proposer à nouveau"), tap="workshop.new"),), MENU))
