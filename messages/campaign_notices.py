"""What those who write in the town's name are told of their campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.campaigns import STATE_WORDS, CampaignState
from rules.deliveries import Lane, Purpose, Tally
from rules.kinds import kind
from rules.manners import REPLY, Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted

URGENT = Manner(Lane.NOTICE, Purpose.NOTICE, hours=Hours.ALWAYS)


class Hindrance(StrEnum):
    EMPTY = "empty"
    LATE = "late"
    APPROVAL = "approval"
    RIGHT = "right"
    PAST = "past"


WHY = {
    Hindrance.EMPTY: _("« {title} » n’est pas parti : plus aucun groupe ne correspond. C’est de nouveau un brouillon."),
    Hindrance.LATE: _("« {title} » devait partir il y a plus de deux heures. Faut-il encore l’envoyer ?"),
    Hindrance.APPROVAL: _("« {title} » n’est pas parti : personne d’autre ne l’a approuvé. C’est de nouveau un "
                          "brouillon."),
    Hindrance.RIGHT: _("« {title} » n’est pas parti : la personne qui l’a confirmé n’a plus ce rôle. C’est de nouveau "
                       "un brouillon."),
    Hindrance.PAST: _("« {title} » n’est pas parti : son jour ou son heure est passé. C’est de nouveau un brouillon."),
}


def _named(title: str) -> Words:
    return quoted(title) if title else _("sans titre")


def tally_words(tally: Tally) -> tuple[Words, ...]:
    """The six words an author reads; what is nothing is not said, but for what was reached."""
    counts = ((_("📬 à envoyer : {n}", n=tally.to_send), tally.to_send),
              (_("⏳ en cours : {n}", n=tally.under_way), tally.under_way),
              (_("✅ envoyés : {n}", n=tally.sent), 1), (_("✖ échecs : {n}", n=tally.failed), tally.failed),
              (_("❔ incertains : {n}", n=tally.uncertain), tally.uncertain),
              (_("⏹ annulés ou trop tard : {n}", n=tally.cancelled), tally.cancelled))
    return tuple(words for words, count in counts if count)


@kind("campaigns.progress", REPLY)
@dataclass(frozen=True, slots=True)
class CampaignProgress:
    """How far it is, changed in place. itself: it paused because too much of it failed."""

    campaign: int
    title: str
    stage: CampaignState
    to_send: int = 0
    under_way: int = 0
    sent: int = 0
    failed: int = 0
    uncertain: int = 0
    cancelled: int = 0
    itself: bool = False

    def screen(self) -> Screen:
        tally = Tally(self.to_send, self.under_way, self.sent, self.failed, self.uncertain, self.cancelled)
        head = _("📣 <b>{title}</b> : {state}", title=_named(self.title), state=STATE_WORDS[CampaignState(self.stage)])
        why = (_("Trop d’envois échouent : la campagne s’est mise en pause. Regardez le détail avant de reprendre."),
               ) if self.itself else ()
        return screen(head, *why, lines(*tally_words(tally)), rows=self._rows())

    def _rows(self) -> tuple[Row, ...]:
        see = (Button(_("📋 Le détail"), tap=tap("campaigns.see", self.campaign)),)
        match CampaignState(self.stage):
            case CampaignState.ACTIVE:
                return ((Button(_("⏸ Mettre en pause"), tap=tap("campaigns.pause", self.campaign)),), see)
            case CampaignState.PAUSED:
                return ((Button(_("▶ Reprendre"), tap=tap("campaigns.resume", self.campaign)),),
                        (Button(_("⏹ Arrêter"), tap=tap("campaigns.stop", self.campaign)),), see)
            case _:
                return (see,)


@kind("campaigns.over", REPLY)
@dataclass(frozen=True, slots=True)
class CampaignOver:
    """To its author: nothing is left to send."""

    campaign: int
    title: str
    arrived: int
    left: int

    def screen(self) -> Screen:
        said = n_("✅ « {title} » : {n} envoi est arrivé.", "✅ « {title} » : {n} envois sont arrivés.", self.arrived,
                  title=_named(self.title))
        rest = (n_("{n} n’est pas arrivé, ou c’est incertain : le détail le dit.",
                   "{n} ne sont pas arrivés, ou c’est incertain : le détail le dit.", self.left),) if self.left else ()
        return screen(said, *rest, rows=((Button(_("📋 Le détail"), tap=tap("campaigns.see", self.campaign)),),))


@kind("campaigns.awaits", URGENT)
@dataclass(frozen=True, slots=True)
class CampaignAwaits:
    """To the other coordinators: it leaves when one of them says yes, to this very version."""

    campaign: int
    version: int
    title: str
    by: str
    groups: int

    def screen(self) -> Screen:
        return screen(
            n_("🏛 {name} veut envoyer « {title} » à {n} groupe. Il faut une deuxième personne.",
               "🏛 {name} veut envoyer « {title} » à {n} groupes. Il faut une deuxième personne.",
               self.groups, name=quoted(self.by), title=_named(self.title)),
            rows=((Button(_("👁 Lire et décider"), tap=tap("campaigns.judge", self.campaign, self.version)),),))


@kind("campaigns.judged", REPLY)
@dataclass(frozen=True, slots=True)
class CampaignJudged:
    """To who confirmed it: what the second person said."""

    campaign: int
    title: str
    by: str
    approved: bool

    def screen(self) -> Screen:
        rows = ((Button(_("📋 Voir"), tap=tap("campaigns.see", self.campaign)),),)
        if self.approved:
            return screen(_("✅ {name} approuve « {title} » : l’envoi suit son cours.", name=quoted(self.by),
                            title=_named(self.title)), rows=rows)
        return screen(_("✖ {name} n’approuve pas « {title} ». Rien n’est parti : c’est de nouveau un brouillon.",
                        name=quoted(self.by), title=_named(self.title)), rows=rows)


@kind("campaigns.stopped", URGENT)
@dataclass(frozen=True, slots=True)
class CampaignHeld:
    """To its authors: it did not leave, and why."""

    campaign: int
    title: str
    why: Hindrance

    def screen(self) -> Screen:
        said = WHY[Hindrance(self.why)]
        words = Words(said.text, {"title": _named(self.title)})
        see = (Button(_("📋 Voir"), tap=tap("campaigns.see", self.campaign)),)
        if self.why != Hindrance.LATE:
            return screen(words, rows=(see,))
        return screen(words, rows=((Button(_("📣 L’envoyer maintenant"), tap=tap("campaigns.late", self.campaign)),),
                                   (Button(_("🗑 Ne pas l’envoyer"), tap=tap("campaigns.stop", self.campaign)),), see))


@kind("campaigns.left_out", REPLY)
@dataclass(frozen=True, slots=True)
class CampaignShifted:
    """To its author, once it has begun: for whom it waits, whom it will not reach, and why. As lines already worded."""

    campaign: int
    title: str
    said: tuple[Words, ...] = ()

    def screen(self) -> Screen:
        return screen(_("📣 « {title} » est en route. À savoir :", title=_named(self.title)),
                      *((lines(*self.said),) if self.said else ()))


@kind("campaigns.full", REPLY)
@dataclass(frozen=True, slots=True)
class AppealFull:
    """To its author: the last place is taken."""

    campaign: int
    title: str

    def screen(self) -> Screen:
        return screen(_("✅ « {title} » est complet. Ce qui n’était pas parti ne partira pas, et les cartes le disent.",
                        title=_named(self.title)),
                      rows=((Button(_("📋 Le détail"), tap=tap("campaigns.see", self.campaign)),),))
