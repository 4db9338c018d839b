"""The ceremony of the town hall: another consent, asked on the day and taken back with the story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from actions import heroes_shown as shown
from bot.features import Tap
from bot.hero_rows import AboutMe
from bot.turn import Turn
from messages.heroes import MENU, TAKE_BACK
from rules.heroes import Degree, HeroState
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _
from storage import heroes as store


def town(turn: Turn, hero: AboutMe, word: Literal["oui", "non"]) -> None:
    if hero.state is not HeroState.SHOWN:
        raise Gone
    store.mark(turn.session, hero.id, town=word == "oui")
    said = (_("✅ C’est noté : la mairie peut lire ce récit et votre prénom. /heros permet de retirer.")
            if word == "oui" else _("🙏 C’est noté : la mairie n’en saura rien."))
    turn.reply(screen(said, rows=((Button(TAKE_BACK, tap=tap("hero.out", hero.id)),), MENU)))


def corner(turn: Turn) -> list[Row]:
    """In /mairie, while somebody agreed to be invited."""
    return [(Button(_("🌟 À inviter"), tap="hero.guests"),)] if store.invited(turn.session) else []


def guests(turn: Turn, page: int = 0) -> None:
    """One at a time, as it was agreed to."""
    found = store.invited(turn.session)
    if not found:
        turn.reply(screen(_("Personne n’a encore accepté d’invitation."), rows=(MENU,)))
        return
    one = replace(found[page % len(found)], degree=Degree.NAME)
    more: tuple[Row, ...] = ((Button(_("➡ Suite"), tap=tap("hero.guests", (page + 1) % len(found))),),) if (
        len(found) > 1) else ()
    said = shown.card(turn.desk, one).screen()
    turn.reply(screen(*said.text[:2], _("Accord donné pour une invitation, rien de plus."), rows=(*more, MENU)))


TAPS: Mapping[str, Tap] = {
    "hero.town": Tap(town, Role.RESIDENT, Where.PRIVATE),
    "hero.guests": Tap(guests, Role.COORDINATOR, Where.PRIVATE),
}
