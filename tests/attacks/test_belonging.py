"""Who does not belong joins nothing, takes nothing, posts nothing and hears nothing. All people are fictional."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select, update

from storage.engine import open_engine, transaction
from storage.tables import Ask, HelpAcceptance, HelpRequest, NeighbourGroup, Participation, Residence, table
from tests.end_to_end.acts import BUILDING, ask, install, join
from tests.end_to_end.records import deliveries, rows
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town


def count(town: Town, of: type) -> int:
    return int(rows(town.url, select(func.count()).select_from(table(of)))[0][0])


async def outsider(scene: Scene, name: str, place: str) -> int:
    """Somebody who joins by typing a place, in no group."""
    person = int((await scene.act("users", first_name=name, language_code="fr"))["id"])
    await scene.act("start", user=person)
    await scene.idle()
    await scene.then(person, "Commencer", name, f"={place}")
    await scene.then(person, place.split(",")[0], "C’est tout", "C’est tout", "18 ans ou plus")
    await scene.see(person, f"Bienvenue, {name}")
    return person


async def forge(scene: Scene, person: int, data: str) -> None:
    """A tap of the person's own making, in private."""
    message = (await scene.messages(person))[-1]["message_id"]
    await scene.act("press", user=person, chat=person, message=message, data=data)
    await scene.idle()


async def test_outsiders_join_take_and_post_nothing(scene: Scene, town: Town) -> None:
    karim, odile, lucas = (scene.people[name] for name in ("Karim", "Odile", "Lucas"))
    group = await install(scene, karim, BUILDING)
    for name in ("Odile", "Lucas"):
        await join(scene, scene.people[name], group, name)
    await ask(scene, odile, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
    before = count(town, Participation)
    stranger = int((await scene.act("users", first_name="Noé", language_code="fr"))["id"])
    await scene.act("start", user=stranger)
    await scene.idle()
    mal = await outsider(scene, "Mal", "rue du Port, Lyon")
    for number in range(1, 5):
        await forge(scene, stranger, f"group.join:{number}")
        await forge(scene, mal, f"group.join:{number}")
    await forge(scene, mal, "help.take:1")
    assert count(town, Participation) == before
    assert count(town, HelpAcceptance) == 0
    assert BUILDING not in "\n".join(await scene.texts(stranger) + await scene.texts(mal))
    squatter = await outsider(scene, "Sly", "rue du Lac, Annecy")
    same_place(town)
    cards = len(deliveries(town.url, group, "help.card"))
    for _n in range(5):
        await ask(scene, squatter, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
        await minutes_pass(scene, 2)
    assert len(deliveries(town.url, group, "help.card")) == cards, "a card is for who takes part"
    assert "ne participez pas" in "\n".join(await scene.texts(squatter))
    theirs = [d for d in deliveries(town.url, lucas, "help.ask") if d.params["request"] != 1]
    assert len(theirs) == 2, "not more than two from one asker"
    await ask_ends(scene, town, squatter)


def same_place(town: Town) -> None:
    """As if the newest had typed the group's own place when joining."""
    newest = select(func.max(table(Residence).c.person_id)).scalar_subquery()
    engine = open_engine(town.url)
    with transaction(engine) as session:
        session.connection().execute(update(table(Residence)).where(table(Residence).c.person_id == newest).values(
            zone_id=select(func.min(table(NeighbourGroup).c.zone_id)).scalar_subquery()))
    engine.dispose()


async def ask_ends(scene: Scene, town: Town, squatter: int) -> None:
    """Eight publications, with those before: still two asks for each."""
    open_ones = [r.id for r in rows(town.url, select(table(HelpRequest).c.id).where(table(HelpRequest).c.id > 1))]
    for number in open_ones[:3]:
        await forge(scene, squatter, f"help.closed:{number}")
        await minutes_pass(scene, 2)
        await ask(scene, squatter, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
    per = rows(town.url, select(table(Ask).c.person_id, func.count()).where(
        table(Ask).c.request_id > 1).group_by(table(Ask).c.person_id))
    assert max(r[1] for r in per) == 2


async def minutes_pass(scene: Scene, minutes: int) -> None:
    await scene.act("clock", advance=60 * minutes)
    await asyncio.sleep(0)
    await scene.idle()


async def test_accepting_and_stepping_back_fifteen_times_says_two_things(scene: Scene, town: Town) -> None:
    karim, odile, lucas = (scene.people[name] for name in ("Karim", "Odile", "Lucas"))
    group = await install(scene, karim, BUILDING)
    for name in ("Odile", "Lucas"):
        await join(scene, scene.people[name], group, name)
    await ask(scene, odile, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
    for n in range(15):
        await forge(scene, lucas, "help.take:1")
        await forge(scene, lucas, "help.withdraw:1")
        if n % 5 == 4:
            await minutes_pass(scene, 2)
    said = [d for d in deliveries(town.url, odile) if d.kind in ("help.proposed", "help.withdrawn")]
    assert [d.kind for d in said] == ["help.proposed", "help.withdrawn"]


async def test_who_is_not_there_any_more_hears_and_recommends_nothing(scene: Scene, town: Town) -> None:
    karim, odile, fatou = (scene.people[name] for name in ("Karim", "Odile", "Fatou"))
    group = await install(scene, karim, BUILDING)
    await join(scene, odile, group, "Odile")
    own = await scene.act("groups", title="À moi seule", creator=fatou, members=[])
    await scene.learn()
    assert own["id"] in scene.groups.values()
    await scene.act("add_bot", chat=own["id"], by=fatou)
    await scene.press(fatou, "Installer", own["id"])
    await scene.idle()
    await scene.then(fatou, "À moi seule", "immeuble", f"={BUILDING}, Valmont", "Valmont (57)",
                     "De 20 h à 9 h", "Valider")
    await scene.press(fatou, "Participer aussi")
    await scene.idle()
    await scene.then(fatou, "Fatou", "C’est tout", "C’est tout", "18 ans ou plus", "=/recommander")
    await scene.see(fatou, "avoir soi-même une recommandation")
    await scene.act("member", chat=group, user=karim, action="kick")
    await scene.idle()
    await scene.then(odile, "=/signaler", "Insultes", "Oui, envoyer")
    await scene.see(odile, "Personne d’autre que vous n’anime")
    await scene.then(odile, "=✋ Parler à quelqu’un")
    assert not deliveries(town.url, karim, "moderation.report")
    await scene.then(karim, "=/recommander")
    assert "start=" not in (await scene.texts(karim))[-1]
