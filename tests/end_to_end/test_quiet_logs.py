"""Whatever goes wrong, at DEBUG: no line and no page names somebody, or holds what they wrote. All are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.scene import TOKEN, Scene
from tests.end_to_end.test_parts import free_port
from tests.end_to_end.town import Town

NAME, WORDS, PHONE = "Capucine-Aimée", "un colis très fragile", "06 98 76 54 32"
PLACE = (48.583456, 7.745678)


@pytest.fixture(params=["json", "plain"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_nothing_private_is_logged_or_counted(scene: Scene, sqlite_url: str, tmp_path: Path, form: str) -> None:
    health = free_port()
    town = Town(scene.base, sqlite_url, tmp_path / "bot.log", {
        "LOG_LEVEL": "DEBUG", "LOG_FORMAT": form, "HEALTH_PORT": str(health)})
    await town.start()
    try:
        odile = scene.people["Odile"]
        await scene.act("start", user=odile)
        await scene.see(odile, "Bonjour")
        await scene.then(odile, "Commencer", f"={NAME}")
        for fault in ({"status": 500}, {"status": 400, "description": f'Bad Request: odd tag "{NAME}" at 3'},
                      {"status": 400, "description": f'Bad Request: can\'t parse entities: tag "{NAME}"'},
                      {"body": "<html>502</html>"}, {"drop": "after"}):
            before = await scene.last()
            await scene.act("fault", times=1, **fault)
            await scene.say(odile, f"{WORDS} {PHONE}")
            await scene.idle()
            await scene.say(odile, "/urgence")
            await scene.see(odile, "112", before)
        await scene.act("update", update_id=77, message={
            "message_id": "x", "text": WORDS, "from": {"first_name": NAME}, "contact": {"phone_number": PHONE}})
        await scene.act("say", user=odile, location={"latitude": PLACE[0], "longitude": PLACE[1]})
        await scene.idle()
        await scene.say(odile, "/urgence")
        await scene.see(odile, "112")
        pages = ""
        for path in ("health", "ready", "metrics"):
            async with scene.web.get(f"http://127.0.0.1:{health}/{path}") as answer:
                pages += await answer.text()
    finally:
        await town.stop()
    told = (town.log.read_text() + pages).casefold()
    assert all(event in told for event in ("update_unreadable", "delivery_not_understood")), "the faults were met"
    for secret in (NAME.casefold(), "capucine", "colis", "fragile", "98 76", "0698", "48.58", "7.745",
                   TOKEN.partition(":")[2].casefold(), "odile", str(odile)):
        assert secret not in told, f"« {secret} » in {[line for line in told.splitlines() if secret in line][:3]}"
