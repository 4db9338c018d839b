"""Somebody is put « À l’honneur »: who, and what they did. Never who they are beyond that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.conversations.gestes import no_number
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from bot.conversations.to_many import meant
from rules.heroes import LONGEST, LONGEST_NAME
from rules.private_words import PrivateWords
from rules.words import Words, _, lines, quoted

OTHER, TOGETHER, ME = "autre", "ensemble", "moi"
ASK = _("Qu’a-t-on fait ? Un geste, en deux phrases. Rien sur la vie ni la santé de quelqu’un, et aucun autre prénom.")


@dataclass(frozen=True, slots=True)
class HeroFacts:
    """known: somebody already chosen, by number, and their first name. people: those one met through a hand."""

    groups: tuple[tuple[int, str], ...]
    people: tuple[tuple[int, str], ...] = ()
    known: tuple[int, str] | None = None
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class Nominate:
    """nominee: 0 for somebody who is told by a link."""

    group: int
    nominee: int
    whole: str
    what: str


@dataclass(frozen=True, slots=True)
class OneOwnDeed:
    """They would put themselves forward: there is another place for that."""


def hero(facts: HeroFacts) -> Flow:
    nominee, name, whole = (*facts.known, "") if facts.known else (0, "", "")
    if facts.known is None:
        who = yield Choice("who", _("🌟 Qui souhaitez-vous mettre à l’honneur ?"), [
            *(Option(f"p{number}", quoted(first_name)) for number, first_name in facts.people),
            Option(OTHER, _("👤 Une autre personne")), Option(TOGETHER, _("👥 Un palier, une classe…")),
            Option(ME, _("🙋 Moi"))])
        if who == ME:
            return OneOwnDeed()
        if who == TOGETHER:
            whole = yield Text("whole", _("Comment les appelle-t-on ? Par exemple « le palier du 3e », « la classe de "
                                          "CM2 », « la loge du 12 »."), LONGEST_NAME, 3, check=no_number)
        elif who != OTHER:
            nominee = int(who[1:])
            name = dict(facts.people)[nominee]
    group = str(facts.groups[0][0])
    if len(facts.groups) > 1:
        group = yield Choice("group", _("Dans quel groupe ?"), [
            Option(str(number), quoted(title[:24])) for number, title in facts.groups])
    what = yield from meant(facts.private, "what", lambda asked: Text(asked, ASK, LONGEST, 10, check=no_number))
    yield Choice("sure", read_back(name or whole, what), [Option("oui", _("✅ Proposer"))])
    return Nominate(int(group), nominee, whole, what)


def read_back(name: str, what: str) -> Words:
    who = _("🌟 Pour {name} :", name=quoted(name)) if name else _("🌟 Pour la personne de votre choix :")
    return lines(who, _("« {what} »", what=quoted(what)), _("On relit d’abord, puis on lui demande. On le propose ?"))


def samples() -> tuple[HeroFacts, Sequence[Input]]:
    return HeroFacts(((1, "Les Lilas"), (2, "Rue du Port")), ((7, "Lucas"),)), [
        Input(value=TOGETHER), Input(text="la classe de CM2"), Input(value="2"),
        Input(text="Ils ont ramassé les feuilles devant la maison de retraite."), Input(value="oui")]


HERO = Conversation("hero", hero, samples)
