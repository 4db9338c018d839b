"""Turns the declarations of @gramio/types (MIT, (c) 2024 Kravets) into sandbox/schema.json.gz.

    npm pack @gramio/types@10.3.1 && tar xzf gramio-types-10.3.1.tgz
    python sandbox/tools/make_schema.py package/out sandbox/schema.json.gz

Shape of a type in the result: "i" "n" "s" "b" "f" (integer, number, string, boolean, file) · "@Name"
· ["a", T] a list · ["u", T, …] one of · ["l", v, …] one of these values.
A structure is {field: T}, or {field?: T} for what may be missing.
"""

import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?|[^\s\w]')
COMMENT = re.compile(r"/\*.*?\*/", re.S)
BASIC = {
    "number": "i",
    "string": "s",
    "boolean": "b",
    "true": ["l", True],
    "false": ["l", False],
    "Blob": "f",
}
# The declarations write every number as `number`; only these may carry decimals.
DECIMAL = {
    "latitude", "longitude", "horizontal_accuracy", "x_shift", "y_shift", "scale", "start_timestamp",
    "main_frame_timestamp", "cover_frame_timestamp", "x_percentage", "y_percentage", "width_percentage",
    "height_percentage", "rotation_angle", "corner_radius_percentage", "temperature", "animation_timestamp",
}  # fmt: skip


class Reader:
    def __init__(self, text: str) -> None:
        self.tokens = TOKEN.findall(COMMENT.sub("", text))
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self) -> str:
        self.at += 1
        return str(self.tokens[self.at - 1])

    def skip_generic(self) -> None:
        depth = 0
        while True:
            token = self.next()
            depth += {"<": 1, ">": -1}.get(token, 0)
            if depth == 0:
                return

    def type(self) -> Any:
        if self.peek() == "|":
            self.next()
        options = [self.single()]
        while self.peek() == "|":
            self.next()
            options.append(self.single())
        literals = [value for option in options if option[0] == "l" for value in option[1:]]
        rest = [option for option in options if option[0] != "l"]
        unique = list({json.dumps(option): option for option in rest}.values())
        if literals:
            unique.append(["l", *literals])
        return unique[0] if len(unique) == 1 else ["u", *unique]

    def single(self) -> Any:
        token = self.next()
        if token == "{":  # { toJSON(): X } and { toString(): string } come to X on the wire
            while self.next() != ":":
                pass
            kind = self.type()
            assert self.next() == "}"
        elif token == "(":
            kind = self.type()
            assert self.next() == ")"
        elif token == "Exclude":
            self.skip_generic()
            kind = "@UpdateKind"
        elif token[0] == '"' or re.fullmatch(r"-?\d+(\.\d+)?", token):
            kind = ["l", json.loads(token)]
        else:
            name = token.removeprefix("Objects.")
            kind = BASIC.get(name, "@" + name.removeprefix("Telegram"))
        while self.peek() == "[":
            self.next(), self.next()
            kind = ["a", kind]
        return kind

    def fields(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        assert self.next() == "{"
        while self.peek() != "}":
            name = self.next()
            optional = self.peek() == "?"
            if optional:
                self.next()
            assert self.next() == ":"
            kind = self.type()
            found[name + "?" * optional] = "n" if kind == "i" and name in DECIMAL else kind
        self.next()
        return found


def declarations(text: str) -> dict[str, Any]:
    reader, found = Reader(text), {}
    while reader.peek():
        if reader.next() not in ("interface", "type"):
            continue
        name = reader.next().removeprefix("Telegram")
        if name.startswith("APIResponse"):
            break
        if reader.peek() == "=":
            reader.next()
            found[name] = reader.type()
        elif reader.peek() == "{":
            found[name] = reader.fields()
    return found


def methods(text: str, params: dict[str, Any]) -> dict[str, Any]:
    """{method: [parameters, result]}."""
    found: dict[str, Any] = {}
    body = COMMENT.sub("", text).split("interface APIMethods {")[1]
    for match in re.finditer(r"(\w+): CallAPI(\w*)<(.*?)>\s*(?=\w+: CallAPI|\})", body, re.S):
        name, kind, inner = match.groups()
        parts = [part.strip() for part in inner.split(",", 1)]
        given = {} if kind == "WithoutParams" else params[parts[0].removeprefix("Params.")]
        found[name] = [given, Reader(parts[-1].rstrip(", \n")).type()]
    return found


def main(source: Path, target: Path) -> None:
    types = declarations((source / "objects.d.ts").read_text())
    params = declarations((source / "params.d.ts").read_text())
    types |= {name: kind for name, kind in params.items() if not name.endswith("Params")}
    # "For simple text buttons, String can be used instead": said in prose, not declared.
    types["ReplyKeyboardMarkup"]["keyboard"] = ["a", ["a", ["u", "@KeyboardButton", "s"]]]
    types["UpdateKind"] = ["l", *(name.rstrip("?") for name in types["Update"] if name != "update_id")]
    schema = {
        "bot_api": "10.3",
        "source": "made from npm @gramio/types 10.3.1, MIT licence, (c) 2024 Kravets",
        "methods": methods((source / "methods.d.ts").read_text(), params),
        "types": types,
    }
    text = json.dumps(schema, separators=(",", ":"), ensure_ascii=False).encode()
    target.write_bytes(gzip.compress(text, 9, mtime=0))
    print(f"{len(schema['methods'])} methods, {len(types)} types, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
