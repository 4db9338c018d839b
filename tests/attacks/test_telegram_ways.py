"""Telegram's ways, over HTTP: lost answers, groups that close, albums, odd commands, things that nobody wrote."""

from __future__ import annotations

from typing import Any

from tests.end_to_end.acts import ask, install, join
from tests.end_to_end.scene import Scene
from tests.end_to_end.test_faults import until_said
from tests.end_to_end.town import Town

CLOSED = {"status": 400, "description": "Bad Request: not enough rights to send text messages to the chat"}
BUILDING = "Les Lilas"


async def copies(scene: Scene, chat: int, label: str) -> list[tuple[int, dict[str, Any]]]:
    return [(number, button) for number, button in await scene.buttons(chat) if label in button["text"]]


async def test_a_tap_on_one_of_two_copies_takes_the_other_away(scene: Scene, town: Town) -> None:
    """The card arrived and its answer was lost: it is said again. Whoever presses either sees one card."""
    odile, karim = scene.people["Odile"], scene.people["Karim"]
    group = next(id_ for title, id_ in scene.groups.items() if title.startswith(BUILDING))
    await scene.act("add_bot", chat=group, by=karim)
    await scene.press(karim, "Installer", group)
    await scene.idle()
    await scene.then(karim, BUILDING, "immeuble", f"={BUILDING}, Valmont", "Valmont (57)", "De 20 h à 9 h")
    await scene.act("fault", method="sendMessage", chat=group, times=1, drop="after")
    before = await scene.last()
    await scene.press(karim, "Valider")
    await scene.see(group, "tout est prêt", since=before)
    first_seen = next(n for n, button in await copies(scene, group, "Je participe"))
    await scene.see(group, "tout est prêt", since=await scene.last())
    two = await copies(scene, group, "Je participe")
    assert len(two) == 2
    await until_said(town)
    first = min(number for number, _button in two)
    assert first == first_seen
    await scene.act("press", user=odile, chat=group, message=first, data=two[0][1]["callback_data"])
    await scene.idle()
    assert [number for number, _button in await copies(scene, group, "Je participe")] == [first]


async def test_a_group_that_closes_and_opens(scene: Scene, town: Town) -> None:
    """Who asks is told the truth; the card leaves at the first word from there, and they are told."""
    odile, karim = scene.people["Odile"], scene.people["Karim"]
    group = await install(scene, karim, BUILDING)
    await join(scene, odile, group, "Odile")
    await scene.act("fault", method="sendMessage", chat=group, **CLOSED)
    kinds = ("Courses", "courses", "jeudi", "après-midi")
    await ask(scene, odile, *kinds)
    await scene.see(odile, "n’accepte pas de message en ce moment")
    await scene.see(karim, "plus le droit d’écrire")
    assert not any("Je peux" in button["text"] for _number, button in await scene.buttons(group))
    await scene.act("faults", clear=True)
    await scene.say(karim, "/aide@tousvoisins_bot", chat=group)
    await scene.see(odile, "votre demande y est")
    assert any("Je peux" in button["text"] for _number, button in await scene.buttons(group))


async def test_what_people_and_clients_send(scene: Scene, town: Town) -> None:
    odile, karim = scene.people["Odile"], scene.people["Karim"]
    group = await install(scene, karim, BUILDING)
    await scene.act("start", user=odile)
    await scene.see(odile, "Bonjour")
    before = len(await scene.messages(odile))
    who = {"id": odile, "is_bot": False, "first_name": "Odile"}
    base = {"date": 1795512600, "chat": {"id": odile, "type": "private"}, "from": who}
    for n in range(10):
        photo = [{"file_id": f"p{n}", "file_unique_id": f"u{n}", "width": 9, "height": 9}]
        await scene.act("update", message=base | {"message_id": 5000 + n, "photo": photo, "media_group_id": "77"})
    for n, service in enumerate(({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
                                 {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}}},
                                 {"write_access_allowed": {}}, {"a_gift_of_tomorrow": {"stars": 3}})):
        await scene.act("update", message=base | {"message_id": 6000 + n} | service)
    await scene.act("update", message=base | {"message_id": 7000, "text": "/aide.\n"})
    await scene.see(odile, "/besoin")
    await scene.idle()
    said = (await scene.texts(odile))[before:]
    assert len(said) == 2, said
    await scene.say(karim, "/besoin@tousvoisins_bot\nporter un meuble", chat=group)
    await scene.see(group, "privé")
