"""Shopping for a neighbour: the list, for who comes; who goes anyway, for all; what one asks of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.elision import of
from rules.errands import CASH, TripState
from rules.help import when
from rules.kinds import kind
from rules.manners import NOTICE, REPLY, Cap, Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted

CARD = Manner(Lane.NOTICE, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.CIVIL, Cap.ANIMATION, timedelta(days=1))
OFFER = Manner(Lane.NOTICE, Purpose.NOTICE, Policy.AT_MOST_ONCE, Hours.CIVIL, patience=timedelta(days=1))


@kind("errands.sheet", REPLY, taken_back="help.wiped")
@dataclass(frozen=True, slots=True)
class ErrandSheet:
    """To who comes, once both have said yes. photo: one waits behind a button."""

    request: int
    acceptance: int
    first_name: str
    words: str
    shop: str
    ceiling: int
    photo: bool = False

    def screen(self) -> Screen:
        shown = [_("🛒 La liste {of} :", of=of(self.first_name))]
        if self.words:
            shown.append(quoted(self.words))
        where = [_("🏪 {shop}", shop=quoted(self.shop))] if self.shop else []
        rows: tuple[Row, ...] = ((Button(_("🖼 Voir la photo"), tap=tap("errands.photo", self.acceptance)),),
                                 ) if self.photo else ()
        return screen(lines(*shown), lines(*where, _("🏷 Jusqu’à {n} €.", n=self.ceiling), CASH), rows=rows)


@kind("errands.photo", REPLY, fleeting=("file",))
@dataclass(frozen=True, slots=True)
class ErrandPhoto:
    """Carried, never kept; it leaves the screen within a day."""

    file: str = ""

    def screen(self) -> Screen:
        return Screen((_("🛒 La liste. Cette photo s’efface d’ici demain."),), photo=self.file or None)


@kind("errands.card", CARD)
@dataclass(frozen=True, slots=True)
class ErrandCard:
    """In a group: who goes is not named. left: places that are still free."""

    trip: int
    shop: str
    day: date
    slot: str
    left: int
    state: str

    def screen(self) -> Screen:
        about = lines(_("🛒 Une personne du voisinage fait ses courses : {shop}", shop=quoted(self.shop)),
                      _("📅 {when}", when=when(self.day, self.slot)))
        if self.state == TripState.OPEN:
            return screen(about, _("Elle peut prendre quelque chose pour vous."), rows=want_rows(self.trip))
        return screen(about, ENDS[self.state])


ENDS: dict[str, Words] = {
    TripState.FULL: _("C’est complet, merci !"), TripState.OVER: _("C’est passé, merci !"),
    TripState.CANCELLED: _("Ce sera pour une autre fois.")}


def want_rows(trip: int) -> tuple[Row, ...]:
    return ((Button(_("🛒 Prenez pour moi"), tap=tap("errands.want", trip)),),)


@kind("errands.offer", OFFER)
@dataclass(frozen=True, slots=True)
class ErrandOffer:
    """In private, to those who chose to be told."""

    trip: int
    shop: str
    day: date
    slot: str

    def screen(self) -> Screen:
        return screen(lines(_("🛒 Une personne du voisinage fait ses courses : {shop}", shop=quoted(self.shop)),
                            _("📅 {when}", when=when(self.day, self.slot))),
                      _("Elle peut prendre quelque chose pour vous."),
                      rows=(*want_rows(self.trip), (Button(_("🔕 Ne plus me le dire"), tap="errands.quiet"),)))


@kind("errands.wished", REPLY)
@dataclass(frozen=True, slots=True)
class ErrandWished:
    """To who goes. The list comes with the yes."""

    wish: int
    first_name: str
    shop: str
    day: date
    slot: str
    ceiling: int

    def screen(self) -> Screen:
        return screen(_("{name} vous demande quelques courses, {when} ({shop}) : {n} € au plus.",
                        name=quoted(self.first_name), when=when(self.day, self.slot), shop=quoted(self.shop),
                        n=self.ceiling), _("Sa liste vient avec votre oui."),
                      rows=((Button(_("✅ Oui, je prends"), tap=tap("errands.yes", self.wish)),),
                            (Button(_("🙏 Pas cette fois"), tap=tap("errands.no", self.wish)),)))


@kind("errands.not_this_time", REPLY)
@dataclass(frozen=True, slots=True)
class ErrandNot:
    """The answer was no, or the trip is over, full or given up: the same words."""

    shop: str

    def screen(self) -> Screen:
        return screen(_("🛒 Pas possible cette fois ({shop}). Votre liste est effacée. Voulez-vous demander autour ?",
                        shop=quoted(self.shop)), rows=((Button(_("🤝 Demander autour"), tap="help.ask"),),))


@kind("errands.unplaced", NOTICE)
@dataclass(frozen=True, slots=True)
class ErrandsOver:
    """To who went: their round is over."""

    trip: int
    taken: int

    def screen(self) -> Screen:
        told = (n_("🛒 Merci d’avoir pris pour {n} personne !", "🛒 Merci d’avoir pris pour {n} personnes !",
                   self.taken)
                if self.taken else _("🛒 Personne n’avait besoin de rien cette fois. Merci de l’avoir proposé !"))
        return screen(told, rows=((Button(_("🔁 La semaine prochaine"), tap=tap("errands.again", self.trip)),),))
