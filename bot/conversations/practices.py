"""A good practice told from what was done; and one copied, for the group of one’s choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Several, Text
from bot.conversations.projects import an_idea
from bot.conversations.to_many import meant
from rules.practices import (
    COSTS,
    CROWDS,
    GROUNDS,
    KITS,
    LONGEST_PITFALLS,
    LONGEST_STEPS,
    LONGEST_TITLE,
    TAKES,
)
from rules.private_words import PrivateWords
from rules.words import Words, _, quoted

NONE = "sans"


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """project, idea: of what it is told; 0 for none. group: the name of where it was born."""

    group: str
    title: str = ""
    project: int = 0
    idea: int = 0
    needs: str = ""
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class TellPractice:
    project: int
    idea: int
    title: str
    grounds: tuple[str, ...]
    cost: str
    crowd: str
    takes: str
    steps: str
    pitfalls: str
    kit: str
    named: bool


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """title: as it is said. code: of the practice."""

    code: str
    title: Words
    groups: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CopyPractice:
    code: str
    group: int


def written(facts: PracticeFacts, name: str, words: Words, longest: int, known: str = "",
            skip: Words | None = None) -> Flow:
    offers = [Option("garder", _("✅ Garder ce texte"), keeps=known)] if known else []
    return (yield from meant(facts.private, name, lambda asked: Text(
        asked, words, longest, 4, check=an_idea, offers=offers, skip=skip)))


def practice(facts: PracticeFacts) -> Flow:
    known = facts.title if len(facts.title) <= LONGEST_TITLE else ""
    asked = (_("💡 Quel titre ? « {what} »", what=quoted(known)) if known else
             _("💡 Quel titre, en quelques mots ? Sans nom ni adresse."))
    title = yield from written(facts, "title", asked, LONGEST_TITLE, known)
    grounds = yield Several("grounds", _("Où cela se fait-il ?"), [
        Option(one.value, words) for one, words in GROUNDS.items()])
    cost = yield Choice("cost", _("Combien cela coûte-t-il en tout ?"), [
        Option(one.value, words) for one, words in COSTS.items()])
    crowd = yield Choice("crowd", _("À combien le fait-on ?"), [
        Option(one.value, words) for one, words in CROWDS.items()])
    takes = yield Choice("takes", _("Combien de temps faut-il ?"), [
        Option(one.value, words) for one, words in TAKES.items()])
    steps = yield from written(facts, "steps", _("👣 Comment s’y prend-on ? Deux ou trois phrases : d’abord, puis, "
                                                 "enfin."), LONGEST_STEPS)
    pitfalls = yield from written(facts, "pitfalls", _("⚠ À quoi faut-il veiller ?"), LONGEST_PITFALLS,
                                  skip=_("À rien de spécial"))
    kit = yield Choice("kit", _("Une feuille à imprimer aide-t-elle ?"), [
        *(Option(code, words) for code, words in list(KITS.items())[:3]), Option(NONE, _("Aucune"))])
    named = yield Choice("named", _("Peut-on dire que cela vient de « {group} » ? Votre prénom n’est jamais dit.",
                                    group=quoted(facts.group)), [
        Option("oui", _("✅ Oui, le dire")), Option("non", _("🙏 Non, sans le nom"))])
    yield Choice("sure", _("💡 « {what} » La personne qui veille sur le lieu relit, puis d’autres groupes peuvent la "
                           "copier. On l’envoie ?", what=quoted(title)), [Option("oui", _("✅ Envoyer"))])
    return TellPractice(facts.project, facts.idea, title, grounds, cost, crowd, takes, steps, pitfalls,
                        "" if kit == NONE else kit, named == "oui")


def copy(facts: CopyFacts) -> Flow:
    group = str(facts.groups[0][0])
    if len(facts.groups) > 1:
        group = yield Choice("group", _("Pour quel groupe ?"), [
            Option(str(number), quoted(title[:24])) for number, title in facts.groups])
    yield Choice("sure", _("🌱 On propose « {what} » à « {group} », sans votre nom ? Comme tout projet : trois "
                           "personnes en 14 jours.", what=facts.title, group=quoted(dict(facts.groups)[int(group)])),
                 [Option("oui", _("✅ Proposer"))])
    return CopyPractice(facts.code, int(group))


def practice_samples() -> tuple[PracticeFacts, Sequence[Input]]:
    return PracticeFacts("Les Lilas", "Repeindre le hall", 1), [
        Input(text="Repeindre le hall ensemble"), Input(value="immeuble"), Input(value="="), Input(value="moyen"),
        Input(value="quelques"), Input(value="jour"), Input(text="D’abord on vide, puis on peint, enfin on goûte."),
        Input(text="Bien aérer"), Input(value="affiche"), Input(value="oui"), Input(value="oui")]


PRACTICE = Conversation("practice", practice, practice_samples)
COPY = Conversation("prcopy", copy, lambda: (CopyFacts(
    "c-cafe", quoted("Un café"), ((1, "Les Lilas"), (2, "Le Port"))), [
    Input(value="2"), Input(value="oui")]), resumable=False)
