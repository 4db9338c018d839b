"""Files of content that a feature brings, each with its reader in a module of this package, which is found by itself.

    @brings("practices", "pratique")
    def read_practices(desk: Desk, node: Node | None, known: Known) -> Sequence[Practice]: ...

reads practices.yaml; each entry has an `id` that history may point to, kept in ids.txt under « pratique ».
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeAlias

from content.names import Known
from content.schema import Desk
from content.yaml_lines import Node

Reader: TypeAlias = Callable[[Desk, "Node | None", Known], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Brought:
    """file: without its ending. named: how ids.txt calls one entry."""

    file: str
    named: str
    read: Reader


FILES: dict[str, Brought] = {}


def brings(file: str, named: str) -> Callable[[Reader], Reader]:
    def register(reader: Reader) -> Reader:
        assert file not in FILES, f"{file}.yaml is read twice"
        FILES[file] = Brought(file, named, reader)
        return reader

    return register


for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
