"""An atelier: what, how many, where it is brought, until when; and how many somebody brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, Option, Text
from bot.conversations.to_many import meant
from rules.private_words import PrivateWords
from rules.words import Words, _, lines, quoted
from rules.workshops import (
    DAYS_AHEAD,
    LONGEST_WHAT,
    LONGEST_WHERE,
    amount_problem,
    goal_problem,
    leading,
    read_amount,
    what_problem,
    where_problem,
)

WHAT = _("📦 Que réunit-on à plusieurs ? Par exemple « 200 masques » ou « colis de Noël ».")
OFTEN = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class WorkshopFacts:
    groups: tuple[tuple[int, str], ...]
    today: date
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class LaunchWorkshop:
    group: int
    what: str
    goal: int
    place: str
    day: date


def workshop(facts: WorkshopFacts) -> Flow:
    said = yield from meant(facts.private, "what", lambda name: Text(name, WHAT, LONGEST_WHAT, 3, check=what_problem))
    goal, what = leading(said)
    if goal is None:
        goal = read_amount((yield Text("goal", _("Combien en faut-il ? Écrivez un nombre, par exemple 200."), 20, 1,
                                       check=goal_problem)))
    place = yield Text("place", _("Où les dépose-t-on ? Un ou deux lieux publics, par leur nom. Par exemple "
                                  "« l’accueil de la mairie »."), LONGEST_WHERE, 3, check=where_problem)
    day = yield Day("day", _("Jusqu’à quel jour ?"), facts.today + timedelta(days=1), DAYS_AHEAD, today=facts.today)
    group = str(facts.groups[0][0])
    if len(facts.groups) > 1:
        group = yield Choice("group", _("Dans quel groupe ?"), [
            Option(str(number), quoted(title[:24])) for number, title in facts.groups])
    yield Choice("sure", read_back(goal or 0, what, place, day), [Option("oui", _("✅ Proposer"))])
    return LaunchWorkshop(int(group), what, goal or 0, place, day)


def read_back(goal: int, what: str, place: str, day: date) -> Words:
    return lines(_("📦 <b>{n} {what}</b>", n=goal, what=quoted(what)), _("📅 Jusqu’au {day}", day=day),
                 _("📍 {place}", place=quoted(place)), _("On le propose ?"))


@dataclass(frozen=True, slots=True)
class BringFacts:
    """most: how many this person may promise in all."""

    workshop: int
    what: str
    place: str
    day: date
    most: int


@dataclass(frozen=True, slots=True)
class Bring:
    workshop: int
    amount: int


def bring(facts: BringFacts) -> Flow:
    asked = _("✋ Combien en apportez-vous ? Il en faut encore {n} au plus : {what}.", n=facts.most,
              what=quoted(facts.what))
    typed = yield Text("amount", asked, 20, 1, check=lambda text: amount_problem(text, facts.most),
                       offers=[Option(str(n), _("✋ J’en apporte {n}", n=n)) for n in OFTEN if n <= facts.most])
    amount = read_amount(typed) or 1
    yield Choice("sure", lines(_("📦 {n} {what}", n=amount, what=quoted(facts.what)),
                               _("📍 À déposer : {place}", place=quoted(facts.place)),
                               _("📅 Jusqu’au {day}", day=facts.day)), [Option("oui", _("✅ J’apporte"))])
    return Bring(facts.workshop, amount)


_TODAY = date(2026, 11, 24)


def samples() -> tuple[WorkshopFacts, Sequence[Input]]:
    return WorkshopFacts(((1, "Les Lilas"), (2, "Rue du Port")), _TODAY), [
        Input(text="colis de Noël"), Input(text="vingt"), Input(text="l’accueil de la mairie"),
        Input(value="2026-12-01"), Input(value="2"), Input(value="oui")]


def bring_samples() -> tuple[BringFacts, Sequence[Input]]:
    return BringFacts(1, "masques", "l’accueil de la mairie", date(2026, 12, 1), 40), [
        Input(text="une douzaine"), Input(value="oui")]


WORKSHOP = Conversation("workshop", workshop, samples)
BRING = Conversation("bring", bring, bring_samples, resumable=False)
