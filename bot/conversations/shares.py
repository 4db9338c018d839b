"""Sharing what is left: what, how many parts, before what hour, where, and its food card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.conversations.food import NotPassedOn, food
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from bot.conversations.missions import Checked
from bot.conversations.to_many import meant
from rules.civil import clock
from rules.food import FoodCard, parts, told
from rules.missions import when
from rules.private_words import PrivateWords
from rules.shares import LONGEST_PLACE, LONGEST_WHAT, ends, hour_problem, parts_problem, what_problem
from rules.words import Words, _, lines, quoted
from rules.workshops import read_amount, where_problem

WHAT = _("🍲 Que partagez-vous à manger ? Par exemple « soupe de courge ».")


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """now: there."""

    groups: tuple[tuple[int, str], ...]
    now: datetime
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class ShareFood:
    group: int
    what: str
    parts: int
    place: str
    ends: datetime
    food: FoodCard


def share(facts: ShareFacts) -> Flow:
    what = yield from meant(facts.private, "what", lambda name: Text(name, WHAT, LONGEST_WHAT, 3, check=what_problem))
    count = read_amount((yield Text("parts", _("Combien de parts ?"), 10, 1, check=parts_problem, offers=[
        Option(str(n), parts(n)) for n in (1, 2, 4)]))) or 1
    hours = [one for one in ("13:00", "18:00", "20:00") if hour_problem(one, facts.now) is None]
    before = yield Checked("before", _("Avant quelle heure vient-on ? Par exemple « 20 h »."), 10, 1, offers=[
        Option(one, clock(one)) for one in hours], check=lambda typed: hour_problem(typed, facts.now))
    place = yield Text("place", _("Où la prend-on ? Un lieu ouvert à tous, par son nom : « devant la loge », « le hall "
                                  "de la mairie »."), LONGEST_PLACE, 3, check=where_problem)
    eaten = yield from food(facts.now.date())
    if isinstance(eaten, NotPassedOn):
        return eaten
    group = str(facts.groups[0][0])
    if len(facts.groups) > 1:
        group = yield Choice("group", _("Dans quel groupe ?"), [
            Option(str(number), quoted(title[:24])) for number, title in facts.groups])
    end = ends(before, facts.now)
    assert end is not None, "an hour that no longer holds is asked again"
    yield Choice("sure", read_back(what, count, end.astimezone(facts.now.tzinfo), place, eaten),
                 [Option("oui", _("✅ Partager"))])
    return ShareFood(int(group), what, count, place, end, eaten)


def read_back(what: str, count: int, end: datetime, place: str, eaten: FoodCard) -> Words:
    return lines(_("🍲 {what}, {parts}", what=quoted(what), parts=parts(count)),
                 _("🕘 Avant {when}", when=when(end.date(), f"{end:%H:%M}")), _("📍 {place}", place=quoted(place)),
                 told(eaten.eat_by, eaten.listed, eaten.cold), _("On l’annonce, sans votre nom ni le lieu ?"))


def samples() -> tuple[ShareFacts, Sequence[Input]]:
    noon = datetime(2026, 11, 24, 11, tzinfo=UTC).astimezone(ZoneInfo("Europe/Paris"))
    return ShareFacts(((1, "Les Lilas"), (2, "Rue du Port")), noon), [
        Input(text="soupe de courge"), Input(text="deux"), Input(text="20 h"), Input(text="devant la loge"),
        Input(value=date(2026, 11, 25).isoformat()), Input(value="oui"), Input(text="beurre, farine"),
        Input(value="frais"),
        Input(value="2"), Input(value="oui")]


SHARE = Conversation("share", share, samples)
