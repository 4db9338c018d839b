"""A street where anything may happen, and updates of every kind that Telegram could send. All people are fictional."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.handlers import HOUSE
from rules.incoming import (
    BotStatus,
    Event,
    Located,
    MemberStatus,
    Migrated,
    Ordered,
    Other,
    Place,
    PlaceKind,
    Renamed,
    Sender,
    Tapped,
    Typed,
)
from tests.bot.scenes import begin_join, note
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap

PEOPLE = 6
GROUPS = (-1_000_000_000_001, -1_000_000_000_777)
WORDS = st.one_of(
    st.sampled_from(["oui", "non", "retour", "annuler", "menu", "demain", "hier", "24/12", "1h30", "25:00", "Odile",
                     "rue des Lilas, Nantes", "21h-8h", "<b>gras</b>", "</b>", "&amp;", "{name}", "%s", "\u202e", "",
                     "💡 Le geste du jour", "06 12 34 56 78", "é" * 4096, "\x00", "'; drop table person; --"]),
    st.text(max_size=60))
PARTS = st.one_of(st.integers(-3, 12).map(str), st.text(max_size=8), st.sampled_from(
    ["²", "9" * 30, "", "2026-11-24", "20261124", "x", "+", "+x", "+99"]))
FORGED = st.builds(lambda action, parts: ":".join([action, *parts])[:60],
                   st.sampled_from([*sorted(HOUSE.taps), "c", "inconnu"]), st.lists(PARTS, max_size=4))
ANSWERS = st.builds(lambda talk, run, question, value: f"c:{talk}:{run}:{question}:{value}"[:60],
                    st.sampled_from(sorted(HOUSE.talks)), st.integers(0, 60), st.sampled_from(
                        ["kind", "name", "minutes", "day", "sure", "likes", "quiet", "theme"]), PARTS)
ORDERS = st.builds(Ordered, st.sampled_from([*sorted(HOUSE.orders), "inconnue", ""]), st.one_of(st.just(""), WORDS))
@dataclass(frozen=True, slots=True)
class Shown:
    """One of the buttons really shown when the update arrives: on the newest message here, or on any phone.
    Its last part is replaced when `forged`."""

    index: int
    newest: bool
    forged: str | None = None


SHOWN = st.builds(Shown, st.integers(0, 10_000), st.booleans(), st.one_of(st.none(), PARTS))


def events() -> st.SearchStrategy[Event | Shown]:
    taps = st.one_of(SHOWN, FORGED.map(lambda data: Tapped("q", data, 1)), ANSWERS.map(lambda d: Tapped("q", d, None)))
    rare: st.SearchStrategy[Event] = st.one_of(
        st.builds(Located, st.sampled_from([None, "4721:-155", "nonsense"])),
        st.builds(Other, st.sampled_from(["photo", "voice", "sticker", "service"]), st.none() | st.just("file"), WORDS),
        st.builds(BotStatus, st.sampled_from(["member", "administrator", "left", "kicked"]), st.booleans()),
        st.builds(MemberStatus, st.integers(500, 500 + PEOPLE), st.sampled_from(["left", "member", "creator"])),
        st.builds(Renamed, WORDS), st.just(Migrated(GROUPS[0], GROUPS[1])))
    return st.one_of(taps, taps, WORDS.map(Typed), ORDERS, rare)


def senders() -> st.SearchStrategy[tuple[Sender, Place]]:
    def placed(number: int, where: int, thread: int | None, name: str) -> tuple[Sender, Place]:
        if where < 6:
            return Sender(number, name, "fr"), Place(number, PlaceKind.PRIVATE)
        chat = GROUPS[where % 2]
        place = Place(chat, (PlaceKind.GROUP, PlaceKind.SUPERGROUP, PlaceKind.CHANNEL)[where % 3], "Les Lilas", thread)
        return (Sender(None, "", "fr", chat) if where == 9 else Sender(number, name, "fr")), place

    return st.builds(placed, st.integers(500, 500 + PEOPLE), st.integers(0, 9), st.sampled_from([None, None, 42]),
                     st.sampled_from(["Odile", "<b>", "\u202e", "🌸"]))


def lively(engine: Engine) -> Peupliers:
    """Requests, conversations begun, hours, a group: so that most updates find something to act upon."""
    world = Peupliers(engine)
    world.agreed()
    press_tap(world.odile, "contact.relay")
    world.ask(slot="matin")
    note(world.lucas)
    world.fatou.say("/besoin")
    begin_join(world.street.person("Ana"))
    world.karim.say("/reglages", world.chat)
    world.karim.press("Ouvrir les réglages", world.chat)
    return world
