"""Short questions about linked groups: the town's code, a tag, a quarter, the commune a code is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.kit import Conversation, Flow, Input, Text
from rules.console import LONGEST_QUARTER, LONGEST_TAG, slug
from rules.console_codes import spelled
from rules.words import Words, _, quoted


@dataclass(frozen=True, slots=True)
class GroupFacts:
    group: int
    name: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    group: int
    code: str


@dataclass(frozen=True, slots=True)
class TagGroup:
    group: int
    tag: str


@dataclass(frozen=True, slots=True)
class NameQuarter:
    group: int
    quarter: str


@dataclass(frozen=True, slots=True)
class CodeFor:
    commune: str


def link(facts: GroupFacts) -> Flow:
    typed = yield Text("code", _("Quel code la mairie vous a-t-elle donné pour « {group} » ? C’est un mot et cinq "
                                 "chiffres, par exemple « VALMONT 48213 ».", group=quoted(facts.name)), 40, 3,
                       check=check_code)
    return LinkGroup(facts.group, spelled(typed) or "")


def check_code(typed: str) -> Words | None:
    return None if spelled(typed) else _("Un code de la mairie, c’est un mot puis cinq chiffres.")


def tag(facts: GroupFacts) -> Flow:
    typed = yield Text("tag", _("Quelle étiquette pour « {group} » ? Par exemple « bailleur » ou « centre-ville ».",
                                group=quoted(facts.name)), LONGEST_TAG, 2, check=check_tag)
    return TagGroup(facts.group, typed)


def check_tag(typed: str) -> Words | None:
    plain = all(sign.isalnum() or sign in " -’'" for sign in typed) and slug(typed)
    return None if plain else _("Des lettres, des chiffres, un tiret : rien d’autre.")


def quarter(facts: GroupFacts) -> Flow:
    typed = yield Text("quarter", _("Dans quel quartier est « {group} » ? Par exemple « Centre ».",
                                    group=quoted(facts.name)), LONGEST_QUARTER, 2, check=check_tag,
                       skip=_("Aucun quartier"))
    return NameQuarter(facts.group, typed)


def commune(_facts: None) -> Flow:
    return CodeFor((yield Text("commune", _("Un code pour quelle commune ? Par exemple « Nantes »."), 60, 2)))


def of_a_group(text: str) -> tuple[GroupFacts, Sequence[Input]]:
    return GroupFacts(3, "Les Lilas"), (Input(text=text),)


LINK = Conversation("relier", link, lambda: of_a_group("Valmont 48213"), resumable=False)
TAG = Conversation("tag", tag, lambda: of_a_group("bailleur"), resumable=False)
QUARTER = Conversation("quarter", quarter, lambda: of_a_group("Centre"), resumable=False)
COMMUNE = Conversation("towncode", commune, lambda: (None, (Input(text="Nantes"),)), resumable=False)
