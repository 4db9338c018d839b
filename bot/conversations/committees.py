"""What the comité proposes, and why somebody objects. Both in private, by who is in its chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.conversations.gestes import no_number
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from bot.conversations.to_many import meant
from rules.committees import LONGEST, LONGEST_TITLE, MATTERS, SHORTEST_REASON, Matter
from rules.private_words import PrivateWords
from rules.words import Words, _, lines, quoted


@dataclass(frozen=True, slots=True)
class ProposeFacts:
    """modules: those that only the comité may open, by word."""

    modules: tuple[tuple[str, Words], ...] = ()
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class Propose:
    matter: Matter
    title: str
    why: str
    word: str = ""


ASK: dict[Matter, Words] = {
    Matter.THEME: _("Quel thème, en quelques mots ? Par exemple « Les jardins partagés »."),
    Matter.KIND: _("Quelle sorte de demande ? Par exemple « Garder un enfant une heure, parent présent »."),
    Matter.MODULE: _("Quel module ouvrir ? Par exemple « Les projets de quartier »."),
    Matter.GROUP: _("Quel groupe fermer ? Son nom, comme il se lit dans Telegram.")}


def propose(facts: ProposeFacts) -> Flow:
    matter = Matter((yield Choice("matter", _("📝 Que propose le comité ?"),
                                  [Option(one.value, words) for one, words in MATTERS.items()])))
    word, title = "", ""
    if matter is Matter.MODULE and facts.modules:
        word = yield Choice("module", _("🧩 Quel module ouvrir ? Ceux-ci attendent votre décision."),
                            [Option(code, name) for code, name in facts.modules])
        title = dict(facts.modules)[word].text
    else:
        title = yield Text("title", ASK[matter], LONGEST_TITLE, 3, check=no_number)
    why = yield from meant(facts.private, "why", lambda asked: Text(
        asked, _("Pourquoi ? Deux phrases, que le comité lira."), LONGEST, SHORTEST_REASON, check=no_number))
    read_back = lines(MATTERS[matter], _("« {title} »", title=quoted(title)), _("« {why} »", why=quoted(why)),
                      _("Le titre sera public. On le propose au comité ?"))
    yield Choice("sure", read_back, [Option("oui", _("✅ Proposer"))])
    return Propose(matter, title, why, word)


@dataclass(frozen=True, slots=True)
class ObjectFacts:
    proposal: int
    title: str


@dataclass(frozen=True, slots=True)
class Object:
    proposal: int
    reason: str


def object_(facts: ObjectFacts) -> Flow:
    reason = yield Text("reason", _("✋ « {title} » : pourquoi vous y opposez-vous ? Sans raison, personne ne peut "
                                    "vous répondre. Le comité la lira.", title=quoted(facts.title)),
                        LONGEST, SHORTEST_REASON, check=no_number)
    yield Choice("sure", _("✋ « {reason} » : on le dit au comité, avec votre prénom ?", reason=quoted(reason)),
                 [Option("oui", _("✅ M’opposer"))])
    return Object(facts.proposal, reason)


def samples() -> tuple[ProposeFacts, Sequence[Input]]:
    return ProposeFacts((("voices", quoted("La voix du quartier")),)), [
        Input(value="module"), Input(value="voices"), Input(text="Les rues le demandent depuis un an."),
        Input(value="oui")]


PROPOSE = Conversation("comprop", propose, samples, resumable=False)
OBJECT = Conversation("comobj", object_, lambda: (ObjectFacts(1, "Les jardins"), [
    Input(text="Personne ne pourra les arroser en août."), Input(value="oui")]), resumable=False)
