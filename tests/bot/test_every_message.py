"""What every message of the house owes: words for its kind, a fit length, no mark that a person's words could make."""

from __future__ import annotations

import ast
import dataclasses
import re
import types
import typing
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from bot.handlers import HOUSE
from bot.render import Renderer, as_screen, shipped_languages, units
from messages.missions import END_WORDS
from rules.calendar import StepKind
from rules.cards import CardState
from rules.errands import TripState
from rules.food import KEPT
from rules.help import CloseReason, Side, Slot
from rules.kinds import KINDS, decode, encode
from rules.manners import Manner
from rules.missions import Public, Why
from rules.moderation import Act, Against, Reason
from rules.projects import Loan, ProjectState
from rules.rounds import DoorState
from rules.screens import Screen, TapAnswer
from rules.shares import ShareState
from rules.thanks import PHRASES
from rules.tours import TourRole
from rules.weekly import LeftOut
from rules.words import Words, quoted
from rules.workshops import WorkshopState
from tests.bot.markup import balanced, parsed, tags

ROOMS = ("bot", "rules", "messages", "actions", "scheduler", "content")
KIND_NAMES = sorted(set(KINDS) - {Screen.kind, TapAnswer.kind})
LANGUAGES = sorted(shipped_languages() | {"fr"})
NASTY = "<b>gras</b> & <a href='http://x'>lien</a> \u202eenvers {accolades} %s"


def test_every_kind_has_words_and_a_manner() -> None:
    assert HOUSE.orders
    assert all(callable(cls.screen) for cls in KINDS.values())
    assert [name for name in KIND_NAMES if not isinstance(getattr(KINDS[name], "manner", None), Manner)] == []


def value(hint: Any, text: str, *, full: bool) -> Any:
    """Something of this type: `full` fills what is optional, else it stays empty."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if type(None) in args and not full:
            return None
        return value(next(a for a in args if a is not type(None)), text, full=full)
    if origin is tuple:
        return tuple(value(args[0], text, full=full) for _n in range(3)) if full else ()
    if origin is typing.Literal:
        return args[-1] if full else args[0]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)[-1 if full else 0]
    simple: dict[Any, Any] = {
        bool: full, int: 2**62 if full else 1, str: text, date: date(2026, 12, 1), Words: quoted(text),
        datetime: datetime(2026, 12, 1, 9, tzinfo=UTC)}
    return simple[hint]


# Text fields that are not a person's words: what they may hold. Any other text field is taken for somebody's words.
TITLES = ("Faire une course",)
HOUSE_WORDS: dict[str, tuple[str, ...]] = {
    "title": TITLES, "safety": ("Jamais seul sur une échelle.",), "slot": tuple(Slot), "state": tuple(CardState),
    "side": tuple(Side), "code": ("0421",), "link": ("A" * 22,), "phrase": tuple(PHRASES),
    "file": ("voice-1",),
    "help.put_off.hour": ("09:00",), "asks.wider.hour": ("17:03",),
    "help.ended.reason": tuple(CloseReason), "moderation.report.reason": tuple(Reason),
    "moderation.danger.reason": (Reason.DANGER,), "moderation.measure.reason": tuple(Reason),
    "moderation.appeal.reason": tuple(Reason), "act": tuple(Act), "moderation.measure.what": ("", "mission", "hero"),
    "acts": ("", "hide remind suspend", "hide town"),
    "against": tuple(Against), "card": ("", *TITLES), "moderation.answer.code": ("S-123456",),
    "retention.draft.name": ("ask", "join"), "geste.card.geste": ("dire-bonjour",),
    "geste.card.step": ("", *StepKind), "geste.card.target": ("", "15"), "geste.card.owner": ("p1", "g1"),
    "attestations.sheet.facts": ("{}",), "consents.card.facts": ("{}",), "consents.slip.facts": ("{}",),
    "todo.hall.facts": ("{}",),
    "voices.question.text": ("Que pourrait-on mettre en commun ici\u202f?",),
    "voices.question.options": ("Des outils", "Des trajets"),
    "rounds.one.state": tuple(DoorState), "rounds.list.states": tuple(DoorState)[:3],
    "rounds.list.doors": (1, 2, 3), "rounds.list.who": ("Sonnette 4", "Mme Petit", "Porte 2"),
    "calendar.post.text": ("La rentrée approche : {date}.",), "calendar.proposal.text": ("Une galette dans le hall ?",),
    "calendar.unsure.moment": ("fete_des_voisins",),
    "alerts.post.steps": ("demander", "proposer", "kit:fiche-canicule"), "alerts.post.code": ("100200",),
    "geste.card.mine": ("", "done", "week"),
    "projects.card.state": tuple(ProjectState), "projects.open.state": tuple(ProjectState),
    "projects.nudge.state": ("idea", "backed", "open"), "projects.over.state": ("archived", "cancelled", "refused"),
    "lends": tuple(Loan),
    "rhythm.apero_end.choice": ("", "s"), "rhythm.apero.period": ("2027-05",), "memories.step.alert": TITLES,
    "rhythm.idea.text": ("Proposez un café sur le palier.",), "rhythm.week.moment": ("fete_des_voisins",),
    "memories.letter.printed_on": ("2027-01-04",), "memories.letter.language": ("fr", "en", "ar"),
    "errands.card.state": tuple(TripState), "weekly.left_out.why": tuple(LeftOut),
    "todo.weekly.taps": ("todo",),
    "offers.still.things": ("Une perceuse", "Faire des courses"),
    "at": ("14:30",), "missions.offered.until": ("14:30",), "missions.ended.why": tuple(END_WORDS),
    "tours.coming.role": tuple(TourRole), "tours.card.roles": ("", "cook bring"),
    "shares.card.state": tuple(ShareState), "workshops.card.state": tuple(WorkshopState),
    "allergens": ("", "lait gluten"), "cold": tuple(KEPT), "workshops.step.language": ("fr",),
    "missions.judged.why": ("", *Why), "missions.judge.public": tuple(Public),
    # What a coordinator wrote is HTML of ours: its safety is that of rules/markup.py.
    "campaigns.card.text": ("La <b>fête</b> de la rue est samedi.",), "campaigns.card.closes": ("", "18:00"),
    "campaigns.card.buttons": (("go", "", "", "", False), ("t1", "À vélo", "", "", True)),
    "campaigns.card.counts": (("go", 5), ("t1", 1))}


def made(kind: str, text: str, *, full: bool, turn: int = 0) -> Any:
    """A message of this kind that says `text` wherever somebody's words may stand."""
    cls = KINDS[kind]
    hints = typing.get_type_hints(cls)
    fields: dict[str, Any] = {}
    for f in dataclasses.fields(cls):
        worded = hints[f.name] is not datetime
        known = HOUSE_WORDS.get(f"{kind}.{f.name}") or (HOUSE_WORDS.get(f.name) if worded else None)
        if known and hints[f.name] is str:
            fields[f.name] = known[turn % len(known)]
        elif known:
            fields[f.name] = tuple(known) if full else ()
        else:
            fields[f.name] = value(hints[f.name], text, full=full)
    if kind == "geste.card" and not fields["idea"]:
        fields["text"] = "Dites bonjour à la première personne croisée."
    return cls(**fields)


each = pytest.mark.parametrize("kind", KIND_NAMES)


def variants(kind: str, text: str) -> list[Any]:
    return [made(kind, text, full=full, turn=turn) for full in (True, False) for turn in range(7)]


@each
def test_each_kind_is_said_in_every_language_and_survives_its_row(kind: str) -> None:
    for message in variants(kind, "Odile"):
        assert decode(*encode(message)) == message
        for language in LANGUAGES:
            shown = Renderer({}).screen(message, language)
            assert shown.text.strip()
            assert units(parsed(shown.text)) <= 4096
            assert balanced(shown.text), shown.text
            for row in shown.rows:
                for label, button in row:
                    assert label.strip()
                    assert [button.tap, button.start, button.startgroup, button.url].count(None) == 3
                    assert button.tap is None or len(button.tap.encode()) <= 64


@each
def test_no_persons_words_change_the_marks_of_a_message(kind: str) -> None:
    for language in LANGUAGES:
        renderer = Renderer({})
        for one, other in zip(variants(kind, "Odile"), variants(kind, NASTY), strict=True):
            plain, nasty = renderer.screen(one, language), renderer.screen(other, language)
            assert tags(nasty.text) == tags(plain.text)
            assert balanced(nasty.text)
            assert "\u202e" not in nasty.text + "".join(label for row in nasty.rows for label, _b in row)


@each
def test_even_the_longest_words_fit(kind: str) -> None:
    for message in variants(kind, "<é🌸>" * 900):
        shown = Renderer({}).screen(message, "fr")
        assert units(parsed(shown.text)) <= 4096
        assert balanced(shown.text)


def french() -> list[tuple[str, str]]:
    """Every French text said in the code, with its file and line."""
    found = []
    for room in ROOMS:
        for path in sorted(Path(room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "n_"):
                    texts = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                    found += [(f"{path}:{node.lineno}", text) for text in texts]
    return found


@pytest.mark.parametrize(("bad", "why"), [
    (r"\w'\w", "a straight apostrophe"), (r"\w·\w|\(e\)|\(e\)s", "a form that is not for everybody"),
    (r"\.\.\.", "three dots for …"), (r"\b([Tt]u|[Tt]on|[Tt]es|[Tt]oi)\b", "not vous"),
    (r"[^\s«?!;:]\s?[?!;](?<!\s[?!;])(?<![?!][?!])", "no space before ? ! ;"),
    (r"<(?!/?(b|i|u|s|code|pre|blockquote)>)", "a mark that Telegram does not know")])
def test_french_is_typed_as_the_house_does(bad: str, why: str) -> None:
    wrong = [(where, text) for where, text in french() if re.search(bad, re.sub(r"https?://\S+", "", text))]
    assert not wrong, why


def test_the_french_was_found() -> None:
    assert len(french()) > 300
    assert all(as_screen(Screen((quoted(text),))) for _where, text in french()[:3])
