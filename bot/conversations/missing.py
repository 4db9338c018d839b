"""« Ce qui manque chez nous », and what the town hall answers: words that many read, or nobody but who judges them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.local import Around, fault
from rules.voices import LONGEST, SHORTEST, THEMES, Theme
from rules.words import _, lines, n_, quoted

ANSWER_LENGTH = 220


@dataclass(frozen=True, slots=True)
class MissingFacts:
    groups: tuple[tuple[int, str], ...]
    around: Around = field(default_factory=Around)


@dataclass(frozen=True, slots=True)
class SayMissing:
    group: int
    theme: Theme
    text: str


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    month: str
    groups: int
    around: Around = field(default_factory=Around)


@dataclass(frozen=True, slots=True)
class AnswerStreets:
    month: str
    text: str


def missing(facts: MissingFacts) -> Flow:
    group = str(facts.groups[0][0])
    if len(facts.groups) > 1:
        group = yield Choice("group", _("Pour quel groupe ?"), [
            Option(str(number), quoted(name[:24])) for number, name in facts.groups])
    theme = yield Choice("theme", _("🗣 Que manque-t-il près de chez vous ?"),
                         [Option(theme.value, words) for theme, words in THEMES.items()])
    text = yield Text("text", _("Dites-le en une phrase, sur le lieu, jamais sur quelqu’un. Par exemple « Un banc "
                                "devant l’école »."), LONGEST, SHORTEST, check=lambda typed: fault(typed, facts.around))
    yield Choice("sure", lines(_("« {what} »", what=quoted(text)), _("Une personne relit, puis cela compte, sans votre "
                                                                     "nom. On le dit ?")),
                 [Option("oui", _("✅ Le dire"))])
    return SayMissing(int(group), Theme(theme), text)


def reply(facts: AnswerFacts) -> Flow:
    text = yield Text("text", _("🏛 Votre réponse, en deux ou trois phrases : ce qui sera fait, et quand."),
                      ANSWER_LENGTH, SHORTEST, check=lambda typed: fault(typed, facts.around))
    yield Choice("sure", lines(quoted(text), n_(
        "Elle sera dite dans {n} groupe, à son rythme. On l’envoie ?",
        "Elle sera dite dans {n} groupes, à leur rythme. On l’envoie ?", facts.groups)),
                 [Option("oui", _("✅ Envoyer"))])
    return AnswerStreets(facts.month, text)


def samples() -> tuple[MissingFacts, Sequence[Input]]:
    return MissingFacts(((1, "Les Lilas"), (2, "Rue du Port"))), [
        Input(value="2"), Input(value=Theme.PLACES.value), Input(text="Un banc devant l’école"), Input(value="oui")]


def answer_samples() -> tuple[AnswerFacts, Sequence[Input]]:
    return AnswerFacts("2026-11", 6), [Input(text="Trois bancs seront posés au printemps."), Input(value="oui")]


MISSING = Conversation("missing", missing, samples, resumable=False)
REPLY = Conversation("voicereply", reply, answer_samples, resumable=False)
