"""What the two sides of the sandbox refuse."""

from typing import Any, Never

Json = dict[str, Any]


class ApiError(Exception):
    """An answer of the Bot API side: code, Telegram's wording, `parameters`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class ControlError(Exception):
    """A control verb that cannot be done: one sentence."""


def bad(reason: str, **parameters: int) -> Never:
    raise ApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Never:
    raise ApiError(403, f"Forbidden: {reason}")


def refuse(sentence: str) -> Never:
    raise ControlError(sentence)
