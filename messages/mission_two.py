"""What two people who come to a mission together are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from messages.missions import coming_rows
from rules.kinds import kind
from rules.manners import REPLY
from rules.missions import when
from rules.screens import Button, Screen, screen, tap
from rules.words import _, quoted


@kind("missions.two_seated", REPLY)
@dataclass(frozen=True, slots=True)
class TwoSeated:
    """To who invited: the other said yes, and there were two seats. who: their first name."""

    mission: int
    seat: int
    who: str
    what: str
    day: date
    at: str

    def screen(self) -> Screen:
        return screen(_("👥 {name} vient avec vous : vos deux places sont notées.", name=quoted(self.who)),
                      _("📌 {what}, {when}", what=quoted(self.what), when=when(self.day, self.at)),
                      rows=coming_rows(self.mission, self.seat))


@kind("missions.two_waiting", REPLY)
@dataclass(frozen=True, slots=True)
class TwoWaiting:
    """To who invited: the other said yes, and they wait together."""

    seat: int
    who: str
    what: str
    day: date
    at: str

    def screen(self) -> Screen:
        return screen(_("👥 {name} viendrait avec vous : {what}, {when}.", name=quoted(self.who),
                        what=quoted(self.what), when=when(self.day, self.at)), TOGETHER,
                      rows=((Button(_("🙏 Quitter la liste"), tap=tap("mission.leave", self.seat)),),))


TOGETHER = _("⏳ Vous attendez ensemble que deux places se libèrent. Une place seule va à la personne suivante ; votre "
             "rang reste le vôtre.")


@kind("missions.two_left", REPLY)
@dataclass(frozen=True, slots=True)
class TwoLeft:
    """The other does not come: this one may all the same."""

    mission: int
    seat: int
    what: str
    day: date
    at: str
    waiting: bool = False

    def screen(self) -> Screen:
        said = _("👥 La personne qui venait avec vous ne vient plus : {what}, {when}.", what=quoted(self.what),
                 when=when(self.day, self.at))
        if self.waiting:
            return screen(said, _("Vous gardez votre rang dans la liste, pour une place."),
                          rows=((Button(_("🙏 Quitter la liste"), tap=tap("mission.leave", self.seat)),),))
        return screen(said, _("Votre place reste la vôtre."), rows=coming_rows(self.mission, self.seat))


@kind("missions.two_over", REPLY)
@dataclass(frozen=True, slots=True)
class TwoOver:
    """Whoever came with them gave both places back."""

    who: str
    mission: int
    what: str
    day: date
    at: str

    def screen(self) -> Screen:
        return screen(_("👥 {name} a rendu vos deux places : {what}, {when}.", name=quoted(self.who),
                        what=quoted(self.what), when=when(self.day, self.at)),
                      _("Vous pouvez venir quand même."),
                      rows=((Button(_("📌 Revoir la mission"), tap=tap("mission.see", self.mission)),),))
