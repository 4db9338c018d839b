"""When a trial begins; and one figure of before, typed as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.periods import Period, read
from rules.town_trial_words import LABELS, typed
from rules.town_trials import UNITS, Indicator, Unit
from rules.words import Words, _


@dataclass(frozen=True, slots=True)
class BeginFacts:
    """months: those in which it may begin."""

    months: tuple[Period, ...]
    today: date


@dataclass(frozen=True, slots=True)
class BeginTrial:
    first: str


def begin(facts: BeginFacts) -> Flow:
    def heard(text: str) -> str | None:
        """« janvier » is one that may still be chosen, not the last one there was."""
        found = read(text, facts.today)
        if found is None or not found.month:
            return None
        same = [one.code for one in facts.months if one == found or (one.month == found.month and str(found.year)
                                                                     not in text)]
        return same[0] if same else found.code

    first = yield Choice(
        "first", _("🧪 L’essai compte des mois entiers, comme les bilans. Quel est le premier ?"),
        [Option(one.code, one.words) for one in facts.months], hears=heard,
        miss=_("Choisissez un mois de la liste, par exemple « {month} ».", month=facts.months[0].words))
    chosen = next(one for one in facts.months if one.code == first)
    yield Choice("sure", _("🧪 Premier mois : {month}. L’essai dure un an, avec un rapport après 3, 6 et 12 mois. "
                           "C’est bien cela ?", month=chosen.words), [Option("oui", _("✅ Commencer"))])
    return BeginTrial(first)


@dataclass(frozen=True, slots=True)
class FigureFacts:
    trial: int
    one: Indicator


@dataclass(frozen=True, slots=True)
class SetFigure:
    """value: hundredths; None for no figure."""

    trial: int
    one: Indicator
    value: int | None


ASK: dict[Unit, Words] = {
    Unit.EACH: _("{label} : quel était le chiffre, avant ? Par exemple « 0,31 »."),
    Unit.SHARE: _("{label} : quelle part, avant ? Par exemple « 33 % »."),
    Unit.HOURS: _("{label} : combien d’heures, avant ? Par exemple « 4 h » ou « 1 h 30 ».")}


def figure(facts: FigureFacts) -> Flow:
    unit = UNITS[facts.one]

    def check(text: str) -> Words | None:
        found = typed(text, unit)
        return found if isinstance(found, Words) else None

    given = yield Text("figure", Words(ASK[unit].text, {"label": LABELS[facts.one]}), 20, check=check,
                       skip=_("🤷 Pas de chiffre"))
    value = typed(given, unit) if given else None
    return SetFigure(facts.trial, facts.one, value if isinstance(value, int) else None)


def samples() -> tuple[BeginFacts, Sequence[Input]]:
    return BeginFacts((Period(2026, 12), Period(2027, 1)), date(2026, 11, 28)), [
        Input(text="janvier"), Input(value="oui")]


BEGIN = Conversation("trialnew", begin, samples, resumable=False)
FIGURE = Conversation("trialfig", figure, lambda: (FigureFacts(1, Indicator.ACTIONS), [Input(text="0,31")]),
                      resumable=False)
