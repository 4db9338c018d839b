"""Every message the system can send is a kind and its parameters, and goes into a row and comes back.

A word declares what it says as frozen dataclasses under `@kind("help.card", manner)`, in `messages/`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from rules.screens import Attachment, Button, Message, Screen, TapAnswer
from rules.words import Words

if TYPE_CHECKING:
    from rules.manners import Manner

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
KINDS: dict[str, type[Any]] = {Screen.kind: Screen, TapAnswer.kind: TapAnswer}
PLAIN = frozenset({str, int, bool, type(None)})
ACTIONS = ("tap", "start", "startgroup", "url")
FLEETING: dict[str, tuple[str, ...]] = {}
TAKEN_BACK: dict[str, str] = {}
MODULES: dict[str, str] = {}
M = TypeVar("M")


def kind(name: str, manner: Manner | None = None, *, fleeting: tuple[str, ...] = (),
         taken_back: str = "", module: str = "") -> Callable[[type[M]], type[M]]:
    """Register a frozen dataclass of plain values as a message kind, with the manner in which it is said.

    fleeting: fields that are carried but not kept. They have a default, and leave the row with its last delivery.
    taken_back: it carries what two people gave each other for a hand; the kind that stands in its place once the hand
    is over. Both may have a title, which stays.
    module: under which word a group does without it, when that is not the word of its name.
    """

    def register(cls: type[M]) -> type[M]:
        assert name not in KINDS, f"message kind {name} declared twice"
        cast(Any, cls).kind = name
        if manner is not None:
            cast(Any, cls).manner = manner
        KINDS[name] = cls
        if fleeting:
            FLEETING[name] = fleeting
        if taken_back:
            TAKEN_BACK[name] = taken_back
        if module:
            MODULES[name] = module
        return cls

    return register


def kind_of(message: Message) -> str:
    """The kind a message was registered under."""
    return str(vars(type(message))["kind"])


def encode(message: Message) -> tuple[str, dict[str, Json]]:
    """The row of a message: its kind, and its fields as JSON."""
    fields = {name: _pack(getattr(message, name)) for name in fields_of(type(message))}
    return kind_of(message), {name: value for name, value in fields.items() if value not in (None, [], {})}


@cache
def fields_of(cls: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


def decode(name: str, params: Mapping[str, Json]) -> Message:
    """The message of a row. Unknown kinds raise KeyError: the row was written by a newer version."""
    cls = KINDS[name]
    return cast(Message, cls(**{key: _unpack(value) for key, value in params.items()}))


def _pack(value: Any) -> Json:
    if type(value) in PLAIN:
        return cast(Json, value)
    match value:
        case Words():  # first: nine of ten that are not plain
            return _pack_words(value)
        case None | bool() | int() | str():
            return value if type(value) in (bool, int, str, type(None)) else str(value)
        case datetime():
            return {"@": "at", "v": value.isoformat()}
        case date():
            return {"@": "day", "v": value.isoformat()}
        case Button():
            actions = {f: found for f in ACTIONS if (found := getattr(value, f))}
            return {"@": "b", "l": _pack(value.label), **actions}
        case Attachment():
            return {"@": "a", "name": value.name, "text": value.text, "kit": value.kit,
                    "facts": cast(Json, dict(value.facts)), "form": value.form, "page": value.page}
        case tuple() | list():
            return [_pack(item) for item in value]
        case Mapping():
            return {str(k): _pack(v) for k, v in value.items()}
        case _:
            raise TypeError(f"a message cannot carry {type(value).__name__}")


def _pack_words(words: Words) -> dict[str, Json]:
    packed: dict[str, Json] = {"@": "w", "t": words.text}
    if words.values:
        packed["v"] = {k: _pack(v) for k, v in words.values.items()}
    if words.plural:
        packed |= {"p": words.plural, "n": words.count}
    if words.quoted:
        packed["s"] = True
    if words.capital:
        packed["C"] = True
    if words.marked:
        packed["M"] = True
    return packed


def _unpack(value: Json) -> Any:
    if isinstance(value, list):
        return tuple(_unpack(item) for item in value)
    if not isinstance(value, dict):
        return value
    match value.get("@"):
        case "at":
            return datetime.fromisoformat(str(value["v"]))
        case "day":
            return date.fromisoformat(str(value["v"]))
        case "w":
            values = cast(dict[str, Json], value.get("v", {}))
            return Words(str(value["t"]), {k: _unpack(v) for k, v in values.items()},
                         cast("str | None", value.get("p")), cast(int, value.get("n", 1)), bool(value.get("s")),
                         bool(value.get("C")), bool(value.get("M")))
        case "b":
            rest = {k: v for k, v in value.items() if k not in ("@", "l")}
            return Button(_unpack(value["l"]), **cast(dict[str, str], rest))
        case "a":
            return Attachment(**{k: v for k, v in value.items() if k != "@"})  # type: ignore[arg-type]
        case _:
            return {k: _unpack(v) for k, v in value.items()}
