"""kill -9 while neighbours find each other: one helper a request, each side told, and no outcome unknown."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from rules.deliveries import DeliveryState
from rules.help import SLOT_WORDS, AcceptanceState, RequestState
from storage.tables import HelpAcceptance, HelpRequest, table
from tests.end_to_end import records
from tests.end_to_end.acts import install
from tests.end_to_end.scene import Missing, Scene
from tests.end_to_end.town import Town, keep_killing

pytestmark = pytest.mark.crash
KILLS = int(os.environ.get("KILLS", "6"))
PLACES = {"Cour du Puits": ("Anna", "Basile", "Cyprien", "Danièle"),
          "Cour aux Tilleuls": ("Émile", "Flora", "Gaspard", "Hélène"),
          "Cour des Forges": ("Irène", "Jules", "Karine", "Léon")}
"""So few that the group is asked at once."""
MOST_COPIES = 3  # a kill, of what is said at least once
MOMENTS = {"Le matin": "le matin", "L’après-midi": "l’après-midi"}
TAKEN = "Une personne s’en occupe"
ASKING = (("=/besoin", "De quel coup de main"), ("Courses et repas", "Lequel vous aiderait"),
          ("Faire des courses", "Pour quel jour"), ("Demain", "À quel moment"))
JOINING = (("C’est tout", "quand"), ("C’est tout", "promettons"), ("18 ans ou plus", "Bienvenue"))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours, their group, and the moment by which their card is told from the others."""

    asker: int
    helper: int
    group: int
    label: str
    moment: str


async def test_pairs_survive_kills(scene: Scene, town: Town) -> None:
    pairs = await small_streets(scene)
    async with asyncio.TaskGroup() as group:
        for pair in pairs:
            group.create_task(agree(scene, town, pair))
        group.create_task(keep_killing(town, random.Random(20261124), KILLS))
    await settled(scene, town)
    one_helper_each(town)
    copies = [await notices_of(scene, town, pair) + await cards_of(scene, town, pair) for pair in pairs]
    assert sum(copies) <= MOST_COPIES * KILLS


async def small_streets(scene: Scene) -> list[Pair]:
    """Groups of four residents, who joined by their group's card: two askers, two helpers in each."""
    pairs = []
    for title, names in PLACES.items():
        people = [int((await scene.act("users", first_name=name, language_code="fr"))["id"]) for name in names]
        chat = await scene.act("groups", title=title, creator=people[0], members=people[1:])
        scene.groups[title] = chat["id"]
        group = await install(scene, people[0], title)
        for name, person in zip(names, people, strict=True):
            before = await scene.last()
            await scene.follow(person, "Je participe", group)
            await scene.see(person, "prénom", since=before)
            await tell(scene, person, "prénom", (name, "aimez-vous"), *JOINING)
        pairs += [Pair(asker, helper, group, *moment) for asker, helper, moment in
                  zip(people[::2], people[1::2], MOMENTS.items(), strict=True)]
    return pairs


async def tell(scene: Scene, person: int, asked: str, *steps: tuple[str, str]) -> None:
    """Say or press, and wait for the answer, which is never lost, however long the bot is away."""
    for step, answer in steps:
        before = await scene.last()
        await scene.reply(person, step, asked)
        await scene.see(person, answer, since=before, patience=60)
        asked = answer


async def agree(scene: Scene, town: Town, pair: Pair) -> None:
    """Five taps, one on the card, one yes. Who misses a notice finds the same thing in their lists."""
    await tell(scene, pair.asker, "", *ASKING, (pair.label, "Tout est juste"), ("Publier", "C’est publié"))
    if await heard(scene, town, pair.group, pair.moment, "help.card", lambda p: p.get("slot") and is_of(p, pair)):
        await scene.press_on(pair.helper, "Je peux", pair.group, pair.moment)
    else:
        await take_from_list(scene, pair)
    offer = "peut vous aider"
    if not await heard(scene, town, pair.asker, offer, "help.proposed"):
        offer = "se propose"
        await tell(scene, pair.asker, "", ("=/mesdemandes", "Vos demandes"), ("🤝 des courses", offer))
    await tell(scene, pair.asker, offer, ("D’accord", "Voici la suite"))


def is_of(params: dict[str, Any], pair: Pair) -> bool:
    return bool(SLOT_WORDS[params["slot"]].text == pair.moment)


async def take_from_list(scene: Scene, pair: Pair) -> None:
    """« 💪 Je peux aider », one need a screen, until the right one."""
    before = await scene.last()
    await scene.say(pair.helper, "/aider")
    shown = await scene.see(pair.helper, "Près de chez vous", since=before, patience=60)
    while pair.moment not in shown:
        before = await scene.last()
        await scene.press(pair.helper, "Suite")
        shown = await scene.see(pair.helper, "Près de chez vous", since=before, patience=60)
    await tell(scene, pair.helper, pair.moment, ("Je peux", "ne vous déplacez pas"))


async def heard(scene: Scene, town: Town, chat: int, words: str, kind: str,
                mine: Callable[[dict[str, Any]], Any] = bool) -> bool:
    """Wait for a notice. False when the ledger owns up to not knowing; it is never just not there."""
    for _try in range(20):
        try:
            await scene.see(chat, words, patience=4)
            return True
        except Missing:
            found = [d for d in records.deliveries(town.url, chat, kind) if mine(d.params)]
            if found and all(d.state is DeliveryState.UNCERTAIN for d in found):
                return False
    raise AssertionError(f"« {words} » neither came nor is uncertain:\n{records.told(town.url, chat)}")


async def settled(scene: Scene, town: Town) -> None:
    """Everything in the ledger has an outcome; the lease of a bot that was killed ends after three seconds."""
    for _try in range(200):
        await scene.idle()
        if not any(d.state in (DeliveryState.READY, DeliveryState.SENDING) for d in records.deliveries(town.url)):
            return
    raise AssertionError("the ledger never came to rest")


def one_helper_each(town: Town) -> None:
    requests, helpers = table(HelpRequest), table(HelpAcceptance)
    asked = records.rows(town.url, select(requests.c.id, requests.c.state))
    found = records.rows(town.url, select(helpers.c.request_id, helpers.c.state))
    assert len(asked) == sum(map(len, PLACES.values())) // 2
    assert {r.state for r in asked} == {RequestState.CONFIRMED}
    assert sorted((h.request_id, h.state) for h in found) == sorted((r.id, AcceptanceState.CONFIRMED) for r in asked)


async def notices_of(scene: Scene, town: Town, pair: Pair) -> int:
    """Said to each side at least once, never silently missing. Returns how many copies a kill made."""
    copies = 0
    for person, words in ((pair.asker, "C’est entendu avec"), (pair.helper, "vous dit oui")):
        [notice] = records.deliveries(town.url, person, "help.confirmed")
        seen = sum(words in text for text in await scene.texts(person))
        assert notice.state is DeliveryState.SENT
        assert seen >= 1, f"{words}: never\n{records.told(town.url, person)}"
        copies += seen - 1
    return copies


async def cards_of(scene: Scene, town: Town, pair: Pair) -> int:
    """One card in the group, which ends by saying that somebody comes. Returns how many copies a kill made."""
    cards = [text for text in await scene.texts(pair.group) if pair.moment in text]
    assert any(TAKEN in card for card in cards), f"{cards}\n{records.told(town.url, pair.group)}"
    return len(cards) - 1
