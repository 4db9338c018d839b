"""MarkdownV2, as far as a bot writes it: nested styles, code, links, quotes, compulsory escapes."""

from typing import Any

from sandbox.errors import Json, bad
from sandbox.html import link_entity

RESERVED = "_*[]()~`>#+-=|{}.!"
STYLES = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
NAMES = {"*": "Bold", "_": "Italic", "__": "Underline", "~": "Strikethrough", "||": "Spoiler", "[": "TextUrl"}


def _byte(source: str, at: int) -> int:
    return len(source[:at].encode())


class Markdown:
    def __init__(self, source: str, users: dict[int, Any]) -> None:
        self.source, self.users = source, users
        self.at = self.size = 0
        self.parts: list[str] = []
        self.stack: list[tuple[str, int, int]] = []
        self.entities: list[Json] = []
        self.quote: int | None = None

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text.encode("utf-16-le")) // 2

    def add(self, kind: str, start: int, **more: Any) -> None:
        if self.size > start:
            self.entities.append({"type": kind, "offset": start, "length": self.size - start} | more)

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            self.step(self.source[self.at])
        if self.stack:
            mark, _, begin = self.stack[-1]
            self.unclosed(NAMES[mark], begin)
        self.end_quote()
        return "".join(self.parts), self.entities

    def unclosed(self, name: str, begin: int) -> None:
        bad(f"can't parse entities: Can't find end of {name} entity at byte offset {_byte(self.source, begin)}")

    def end_quote(self) -> None:
        if self.quote is not None:
            self.add("blockquote", self.quote)
            self.quote = None

    def step(self, char: str) -> None:
        line_start = self.at == 0 or self.source[self.at - 1] == "\n"
        if line_start and self.quote is not None and char != ">":
            self.end_quote()
        mark = next((mark for mark in ("||", "__", "*", "_", "~") if self.source.startswith(mark, self.at)), None)
        if char == "\\" and self.source[self.at + 1 : self.at + 2] and ord(self.source[self.at + 1]) < 127:
            self.put(self.source[self.at + 1])
            self.at += 2
        elif char == "`":
            self.code("```" if self.source.startswith("```", self.at) else "`")
        elif char == ">" and line_start:
            self.quote = self.size if self.quote is None else self.quote
            self.at += 1
        elif char == "[" or (char == "]" and self.stack and self.stack[-1][0] == "["):
            self.link(char)
        elif mark:
            self.style(mark)
        elif char in RESERVED:
            bad(f"can't parse entities: Character '{char}' is reserved and must be escaped with the preceding '\\'")
        else:
            self.put(char)
            self.at += 1

    def style(self, mark: str) -> None:
        if self.stack and self.stack[-1][0] == mark:
            _, start, _ = self.stack.pop()
            self.add(STYLES[mark], start)
        else:
            self.stack.append((mark, self.size, self.at))
        self.at += len(mark)

    def code(self, fence: str) -> None:
        begin, self.at, start = self.at, self.at + len(fence), self.size
        end = self.at
        while end < len(self.source) and not self.source.startswith(fence, end):
            end += 2 if self.source[end] == "\\" else 1
        if end >= len(self.source):
            self.unclosed("Code" if fence == "`" else "Pre", begin)
        body = self.source[self.at : end].replace("\\`", "`").replace("\\\\", "\\")
        language, newline, rest = body.partition("\n")
        if fence == "```" and newline and language.isalnum():
            self.put(rest)
            self.add("pre", start, language=language)
        else:
            self.put(body)
            self.add("pre" if fence == "```" else "code", start)
        self.at = end + len(fence)

    def link(self, char: str) -> None:
        if char == "[":
            self.stack.append(("[", self.size, self.at))
            self.at += 1
            return
        _, start, begin = self.stack.pop()
        self.at += 1
        if self.source[self.at : self.at + 1] != "(":
            return
        end = self.source.find(")", self.at)
        if end < 0:
            bad(f"can't parse entities: Can't find end of a URL at byte offset {_byte(self.source, begin)}")
        link = link_entity(self.source[self.at + 1 : end].replace("\\", ""), self.users)
        if link:
            self.add(link.pop("type"), start, **link)
        self.at = end + 1


def parse_markdown(source: str, users: dict[int, Any]) -> tuple[str, list[Json]]:
    return Markdown(source, users).run()
