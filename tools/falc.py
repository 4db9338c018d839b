"""Print thirty screens of the version simple, to be read and corrected on paper. `python -m tools.falc FILE.pdf`.

The screens are those the bot says, with invented names: questions of conversations walked by their samples, and
messages. Nothing is copied here, so that a corrected sentence is printed corrected.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

from bot.asked import question_screen
from bot.conversations.kit import Asking, Conversation, Several, replay
from bot.handlers import HOUSE
from bot.render import Renderer
from content.kits.wording import clean
from content.pages.press import print_page
from messages.contacts import HelpContactChoice, HelpContactGiven
from messages.help import HelpConfirmed, HelpDeclined, HelpOffered, HelpProposed, HelpWithdrawn
from messages.help_care import HelpFreed, HelpReminder, HelpUnserved
from messages.thanks import HelpAfter
from rules.help import Side, Slot
from rules.residents import SIMPLE
from rules.screens import Message
from storage.conversations import Held

QUESTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "join": ("S’inscrire", ("name", "where", "likes", "slots")),
    "help": ("Demander un coup de main", ("family", "kind", "day", "slot", "zone", "note1", "time2", "check2"))}
LATER: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "contact": ("Donner son téléphone", ("phone",)),
    "hours": ("Noter une heure", ("kind", "minutes", "day")),
    "pause": ("Faire une pause", ("length",))}
TITLE, DAY, SLOT = "Faire une course", date(2026, 12, 5), Slot.MORNING
AGREED = "Se mettre d’accord"
MESSAGES: tuple[tuple[str, Message], ...] = (
    (AGREED, HelpProposed(1, "Lucas", TITLE, DAY, SLOT)),
    (AGREED, HelpOffered(1, TITLE, DAY, SLOT)),
    (AGREED, HelpDeclined(TITLE)),
    ("Le code de visite", HelpConfirmed(Side.ASKER, "Lucas", TITLE, DAY, SLOT, "0421", request=1, acceptance=1)),
    ("Le code de visite", HelpConfirmed(Side.VOLUNTEER, "Odile", TITLE, DAY, SLOT, "0421", request=1, acceptance=1)),
    ("Se joindre", HelpContactChoice(1, "Lucas")),
    ("Se joindre", HelpContactGiven(1, 1, "Odile", "06 39 98 12 34", "Bâtiment B, 2e étage")),
    ("Avant la visite", HelpReminder(1, 1, Side.ASKER, "Lucas", TITLE, DAY, SLOT, "0421")),
    ("Quand une personne ne peut plus", HelpWithdrawn(1, "Lucas", TITLE)),
    ("Quand une personne ne peut plus", HelpFreed(Side.VOLUNTEER, 1, TITLE, "Odile")),
    ("Quand personne ne vient", HelpUnserved(1, TITLE, again=True)),
    ("Après la visite", HelpAfter(1, Side.ASKER, "Lucas", TITLE)),
    ("Après la visite", HelpAfter(1, Side.VOLUNTEER, "Odile", TITLE)))
_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÝŒ«/0-9])")
_TAG = re.compile(r"</?\w[^>]*>")


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen as one reads it: where it stands, its sentences, its buttons."""

    place: str
    sentences: tuple[str, ...]
    buttons: tuple[str, ...]


def asked(talk: Conversation) -> Iterator[Asking]:
    """The questions that its samples meet."""
    facts, inputs = talk.samples()
    answers: dict[str, Any] = {}
    chosen: list[Any] = []
    waiting = list(inputs)
    while isinstance(state := replay(talk.flow(facts), answers), Asking):
        question, given = state.question, waiting.pop(0)
        if isinstance(question, Several) and given.value not in (None, "="):
            chosen.append(given.value)
            continue
        yield state
        answers[question.name] = chosen if isinstance(question, Several) and given.value else question.read(given)
        chosen = []


def questions(chosen: Mapping[str, tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, Message]]:
    for talk, (place, names) in chosen.items():
        met = {state.question.name: state for state in asked(HOUSE.talks[talk].conversation)}
        for name in names:
            yield place, question_screen(Held(1, talk, 1), met[name], None, 0)


def screens() -> Sequence[Shown]:
    said = (*questions(QUESTIONS), *MESSAGES, *questions(LATER))
    return [_shown(place, message) for place, message in said]


def _shown(place: str, message: Message) -> Shown:
    rendered = Renderer({}).screen(message, SIMPLE)
    text = unescape(_TAG.sub("", rendered.text))
    buttons = tuple(clean(label) for row in rendered.rows for label, _button in row)
    return Shown(place, tuple(sentences(text)), tuple(one for one in buttons if one))


def sentences(text: str) -> Iterator[str]:
    """One by one; a line ends a sentence too. Pictures are left out: paper has none of them."""
    for line in text.splitlines():
        yield from (said for piece in _END.split(line) if any(map(str.isalnum, said := clean(piece))))


def facts(on: date) -> dict[str, Any]:
    return {"language": "fr", "printed_on": on.isoformat(), "signature": "Tous Voisins",
            "screens": [{"place": one.place, "sentences": list(one.sentences), "buttons": list(one.buttons)}
                        for one in screens()]}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.falc", description="Print the screens to proof-read.")
    parser.add_argument("file", type=Path, help="the PDF to write")
    file: Path = parser.parse_args().file
    file.write_bytes(print_page("relecture", facts(datetime.now(UTC).date())))
    print(f"{file}: {len(screens())} screens")


if __name__ == "__main__":
    main()
