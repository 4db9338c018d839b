"""Updates as no Telegram sends them: set aside, never the end of the program, at the next start neither."""

from __future__ import annotations

import aiohttp
from sqlalchemy import func, select

from storage.tables import SetAside, table
from tests.end_to_end import records
from tests.end_to_end.scene import Scene
from tests.end_to_end.test_webhook import SECRET, hooked
from tests.end_to_end.town import Town

__all__ = ["hooked"]
_aside = table(SetAside)
WHO = '"from": {"id": 7000000999, "is_bot": false, "first_name": "Extra"}'
CHAT = '"chat": {"id": 7000000999, "type": "private", "first_name": "Extra"}'
ODD = (
    '{"update_id": 9223372036854775808, "message": {"message_id": 1, "date": 1790000000, %s, %s, "text": "un"}}',
    '{"update_id": #ID#, "message": {"message_id": 99999999999999999999, "date": 1790000000, %s, %s, "text": "un"}}',
    '{"update_id": #ID#, "message": {"message_id": 3, "date": 1790000000, %s, %s, "text": "\\ud800 \\u0000"}}',
    '{"update_id": #ID#, "message": {"message_id": 4, "date": "hier", %s, %s, "\\ud800": "\\ud800"}}',
    '{"update_id": #ID#, "message": [%.0s%.0s]}',
    '{"update_id": #ID#, "callback_query": "oui%.0s%.0s"}',
)


def odd() -> list[str]:
    return [(one % (WHO, CHAT)).replace("#", "%") for one in ODD]


def aside(town: Town) -> int:
    return int(records.rows(town.url, select(func.count()).select_from(_aside))[0][0])


async def test_odd_updates_by_polling_and_at_the_next_start(scene: Scene, town: Town) -> None:
    odile, lucas = scene.people["Odile"], scene.people["Lucas"]
    for one in odd():
        await scene.act("update", raw=one, **({} if "%ID%" in one else {"update_id": 2**63}))
    await scene.act("start", user=odile)
    await scene.see(odile, "Bonjour")
    found = aside(town)
    assert 3 <= found <= len(ODD)
    await scene.say(odile, "/urgence")
    await scene.see(odile, "112")
    assert aside(town) == found, "what cannot be acknowledged is set aside once"
    await town.stop()
    await town.start()
    await scene.act("start", user=lucas)
    await scene.see(lucas, "Bonjour")
    assert "stopped by a fault" not in town.log.read_text()


async def test_odd_updates_by_webhook(scene: Scene, hooked: tuple[Town, str]) -> None:
    town, address = hooked
    async with aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}) as telegram:
        for n, one in enumerate(odd()):
            async with telegram.post(address, data=one.replace("%ID%", str(700_100 + n)).encode()) as answer:
                assert answer.status == 200
    await scene.act("start", user=scene.people["Odile"])
    await scene.see(scene.people["Odile"], "Bonjour")
    assert "stopped by a fault" not in town.log.read_text()
