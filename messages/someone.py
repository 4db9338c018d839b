"""« ✋ Parler à quelqu’un »: what is carried."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import REPLY
from rules.screens import Button, Screen, screen, tap
from rules.words import _, quoted


@kind("someone.wrote", REPLY)
@dataclass(frozen=True, slots=True)
class SomeoneWrote:
    """Carried between a person and the one who runs their group, or looks after their place (`is_place`)."""

    person: int
    first_name: str
    text: str
    group: str = ""
    is_place: bool = False

    def screen(self) -> Screen:
        name, group = quoted(self.first_name), quoted(self.group)
        who = (_("✋ {name} vous répond :", name=name) if not self.group else
               _("✋ {name}, {place}, vous écrit :", name=name, place=group) if self.is_place else
               _("✋ {name}, du groupe « {group} », vous écrit :", name=name, group=group))
        mute = ((Button(_("🔇 Ne plus recevoir"), tap=tap("someone.mute", self.person)),),) if self.group else ()
        return screen(who, quoted(self.text),
                      rows=((Button(_("✍️ Répondre"), tap=tap("someone.reply", self.person)),), *mute))
