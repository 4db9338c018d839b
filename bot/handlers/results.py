"""« Image pour le conseil »: what a campaign did as one picture, whose caption says the same in words."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from actions import results
from actions.campaigns import may_write
from bot.features import Feature, Tap
from bot.rows import Loaded
from bot.turn import Turn
from content.kits.result import PICTURE, alternative, as_row
from rules.campaigns import Campaign
from rules.rights import Role, Where
from rules.screens import Attachment, Screen
from rules.words import quoted
from storage import campaigns


def ours(turn: Turn, number: int) -> Campaign | None:
    """One's own; for who coordinates, all of the town's, alerts too."""
    found, limits = campaigns.by_id(turn.session, number), may_write(turn.desk)
    theirs = found is not None and turn.person.id in (found.author, found.by)
    return found if not limits.limited or theirs else None


Ours: TypeAlias = Annotated[Campaign, Loaded(ours)]


def picture(turn: Turn, campaign: Ours) -> None:
    made = results.result_of(turn.desk, campaign, turn.person.language)
    turn.reply(Screen((quoted(alternative(made)),), attachment=Attachment(
        "resultat.png", kit=PICTURE, facts=as_row(made), form="png")), edit=False)


FEATURE = Feature("results", taps={"results.picture": Tap(picture, Role.PARTNER, Where.PRIVATE)})
