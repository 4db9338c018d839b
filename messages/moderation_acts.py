"""What is said of a decision: to whom it is about, with the reason and how to contest; to whoever reported, with no
name and no hour; to whoever judges anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.kinds import kind
from rules.manners import NOTICE
from rules.moderation import RULES, Act, Reason
from rules.screens import Button, Screen, screen, tap
from rules.words import Words, _, quoted

SAID: dict[Act, Words] = {
    Act.HIDE: _("Vos demandes ne sont plus montrées aux autres"),
    Act.REMIND: _("Une règle vous est rappelée"),
    Act.SUSPEND: _("Votre participation est suspendue pour un mois"),
}
HIDDEN: dict[str, Words] = {
    "mission": _("Votre mission n’est plus montrée aux autres"),
    "hero": _("Votre récit « À l’honneur » n’est plus montré aux autres"),
}
DONE: dict[Act, Words] = {
    Act.HIDE: _("ne plus montrer cela aux autres"),
    Act.REMIND: _("rappeler la règle"),
    Act.SUSPEND: _("suspendre un mois"),
}


@kind("moderation.measure", NOTICE)
@dataclass(frozen=True, slots=True)
class MeasureTold:
    """Neither who reported, nor where, nor when, nor whether anybody did."""

    measure: int
    act: str
    reason: str
    until: date | None = None
    what: str = ""

    def screen(self) -> Screen:
        said, rule = HIDDEN.get(self.what, SAID[Act(self.act)]), RULES[Reason(self.reason)]
        words = (_("{said}, jusqu’au {day}.", said=said, day=self.until) if self.until else
                 _("{said}.", said=said))
        return screen(
            words, _("La raison : {rule}. Cela fait suite à un signalement ou à une vérification.", rule=rule),
            _("Pas d’accord ? Une autre personne peut relire cette décision."),
            rows=((Button(_("✋ Contester"), tap=tap("measure.contest", self.measure)),),))


@kind("moderation.lifted", NOTICE)
@dataclass(frozen=True, slots=True)
class MeasureLifted:
    act: str
    ended: bool = False

    def screen(self) -> Screen:
        if self.ended:
            return screen(_("Votre suspension est finie : vous pouvez à nouveau participer. Bon retour !"),
                          rows=((Button(_("☰ Menu"), tap="menu"),),))
        return screen(_("La décision prise à votre sujet ({act}) est annulée : tout redevient comme avant.",
                        act=DONE[Act(self.act)]), rows=((Button(_("☰ Menu"), tap="menu"),),))


@kind("moderation.answer", NOTICE)
@dataclass(frozen=True, slots=True)
class ReportAnswered:
    """acted: something was done; what it was concerns the other person."""

    report: int
    code: str
    acted: bool
    last: bool = False

    def screen(self) -> Screen:
        words = (_("Votre signalement {code} a été lu, et une mesure a été prise. Merci de l’avoir dit.",
                   code=self.code) if self.acted else
                 _("Votre signalement {code} a été lu. Aucune mesure n’a été prise cette fois. Merci de l’avoir dit.",
                   code=self.code))
        if self.last:
            return screen(words)
        return screen(words, rows=((Button(_("✋ Demander un autre avis"), tap=tap("signal.again", self.report)),),))


@kind("moderation.appeal", NOTICE)
@dataclass(frozen=True, slots=True)
class AppealAsked:
    """To somebody else than the one who decided."""

    appeal: int
    name: str
    act: str
    reason: str

    def screen(self) -> Screen:
        return screen(
            _("{name} conteste une décision : {act}. La raison donnée : {rule}. Vous n’avez pas pris cette décision : "
              "à vous de la relire.", name=quoted(self.name), act=DONE[Act(self.act)], rule=RULES[Reason(self.reason)]),
            rows=((Button(_("↩ Annuler la mesure"), tap=tap("measure.judge", self.appeal, "lift")),),
                  (Button(_("✅ La maintenir"), tap=tap("measure.judge", self.appeal, "keep")),)))


@kind("moderation.kept", NOTICE)
@dataclass(frozen=True, slots=True)
class MeasureKept:
    act: str
    contact: str = ""

    def screen(self) -> Screen:
        words = _("Une autre personne a relu la décision ({act}) et la maintient.", act=DONE[Act(self.act)])
        if self.contact:
            return screen(words, _("Vous pouvez encore en parler : {contact}. Un tribunal peut aussi être saisi.",
                                   contact=quoted(self.contact)))
        return screen(words, _("Vous pouvez encore en parler à la mairie. Un tribunal peut aussi être saisi."))
