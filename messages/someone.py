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
    """Carried between a person and the one who runs their group."""

    person: int
    first_name: str
    text: str
    group: str = ""

    def screen(self) -> Screen:
        name, group = quoted(self.first_name), quoted(self.group)
        who = (_("✋ {name}, du groupe « {group} », vous écrit :", name=name, group=group) if self.group else
               _("✋ {name} vous répond :", name=name))
        mute = ((Button(_("🔇 Ne plus recevoir"), tap=tap("someone.mute", self.person)),),) if self.group else ()
        return screen(who, quoted(self.text),
                      rows=((Button(_("✍️ Répondre"), tap=tap("someone.reply", self.person)),), *mute))
