"""The main job as people live it: phones in a real browser, found by role and by name. All people are fictional."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.end_to_end.acts import BUILDING, install
from tests.end_to_end.conftest import TUESDAY
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town
from tests.sandbox.page import CHROMIUM, FLAGS, phone

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]
ARTIFACTS = Path(__file__).resolve().parents[1] / "artifacts"
PATIENCE = 30_000
WEDNESDAY_MORNING = TUESDAY.replace(hour=11, minute=1) + timedelta(days=1)
THURSDAY_EVENING = TUESDAY.replace(hour=18, minute=1) + timedelta(days=2)
FRIDAY_MORNING = TUESDAY.replace(hour=9, minute=1) + timedelta(days=3)


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'town.db'}"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as play:
        found = await play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        await found.close()


@dataclass(slots=True)
class Table:
    """The page with several phones lying side by side, and what the browser complained of."""

    page: Page
    faults: list[str] = field(default_factory=list)

    @classmethod
    async def lay(cls, browser: Browser, base: str, width: int, height: int, fragment: str = "") -> Table:
        context = await browser.new_context(locale="fr-FR", viewport={"width": width, "height": height})
        table = cls(await context.new_page())
        table.page.on("pageerror", lambda error: table.faults.append(str(error)))
        table.page.on("console", lambda said: table.faults.append(said.text) if said.type == "error" else None)
        await table.page.goto(f"{base}/#{fragment}")
        await expect(table.page.get_by_role("region").first).to_be_visible()
        return table

    async def tap(self, on: Locator, *labels: str | re.Pattern[str]) -> None:
        """Tap the newest button with these words, one after the other, each once it is there."""
        for label in labels:
            button = on.get_by_role("button", name=label).last
            await button.click(timeout=PATIENCE)

    async def read(self, on: Locator, words: str) -> None:
        await expect(on.get_by_role("log")).to_contain_text(words, timeout=PATIENCE)

    async def write(self, on: Locator, words: str) -> None:
        await on.get_by_role("textbox", name="Écrire un message").fill(words)
        await on.get_by_role("button", name="Envoyer").click()

    async def show(self, on: Locator, title: str) -> None:
        """Turn a phone to another of its conversations."""
        await on.get_by_label("Changer de personne ou de conversation").click()
        await on.get_by_role("combobox", name="Conversation").select_option(title)

    async def at(self, moment: datetime) -> None:
        """Move the clock from the drawer."""
        drawer = self.page.get_by_role("button", name="Coulisses")
        await drawer.click()
        clock = self.page.get_by_role("group", name="Horloge")
        if not await clock.get_by_role("button", name="Y aller").is_visible():
            await self.page.get_by_text("Horloge", exact=True).click()
        await clock.get_by_label("Autre moment").fill(f"{moment:%Y-%m-%dT%H:%M}")
        await clock.get_by_role("button", name="Y aller").click()
        await expect(self.page.get_by_role("banner").get_by_role("time")).to_contain_text(f"{moment:%H:%M}")
        await drawer.click()

    async def keep(self, name: str) -> None:
        """A picture for people to look at; nothing is compared."""
        ARTIFACTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=ARTIFACTS / f"{name}.png")


async def test_the_main_job_on_three_phones(scene: Scene, town: Town, browser: Browser) -> None:
    """Two neighbours join by the card, one asks, the other taps ✋ in the group; done, thanked, noted."""
    odile, lucas = scene.people["Odile"], scene.people["Lucas"]
    group = await install(scene, scene.people["Karim"], BUILDING)
    table = await Table.lay(browser, scene.base, 1400, 860, f"{odile}:{group},{lucas}:{group},{lucas}:{lucas}")
    title = next(title for title in scene.groups if title.startswith(BUILDING))
    hers, his = phone(table.page, "Odile"), phone(table.page, "Lucas").last
    building = phone(table.page, "Lucas", title)
    await table.tap(phone(table.page, "Odile", title), "Je participe")
    await join(table, hers, "Odile")
    await table.tap(building, "Je participe")
    await join(table, his, "Lucas")
    await table.show(phone(table.page, "Lucas").first, title)
    await table.keep("1-joined")
    await ask(table, hers)
    await table.keep("2-asked")
    await agree(table, hers, his, building)
    await table.keep("4-agreed")
    await reach_each_other(table, hers, his)
    await table.keep("5-reached")
    await done_and_thanked(table, hers, his)
    await table.keep("7-thanked")
    await table.at(FRIDAY_MORNING)
    await table.read(building, "💡")
    await table.keep("8-geste")
    await expect(building.get_by_role("log")).not_to_contain_text(re.compile("Odile|Lucas"))
    assert table.faults == []


async def join(table: Table, on: Locator, first_name: str) -> None:
    await table.read(on, "Quel est votre prénom")
    await table.tap(on, first_name, "C’est tout")
    await table.read(on, "Et plutôt quand")
    await table.tap(on, "C’est tout", "18 ans ou plus")
    await table.read(on, f"Bienvenue, {first_name}")


async def ask(table: Table, hers: Locator) -> None:
    """The key of the menu, then five taps."""
    await hers.get_by_role("group", name="Clavier de réponses").get_by_role("button", name="J’ai besoin").click()
    await table.tap(hers, "Courses et repas", "Faire des courses", "Demain", "L’après-midi")
    await table.keep("2-read-back")
    await table.tap(hers, "Publier")
    await table.read(hers, "C’est publié")


async def agree(table: Table, hers: Locator, his: Locator, building: Locator) -> None:
    await table.tap(building, "✋ Je peux")
    await expect(building.get_by_role("status")).to_contain_text("en privé", timeout=PATIENCE)
    await table.read(building, "Une personne s’en occupe")
    await table.read(his, "ne vous déplacez pas")
    await table.read(hers, "Lucas peut vous aider")
    await table.keep("3-offered")
    await table.tap(hers, "D’accord")
    await table.read(hers, "C’est entendu avec Lucas")
    await table.read(his, "Odile vous dit oui")


async def reach_each_other(table: Table, hers: Locator, his: Locator) -> None:
    """Both pass by the bot; words are carried both ways."""
    await table.tap(hers, "Écrire ici seulement", "Plus tard")
    await table.read(his, "préfère écrire ici")
    await table.tap(his, "Écrire ici seulement")
    await table.read(his, "vous écrira par ici")
    await table.tap(his, "Écrire")
    await table.read(his, "Que voulez-vous dire")
    await table.write(his, "Je passe à 15 h, bonne journée !")
    await table.read(hers, "Je passe à 15 h")
    await table.tap(hers, "Répondre")
    await table.read(hers, "Que voulez-vous dire")
    await table.write(hers, "Parfait, à demain !")
    await table.read(his, "Parfait, à demain")


async def done_and_thanked(table: Table, hers: Locator, his: Locator) -> None:
    """The reminder, then the question of the day after, the thanks in a tap and the hour in two."""
    await table.at(WEDNESDAY_MORNING)
    await table.read(hers, "vient vous aider")
    await table.read(his, "vous attend")
    await table.keep("6-reminded")
    await table.at(THURSDAY_EVENING)
    for on in (hers, his):
        await table.read(on, "Est-ce que cela s’est fait")
        await table.tap(on, re.compile("^✅ Oui$"))
        await table.read(on, "Bonne nouvelle")
    await table.read(hers, "Un mot pour Lucas")
    await table.tap(hers, "Pour le service")
    await table.read(his, "🙏 Odile vous écrit")
    await table.tap(his, "Oui, noter")
    await table.read(his, "C’est noté")
    await table.tap(hers, "Je confirme")
    await table.read(his, "Odile confirme")


async def test_the_opening_on_a_small_phone(scene: Scene, town: Town, browser: Browser) -> None:
    """At 360 pixels: from « Démarrer » to the first question, one phone a screen, nothing wider than it."""
    table = await Table.lay(browser, scene.base, 360, 740)
    hers = phone(table.page, "Odile")
    await table.tap(hers, "Démarrer")
    await table.read(hers, "Bonjour")
    await table.keep("360-welcome")
    await table.tap(hers, "Commencer")
    await table.read(hers, "Quel est votre prénom")
    await table.keep("360-first-question")
    assert await table.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert table.faults == []
