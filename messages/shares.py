"""What is said of shares: the card in the group, with neither a name nor a place; in private to both sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.food import parts, told
from rules.kinds import kind
from rules.manners import NOTICE, REPLY, Cap, Hours, Manner
from rules.missions import when
from rules.screens import Button, Row, Screen, screen, tap
from rules.shares import ShareState
from rules.words import Words, _, lines, n_, quoted

PATIENCE = timedelta(hours=1)
CARD = Manner(Lane.NOTICE, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.CIVIL, Cap.ANIMATION, PATIENCE)
TAKE = _("✋ Je prends une part")
MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
S = ShareState
OVER: dict[str, Words] = {S.OVER: _("C’est terminé, merci !"), S.CANCELLED: _("Ce partage s’arrête, merci !")}


@kind("shares.card", CARD)
@dataclass(frozen=True, slots=True)
class ShareCard:
    """In the group. what: nothing when its author’s words are gone. at: "HH:MM" of that day."""

    share: int
    left: int
    day: date
    at: str
    eat_by: date
    allergens: str
    cold: str
    what: str = ""
    state: str = S.OPEN.value

    def screen(self) -> Screen:
        title = [_("🍲 <b>À partager</b> : {what}", what=quoted(self.what))] if self.what else []
        if self.state in OVER:
            return screen(*title, OVER[self.state])
        if not self.left:
            return screen(*title, _("Tout a trouvé preneur, merci !"))
        until = _("🕘 {parts}, avant {when}", parts=parts(self.left), when=when(self.day, self.at))
        return screen(lines(*title, until),
                      told(self.eat_by, self.allergens, self.cold), _("Le lieu se dit en privé."),
                      rows=((Button(TAKE, tap=tap("share.take", self.share)),),))


@kind("shares.taken", REPLY)
@dataclass(frozen=True, slots=True)
class ShareTaken:
    """To who gives."""

    share: int
    first_name: str
    what: str
    left: int

    def screen(self) -> Screen:
        rest = n_("Il reste {n} part.", "Il reste {n} parts.", self.left) if self.left else _("Tout est pris.")
        return screen(_("🍲 {name} vient prendre une part : {what}. {rest}", name=quoted(self.first_name),
                        what=quoted(self.what), rest=rest),
                      rows=((Button(_("🍲 Voir le partage"), tap=tap("share.see", self.share)),),))


@kind("shares.given_back", REPLY)
@dataclass(frozen=True, slots=True)
class ShareGivenBack:
    """To who gives: nobody is named, and nothing is asked."""

    share: int
    what: str

    def screen(self) -> Screen:
        return screen(_("🍲 Une part est de nouveau libre : {what}.", what=quoted(self.what)),
                      rows=((Button(_("🍲 Voir le partage"), tap=tap("share.see", self.share)),),))


@kind("shares.off", REPLY)
@dataclass(frozen=True, slots=True)
class ShareOff:
    """To who was to take a part: they must not set out for nothing. what: nothing when its author’s words are gone."""

    what: str = ""

    def screen(self) -> Screen:
        if not self.what:
            return screen(_("🍲 Le partage s’arrête : inutile de venir prendre votre part. Merci d’avoir dit oui !"),
                          rows=(MENU,))
        return screen(_("🍲 Le partage s’arrête : inutile de venir ({what}). Merci d’avoir dit oui !",
                        what=quoted(self.what)), rows=(MENU,))


@kind("shares.over", NOTICE)
@dataclass(frozen=True, slots=True)
class ShareOver:
    """To who gave, at its hour."""

    what: str
    parts: int
    taken: int

    def screen(self) -> Screen:
        if not self.taken:
            return screen(_("🍲 L’heure est passée, et personne n’est venu : {what}. C’était une belle idée, merci !",
                            what=quoted(self.what)),
                          rows=((Button(_("🔁 Partager autre chose"), tap="share.new"),), MENU))
        return screen(n_("🍲 C’est terminé : {n} part a trouvé preneur, {what}. Merci !",
                         "🍲 C’est terminé : {n} parts ont trouvé preneur, {what}. Merci !", self.taken,
                         what=quoted(self.what)),
                      rows=((Button(_("🔁 Partager autre chose"), tap="share.new"),), MENU))
