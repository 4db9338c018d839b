"""What is said while a need is passed on: to who is organised for it, and to who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.help import when
from rules.kinds import kind
from rules.manners import NOTICE, Hours, Manner
from rules.screens import Button, Screen, screen, tap
from rules.words import Words, _, lines, quoted, titled

AT_WORK = Manner(hours=Hours.OFFICE)


def about(title: str, zone: str, day: date | None, slot: str) -> Words:
    told = [_("🤝 {title}", title=titled(title))]
    if day:
        told.append(_("📅 {when}", when=when(day, slot)))
    if zone:
        told.append(_("📍 {zone}", zone=quoted(zone)))
    return lines(*told)


@kind("routing.passed", AT_WORK)
@dataclass(frozen=True, slots=True)
class RelayPassed:
    """To the partner, or to those who coordinate: what, where, when; never who. late: it waits since two days.
    unanswered: since five, and the partner did not answer.
    """

    relay: int
    title: str
    zone: str = ""
    day: date | None = None
    slot: str = ""
    late: bool = False
    unanswered: bool = False

    def screen(self) -> Screen:
        lead = (_("🏛 Un partenaire n’a pas répondu en cinq jours : à vous de voir.") if self.unanswered else
                _("🏛 Ce besoin attend votre réponse depuis deux jours :") if self.late else
                _("🏛 On vous passe le relais, avec l’accord de la personne :"))
        return screen(lead, about(self.title, self.zone, self.day, self.slot),
                      rows=((Button(_("✋ Je m’en occupe"), tap=tap("relay.take", self.relay)),),
                            (Button(_("🙏 Pas nous"), tap=tap("relay.decline", self.relay)),)))


@kind("routing.taken", NOTICE)
@dataclass(frozen=True, slots=True)
class RelayTaken:
    """To the asker. who: the partner, as the town calls it; empty: the town."""

    title: str
    who: str = ""

    def screen(self) -> Screen:
        who = quoted(self.who) if self.who else _("La mairie")
        return screen(_("🏛 {who} s’occupe de votre besoin : {title}. On va vous écrire ici ou vous appeler.", who=who,
                        title=Words(self.title)),
                      rows=((Button(_("☰ Menu"), tap="menu"),),))


@kind("routing.declined", NOTICE)
@dataclass(frozen=True, slots=True)
class RelayDeclined:
    """To the asker: they are asked again; nothing goes further without them."""

    title: str
    phone: str = ""

    def screen(self) -> Screen:
        told = [_("Pour « {title} », la réponse est non cette fois. Votre besoin n’est confié à personne d’autre sans "
                  "vous.", title=Words(self.title))]
        if self.phone:
            told.append(_("☎ Mairie : {phone}", phone=self.phone))
        return screen(*told, rows=((Button(_("🏛 Demander ailleurs"), tap="relay"),),
                                   (Button(_("✋ Parler à quelqu’un"), tap="someone"),)))


@kind("routing.waits", NOTICE)
@dataclass(frozen=True, slots=True)
class RelayWaits:
    """To the asker, after five days without an answer of a partner, or a month of the town."""

    title: str
    over: bool = False
    phone: str = ""

    def screen(self) -> Screen:
        told = [_("Pour « {title} », personne n’a répondu : nous en restons là, avec nos regrets.",
                  title=Words(self.title)) if self.over else
                _("Pour « {title} », la réponse tarde : la mairie vient d’être prévenue.", title=Words(self.title))]
        if self.phone:
            told.append(_("☎ Mairie : {phone}", phone=self.phone))
        return screen(*told, rows=((Button(_("✋ Parler à quelqu’un"), tap="someone"),),))


@kind("routing.done", NOTICE)
@dataclass(frozen=True, slots=True)
class RelayDone:
    title: str

    def screen(self) -> Screen:
        return screen(_("🏛 On nous dit que c’est réglé : {title}. Si ce n’est pas le cas, dites-le nous.",
                        title=Words(self.title)),
                      rows=((Button(_("✋ Parler à quelqu’un"), tap="someone"),),))


@kind("routing.withdrawn", NOTICE)
@dataclass(frozen=True, slots=True)
class RelayWithdrawn:
    """To whoever took it."""

    title: str

    def screen(self) -> Screen:
        return screen(_("La personne n’a plus besoin de vous : {title}. Merci d’avoir dit oui !",
                        title=Words(self.title)))


@kind("routing.unread", NOTICE)
@dataclass(frozen=True, slots=True)
class RelayUnread:
    """To whoever has it: the asker cut the bot off. Not a word of who it is."""

    title: str

    def screen(self) -> Screen:
        return screen(_("La personne ne peut plus vous lire ici : {title}. Ce relais s’arrête là, merci !",
                        title=Words(self.title)))
