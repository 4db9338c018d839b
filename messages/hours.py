"""What is said of heures civiques."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.hours import duration
from rules.kinds import kind
from rules.manners import NOTICE, Cap, Hours, Manner
from rules.screens import Button, Screen, screen, tap
from rules.words import _


@kind("hours.proposal", NOTICE)
@dataclass(frozen=True, slots=True)
class HourProposal:
    """To the helper, after a « Oui »: these minutes, for this request?"""

    minutes: int
    day: date
    request: int

    def screen(self) -> Screen:
        time, day = duration(self.minutes), self.day.isoformat()
        return screen(
            _("Merci pour ce coup de main ! Notez-vous {time} dans votre heure civique ?", time=time),
            rows=((Button(_("✅ Oui, noter"), tap=tap("hours.note", self.request, self.minutes, day)),),
                  (Button(_("✏️ Une autre durée"), tap=tap("hours.other", self.request, day)),),
                  (Button(_("Non merci"), tap="hours.no"),)))


@kind("hours.confirm", NOTICE)
@dataclass(frozen=True, slots=True)
class HourToConfirm:
    """To the other side: this was noted; do you confirm it?"""

    entry: int
    first_name: str
    minutes: int
    day: date

    def screen(self) -> Screen:
        return screen(
            _("{name} a noté {time} pour vous, {day}. Vous confirmez ?", name=self.first_name,
              time=duration(self.minutes), day=self.day),
            rows=((Button(_("✅ Je confirme"), tap=tap("hours.confirm", self.entry)),),
                  (Button(_("Je préfère ne rien dire"), tap="hours.no"),)))


@kind("hours.confirmed", NOTICE)
@dataclass(frozen=True, slots=True)
class HourConfirmed:
    """To the one who helped: the other side confirmed."""

    first_name: str
    minutes: int

    def screen(self) -> Screen:
        return screen(_("{name} confirme vos {time}. Merci à vous deux !", name=self.first_name,
                        time=duration(self.minutes)))


@kind("hours.small_ask", Manner(Lane.NOTICE, Purpose.ASK, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ASKS,
                                patience=timedelta(hours=8)))
@dataclass(frozen=True, slots=True)
class SmallAsk:
    """On the 25th, to somebody at zero: one small thing."""

    first_name: str

    def screen(self) -> Screen:
        return screen(
            _("Bonjour {name} ! Quelqu’un près de chez vous attend peut-être un petit coup de main. Voulez-vous "
              "regarder ?", name=self.first_name),
            rows=((Button(_("💪 Voir les besoins"), tap="help.near"),),
                  (Button(_("⏱ Noter un moment"), tap="hours.add"),),
                  (Button(_("Pas cette fois"), tap="hours.no"),)))
