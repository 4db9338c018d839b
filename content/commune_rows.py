"""The communes as the lines they were read from: thirty-five thousand objects would weigh four times as much."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from rules.communes import Commune


class Rows:
    """A row is its line. `lines` are in the order of their codes."""

    def __init__(self, lines: Sequence[str], departements: Mapping[str, str]) -> None:
        self.lines, self.departements = lines, departements

    @cached_property
    def whole(self) -> list[str]:
        """Those that are no arrondissement, the most peopled first."""
        return sorted((line for line in self.lines if not part_of(line)), key=population, reverse=True)

    def by_code(self, code: str) -> str | None:
        at = bisect_left(self.lines, f"{code}\t")
        return self.lines[at] if at < len(self.lines) and self.lines[at].startswith(f"{code}\t") else None

    def commune(self, line: str) -> Commune:
        code, name, postcodes, departement, people, whole, former = line.split("\t")
        return Commune(code, name, tuple(postcodes.split()), departement, self.departements[departement], int(people),
                       whole or None, tuple(former.split("|")) if former else ())


def read_rows(folder: Path) -> tuple[Rows, str]:
    """The rows, and of which source and year they are."""
    head, _, *lines = gzip.decompress((folder / "communes.tsv.gz").read_bytes()).decode("utf-8").splitlines()
    names = (folder / "departements.tsv").read_text(encoding="utf-8").splitlines()[2:]
    return Rows(lines, dict(name.split("\t") for name in names)), head.removeprefix("# ")


def name(line: str) -> str:
    return line.split("\t", 2)[1]


def postcodes(line: str) -> list[str]:
    return line.split("\t", 3)[2].split()


def population(line: str) -> int:
    return int(line.split("\t", 5)[4])


def part_of(line: str) -> str:
    return line.split("\t", 6)[5]


def former_names(line: str) -> list[str]:
    former = line.rpartition("\t")[2]
    return former.split("|") if former else []
