"""What is remembered out loud: in a group, totals of a time that is over; in private, a small step after a crisis."""

from __future__ import annotations

from dataclasses import dataclass

from messages.rhythm import POST
from rules.geste_owners import FEW
from rules.kinds import kind
from rules.manners import Hours, Manner
from rules.memories import SEVEN, Past, bars
from rules.periods import Period
from rules.screens import Attachment, Button, Screen, screen, tap
from rules.words import Words, _, lines, quoted


def totals(past: Past) -> list[Words]:
    """Under three, nothing is counted out loud."""
    told: list[Words] = []
    if past.helps:
        told.append(_("🤝 {n} coups de main", n=past.helps) if past.helps >= FEW else _("🤝 quelques coups de main"))
    if past.gestes:
        told.append(_("💡 {n} gestes", n=past.gestes) if past.gestes >= FEW else _("💡 quelques gestes"))
    return told or [_("⏱ quelques moments donnés")]


@kind("memories.year_ago", POST)
@dataclass(frozen=True, slots=True)
class YearAgo:
    """where: the street, or the group’s name."""

    where: str
    year: int
    month: int
    helps: int
    gestes: int

    def screen(self) -> Screen:
        return screen(_("📖 <b>Il y a un an</b>, {where} : {month}", where=quoted(self.where),
                        month=Period(self.year, (self.month - 1) % 12 + 1).words),
                      lines(*totals(Past(self.helps, self.gestes))), _("Et cette année ? Un petit geste suffit."),
                      silent=True)


@kind("memories.back", POST)
@dataclass(frozen=True, slots=True)
class BackHere:
    """After a pause of the group. link: none; whatever waits is on the cards."""

    waiting: int = 0

    def screen(self) -> Screen:
        rest = ([_("✋ Une demande au moins attend une main : sa carte est plus haut.")] if self.waiting else
                [_("Rien ne presse : /geste donne une idée, /besoin demande une main.")])
        return screen(_("▶ La pause est finie, bon retour à tout le monde."), *rest, silent=True)


@kind("memories.letter", POST)
@dataclass(frozen=True, slots=True)
class YearLetter:
    """The year of a street: a picture, and the same in words for who does not see it. helps, gestes: month by month."""

    where: str
    year: int
    helps: tuple[int, ...] = ()
    gestes: tuple[int, ...] = ()
    language: str = "fr"
    printed_on: str = "2027-01-04"

    def screen(self) -> Screen:
        whole = Past(sum(self.helps), sum(self.gestes))
        return screen(_("💌 <b>{year}, {where}</b>. La lettre de l’année :", year=str(self.year),
                        where=quoted(self.where)), lines(*totals(whole)),
                      _("Merci. La suite s’écrit ensemble."), attachment=self.picture(whole), silent=True)

    def picture(self, whole: Past) -> Attachment | None:
        if self.language not in ("fr", "en"):
            return None
        months = tuple(Past(one, other) for one, other in zip(self.helps, self.gestes, strict=True))
        return Attachment("annee.png", page="annee", form="png", facts={
            "language": self.language, "printed_on": self.printed_on, "where": self.where, "year": str(self.year),
            "helps": whole.helps if whole.helps >= FEW else 0, "gestes": whole.gestes if whole.gestes >= FEW else 0,
            "months": list(bars(months))})


@kind("memories.step", Manner(hours=Hours.WORKDAYS))
@dataclass(frozen=True, slots=True)
class CrisisStep:
    """To somebody who helped while an alert was on: seven and thirty days after its end."""

    alert: str
    after: int

    def screen(self) -> Screen:
        said = (_("Une semaine a passé. Un mot à une personne que vous avez aidée : « Comment allez-vous depuis ? »")
                if self.after == SEVEN else
                _("Un mois a passé. Deux minutes pour la prochaine fois : savoir qui sonner, échanger un numéro."))
        return screen(_("💛 {alert} : merci d’avoir aidé.", alert=Words(self.alert)), said,
                      rows=((Button(_("💡 Un petit geste"), tap="geste"),),
                            (Button(_("🔕 Plus de souvenirs"), tap=tap("memories.want", "non")),)))
