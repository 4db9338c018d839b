"""Shopping: a list by words or by a photo, what it may cost; and where one goes anyway, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bot.conversations.help import NOT_KEPT, NOT_YET, which_day, which_zone
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Problem, Text, one_line
from bot.conversations.questions import NoLonger
from rules.errands import (
    CASH,
    CEILINGS,
    DAYS_AHEAD,
    LIST_LENGTH,
    NO_LINK,
    PLACES,
    SHOP_LENGTH,
    ceiling_problem,
    read_ceiling,
    shop_problem,
)
from rules.help import Slot, when
from rules.kinds import Json
from rules.notes import leads_elsewhere
from rules.private_words import PrivateWords, Topic
from rules.words import Words, _, lines, n_, quoted

ASK_LIST = _("Votre liste ? Écrivez-la, ou envoyez-en une photo. Seule la personne qui vient la verra, et elle "
             "s’efface après.")


@dataclass(frozen=True, slots=True)
class ShoppingList:
    """Stored as {"text", "file"}: words, a photo, or a photo with its words."""

    name: str
    words: Words
    private: PrivateWords

    def options(self) -> Sequence[Option]:
        return ()

    def read(self, given: Input) -> Json | Problem:
        if given.other is not None and (given.other != "photo" or not given.file):
            return Problem(_("Envoyez la liste en photo, ou écrivez-la."))
        text = one_line(given.text if given.text is not None else given.caption)
        if not text and given.other is None:
            return Problem(_("Écrivez votre liste, par exemple « deux pains, un litre de lait », ou envoyez une "
                             "photo."))
        if problem := list_problem(text, self.private):
            return Problem(problem)
        return {"text": text, "file": given.file or "" if given.other else ""}

    def load(self, stored: Json) -> tuple[str, str]:
        if not isinstance(stored, dict):
            raise NoLonger
        return str(stored.get("text") or ""), str(stored.get("file") or "")


def list_problem(text: str, private: PrivateWords) -> Words | None:
    if len(text) > LIST_LENGTH:
        return _("C’est un peu long : {n} caractères au plus. Une photo convient aussi.", n=LIST_LENGTH)
    if leads_elsewhere(text):
        return NO_LINK
    topic = private.topic_in(text)
    return NOT_YET if topic is Topic.HOME else NOT_KEPT if topic else None


@dataclass(frozen=True, slots=True)
class ListFacts:
    """request: whose list it is; or trip: whom it is asked of. shop: known when somebody goes there anyway."""

    request: int = 0
    trip: int = 0
    shop: str = ""
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class GiveList:
    request: int
    trip: int
    text: str
    file: str
    shop: str
    ceiling: int


def give_list(facts: ListFacts) -> Flow:
    text, file = yield ShoppingList("list", ASK_LIST, facts.private)
    shop = facts.shop
    if not shop:
        shop = yield Text("shop", _("Dans quel magasin ? Par exemple « le marché »."), SHOP_LENGTH, check=shop_problem,
                          skip=_("Peu importe"))
    typed = yield Text("ceiling", _("Jusqu’à combien d’euros ? 50 au plus."), 12, check=ceiling_problem,
                       offers=[Option(str(n), _("{n} €", n=n)) for n in CEILINGS])
    ceiling = read_ceiling(typed) or CEILINGS[0]
    yield Choice("sure", read_back(text, bool(file), shop, ceiling), [Option("oui", _("✅ C’est juste"))])
    return GiveList(facts.request, facts.trip, text, file, shop, ceiling)


def read_back(text: str, photo: bool, shop: str, ceiling: int) -> Words:
    shown = [_("Relisons. Tout est juste ?")]
    if text:
        shown.append(_("🛒 {list}", list=quoted(text if len(text) <= 120 else text[:119] + "…")))
    if photo:
        shown.append(_("🖼 Une photo"))
    if shop:
        shown.append(_("🏪 {shop}", shop=quoted(shop)))
    return lines(*shown, _("🏷 Jusqu’à {n} €.", n=ceiling), CASH)


@dataclass(frozen=True, slots=True)
class GoFacts:
    now: datetime
    zones: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class GoShopping:
    zone: int
    shop: str
    day: date
    slot: Slot
    places: int


def go_shopping(facts: GoFacts) -> Flow:
    shop = yield Text("shop", _("Où faites-vous vos courses ? Par exemple « le marché »."), SHOP_LENGTH, 2,
                      check=shop_problem)
    day, slot = yield from which_day(facts.now, DAYS_AHEAD)
    places = yield Choice("places", _("Pour combien de personnes pouvez-vous prendre quelque chose ?"),
                          [Option(str(n), n_("{n} personne", "{n} personnes", n)) for n in PLACES])
    zone = yield from which_zone(facts.zones)
    yield Choice("sure", lines(_("On l’annonce, sans votre nom ?"), _("🏪 {shop}", shop=quoted(shop)),
                               _("📅 {when}", when=when(day, slot)), _("📍 {zone}", zone=quoted(facts.zones[zone]))),
                 [Option("oui", _("✅ Annoncer"))])
    return GoShopping(zone, shop, day, slot, int(places))


_NOON = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)


def list_samples() -> tuple[Any, Sequence[Input]]:
    return ListFacts(1), (Input(text="deux pains, un litre de lait"), Input(text="le marché"), Input(value="20"),
                          Input(value="oui"))


def go_samples() -> tuple[Any, Sequence[Input]]:
    return GoFacts(_NOON, {1: "rue des Lilas"}), (
        Input(text="le marché"), Input(text="demain"), Input(value="matin"), Input(value="2"), Input(value="oui"))


LIST = Conversation("errand", give_list, list_samples, resumable=False)
GO = Conversation("errand_go", go_shopping, go_samples, resumable=False)
