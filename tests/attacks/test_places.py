"""No typed word, no house number reaches a neighbour's screen, the database or the address service."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web
from sqlalchemy import MetaData, create_engine, select

from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town

HOMES = (
    ("Marie", "rue des Lilas n°4712 appt 4713, Nantes", ("4712", "4713")),
    ("Jean", "j’habite chez Zubrowka au 4714 ter rue des Lilas à Nantes", ("4714", "Zubrowka")),
    ("Alice", "rue des Lilas 44000 Nantes digicode 47B15 porte gauche", ("47B15", "gauche")),
)
SHOUT = "GAGNEZ 500E www.evil.example appelez, Mme Quetzalcoatl est une voleuse"


async def service(heard: list[str]) -> tuple[web.AppRunner, str]:
    """An address service that knows nothing and remembers what it was asked."""
    async def answer(request: web.Request) -> web.Response:
        heard.append(request.query.get("q", ""))
        return web.json_response({"features": []})

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    return runner, f"http://{host}:{port}"


def everything(url: str) -> str:
    """Every word of every row."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect() as connection:
            known = MetaData()
            known.reflect(connection)
            return "\n".join(str(value) for one in known.tables.values() for row in connection.execute(select(one))
                             for value in row if isinstance(value, str | dict | list))
    finally:
        engine.dispose()


async def begin(scene: Scene, person: int) -> None:
    await scene.act("start", user=person, payload="")
    await scene.idle()
    await scene.press(person, "Commencer")
    await scene.idle()


async def test_no_home_is_kept_shown_or_sent(scene: Scene, database: str, tmp_path: Path) -> None:
    heard: list[str] = []
    runner, url = await service(heard)
    town = Town(scene.base, database, tmp_path / "bot.log", {"GEOCODER_URL": url})
    await town.start()
    try:
        secrets: list[str] = []
        for name, typed, hidden in HOMES:
            [person] = await scene.add_people(1)
            await begin(scene, person)
            await scene.then(person, f"={name}", f"={SHOUT}")
            await scene.see(person, "Je n’y reconnais pas un lieu")
            await scene.then(person, f"={typed}", "rue des Lilas, Nantes", "C’est tout", "C’est tout", "18 ans ou plus")
            await scene.see(person, f"Bienvenue, {name}")
            secrets += hidden
        await scene.then(person, "=🤝 J’ai besoin d’un coup de main", "Courses", "Faire des courses", "Demain",
                         "L’après", "Publier")
        await scene.idle()
    finally:
        await town.stop()
        await runner.cleanup()
    assert heard
    assert set(heard) == {"rue des lilas nantes", "rue des lilas 44000 nantes"}
    rows = everything(database)
    assert "rue des Lilas" in rows
    screens = "\n".join([str(call["params"]) for call in await scene.calls()])
    for hidden_word in (*secrets, "evil.example", "Quetzalcoatl", "GAGNEZ"):
        assert hidden_word not in rows, hidden_word
        assert hidden_word not in screens, hidden_word
