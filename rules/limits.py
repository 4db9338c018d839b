"""How often one may act, whoever one is: the kinds of limit, their figures, and what is said beyond them.

A window opens at the first act and lasts its span: what is counted is that window's acts, refused ones too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.words import Words, _

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Limit(StrEnum):
    ACTIONS = "actions"
    GROUP_ANSWERS = "group_answers"
    ADMIN_ANSWERS = "admin_answers"
    SAME_ORDER = "same_order"
    LOOKUPS = "lookups"
    REPORTS = "reports"
    RELAYS = "relays"
    TO_ORGANISER = "to_organiser"
    PUBLICATIONS = "publications"
    INSTALLS = "installs"
    EXPORTS = "exports"
    PRINTS = "prints"
    CODES = "codes"
    LINKS = "links"
    PARTNER_CODES = "partner_codes"


@dataclass(frozen=True, slots=True)
class Allowance:
    most: int
    span: timedelta


FIGURES: dict[Limit, Allowance] = {
    Limit.ACTIONS: Allowance(20, MINUTE),
    Limit.GROUP_ANSWERS: Allowance(5, MINUTE),
    Limit.ADMIN_ANSWERS: Allowance(5, MINUTE),
    Limit.SAME_ORDER: Allowance(1, MINUTE),
    Limit.LOOKUPS: Allowance(20, MINUTE),
    Limit.REPORTS: Allowance(10, DAY),
    Limit.RELAYS: Allowance(40, DAY),
    Limit.TO_ORGANISER: Allowance(5, DAY),
    Limit.PUBLICATIONS: Allowance(10, DAY),
    Limit.INSTALLS: Allowance(20, DAY),
    Limit.EXPORTS: Allowance(5, DAY),
    Limit.PRINTS: Allowance(10, DAY),
    Limit.CODES: Allowance(10, DAY),
    Limit.LINKS: Allowance(10, DAY),
    Limit.PARTNER_CODES: Allowance(10, DAY),
}

GROUP_ANSWER_LASTS = MINUTE
"""An answer to an order in a group that could not leave by then is of no use to anybody."""

GENTLY = _("Doucement : cela va un peu vite pour moi. Reprenez dans une minute, là où nous en étions.")

ENOUGH: dict[Limit, Words] = {
    Limit.REPORTS: _("Vos signalements d’aujourd’hui sont bien reçus. Pour un danger, appelez le 17 ou le 112."),
    Limit.RELAYS: _("Vous avez écrit beaucoup de messages aujourd’hui. Reprenez demain ; en cas d’urgence, le 112."),
    Limit.TO_ORGANISER: _("Vous avez déjà écrit cinq fois aujourd’hui à qui anime le groupe. Reprenez demain ; en cas "
                          "d’urgence, le 112."),
    Limit.PUBLICATIONS: _("Vous avez déjà publié dix demandes aujourd’hui. La suite peut attendre demain."),
    Limit.INSTALLS: _("Ce groupe a été réglé bien des fois aujourd’hui. Vous pourrez le changer demain."),
    Limit.EXPORTS: _("Vous avez déjà reçu vos données plusieurs fois aujourd’hui. Redemandez-les demain."),
    Limit.PRINTS: _("Dix feuilles aujourd’hui : c’est le nombre d’un jour. Les suivantes s’impriment demain."),
    Limit.LINKS: _("Cela fait beaucoup de codes pour un jour. Demandez-le à la mairie, et réessayez demain."),
    Limit.PARTNER_CODES: _("Cela fait beaucoup de codes pour un jour. Demandez-le à qui vous l’a donné, et réessayez "
                           "demain."),
    Limit.CODES: _("Cela fait beaucoup de codes pour un jour. Photographiez le carré de l’affiche, "
                   "ou réessayez demain."),
}


def waited(written: datetime | None, now: datetime) -> bool:
    """Whether these words waited while nobody listened; an absurd date is no date."""
    return written is not None and MINUTE < now - written < 2 * DAY


def sentence(limit: Limit) -> Words:
    """What is said to whoever has reached it."""
    return ENOUGH.get(limit, GENTLY)
