"""How fictional people join, install a group and note an hour: once here, so that tests can say what they are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from storage.tables import metadata, table
from tests.world.people import Chat, Pilot
from tests.world.streets import Street

LILACS = "rue des Lilas, Nantes"
# What a turn always writes: not a change of anybody's affairs.
MACHINERY = frozenset({"message", "delivery", "seen_update", "address", "bot_lease", "spent"})


def join(pilot: Pilot, place: str = LILACS) -> None:
    """From the first word to the menu."""
    pilot.start()
    pilot.press("Commencer")
    agree(pilot, place)


def agree(pilot: Pilot, place: str | None = LILACS) -> None:
    """The questions of joining; no place when a link brings one."""
    pilot.press(pilot.first_name)
    if place:
        pilot.say(place)
        pilot.press(place.split(",")[0])
    pilot.press("C’est tout")
    pilot.press("C’est tout")
    pilot.press("18 ans ou plus")


def install(chat: Chat, admin: Pilot, place: str = LILACS) -> None:
    """The bot is added by an admin, who answers the three questions."""
    chat.add_bot(admin)
    admin.press("Installer", chat)
    answer_install(chat, admin, place)


def answer_install(chat: Chat, admin: Pilot, place: str = LILACS) -> None:
    admin.press(chat.title)
    admin.press("D’une rue")
    admin.say(place)
    admin.press("De 20 h à 9 h")
    admin.press("Valider")


def note(pilot: Pilot, minutes: str = "30 min", kind: str = "voisinage") -> None:
    pilot.say("/monheure")
    pilot.press("Noter un moment")
    pilot.press(kind)
    pilot.press(minutes)


def rows(street: Street, of: Any) -> int:
    with street.session() as session:
        return int(session.connection().execute(select(func.count()).select_from(table(of))).scalar_one())


def dump(street: Street, *, but: frozenset[str] = MACHINERY) -> dict[str, list[Mapping[str, Any]]]:
    """Every row of every table that holds somebody's affairs."""
    with street.session() as session:
        return {name: [dict(row) for row in session.connection().execute(
            select(t).order_by(*t.primary_key.columns)).mappings()]
            for name, t in metadata.tables.items() if name not in but}


def faults(street: Street) -> list[Any]:
    with street.session() as session:
        return list(session.connection().execute(select(metadata.tables["set_aside"])).mappings())


@dataclass(frozen=True)
class Step:
    """A question by some of its words, the answer that moves on, and answers that must not."""

    asks: str
    good: Callable[[Pilot], object]
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    """A conversation as somebody holds it: how it begins, its steps, and the words that end it."""

    begin: Callable[[Pilot], object]
    steps: tuple[Step, ...]
    end: str
    resumes: bool = True

    def walk(self, pilot: Pilot, until: int | None = None) -> None:
        """Begin, and answer well until the question number `until` is asked."""
        self.begin(pilot)
        for step in self.steps[:until]:
            assert step.asks in pilot.last.text
            step.good(pilot)


def press(label: str) -> Callable[[Pilot], object]:
    return lambda pilot: pilot.press(label)


def say(text: str) -> Callable[[Pilot], object]:
    return lambda pilot: pilot.say(text)


def begin_join(pilot: Pilot) -> None:
    pilot.start()
    pilot.press("Commencer")


def begin_install(pilot: Pilot) -> None:
    """Once added, a group is asked for again by /installer."""
    street = pilot.street
    name = f"Les Lilas {pilot.id}"
    chat = street.places.get(name) or street.group(name)
    if name not in street.places:
        street.places[name] = chat
        chat.add_bot(pilot)
    pilot.press("Installer", chat)


def begin_hours(pilot: Pilot) -> None:
    if pilot.row is None or pilot.row.standing != "resident":
        join(pilot)
    pilot.say("/monheure")
    pilot.press("Noter un moment")


SCRIPTS = {
    "join": Script(begin_join, (
        Step("Quel est votre prénom", press("Odile"), ("<b>Odile</b>", "1234", "\u202e\u200f", "...", "O" * 31)),
        Step("Où habitez-vous", say(LILACS), ("x", "\u202e\u200f")),
        Step("C’est bien ça", press("rue des Lilas"), ("peut-être", "<i>", "\u202e")),
        Step("Qu’aimez-vous faire", press("C’est tout"), ("chanter à tue-tête", "<a href='x'>")),
        Step("Et plutôt quand", press("C’est tout"), ("25:00", "jamais")),
        Step("Ce que nous promettons", press("18 ans ou plus"), ("peut-être", "17 ans")),
    ), "Bienvenue, Odile"),
    "install": Script(begin_install, (
        Step("Comment s’appelle votre groupe", press("Les Lilas"), ("x", "\u202e\u200f\u200e")),
        Step("C’est le groupe", press("D’une rue"), ("d’un château", "<b>rue</b>")),
        Step("Où est-ce", say(LILACS), ("x", "\u202e\u200f\u200e")),
        Step("La nuit, je me tais", press("Autres heures"), ("toujours", "25:00")),
        Step("Écrivez les deux heures", say("de 21h à 8h30"), ("25:00-26:00", "21h", "hier", "8h-8h", "21h-8h75")),
        Step("Silence de 21 h à 8 h 30", press("Valider"), ("peut-être", "<b>")),
    ), "est installé"),
    "hours": Script(begin_hours, (
        Step("C’était pour qui", press("Le voisinage"), ("pour moi", "<b>")),
        Step("Combien de temps", press("Autre durée"), ("25:00", "longtemps")),
        Step("Écrivez la durée", say("1h30"), ("25:00", "0", "0 min", "beaucoup", "12 h 15", "1h75", "<b>2</b>")),
    ), "C’est noté", resumes=False),
}
