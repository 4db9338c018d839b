"""What is said in the comité's chat, to who is drawn by lot, and to who coordinates. Names stay in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.committees import MATTERS, Matter, ProposalState
from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted

JOURNAL: Row = (Button(_("📓 Le journal"), tap="journal:0"),)
DOORS: tuple[Row, ...] = ((Button(_("📝 Proposer"), tap="comite.propose"),),
                          (Button(_("📋 En cours"), tap="comite.open"),), JOURNAL)


@kind("committees.tied", NOTICE)
@dataclass(frozen=True, slots=True)
class CommitteeTied:
    """In the chat itself, once it is the comité's."""

    def screen(self) -> Screen:
        return screen(
            _("🏛 Ce groupe est celui du comité. « Proposer », puis sept jours : c’est adopté, sauf si quelqu’un d’ici "
              "s’y oppose en disant pourquoi."),
            _("Les décisions sont publiques (/journal). Vos prénoms et vos raisons restent ici."), rows=DOORS)


ENDED: dict[ProposalState, Words] = {
    ProposalState.OPEN: _("📋 En cours"), ProposalState.ADOPTED: _("✅ Adopté."),
    ProposalState.REJECTED: _("✋ Non adopté : une objection est restée."),
    ProposalState.WITHDRAWN: _("↩ Retiré.")}


@kind("committees.card", NOTICE)
@dataclass(frozen=True, slots=True)
class ProposalCard:
    """name: of who proposes, as the chat knows them; they and their reason go with them. due: from then on nobody may
    object.
    """

    proposal: int
    matter: Matter
    title: str
    why: str
    name: str
    due: date
    became: ProposalState = ProposalState.OPEN
    objections: int = 0

    def screen(self) -> Screen:
        why = [_("« {why} » ({name})", why=quoted(self.why), name=quoted(self.name))] if self.name and self.why else []
        said = lines(MATTERS[Matter(self.matter)], _("<b>{title}</b>", title=quoted(self.title)), *why)
        if ProposalState(self.became) is not ProposalState.OPEN:
            return screen(said, ENDED[ProposalState(self.became)], rows=(JOURNAL,))
        until = _("Adopté le {day}, sauf objection.", day=self.due)
        if self.objections:
            until = n_("{n} objection : rien n’est adopté tant qu’elle reste. Terme : {day}.",
                       "{n} objections : rien n’est adopté tant qu’il en reste. Terme : {day}.", self.objections,
                       day=self.due)
        return screen(said, until, rows=(
            (Button(_("✋ J’ai une objection"), tap=tap("comite.object", self.proposal)),),
            (Button(_("↩ Retirer ma proposition"), tap=tap("comite.withdraw", self.proposal)),)))


@kind("committees.objection", NOTICE)
@dataclass(frozen=True, slots=True)
class ObjectionSaid:
    objection: int
    title: str
    reason: str
    name: str

    def screen(self) -> Screen:
        return screen(_("✋ {name} a une objection à « {title} » :", name=quoted(self.name), title=quoted(self.title)),
                      _("« {reason} »", reason=quoted(self.reason)), _("Parlez-en : elle se retire en une touche."),
                      rows=((Button(_("↩ Retirer mon objection"), tap=tap("comite.unobject", self.objection)),),))


@kind("committees.unobjected", NOTICE)
@dataclass(frozen=True, slots=True)
class ObjectionGone:
    title: str

    def screen(self) -> Screen:
        return screen(_("↩ Une objection à « {title} » est retirée.", title=quoted(self.title)))


@kind("committees.ended", NOTICE)
@dataclass(frozen=True, slots=True)
class ProposalEnded:
    matter: Matter
    title: str
    became: ProposalState

    def screen(self) -> Screen:
        return screen(lines(ENDED[ProposalState(self.became)], _("« {title} »", title=quoted(self.title))),
                      rows=(JOURNAL,))


@kind("committees.to_do", NOTICE)
@dataclass(frozen=True, slots=True)
class DecisionToDo:
    """To those who coordinate: what was adopted does not do itself."""

    matter: Matter
    title: str

    def screen(self) -> Screen:
        return screen(_("🏛 Le comité a adopté : « {title} ». À vous de le faire, ou à qui tient la machine.",
                        title=quoted(self.title)), rows=(JOURNAL,))


@kind("committees.lost", NOTICE)
@dataclass(frozen=True, slots=True)
class CommitteeLost:
    """To those who coordinate: nobody can object where nobody can read."""

    def screen(self) -> Screen:
        return screen(_("🏛 Le comité n’a plus de groupe où lire et s’opposer : rien ne s’adopte. Reliez-en un par "
                        "/comite."))


@kind("committees.drawn", REPLY)
@dataclass(frozen=True, slots=True)
class DrawnByLot:
    """To who was willing: their number came out."""

    ticket: int

    def screen(self) -> Screen:
        return screen(
            _("🎲 Le numéro {n} est tiré au sort : c’est le vôtre. Voulez-vous siéger au comité de la commune ?",
              n=self.ticket),
            _("Quelques messages par mois, dans un groupe où votre nom Telegram se voit. Sans réponse sous sept jours, "
              "on tire le suivant."),
            rows=((Button(_("✅ J’accepte"), tap=tap("comite.seat", "oui")),),
                  (Button(_("🙏 Non merci"), tap=tap("comite.seat", "non")),)))


@kind("committees.seated", NOTICE)
@dataclass(frozen=True, slots=True)
class SeatTaken:
    """In the chat: whoever administers it lets them in."""

    name: str

    def screen(self) -> Screen:
        return screen(_("🎲 {name}, du voisinage, est au comité par tirage au sort. Invitez cette personne dans ce "
                        "groupe : l’automate ne le peut pas.", name=quoted(self.name)))


@kind("committees.none_left", NOTICE)
@dataclass(frozen=True, slots=True)
class NoneLeft:
    def screen(self) -> Screen:
        return screen(_("🎲 Plus personne à tirer au sort : une place du comité reste libre. Qui veut bien l’écrit par "
                        "/comite."))
