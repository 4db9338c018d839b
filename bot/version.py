"""Which version this is: what pyproject.toml says, here or as it was installed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "pyproject.toml"


@cache
def version() -> str:
    try:
        return str(tomllib.loads(HERE.read_text("utf-8"))["project"]["version"])
    except OSError:
        return metadata.version("tous-voisins")
