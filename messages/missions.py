"""What neighbours are told of a mission: its card in a group, the ask in private, their seat, its changes, its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from messages.asks import ASK, NO, signed
from rules.deliveries import Lane, Policy, Purpose
from rules.hours import duration
from rules.kinds import kind
from rules.manners import NOTICE, REPLY, Cap, Hours, Manner
from rules.missions import when
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted

POST = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION, timedelta(days=3))
COME, LEAVE, AGENDA = _("✋ Je viens"), _("🙏 Je ne peux plus"), _("📅 Mon agenda")


def about(what: str, who: str, day: date, at: str, minutes: int, place: str) -> Words:
    return lines(_("📌 <b>{what}</b>, avec {who}", what=quoted(what), who=quoted(who)),
                 _("📅 {when}, environ {time}", when=when(day, at), time=duration(minutes)),
                 _("📍 {place}", place=quoted(place)))


def around(zone: str) -> Words:
    return _("🏘 Autour de : {zone}", zone=quoted(zone))


def coming_rows(mission: int, seat: int) -> tuple[Row, ...]:
    return ((Button(AGENDA, tap=tap("mission.ics", mission)),), (Button(LEAVE, tap=tap("mission.leave", seat)),))


@kind("missions.card", POST)
@dataclass(frozen=True, slots=True)
class MissionCard:
    """In a group. Nobody's name, and no count of who comes. over: nobody is looked for any more."""

    mission: int
    what: str
    who: str
    day: date
    at: str
    minutes: int
    place: str
    over: bool = False

    def screen(self) -> Screen:
        said = about(self.what, self.who, self.day, self.at, self.minutes, self.place)
        if self.over:
            return screen(said, _("Les inscriptions sont terminées, merci !"))
        return screen(said, _("La suite est en privé : le groupe ne voit pas qui vient."),
                      rows=((Button(COME, tap=tap("mission.take", self.mission)),),))


@kind("missions.ask", ASK)
@dataclass(frozen=True, slots=True)
class AskMission:
    """What somebody is asked when nobody near them needs a hand."""

    ask: int
    mission: int
    what: str
    who: str
    day: date
    at: str
    minutes: int
    place: str

    def screen(self) -> Screen:
        return screen(_("Une structure d’ici cherche du monde. Viendriez-vous ?"),
                      about(self.what, self.who, self.day, self.at, self.minutes, self.place), signed(""),
                      rows=((Button(_("✋ Oui, je viens"), tap=tap("mission.will", self.ask, self.mission)),),
                            (Button(_("📅 Une autre mission"), tap="missions.near"),),
                            (Button(NO, tap=tap("asks.not", self.ask)),)))


@kind("missions.offered", REPLY)
@dataclass(frozen=True, slots=True)
class SeatOffered:
    """To who waited first. until: "HH:MM" of that day, there."""

    seat: int
    what: str
    day: date
    at: str
    last: date
    until: str

    def screen(self) -> Screen:
        return screen(
            _("Une place se libère : {what}, {when}.", what=quoted(self.what), when=when(self.day, self.at)),
            _("Elle est gardée pour vous jusqu’à {until}. La prenez-vous ?", until=when(self.last, self.until)),
            rows=((Button(_("✋ Oui, je la prends"), tap=tap("mission.accept", self.seat)),),
                  (Button(_("🙏 Non, sans moi"), tap=tap("mission.leave", self.seat)),)))


@kind("missions.lapsed", NOTICE)
@dataclass(frozen=True, slots=True)
class SeatLapsed:
    mission: int
    what: str

    def screen(self) -> Screen:
        return screen(_("La place gardée pour vous est passée à la personne suivante : {what}. Ce n’est pas grave du "
                        "tout.", what=quoted(self.what)),
                      rows=((Button(_("📌 Revoir la mission"), tap=tap("mission.see", self.mission)),),))


@kind("missions.welcome", REPLY)
@dataclass(frozen=True, slots=True)
class MissionWelcome:
    """To who comes: the structure had a word for them."""

    mission: int
    seat: int
    what: str
    who: str
    contact: str

    def screen(self) -> Screen:
        return screen(_("👋 {who} vous attend : {what}.", who=quoted(self.who), what=quoted(self.what)),
                      _("Contact : {contact}", contact=quoted(self.contact)),
                      rows=coming_rows(self.mission, self.seat))


@kind("missions.changed", REPLY)
@dataclass(frozen=True, slots=True)
class MissionChanged:
    """Its day, its hour or its place: to those who said yes, and for nothing else."""

    mission: int
    seat: int
    what: str
    day: date
    at: str
    place: str
    waiting: bool = False

    def screen(self) -> Screen:
        leave = (Button(_("🙏 Quitter la liste"), tap=tap("mission.leave", self.seat)),)
        rows = (leave,) if self.waiting else coming_rows(self.mission, self.seat)
        return screen(_("⚠️ La mission change : {what}.", what=quoted(self.what)),
                      lines(_("📅 {when}", when=when(self.day, self.at)), _("📍 {place}", place=quoted(self.place))),
                      _("Si cela ne vous va plus, dites-le sans gêne."), rows=rows)


@kind("missions.reminder", NOTICE)
@dataclass(frozen=True, slots=True)
class MissionReminder:
    mission: int
    seat: int
    what: str
    day: date
    at: str
    place: str
    contact: str

    def screen(self) -> Screen:
        return screen(_("On vous attend : {what}.", what=quoted(self.what)),
                      lines(_("📅 {when}", when=when(self.day, self.at)), _("📍 {place}", place=quoted(self.place)),
                            _("☎ {contact}", contact=quoted(self.contact))),
                      rows=coming_rows(self.mission, self.seat))


class Ends:
    """Why somebody has no place any more."""

    CANCELLED, DECLINED, FULL, GONE = "cancelled", "declined", "full", "gone"


END_WORDS = {
    Ends.CANCELLED: _("La mission est annulée : {what}, {when}. Vous n’avez plus rien à faire. Merci d’avoir dit "
                      "oui !"),
    Ends.GONE: _("La structure n’est plus partenaire ici : {what}, {when}, n’aura pas lieu par notre moyen. Merci "
                 "d’avoir dit oui !"),
    Ends.DECLINED: _("La structure ne peut pas vous accueillir cette fois : {what}, {when}. Votre journée est libre, "
                     "merci !"),
    Ends.FULL: _("Aucune place ne s’est libérée : {what}, {when}. Merci d’avoir attendu, et à une autre fois !")}


@kind("missions.ended", REPLY)
@dataclass(frozen=True, slots=True)
class MissionEnded:
    what: str
    day: date
    at: str
    why: str

    def screen(self) -> Screen:
        words = END_WORDS[self.why]
        return screen(Words(words.text, {"what": quoted(self.what), "when": when(self.day, self.at)}),
                      rows=((Button(_("📌 D’autres missions"), tap="missions.near"),),))


@kind("missions.after", NOTICE)
@dataclass(frozen=True, slots=True)
class MissionAfter:
    """The evening after, to who came."""

    seat: int
    what: str
    who: str

    def screen(self) -> Screen:
        return screen(_("{what}, avec {who} : cela a-t-il eu lieu ?", what=quoted(self.what), who=quoted(self.who)),
                      rows=((Button(_("✅ Oui, j’y étais"), tap=tap("mission.was", self.seat, "1")),),
                            (Button(_("❌ Non"), tap=tap("mission.was", self.seat, "0")),)))


@kind("missions.hour", NOTICE)
@dataclass(frozen=True, slots=True)
class MissionHour:
    """The structure says that they came: the hour is ready to be noted."""

    seat: int
    what: str
    who: str
    minutes: int

    def screen(self) -> Screen:
        return screen(_("{who} confirme votre présence : {what}. Merci ! Noter {time} pour votre heure civique ?",
                        who=quoted(self.who), what=quoted(self.what), time=duration(self.minutes)),
                      rows=hour_rows(self.seat, self.minutes))


def hour_rows(seat: int, minutes: int) -> tuple[Row, ...]:
    return ((Button(_("⏱ Noter {time}", time=duration(minutes)), tap=tap("mission.hour", seat)),),
            (Button(_("✏️ Une autre durée"), tap="hours.add"),), (Button(_("☰ Menu"), tap="menu"),))


def left_seats(free: int, waiting: int) -> Words:
    if free:
        return n_("🪑 {n} place libre", "🪑 {n} places libres", free)
    return n_("🪑 Complet ; {n} personne attend", "🪑 Complet ; {n} personnes attendent", waiting) if waiting else (
        _("🪑 Complet ; vous seriez en tête de la liste"))
