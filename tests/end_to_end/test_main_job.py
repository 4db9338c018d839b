"""The main job, over HTTP, through both libraries, on both databases. All people are fictional."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.end_to_end.acts import BUILDING, ask, install, join
from tests.end_to_end.conftest import TUESDAY
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town

WEDNESDAY_MORNING = TUESDAY.replace(hour=11, minute=1) + timedelta(days=1)
THURSDAY_EVENING = TUESDAY.replace(hour=18, minute=1) + timedelta(days=2)
FRIDAY_MORNING = TUESDAY.replace(hour=9, minute=1) + timedelta(days=3)


async def test_a_newcomer_is_answered_within_a_moment(scene: Scene, town: Town) -> None:
    odile = scene.people["Odile"]
    await scene.act("start", user=odile)
    assert "112" in await scene.see(odile, "Bonjour")


async def test_from_the_need_to_the_thanks(scene: Scene, town: Town) -> None:
    """A group is installed, two neighbours join, one asks, the other helps; the hour and the geste follow."""
    karim, odile, lucas = (scene.people[name] for name in ("Karim", "Odile", "Lucas"))
    group = await install(scene, karim, BUILDING)
    await join(scene, odile, group, "Odile")
    await join(scene, lucas, group, "Lucas")
    code = await agree(scene, group, odile, lucas)
    await reach_each_other(scene, odile, lucas)
    before = await scene.last()
    await scene.at(WEDNESDAY_MORNING)
    assert "Code de visite" in await scene.see(odile, "Lucas vient vous aider")
    assert "Code de visite" in await scene.see(lucas, "Odile vous attend")
    await scene.see(group, "💡", since=before)
    await done_and_thanked(scene, odile, lucas)
    before = await scene.last()
    await scene.at(FRIDAY_MORNING)
    await scene.see(group, "💡", since=before)
    await shows_nobody(scene, group, code)


async def agree(scene: Scene, group: int, odile: int, lucas: int) -> str:
    """Five taps, one on the card, one yes; the visit code."""
    await ask(scene, odile, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
    await scene.see(group, "Un coup de main")
    await scene.press(lucas, "Je peux", group)
    await scene.see(lucas, "ne vous déplacez pas")
    await scene.see(group, "Une personne s’en occupe")
    assert "Lucas" in await scene.see(odile, "peut vous aider")
    await scene.press(odile, "D’accord")
    hers = await scene.see(odile, "C’est entendu avec Lucas")
    his = await scene.see(lucas, "Odile vous dit oui")
    codes = {found[1] for text in (hers, his) if (found := re.search(r"Code de visite\s: (\d{4})\b", text))}
    assert len(codes) == 1, "both see the same code"
    return codes.pop()


async def reach_each_other(scene: Scene, odile: int, lucas: int) -> None:
    """Both pass by the bot: words are carried, no number is asked."""
    await scene.see(odile, "Comment voulez-vous parler")
    await scene.then(odile, "Écrire ici seulement", "Plus tard")
    await scene.see(lucas, "préfère écrire ici")
    await scene.then(lucas, "Écrire ici seulement", "Écrire", "=Je passe à 15 h, bonne journée !")
    assert "15 h" in await scene.see(odile, "Lucas vous écrit")
    await scene.then(odile, "Répondre", "=Parfait, à demain !")
    await scene.see(lucas, "Parfait, à demain")


async def done_and_thanked(scene: Scene, odile: int, lucas: int) -> None:
    """The next day at six: both say yes; thanks in a tap, the hour in two."""
    await scene.at(THURSDAY_EVENING)
    for person in (odile, lucas):
        await scene.see(person, "Est-ce que cela s’est fait")
        await scene.press(person, "✅ Oui")
        await scene.see(person, "Bonne nouvelle")
    await scene.see(odile, "Un mot pour Lucas")
    await scene.then(odile, "Pour le service")
    await scene.see(lucas, "🙏 Odile vous écrit")
    before = await scene.last()
    await scene.press(lucas, "Oui, noter")
    assert "1\u00a0h" in await scene.see(lucas, "C’est noté", since=before)
    await scene.press(odile, "Je confirme")
    await scene.see(lucas, "Odile confirme")
    await scene.idle()


async def shows_nobody(scene: Scene, group: int, code: str) -> None:
    """What the group ever saw, changes included: one card, one geste a morning, no name and no number."""
    said = [call["params"]["text"] for call in await scene.calls() if call["params"].get("chat_id") == group
            and "text" in call["params"]]
    assert sum("Un coup de main" in text for text in said) == 1
    gestes = [text for text in said if "💡" in text]
    assert len(set(gestes)) == len(gestes) == 2, "Wednesday's, two hours late, and Friday's"
    for text in said:
        assert not re.search(rf"Odile|Lucas|Karim|{code}|\d{{2}}.?\d{{2}}.?\d{{2}}", text), text
