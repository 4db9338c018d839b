"""What is said of a hand given each week: asked of one, then of the other; made, left out, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.help import SLOT_WORDS, Side, when
from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Row, Screen, screen, tap
from rules.weekly import DAYS, WHY
from rules.words import Words, _, lines, quoted, titled


def each_week(day: date, slot: str) -> Words:
    return _("{day}, {slot}", day=DAYS[day.weekday()], slot=SLOT_WORDS[slot])


def stop_row(weekly: int) -> Row:
    return (Button(_("✋ Arrêter"), tap=tap("weekly.stop", weekly)),)


@kind("weekly.ask", NOTICE)
@dataclass(frozen=True, slots=True)
class WeeklyAsk:
    """To who was helped, once for the two of them."""

    acceptance: int
    first_name: str
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        return screen(_("Chaque semaine, avec la même personne ? {title}, {when}, avec {name}.",
                        title=titled(self.title), when=each_week(self.day, self.slot), name=quoted(self.first_name)),
                      _("{name} répondra de son côté. Vous pourrez arrêter quand vous voulez.",
                        name=quoted(self.first_name)),
                      rows=((Button(_("🔁 Oui, chaque semaine"), tap=tap("weekly.yes", self.acceptance)),),
                            (Button(_("Non merci"), tap="weekly.no"),)))


@kind("weekly.proposed", NOTICE)
@dataclass(frozen=True, slots=True)
class WeeklyProposed:
    """To the helper, once the other has said yes."""

    weekly: int
    first_name: str
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        return screen(_("{name} aimerait continuer avec vous, chaque semaine : {title}, {when}.",
                        name=quoted(self.first_name), title=Words(self.title), when=each_week(self.day, self.slot)),
                      _("Un rappel la veille. Vous pourrez arrêter en une touche, sans dire pourquoi."),
                      rows=((Button(_("✅ D’accord"), tap=tap("weekly.agree", self.weekly)),),
                            (Button(_("🙏 Pas chaque semaine"), tap=tap("weekly.refuse", self.weekly)),)))


@kind("weekly.agreed", REPLY)
@dataclass(frozen=True, slots=True)
class WeeklyAgreed:
    weekly: int
    first_name: str
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        return screen(lines(_("🔁 C’est entendu avec {name} : {title}, {when}.", name=quoted(self.first_name),
                              title=Words(self.title), when=each_week(self.day, self.slot)),
                            _("Première fois : {day}. Un rappel la veille.", day=self.day)),
                      rows=(stop_row(self.weekly),))


@kind("weekly.refused", REPLY)
@dataclass(frozen=True, slots=True)
class WeeklyRefused:
    title: str

    def screen(self) -> Screen:
        return screen(_("Pas chaque semaine pour cette fois ({title}). Vous pouvez redemander quand vous en avez "
                        "besoin.", title=Words(self.title)), rows=((Button(_("🤝 Demander"), tap="help.ask"),),))


@kind("weekly.next", NOTICE)
@dataclass(frozen=True, slots=True)
class WeeklyNext:
    """Two days before, to both."""

    weekly: int
    acceptance: int
    side: str
    first_name: str
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        name = quoted(self.first_name)
        who = (_("🔁 {name} vient, comme chaque semaine :", name=name) if self.side == Side.ASKER else
               _("🔁 {name} vous attend, comme chaque semaine :", name=name))
        return screen(lines(who, _("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot))),
                      rows=((Button(_("✍️ Écrire"), tap=tap("contact.write", self.acceptance)),),
                            (Button(_("📅 Pas cette semaine"), tap=tap("weekly.skip", self.weekly)),),
                            stop_row(self.weekly)))


@kind("weekly.left_out", NOTICE)
@dataclass(frozen=True, slots=True)
class WeeklyLeftOut:
    weekly: int
    title: str
    day: date
    why: str
    next_day: date

    def screen(self) -> Screen:
        return screen(_("🔁 Pas de rendez-vous {day} ({title}) : {why}. Le prochain est {next}.", day=self.day,
                        title=Words(self.title), why=WHY[self.why], next=self.next_day),
                      rows=((Button(_("🤝 Demander autour"), tap="help.ask"),), stop_row(self.weekly)))


@kind("weekly.skipped", REPLY)
@dataclass(frozen=True, slots=True)
class WeeklySkipped:
    """The other side said « pas cette semaine »."""

    first_name: str
    title: str
    day: date
    next_day: date

    def screen(self) -> Screen:
        return screen(_("🔁 {name} ne peut pas {day} ({title}). Le prochain rendez-vous est {next}.",
                        name=quoted(self.first_name), day=self.day, title=Words(self.title), next=self.next_day),
                      rows=((Button(_("🤝 Demander autour"), tap="help.ask"),),))


@kind("weekly.ended", REPLY)
@dataclass(frozen=True, slots=True)
class WeeklyEnded:
    """Whatever ended it: no name, no reason."""

    title: str

    def screen(self) -> Screen:
        return screen(_("🔁 Le rendez-vous de chaque semaine s’arrête là ({title}). Merci pour tous ces moments !",
                        title=Words(self.title)), rows=((Button(_("☰ Menu"), tap="menu"),),))
