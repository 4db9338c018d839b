"""Erasing oneself is no weapon, and no way round a block. All people are fictional."""

from __future__ import annotations

from tests.attacks.test_taking_back import NEED, give_each_other, heard
from tests.end_to_end.acts import BUILDING, ask, install, join
from tests.end_to_end.records import deliveries
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town


async def test_a_one_letter_name_erases_nobody_elses_words(scene: Scene, town: Town) -> None:
    """A neighbour's card stays, what the group and its admin were told stays, and the request can be taken."""
    karim, odile, lucas, fatou = (scene.people[name] for name in ("Karim", "Odile", "Lucas", "Fatou"))
    group = await install(scene, karim, BUILDING)
    for name in ("Odile", "Fatou"):
        await join(scene, scene.people[name], group, name)
    await join_as(scene, lucas, group, "e")
    await ask(scene, odile, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
    await scene.see(group, "Un coup de main")
    others = (group, karim, odile, fatou)
    before = {row.id: (row.kind, row.params) for row in deliveries(town.url) if row.value in others}
    await scene.then(lucas, "=/effacer", "Oui, effacer")
    after = {row.id: (row.kind, row.params) for row in deliveries(town.url)}
    assert {number: after.get(number) for number in before} == before
    await scene.press(fatou, "Je peux", group)
    assert "Fatou" in await scene.see(odile, "peut vous aider")


async def test_who_was_blocked_comes_no_nearer_by_a_new_start(scene: Scene, town: Town) -> None:
    """Erasing oneself and joining under another name gives nobody back their way to who blocked them."""
    karim, odile, lucas = (scene.people[name] for name in ("Karim", "Odile", "Lucas"))
    group = await install(scene, karim, BUILDING)
    for name in ("Odile", "Lucas"):
        await join(scene, scene.people[name], group, name)
    await ask(scene, odile, *NEED)
    await give_each_other(scene, group, odile, lucas)
    await scene.then(odile, "=/mesdemandes", "🤝", "Bloquer", "Oui, bloquer")
    since = len(await heard(scene, odile))
    await scene.then(lucas, "=/effacer", "Oui, effacer")
    await join_as(scene, lucas, group, "Zoé")
    await scene.press(lucas, "Je peux", group)
    await scene.idle()
    said = (await heard(scene, odile))[since:]
    assert not [text for text in said if "Zoé" in text]


async def join_as(scene: Scene, person: int, group: int, typed: str) -> None:
    """Under a first name of their own."""
    await scene.follow(person, "Je participe", group)
    await scene.idle()
    await scene.then(person, f"={typed}", "C’est tout", "C’est tout", "18 ans ou plus")
    await scene.see(person, f"Bienvenue, {typed}")
