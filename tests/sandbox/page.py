"""A sandbox with a browser on it: what the tests of the page share."""

import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from sandbox.server import Sandbox

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

marks = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


class Street:
    """A sandbox with a browser on it, and the two doors behind it."""

    def __init__(self, base: str, browser: BrowserContext, http: ClientSession) -> None:
        self.base = base
        self.browser = browser
        self.http = http
        self.faults: list[str] = []

    async def open(self, width: int = 1400, height: int = 860, fragment: str = "") -> Page:
        page = await self.browser.new_page()
        await page.set_viewport_size({"width": width, "height": height})
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        await page.goto(f"{self.base}/#{fragment}")
        await expect(page.get_by_role("region").first).to_be_visible()
        await expect(page.get_by_text("en direct", exact=True)).to_be_attached()
        return page

    async def control(self, verb: str, **body: Any) -> Any:
        return await self._ask("POST", f"/sandbox/{verb}", body)

    async def bot(self, method: str, **body: Any) -> Any:
        return (await self._ask("POST", f"/bot123456:SANDBOX/{method}", body))["result"]

    async def people(self) -> dict[str, int]:
        state = await self._ask("GET", "/sandbox/state")
        return {user["first_name"]: user["id"] for user in state["users"]}

    async def groups(self) -> dict[str, int]:
        state = await self._ask("GET", "/sandbox/state")
        return {chat["title"]: chat["id"] for chat in state["chats"] if chat["type"] != "private"}

    async def group(self, beginning: str) -> int:
        return next(id_ for title, id_ in (await self.groups()).items() if title.startswith(beginning))

    async def title(self, chat: int) -> str:
        return str((await self._chat(chat))["title"])

    async def last_message(self, chat: int) -> dict[str, Any]:
        return dict((await self._chat(chat))["messages"][-1])

    async def _chat(self, chat: int) -> dict[str, Any]:
        state = await self._ask("GET", "/sandbox/state")
        return next(dict(found) for found in state["chats"] if found["id"] == chat)

    async def bot_status(self, method: str, **body: Any) -> int:
        async with self.http.post(f"{self.base}/bot123456:SANDBOX/{method}", json=body) as answer:
            return answer.status

    async def updates(self) -> list[dict[str, Any]]:
        return list(await self.bot("getUpdates", timeout=0))

    async def _ask(self, verb: str, path: str, body: Any = None) -> Any:
        async with self.http.request(verb, self.base + path, json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def street(browser: Browser) -> AsyncIterator[Street]:
    async with Sandbox(port=0, log=None) as sandbox, ClientSession() as http:
        context = await browser.new_context(locale="fr-FR")
        street = Street(sandbox.base, context, http)
        yield street
        await context.close()
        assert street.faults == []


def phone(page: Page, name: str, title: str = "Tous Voisins") -> Locator:
    return page.get_by_role("region", name=f"{title}, vu par {name}")
