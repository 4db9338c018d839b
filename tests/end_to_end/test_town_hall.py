"""The town hall over HTTP: a first coordinator from the command line, a second one confirmed, a group linked by its
admin, and a role that ends in the middle of something. All people are fictional.
"""

from __future__ import annotations

import asyncio
import os
import re

from tests.end_to_end.acts import BUILDING, install
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town
from tests.world.http.nest import hatch
from tests.world.http.scene import TOKEN


async def from_the_command_line(town: Town, *arguments: str) -> str:
    """Beside the bot that serves."""
    wanted = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": town.base, "DATABASE_URL": town.url, "SANDBOX_CLOCK": "true"}
    done = await hatch("bot", "--env", "-", "coordinator", *arguments, errors=town.log, env=dict(os.environ) | wanted)
    said = await asyncio.wait_for(done.stdout.read(), 60)
    assert await done.wait() == 0, town.log.read_text()[-2000:]
    return said.decode().strip()


async def menu_of(scene: Scene, person: int) -> dict[str, object] | None:
    """The last call about this person's own menu."""
    calls = [call for call in await scene.calls() if call["method"] in ("setMyCommands", "deleteMyCommands")
             and call["params"].get("scope", {}).get("chat_id") == person]
    return calls[-1] if calls else None


async def test_from_the_first_invitation_to_the_end_of_a_role(scene: Scene, town: Town) -> None:
    nadia, odile, karim = (scene.people[name] for name in ("Nadia", "Odile", "Karim"))
    assert await from_the_command_line(town, "--list") == "Nobody has a role yet."
    await scene.open(nadia, await from_the_command_line(town))
    await scene.press(nadia, "Accepter")
    await scene.see(nadia, "C’est confirmé")
    await scene.then(nadia, "=/mairie", "Rôles", "Inviter", "Coordination", "Préparer le lien")
    link = next(button["url"] for _message, button in await scene.buttons(nadia)
                if "Ouvrir l’invitation" in button["text"])
    await scene.open(odile, link)
    await scene.press(odile, "Accepter")
    await scene.see(nadia, "Est-ce bien la personne")
    await scene.open(karim, link)
    await scene.see(karim, "n’est plus valable")
    await scene.press(nadia, "Confirmer")
    await scene.see(odile, "C’est confirmé")
    await scene.then(odile, "=/mairie", "Rues", "Code pour les groupes", "Un code pour tous")
    found = re.search(r"MAIRIE \d{5}", await scene.see(odile, "MAIRIE "))
    assert found
    lilas = await install(scene, karim, BUILDING)
    await scene.say(karim, f"/relier {found[0]}", lilas)
    await scene.see(lilas, "est relié")
    listed = await from_the_command_line(town, "--list")
    assert listed.count("coordinator\tactive") == 2
    await scene.then(odile, "=/mairie", "Rôles", "Inviter")
    menu = await menu_of(scene, odile)
    assert menu is not None
    assert menu["method"] == "setMyCommands"
    assert "mairie" in str(menu["params"])
    assert await from_the_command_line(town, "--revoke", str(odile)) == "1 role(s) ended."
    await scene.see(odile, "a pris fin")
    await scene.press(odile, "Coordination")
    await scene.idle()
    await scene.say(odile, "/mairie")
    await scene.see(odile, "réservé aux personnes")
    menu = await menu_of(scene, odile)
    assert menu is not None
    assert menu["method"] == "deleteMyCommands"
