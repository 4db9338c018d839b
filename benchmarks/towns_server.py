"""A Bot API server for many tokens, that is only fast: it counts what each says, second by second.

Prints one JSON event a line: `port`, then `counts` each second: how many sends of each token since the start.
"""

import asyncio
import json
import time
from collections import Counter
from typing import Any

from benchmarks.fake_http import Connection, Fields
from benchmarks.people import BOT

SENT = b'{"ok":true,"result":{"message_id":7,"date":1790000000,"chat":{"id":1,"type":"private"},"text":"ok"}}'
TRUE = b'{"ok":true,"result":true}'
ME = json.dumps({"ok": True, "result": BOT | {"can_join_groups": True}}).encode()


def tell(event: str, **values: Any) -> None:
    print(json.dumps({"event": event, "at": time.monotonic()} | values), flush=True)


class Called(Connection):
    """The token is in the path, which the fast server of one town never needed."""

    token = ""

    def data_received(self, data: bytes) -> None:
        at = data.find(b"/bot")
        if at >= 0:
            self.token = data[at + 4:data.index(b"/", at + 4)].decode()
        super().data_received(data)


class Counting:
    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()

    def handle(self, connection: Connection, method: str, _fields: Fields) -> None:
        assert isinstance(connection, Called)
        if method == "sendMessage":
            self.sent[connection.token] += 1
            connection.reply(SENT)
        elif method == "getUpdates":
            asyncio.get_running_loop().call_later(20, connection.reply, b'{"ok":true,"result":[]}')
        else:
            connection.reply(ME if method == "getMe" else TRUE)


async def serve() -> None:
    counting = Counting()
    listening = await asyncio.get_running_loop().create_server(lambda: Called(counting.handle), "127.0.0.1", 0)
    tell("port", port=listening.sockets[0].getsockname()[1])
    while True:
        await asyncio.sleep(1)
        tell("counts", counts=counting.sent)


if __name__ == "__main__":
    asyncio.run(serve())
