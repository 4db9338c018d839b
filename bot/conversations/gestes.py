"""Three short conversations: an idea of geste, a deed done, and when the geste comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import time

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from bot.conversations.to_many import meant
from rules.civil import QUIET_FROM, QUIET_TO, clock, in_quiet_hours
from rules.geste_owners import THEMES, read_hour
from rules.gestes import Theme
from rules.groups import GroupRhythm
from rules.notes import leads_elsewhere
from rules.private_words import PrivateWords
from rules.residents import Rhythm
from rules.to_many import never
from rules.words import Words, _, quoted

IDEA_LENGTH = 240
NO_DURATION = "0"


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups a person takes part in: id and name."""

    groups: tuple[tuple[int, str], ...]
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class ProposeIdea:
    group: int
    text: str


@dataclass(frozen=True, slots=True)
class DeedFacts:
    group: int | None


@dataclass(frozen=True, slots=True)
class NoteDeed:
    group: int | None
    theme: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class RhythmFacts:
    """group: 0 for the person's own geste. The quiet hours are those of whom it concerns."""

    group: int = 0
    quiet_from: time = QUIET_FROM
    quiet_to: time = QUIET_TO


@dataclass(frozen=True, slots=True)
class SetRhythm:
    group: int
    rhythm: str
    hour: str | None


def no_number(text: str) -> Words | None:
    """An idea is read by a whole group: no telephone number in it, and nothing that leads elsewhere."""
    if problem := never(text):
        return problem
    if sum(c.isdigit() for c in text) >= 8:
        return _("Sans numéro de téléphone, s’il vous plaît : l’idée sera lue par tout le groupe.")
    if leads_elsewhere(text):
        return _("Sans lien ni numéro, s’il vous plaît : l’idée sera lue par tout le groupe.")
    return None


def idea(facts: Groups) -> Flow:
    group = str(facts.groups[0][0])
    if len(facts.groups) > 1:
        options = [Option(str(number), quoted(name[:24])) for number, name in facts.groups]
        group = yield Choice("group", _("Pour quel groupe ?"), options)
    asked = _("Quelle est votre idée de geste ? Une ou deux phrases suffisent.")
    text = yield from meant(facts.private, "text", lambda name: Text(name, asked, IDEA_LENGTH, 8, check=no_number))
    yield Choice("sure", _("Votre idée : « {idea} » On la propose ?", idea=quoted(text)),
                 [Option("oui", _("✅ Proposer"))])
    return ProposeIdea(int(group), text)


def deed(facts: DeedFacts) -> Flow:
    theme = yield Choice("theme", _("Bravo ! Quel genre de geste ?"),
                         [Option(theme.value, words) for theme, words in THEMES.items()])
    minutes = yield Choice("minutes", _("Combien de temps, à peu près ?"), [
        Option("5", _("Quelques minutes")), Option("15", _("Un quart d’heure")), Option("60", _("Une heure ou plus")),
        Option(NO_DURATION, _("Je ne sais pas"))])
    return NoteDeed(facts.group, theme, int(minutes) or None)


def rhythm(facts: RhythmFacts) -> Flow:
    if facts.group:
        often = yield Choice("rhythm", _("Le geste du jour dans le groupe, à quel rythme ?"), [
            Option(GroupRhythm.WEEKDAYS, _("Du lundi au vendredi")), Option(GroupRhythm.WEEKLY, _("Le lundi")),
            Option(GroupRhythm.NEVER, _("Jamais"))])
    else:
        often = yield Choice("rhythm", _("Le geste du jour, ici, à quel rythme ?"), [
            Option(Rhythm.DAY, _("Chaque jour")), Option(Rhythm.WEEK, _("Le lundi")),
            Option(Rhythm.NEVER, _("Jamais"))])
    if often == "never":
        return SetRhythm(facts.group, often, None)
    hour = yield Text("hour", _("À quelle heure ? Choisissez, ou écrivez par exemple « 9 h 30 »."), max_length=12,
                      check=open_hour(facts), offers=offered_hours(facts))
    return SetRhythm(facts.group, often, read_hour(hour))


def open_hour(facts: RhythmFacts) -> Callable[[str], Words | None]:
    def check(text: str) -> Words | None:
        hour = read_hour(text)
        if hour is None:
            return _("Je n’ai pas compris cette heure. Écrivez par exemple « 9 h 30 ».")
        if in_quiet_hours(time.fromisoformat(hour), facts.quiet_from, facts.quiet_to):
            return _("C’est pendant les heures de calme, de {from_} à {to}. Choisissez une autre heure.",
                     from_=clock(facts.quiet_from), to=clock(facts.quiet_to))
        return None

    return check


def offered_hours(facts: RhythmFacts) -> Sequence[Option]:
    hours = ("09:00", "12:00", "17:30", "19:00")
    return [Option(hour.replace(":", "h"), clock(hour)) for hour in hours
            if not in_quiet_hours(time.fromisoformat(hour), facts.quiet_from, facts.quiet_to)]


IDEA = Conversation("idea", idea, lambda: (Groups(((1, "Les Lilas"), (2, "Rue du Port"))), [
    Input(value="2"), Input(text="Arroser les bacs du hall à tour de rôle"), Input(value="oui")]))
DEED = Conversation("deed", deed, lambda: (DeedFacts(1), [Input(value=Theme.ERRANDS.value), Input(value="15")]),
                    resumable=False)
RHYTHM = Conversation("gestehour", rhythm, lambda: (RhythmFacts(), [Input(value="day"), Input(text="9 h 30")]),
                      resumable=False)
