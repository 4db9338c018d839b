"""Words that many will read: what never stands in them, and what somebody is asked about before it leaves."""

from __future__ import annotations

from enum import StrEnum

from rules.notes import leads_elsewhere, names_a_home, names_dates
from rules.private_words import PrivateWords, Topic, holds_bank_secret
from rules.words import Words, _


class Seems(StrEnum):
    HOME = "home"
    DATES = "dates"
    NUMBER = "number"
    CODE = "code"
    KEY = "key"
    HEALTH = "health"
    MONEY = "money"


SAID: dict[Seems, Words] = {
    Seems.HOME: _("où quelqu’un habite"),
    Seems.DATES: _("des dates : une absence peut-être"),
    Seems.NUMBER: _("un numéro ou un lien"),
    Seems.CODE: _("un code"),
    Seems.KEY: _("où est une clé, ou une absence"),
    Seems.HEALTH: _("la santé de quelqu’un"),
    Seems.MONEY: _("de l’argent"),
}
_TOPICS = {Topic.HOME: Seems.KEY, Topic.CODE: Seems.CODE, Topic.HEALTH: Seems.HEALTH, Topic.MONEY: Seems.MONEY}


def never(text: str) -> Words | None:
    """A bank card, an IBAN, a secret code: nobody wants that read."""
    return (_("Ni carte bancaire, ni IBAN, ni code secret ici : tout le groupe le lirait.")
            if holds_bank_secret(text) else None)


def seems(text: str, private: PrivateWords) -> Seems | None:
    """What these words seem to tell of a person; they may be right all the same."""
    if names_a_home(text):
        return Seems.HOME
    if leads_elsewhere(text):
        return Seems.NUMBER
    topic = private.topic_in(text)
    if topic is not None:
        return _TOPICS[topic]
    return Seems.DATES if names_dates(text) else None
