"""The demo tells its story: one button, three phones, the main job in a minute. Everybody in it is fictional."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

from bot.demo_scene import next_morning, set_the_scene
from bot.demo_town import LINKED
from tests.end_to_end.scene import TOKEN, Scene
from tests.end_to_end.test_browser import Table, browser, database
from tests.end_to_end.town import Town
from tests.sandbox.page import CHROMIUM, phone

__all__ = ["browser", "database"]
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]
SUNDAY = datetime.fromisoformat("2026-11-29T15:00:00+01:00")
STEPS = ["1. Odile demande", "2. Le groupe voit, sans nom", "3. Lucas dit « Je peux »", "4. Le code de visite",
         "5. Demain, 18 h", "6. Merci, et une heure notée"]
TOWN_STEPS = ["1. La mairie écrit", "2. Elle confirme", "3. Chaque groupe, une fois", "4. Où c’est arrivé",
              "5. Une alerte, en répétition"]
ASKING_STEPS = ["1. Odile demande", "2. Trois personnes, en privé", "3. Quatre heures passent",
                "4. Un oui, et c’est pourvu", "5. Nadia veille", "6. Le papier de Mme Petit",
                "7. La feuille à remettre"]
A_MINUTE = 60_000


async def lay(browser: Browser, scene: Scene, width: int, height: int, town: Town | None = None
              ) -> tuple[Table, Locator]:
    around = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": town.base, "DATABASE_URL": town.url, "SANDBOX_CLOCK": "true",
              "LOG_LEVEL": "WARNING"} if town else None
    await set_the_scene(scene.base, SUNDAY, around)
    table = await Table.lay(browser, scene.base, width, height)
    return table, table.page.get_by_role("region", name="L’histoire en six étapes")


async def faultless(page: Page) -> None:
    """No fault for an accessibility engine."""
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


async def test_one_button_tells_the_main_job_within_a_minute(scene: Scene, town: Town, browser: Browser) -> None:
    table, story = await lay(browser, scene, 1400, 860)
    page = table.page
    assert [" ".join(text.split()) for text in await story.get_by_role("listitem").all_inner_texts()] == STEPS
    assert await page.get_by_role("log").count() == 3, "three phones first"
    clock = page.get_by_role("banner").get_by_role("time")
    await expect(clock).to_contain_text("Dans la rue, il est 10:00, lundi 30 novembre")
    await expect(phone(page, "Lucas", "Les Lilas").get_by_role("log")).to_contain_text("merci Karim")
    await expect(page.get_by_role("log").first).not_to_contain_text(re.compile(r"/start\s+\w"))
    await table.keep("story-0")
    await faultless(page)
    await story.get_by_role("button", name="Suivez l’histoire").click()
    await expect(story.get_by_role("status")).to_contain_text("Odile a besoin de courses")
    await expect(page.get_by_role("button", name="J’ai besoin d’un coup de main").first).to_have_class("lit")
    await table.keep("story-1")
    await expect(story.get_by_role("status")).to_contain_text("À vous maintenant", timeout=A_MINUTE)
    await table.keep("story-end")
    lucas, group = phone(page, "Lucas"), phone(page, "Lucas", "Les Lilas")
    await expect(lucas.get_by_role("log")).to_contain_text("Code de visite")
    await expect(lucas.get_by_role("log")).to_contain_text("C’est noté")
    await expect(group.get_by_role("log")).to_contain_text("💡")
    await expect(group.get_by_role("log")).not_to_contain_text("Odile demande")
    await faultless(page)
    assert table.faults == []


async def test_two_more_chapters_tell_the_town_hall_and_who_is_asked(
        scene: Scene, town: Town, browser: Browser) -> None:
    table, _story = await lay(browser, scene, 1400, 860, town)
    await scene.learn()
    await hear(table, "La mairie", "L’histoire de la mairie en cinq étapes", TOWN_STEPS)
    await expect(phone(table.page, "Mairie de Valmont").get_by_role("log")).to_contain_text("Pour de vrai")
    for name in LINKED:
        said = await scene.texts(scene.groups[name])
        assert sum("galette" in text for text in said) == 1, f"{name} has the campaign once"
        assert not [text for text in said if "canicule" in text], f"{name} hears nothing of a rehearsal"
    before = len(await scene.texts(scene.groups["Les Lilas"]))
    await hear(table, "De proche en proche", "L’histoire de proche en proche en sept étapes", ASKING_STEPS)
    assert sum("3 personnes proches la reçoivent en privé" in text
               for text in await scene.texts(scene.people["Odile"])) == 1
    nadia = await scene.texts(scene.people["Nadia"])
    assert any("1 chose à faire" in text for text in nadia)
    assert "La carte à remettre" in nadia[-1]
    read = [text for name in scene.people for text in await scene.texts(scene.people[name])]
    assert sum("C’est pourvu, merci" in text for text in read) == 3, "one who did not answer, and two asked after them"
    assert not [text for text in read if "Nadia, pour le voisinage" in text and text in nadia], "by herself"
    group = (await scene.texts(scene.groups["Les Lilas"]))[before:]
    assert sum("pharmacie" in text for text in group) == 1, "for Mme Petit"
    assert not [text for text in group if "Petit" in text or "Odile" in text or "courses" in text]
    assert table.faults == []


async def hear(table: Table, name: str, label: str, steps: list[str]) -> None:
    """Another chapter, from its button to its end."""
    await table.page.locator(".story").get_by_role("button", name=name).click()
    story = table.page.get_by_role("region", name=label)
    assert [" ".join(text.split()) for text in await story.get_by_role("listitem").all_inner_texts()] == steps
    await table.keep(f"story-{name}-0")
    await faultless(table.page)
    await story.get_by_role("button", name="Suivez l’histoire").click()
    await expect(story.get_by_role("status")).to_contain_text("À vous maintenant", timeout=2 * A_MINUTE)
    await table.keep(f"story-{name}-end")
    await faultless(table.page)


async def test_the_story_waits_for_the_visitor_step_by_step_on_a_phone(
        scene: Scene, town: Town, browser: Browser) -> None:
    """At 390 pixels: the lit button pressed by hand, or « Suivant », go on; « Arrêter » gives the phones back."""
    table, story = await lay(browser, scene, 390, 844)
    page = table.page
    await faultless(page)
    await story.get_by_role("button", name="Pas à pas").click()
    hers = phone(page, "Odile")
    await hers.get_by_role("button", name="J’ai besoin d’un coup de main").click()
    await expect(hers.get_by_role("button", name="Courses et repas").last).to_have_class("lit")
    await table.keep("story-390")
    await story.get_by_role("button", name="Suivant").click()
    await expect(hers.locator("button.lit")).to_have_count(1)
    await expect(hers.get_by_role("log")).not_to_contain_text("De quel coup de main")
    await story.get_by_role("button", name="Arrêter").click()
    await expect(story.get_by_role("status")).to_contain_text("Les téléphones sont à vous")
    await expect(page.locator(".lit")).to_have_count(0)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await expect(story.get_by_role("button", name="La mairie")).to_be_hidden()
    await scene.act("seed", name="town")
    for chapter in ("La mairie", "De proche en proche"):
        await page.locator(".story").get_by_role("button", name=chapter).click()
        await table.keep(f"story-{chapter}-390")
        await faultless(page)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    assert table.faults == []


@pytest.mark.parametrize(("now", "opening"), [
    ("2026-11-29T15:00:00+01:00", "2026-11-30T10:00:00+01:00"),  # a Sunday: Monday
    ("2026-12-02T11:00:00+01:00", "2026-12-07T10:00:00+01:00"),  # a Wednesday after ten: no three days are left
    ("2026-12-24T09:00:00+01:00", "2026-12-28T10:00:00+01:00"),  # Christmas is in the way
])
def test_the_street_opens_on_the_first_of_three_working_days(now: str, opening: str) -> None:
    assert next_morning(datetime.fromisoformat(now)) == datetime.fromisoformat(opening)


def test_every_sign_of_the_house_is_in_the_emoji_shipped_with_the_page() -> None:
    """A machine without emoji shows no empty box."""
    root = Path(__file__).parents[2]
    shipped = set((root / "sandbox/page/fonts/emoji.txt").read_text("utf-8"))
    sources = [path for pattern in ("bot/**/*.py", "rules/**/*.py", "messages/**/*.py", "actions/**/*.py",
                                                 "content/*.yaml", "sandbox/page/*.js")
               for path in root.glob(pattern)]
    used = {sign for path in sources for sign in path.read_text("utf-8") if 0x1F300 <= ord(sign) <= 0x1FAFF}
    assert len(used) > 50
    assert used <= shipped, f"missing: {used - shipped}"


