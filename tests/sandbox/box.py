"""The two doors of a sandbox, for tests."""

from typing import Any

from aiohttp import ClientSession, FormData

from sandbox.seed import BUILDING, ROAD, STREET
from sandbox.server import Sandbox


class Refused(Exception):
    def __init__(self, body: dict[str, Any], headers: Any) -> None:
        super().__init__(body["description"])
        self.code: int = body["error_code"]
        self.description: str = body["description"]
        self.parameters: dict[str, int] = body.get("parameters", {})
        self.headers = headers


class Box:
    """The two doors of a sandbox: `bot` calls, `do` verbs."""

    odile, karim, nadia, lucas = (STREET[name][0] for name in ("Odile", "Karim", "Nadia", "Lucas"))
    building, road = BUILDING, ROAD

    def __init__(self, sandbox: Sandbox, http: ClientSession) -> None:
        self.sandbox = sandbox
        self.base = sandbox.base
        self.http = http

    async def bot(self, method: str, token: str = "123456:SANDBOX", **params: Any) -> Any:
        return await self.send(method, params, token)

    async def send(self, method: str, params: Any, token: str = "123456:SANDBOX") -> Any:
        kind = {"data": params} if isinstance(params, FormData) else {"json": params}
        async with self.http.post(f"{self.base}/bot{token}/{method}", **kind) as answer:
            body = await answer.json()
            assert answer.status == body.get("error_code", 200)
            if not body["ok"]:
                raise Refused(body, answer.headers)
            return body["result"]

    async def refused(self, method: str, **params: Any) -> Refused:
        try:
            result = await self.bot(method, **params)
        except Refused as refusal:
            return refusal
        raise AssertionError(f"{method} was accepted: {result}")

    async def do(self, verb: str, **body: Any) -> Any:
        async with self.http.post(f"{self.base}/sandbox/{verb}", json=body) as answer:
            found = await answer.json()
            if answer.status != 200:
                raise ValueError(found["error"])
            return found

    async def read(self, path: str) -> Any:
        async with self.http.get(f"{self.base}/sandbox/{path}") as answer:
            return await answer.json() if answer.content_type == "application/json" else await answer.text()

    async def updates(self) -> list[dict[str, Any]]:
        """What is new; it is acknowledged."""
        found = await self.bot("getUpdates")
        if found:
            await self.bot("getUpdates", offset=max(update["update_id"] for update in found) + 1)
        return list(found)
