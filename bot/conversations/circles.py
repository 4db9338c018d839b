"""A circle's name; and what is asked in it: for whom, what, when, for how long only there."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversations.help import AskFacts, families, which_day
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Spot, Text
from bot.conversations.places import Spotted, in_commune, place_words, which
from content.typed_places import read_place
from rules.circles import NAME_LENGTH, PATIENCE_WORDS, Patience, patiences
from rules.help import NOTE_LENGTH, Slot, when
from rules.helpkinds import Kind, kinds_of
from rules.hours import duration
from rules.notes import leads_elsewhere, tidy_note
from rules.territories import timezone_of
from rules.words import Words, _, lines, quoted, titled

ELSEWHERE = "ailleurs"


@dataclass(frozen=True, slots=True)
class NameFacts:
    """circle: the one that is renamed; 0 for a new one."""

    circle: int = 0
    now: str = ""


@dataclass(frozen=True, slots=True)
class NameCircle:
    circle: int
    name: str


def name(facts: NameFacts) -> Flow:
    words = _("Aujourd’hui : « {name} ». Quel nom lui donner ?", name=quoted(facts.now)) if facts.now else _(
        "Quel nom donner à ce cercle ? Par exemple « Les cousins ».")
    return NameCircle(facts.circle, (yield Text("name", words, NAME_LENGTH, 2, check=check_name)))


def check_name(text: str) -> Words | None:
    if leads_elsewhere(text):
        return _("Un nom seulement, sans lien ni numéro : par exemple « Les cousins ».")
    lettered = any(sign.isalpha() for sign in text)
    return None if lettered else _("Il faut au moins une lettre, par exemple « Les cousins ».")


@dataclass(frozen=True, slots=True)
class CircleFacts:
    """help: what may be asked, as of neighbours; its `now` is local to the asker. found: places like the one typed."""

    help: AskFacts
    circles: Mapping[int, str]
    timezone: str
    found: tuple[Spotted, ...] = ()


@dataclass(frozen=True, slots=True)
class AskCircle:
    """place: of somebody else who agreed to it; zone: one of the asker’s, or none."""

    circle: int
    other: bool
    zone: int | None
    place: Spotted | None
    kind: str
    day: date
    slot: Slot
    minutes: int
    note: str
    patience: Patience
    timezone: str


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """Whom it is for has not said yes: nothing leaves."""


def ask(facts: CircleFacts) -> Flow:
    circle = yield from which_circle(facts.circles)
    whom = yield Choice("whom", _("C’est pour qui ?"), [
        Option("moi", _("Pour moi")), Option("proche", _("Pour quelqu’un d’autre"))])
    place, zone, timezone = None, next(iter(facts.help.zones), None), facts.timezone
    if whom == "proche":
        agreed = yield Choice("agreed", _("Cette personne est-elle d’accord pour que vous demandiez pour elle ?"), [
            Option("oui", _("Oui")), Option("pas-encore", _("Pas encore")), Option("non", _("Non"))])
        if agreed != "oui":
            return NotAgreed()
        place, zone = yield from their_place(facts)
        timezone = timezone_of(place.commune) if place and place.commune else timezone
    kind = yield from which_kind(facts.help)
    now = facts.help.now.astimezone(ZoneInfo(timezone))
    day, slot = yield from which_day(now, facts.help.days)
    return (yield from read_back(facts, AskCircle(circle, whom == "proche", zone, place, kind.code, day, slot,
                                                  kind.minutes, "", Patience.DAY, timezone), kind))


def which_circle(circles: Mapping[int, str]) -> Generator[Any, Any, int]:
    if len(circles) == 1:
        return next(iter(circles))
    return int((yield Choice("circle", _("À quel cercle demander ?"),
                             [Option(str(number), quoted(label)) for number, label in circles.items()])))


def which_kind(facts: AskFacts) -> Generator[Any, Any, Kind]:
    family = yield Choice("family", _("De quel coup de main s’agit-il ?"),
                          [one for one in families(facts) if one.value != ELSEWHERE])
    kinds = next(kinds_of(f, facts.kinds, facts.opened) for f in facts.families if f.code == family)
    chosen = yield Choice("kind", _("Lequel vous aiderait ?"), [Option(k.code, Words(k.label)) for k in kinds])
    return next(k for k in kinds if k.code == chosen)


def their_place(facts: CircleFacts) -> Generator[Any, Any, tuple[Spotted | None, int | None]]:
    """One of the asker’s own places, or another, anywhere."""
    if facts.help.zones:
        chosen = yield Choice("home", _("Où habite cette personne ?"), [
            *(Option(str(number), quoted(label)) for number, label in facts.help.zones.items()),
            Option(ELSEWHERE, _("📍 Ailleurs"))])
        if chosen != ELSEWHERE:
            return None, int(chosen)
    spot = yield Spot("where", _("Écrivez sa rue et sa commune, par exemple « rue des Lilas, Nantes ». Je ne garde que "
                                 "la rue."), place_words)
    found = (yield from which("which", facts.found, _("Non, autre lieu"))) if facts.found else None
    if found is None:
        found = yield from in_commune(read_place(spot["text"]))
    return replace(found, label=found.label or found.town.partition(" (")[0]), None


def read_back(facts: CircleFacts, told: AskCircle, kind: Kind) -> Generator[Any, Any, AskCircle]:
    note, removed, turn = "", False, 0
    while True:
        turn += 1
        options = [Option(one, PATIENCE_WORDS[one]) for one in patiences(facts.help.now)]
        chosen = yield Choice(f"check{turn}", summary(facts, told, kind, note, removed=removed), [
            *options, Option("note", _("✏️ Ajouter un mot"))])
        if chosen != "note":
            return replace(told, note=note, patience=Patience(chosen))
        typed = yield Text(f"note{turn}", _("Votre mot, pour qui dira oui : ni santé, ni argent, ni code."),
                           NOTE_LENGTH, check=facts.help.note_problem, skip=_("Sans un mot"))
        note, removed = tidy_note(typed)


def summary(facts: CircleFacts, told: AskCircle, kind: Kind, note: str, *, removed: bool) -> Words:
    said = [_("👪 {circle}, en privé :", circle=quoted(facts.circles[told.circle])),
            _("🤝 {title}, environ {time}", title=titled(kind.title), time=duration(told.minutes)),
            _("📅 {when}", when=when(told.day, told.slot))]
    if told.other:
        label = told.place.label if told.place else facts.help.zones.get(told.zone or 0, "")
        said.append(_("📍 {zone}", zone=quoted(label)))
    if note:
        said.append(_("✏️ « {note} »", note=quoted(note)))
    if removed:
        said.append(_("Nous avons retiré ce qui ressemble à un numéro, un code ou une adresse."))
    said.append(_("Sans oui, je vous demande quoi faire. Dans combien de temps ?"))
    return lines(*said)


def _facts() -> CircleFacts:
    from bot.conversations.help import samples as help_samples

    return CircleFacts(help_samples()[0], {1: "Les cousins", 2: "Maman"}, "Europe/Paris",
                       (Spotted("rue du Port", "97411", "Saint-Denis"),))


def samples() -> tuple[CircleFacts, Sequence[Input]]:
    return _facts(), (
        Input(value="1"), Input(value="proche"), Input(value="oui"), Input(value="ailleurs"),
        Input(text="rue du Port, Saint-Denis 97400"), Input(value="0"), Input(value="courses-et-repas"),
        Input(value="courses"), Input(text="demain"), Input(value="matin"), Input(value="note"),
        Input(text="du pain, merci"), Input(value="24h"))


def name_samples() -> tuple[NameFacts, Sequence[Input]]:
    return NameFacts(), (Input(text="Les cousins"),)


NAME = Conversation("circlename", name, name_samples, resumable=False)
ASK = Conversation("circleask", ask, samples)
