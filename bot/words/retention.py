"""What is said before something is forgotten."""

from __future__ import annotations

from bot.render import words_for
from rules.messages import Button, Screen, _, screen, tap
from rules.privacy import RECALLED, AccountSleeps, DraftWaits


@words_for(DraftWaits)
def draft(m: DraftWaits) -> Screen:
    what = RECALLED.get(m.name, _("votre brouillon"))
    rows = ((Button(_("▶ Reprendre"), tap=tap("talk.resume", m.name)),),)
    if m.last:
        return screen(_("Ce que vous aviez commencé ({what}) sera effacé {day}. On reprend avant ?", what=what,
                        day=m.last), rows=rows)
    return screen(_("Vous aviez commencé quelque chose : {what}. Rien n’est perdu, on reprend quand vous voulez.",
                    what=what), rows=rows)


@words_for(AccountSleeps)
def account(m: AccountSleeps) -> Screen:
    return screen(
        _("Bonjour {name}, cela fait un an sans nouvelles. Pour ne rien garder d’inutile, votre compte sera effacé "
          "{day}. Pour le garder, un appui suffit.", name=m.first_name, day=m.last),
        rows=((Button(_("Garder mon compte"), tap="menu"),), (Button(_("🗑 Tout effacer"), tap="privacy.ask"),)))
