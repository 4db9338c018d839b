"""What is said of rounds: the card in groups, one stop at a time, what the structure is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.food import told
from rules.kinds import kind
from rules.manners import NOTICE, REPLY, Cap, Hours, Manner
from rules.missions import when
from rules.screens import Button, Row, Screen, screen, tap
from rules.tours import ROLES, TourRole
from rules.words import Words, _, lines, n_, quoted

POST = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION, timedelta(days=3))
MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
NEXT = _("📍 Arrêt suivant")


def about(what: str, who: str, day: date, at: str, place: str) -> Words:
    return lines(_("🚲 <b>Tournée</b> : {what}, avec {who}", what=quoted(what), who=quoted(who)),
                 _("📅 {when}", when=when(day, at)), _("📍 {place}", place=quoted(place)))


@kind("tours.card", POST)
@dataclass(frozen=True, slots=True)
class TourCard:
    """In a group: nobody’s name, no stop. roles: those that still have a seat, by their codes."""

    tour: int
    what: str
    who: str
    day: date
    at: str
    place: str
    eat_by: date
    allergens: str
    cold: str
    roles: str = ""
    over: bool = False

    def screen(self) -> Screen:
        said = about(self.what, self.who, self.day, self.at, self.place)
        if self.over:
            return screen(said, _("C’est terminé, merci !"))
        rows = tuple((Button(ROLES[role], tap=tap("tour.take", self.tour, role.value)),)
                     for role in TourRole if role.value in self.roles.split())
        return screen(said, told(self.eat_by, self.allergens, self.cold), _("Que voulez-vous faire ?") if rows else
                      _("Toutes les places sont prises, merci !"), rows=rows)


@kind("tours.judge", NOTICE)
@dataclass(frozen=True, slots=True)
class TourToJudge:
    """To the coordinators. Without its stops: they stay with the structure."""

    tour: int
    what: str
    who: str
    day: date
    at: str
    place: str

    def screen(self) -> Screen:
        return screen(_("Une tournée à valider :"), about(self.what, self.who, self.day, self.at, self.place),
                      rows=((Button(_("✅ Publier"), tap=tap("tour.pass", self.tour)),),
                            (Button(_("🙏 Pas cette fois"), tap=tap("tour.keep", self.tour)),)))


@kind("tours.judged", NOTICE)
@dataclass(frozen=True, slots=True)
class TourJudged:
    tour: int
    what: str
    yes: bool

    def screen(self) -> Screen:
        said = _("✅ Votre tournée est publiée : {what}.", what=quoted(self.what)) if self.yes else _(
            "Votre tournée n’est pas publiée cette fois : {what}. La mairie peut vous dire pourquoi.",
            what=quoted(self.what))
        return screen(said, rows=((Button(_("🚲 Mes tournées"), tap="tours.mine"),),))


@kind("tours.coming", NOTICE)
@dataclass(frozen=True, slots=True)
class TourComing:
    """To the structure."""

    tour: int
    first_name: str
    role: str
    what: str

    def screen(self) -> Screen:
        return screen(_("🚲 {name} vient : {role}, {what}.", name=quoted(self.first_name),
                        role=ROLES[TourRole(self.role)], what=quoted(self.what)),
                      rows=((Button(_("🚲 Voir la tournée"), tap=tap("tour.mine", self.tour)),),))


@kind("tours.reminder", NOTICE)
@dataclass(frozen=True, slots=True)
class TourReminder:
    tour: int
    what: str
    day: date
    at: str
    place: str
    contact: str

    def screen(self) -> Screen:
        return screen(_("On vous attend : {what}.", what=quoted(self.what)),
                      lines(_("📅 {when}", when=when(self.day, self.at)), _("📍 {place}", place=quoted(self.place)),
                            _("☎ {contact}", contact=quoted(self.contact))),
                      rows=((Button(_("🚲 Voir la tournée"), tap=tap("tour.see", self.tour)),),))


@kind("tours.stop", REPLY, fleeting=("text",))
@dataclass(frozen=True, slots=True)
class TourStop:
    """To who delivers, and to nobody else; carried, never kept."""

    stop: int
    position: int
    text: str = ""

    def screen(self) -> Screen:
        return screen(lines(_("📍 Arrêt n° {n}", n=self.position), quoted(self.text)),
                      _("Il s’efface d’ici dès que c’est fait."),
                      rows=((Button(_("✅ C’est fait"), tap=tap("tour.done", self.stop)),),
                            (Button(_("🚪 Personne n’ouvre"), tap=tap("tour.shut", self.stop)),)))


@kind("tours.wiped", REPLY)
@dataclass(frozen=True, slots=True)
class TourStopWiped:
    """In its place."""

    tour: int
    position: int

    def screen(self) -> Screen:
        return screen(_("✅ Arrêt n° {n} : c’est fini, et effacé d’ici.", n=self.position),
                      rows=((Button(NEXT, tap=tap("tour.next", self.tour)),),))


@kind("tours.shut", REPLY)
@dataclass(frozen=True, slots=True)
class TourNobodyOpens:
    """To the structure, which has the list: the number of the stop, and nothing of who delivers."""

    what: str
    position: int

    def screen(self) -> Screen:
        return screen(_("🚪 {what} : à l’arrêt n° {n}, personne n’a ouvert. Vous avez la liste : un appel, peut-être ?",
                        what=quoted(self.what), n=self.position))


@kind("tours.left", REPLY)
@dataclass(frozen=True, slots=True)
class TourStopsLeft:
    """To the structure: nobody has finished these."""

    tour: int
    what: str
    numbers: str

    def screen(self) -> Screen:
        return screen(_("🚲 {what} : ces arrêts de votre liste ne sont pas faits : n° {numbers}.",
                        what=quoted(self.what), numbers=quoted(self.numbers)),
                      rows=((Button(_("🚲 Voir la tournée"), tap=tap("tour.mine", self.tour)),),))


@kind("tours.off", REPLY)
@dataclass(frozen=True, slots=True)
class TourOff:
    what: str
    day: date
    at: str

    def screen(self) -> Screen:
        return screen(_("🚲 La tournée est annulée : {what}, {when}. Vous n’avez plus rien à faire. Merci d’avoir dit "
                        "oui !", what=quoted(self.what), when=when(self.day, self.at)), rows=(MENU,))


@kind("tours.over", NOTICE)
@dataclass(frozen=True, slots=True)
class TourOver:
    """To who came."""

    what: str

    def screen(self) -> Screen:
        return screen(_("🚲 Merci d’avoir pris part : {what}. On le note pour votre heure civique ?",
                        what=quoted(self.what)),
                      rows=((Button(_("⏱ Noter un moment"), tap="hours.add"),), MENU))


def seats_said(free: int, seats: int) -> Words:
    return n_("{n} place libre sur {seats}", "{n} places libres sur {seats}", free, seats=seats)
