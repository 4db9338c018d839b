"""An appeal: what is needed, in one sentence; the day; how many people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.conversations.kit import Conversation, Day, Flow, Input, Option, Text
from bot.conversations.to_many import meant
from rules.appeals import LONGEST, MOST_SEATS, one_need
from rules.private_words import PrivateWords
from rules.to_many import never
from rules.words import Words, _


@dataclass(frozen=True, slots=True)
class AppealFacts:
    today: date
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class Call:
    text: str
    day: date
    seats: int


def appeal(facts: AppealFacts) -> Flow:
    asked = _("De quoi avez-vous besoin ? Une seule phrase, par exemple « Il manque des bras pour "
              "monter les tables de la fête. »")
    text = yield from meant(facts.private, "need", lambda name: Text(
        name, asked, LONGEST, 10, check=lambda typed: one_need(typed) or never(typed)))
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
