"""A sandbox over real HTTP, whose every answer and update must fit the declarations of the Bot API."""

import json
from collections.abc import AsyncIterator

import pytest_asyncio
from aiohttp import ClientSession

from sandbox.schema import check_result, check_update, known_methods
from sandbox.server import Sandbox
from tests.sandbox.box import Box


@pytest_asyncio.fixture
async def box() -> AsyncIterator[Box]:
    async with Sandbox() as sandbox, ClientSession() as http:
        yield Box(sandbox, http)
        for line in sandbox.world.journal.lines:
            event = json.loads(line)
            if event["type"] == "update" and not event.get("raw"):
                check_update(event["update"])
            elif event["type"] == "call" and event["status"] == 200 and isinstance(event["response"], dict):
                check_result(known_methods()[event["method"].lower()], event["response"]["result"])
