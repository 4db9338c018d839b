"""Requests and updates against the declarations of Bot API 10.3 (shapes: tools/make_schema.py)."""

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.errors import Json, bad

TRUE = {"true", "True", "yes", "1"}
FALSE = {"false", "False", "no", "0", ""}
COMPOUND = ("a", "u")


@dataclass(frozen=True)
class Upload:
    """A file part of a form."""

    name: str
    data: bytes
    mime: str

    def __repr__(self) -> str:
        return f"<{self.name}, {len(self.data)} bytes>"


class Mismatch(Exception):
    """A value that is not of its declared type: where and why."""


@cache
def load() -> Json:
    packed = (Path(__file__).parent / "schema.json.gz").read_bytes()
    schema: Json = json.loads(gzip.decompress(packed))
    schema["fields"] = {
        name: {key.rstrip("?"): (not key.endswith("?"), kind) for key, kind in body.items()}
        for name, body in schema["types"].items()
        if isinstance(body, dict)
    }
    schema["params"] = {
        name: {key.rstrip("?"): (not key.endswith("?"), kind) for key, kind in body[0].items()}
        for name, body in schema["methods"].items()
    }
    return schema


@cache
def known_methods() -> dict[str, str]:
    """{lower-case name: name}."""
    return {name.lower(): name for name in load()["methods"]}


def check(kind: Any, value: Any, where: str) -> None:
    """Raises Mismatch unless the value is of the type, unknown fields included."""
    if isinstance(kind, str):
        _check_name(kind, value, where)
    elif kind[0] == "a":
        if not isinstance(value, list):
            raise Mismatch(f"{where} must be a list")
        for index, item in enumerate(value):
            check(kind[1], item, f"{where}[{index}]")
    elif kind[0] == "l":
        if not any(value == option and type(value) is type(option) for option in kind[1:]):
            raise Mismatch(f"{where} has the unknown value {json.dumps(value, default=str)}")
    else:
        _check_union(kind[1:], value, where)


def _check_name(kind: str, value: Any, where: str) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    match kind:
        case "i":
            right = whole
        case "n":
            right = whole or isinstance(value, float)
        case "s":
            right = isinstance(value, str)
        case "b":
            right = isinstance(value, bool)
        case "f" | "@InputFile":
            right = isinstance(value, Upload)
        case _:
            _check_struct(kind[1:], value, where)
            return
    if not right:
        raise Mismatch(f"{where} has the wrong type")


def _check_struct(name: str, value: Any, where: str) -> None:
    fields = load()["fields"].get(name)
    if fields is None:
        check(load()["types"][name], value, where)
        return
    if not isinstance(value, dict):
        raise Mismatch(f"{where} must be an object of type {name}")
    for key in value:
        if key not in fields:
            raise Mismatch(f'{where} has the unknown field "{key}" ({name})')
    for key, (required, kind) in fields.items():
        if key in value:
            check(kind, value[key], f"{where}.{key}")
        elif required:
            raise Mismatch(f'{where} lacks the field "{key}" ({name})')


def _check_union(options: list[Any], value: Any, where: str) -> None:
    """The complaint is the one of the option that shares most fields with the value."""
    faults: list[tuple[int, str]] = []
    for option in options:
        try:
            check(option, value, where)
        except Mismatch as fault:
            fields = load()["fields"].get(str(option)[1:], {}) if isinstance(option, str) else {}
            shared = len(fields.keys() & value.keys()) if isinstance(value, dict) else 0
            wrong_kind = " has the unknown value " in str(fault)
            faults.append((shared * 2 - wrong_kind, str(fault)))
        else:
            return
    raise Mismatch(max(faults, key=lambda fault: fault[0])[1])


def _is_text(kind: Any) -> bool:
    if isinstance(kind, list):
        return kind[0] == "u" and any(_is_text(option) for option in kind[1:])
    return bool(kind == "s")


def _read(name: str, kind: Any, text: str) -> Any:
    """A form value as Telegram types it."""
    if kind == "b" or kind == ["l", True]:
        if text in TRUE or text in FALSE:
            return text in TRUE
        bad(f'parameter "{name}" must be a boolean')
    if kind in ("i", "n"):
        try:
            return int(text) if kind == "i" else float(text)
        except ValueError:
            bad(f'parameter "{name}" must be a number')
    if _is_text(kind) or kind[0] == "l":
        return text
    try:
        return json.loads(text)
    except ValueError:
        bad(f"can't parse {name}: can't parse JSON object")


def params(method: str, raw: Json) -> Json:
    """Raw parameters, strings or JSON values, to checked ones. Raises ApiError 400."""
    fields = load()["params"][method]
    found: Json = {}
    for name, value in raw.items():
        if name not in fields:
            bad(f'unknown parameter "{name}" of {method}')
        kind = fields[name][1]
        if isinstance(value, str) and not (value == "" and not _is_text(kind)):
            value = _read(name, kind, value)
        elif value == "" or value is None:
            continue
        elif _is_text(kind) and isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        try:
            check(kind, value, name)
        except Mismatch as fault:
            bad(f"can't parse {name}: {fault}")
        found[name] = value
    for name, (required, _) in fields.items():
        if required and name not in found:
            bad("message text is empty" if name == "text" else f'parameter "{name}" is required')
    return found


def check_update(update: Json) -> None:
    check("@Update", update, "update")


def check_result(method: str, result: Any) -> None:
    check(load()["methods"][method][1], result, "result")
