"""What is taken back leaves both phones and the ledger at once. All people are fictional."""

from __future__ import annotations

import json
import re

from tests.end_to_end.acts import BUILDING, ask, install, join
from tests.end_to_end.records import deliveries
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town

HERS, DOOR, HIS, SAID = "06 11 22 33 44", "9 impasse Cachée, porte 4", "06 55 44 33 22", "un sac rouge"
NEED = ("Courses et repas", "Faire des courses", "Demain", "L’après-midi")


async def test_a_minor_is_shown_the_refusal(scene: Scene, town: Town) -> None:
    """Their rows, the newest of all, have just gone: what is said next is no older for that."""
    karim, lucas = scene.people["Karim"], scene.people["Lucas"]
    group = await install(scene, karim, BUILDING)
    await scene.follow(lucas, "Je participe", group)
    await scene.idle()
    await scene.then(lucas, "Lucas", "C’est tout", "C’est tout", "moins de 18 ans")
    await scene.see(lucas, "18 ans", patience=10)
    assert not [button for _message, button in await scene.buttons(lucas) if "moins de 18" in button["text"]]


async def test_nobody_keeps_what_was_given_for_a_hand_that_is_over(scene: Scene, town: Town) -> None:
    """« Je ne peux plus », blocking and erasing oneself: phones, door, code and words leave both screens."""
    karim, odile, lucas, fatou = (scene.people[name] for name in ("Karim", "Odile", "Lucas", "Fatou"))
    group = await install(scene, karim, BUILDING)
    for name in ("Odile", "Lucas", "Fatou"):
        await join(scene, scene.people[name], group, name)
    await ask(scene, odile, *NEED)
    await give_each_other(scene, group, odile, lucas)
    await scene.then(lucas, "=/mesdemandes", "💪", "Je ne peux plus")
    await nothing_left(scene, town, odile, lucas)
    await give_each_other(scene, group, odile, fatou)
    await scene.then(odile, "=/mesdemandes", "🤝", "Bloquer cette personne", "Oui, bloquer")
    await nothing_left(scene, town, odile, fatou)
    await scene.then(odile, "=/mesdemandes", "🤝", "Arrêter", "Oui, arrêter")
    await ask(scene, odile, *NEED)
    await give_each_other(scene, group, odile, lucas)
    await scene.then(odile, "=/effacer", "Oui, effacer")
    await nothing_left(scene, town, odile, lucas)


async def give_each_other(scene: Scene, group: int, odile: int, helper: int) -> None:
    await scene.press(helper, "Je peux", group)
    await scene.idle()
    await scene.then(odile, "D’accord", "Donner mon numéro", f"={HERS}", f"={DOOR}")
    await scene.then(helper, "Donner mon numéro", f"={HIS}", "Écrire", f"=Je viendrai avec {SAID}")
    for person, words in ((helper, HERS), (helper, DOOR), (odile, HIS), (odile, SAID)):
        await scene.see(person, words, patience=20)


async def heard(scene: Scene, person: int) -> list[str]:
    """What the bot shows them now."""
    return [m.get("text", "") for m in await scene.messages(person) if m["from"]["is_bot"]]


async def nothing_left(scene: Scene, town: Town, *people: int) -> None:
    """Once the changes of both screens, a second apart as all that is said to one person, have arrived."""
    for _try in range(200):
        if not await left(scene, *people):
            break
        await scene.idle()
    assert not await left(scene, *people)
    ledger = json.dumps([row.params for row in deliveries(town.url)], ensure_ascii=False)
    assert not [words for words in (HERS, DOOR, HIS, SAID) if words in ledger]


async def left(scene: Scene, *people: int) -> list[str]:
    """What the bot still shows of it: to the one, the other's; to both, the visit code."""
    found = []
    for person, theirs in zip(people, ((HIS, SAID), (HERS, DOOR)), strict=True):
        found += [text for text in await heard(scene, person) if any(words in text for words in theirs)
                  or re.search(r"C’est entendu avec|vous dit oui", text)]
    return found
