"""What every conversation of the house owes, whatever it is about."""

from __future__ import annotations

import pytest

from bot.conversations.kit import Asking, Conversation, Done, Input, Problem, Question, Several, replay
from bot.handlers import HOUSE
from bot.render import Renderer, shipped_languages, units
from bot.talking import question_screen
from rules.kinds import Json
from rules.screens import Screen
from storage.conversations import Held
from tests.bot.markup import balanced, tags

TALKS = [talk.conversation for talk in HOUSE.talks.values()]
every = pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.name)
NASTY = ("<b>gras</b> & <a href='x'>lien</a>", "\u202eà l’envers\u202c", "é" * 4096)


def walked(talk: Conversation) -> tuple[list[Asking], Done, list[Json | None]]:
    """The questions asked with the sample answers, what they decide, and the answers as stored."""
    facts, inputs = talk.samples()
    answers: dict[str, Json] = {}
    asked: list[Asking] = []
    stored: list[Json | None] = []
    waiting = list(inputs)
    chosen: list[Json] = []
    while isinstance(state := replay(talk.flow(facts), answers), Asking):
        asked.append(state)
        assert waiting, f"{talk.name} still asks {state.question.name} after the last sample"
        given, question = waiting.pop(0), state.question
        if isinstance(question, Several) and given.value is not None:
            assert given.value in [option.value for option in question.options()]
            if given.value != "=":
                chosen.append(given.value)
                stored.append(None)
                continue
            read: Json | Problem = list(chosen)
            chosen = []
        else:
            read = question.read(given)
        assert not isinstance(read, Problem), f"{talk.name}.{question.name} refuses its sample: {read}"
        answers[question.name] = read
        stored.append(read)
    assert not waiting, f"{talk.name} never asks for {waiting}"
    return asked, state, stored


def questions(talk: Conversation) -> list[Question]:
    return list({asking.question.name: asking.question for asking in walked(talk)[0]}.values())


@every
def test_it_ends_with_its_samples_in_a_command(talk: Conversation) -> None:
    asked, done, stored = walked(talk)
    assert done.command is None or type(done.command).__dataclass_params__.frozen
    assert list(done.path) == [a.question.name for a, answer in zip(asked, stored, strict=True) if answer is not None]


@every
def test_its_names_are_short_and_its_own(talk: Conversation) -> None:
    names = [question.name for question in questions(talk)]
    assert len(names) == len(set(names))
    for name in (talk.name, *names):
        assert name.isascii()
        assert ":" not in name
        assert "*" not in name
    assert len(talk.name) <= 10
    assert all(len(name) <= 12 for name in names)
    assert HOUSE.talks[talk.name].conversation is talk


@every
def test_its_taps_fit_in_64_bytes_and_its_choices_in_a_page(talk: Conversation) -> None:
    for asking in walked(talk)[0]:
        for page in range(4):
            screen = question_screen(Held(1, talk.name, 999_999), asking, None, page)
            assert len(screen.rows) <= 5 + 2, asking.question.name
            for row in screen.rows:
                for button in row:
                    assert button.tap is not None
                    assert len(button.tap.encode()) <= 64
        values = [option.value for option in asking.question.options()]
        assert len(values) == len(set(values)), f"{asking.question.name} offers the same answer twice"
        assert not any(value.startswith("+") for value in values), "« + » turns the page"


@every
def test_it_refuses_what_is_empty_and_what_is_no_answer(talk: Conversation) -> None:
    for question in questions(talk):
        for given in (Input(text=""), Input(text="  \n "), Input(text="\u202e\u200f"), Input(other="photo"),
                      Input(text="é" * 4096), Input(value="no such value"), Input(abroad=True)):
            read = question.read(given)
            assert isinstance(read, Problem), f"{question.name} takes {given!r:.60} for {read!r:.60}"
            assert read.words.text


@every
def test_every_stored_answer_is_read_again_as_it_was(talk: Conversation) -> None:
    facts, _inputs = talk.samples()
    asked, done, stored = walked(talk)
    answers = {a.question.name: s for a, s in zip(asked, stored, strict=True) if s is not None}
    again = replay(talk.flow(facts), dict(answers))
    assert isinstance(again, Done)
    assert again.command == done.command


@every
def test_answers_that_no_longer_hold_are_asked_again(talk: Conversation) -> None:
    facts, _inputs = talk.samples()
    asked, _done, stored = walked(talk)
    answers = {a.question.name: s for a, s in zip(asked, stored, strict=True) if s is not None}
    for question in questions(talk):
        damages: tuple[Json, ...] = ("no longer offered", ["no longer offered"], None, 7)
        for damaged in damages:
            state = replay(talk.flow(facts), {**answers, question.name: damaged})
            assert isinstance(state, Asking | Done)


@every
def test_every_question_is_said_in_every_language(talk: Conversation) -> None:
    renderer = Renderer({})
    for language in shipped_languages():
        for asking in walked(talk)[0]:
            screen = question_screen(Held(1, talk.name, 999_999), asking, None, 0)
            said = renderer.screen(screen, language)
            assert said.text.strip()
            assert units(said.text) <= 4096
            assert balanced(said.text)
            assert all(label.strip() for row in said.rows for label, _button in row)


@every
def test_words_of_a_person_never_become_marks(talk: Conversation) -> None:
    """Each free answer is replaced by a nasty one: what is then asked has the same tags."""
    facts, _inputs = talk.samples()
    asked, _done, stored = walked(talk)
    answers: dict[str, Json] = {a.question.name: s for a, s in zip(asked, stored, strict=True) if s is not None}
    renderer = Renderer({})
    for name, answer in answers.items():
        if not isinstance(answer, str) or answer == "":
            continue
        for nasty in NASTY[:2]:
            for plain, other in zip(_screens(talk, facts, answers), _screens(talk, facts, {**answers, name: nasty}),
                                    strict=False):
                assert balanced(renderer.screen(other, "fr").text)
                if plain.text[-1].text == other.text[-1].text:
                    assert tags(renderer.screen(other, "fr").text) == tags(renderer.screen(plain, "fr").text)


def _screens(talk: Conversation, facts: object, answers: dict[str, Json]) -> list[Screen]:
    """The screens of the questions, with the answers before each."""
    shown = []
    for asking in walked(talk)[0]:
        try:
            state = replay(talk.flow(facts), {n: a for n, a in answers.items() if n in asking.path})
        except (ValueError, IndexError, KeyError):
            continue  # a free answer that the question itself would have refused
        if isinstance(state, Asking):
            shown.append(question_screen(Held(1, talk.name, 1), state, None, 0))
    return shown


@every
def test_its_right_is_that_of_a_person_in_private(talk: Conversation) -> None:
    right = HOUSE.talks[talk.name].right
    assert right.role in ("anybody", "visitor", "resident", "referent", "partner", "coordinator")
    assert right.where == "private"
