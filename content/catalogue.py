"""Everything an editor writes, loaded and validated once into frozen objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from content import brought
from content.calendar import read_year
from content.gestes import read_gestes
from content.help import read_help
from content.names import Known
from content.numbers import read_numbers
from content.offers import read_offers
from content.privacy import read_statement
from content.private_words import read_private_words
from content.safety import AvoidedWord, Charter, read_avoided, read_charter, read_safety, read_sources
from content.schema import Desk, Reviewed, Spoken
from content.sensitive import read_sensitive
from content.yaml_lines import Fault, Node, read
from rules.calendar import Moment, MomentKind, Territory
from rules.gestes import Geste
from rules.helpkinds import Family, Kind, Offered, Redirect
from rules.numbers import Number, UrgencyCard, numbers_for, urgency_lines
from rules.offers import Theme, Thing
from rules.private_words import PrivateWords
from rules.sensitive import Sensitive
from rules.yearly import MonthDay

HERE = Path(__file__).parent


class ContentError(Exception):
    """Every fault of the content, one `file:line: field: rule` per line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Catalogue:
    """Texts are the French sentences, which are also the message ids."""

    gestes: tuple[Geste, ...]
    help_families: tuple[Family, ...]
    kinds: tuple[Kind, ...]
    refusals: tuple[Redirect, ...]
    numbers: tuple[Number, ...]
    urgency_cards: tuple[UrgencyCard, ...]
    safety: Mapping[str, str]
    charter: Charter
    moments: tuple[Moment, ...]
    sober_days: tuple[MonthDay, ...]
    words_to_ask: tuple[str, ...]
    words_to_decline: tuple[str, ...]
    sources: Mapping[str, str]
    private_words: PrivateWords
    sensitive: Sensitive
    english: Mapping[str, str]
    offers: tuple[Theme, ...] = ()
    brought: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    @cached_property
    def _gestes(self) -> dict[str, Geste]:
        return {geste.id: geste for geste in self.gestes}

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {kind.code: kind for kind in self.kinds}

    @cached_property
    def _moments(self) -> dict[str, Moment]:
        return {moment.id: moment for moment in self.moments}

    @cached_property
    def things(self) -> Mapping[str, Thing]:
        """What one may lend or do, by code."""
        return {thing.code: thing for theme in self.offers for thing in theme.things}

    def geste(self, geste_id: str) -> Geste:
        """KeyError when unknown; a withdrawn geste is still found, for history."""
        return self._gestes[geste_id]

    def kind(self, code: str) -> Kind:
        return self._kinds[code]

    def moment(self, moment_id: str) -> Moment:
        return self._moments[moment_id]

    @property
    def themes(self) -> tuple[Moment, ...]:
        """The moments a coordinator may turn into a campaign, in the order of the year."""
        return tuple(m for m in self.moments if m.theme)

    @property
    def alerts(self) -> tuple[Moment, ...]:
        return tuple(m for m in self.moments if m.kind is MomentKind.ALERT)

    def numbers_for(self, territory: Territory, urgent: bool | None = None) -> tuple[Number, ...]:
        return numbers_for(self.numbers, territory, urgent)

    def urgency(self, territory: Territory, *, private: bool = False) -> tuple[str, ...]:
        """The lines of /urgence, five at most; `private` where nobody else reads them."""
        return urgency_lines(self.urgency_cards, territory, private=private)

    def translations(self, language: str) -> Mapping[str, str]:
        """French sentence -> sentence in `language`; empty for French."""
        return self.english if language == "en" else {}


@dataclass(frozen=True)
class Reading:
    """A catalogue with what its check needs; the catalogue is usable only when there is no fault."""

    catalogue: Catalogue
    faults: tuple[Fault, ...]
    spoken: tuple[Spoken, ...]
    avoided: tuple[AvoidedWord, ...]
    reviewed: tuple[Reviewed, ...] = ()
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def fault(self, file: str, name: str, rule: str) -> Fault:
        """At the line where `entry.field` stands."""
        return Fault(file, self.lines.get((file, name), 1), name, rule)


FILES = ("sources", "safety", "charter", "numbers", "calendar", "help", "gestes", "words", "privacy", "private_words",
         "sensitive", "offers")


def read_all(folder: Path | None = None) -> Reading:
    place, desk = folder or HERE, Desk()
    nodes = {name: read(place / f"{name}.yaml", desk.faults) for name in (*FILES, *brought.FILES)}
    catalogue = _catalogue(desk, nodes)
    avoided = read_avoided(desk, nodes["words"])
    read_statement(desk, nodes["privacy"])
    return Reading(catalogue, tuple(sorted(desk.faults)), tuple(desk.spoken), avoided, tuple(desk.reviewed),
                   desk.lines)


def _catalogue(desk: Desk, nodes: Mapping[str, Node | None]) -> Catalogue:
    sources = read_sources(desk, nodes["sources"])
    known = Known(sources=frozenset(sources))
    safety = read_safety(desk, nodes["safety"], known)
    known.safety = frozenset(safety)
    lines = read_numbers(desk, nodes["numbers"], known)
    known.numbers = frozenset(n.id for n in lines.numbers)
    year = read_year(desk, nodes["calendar"], known)
    known.alerts = frozenset(m.id for m in year.moments if m.kind is MomentKind.ALERT)
    known.events = frozenset(m.id for m in year.moments) - known.alerts
    helped = read_help(desk, nodes["help"], known)
    known.kinds = frozenset(k.code for k in helped.kinds if k.offered is Offered.OPEN)
    return Catalogue(
        gestes=read_gestes(desk, nodes["gestes"], known),
        help_families=helped.families,
        kinds=helped.kinds, refusals=helped.redirects,
        numbers=lines.numbers,
        urgency_cards=lines.cards,
        safety=safety,
        charter=read_charter(desk, nodes["charter"], known),
        moments=year.moments,
        sober_days=year.sober_days,
        words_to_ask=year.words_to_ask,
        words_to_decline=year.words_to_decline,
        sources=sources,
        private_words=read_private_words(desk, nodes["private_words"]), english=desk.english,
        sensitive=read_sensitive(desk, nodes["sensitive"], known, helped.redirects),
        offers=read_offers(desk, nodes["offers"], known),
        brought={name: tuple(one.read(desk, nodes[name], known)) for name, one in brought.FILES.items()},
    )


def load(folder: Path | None = None) -> Catalogue:
    """ContentError names every fault; nothing is half loaded."""
    reading = read_all(folder)
    if reading.faults:
        raise ContentError(reading.faults)
    return reading.catalogue


def stale_on(catalogue: Catalogue, on: date) -> tuple[Geste, ...]:
    return tuple(g for g in catalogue.gestes if g.best_before < on and g.retired_on is None)
