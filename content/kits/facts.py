"""What a printed sheet may say, as plain values.

Nothing here identifies a resident, but `referent_first_name` and a référent's phone: print them only
with that person's written agreement.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, cast

Language = Literal["fr", "en"]


class KitId(StrEnum):
    POSTER = "affiche"
    LEAFLET = "tract"
    BOARD = "panneau"
    TEAR_OFF = "papillon"
    DIRECTORY = "annuaire"
    VISIT_CARD = "carte-code"
    HEATWAVE = "fiche-canicule"
    COLD_SPELL = "fiche-grand-froid"
    MONTH = "mois"
    RESIDENT_GUIDE = "pas-a-pas"
    REFERENT_GUIDE = "mode-emploi"
    INVITATION = "invitation"


class Sheet(StrEnum):
    A3 = "a3"
    A4 = "a4"
    A5 = "a5"
    A6 = "a6"


class PhoneOf(StrEnum):
    MAIRIE = "mairie"
    REFERENT = "referent"


@dataclass(frozen=True)
class NumberLine:
    """An emergency number valid in the group's territory, from `numbers.yaml`."""

    number: str
    purpose: str


@dataclass(frozen=True)
class MonthFigures:
    """Totals of a calendar month; None hides a figure (under five people, or not counted).

    `month` is any day of it.
    """

    month: date
    requests: int | None = None
    answered: int | None = None
    gestes: int | None = None
    hours: int | None = None
    thanks: tuple[str, ...] = ()
    next_geste: str | None = None


@dataclass(frozen=True)
class Gathering:
    """What an invitation announces; `time` and `place` as they should be read."""

    title: str
    day: date
    time: str
    place: str
    bring: str | None = None


@dataclass(frozen=True)
class Visit:
    """A visit agreed on both sides; `code` is the four digits both know."""

    code: str
    day: date
    helper_first_name: str | None = None
    moment: str | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{4}", self.code):
            raise ValueError("a visit code is four digits")


@dataclass(frozen=True)
class KitFacts:
    """`link` is the exact deep link, in every QR code.

    `code` is what one types to `bot` instead of photographing the link; without one, the link leads to the bot itself.
    `town` signs the sheet: who offers the service, empty when nobody said.
    `phone` is for people without the application: the mairie's, or the référent's landline.
    `open_requests` and `offers` are labels without any identity.
    A missing `gathering` or `visit` leaves lines to fill by hand.
    """

    group_name: str
    zone_label: str
    commune: str
    link: str
    printed_on: date
    bot: str = ""
    code: str | None = None
    town: str = ""
    phone: str | None = None
    phone_of: PhoneOf = PhoneOf.MAIRIE
    referent_first_name: str | None = None
    language: Language = "fr"
    open_requests: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    numbers: tuple[NumberLine, ...] = ()
    official_orders: tuple[str, ...] = ()
    month: MonthFigures | None = None
    gathering: Gathering | None = None
    visit: Visit | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https://[!-~]+", self.link):
            raise ValueError("a link on paper is a plain https address")


def as_row(facts: KitFacts) -> dict[str, Any]:
    """JSON values, for a message that waits to be printed at delivery; `from_row` gives the facts back."""
    return cast(dict[str, Any], json.loads(json.dumps(asdict(facts), default=date.isoformat)))


def from_row(row: Mapping[str, Any]) -> KitFacts:
    month, gathering, visit = (row[name] for name in ("month", "gathering", "visit"))
    read = dict(row) | {
        "printed_on": date.fromisoformat(row["printed_on"]),
        "phone_of": PhoneOf(row["phone_of"]),
        "open_requests": tuple(row["open_requests"]),
        "offers": tuple(row["offers"]),
        "official_orders": tuple(row["official_orders"]),
        "numbers": tuple(NumberLine(**line) for line in row["numbers"]),
        "month": month
        and MonthFigures(**month | {"month": date.fromisoformat(month["month"]), "thanks": tuple(month["thanks"])}),
        "gathering": gathering and Gathering(**gathering | {"day": date.fromisoformat(gathering["day"])}),
        "visit": visit and Visit(**visit | {"day": date.fromisoformat(visit["day"])}),
    }
    return KitFacts(**read)
