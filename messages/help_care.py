"""What is said so that no request dies in silence: reminders, no answer, no helper, the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from messages.help_lines import request_row, seats, still_rows
from rules.civil import clock
from rules.help import CloseReason, Side, when
from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted, titled


def waiting_rows(request: int, *, again: bool) -> tuple[Row, ...]:
    """What an asker may do while nobody comes."""
    rows = ((Button(_("🔁 Redemander au groupe"), tap=tap("help.again", request)),),) if again else ()
    return (*rows, (Button(_("📅 Changer le jour"), tap=tap("help.move", request)),),
            (Button(_("🏛 Passer le relais"), tap=tap("relay.request", request)),),
            (Button(_("✋ Parler à quelqu’un"), tap="someone"),),
            (Button(_("✖ Arrêter ma demande"), tap=tap("help.close", request)),))


@kind("help.freed", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpFreed:
    side: str
    request: int
    title: str
    first_name: str = ""
    again: bool = False

    def screen(self) -> Screen:
        if self.side == Side.ASKER:
            return screen(_("{name} proposait de vous aider ({title}). Sa journée avance, nous lui avons rendu sa "
                            "liberté.", name=quoted(self.first_name) if self.first_name else _("Quelqu’un"),
                            title=Words(self.title)),
                          _("Votre demande reste ouverte : que souhaitez-vous ?"),
                          rows=waiting_rows(self.request, again=self.again))
        return screen(_("La personne n’a pas pu vous répondre à temps : {title}. Votre journée est libre. Merci "
                        "d’avoir dit oui !", title=Words(self.title)))


@kind("help.reminder", NOTICE, taken_back="help.wiped")
@dataclass(frozen=True, slots=True)
class HelpReminder:
    acceptance: int
    request: int
    side: str
    first_name: str
    title: str
    day: date
    slot: str
    code: str = ""

    def screen(self) -> Screen:
        about = [_("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot))]
        if self.code:
            about.append(_("<b>Code de visite : {code}</b>", code=self.code))
        if self.side == Side.ASKER:
            return screen(lines(_("{name} vient vous aider :", name=quoted(self.first_name)), *about),
                          rows=request_row(self.request))
        return screen(lines(_("{name} vous attend :", name=quoted(self.first_name)), *about),
                      rows=still_rows(self.acceptance))


@kind("help.reminders", NOTICE, taken_back="help.wiped")
@dataclass(frozen=True, slots=True)
class HelpReminders:
    """To the asker, when several come: all of them in one message."""

    request: int
    title: str
    day: date
    slot: str
    code: str = ""
    first_names: tuple[str, ...] = ()

    def screen(self) -> Screen:
        about = [_("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot))]
        if self.code:
            about.append(_("<b>Code de visite : {code}</b>", code=self.code))
        return screen(lines(_("Ces personnes viennent vous aider :"),
                            *(_("• {name}", name=quoted(name)) for name in self.first_names), *about),
                      rows=request_row(self.request))


@kind("help.unserved", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpUnserved:
    request: int
    title: str
    again: bool
    coming: int = 0
    need: int = 1

    def screen(self) -> Screen:
        waits = _("Votre demande attend encore quelqu’un : {title}. Ce n’est pas vous ; les journées sont remplies.",
                  title=Words(self.title))
        return screen(
            lines(waits, seats(self.coming, self.need)) if self.coming else waits,
            _("Que souhaitez-vous ?"), rows=waiting_rows(self.request, again=self.again))


@kind("help.unserved_admin", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpUnservedAdmin:
    """To the admin who installed the group: no name, as on the card."""

    title: str
    group: str

    def screen(self) -> Screen:
        return screen(_("Dans « {group} », une demande attend encore : {title}. Un mot de votre part peut "
                        "aider.", group=quoted(self.group), title=Words(self.title)))


@kind("help.expiring", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpExpiring:
    request: int
    title: str
    last: date

    def screen(self) -> Screen:
        return screen(_("Votre demande ({title}) s’arrête {day}. On la garde ?", title=Words(self.title),
                        day=self.last),
                      rows=((Button(_("🔁 Prolonger"), tap=tap("help.extend", self.request)),),
                            (Button(_("📅 Changer le jour"), tap=tap("help.move", self.request)),),
                            (Button(_("✖ Arrêter ma demande"), tap=tap("help.close", self.request)),)))


@kind("help.ended", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpEnded:
    """To the asker: nobody came forward in time, or the request reached the end of its life."""

    title: str
    reason: str

    def screen(self) -> Screen:
        why = (_("Le jour est passé sans que personne ait pu venir : {title}. Nous le regrettons.",
                 title=Words(self.title))
               if self.reason == CloseReason.NOBODY else
               _("Votre demande s’arrête ici, après son dernier jour : {title}.", title=Words(self.title)))
        return screen(why, _("Vous pouvez la refaire quand vous voulez."),
                      rows=((Button(_("🤝 Redemander"), tap="help.ask"),),
                            (Button(_("✋ Parler à quelqu’un"), tap="someone"),)))


@kind("help.put_off", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpPutOff:
    """To the asker: their second card of a day gives way to somebody's first. `hour` is "HH:MM" of the reader."""

    request: int
    title: str
    day: date
    hour: str

    def screen(self) -> Screen:
        return screen(_("Votre demande ({title}) partira dans le groupe {day} à {hour} : d’autres personnes n’en "
                        "avaient encore aucune ce jour-là.", title=Words(self.title), day=self.day,
                        hour=clock(self.hour)),
                      rows=request_row(self.request))


@kind("help.suspended", REPLY)
@dataclass(frozen=True, slots=True)
class HelpSuspended:
    """To the volunteer: the asker can no longer be written to."""

    title: str
    agreed: bool

    def screen(self) -> Screen:
        if self.agreed:
            return screen(_("La personne que vous deviez aider ({title}) ne lit plus mes messages. Si vous avez son "
                            "numéro, appelez avant de venir.", title=Words(self.title)))
        return screen(_("La personne qui a demandé ({title}) n’est plus joignable par ici : vous n’avez plus rien à "
                        "faire. Merci d’avoir dit oui !", title=Words(self.title)))
