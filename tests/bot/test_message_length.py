"""A message holds in 300 characters, with usual values and the real content; what the product makes longer is named."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.conversations.kit import Asking, Conversation, replay
from bot.render import Renderer
from bot.talking import question_screen
from content.catalogue import Catalogue
from messages.gestes import GesteCard
from messages.help import HelpConfirmed
from rules.kinds import Json
from rules.screens import Message, Screen
from rules.words import Words, _
from storage.conversations import Held
from tests.bot.markup import parsed
from tests.bot.test_every_conversation import TALKS, walked
from tests.bot.test_every_message import KIND_NAMES, LANGUAGES, variants
from tests.pilots import catalogue

MOST = 300
LONGER = {
    "help.confirmed": "the code de visite says its safety sentences (S3), two at most",
    "geste.card": "safety sentences stand on the card (C), and a line for a need nearby or for a count (S25)",
    "campaigns.card": "what the town writes is as long as it writes it (S26), with a label that anybody may check",
    "campaigns.left_out": "one line for each rule that makes somebody wait (S26)",
    "join.charter": "the charter is one screen (S28)",
    "help.check2": "the read-back repeats a note, of up to 200 characters (S3)",
}


def usual(message: Any) -> Message:
    """Numbers as people see them, titles as long as ours get."""
    longest = max((kind.title for kind in catalogue().kinds), key=len)
    fields = {f.name: getattr(message, f.name) for f in dataclasses.fields(message)}
    changed: dict[str, Any] = {name: 12 for name, value in fields.items() if type(value) is int and value > 1000}
    if "title" in fields:
        changed["title"] = longest
    return replace(message, **changed)  # type: ignore[no-any-return]


def lengths(shown: Message, languages: list[str]) -> Iterator[tuple[int, str]]:
    content = catalogue()
    renderer = Renderer({language: content.translations(language) for language in languages})
    for language in languages:
        text = parsed(renderer.screen(shown, language).text)
        yield len(text), text


def longest(messages: Iterator[Message], languages: list[str] = LANGUAGES) -> tuple[int, str]:
    return max(found for message in messages for found in lengths(message, languages))


@pytest.mark.parametrize("kind", [kind for kind in KIND_NAMES if kind not in LONGER])
def test_every_kind_of_message_is_short(kind: str) -> None:
    length, text = longest(usual(message) for message in variants(kind, "Marie-Christine"))
    assert length <= MOST, text


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.name)
def test_every_question_is_short(talk: Conversation) -> None:
    for asking in walked(talk)[0]:
        if f"{talk.name}.{asking.question.name}" not in LONGER:
            length, text = longest(iter([asked(talk, asking)]))
            assert length <= MOST, text


def asked(talk: Conversation, asking: Asking) -> Screen:
    return question_screen(Held(1, talk.name, 1), asking, None, 0)


def test_a_refused_answer_and_its_question_fit_together() -> None:
    problem = _("Je n’ai pas compris ce jour. Écrivez par exemple « demain » ou « 24/12 ».")
    for talk in TALKS:
        for asking in walked(talk)[0]:
            if f"{talk.name}.{asking.question.name}" not in LONGER:
                again = question_screen(Held(1, talk.name, 1), asking, problem, 0)
                length, text = longest(iter([again]))
                assert length <= MOST, text


def every_geste(content: Catalogue) -> Iterator[GesteCard]:
    card = next(m for m in variants("geste.card", "Odile") if isinstance(m, GesteCard) and not m.idea and not m.mine)
    for geste in content.gestes:
        yield replace(card, title=geste.title, text=geste.text, minutes=geste.minutes, owner="p1", need=False,
                      safety=())


def test_a_card_of_a_geste_is_short_but_for_what_is_named_above() -> None:
    length, text = longest(every_geste(catalogue()), ["fr", "en"])
    assert length <= MOST, text


def test_the_code_de_visite_is_short_but_for_its_safety_sentences() -> None:
    made = [usual(replace(m, safety=())) for m in variants("help.confirmed", "Odile") if isinstance(m, HelpConfirmed)]
    length, text = longest(iter(made))
    assert length <= MOST, text


def test_the_charter_fits_one_screen_of_a_telephone() -> None:
    talk = next(t for t in TALKS if t.name == "join")
    facts, _inputs = talk.samples()
    real = replace(facts, charter=tuple(map(Words, catalogue().charter.lines)))
    questions, _done, stored = walked(talk)
    answers: dict[str, Json] = {a.question.name: s for a, s in zip(questions, stored, strict=True)
                                if s is not None and a.question.name != "charter"}
    state = replay(talk.flow(real), answers)
    assert isinstance(state, Asking)
    length, text = longest(iter([asked(talk, state)]))
    assert MOST < length <= 600, text
