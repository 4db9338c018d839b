"""What the town says to its streets, as they read it. Never anybody's name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from messages.deliveries import Erase
from rules.campaign_buttons import Answer, read, said_count, seats_left
from rules.campaigns import Campaign, CampaignKind
from rules.civil import clock
from rules.deliveries import Lane, Policy, Purpose
from rules.kinds import kind
from rules.manners import NOTICE, Cap, Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, formatted, lines, quoted

MODULE = "campaigns"
CAMPAIGN = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION, anew=False)
FULL, WITHDRAWN = "full", "withdrawn"


@kind("campaigns.card", CAMPAIGN)
@dataclass(frozen=True, slots=True)
class CampaignCard:
    """text: our safe HTML. buttons: (code, label, step, target, own). counts: (code, how many). state: full, withdrawn
    or nothing. shown: to its author, as it will be received; its buttons do nothing.
    """

    campaign: int
    appeal: bool
    text: str
    town: str
    code: str
    buttons: tuple[tuple[str, str, str, str, bool], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    event: date | None = None
    closes: str = ""
    seats: int = 0
    taken: int = 0
    photo: str = ""
    document: str = ""
    state: str = ""
    shown: bool = False
    top: bool = False

    def screen(self) -> Screen:
        said = tuple(words for words in (*self._said(), self._counts(), signed(self.town, self.code)) if words)
        pin = None if not self.top else not self.state
        return Screen(said, () if self.state else self._rows(), photo=self.photo or None,
                      document=self.document or None, pin=pin)

    def _said(self) -> tuple[Words | None, ...]:
        if self.state == WITHDRAWN:
            return (_("<i>Ce message a été retiré par la mairie. N’en tenez pas compte.</i>"),)
        full = _("✅ <b>C’est complet, merci à tout le monde !</b>") if self.state == FULL else None
        return full, formatted(self.text), self._day()

    def _day(self) -> Words | None:
        if self.event is None:
            return None
        if self.closes:
            return _("🗓 {day}, jusqu’à {hour}", day=self.event, hour=clock(self.closes))
        return _("🗓 {day}", day=self.event)

    def _counts(self) -> Words | None:
        if self.state:
            return None
        if self.seats:
            return seats_left(self.seats, self.taken)
        counted = dict(self.counts)
        said = [words for one in self._answers() if one.counts and (
            words := said_count(one.words, counted.get(one.code, 0)))]
        return lines(*said) if said else None

    def _answers(self) -> list[Answer]:
        return [Answer(*one) for one in self.buttons]

    def _rows(self) -> tuple[Row, ...]:
        return tuple((Button(one.words, tap=self._tap(one)),) for one in self._answers())

    def _tap(self, one: Answer) -> str:
        if self.shown:
            return tap("campaigns.shown")
        return tap("campaigns.tap", self.campaign, one.code) if one.counts else tap(
            "geste.next", one.step, one.target)


def signed(town: str, code: str) -> Words:
    """The label that anybody may check."""
    by = quoted(town) if town else _("Votre mairie")
    return _("🏛 <b>{town}</b> — vérifié : /verifier {code}\n<i>Tous voisins, tous solidaires</i>", town=by, code=code)


@kind("campaigns.seat", NOTICE)
@dataclass(frozen=True, slots=True)
class SeatTaken:
    """To who comes: their place, and the way back."""

    campaign: int
    title: str
    event: date | None = None

    def screen(self) -> Screen:
        said = _("✋ C’est noté, merci : {title}.", title=quoted(self.title)) if self.event is None else _(
            "✋ C’est noté, merci : {title}. Rendez-vous {day}.", title=quoted(self.title), day=self.event)
        return screen(said, rows=((Button(_("↩ Je ne viens plus"), tap=tap("campaigns.back", self.campaign)),),))


@kind("campaigns.erase", replace(CAMPAIGN, hours=Hours.ALWAYS, cap=Cap.NONE))
@dataclass(frozen=True, slots=True)
class EraseCard(Erase):
    """No words: what this takes the place of is taken away."""

    number: int = 0


def card_of(campaign: Campaign, town: str, *, counts: tuple[tuple[str, int], ...] = (), state: str = "",
            shown: bool = False) -> CampaignCard:
    appeal = campaign.kind is CampaignKind.APPEAL
    buttons = tuple((a.code, a.label, a.step, a.target, a.own) for a in read(campaign.buttons))
    photo = campaign.file if campaign.file_kind == "photo" else ""
    return CampaignCard(
        campaign.id, appeal, campaign.text, town, campaign.code, buttons, counts, campaign.event,
        campaign.closes or "", campaign.seats, campaign.taken, photo or "",
        (campaign.file or "") if campaign.file_kind == "document" else "", state, shown, campaign.pinned)
