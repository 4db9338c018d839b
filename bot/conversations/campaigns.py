"""A message of the town, piece by piece: each is a short conversation, saved as soon as it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, Option, Several, Text
from bot.conversations.to_many import meant
from bot.conversations.written import Filed, Written
from rules.calendar import StepKind
from rules.campaign_buttons import COUNTED, LONGEST_LABEL, MOST_BUTTONS, OPENED
from rules.campaigns import too_long
from rules.civil import clock
from rules.geste_owners import read_hour
from rules.markup import plain
from rules.private_words import PrivateWords
from rules.to_many import never
from rules.words import Words, _, formatted, quoted

BLANK, THEME, COPY = "blank", "theme", "copy"
NONE, NOW, ALL_DAY = "sans", "now", "day"


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a draft was decided, for the version that was seen. `what` are columns of it."""

    campaign: int
    version: int
    what: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """private: of somebody who is asked whether they mean what their words seem to tell; the town hall is not."""

    campaign: int
    version: int
    with_file: bool = False
    today: date = date.min
    own: str = ""
    private: PrivateWords | None = None


@dataclass(frozen=True, slots=True)
class NewFacts:
    """themes: of the year; old: (number, title) of what may be copied."""

    themes: Sequence[tuple[str, str]] = ()
    old: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class BeginDraft:
    theme: str = ""
    copy: int = 0


def new(facts: NewFacts) -> Flow:
    ways = [Option(BLANK, _("📄 Page blanche"))]
    ways += [Option(THEME, _("🗓 Un thème de l’année"))] if facts.themes else []
    ways += [Option(COPY, _("📑 Copier une ancienne"))] if facts.old else []
    way = yield Choice("way", _("Comment commence votre message ?"), ways)
    if way == THEME:
        theme = yield Choice("theme", _("Quel moment de l’année ?"), [
            Option(code, Words(title)) for code, title in facts.themes])
        return BeginDraft(theme=theme)
    if way == COPY:
        old = yield Choice("old", _("Laquelle voulez-vous copier ?"), [
            Option(str(number), quoted(title)) for number, title in facts.old])
        return BeginDraft(copy=int(old))
    return BeginDraft()


def words(facts: DraftFacts) -> Flow:
    sheet = yield from text(facts, _("Écrivez le texte comme il sera lu : gras, italique et liens sont gardés. Une "
                                     "photo ou un PDF peut venir avec, le texte en légende."))
    file = {"file": sheet.file, "file_kind": sheet.kind} if sheet.file else {}
    return Piece(facts.campaign, facts.version, {"text": sheet.html} | file)


def text(facts: DraftFacts, words: Words) -> Flow:
    def ask(name: str) -> Written:
        return Written(name, words, fits, facts.with_file)

    if facts.private is None:
        return (yield ask("text"))
    return (yield from meant(facts.private, "text", ask, lambda sheet: plain(sheet.html)))


def fits(html: str, with_file: bool) -> Words | None:
    return too_long(html, with_file=with_file) or never(plain(html))


def file(facts: DraftFacts) -> Flow:
    sheet = yield Filed("file", _("Envoyez la photo, ou le PDF."), _("Sans photo ni PDF"))
    return Piece(facts.campaign, facts.version, {"file": sheet.file, "file_kind": sheet.kind})


def buttons(facts: DraftFacts) -> Flow:
    known = [*(Option(code, COUNTED[code]) for code in ("go", "hour")),
             *(Option(f"o.{step}", OPENED[step]) for step in (StepKind.ASK, StepKind.OFFER))]
    chosen = yield Several("buttons", _("Quels boutons sous le message ? Quatre au plus."), known)
    own = yield Text("own", _("Un autre bouton, avec vos mots ? Il comptera les réponses. Par exemple « Je viens à "
                              "vélo »."), LONGEST_LABEL, 2, skip=_("Sans autre bouton"))
    return Piece(facts.campaign, facts.version, {"buttons": list(chosen)[:MOST_BUTTONS], "own": own})


def days(facts: DraftFacts) -> Flow:
    what: dict[str, Any] = {"event": None, "closes": None, "send_day": None, "send_at": None}
    has = yield Choice("has", _("Votre message parle-t-il d’un jour précis ? Passé ce jour, il ne partira plus."), [
        Option("oui", _("🗓 Oui, d’un jour")), Option(NONE, _("Non, sans date"))])
    if has == "oui":
        what["event"] = yield Day("event", _("Quel jour ?"), facts.today, 365)
        closes = yield Text("closes", _("Jusqu’à quelle heure est-ce utile de le recevoir ? Vous pouvez l’écrire."), 20,
                            offers=[Option(ALL_DAY, _("Toute la journée")), *hours("12:00", "18:00")], check=an_hour)
        what["closes"] = None if closes == ALL_DAY else read_hour(closes)
    when = yield Choice("when", _("Quand doit-il partir ?"), [
        Option(NOW, _("📣 Tout de suite")), Option("later", _("🕘 Un jour, une heure"))])
    if when == "later":
        what["send_day"] = yield Day("send", _("Quel jour doit-il partir ?"), facts.today, 365)
        at = yield Text("at", _("À quelle heure ? Ce sera l’heure de chaque groupe. Vous pouvez l’écrire : "
                                "« 10 h 30 »."), 20, offers=hours("09:00", "12:00", "17:00"), check=an_hour)
        what["send_at"] = read_hour(at)
    return Piece(facts.campaign, facts.version, what)


def hours(*at: str) -> list[Option]:
    return [Option(hour, clock(hour)) for hour in at]


def an_hour(text: str) -> Words | None:
    return None if read_hour(text) else _("Je n’ai pas compris cette heure. Écrivez par exemple « 10 h 30 ».")


def correct(facts: DraftFacts) -> Flow:
    sheet = yield from text(facts, _("Écrivez le texte corrigé, en entier. Il remplacera l’ancien partout où il a été "
                                     "lu, et dans ce qui doit encore partir."))
    yield Choice("sure", _("Je remplace partout par :\n\n{words}", words=formatted(sheet.html)), [
        Option("oui", _("✅ Remplacer partout"))])
    return Piece(facts.campaign, facts.version, {"text": sheet.html})


def new_samples() -> tuple[NewFacts, Sequence[Input]]:
    return NewFacts([("noel", "Noël")], [(1, "La galette")]), (Input(value=COPY), Input(value="1"))


def words_samples() -> tuple[DraftFacts, Sequence[Input]]:
    return DraftFacts(1, 1), (Input(text="La fête est samedi."),)


def file_samples() -> tuple[DraftFacts, Sequence[Input]]:
    return DraftFacts(1, 1), (Input(other="photo", file="F1"),)


def buttons_samples() -> tuple[DraftFacts, Sequence[Input]]:
    return DraftFacts(1, 1), (Input(value="go"), Input(value="="), Input(text="À vélo"))


def days_samples() -> tuple[DraftFacts, Sequence[Input]]:
    return DraftFacts(1, 1, today=date(2026, 11, 24)), (
        Input(value="oui"), Input(value="2026-12-05"), Input(value="18:00"), Input(value="later"),
        Input(value="2026-12-01"), Input(value="09:00"))


def correct_samples() -> tuple[DraftFacts, Sequence[Input]]:
    return DraftFacts(1, 1), (Input(text="La fête est dimanche."), Input(value="oui"))


NEW = Conversation("cmnew", new, new_samples)
WORDS = Conversation("cmtext", words, words_samples)
FILE = Conversation("cmfile", file, file_samples)
BUTTONS = Conversation("cmbuttons", buttons, buttons_samples)
DAYS = Conversation("cmdays", days, days_samples)
CORRECT = Conversation("cmcorrect", correct, correct_samples)
