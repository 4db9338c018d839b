"""Passing a need on: what, to whom, whether one may be called, and the yes without which nothing leaves."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.conversations.help import ELSEWHERE, OTHERWISE, AskFacts, families
from bot.conversations.help import samples as help_samples
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option
from bot.conversations.telephone import Telephone
from rules.help import when
from rules.helpkinds import kinds_of
from rules.words import Words, _, lines, quoted, titled

TOWN = 0


@dataclass(frozen=True, slots=True)
class PassFacts:
    """readers: to whom one may pass on: the partners by role, and the town as 0. subject, title: empty when they are to
    be chosen; titles: of everything that may be. request: the one that is passed on.
    """

    help: AskFacts
    readers: Mapping[int, str]
    timezone: str
    titles: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    request: int | None = None
    day: date | None = None
    slot: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class PassOn:
    request: int | None
    subject: str
    role: int | None
    phone: str


def pass_on(facts: PassFacts) -> Flow:
    subject = facts.subject or (yield from which_subject(facts))
    reader = yield from which_reader(facts)
    call = yield Choice("call", _("Peut-on vous appeler ? Votre numéro ne va qu’à la personne qui s’en occupe."), [
        Option("oui", _("📞 Donner mon numéro")), Option("non", _("💬 Passer par le bot"))])
    phone = (yield Telephone("phone", _("Quel numéro ? Par exemple « 06 12 34 56 78 »."), facts.timezone)) if (
        call == "oui") else ""
    yield Choice("sure", consent(facts, subject, reader), [Option("oui", _("✅ D’accord, passez-le"))])
    return PassOn(facts.request, subject, reader or None, phone)


def which_subject(facts: PassFacts) -> Generator[Any, Any, str]:
    family = yield Choice("family", _("De quoi s’agit-il ?"), families(facts.help))
    if family == ELSEWHERE:
        return str((yield Choice("other", _("Lequel est le vôtre ?"), [
            Option(r.code, Words(r.title)) for r in facts.help.redirects if r.code != OTHERWISE])))
    kinds = next(kinds_of(f, facts.help.kinds, facts.help.opened) for f in facts.help.families if f.code == family)
    return str((yield Choice("kind", _("Lequel vous aiderait ?"), [Option(k.code, Words(k.label)) for k in kinds])))


def which_reader(facts: PassFacts) -> Generator[Any, Any, int]:
    if len(facts.readers) == 1:
        return next(iter(facts.readers))
    return int((yield Choice("reader", _("À qui passer le relais ?"), [
        Option(str(role), quoted(name) if name else _("🏛 La mairie")) for role, name in facts.readers.items()])))


def consent(facts: PassFacts, subject: str, reader: int) -> Words:
    who = quoted(facts.readers[reader]) if facts.readers[reader] else _("la mairie")
    told = [_("On transmet à {who}, avec votre accord :", who=who),
            _("🤝 {title}", title=titled(facts.titles.get(subject, subject)))]
    if facts.day:
        told.append(_("📅 {when}", when=when(facts.day, facts.slot)))
    if facts.zone:
        told.append(_("📍 {zone}", zone=quoted(facts.zone)))
    told.append(_("Votre prénom ne va qu’à la personne qui s’en occupe."))
    if reader != TOWN:
        told.append(_("Sans réponse en cinq jours, la mairie est prévenue."))
    return lines(*told)


def samples() -> tuple[PassFacts, Sequence[Input]]:
    return PassFacts(help_samples()[0], {3: "ccas", TOWN: ""}, "Europe/Paris", {"courses": "des courses"}), (
        Input(value="courses-et-repas"), Input(value="courses"), Input(value="3"), Input(value="oui"),
        Input(text="06 12 34 56 78"), Input(value="oui"))


PASS_ON = Conversation("passon", pass_on, samples, resumable=False)
