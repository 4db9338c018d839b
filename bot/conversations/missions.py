"""A mission, as a partner proposes it; one thing of it changed; the same another day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from bot.conversations.campaigns import an_hour, hours
from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, NoLonger, Option, Question, Text
from bot.conversations.to_many import meant
from rules.civil import instant
from rules.durations import Unclear, read_minutes
from rules.geste_owners import read_hour
from rules.hours import MOST, STEP, HourKind, duration
from rules.missions import (
    KIND_LABELS,
    LONGEST_AHEAD,
    LONGEST_CONTACT,
    LONGEST_INSURER,
    LONGEST_PLACE,
    LONGEST_TITLE,
    MOST_SEATS,
    PUBLIC_LABELS,
    Public,
    at_home,
    when,
)
from rules.notes import leads_elsewhere
from rules.private_words import PrivateWords
from rules.words import Words, _, quoted

ABOUT = _("Qui la verra ? Écrivez une rue ou un immeuble : le voisinage alentour la verra. Sinon, toute la ville.")
NONE, OTHER = "sans", "autre"
FIELDS: dict[str, Words] = {
    "day": _("📅 Le jour"), "at": _("🕘 L’heure"), "place": _("📍 Le lieu"), "seats": _("🪑 Les places"),
    "minutes": _("⏱ La durée"), "contact": _("☎ Le contact"), "insurer": _("☔ L’assureur"), "title": _("✏️ Le titre")}


@dataclass(frozen=True, slots=True)
class MissionFacts:
    """now: there. number: of the mission that is changed or copied. free: its title may still change. taken: seats."""

    partner: int
    now: datetime
    timezone: str
    number: int = 0
    free: bool = True
    taken: int = 0
    day: date | None = None
    at: str = "09:00"
    private: PrivateWords = field(default_factory=PrivateWords)
    streets: tuple[tuple[int, str], ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class ProposeMission:
    partner: int
    what: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeMission:
    number: int
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class CopyMission:
    number: int
    day: date


@dataclass(frozen=True, slots=True)
class Checked(Text):
    """Words that must still hold when a draft is picked up days later: an hour that is past is asked again."""

    def load(self, stored: Any) -> str:
        if self.check is not None and self.check(str(stored)) is not None:
            raise NoLonger
        return str(stored)


def mission(facts: MissionFacts) -> Flow:
    what: dict[str, Any] = {"kind": HourKind((yield Choice("kind", _("Pour qui est cette heure ?"), [
        Option(one.value, words) for one, words in KIND_LABELS.items()])))}
    what["title"] = yield from asked(facts, "title")
    what["day"] = yield question(facts, "day")
    what["at"] = read("at", (yield hour(facts, what["day"])))
    for name in ("minutes", "place", "seats", "contact"):
        what[name] = read(name, (yield from asked(facts, name)))
    what["zone"] = None if facts.own else (yield from where(facts))
    what["age"] = int((yield Choice("age", _("À partir de quel âge ?"), [
        Option("18", _("18 ans")), Option("16", _("16 ans, accord parental"))])))
    what["public"] = Public((yield Choice("public", _("Auprès de qui ?"), [
        Option(one.value, words) for one, words in PUBLIC_LABELS.items()])))
    what["honour"] = what["public"] is not Public.ALL and (yield honour()) == "oui"
    what["insurer"] = yield Text("insurer", _("Quel assureur couvre les personnes qui viennent ? Sans lui, la mission "
                                              "n’est pas publiée."), LONGEST_INSURER, 2, skip=_("Pas encore"))
    yield Choice("sure", _("📌 {what}\n📅 {when}\n📍 {place}\nOn la propose à la mairie, qui la valide ?",
                           what=quoted(what["title"]), when=when(what["day"], what["at"]),
                           place=quoted(what["place"])),
                 [Option("oui", _("✅ Proposer"))])
    return ProposeMission(facts.partner, what)


def where(facts: MissionFacts) -> Flow:
    """The place about which it is told; None for the whole town."""
    for turn in count():
        again = str(turn) if turn else ""
        street = yield Text("street" + again, ABOUT, 80, 3, skip=_("🏛 Toute la ville"))
        if not street:
            return None
        found = yield Choice("zone" + again, _("C’est bien ici ?") if facts.streets else _(
            "Je ne connais pas cette rue : personne d’ici n’y habite encore."), [
            *(Option(str(number), quoted(label)) for number, label in facts.streets),
            Option(OTHER, _("✏️ Une autre rue")), Option(NONE, _("🏛 Toute la ville"))])
        if found != OTHER:
            return int(found) if found != NONE else None


def last_street(answers: Mapping[str, Any]) -> str:
    """The last that was typed, as these answers keep it."""
    typed = [str(said) for name, said in answers.items() if name.startswith("street") and "@" not in name and said]
    return typed[-1] if typed else ""


def honour() -> Question:
    return Choice("honour", _("Auprès de ce public, votre structure exige-t-elle l’attestation d’honorabilité, et la "
                              "vérifie-t-elle elle-même ? Elle n’est jamais copiée ici."),
                  [Option("oui", _("✅ Oui, exigée, vérifiée")), Option("non", _("Non"))])


def hour(facts: MissionFacts, day: date) -> Question:
    def still(typed: str) -> bool:
        found = read_hour(typed)
        return found is not None and instant(day, found, facts.timezone) > facts.now

    def check(typed: str) -> Words | None:
        return an_hour(typed) or (None if still(typed) else _("Cette heure est déjà passée. Choisissez-en une autre."))

    offers = [one for one in hours("09:00", "14:00", "18:00") if still(one.value)]
    return Checked("at", _("À quelle heure ? Vous pouvez l’écrire : « 10 h 30 »."), 20, offers=offers, check=check)


def asked(facts: MissionFacts, name: str) -> Flow:
    """What the neighbourhood will read is meant, or written again."""
    if name not in ("title", "place"):
        return (yield question(facts, name))
    return (yield from meant(facts.private, name, lambda called: question(facts, name, called)))


def question(facts: MissionFacts, name: str, called: str = "") -> Question:
    match name:
        case "title":
            return Text(called or name, _("Que fera-t-on ? Par exemple « Trier les vêtements donnés »."),
                        LONGEST_TITLE, 4, check=for_all)
        case "day":
            return Day("day", _("Quel jour ?"), facts.now.date(), LONGEST_AHEAD)
        case "minutes":
            return Checked("minutes", _("Combien de temps ? Vous pouvez l’écrire : « 1 h 30 »."), 20,
                           offers=[Option(str(n), duration(n)) for n in (60, 120, 180)], check=a_duration)
        case "place":
            return Text(called or name, _("Dans quel lieu public ? Par exemple « salle des fêtes ». Jamais chez "
                                          "quelqu’un."), LONGEST_PLACE, 3, check=public_place)
        case "seats":
            return Checked("seats", _("Combien de places, de 1 à {most} ?", most=MOST_SEATS), 10,
                           offers=[Option(str(n), quoted(str(n))) for n in (3, 5, 10)], check=a_number)
        case "insurer":
            return Text("insurer", _("Quel assureur couvre les personnes qui viennent ?"), LONGEST_INSURER, 2)
        case _:
            return Text("contact", _("Qui demander sur place ? Un prénom et un numéro : seules les personnes qui "
                                     "viennent le liront."), LONGEST_CONTACT, 3)


def read(name: str, value: Any) -> Any:
    """An answer as it is kept."""
    match name:
        case "seats":
            return int(value)
        case "minutes":
            return minutes_of(value)
        case "at":
            return str(read_hour(value))
    return value


def minutes_of(typed: str) -> int:
    found = int(typed) if typed.isdecimal() and int(typed) >= STEP else read_minutes(typed)
    return found if isinstance(found, int) else 0


def a_duration(typed: str) -> Words | None:
    if isinstance(read_minutes(typed), Unclear) and minutes_of(typed) == 0:
        return _("Heures ou minutes ? Écrivez par exemple « 2 h » ou « 30 min ».")
    return None if STEP <= minutes_of(typed) <= MOST else _(
        "Je n’ai pas compris cette durée. Écrivez par exemple « 1 h 30 », douze heures au plus.")


def a_number(typed: str) -> Words | None:
    fits = typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= MOST_SEATS
    return None if fits else _("Écrivez un nombre de 1 à {most}.", most=MOST_SEATS)


def for_all(text: str) -> Words | None:
    return _("Sans lien ni numéro, s’il vous plaît : tout le monde le lira.") if leads_elsewhere(text) else None


def public_place(text: str) -> Words | None:
    return _("Un lieu public, s’il vous plaît, jamais le domicile de quelqu’un : une salle, un jardin, une place."
             ) if at_home(text) else for_all(text)


def change(facts: MissionFacts) -> Flow:
    names = [name for name in FIELDS if facts.free or name != "title"]
    if facts.free:
        names.append("honour")
    name = yield Choice("field", _("Que faut-il changer ? Un autre jour, une autre heure ou un autre lieu se dit aux "
                                   "personnes inscrites ; le reste, non."), [
        Option(one, FIELDS.get(one, _("📄 L’honorabilité"))) for one in names])
    if name == "honour":
        return ChangeMission(facts.number, name, (yield honour()) == "oui")
    if name == "at":
        return ChangeMission(facts.number, name, read(name, (yield hour(facts, facts.day or facts.now.date()))))
    return ChangeMission(facts.number, name, read(name, (yield from asked(facts, name))))


def copy(facts: MissionFacts) -> Flow:
    return CopyMission(facts.number, (yield question(facts, "day")))


_NOW = datetime.fromisoformat("2026-11-24T10:30:00+01:00")
_FACTS = MissionFacts(1, _NOW, "Europe/Paris", 1, True, 0, date(2026, 12, 1), streets=((3, "rue des Lilas"),))


def mission_samples() -> tuple[MissionFacts, Sequence[Input]]:
    return _FACTS, [Input(value="association"), Input(text="Trier les vêtements"), Input(value="2026-11-25"),
                    Input(text="10 h 30"), Input(value="120"), Input(text="salle des fêtes"), Input(value="3"),
                    Input(text="Nadia, 06 12 34 56 78"), Input(text="rue des Lilas"), Input(value="3"),
                    Input(value="18"), Input(value="enfants"), Input(value="oui"),
                    Input(text="Mutuelle du Val"), Input(value="oui")]


MISSION = Conversation("mission", mission, mission_samples)
CHANGE = Conversation("mchange", change, lambda: (_FACTS, [Input(value="at"), Input(text="9 h")]), resumable=False)
COPY = Conversation("mcopy", copy, lambda: (_FACTS, [Input(value="2026-11-25")]), resumable=False)
