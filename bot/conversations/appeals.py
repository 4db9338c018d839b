"""An appeal: what is needed, in one sentence; the day; how many people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversations.kit import Conversation, Day, Flow, Input, Option, Text
from rules.appeals import LONGEST, MOST_SEATS, one_need
from rules.words import Words, _


@dataclass(frozen=True, slots=True)
class AppealFacts:
    today: date


@dataclass(frozen=True, slots=True)
class Call:
    text: str
    day: date
    seats: int


def appeal(facts: AppealFacts) -> Flow:
    text = yield Text("need", _("De quoi avez-vous besoin ? Une seule phrase, par exemple « Il manque des bras pour "
                                "monter les tables de la fête. »"), LONGEST, 10, check=one_need)
    day = yield Day("day", _("Quel jour ?"), facts.today, 60)
    seats = yield Text("seats", _("Combien de personnes faut-il ? Vous pouvez écrire le nombre."), 20, check=a_number,
                       offers=[*(Option(str(n), _("{n} personnes", n=n)) for n in (2, 5, 10)),
                               Option("0", _("Sans limite"))])
    return Call(text, day, read_number(seats) or 0)


def read_number(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,4})( personnes?)?", text.strip().casefold())
    return int(found[1]) if found else None


def a_number(text: str) -> Words | None:
    number = read_number(text)
    if number is None or not 1 <= number <= MOST_SEATS:
        return _("Écrivez un nombre de 1 à {most}, par exemple « 5 ».", most=MOST_SEATS)
    return None


def samples() -> tuple[AppealFacts, Sequence[Input]]:
    return AppealFacts(date(2026, 11, 24)), (
        Input(text="Il manque des bras pour monter les tables."), Input(value="2026-12-05"), Input(value="5"))


APPEAL = Conversation("appel", appeal, samples)
