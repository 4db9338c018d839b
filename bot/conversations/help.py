"""Asking for a hand: five taps, no typing; a word and another duration only for who wants them."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from bot.conversations.days import DayAndMoment
from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.consents import ASK_WORDS, HOW_WORDS, How
from rules.durations import read_minutes
from rules.help import DURATIONS, NOTE_LENGTH, Slot, first_day, slots_left, when
from rules.helpkinds import Family, HelpPlace, Kind, Offered, Redirect, kinds_of
from rules.hours import duration
from rules.moments import read_moment
from rules.notes import tidy_note
from rules.private_words import PrivateWords, Topic
from rules.words import Words, _, lines, quoted, titled

ELSEWHERE, OTHERWISE = "ailleurs", "autre-chose"
FOR_ANOTHER, NOT_YET_ASKED, PAPER = "autrui", "pas-encore", "papier"
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
    """how: the person it is for said yes; none when it is for oneself. reach: of that person, for who comes."""

    kind: str
    day: date
    slot: Slot
    zone: int
    minutes: int
    note: str
    how: How | None = None
    reach: str = ""


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """The person said no: nothing leaves, nothing is kept. printed: not yet, and the words to ask are wanted on paper.
    """

    printed: bool = False


@dataclass(frozen=True, slots=True)
class Redirected:
    code: str


def ask_help(facts: AskFacts) -> Flow:
    return (yield from five_taps(facts))


def ask_on_paper(facts: AskFacts) -> Flow:
    """From a slip or a call, by whoever looks after the street: the yes comes first, and how to find the person."""
    how = yield from agreed()
    return (yield from five_taps(facts, how)) if isinstance(how, How) else how


def five_taps(facts: AskFacts, how: How | None = None) -> Flow:
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
    reach = (yield from how_to_find()) if how else ""
    return (yield from read_back(facts, kind, PublishHelp(kind.code, day, slot, zone, kind.minutes, "", how, reach)))


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


def read_back(facts: AskFacts, kind: Kind, asked: PublishHelp) -> Generator[Any, Any, PublishHelp | NotAgreed]:
    """« ✅ Publier », as often as one likes after a word, another duration, or the yes of somebody else."""
    removed, turn, zone = False, 0, facts.zones[asked.zone]
    while True:
        turn += 1
        publish, length = Option("oui", _("✅ Publier")), Option("time", _("🕐 Changer la durée"))
        word = Option("note", _("✏️ Réécrire mon mot") if asked.note or removed else _("✏️ Ajouter un mot"))
        other = () if asked.how else (Option(FOR_ANOTHER, _("👤 Pour quelqu’un d’autre")),)
        done = yield Choice(f"check{turn}", summary(kind, asked, zone, removed),
                            ((word, publish, length) if removed else (publish, word, length)) + other)
        if done == "oui":
            return asked
        if done == FOR_ANOTHER:
            how = yield from agreed()
            if not isinstance(how, How):
                return how
            asked = replace(asked, how=how)
        elif done == "note":
            typed = yield Text(f"note{turn}", _(
                "Votre mot, pour la seule personne qui viendra : ni santé, ni argent, ni code."), NOTE_LENGTH,
                check=facts.note_problem, skip=_("Sans un mot"))
            note, removed = tidy_note(typed)
            asked = replace(asked, note=note)
        else:
            asked = replace(asked, minutes=int((yield Choice(
                f"time{turn}", _("Combien de temps environ ?"), [Option(str(n), duration(n)) for n in DURATIONS],
                hears=read_duration))))


def agreed() -> Generator[Any, Any, How | NotAgreed]:
    """Only their yes goes on; « pas encore » waits here, with the words to ask them, which may be printed."""
    said = yield Choice("agreed", _("Cette personne est-elle d’accord ?"), [
        Option("oui", _("✅ Oui")), Option(NOT_YET_ASKED, _("🕐 Pas encore")), Option("non", _("🙏 Non"))])
    if said == NOT_YET_ASKED:
        said = yield Choice("asked", lines(_("Rien n’est perdu. Dites-lui :"), ASK_WORDS,
                                           _("Quelle est sa réponse ?")),
                            [Option("oui", _("✅ Elle dit oui")), Option("non", _("🙏 Elle dit non")),
                             Option(PAPER, _("🖨 Imprimer ces mots"))])
    if said != "oui":
        return NotAgreed(printed=said == PAPER)
    return How((yield Choice("how", _("Comment l’a-t-elle dit ?"),
                             [Option(how, words) for how, words in HOW_WORDS.items()])))


def how_to_find(*, kept_by_me: bool = False) -> Generator[Any, Any, str]:
    asked = (_("Comment la joindre ? Son téléphone, ou sa porte. Personne d’autre que vous ne le lira : effacé dès "
               "qu’elle le veut.") if kept_by_me else
             _("Comment la joindre ? Son téléphone, ou sa porte. Seule la personne qui viendra le lira : effacé trois "
               "jours après la fin."))
    return str((yield Text("contact" if kept_by_me else "reach", asked, 120, skip=_("🙏 Plus tard"))))


def read_duration(text: str) -> str | None:
    read = read_minutes(text)
    return str(read) if isinstance(read, int) else None


def summary(kind: Kind, asked: PublishHelp, zone: str, removed: bool) -> Words:
    said_lines = [_("Relisons. Tout est juste ?"),
                  _("🤝 {title}, environ {time}", title=titled(kind.title), time=duration(asked.minutes)),
                  _("📅 {when}", when=when(asked.day, asked.slot)), _("📍 {zone}", zone=quoted(zone))]
    if asked.how:
        said_lines.append(_("👤 Pour une personne qui a dit oui"))
    if asked.note:
        said_lines.append(_("✏️ « {note} »", note=quoted(asked.note)))
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


def paper_samples() -> tuple[AskFacts, Sequence[Input]]:
    return _FACTS, (Input(value=NOT_YET_ASKED), Input(value="oui"), Input(value="call"),
                    Input(value="courses-et-repas"), Input(value="courses"), Input(text="demain"),
                    Input(value="matin"), Input(value="2"), Input(text="05 46 00 00 01"), Input(value="oui"))


def move_samples() -> tuple[MoveFacts, Sequence[Input]]:
    return MoveFacts(1, _NOON), (Input(text="demain"), Input(value="soir"))


HELP = Conversation("help", ask_help, samples)
ON_PAPER = Conversation("saisie", ask_on_paper, paper_samples)
MOVE = Conversation("help_day", another_day, move_samples, resumable=False)
