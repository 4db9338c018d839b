"""The privacy notice, in each language it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
LANGUAGES = ("fr", "en")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Page:
    """`without_contact` takes the place of `text` where the operator named nobody."""

    title: str
    text: str
    without_contact: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    version: str
    summary: str
    pages: tuple[Page, ...]
    erased: str


def notice(language: str) -> Notice:
    """In this language, or in French. Raises ValueError, naming the place, when the file is not whole."""
    return _notices()[language if language in LANGUAGES else "fr"]


@cache
def _notices(path: Path = HERE / "privacy.yaml") -> Mapping[str, Notice]:
    data = yaml.safe_load(path.read_text("utf-8"))
    return {language: _read(data, language) for language in LANGUAGES}


def _read(data: Any, language: str) -> Notice:
    pages = tuple(
        Page(_said(page, "titre", language), _said(page, "texte", language),
             _said(page, "sans_contact", language) if "sans_contact" in page else "")
        for page in data["pages"])
    return Notice(str(data["version"]), _said(data, "resume", language), pages, _said(data, "efface", language))


def _said(holder: Any, field: str, language: str) -> str:
    text = holder.get(field, {}).get(language)
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        raise ValueError(f"privacy.yaml: {field}, {language}: a text of 1 to {LONGEST} characters is expected")
    return text
