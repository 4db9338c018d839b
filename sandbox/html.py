"""Telegram's HTML, with its wording of errors. Offsets in errors are bytes, in entities UTF-16 units."""

import re
from dataclasses import dataclass, field
from typing import Any, Never

from sandbox.errors import Json, bad

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "s": "strikethrough", "strike": "strikethrough",
    "del": "strikethrough", "u": "underline", "ins": "underline", "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot)(?![A-Za-z]));?")
SPACE = " \t\r\n\v\f"
PLAIN = re.compile(r"[^<&]+")


def broken(reason: str) -> Never:
    bad(f"can't parse entities: {reason}")


def unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name:
            return NAMED[name]
        code = int(decimal or hexadecimal, 10 if decimal else 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()

    return REFERENCE.sub(one, text)


@dataclass
class Open:
    tag: str
    arguments: dict[str, str]
    offset: int
    at: int  # where it stands in the result


@dataclass
class Html:
    source: str
    users: dict[int, Any]
    at: int = 0
    parts: list[str] = field(default_factory=list)
    size: int = 0
    stack: list[Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def here(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            if plain := PLAIN.match(self.source, self.at):
                self.put(plain.group())
                self.at = plain.end()
            elif self.here() == "&":
                match = REFERENCE.match(self.source, self.at)
                piece = match.group() if match else "&"
                self.put(unescape(piece))
                self.at += len(piece)
            elif self.source.startswith("</", self.at):
                self.close()
            else:
                self.open()
        if self.stack:
            broken(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return "".join(self.parts), self.entities

    def until(self, stop: str) -> str:
        start = self.at
        while self.here() and self.here() not in stop:
            self.at += 1
        return self.source[start : self.at]

    def skip_space(self) -> None:
        while self.here() and self.here() in SPACE:
            self.at += 1

    def open(self) -> None:
        begin, self.at = self.at, self.at + 1
        tag = self.until(SPACE + ">").lower()
        if not self.here():
            broken(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if tag not in TAGS:
            broken(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        arguments: dict[str, str] = {}
        self.skip_space()
        while self.here() != ">":
            name, value = self.attribute(tag, begin)
            arguments[name] = value
            self.skip_space()
        self.at += 1
        if tag == "span" and arguments.get("class") != "tg-spoiler":
            broken(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}')
        self.stack.append(Open(tag, arguments, self.size, len(self.parts)))

    def attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self.until(SPACE + "=>/\"'").lower()
        if not name:
            broken(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}')
        self.skip_space()
        if self.here() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, ""
            broken(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                f"at byte offset {self.byte(begin)}"
            )
        self.at += 1
        self.skip_space()
        if (quote := self.here()) and quote in "\"'":
            self.at += 1
            value = unescape(self.until(quote))
            if self.here() != quote:
                broken(f"Unclosed start tag at byte offset {self.byte(begin)}")
            self.at += 1
            return name, value
        start = self.at
        value = self.until(SPACE + ">").lower()
        if not self.here():
            broken(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if not re.fullmatch(r"[a-z0-9.-]*", value):
            broken(f"Unexpected end of name token at byte offset {self.byte(start)}")
        return name, value

    def close(self) -> None:
        begin, self.at = self.at, self.at + 2
        if not self.stack:
            broken(f"Unexpected end tag at byte offset {self.byte(begin)}")
        found = self.until(SPACE + ">").lower()
        self.skip_space()
        if self.here() != ">":
            broken(f"Unclosed end tag at byte offset {self.byte(begin)}")
        opened = self.stack.pop()
        if found and found != opened.tag:
            broken(
                f'Unmatched end tag at byte offset {self.byte(begin)}, expected "</{opened.tag}>", found "</{found}>"'
            )
        self.at += 1
        if self.size > opened.offset:
            self.finish(opened)

    def finish(self, opened: Open) -> None:
        entity: Json = {
            "type": TAGS[opened.tag],
            "offset": opened.offset,
            "length": self.size - opened.offset,
        }
        words = opened.arguments
        match opened.tag:
            case "a":
                link = link_entity(words.get("href", "").strip() or "".join(self.parts[opened.at :]), self.users)
                if link is None:
                    return
                entity |= link
            case "blockquote" if "expandable" in words:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                entity["custom_emoji_id"] = words.get("emoji-id", "")
            case "tg-time":
                entity["unix_time"] = int(words.get("unix", "0"))
            case "code" if self.stack and self.stack[-1].tag == "pre" and "class" in words:
                self.stack[-1].arguments["language"] = words["class"].removeprefix("language-")
                return
            case "pre" if "language" in words:
                entity["language"] = words["language"]
        self.entities.append(entity)


def link_entity(url: str, users: dict[int, Any]) -> Json | None:
    """What an <a> becomes, or None when its address is no address (Telegram then drops the link)."""
    if match := re.fullmatch(r"tg://user/?\?id=(\d+)", url):
        user = users.get(int(match[1]))
        return {"type": "text_mention", "user": user} if user else None
    if re.match(r"(https?|tg|ton|mailto|tel)://?[^\s]+|mailto:|tel:", url):
        return {"type": "text_link", "url": url}
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", url):
        return {"type": "text_link", "url": f"http://{url}"}
    return None


def parse_html(source: str, users: dict[int, Any]) -> tuple[str, list[Json]]:
    if "<" not in source and "&" not in source:
        return source, []
    return Html(source, users).run()
