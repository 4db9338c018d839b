"""Correcting what was said on joining: a first name; what one likes to do, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.conversations.kit import Conversation, Flow, Input, Option, Text
from bot.conversations.residents import what_and_when
from rules.first_names import LONGEST_KEPT, check_first_name, tidy_first_name
from rules.words import _, quoted


@dataclass(frozen=True, slots=True)
class NameFacts:
    now: str
    town: str = ""


@dataclass(frozen=True, slots=True)
class MyName:
    first_name: str


def my_name(facts: NameFacts) -> Flow:
    name = yield Text("name", _("Aujourd’hui, on lit : {name}. Quel prénom écrire ?", name=quoted(facts.now)),
                      LONGEST_KEPT, check=partial(check_first_name, town=facts.town))
    return MyName(tidy_first_name(name))


@dataclass(frozen=True, slots=True)
class LikesFacts:
    families: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class MyLikes:
    likes: tuple[str, ...]
    slots: tuple[str, ...]


def my_likes(facts: LikesFacts) -> Flow:
    likes, slots = yield from what_and_when(facts.families)
    return MyLikes(likes, slots)


def samples() -> tuple[NameFacts, Sequence[Input]]:
    return NameFacts("Odil"), (Input(text="Odile"),)


def likes_samples() -> tuple[LikesFacts, Sequence[Input]]:
    return LikesFacts((Option("courses", _("Courses")),)), (
        Input(value="courses"), Input(value="="), Input(value="matin"), Input(value="="))


NAME = Conversation("name", my_name, samples, resumable=False)
LIKES = Conversation("likes", my_likes, likes_samples, resumable=False)
