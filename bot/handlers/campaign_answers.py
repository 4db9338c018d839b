"""What anybody may do with what the town says: answer it, change their mind, and check that it is the town's."""

from __future__ import annotations

from actions import campaign_answers as actions
from actions.campaign_answers import Heard
from bot.features import Feature, Tap
from bot.rows import Code
from bot.turn import Turn
from rules.campaigns import CampaignState
from rules.groups import Group
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import screen
from rules.words import Words, _, formatted, quoted
from storage import campaign_rows, campaigns

SAID = {
    Heard.COUNTED: _("Merci ! C’est compté."), Heard.ALREADY: _("C’est déjà compté, merci !"),
    Heard.FULL: _("C’est complet, merci beaucoup !"), Heard.OVER: _("C’est passé, merci d’avoir répondu."),
}
DOUBT = _("Ne payez rien, ne donnez aucun code. Demandez à la mairie.")


def press(turn: Turn, campaign: int, code: Code) -> None:
    heard = actions.press(turn.desk, campaign, code, turn.person.id, turn.group)
    turn.toast(SAID[heard], alert=heard in (Heard.FULL, Heard.OVER))


def leave(turn: Turn, campaign: int) -> None:
    if not actions.leave(turn.desk, campaign, turn.person.id):
        raise Gone
    turn.reply(screen(_("↩ C’est noté : votre place est libre. Merci de l’avoir dit.")))


def verify_answered(turn: Turn, group: Group, message: int) -> None:
    """Whether this very message of the group is the town's."""
    number = campaign_rows.said_as(turn.session, [group.address], message)
    found = campaigns.by_id(turn.session, number) if number is not None else None
    if found is not None and found.withdrawn_at is None:
        turn.reply(screen(_("✅ Oui : ce message est de {town}.", town=_town(turn)), silent=True))
    else:
        turn.reply(screen(_("✖ Ce message n’est pas de {town}, ou il a plus d’un mois.", town=_town(turn)), DOUBT,
                          silent=True))


def verify_number(turn: Turn, code: str) -> None:
    """What the town wrote under this number, to be compared."""
    found = campaigns.by_code(turn.session, code)
    if found is None or found.started_at is None or found.state is CampaignState.DRAFT:
        turn.reply(screen(_("✖ Je ne connais pas de message de {town} sous ce numéro.", town=_town(turn)), DOUBT,
                          silent=True))
    elif found.withdrawn_at is not None:
        turn.reply(screen(_("↩ {town} a retiré ce message. N’en tenez pas compte.", town=_town(turn)), silent=True))
    else:
        turn.reply(screen(_("✅ Sous ce numéro, {town} a écrit :", town=_town(turn)), formatted(found.text),
                          _("Si vous avez lu autre chose, ce n’est pas de la mairie."), silent=True))


def _town(turn: Turn) -> Words:
    return quoted(turn.town.name) if turn.town.name else _("la mairie")


FEATURE = Feature(
    "campaign_answers",
    taps={"campaigns.tap": Tap(press, Role.VISITOR, Where.EVERYWHERE),
          "campaigns.back": Tap(leave, Role.VISITOR, Where.PRIVATE)},
)
