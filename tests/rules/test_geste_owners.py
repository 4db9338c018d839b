"""What a card may say: every geste fits its buttons, survives its row, and is rendered in every language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.conversations.gestes import DEED, IDEA, RHYTHM
from bot.conversations.kit import Conversation, Done, replay
from bot.render import Renderer, as_screen, shipped_languages, units
from content.catalogue import load
from messages.gestes import STEPS, GesteCalmer, GesteCard, IdeaAnswered, IdeaProposed
from rules.calendar import StepKind
from rules.geste_owners import THEMES, read_hour, said_count
from rules.gestes import Theme
from rules.kinds import decode, encode
from rules.screens import Message

DAY = date(2026, 11, 24)
CONTENT = load()


def cards() -> Iterator[GesteCard]:
    for g in CONTENT.gestes:
        step = "" if g.step.kind is StepKind.NONE else g.step.kind.value
        safety = tuple(CONTENT.safety[code] for code in g.safety)
        for owner, done, need in (("g123456789", 7, True), ("p123456789", 0, False)):
            yield GesteCard(g.id, g.title, g.text, DAY, owner, g.minutes, step, g.step.target, safety, done, need)


@pytest.mark.parametrize("language", sorted({"fr", *shipped_languages()}))
def test_every_geste_makes_a_card(language: str) -> None:
    renderer = Renderer({"en": CONTENT.translations("en")})
    for card in cards():
        assert decode(*encode(card)) == card
        shown = renderer.screen(card, language)
        assert units(shown.text) <= 900
        most = 24 if language == "fr" else 32
        assert all(units(label) <= most for row in shown.rows for label, _button in row), shown.rows
        assert len(shown.rows) <= 4
        assert all(len((button.tap or "").encode()) <= 64 for row in shown.rows for _label, button in row)


def test_a_group_is_told_a_few_then_a_number_from_three() -> None:
    said = [said_count(n) for n in range(4)]
    assert said[0] is None
    assert said[1] == said[2]
    assert said[1] is not None
    assert said[1].values == {}
    assert said[3] is not None
    assert said[3].values == {"n": 3}
    person = GesteCard("a", "T", "t", DAY, "p1", done=9)
    assert not any("l’ont fait" in line.text for line in as_screen(person).text)


@pytest.mark.parametrize("message", [
    GesteCalmer(1, "Les <Lilas>"), IdeaProposed(1, "Les Lilas", "Arroser {les} bacs"),
    IdeaAnswered(True, "Les Lilas", "Arroser"), IdeaAnswered(False, "Les Lilas", "Arroser"),
    GesteCard("idea-1", "", "Arroser {les} <bacs>", DAY, "g1", idea=True, done=1)])
def test_the_notices(message: Message) -> None:
    assert decode(*encode(message)) == message
    shown = Renderer({}).screen(message, "fr")
    assert "<Lilas>" not in shown.text
    assert "<bacs>" not in shown.text
    assert units(shown.text) <= 300


def test_themes_and_steps_all_have_a_label() -> None:
    assert set(THEMES) == set(Theme)
    assert set(STEPS) == set(StepKind) - {StepKind.NONE}
    assert all(units(label.text) <= 24 for label in (*THEMES.values(), *STEPS.values()))


@pytest.mark.parametrize(("text", "hour"), [
    ("9", "09:00"), ("9h", "09:00"), ("9 h 30", "09:30"), ("09:30", "09:30"), ("18h05", "18:05"),
    ("18 heures", "18:00"), ("1 heure", "01:00"), ("24h", None), ("9h5", None), ("9h61", None), ("midi", None),
    ("", None), ("h", None), ("9:30:00", None), ("²", None), ("-1", None), ("009", None)])
def test_hours_as_people_write_them(text: str, hour: str | None) -> None:
    assert read_hour(text) == hour


@pytest.mark.parametrize("conversation", [IDEA, DEED, RHYTHM], ids=lambda c: c.name)
def test_the_conversations_end_with_their_samples(conversation: Conversation) -> None:
    facts, inputs = conversation.samples()
    answers: dict[str, object] = {}
    for given in inputs:
        state = replay(conversation.flow(facts), answers)  # type: ignore[arg-type]
        assert not isinstance(state, Done)
        answers[state.question.name] = state.question.read(given)
    assert isinstance(replay(conversation.flow(facts), answers), Done)  # type: ignore[arg-type]
