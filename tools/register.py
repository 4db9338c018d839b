"""Print what the tables declare into the papers of the controller: register, notice, impact study. Run after a change
of storage/tables. What stands between the marks of a page is printed; the rest is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.types import TypeEngine
from sqlmodel import AutoString

from rules.register import Erasing, Holds, printed
from storage.tables import REGISTER, metadata

DOCS = Path(__file__).parents[1] / "docs"
LONG = 60
"""Signs from which a column holds what somebody writes, and not a choice."""
GOES: Mapping[Erasing, str] = {
    Erasing.DELETE: "disparaît aussitôt", Erasing.CASCADE: "disparaît aussitôt",
    Erasing.UNNAME: "reste sans nom, jusqu’à son terme", Erasing.LATER: "disparaît dans l’heure",
    Erasing.SHARED: "reste tant que cela sert à une autre personne"}
Register = Mapping[str, Holds]


def table(head: str, rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, re.sub(r"[^|]+", "---", head)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows)]


def for_people(register: Register) -> list[str]:
    """What is said to those whose data they are: no name of a table."""
    kept = [(one.title, one.purpose, one.basis, one.kept) for one in register.values() if one.owners]
    return table("| ce qui est gardé | pour quoi faire | sur quelle base | combien de temps |", sorted(kept))


def gathered(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What shares a key, on one line."""
    found: dict[str, list[str]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return [(key, " · ".join(dict.fromkeys(ones))) for key, ones in found.items()]


def by_basis(register: Register) -> list[str]:
    held = [one for one in register.values() if one.owners]
    return table("| base | ce qui est gardé |", sorted(gathered((one.basis, one.title) for one in held)))


def by_term(register: Register) -> list[str]:
    held = [one for one in register.values() if one.owners]
    return table("| durée | ce qui est gardé |", sorted(gathered((one.kept, one.title) for one in held)))


def by_erasing(register: Register) -> list[str]:
    """What becomes of a row of theirs when somebody erases themself: the mildest of what its owners say."""
    rows = [(GOES[next((o.erasing for o in one.owners if o.erasing in (Erasing.UNNAME, Erasing.SHARED)),
                       one.owners[0].erasing)], one.title) for one in register.values() if one.owners]
    return table("| après un effacement | ce qui est gardé |", gathered(rows))


def typed(register: Register) -> list[str]:
    """Where somebody's own words are kept, and how many."""
    rows = [(one.title, f"`{column}`", most, one.kept) for name, one in register.items() if one.owners
            for column in one.personal.split() if (most := room(metadata.tables[name].c[column].type))]
    return table("| ce qui est gardé | colonne | au plus | combien de temps |", sorted(rows))


def room(kind: TypeEngine[Any]) -> str:
    """For how many signs of somebody's own words; empty for what is chosen."""
    length = getattr(kind, "length", None) or 0
    if isinstance(kind, JSON) or (isinstance(kind, AutoString) and not length):
        return "selon la question"
    return f"{length} signes" if length >= LONG else ""


PAGES = {
    "registre-traitements.md": {"registre": printed},
    "notice-confidentialite.md": {"detail": for_people},
    "aipd-modele.md": {"bases": by_basis, "durees": by_term, "textes": typed, "effacement": by_erasing}}


def with_tables(name: str, page: str) -> str:
    """The page, its tables printed anew."""
    for block, lines in PAGES[name].items():
        begin, end = f"<!-- {block} : imprimé par tools.register -->\n", f"<!-- fin de {block} -->"
        before, _mark, rest = page.partition(begin)
        assert rest, f"{name}: no {begin}"
        page = before + begin + "\n".join(lines(REGISTER)) + "\n" + end + rest.partition(end)[2]
    return page


if __name__ == "__main__":
    for page in PAGES:
        path = DOCS / page
        path.write_text(with_tables(page, path.read_text("utf-8")), "utf-8")
