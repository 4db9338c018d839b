"""The engine of conversations: a flow is a generator that yields questions and returns a command.

Answers are kept by question name and the generator is replayed at each turn, so a restart loses nothing,
and inserting a question is safe for conversations in flight. An answer that no longer holds is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.conversations.days import Day
from bot.conversations.places import Spot
from bot.conversations.questions import (
    Check,
    Choice,
    Input,
    NoLonger,
    Option,
    Problem,
    Question,
    Several,
    Text,
    one_line,
)
from bot.conversations.voices import Voice
from rules.kinds import Json
from rules.screens import Row
from rules.words import _

__all__ = [
    "MORE",
    "OFF",
    "PAGE",
    "Asking",
    "Check",
    "Choice",
    "Command",
    "Conversation",
    "Day",
    "Done",
    "Flow",
    "Input",
    "NoLonger",
    "Option",
    "Problem",
    "Question",
    "Several",
    "Spot",
    "Text",
    "Voice",
    "one_line",
    "replay",
    "rows_of",
]

PAGE = 4
MORE, OFF = "+", "-"
Command: TypeAlias = Any
Flow: TypeAlias = "Generator[Question, Any, Command]"


@dataclass(frozen=True, slots=True)
class Asking:
    """The flow waits for `question`; `path` names those already answered, oldest first."""

    question: Question
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    command: Command
    path: tuple[str, ...]


def replay(flow: Flow, answers: dict[str, Json]) -> Asking | Done:
    """Run a fresh generator over stored answers. Answers that no longer hold are dropped from `answers`."""
    path: list[str] = []
    try:
        question = next(flow)
        while question.name in answers:
            try:
                value = question.load(answers[question.name])
            except NoLonger:
                del answers[question.name]
                break
            path.append(question.name)
            question = flow.send(value)
    except StopIteration as stop:
        return Done(stop.value, tuple(path))
    finally:
        flow.close()
    return Asking(question, tuple(path))


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation: its name (in taps and rows), its flow, and whether only a group's admin may hold it.

    `samples` are facts and inputs that walk it to its end, for the tests that check every conversation.
    """

    name: str
    flow: Callable[[Any], Flow]
    samples: Callable[[], tuple[Any, Sequence[Input]]]
    resumable: bool = True


def rows_of(question: Question, tap_for: Callable[[str], str], page: int,
            chosen: frozenset[str] = frozenset()) -> tuple[Row, ...]:
    """At most four choices a page, one per row, those `chosen` so far ticked; « ➡ Autres choix » turns the page.

    A button says what it wants, chosen or not: the same tap sent twice changes nothing.
    """
    from rules.screens import Button

    options = list(question.options())
    if len(options) <= PAGE + 1:
        shown, more = options, False
    else:
        pages = -(-len(options) // PAGE)
        start = (page % pages) * PAGE
        shown, more = options[start:start + PAGE], True
    rows: list[Row] = [(Button(_("✓ {label}", label=o.label) if o.value in chosen else o.label,
                               tap=tap_for(OFF + o.value if o.value in chosen else o.value)),) for o in shown]
    if more:
        rows.append((Button(_("➡ Autres choix"), tap=tap_for(f"{MORE}{page + 1}")),))
    return tuple(rows)
