"""What is said before something is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.kinds import kind
from rules.manners import NOTICE
from rules.privacy import RECALLED
from rules.screens import Button, Screen, screen, tap
from rules.words import _


@kind("retention.draft", NOTICE)
@dataclass(frozen=True, slots=True)
class DraftWaits:
    """Something was begun a day ago; or, when `last` is given, is about to be erased on that day."""

    name: str
    last: date | None = None

    def screen(self) -> Screen:
        what = RECALLED.get(self.name, _("Ce que vous aviez commencé"))
        rows = ((Button(_("▶ Reprendre"), tap=tap("talk.resume", self.name)),),)
        if self.last:
            return screen(_("{what} : ce n’est pas fini, et j’efface ce début {day}. On reprend avant ?", what=what,
                            day=self.last), rows=rows)
        return screen(_("{what} : ce n’est pas fini, et rien n’est perdu. On reprend ?", what=what), rows=rows)


@kind("retention.account", NOTICE)
@dataclass(frozen=True, slots=True)
class AccountSleeps:
    """Twelve months without a word: erased on `last` unless they write."""

    first_name: str
    last: date

    def screen(self) -> Screen:
        return screen(
            _("Bonjour {name}, cela fait un an sans nouvelles. Pour ne rien garder d’inutile, votre compte sera effacé "
              "{day}. Pour le garder, un appui suffit.", name=self.first_name, day=self.last),
            rows=((Button(_("Garder mon compte"), tap="menu"),), (Button(_("🗑 Tout effacer"), tap="privacy.ask"),)))
