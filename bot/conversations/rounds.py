"""/visite: somebody wishes to be seen during the alert, or a person without Telegram does. No reason is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.conversations.help import NotAgreed, agreed, which_zone
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.consents import How
from rules.private_words import PrivateWords, Topic
from rules.rounds import LONGEST_WHO
from rules.words import Words, _, lines, quoted

ME, OTHER = "moi", "autre"
NO_REASON = _("Pas de raison ici, ni santé ni code : seulement qui sonner, et où.")


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """zones: of one’s own where a round goes on. led: those one looks after."""

    zones: Mapping[int, str]
    led: Mapping[int, str] = field(default_factory=dict)
    private: PrivateWords = field(default_factory=PrivateWords)

    def problem(self, text: str) -> Words | None:
        return None if self.private.topic_in(text) in (None, Topic.HOME) else NO_REASON


@dataclass(frozen=True, slots=True)
class AskVisit:
    """how: the way in which somebody else said yes; none when it is for oneself."""

    zone: int
    who: str
    how: How | None = None


def visit(facts: VisitFacts) -> Flow:
    how: How | None = None
    whom = ME if facts.zones else OTHER
    if facts.zones and facts.led:
        whom = yield Choice("whom", _("🚪 Pour qui, cette visite ?"), [
            Option(ME, _("🙋 Pour moi")), Option(OTHER, _("👤 Une autre personne"))])
    if whom == OTHER:
        said = yield from agreed()
        if not isinstance(said, How):
            return said
        how = said
    zone = yield from which_zone(facts.led if how else facts.zones)
    ask = (_("Comment la trouver ? Son nom, sa porte, sa sonnette. Une seule personne recommandée le lira.") if how else
           _("Comment vous trouver ? Votre nom, votre porte, la sonnette. Une seule personne recommandée le lira."))
    who = yield Text("who", ask, LONGEST_WHO, 2, check=facts.problem)
    places = facts.led if how else facts.zones
    yield Choice("sure", lines(_("🚪 Une visite : {street}.", street=quoted(places[zone])),
                               _("Ce que vous venez d’écrire s’efface une semaine après la fin. On la demande ?")),
                 [Option("oui", _("✅ Demander la visite"))])
    return AskVisit(zone, who, how)


def samples() -> tuple[VisitFacts, Sequence[Input]]:
    return VisitFacts({1: "rue des Lilas"}, {1: "rue des Lilas", 2: "12 allée des Peupliers"}), [
        Input(value=OTHER), Input(value="oui"), Input(value="call"), Input(value="2"),
        Input(text="Mme Petit, 3e étage gauche"), Input(value="oui")]


VISIT = Conversation("visite", visit, samples)
__all__ = ["VISIT", "AskVisit", "NotAgreed", "VisitFacts"]
