"""The bot goes where TELEGRAM_API_BASE says, unchanged: another port, another path, and nowhere else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town


async def test_a_server_of_ones_own_behind_a_path(scene: Scene, tmp_path: Path) -> None:
    """Somebody's own Bot API server, behind their proxy: every call passes there."""
    asked: Counter[str] = Counter()

    async def pass_on(request: web.Request) -> web.Response:
        path = request.match_info["path"]
        asked[path.partition("/")[2]] += 1
        async with scene.web.request(request.method, f"{scene.base}/{path}", data=await request.read(),
                                     headers={"Content-Type": request.headers.get("Content-Type", "")}) as answer:
            return web.Response(body=await answer.read(), status=answer.status, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/telegram/api/{path:.*}", pass_on)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram/api"
    town = Town(base, f"sqlite:///{tmp_path / 'town.db'}", tmp_path / "bot.log", {"SANDBOX_CLOCK": "false"})
    try:
        await town.start()
        odile = scene.people["Odile"]
        await scene.act("start", user=odile)
        await scene.see(odile, "Bonjour")
        await scene.press(odile, "Commencer")
        await scene.see(odile, "prénom")
    finally:
        await town.stop()
        await runner.cleanup()
    for method in ("getMe", "getUpdates", "sendMessage", "answerCallbackQuery", "editMessageText"):
        assert asked[method], f"{method} went elsewhere"
    direct = {call["method"] for call in await scene.calls()} - set(asked)
    assert not direct, "both libraries go the same way"


async def test_two_towns_on_two_servers_never_meet(scene: Scene, tmp_path: Path) -> None:
    from sandbox.server import Sandbox

    async with Sandbox(port=0) as other, aiohttp.ClientSession() as web_session:
        far = Scene(other.base, web_session)
        await far.learn()
        here, there = (Town(one.base, f"sqlite:///{tmp_path / name}.db", tmp_path / f"{name}.log")
                       for one, name in ((scene, "here"), (far, "there")))
        await here.start()
        await there.start()
        try:
            odile = scene.people["Odile"]
            await scene.act("start", user=odile)
            await scene.see(odile, "Bonjour")
            assert await far.messages(odile) == []
            await far.act("start", user=odile)
            await far.see(odile, "Bonjour")
            assert len(await scene.messages(odile)) == 2
        finally:
            await here.stop()
            await there.stop()
