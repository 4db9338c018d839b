"""Asking the national address service where a street is. The only module that knows geopy.

Calls block: run them in a thread. Nothing is ever raised into a conversation: the answer is `Found`, `Unsure`
or `Down`. House numbers are taken off before the question leaves, and the coordinates of the answer become a
cell before anything else is done with it. Without GEOCODER_URL nobody is asked, and every answer is `Down`.
"""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeopyError,
)
from geopy.geocoders import BANFrance

from bot.geocoding_answers import (
    Candidate,
    Down,
    Found,
    Geocoder,
    Outcome,
    Unsure,
    Why,
    communes_in,
    geocoder,
    streets_in,
)
from rules.places import Cell
from rules.streets import street_key

__all__ = ["Addresses", "Candidate", "Down", "Found", "Geocoder", "Outcome", "Unsure", "Why", "geocoder"]

ATTRIBUTION = "Base Adresse Nationale, Licence Ouverte"
SHORTEST, LONGEST = 3, 200
PER_SECOND = 40.0
LONGEST_WAIT = 1.0
REST, LONGEST_REST = 10.0, 3600.0
CACHED = 2_000
KEPT = 24 * 3600.0
LARGEST = 1_000_000
LOOPBACK = ("127.0.0.1", "localhost", "::1")
USER_AGENT = "tous-voisins"


class _Stay(HTTPRedirectHandler):
    """The configured host and no other: a redirection is an error."""

    def redirect_request(self, *_: object) -> None:
        return None


class _Wire(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """geopy’s own adapter repeats answers in errors and logs, follows redirections, never tires."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: object) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._opener = build_opener(ProxyHandler(proxies), _Stay())

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError):
            raise GeocoderParseError("the answer is not JSON") from None

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        until = time.monotonic() + timeout
        try:
            with self._opener.open(Request(url, headers=headers), timeout=timeout) as answer:
                return _read(answer, until)
        except HTTPError as error:
            error.close()
            headers = {name.lower(): value for name, value in error.headers.items()}
            raise AdapterHTTPError("refused", status_code=error.code, headers=headers, text=None) from None
        except (OSError, HTTPException) as error:
            cause = error.reason if isinstance(error, URLError) else error
            if isinstance(cause, TimeoutError):
                raise GeocoderTimedOut("no answer in time") from None
            raise GeocoderServiceError("the service cannot be reached") from None


def _read(answer: HTTPResponse, until: float) -> str:
    body = b""
    while piece := answer.read1(65_536):
        body += piece
        if len(body) > LARGEST:
            raise GeocoderServiceError("the answer is too large")
        if time.monotonic() > until:
            raise GeocoderTimedOut("the answer takes too long")
    return body.decode("utf-8", "replace")


class _AddressService(BANFrance):  # type: ignore[misc]
    """BANFrance with the filters it lacks. It goes around `geocode`, which logs what people typed."""

    def search(self, asked: dict[str, str]) -> list[Any]:
        return self._ask(self.geocode_api, asked)

    def locate(self, asked: dict[str, str]) -> list[Any]:
        return self._ask(self.reverse_api, asked)

    def _ask(self, api: str, asked: dict[str, str]) -> list[Any]:
        found: list[Any] = self._call_geocoder(f"{api}?{urlencode(asked)}", _features)
        return found


def _features(answer: object) -> list[Any]:
    features = answer.get("features") if isinstance(answer, dict) else None
    if not isinstance(features, list):
        raise GeocoderParseError("the answer holds no list of features")
    return features


class Addresses:
    """A geocoder of the Base Adresse Nationale family: the Géoplateforme, or one's own addok."""

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 3.0,
        per_second: float = PER_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("GEOCODER_URL must begin with https:// or http:// and name a host")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError("GEOCODER_URL may use http:// on this machine only: addresses travel in it")
        self._service = _AddressService(
            domain=parts.netloc + parts.path,
            scheme=parts.scheme,
            timeout=timeout,
            proxies={} if parts.hostname in LOOPBACK else None,
            user_agent=USER_AGENT,
            adapter_factory=_Wire,
        )
        self._gap, self._clock, self._sleep = 1 / per_second, clock, sleep
        self._lock = threading.Lock()
        self._next_call = clock()
        self._resting_until = clock()
        self._cache: OrderedDict[tuple[object, ...], tuple[float, Outcome]] = OrderedDict()

    def find(self, text: str, citycode: str | None = None, near: Cell | None = None) -> Outcome:
        street = street_key(text)[:LONGEST]
        if len(street.replace(" ", "")) < SHORTEST:
            return Unsure()
        asked = {"q": street, "limit": "5", "autocomplete": "0"}
        asked |= {"citycode": citycode} if citycode else {}
        asked |= _position(near) if near else {}
        return self._answer((street, citycode, near), lambda: self._service.search(asked), streets_in)

    def around(self, cell: Cell) -> Outcome:
        asked = _position(cell) | {"limit": "5"}
        return self._answer(
            (cell,), lambda: self._service.locate(asked), lambda found: communes_in(found, cell)
        )

    def _answer(
        self,
        question: tuple[object, ...],
        ask: Callable[[], list[Any]],
        read: Callable[[list[Any]], tuple[Candidate, ...]],
    ) -> Outcome:
        known = self._recall(question)
        if known is not None:
            return known
        if not self._take_turn():
            return Down(Why.BUSY)
        try:
            candidates = read(ask())
        except GeocoderQueryError:
            return Unsure()
        except GeocoderRateLimited as limited:
            return self._rest(Why.BUSY, min(limited.retry_after or REST, LONGEST_REST))
        except GeocoderTimedOut:
            return self._rest(Why.SLOW, REST)
        except GeopyError:
            return self._rest(Why.BROKEN, REST)
        outcome = Found(candidates) if candidates else Unsure()
        self._remember(question, outcome)
        return outcome

    def _recall(self, question: tuple[object, ...]) -> Outcome | None:
        with self._lock:
            until, outcome = self._cache.get(question, (0.0, None))
            return outcome if outcome is not None and self._clock() < until else None

    def _remember(self, question: tuple[object, ...], outcome: Outcome) -> None:
        with self._lock:
            self._cache[question] = (self._clock() + KEPT, outcome)
            self._cache.move_to_end(question)
            while len(self._cache) > CACHED:
                self._cache.popitem(last=False)

    def _take_turn(self) -> bool:
        """Calls leave one gap apart. False when the service is resting, or the queue longer than a moment."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next_call)
            if now < self._resting_until or turn - now > LONGEST_WAIT:
                return False
            self._next_call = turn + self._gap
        if turn > now:
            self._sleep(turn - now)
        return True

    def _rest(self, why: Why, seconds: float) -> Down:
        """Nobody waits for a service that has just failed somebody else."""
        with self._lock:
            self._resting_until = max(self._resting_until, self._clock() + seconds)
        return Down(why)


def _position(cell: Cell) -> dict[str, str]:
    lat, lon = cell.centre
    return {"lat": f"{lat:.2f}", "lon": f"{lon:.2f}"}
