"""Print what the tables declare into docs/registre-traitements.md. Run after a change of storage/tables."""

from __future__ import annotations

from pathlib import Path

from rules.register import printed
from storage.tables import REGISTER

PAGE = Path(__file__).parents[1] / "docs" / "registre-traitements.md"


def with_table(page: str) -> str:
    """The page, its table printed anew."""
    lines = page.split("\n")
    rows = [place for place, line in enumerate(lines) if line.startswith("|")]
    return "\n".join([*lines[:rows[0]], *printed(REGISTER), *lines[rows[-1] + 1:]])


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
