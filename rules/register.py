"""What a table says it holds of persons: what for, on what basis, whose, for how long, and what erasing does to it.

The declaration stands beside each table (`storage/tables`); the export, the erasure, retention and the printed
register read it. `personal` columns say something of the owner, `others` name a person (who may be somebody else),
`plain` ones say nothing of anybody. A column that is in none fails a test, as does a table that declares nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class By(StrEnum):
    """How a row names its owner: by person, by address, by the mark "p12", or through another table."""

    PERSON = "person"
    ADDRESS = "address"
    MARK = "mark"
    VALUE = "value"
    MESSAGE = "message"
    REQUEST = "request"
    ZONE = "zone"


class Erasing(StrEnum):
    """What becomes of a row when its owner is erased.

    DELETE: the erasure takes it away. CASCADE: it goes with the row it hangs on. UNNAME: it stays, naming nobody.
    LATER: within the hour, once nothing is on its way. SHARED: it stays as long as it serves somebody else.
    """

    DELETE = "delete"
    CASCADE = "cascade"
    UNNAME = "unname"
    LATER = "later"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Owner:
    """unless: (column, value) of the rows that are kept when the others are deleted; their foreign key unnames them.
    unseen: the columns that are not this owner's to read.
    """

    column: str
    by: By = By.PERSON
    erasing: Erasing = Erasing.CASCADE
    unless: tuple[str, str] | None = None
    unseen: str = ""


@dataclass(frozen=True, slots=True)
class Age:
    """A row is forgotten this long after the instant or day of `column`: its own, or "request_id.closed_at", that of
    the row which `request_id` names.

    unless: (column, value) of the rows that stay. empties: the row stays, these texts go.
    acted: an action does it, for more than this row is at stake.
    """

    column: str
    kept: timedelta = timedelta(0)
    months: int = 0
    unless: tuple[str, str] | None = None
    empties: str = ""
    acted: bool = False


@dataclass(frozen=True, slots=True)
class Holds:
    """Of a table. Columns are names separated by spaces; no owner means that nobody's data are in it."""

    title: str
    purpose: str
    basis: str
    kept: str
    owners: tuple[Owner, ...] = ()
    personal: str = ""
    others: str = ""
    plain: str = ""
    ages: tuple[Age, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of the register."""

    purpose: str
    basis: str
    kept: str
    personal: bool
    owner: str


MISSION = "mission d’intérêt public (mairie) ou accord donné en s’inscrivant"
CONSENT = "accord, retirable en un geste"
NEEDED = "fonctionnement et sécurité du service (intérêt légitime)"
LEGAL = "obligation légale : prouver et respecter un effacement, un accord"
ACCOUNT = "jusqu’à l’effacement, au plus tard 13 mois après la dernière visite"
SPENT = "30 jours après l’envoi"


def owned(column: str, by: By = By.PERSON, erasing: Erasing = Erasing.CASCADE) -> tuple[Owner, ...]:
    return (Owner(column, by, erasing),)


def personal_columns(declared: Holds) -> list[str]:
    """What an export gives of a row."""
    return [*declared.personal.split(), *declared.others.split()] if declared.owners else []


def entries(register: Mapping[str, Holds]) -> Iterator[tuple[str, Entry]]:
    """Every column of the register, as "table.column"."""
    for table, declared in register.items():
        personal = {*declared.personal.split(), *declared.others.split()}
        owner = " ".join(f"{o.column} ({o.by})" for o in declared.owners)
        for column in (*declared.personal.split(), *declared.others.split(), *declared.plain.split()):
            yield f"{table}.{column}", Entry(declared.purpose, declared.basis, declared.kept, column in personal, owner)


def printed(register: Mapping[str, Holds]) -> list[str]:
    """The table of the register, as lines of Markdown."""
    rows = [f"| `{table}` | {declared.title} | {declared.purpose} | {declared.basis} | {declared.kept} |"
            for table, declared in register.items()]
    return ["| table | contenu | pour quoi faire | base | durée |", "|---|---|---|---|---|", *rows]
