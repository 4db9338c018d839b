"""The privacy statement, in each language it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from content.schema import Desk, Spoken
from content.yaml_lines import Fault, Fields, Items, Node, Scalar

HERE = Path(__file__).parent
FILE = "privacy.yaml"
LANGUAGES = ("fr", "en")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Page:
    """`without_contact` takes the place of `text` where the operator named nobody. `rights`: one may erase from here.
    """

    title: str
    text: str
    without_contact: str = ""
    rights: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    version: str
    summary: str
    pages: tuple[Page, ...]
    erased: str


def read_statement(desk: Desk, root: Node | None) -> None:
    """What the check looks at: every sentence stands in each language, under the typography of the others."""
    for path, node in _sentences(root, "avis"):
        for language in LANGUAGES:
            text = node.fields.get(language)
            value = text.value if isinstance(text, Scalar) else None
            if not isinstance(value, str) or not 0 < len(value) <= LONGEST:
                line = text.line if text else node.line
                desk.faults.append(Fault(FILE, line, f"{path}.{language}", f"un texte de 1 à {LONGEST} signes attendu"))
            else:
                plain = value.replace("{contact}", "Mairie").replace("\n", " ")
                desk.spoken.append(Spoken(FILE, node.fields[language].line, f"{path}.{language}", language, plain))
        for name in node.fields.keys() - set(LANGUAGES):
            desk.faults.append(Fault(FILE, node.fields[name].line, f"{path}.{name}", "champ inconnu"))


def _sentences(node: Node | None, path: str) -> Iterator[tuple[str, Fields]]:
    if isinstance(node, Items):
        for rank, item in enumerate(node.items, 1):
            yield from _sentences(item, f"{path}[{rank}]")
    elif isinstance(node, Fields) and node.fields.keys() & set(LANGUAGES):
        yield path, node
    elif isinstance(node, Fields):
        for name, inner in node.fields.items():
            yield from _sentences(inner, f"{path}.{name}")


def statement(language: str) -> Statement:
    """In this language, or in French. Raises ValueError, naming the place, when the file is not whole."""
    return _statements()[language if language in LANGUAGES else "fr"]


@cache
def _statements(path: Path = HERE / "privacy.yaml") -> Mapping[str, Statement]:
    data = yaml.safe_load(path.read_text("utf-8"))
    return {language: _read(data, language) for language in LANGUAGES}


def _read(data: Any, language: str) -> Statement:
    pages = tuple(
        Page(_text(page, "titre", language), _text(page, "texte", language),
             _text(page, "sans_contact", language) if "sans_contact" in page else "", bool(page.get("droits")))
        for page in data["pages"])
    return Statement(str(data["version"]), _text(data, "resume", language), pages, _text(data, "efface", language))


def _text(holder: Any, field: str, language: str) -> str:
    text = holder.get(field, {}).get(language)
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        raise ValueError(f"privacy.yaml: {field}, {language}: a text of 1 to {LONGEST} characters is expected")
    return text
