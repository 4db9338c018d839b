"""YAML with line numbers, refusing what YAML silently turns into something else.

`12:30` becomes 750, `no` becomes False, `01000` becomes 512, a second key of the same name wins: each is a
fault said in one French sentence, never a value.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml


@dataclass(frozen=True, order=True)
class Fault:
    file: str
    line: int
    field: str
    rule: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.rule}"


@dataclass(frozen=True)
class Scalar:
    """`value` None: a fault was already reported here."""

    value: str | int | bool | date | None
    line: int


@dataclass(frozen=True)
class Items:
    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True)
class Fields:
    fields: dict[str, "Node"]
    line: int


Node = Scalar | Items | Fields

QUOTE = "mettez cette valeur entre guillemets doubles"
_TAG = "tag:yaml.org,2002:"
_COLON = "un deux-points coupe le texte : mettez tout le texte entre guillemets doubles"
_FIRST_SIGN = "ce signe ne peut pas commencer un texte : mettez-le entre guillemets doubles"
_SENTENCES = (
    ("mapping values are not allowed", _COLON),
    ("cannot start any token", _FIRST_SIGN),
    ("undefined alias", _FIRST_SIGN),
    ("expected alphabetic or numeric", _FIRST_SIGN),
    ("could not find expected ':'", "il manque un deux-points après le nom du champ"),
    ("expected <block end>", "guillemets ou retrait en début de ligne à revoir"),
    ("expected ',' or", "accolade ou crochet : mettez le texte entre guillemets doubles"),
    ("unexpected end of stream", "des guillemets ouverts ne sont pas fermés"),
)


def read(path: Path, faults: list[Fault]) -> Node | None:
    """The tree of one file; None when it cannot be read at all. Faults are added to the list."""
    name = path.name
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as problem:
        missing = isinstance(problem, FileNotFoundError)
        faults.append(Fault(name, 1, "fichier", "fichier absent" if missing else "le fichier n’est pas en UTF-8"))
        return None
    lines = text.splitlines()
    tabs = [n for n, line in enumerate(lines, 1) if "\t" in line]
    faults += [Fault(name, n, "ligne", "tabulation : écrivez des espaces") for n in tabs]
    if tabs:
        return None
    try:
        root = _compose(text)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        faults.append(Fault(name, mark.line + 1 if mark else 1, "ligne", _sentence(problem.problem or "")))
        return None
    if root is None:
        faults.append(Fault(name, 1, "fichier", "le fichier est vide"))
        return None
    return _Walk(name, lines, faults).node(root, "fichier")


def _compose(text: str) -> yaml.Node | None:
    """libyaml when built in, eight times faster; on a fault, the Python parser, whose words we translate."""
    if yaml.__with_libyaml__:
        with suppress(yaml.MarkedYAMLError):
            return yaml.compose(text, Loader=yaml.CSafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _sentence(problem: str) -> str:
    return next((ours for theirs, ours in _SENTENCES if theirs in problem), f"ligne illisible ({problem})")


class _Walk:
    def __init__(self, file: str, lines: list[str], faults: list[Fault]) -> None:
        self.file, self.lines, self.faults = file, lines, faults

    def fault(self, node: yaml.Node, field: str, rule: str) -> None:
        self.faults.append(Fault(self.file, node.start_mark.line + 1, field, rule))

    def node(self, node: yaml.Node, field: str) -> Node:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return Scalar(self.value(node, field), line)
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.node(item, field) for item in node.value), line)
        if not isinstance(node, yaml.MappingNode):
            raise TypeError(f"unknown YAML node {node!r}")
        return self.fields(node, field)

    def fields(self, node: yaml.MappingNode, field: str) -> Node:
        line, found = node.start_mark.line + 1, dict[str, Node]()
        if node.flow_style and any(v.tag == f"{_TAG}null" and v.value == "" for _, v in node.value):
            self.fault(node, field, f"accolades sans guillemets : {QUOTE}")
            return Scalar(None, line)
        for key, value in node.value:
            name = str(key.value)
            if key.tag != f"{_TAG}str":
                self.fault(
                    key,
                    name,
                    f"clé lue comme un nombre, une date ou un oui/non : {QUOTE}",
                )
            elif name in found:
                self.fault(key, name, "ce champ est écrit deux fois")
            else:
                found[name] = self.node(value, name)
        return Fields(found, line)

    def value(self, node: yaml.ScalarNode, field: str) -> str | int | bool | date | None:
        text, kind = str(node.value), str(node.tag).removeprefix(_TAG)
        if node.style and kind == "str":
            return text
        made, rule = _plain(text, kind)
        if kind == "str" and self.cut_short(node):
            made, rule = None, f"« # » coupe le texte : {QUOTE}, et le commentaire sur sa propre ligne"
        if rule:
            self.fault(node, field, rule)
        return made

    def cut_short(self, node: yaml.ScalarNode) -> bool:
        end = node.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        return rest.lstrip().startswith("#")


def _plain(text: str, kind: str) -> tuple[str | int | bool | date | None, str]:
    """The value of an unquoted scalar, or None and the rule it breaks."""
    if kind == "str":
        return text, ""
    if kind == "null":
        return None, f"valeur vide : écrivez-la, ou {QUOTE}"
    if kind == "bool":
        known = text in ("true", "false")
        return (text == "true" if known else None), "" if known else f"« {text} » est lu comme vrai ou faux : {QUOTE}"
    if kind in ("int", "float") and ":" in text:
        return None, f"l’heure « {text} » est lue comme un nombre : {QUOTE}"
    if kind == "int":
        if re.fullmatch(r"-?(0|[1-9][0-9]*)", text):
            return int(text), ""
        return None, f"« {text} » commence par zéro et change de valeur : {QUOTE}"
    if kind == "timestamp" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text), ""
        except ValueError:
            return None, f"la date « {text} » n’existe pas"
    return None, f"« {text} » n’est pas lu comme un texte : {QUOTE}"
