"""Texts as Telegram counts and marks them: UTF-16 units, trimmed, with detected entities."""

import re
from typing import Any

from sandbox.errors import ApiError, Json, bad
from sandbox.html import parse_html
from sandbox.markdown import parse_markdown

SOLID = {"code", "pre", "text_link", "text_mention", "url", "mention", "bot_command", "hashtag", "email"}
DETECTED = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b)"
    r"|(?P<url>(?:https?|ftp)://[^\s<>\"]*[^\s<>\"'.,;:!?»)\]]|(?<![\w@./])www\.[\w-]+\.[a-z]{2,}[^\s<>\"]*"
    r"|(?<![\w@./-])t\.me/[\w/?=&-]+)"
    r"|(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#[^\W\d]\w*)"
)


def units(text: str) -> int:
    """Length in UTF-16 units: 😀 is 2, é is 1."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def slice_units(text: str, offset: int, length: int) -> str:
    if text.isascii():
        return text[offset : offset + length]
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def detect(text: str, marked: list[Json]) -> list[Json]:
    """Commands, addresses, mentions that stand outside what is marked already."""
    found = []
    for match in DETECTED.finditer(text):
        start = units(text[: match.start()])
        entity = {"type": match.lastgroup, "offset": start, "length": units(match.group())}
        if not any(_overlap(entity, other) for other in marked if other["type"] in SOLID):
            found.append(entity)
    return found


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _given(text: str, entities: list[Json], users: dict[int, Any]) -> list[Json]:
    size = units(text)
    for entity in entities:
        if entity["length"] <= 0 or entity["offset"] < 0 or entity["offset"] + entity["length"] > size:
            bad("can't parse entities: entity is outside of the text")
        if entity["type"] == "text_mention" and "user" not in entity:
            bad("can't parse entities: text_mention entity without user")
        if entity["type"] == "text_link" and "url" not in entity:
            bad("can't parse entities: text_link entity without url")
    return [dict(entity) for entity in entities]


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    size = units(text)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(size, entity["offset"] - lead + entity["length"])
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return text, kept


def format_text(raw: str, mode: str | None, given: list[Json] | None, users: dict[int, Any]) -> tuple[str, list[Json]]:
    """Text and entities after parsing. `users` are {id: user object} for tg://user?id= links."""
    raw = raw.replace("\r", "")
    if mode == "HTML":
        text, entities = parse_html(raw, users)
    elif mode == "MarkdownV2":
        text, entities = parse_markdown(raw, users)
    elif mode:
        raise ApiError(501, f"Not Implemented: parse_mode {mode} is not modelled by the sandbox")
    else:
        text, entities = raw, _given(raw, given or [], users)
    text, entities = _trim(text, entities)
    entities += detect(text, entities)
    if len(entities) > 100:
        entities = entities[:100]
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def command_of(text: str, entities: list[Json]) -> tuple[str, str] | None:
    """("/start", "bot name or empty") when the text opens with a command."""
    for entity in entities:
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            command, _, bot = slice_units(text, 0, entity["length"]).partition("@")
            return command, bot
    return None
