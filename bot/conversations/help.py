"""Asking for a hand: five taps, no typing; a word and another duration only for who wants them."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bot.conversations.days import DayAndMoment
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.durations import read_minutes
from rules.help import DURATIONS, NOTE_LENGTH, Slot, first_day, slots_left, when
from rules.helpkinds import Family, HelpPlace, Kind, Offered, Redirect, kinds_of
from rules.hours import duration
from rules.moments import read_moment
from rules.notes import tidy_note
from rules.private_words import PrivateWords, Topic
from rules.words import Words, _, lines, quoted, titled

ELSEWHERE, OTHERWISE = "ailleurs", "autre-chose"
NOT_KEPT = _("Ce mot parle de santé, d’argent ou d’un code : je ne le garde pas. Dites seulement ce qu’il faut faire, "
             "par exemple « deux pains ».")
NOT_YET = _("Clés et absences se disent plus tard, à la seule personne choisie. Écrivez seulement ce qu’il faut faire, "
            "par exemple « deux pains ».")
SLOT_LABELS = {Slot.MORNING: _("🌅 Le matin"), Slot.AFTERNOON: _("☀️ L’après-midi"),
               Slot.EVENING: _("🌆 Fin de journée"), Slot.ANY: _("🕐 Toute la journée")}


@dataclass(frozen=True, slots=True)
class AskFacts:
    """`now` is local to the asker. `opened` are the kinds their group's admin opened."""

    now: datetime
    families: Sequence[Family]
    kinds: Sequence[Kind]
    redirects: Sequence[Redirect]
    zones: Mapping[int, str]
    opened: Sequence[str] = ()
    days: int = 60
    private: PrivateWords = field(default_factory=PrivateWords)

    def note_problem(self, text: str) -> Words | None:
        topic = self.private.topic_in(text)
        return NOT_YET if topic is Topic.HOME else NOT_KEPT if topic else None


@dataclass(frozen=True, slots=True)
class PublishHelp:
    kind: str
    day: date
    slot: Slot
    zone: int
    minutes: int
    note: str


@dataclass(frozen=True, slots=True)
class Redirected:
    code: str


def ask_help(facts: AskFacts) -> Flow:
    family = yield Choice("family", _("De quel coup de main avez-vous besoin ?"), families(facts))
    if family == ELSEWHERE:
        code = yield Choice("other", _("Ces demandes vont à un métier ou à la mairie. Laquelle est la vôtre ?"), [
            *(Option(r.code, Words(r.title)) for r in facts.redirects), Option(OTHERWISE, _("✋ Autre chose"))])
        return Redirected(code)
    kinds = next(kinds_of(f, facts.kinds, facts.opened) for f in facts.families if f.code == family)
    chosen = yield Choice("kind", _("Lequel vous aiderait ?"), [Option(k.code, Words(k.label)) for k in kinds])
    kind = next(k for k in kinds if k.code == chosen)
    day, slot = yield from which_day(facts.now, facts.days)
    zone = yield from which_zone(facts.zones)
    return (yield from read_back(facts, kind, day, slot, zone))


def families(facts: AskFacts) -> list[Option]:
    shown = [Option(f.code, _("{emoji} {title}", emoji=f.emoji, title=Words(f.title)))
             for f in facts.families if kinds_of(f, facts.kinds, facts.opened)]
    return [*shown, Option(ELSEWHERE, _("❓ Un autre besoin"))]


def which_day(now: datetime, days: int) -> Generator[Any, Any, tuple[date, Slot]]:
    day, said_too = yield DayAndMoment(
        "day", _("Pour quel jour ? Vous pouvez aussi l’écrire : « samedi », « 12 décembre »."), first_day(now), days,
        today=now.date())
    left = slots_left(day, now)
    if said_too in left:
        return day, said_too
    slot = yield Choice("slot", _("À quel moment, {day} ?", day=day), [Option(s, SLOT_LABELS[s]) for s in left],
                        hears=read_moment, miss=_("Choisissez le moment de la journée :"))
    return day, Slot(slot)


def which_zone(zones: Mapping[int, str]) -> Generator[Any, Any, int]:
    if len(zones) == 1:
        return next(iter(zones))
    chosen = yield Choice("zone", _("Où cela se passe-t-il ?"),
                          [Option(str(number), quoted(label)) for number, label in zones.items()])
    return int(chosen)


def read_back(facts: AskFacts, kind: Kind, day: date, slot: Slot, zone: int) -> Generator[Any, Any, PublishHelp]:
    """« ✅ Publier », as often as one likes after a word or another duration."""
    note, minutes, removed, turn = "", kind.minutes, False, 0
    while True:
        turn += 1
        words = summary(kind, day, slot, facts.zones[zone], minutes, note, removed)
        publish, length = Option("oui", _("✅ Publier")), Option("time", _("🕐 Changer la durée"))
        word = Option("note", _("✏️ Réécrire mon mot") if note or removed else _("✏️ Ajouter un mot"))
        done = yield Choice(f"check{turn}", words,
                            (word, publish, length) if removed else (publish, word, length))
        if done == "oui":
            return PublishHelp(kind.code, day, slot, zone, minutes, note)
        if done == "note":
            typed = yield Text(f"note{turn}", _(
                "Votre mot, pour la seule personne qui viendra : ni santé, ni argent, ni code."), NOTE_LENGTH,
                check=facts.note_problem, skip=_("Sans un mot"))
            note, removed = tidy_note(typed)
        else:
            minutes = int((yield Choice(f"time{turn}", _("Combien de temps environ ?"),
                                        [Option(str(n), duration(n)) for n in DURATIONS], hears=read_duration)))


def read_duration(text: str) -> str | None:
    read = read_minutes(text)
    return str(read) if isinstance(read, int) else None


def summary(kind: Kind, day: date, slot: Slot, zone: str, minutes: int, note: str, removed: bool) -> Words:
    said_lines = [_("Relisons. Tout est juste ?"),
                  _("🤝 {title}, environ {time}", title=titled(kind.title), time=duration(minutes)),
                  _("📅 {when}", when=when(day, slot)), _("📍 {zone}", zone=quoted(zone))]
    if note:
        said_lines.append(_("✏️ « {note} »", note=quoted(note)))
    if removed:
        said_lines.append(_("Nous avons retiré ce qui ressemble à un numéro, un code ou une adresse : vous les "
                            "donnerez plus tard, à la seule personne choisie."))
    if kind.discreet:
        said_lines.append(_("Le groupe ne verra ni le jour, ni le lieu."))
    return lines(*said_lines)


@dataclass(frozen=True, slots=True)
class MoveFacts:
    request: int
    now: datetime
    days: int = 60


@dataclass(frozen=True, slots=True)
class NewDay:
    request: int
    day: date
    slot: Slot


def another_day(facts: MoveFacts) -> Flow:
    day, slot = yield from which_day(facts.now, facts.days)
    return NewDay(facts.request, day, slot)


_NOON = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
_KIND = Kind("courses", "courses-et-repas", "Faire des courses", "des courses", 60, HelpPlace.OUTSIDE, False, False,
             False, Offered.OPEN, ("S1",))
_FACTS = AskFacts(_NOON, (Family("courses-et-repas", "🛒", "Courses et repas", ("courses",)),), (_KIND,), (),
                  {1: "rue des Lilas", 2: "12 allée des Peupliers"})


def samples() -> tuple[AskFacts, Sequence[Input]]:
    return _FACTS, (Input(value="courses-et-repas"), Input(value="courses"), Input(text="demain"),
                    Input(value="matin"), Input(value="2"), Input(value="note"), Input(text="du pain, merci"),
                    Input(value="time"), Input(value="30"), Input(value="oui"))


def move_samples() -> tuple[MoveFacts, Sequence[Input]]:
    return MoveFacts(1, _NOON), (Input(text="demain"), Input(value="soir"))


HELP = Conversation("help", ask_help, samples)
MOVE = Conversation("help_day", another_day, move_samples, resumable=False)
