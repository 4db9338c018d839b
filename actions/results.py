"""The picture of what a campaign, an appeal or an alert did, for a council: made from its deliveries."""

from __future__ import annotations

from actions.desk import Desk
from content.kits.facts import Language
from content.kits.result import Groups, Result
from rules.campaign_buttons import read
from rules.campaigns import Campaign
from rules.civil import local_date
from rules.deliveries import DeliveryState
from rules.refusals import Refusal
from rules.results import by_outcome
from rules.words import _
from storage import campaign_answers, results

NOT_YET = _("Il reste des messages à envoyer : l’image se fait quand tout est parti.")
NOTHING = _("Rien n’en est parti : il n’y a rien à montrer.")


def result_of(desk: Desk, campaign: Campaign, language: str) -> Result:
    """Raises Refusal while something is still to leave."""
    rows = results.counts(desk.session, campaign.id)
    groups, to_come = by_outcome((state, why, count) for in_group, state, why, count in rows if in_group)
    if campaign.started_at is None or not rows:
        raise Refusal(NOTHING)
    if to_come:
        raise Refusal(NOT_YET)
    people = [(state, count) for in_group, state, _why, count in rows if not in_group]
    totals = campaign_answers.totals(desk.session, campaign.id)
    spoken: Language = "en" if language == "en" else "fr"
    return Result(
        label(desk, campaign.title or campaign.code, spoken), campaign.kind.value, desk.town.name,
        local_date(campaign.started_at, desk.town.timezone), local_date(desk.now, desk.town.timezone), Groups(**groups),
        sum(count for state, count in people if state is DeliveryState.SENT) if people else None,
        tuple((label(desk, one.words.text, spoken), totals.get(one.code, 0)) for one in read(campaign.buttons)
              if one.counts), spoken)


def label(desk: Desk, text: str, language: Language) -> str:
    return desk.content.translations(language).get(text, text)
