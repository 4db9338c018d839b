"""Buttons forged by somebody who was never shown them, played against the running bot. All people are fictional."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from rules.deliveries import DeliveryState
from storage.tables import Block, HelpAcceptance, HelpRequest, HourEntry, NeighbourGroup, Report, Residence, table
from tests.end_to_end.acts import BUILDING, STREET, ask, install, join
from tests.end_to_end.conftest import TUESDAY
from tests.end_to_end.records import deliveries, rows
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town

ACTIONS = ("help.mine", "help.closed", "help.extend", "help.again", "help.move", "help.undo", "help.yes", "help.other",
           "help.withdraw", "help.still", "help.promise", "contact.phone", "contact.write", "contact.relay",
           "contact.door", "hours.fix", "hours.day", "hours.undo", "hours.confirm", "after.yes", "after.no",
           "thanks.to", "thanks.voice", "thanks.first", "set.leave", "signal", "signal.seen", "block", "unblock",
           "someone.reply", "geste.adopt", "geste.group", "kit", "group.undo")
PAIRED = ("after.why:{n}:missed", "thanks.say:{n}:a", "signal.say:danger:{n}:{n}", "set.group:{n}:name",
          "kit.name:{n}:affiche", "hours.note:{n}:60:2026-11-24", "hours.other:{n}:2026-11-24", "privacy.hush:{n}:m")
HERS = ("group.undo:2", "set.leave:2", "kit:2", "geste.group:2", "set.group:2:name", "kit.name:2:affiche")
AFFAIRS = (HelpRequest, HelpAcceptance, HourEntry, Residence, Report, Block, NeighbourGroup)


def affairs(url: str) -> list[list[tuple[object, ...]]]:
    return [[tuple(row) for row in rows(url, select(table(of)))] for of in AFFAIRS]


def cards(url: str) -> list[tuple[int, DeliveryState]]:
    return [(card.id, card.state) for card in deliveries(url, kind="help.card")]


async def forge(scene: Scene, person: int, data: str) -> None:
    """Press, as with a client of one's own, a button that was never shown."""
    [message, *_older] = [m["message_id"] for m in reversed(await scene.messages(person))]
    await scene.act("press", user=person, chat=person, message=message, data=data)


async def test_a_rogue_organiser_cancels_no_card_and_no_forged_button_reaches_others(
        scene: Scene, town: Town, database: str) -> None:
    """Odile's card waits for the morning; Nadia, who runs another group, undoes her own by naming its delivery."""
    karim, odile, lucas, nadia = (scene.people[name] for name in ("Karim", "Odile", "Lucas", "Nadia"))
    group = await install(scene, karim, BUILDING)
    for person, name in ((odile, "Odile"), (lucas, "Lucas")):
        await join(scene, person, group, name)
    await ask(scene, odile, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
    await scene.press(lucas, "Je peux", group)
    await scene.see(odile, "peut vous aider")
    await scene.at(TUESDAY.replace(hour=21))
    await ask(scene, odile, "Courses et repas", "Faire des courses", "jeudi", "L’après-midi")
    street = await install(scene, nadia, STREET, "rue")
    await scene.idle()
    waiting = cards(database)
    assert DeliveryState.WAITING in {state for _card, state in waiting}
    for number in (1, 2):
        for card, _state in waiting:
            await forge(scene, nadia, f"group.undo:{number}:{card}")
    await scene.idle()
    assert cards(database) == waiting
    await join(scene, nadia, street, "Nadia")
    before = affairs(database)
    moment = TUESDAY.replace(hour=21)
    forged = [one.format(n=n) for one in (*(f"{action}:{{n}}" for action in ACTIONS), *PAIRED) for n in (1, 2)]
    for place, data in enumerate(one for one in forged if not one.endswith(HERS)):
        if place % 15 == 0:  # no faster than a person may
            moment += timedelta(seconds=61)
            await scene.at(moment)
        await forge(scene, nadia, data)
        await scene.idle()
    assert cards(database) == waiting
    assert affairs(database) == before
    assert not [text for text in await scene.texts(nadia) if "Odile" in text or "Lucas" in text]
    await scene.at((TUESDAY + timedelta(days=1)).replace(hour=9, minute=1))
    await scene.see(group, "jeudi")
