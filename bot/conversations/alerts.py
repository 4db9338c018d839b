"""An alert in two taps and a confirmation: which one, where, and the text as it will be read. And its correction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.alerts import TEXT_LENGTH, WHOLE
from rules.words import Words, _, lines, quoted

REAL, REHEARSED = "oui", "repeter"


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """themes: id and title. places: commune and what its button says, the whole town first; one alone is not asked.

    text, reach: of a theme, and of a place.
    """

    themes: tuple[tuple[str, Words], ...]
    places: tuple[tuple[str, Words], ...]
    text: Callable[[str], Words]
    reach: Callable[[str], Words]


@dataclass(frozen=True, slots=True)
class AskAlert:
    theme: str
    place: str
    rehearsal: bool


def alert(facts: AlertFacts) -> Flow:
    theme = yield Choice("theme", _("🚨 Quelle alerte ?"), [Option(code, words) for code, words in facts.themes])
    place = facts.places[0][0]
    if len(facts.places) > 1:
        place = yield Choice("place", _("À qui le dire ?"), [Option(code, words) for code, words in facts.places])
    sure = yield Choice("sure", lines(facts.text(theme), facts.reach(place),
                                      _("Une autre personne devra dire oui.")),
                        [Option(REAL, _("🚨 Demander l’envoi")), Option(REHEARSED, _("🎭 Répéter, rien ne part"))])
    return AskAlert(theme, place, sure == REHEARSED)


def samples() -> tuple[AlertFacts, Sequence[Input]]:
    places = (WHOLE, _("🏛 Tous les groupes")), ("17300", quoted("Rochefort"))
    return AlertFacts((("canicule", Words("Alerte canicule")),), places,
                      lambda _theme: quoted("Buvez de l’eau."), lambda _place: quoted("14 groupes")), [
        Input(value="canicule"), Input(value=WHOLE), Input(value=REAL)]


@dataclass(frozen=True, slots=True)
class CorrectFacts:
    alert: int
    text: Words


@dataclass(frozen=True, slots=True)
class CorrectAlert:
    alert: int
    text: str


def correct(facts: CorrectFacts) -> Flow:
    text = yield Text("text", lines(_("Le texte de l’alerte :"), facts.text, _("Écrivez celui qui le remplace.")),
                      TEXT_LENGTH, 10)
    yield Choice("sure", lines(quoted(text), _("Il remplace l’ancien partout.")),
                 [Option("oui", _("✅ Corriger partout"))])
    return CorrectAlert(facts.alert, text)


def correct_samples() -> tuple[CorrectFacts, Sequence[Input]]:
    return CorrectFacts(1, quoted("Buvez de l’eau.")), [Input(text="Salle fraîche ouverte à la mairie."),
                                                        Input(value="oui")]


ALERT = Conversation("alert", alert, samples, resumable=False)
CORRECT = Conversation("alertfix", correct, correct_samples)
