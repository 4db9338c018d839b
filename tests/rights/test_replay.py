"""Every button ever shown, pressed by every other person, in private and in the group: nothing of others changes.
All people are fictional.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine

from rules.residents import Standing
from storage import residents
from tests.bot.scenes import dump, faults, note
from tests.pilots import Pilot
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap

# Made for whoever sees them: a card of the group is there to be pressed.
FOR_EVERYBODY = ("help.take", "geste.done", "geste.week", "geste.idea", "geste.next", "group.join")
# Columns that say whose a row is.
WHOSE = ("person_id", "asker_id", "volunteer_id", "by_id", "author_id", "used_by", "added_by", "installed_by",
         "other_id")


def lived(engine: Engine) -> Peupliers:
    """A day of the street: an ask, a yes, addresses, words, an hour, a geste, settings, half a conversation."""
    world = Peupliers(engine)
    odile, lucas, karim, chat = world.odile, world.lucas, world.karim, world.chat
    world.agreed()
    for who in (odile, lucas):
        press_tap(who, "contact.relay")
    world.ask(slot="matin")
    odile.say("/mesdemandes")
    note(lucas)
    lucas.say("/monheure")
    lucas.press("Corriger")
    odile.say("/geste")
    karim.say("/geste", chat)
    karim.say("/reglages", chat)
    karim.press("Ouvrir les réglages", chat)
    for who in (odile, lucas, karim):
        for words in ("/reglages", "/privacy", "/quitter", "/mesdonnees", "/effacer", "/pause", "/recommander"):
            who.say(words)
    lucas.say("/besoin")
    world.street.later(days=3)
    world.street.tick()
    return world


def every_tap(world: Peupliers) -> list[tuple[str, Pilot | None]]:
    """Each tap on any phone, with whose phone it is; None for the group's."""
    owners: dict[int, Pilot | None] = {p.id: p for p in (world.karim, world.odile, world.lucas, world.fatou)}
    found = {(b.tap, value) for value, phone in world.street.phones.items() for seen in phone.messages.values()
             for row in seen.rows for _label, b in row if b.tap}
    return [(tap, owners.get(value)) for tap, value in sorted(found)]


def of_others(affairs: Mapping[str, Any], person: int | None) -> dict[str, Any]:
    """Rows that are not this person's; links, things said once, totals of reports and what follows them are machinery:
    anybody may report.
    """
    kept = {table: [row for row in rows if person is None or not is_of(row, table, person)]
            for table, rows in affairs.items() if table not in ("link", "once", "moderation_total")}
    kept["agenda"] = [row for row in kept["agenda"] if not row["what"].startswith("moderation.")]
    replaced = {row["replaces_id"] for row in affairs["hour_entry"]}
    kept["hours that stand"] = [row for row in kept["hour_entry"] if row["id"] not in replaced]
    return kept


def is_of(row: Mapping[str, Any], table: str, person: int) -> bool:
    named = any(row.get(column) == person for column in WHOSE)
    return named or row.get("owner") == f"p{person}" or (table == "person" and row["id"] == person)


@pytest.mark.parametrize("who", ["a stranger", "a neighbour", "a suspended neighbour", "who lost every right"])
def test_no_button_of_somebody_else_changes_anything_of_others(sqlite_engine: Engine, who: str) -> None:
    world = lived(sqlite_engine)
    street, presser = world.street, world.fatou
    if who == "a stranger":
        presser = street.person("Ana")
    elif who == "a suspended neighbour":
        number = presser.person_id
        with street.session() as session:
            residents.change(session, number, standing=Standing.SUSPENDED)
    elif who == "who lost every right":
        presser = world.karim
        street.admins.clear()
    taps = [(tap, owner) for tap, owner in every_tap(world) if owner is not presser]
    assert len(taps) > 40
    me = presser.row.id if presser.row else None
    before = of_others(dump(street), me)
    for tap, _owner in taps:
        for chat in (None, world.chat):
            open_ = tap.split(":")[0] in FOR_EVERYBODY and who in ("a neighbour", "who lost every right")
            if open_:
                continue
            answered = len(street.phone(chat.value if chat else presser.id).answered)
            presser.tap(tap, 1, chat)
            assert len(street.phone(chat.value if chat else presser.id).answered) == answered + 1, tap
    me = presser.row.id if presser.row else None
    after = of_others(dump(street), me)
    assert not faults(street)
    assert {t: r for t, r in after.items() if r != before[t]} == {}
