"""The methods the sandbox plays. A method is a function of a Call; its answer is the `result`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.errors import Json
from sandbox.schema import Upload
from sandbox.state import Bot, World


@dataclass(frozen=True)
class Call:
    world: World
    bot: Bot
    method: str
    params: Json
    uploads: dict[str, Upload]

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)


Handler = Callable[[Call], Any]
METHODS: dict[str, Handler] = {}


def method(*names: str) -> Callable[[Handler], Handler]:
    def keep(handler: Handler) -> Handler:
        METHODS.update(dict.fromkeys(names, handler))
        return handler

    return keep
