"""What is asked in a family circle, and what comes of it: in private, and nobody outside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from messages.circles import ELSE
from rules.help import when
from rules.hours import duration
from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted, titled


def ask_row(ask: int) -> Row:
    return (Button(_("📋 Voir ma demande"), tap=tap("circle.mine", ask)),)


def about(title: str, minutes: int, day: date, slot: str, place: str = "") -> Words:
    told = [_("🤝 {title}, environ {time}", title=titled(title), time=duration(minutes)),
            _("📅 {when}", when=when(day, slot))]
    if place:
        told.append(_("📍 {zone}", zone=quoted(place)))
    return lines(*told)


@kind("circles.ask", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleAsked:
    """To each of the circle, in private. other, place: for somebody else, in their home."""

    ask: int
    first_name: str
    circle: str
    title: str
    minutes: int
    day: date
    slot: str
    place: str = ""
    other: bool = False

    def screen(self) -> Screen:
        who, circle = quoted(self.first_name), quoted(self.circle)
        return screen(
            _("👪 {who} demande à « {circle} », pour quelqu’un qui est d’accord :", who=who, circle=circle)
            if self.other else _("👪 {who} demande à « {circle} » :", who=who, circle=circle),
            about(self.title, self.minutes, self.day, self.slot, self.place),
            rows=((Button(_("✋ Oui, je peux"), tap=tap("circle.yes", self.ask)),),
                  (Button(_("🙏 Pas cette fois"), tap=tap("circle.no", self.ask)),)))


@kind("circles.over", REPLY)
@dataclass(frozen=True, slots=True)
class CircleAskOver:
    """In place of an ask: somebody else said yes, or it is over."""

    filled: bool

    def screen(self) -> Screen:
        return screen(_("C’est pourvu, merci !") if self.filled else _("Cette demande est terminée, merci."))


@kind("circles.yes", REPLY)
@dataclass(frozen=True, slots=True)
class CircleYes:
    """To the asker: somebody of the circle comes."""

    ask: int
    first_name: str
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        return screen(_("👪 {who} dit oui : {title}, {when}. Vous vous connaissez : un mot de votre part suffit.",
                        who=quoted(self.first_name), title=Words(self.title), when=when(self.day, self.slot)),
                      rows=(ask_row(self.ask),))


@kind("circles.note", REPLY)
@dataclass(frozen=True, slots=True)
class CircleNote:
    """To whoever said yes: the words of the asker."""

    first_name: str
    note: str

    def screen(self) -> Screen:
        return screen(_("{who} ajoute : « {note} »", who=quoted(self.first_name), note=quoted(self.note)))


@kind("circles.decide", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleDecide:
    """To the asker: nobody of the circle said yes in time. Nothing is said elsewhere without their tap.

    gone: whoever was to come cannot any more.
    """

    ask: int
    title: str
    circle: str
    gone: str = ""

    def screen(self) -> Screen:
        title, circle = Words(self.title), quoted(self.circle)
        told = (_("{who} ne peut plus venir : {title}. Votre cercle « {circle} » est redemandé.",
                  who=quoted(self.gone), title=title, circle=circle) if self.gone else
                _("Personne de « {circle} » n’a dit oui pour l’instant : {title}.", circle=circle, title=title))
        return screen(told, _("Faut-il demander aussi au voisinage ?"), rows=choices(self.ask))


def choices(ask: int) -> tuple[Row, ...]:
    return ((Button(_("🏘 Demander au voisinage"), tap=tap("circle.widen", ask)),),
            (Button(_("👪 Attendre le cercle"), tap=tap("circle.wait", ask)),),
            (Button(_("🏛 Mairie, association"), tap="relay"),),
            (Button(_("✖ Arrêter ma demande"), tap=tap("circle.stop", ask)),))


@kind("circles.stopped", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleAskStopped:
    """To the asker: the day is over; name: or the circle of that name is."""

    title: str
    name: str = ""

    def screen(self) -> Screen:
        why = (_("Le cercle « {name} » s’arrête, et votre demande avec lui : {title}.", name=quoted(self.name),
                 title=Words(self.title)) if self.name else
               _("Le jour est passé sans que votre cercle ait pu : {title}.", title=Words(self.title)))
        return screen(why, _("Vous pouvez la refaire quand vous voulez."), rows=ELSE)


@kind("circles.free", REPLY)
@dataclass(frozen=True, slots=True)
class CircleFree:
    """To whoever said yes: they are expected no more."""

    title: str

    def screen(self) -> Screen:
        return screen(_("Pour « {title} », vous n’avez plus rien à faire. Merci d’avoir dit oui !",
                        title=Words(self.title)))


@kind("circles.silent", REPLY)
@dataclass(frozen=True, slots=True)
class CircleSilent:
    """To whoever said yes: the asker can no longer be written to."""

    title: str

    def screen(self) -> Screen:
        return screen(_("La personne que vous deviez aider ({title}) ne lit plus mes messages. Appelez avant de venir.",
                        title=Words(self.title)))


@kind("circles.reminder", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleReminder:
    ask: int
    first_name: str
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        return screen(lines(_("👪 {who} vous attend :", who=quoted(self.first_name)),
                            _("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot))),
                      rows=((Button(_("🙏 Je ne peux plus"), tap=tap("circle.cannot", self.ask)),),))


@kind("circles.after", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleAfter:
    """To the asker, the day after."""

    ask: int
    first_name: str
    title: str

    def screen(self) -> Screen:
        return screen(_("Avec {who} ({title}), est-ce que cela s’est fait ?", who=quoted(self.first_name),
                        title=Words(self.title)),
                      rows=((Button(_("✅ Oui"), tap=tap("circle.done", self.ask)),),
                            (Button(_("❌ Non"), tap=tap("circle.undone", self.ask)),)))


@kind("circles.thanks", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleThanks:
    first_name: str
    title: str

    def screen(self) -> Screen:
        return screen(_("🙏 {who} vous remercie : {title}. Ce temps compte dans votre cercle seulement.",
                        who=quoted(self.first_name), title=Words(self.title)))
