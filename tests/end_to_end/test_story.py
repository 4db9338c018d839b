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


async def test_the_second_chapter_tells_the_town_hall_within_a_minute(
        scene: Scene, town: Town, browser: Browser) -> None:
    """Each linked group has the campaign once; the alert is rehearsed, and no group hears of it."""
    table, story = await lay(browser, scene, 1400, 860, town)
    page = table.page
    await story.get_by_role("button", name="La mairie").click()
    story = page.get_by_role("region", name="L’histoire de la mairie en cinq étapes")
    assert [" ".join(text.split()) for text in await story.get_by_role("listitem").all_inner_texts()] == TOWN_STEPS
    await table.keep("story-town-0")
    await faultless(page)
    await story.get_by_role("button", name="Suivez l’histoire").click()
    await expect(story.get_by_role("status")).to_contain_text("À vous maintenant", timeout=A_MINUTE)
    await table.keep("story-town-end")
    await expect(phone(page, "Mairie de Valmont").get_by_role("log")).to_contain_text("Pour de vrai")
    await faultless(page)
    assert table.faults == []
    for name in LINKED:
        said = await scene.texts(scene.groups[name] if name in scene.groups else await number(scene, name))
        assert sum("galette" in text for text in said) == 1, name
        assert not [text for text in said if "canicule" in text], name


async def number(scene: Scene, title: str) -> int:
    await scene.learn()
    return scene.groups[title]


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
    await story.get_by_role("button", name="La mairie").click()
    await table.keep("story-town-390")
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


