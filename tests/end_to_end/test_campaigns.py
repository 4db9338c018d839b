"""The town speaks to its streets over HTTP: a photo, a count, a correction; nothing lost when it dies on the way. All
people are fictional.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from rules.console import RoleState, TownRole
from storage.engine import open_engine, transaction
from storage.tables import Address, NeighbourGroup, Person, RoleHeld, TownLink, table
from tests.end_to_end.acts import BUILDING, install, join
from tests.end_to_end.conftest import TUESDAY
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town

_a, _p, _g = table(Address), table(Person), table(NeighbourGroup)


def entitle(database: str, person: int) -> None:
    """This person coordinates; every group is linked."""
    engine = open_engine(database)
    with transaction(engine) as session:
        run = session.connection().execute
        mine = run(select(_p.c.id).join(_a, _a.c.id == _p.c.address_id).where(_a.c.value == person)).scalar_one()
        run(insert(table(RoleHeld)).values(role=TownRole.COORDINATOR, state=RoleState.ACTIVE, person_id=mine,
                                           since=TUESDAY, until=TUESDAY, tag=""))
        for group in run(select(_g.c.id)).scalars().all():
            run(insert(table(TownLink)).values(group_id=group, since=TUESDAY, quarter=""))
    engine.dispose()


async def another(scene: Scene, admin: int) -> int:
    """A second group, whose name is chosen as it stands."""
    made = await scene.act("groups", title="Le Port", type="supergroup", creator=admin)
    chat = int(made["id"])
    await scene.act("add_bot", chat=chat, by=admin)
    await scene.press(admin, "Installer", chat)
    await scene.idle()
    await scene.then(admin, "Le Port", "rue", "=rue du Port, Valmont", "Valmont (57)", "De 20 h à 9 h", "Valider")
    await scene.see(chat, "prêt pour les coups de main")
    return chat


async def newest(scene: Scene, chat: int) -> dict[str, Any]:
    return (await scene.messages(chat))[-1]


async def test_a_photo_reaches_each_group_once_and_is_counted_and_corrected(
        scene: Scene, town: Town, database: str) -> None:
    karim, nadia, odile = scene.people["Karim"], scene.people["Nadia"], scene.people["Odile"]
    lilas = await install(scene, karim, BUILDING)
    road = await another(scene, karim)
    await join(scene, nadia, lilas, "Nadia")
    entitle(database, nadia)
    await scene.then(nadia, "=/campagne", "✏️ Écrire un message", "📄 Page blanche", "📝 Le texte")
    await scene.act("say", user=nadia, photo=True, caption="La fête de la rue est samdi")
    await scene.see(nadia, "Brouillon")
    await scene.then(nadia, "✏️ Écrire", "🔘 Les boutons", "🙋 J’y vais", "✅ C’est tout", "Sans autre bouton",
                     "👁 Aperçu et envoi", "📣 Envoyer", "✅ Confirmer")
    await scene.see(nadia, "Départ dans une minute")
    await town.kill()
    await town.start()
    await scene.act("clock", advance=61)
    for chat in (lilas, road):
        await scene.see(chat, "samdi")
        assert "photo" in await newest(scene, chat)
    await scene.press(odile, "J’y vais", lilas)
    await scene.then(nadia, "=/rectifier")
    await scene.press(nadia, "La fête")
    await scene.then(nadia, "⚙️ Changer, copier", "✏️ Corriger partout")
    await scene.say(nadia, "La fête de la rue est samedi")
    await scene.press(nadia, "Remplacer partout")
    for chat in (lilas, road):
        await scene.see(chat, "samedi")
        said = [m for m in await scene.messages(chat) if "vérifié" in m.get("caption", "")]
        assert len(said) == 1, "once in each group"
    assert "samdi" not in " ".join(m.get("caption", "") for m in await scene.messages(lilas))
