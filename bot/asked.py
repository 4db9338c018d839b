"""A question as it is read: its words, its buttons, and the ways out of it."""

from __future__ import annotations

from bot.conversations.kit import Asking, Choice, Question, Text, rows_of
from rules.screens import Button, Row, Screen, tap
from rules.words import Words, _
from storage.conversations import Held


def question_screen(held: Held, state: Asking, problem: Words | None, page: int) -> Screen:
    question = state.question
    def tap_for(value: str) -> str:
        return tap("c", held.name, str(held.run), question.name, value)

    chosen = frozenset(map(str, held.answers.get(f"{question.name}*", ())))
    rows: tuple[Row, ...] = rows_of(question, tap_for, page, chosen)
    back = (Button(_("↩ Retour"), tap=tap("talk.back", held.run)),) if state.path else ()
    leave = () if only_later(question) else (Button(_("✖ Annuler"), tap=tap("talk.cancel", held.run)),)
    footer: tuple[Row, ...] = (*(((*back, *leave),) if back or leave else ()),
                               (Button(_("✋ Parler à quelqu’un"), tap="someone"),))
    brief = question.brief if isinstance(question, Choice) else None
    lines = (problem, brief or question.words) if problem else (question.words,)
    location = "location" if getattr(question, "wants_location", False) else None
    return Screen(lines, (*rows, *footer), keyboard=location)


def only_later(question: Question) -> bool:
    return isinstance(question, Text) and question.later
