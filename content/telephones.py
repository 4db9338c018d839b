"""A telephone number as people give it: read by the numbering plans of France, overseas and everywhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto

TEN_DIGITS = ("FR", "RE", "YT", "GP", "MQ", "GF", "PM")  # each knows only its own series of the one national plan
LOCAL = {"Pacific/Noumea": "NC", "Pacific/Tahiti": "PF", "Pacific/Marquesas": "PF", "Pacific/Gambier": "PF",
         "Pacific/Wallis": "WF", "America/Miquelon": "PM"}
_FRENCH = r"33|262|508|590|594|596"
_SIGNS = r"[\s().·/‐-―_*-]"
_WRITTEN = re.compile(rf"(?<!\w)\+?{_SIGNS}*\d(?:{_SIGNS}*\d)*(?!\w)")
LEAST = 5  # digits: « au 3e » beside a number is none


class Unread(Enum):
    """Why there is no number to give: it is not whole, or calling it costs more than a call."""

    INCOMPLETE = auto()
    COSTLY = auto()


def read_telephone(text: str, timezone: str = "Europe/Paris") -> str | Unread:
    """The number as it is said in France (« 06 12 34 56 78 »), or from abroad (« +32 470 12 34 56 »).

    timezone: where the person lives, for the six and eight digits of the Pacific and of Saint-Pierre.
    """
    plain = re.sub(r"(?<!\w)[oO](?=\s?[1-9])", "0", unicodedata.normalize("NFKC", text))
    written = [found for found in _WRITTEN.findall(plain) if sum(map(str.isdigit, found)) >= LEAST]
    if len(written) != 1 or re.search(r"\d[^\W\d]|[^\W\d]\d", plain):
        return Unread.INCOMPLETE
    return _known(_bare(written[0]), LOCAL.get(timezone))


def card_telephone(number: str) -> str | Unread:
    """The number of a contact card, which has its country but not always its sign."""
    return read_telephone(f"+{number.lstrip('+0')}" if not number.startswith("0") else number)


def _bare(written: str) -> str:
    bare = "".join(c if c == "+" else str(unicodedata.decimal(c)) for c in re.sub(r"[^\d+]", "", written))
    bare = "+" + bare[2:] if bare.startswith("00") else bare
    return re.sub(rf"^\+({_FRENCH})0(?=\d{{9}}$)", r"+\1", bare)


def _known(bare: str, local: str | None) -> str | Unread:
    import phonenumbers as plans  # its tables take 30 ms: only who reads a number pays for them

    costly = False
    for number, region in _spelled(bare, local):
        try:
            found = plans.parse(number, region)
        except plans.NumberParseException:
            continue
        if plans.is_valid_number(found):
            if plans.number_type(found) not in (plans.PhoneNumberType.PREMIUM_RATE, plans.PhoneNumberType.SHARED_COST):
                return _spaced(plans.format_number(found, plans.PhoneNumberFormat.INTERNATIONAL))
            costly = True
    if not costly and re.fullmatch(r"(?:\+33|0)[67]\d{8}", bare):
        return _spaced("+33" + bare[-9:])  # a series given out since the tables were printed, such as 06 39
    return Unread.COSTLY if costly else Unread.INCOMPLETE


def _spelled(bare: str, local: str | None) -> Iterator[tuple[str, str | None]]:
    if bare.startswith("+"):
        yield bare, None
    if found := re.fullmatch(rf"(?:\+(?:{_FRENCH})|0)([1-9]\d{{8}})", bare):
        yield from (("0" + found[1], region) for region in TEN_DIGITS)
    elif local and not bare.startswith("+"):
        yield bare, local


def _spaced(international: str) -> str:
    if found := re.fullmatch(rf"\+(?:{_FRENCH})(\d{{9}})", re.sub(r"[^\d+]", "", international)):
        return " ".join(re.findall("..", "0" + found[1]))
    return re.sub(r"[^\d+]+", " ", international)
