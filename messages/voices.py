"""The question of the month in a group, what the town hall answers there, and what is said of what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.kinds import kind
from rules.manners import NOTICE, Cap, Hours, Manner
from rules.screens import Button, Screen, screen, tap
from rules.words import Words, _, quoted

POST = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION, timedelta(days=2))


@kind("voices.question", POST)
@dataclass(frozen=True, slots=True)
class VoiceQuestion:
    """text and options are French sentences of the catalogue."""

    asked: int
    text: str
    options: tuple[str, ...] = ()

    def screen(self) -> Screen:
        rows = tuple((Button(Words(label), tap=tap("voice.say", self.asked, number)),)
                     for number, label in enumerate(self.options))
        return screen(_("🗣 <b>La question du mois</b>"), Words(self.text),
                      _("Une réponse par personne, à changer quand vous voulez. La mairie lit des totaux, jamais qui "
                        "répond."), rows=rows)


@kind("voices.answer", POST)
@dataclass(frozen=True, slots=True)
class VoiceFromTown:
    town: str
    text: str

    def screen(self) -> Screen:
        who = _("🏛 <b>{town} vous répond</b>", town=quoted(self.town)) if self.town else _(
            "🏛 <b>La mairie vous répond</b>")
        return screen(who, quoted(self.text), _("Merci à qui a répondu à la question du mois."))


@kind("voices.to_read", NOTICE)
@dataclass(frozen=True, slots=True)
class NeedToRead:
    """To whoever looks after the street. Without the words: they are read on a screen that does not stay."""

    need: int

    def screen(self) -> Screen:
        return screen(_("🗣 Quelqu’un dit ce qui manque près de chez vous. Relisez d’abord, s’il vous plaît : ni nom, "
                        "ni adresse."),
                      rows=((Button(_("👉 Relire"), tap=tap("voice.read", self.need)),),))


@kind("voices.judged", NOTICE)
@dataclass(frozen=True, slots=True)
class NeedJudged:
    kept: bool

    def screen(self) -> Screen:
        if self.kept:
            return screen(_("🗣 Ce que vous dites compte maintenant dans le baromètre, sans votre nom. Merci !"))
        return screen(_("🗣 Votre mot n’est pas retenu cette fois : il parlait peut-être de quelqu’un. Redites-le avec "
                        "/voix, en parlant du lieu."))


@kind("voices.left_out", NOTICE)
@dataclass(frozen=True, slots=True)
class AnswerLeftOut:
    """To who wrote for the town hall: a group where it could not be said."""

    group: str

    def screen(self) -> Screen:
        return screen(_("🏛 Votre réponse n’a pas pu être dite dans « {group} » : le groupe a déjà ses deux messages de "
                        "la semaine, depuis trois semaines.", group=quoted(self.group)))
