"""Every message the system can send: a kind and its parameters, independent of language and of chat library.

`Words` is French text (the gettext id) with the values it speaks of; `Screen` is words and buttons.
A feature declares its notices as frozen dataclasses under `@kind("help.card")`; `encode` and `decode`
turn them into a row and back. Nothing here knows HTML, Telegram or a language.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from rules.manners import Manner

Value: TypeAlias = "str | int | date | datetime | Words"
Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Words:
    """French words, the gettext id, with `{named}` values; `plural` and `count` choose a plural form.

    capital: they begin a line or follow an emoji, and are said with a capital letter.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1
    verbatim: bool = False
    capital: bool = False


def _(text: str, **values: Value) -> Words:
    return Words(text, values)


def n_(one: str, many: str, count: int, **values: Value) -> Words:
    return Words(one, {"n": count, **values}, many, count)


def said(text: str) -> Words:
    """Words of a person or of a row: never translated, always escaped."""
    return Words(text, verbatim=True)


def titled(text: str) -> Words:
    """Words of the content that begin a line: « Des courses »."""
    return Words(text, capital=True)


def lines(*words: Words) -> Words:
    """Several words on consecutive lines of one paragraph."""
    return Words("\n".join(f"{{l{n}}}" for n in range(len(words))), {f"l{n}": w for n, w in enumerate(words)})


@dataclass(frozen=True, slots=True)
class Button:
    """One action: `tap` (callback, ≤ 64 bytes), `start` or `startgroup` (deep link payload), or `url`."""

    label: Words
    tap: str | None = None
    start: str | None = None
    startgroup: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file made at delivery: literal `text`, or a printed kit (`kit` with its `facts`)."""

    name: str
    text: str | None = None
    kit: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    form: str = "pdf"


Row: TypeAlias = tuple[Button, ...]


class Message(Protocol):
    """Anything `encode` accepts: a frozen dataclass registered under a kind, which says itself as a screen."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def screen(self) -> Screen: ...


def kind_of(message: Message) -> str:
    """The kind a message was registered under."""
    return str(vars(type(message))["kind"])


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: paragraphs of words, rows of buttons, perhaps a reply keyboard or a file.

    keyboard: "menu" shows the four main buttons, "location" asks for a position, "none" removes them.
    voice: the file of a recording that is passed on, with the words below it.
    """

    kind: ClassVar[str] = "screen"
    text: tuple[Words, ...]
    rows: tuple[Row, ...] = ()
    keyboard: str | None = None
    attachment: Attachment | None = None
    silent: bool = False
    voice: str | None = None

    def screen(self) -> Screen:
        return self


def screen(*text: Words, rows: tuple[Row, ...] = (), keyboard: str | None = None,
           attachment: Attachment | None = None, silent: bool = False) -> Screen:
    return Screen(text, rows, keyboard, attachment, silent)


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """The small notice above the chat that answers a tap. `alert` waits for an OK; `start` opens the private chat."""

    kind: ClassVar[str] = "tap_answer"
    query: str
    text: Words | None = None
    alert: bool = False
    start: str | None = None

    def screen(self) -> Screen:
        return Screen((self.text,) if self.text else ())


KINDS: dict[str, type[Any]] = {Screen.kind: Screen, TapAnswer.kind: TapAnswer}
FLEETING: dict[str, tuple[str, ...]] = {}
M = TypeVar("M")


def kind(name: str, manner: Manner | None = None, *,
         fleeting: tuple[str, ...] = ()) -> Callable[[type[M]], type[M]]:
    """Register a frozen dataclass of plain values as a message kind, with the manner in which it is said.

    fleeting: fields that are carried but not kept. They have a default, and leave the row with its last delivery.
    """

    def register(cls: type[M]) -> type[M]:
        assert name not in KINDS, f"message kind {name} declared twice"
        cast(Any, cls).kind = name
        if manner is not None:
            cast(Any, cls).manner = manner
        KINDS[name] = cls
        if fleeting:
            FLEETING[name] = fleeting
        return cls

    return register


def tap(action: str, *args: str | int) -> str:
    """Callback data `action:arg:…`, refused when longer than Telegram's 64 bytes."""
    data = ":".join([action, *map(str, args)])
    if len(data.encode()) > 64:
        raise ValueError(f"tap longer than 64 bytes: {data}")
    return data


def encode(message: Message) -> tuple[str, dict[str, Json]]:
    """The row of a message: its kind, and its fields as JSON."""
    fields = {f.name: _pack(getattr(message, f.name)) for f in dataclasses.fields(cast(Any, message))}
    return kind_of(message), {name: value for name, value in fields.items() if value not in (None, [], {})}


def decode(name: str, params: Mapping[str, Json]) -> Message:
    """The message of a row. Unknown kinds raise KeyError: the row was written by a newer version."""
    cls = KINDS[name]
    return cast(Message, cls(**{key: _unpack(value) for key, value in params.items()}))


def _pack(value: Any) -> Json:
    match value:
        case None | bool() | int() | str():
            return value if type(value) in (bool, int, str, type(None)) else str(value)
        case datetime():
            return {"@": "at", "v": value.isoformat()}
        case date():
            return {"@": "day", "v": value.isoformat()}
        case Words():
            return _pack_words(value)
        case Button():
            actions = {f: getattr(value, f) for f in ("tap", "start", "startgroup", "url") if getattr(value, f)}
            return {"@": "b", "l": _pack(value.label), **actions}
        case Attachment():
            return {"@": "a", "name": value.name, "text": value.text, "kit": value.kit,
                    "facts": cast(Json, dict(value.facts)), "form": value.form}
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
    if words.verbatim:
        packed["s"] = True
    if words.capital:
        packed["C"] = True
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
                         bool(value.get("C")))
        case "b":
            rest = {k: v for k, v in value.items() if k not in ("@", "l")}
            return Button(_unpack(value["l"]), **cast(dict[str, str], rest))
        case "a":
            return Attachment(**{k: v for k, v in value.items() if k != "@"})  # type: ignore[arg-type]
        case _:
            return {k: _unpack(v) for k, v in value.items()}
