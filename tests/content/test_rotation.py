"""Four hundred days of gestes: none out of season, none back before its turn, the same after a restart."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from content.catalogue import Catalogue
from content.days import SchoolZone, is_school_day
from rules.calendar import is_sober
from rules.gestes import (
    Conditions,
    During,
    Geste,
    UnderAlert,
    choose,
    conditions,
    eligible,
    is_tied_day,
    parse_term,
)

FIRST, DAYS = date(2026, 11, 24), 400
NO_EVENT = Conditions()


def day_of(catalogue: Catalogue, on: date, zone: SchoolZone, alerts: frozenset[str] = frozenset()) -> Conditions:
    sober = is_sober(on, catalogue.sober_days)
    return conditions(catalogue.moments, on, alerts=alerts, school_day=is_school_day(on, zone), sober=sober)


def play(catalogue: Catalogue, gestes: Sequence[Geste], zone: SchoolZone, key: str) -> list[tuple[date, Geste]]:
    seen: dict[str, date] = {}
    shown = []
    for on in (FIRST + timedelta(days=n) for n in range(DAYS)):
        today = day_of(catalogue, on, zone)
        geste = choose(gestes, on, today, seen, key=key, need_tied=is_tied_day(key, on))
        assert geste is not None
        assert eligible(geste, on, today)
        assert choose(gestes[::-1], on, today, {**seen, geste.id: on}, key=key) == geste, "a restart changed it"
        waiting = [
            g for g in gestes if eligible(g, on, today) and seen.get(g.id, date.min) < seen.get(geste.id, date.min)
        ]
        assert waiting == [], "came back before its turn"
        seen[geste.id] = on
        shown.append((on, geste))
    return shown


@pytest.mark.parametrize("zone", list(SchoolZone))
@pytest.mark.parametrize(("core_only", "gap"), [(True, 70), (False, 115)])
def test_four_hundred_days(catalogue: Catalogue, zone: SchoolZone, core_only: bool, gap: int) -> None:
    gestes = [g for g in catalogue.gestes if g.retired_on is None and (g.core or not core_only)]
    shown = play(catalogue, gestes, zone, f"groupe {zone}")
    last: dict[str, date] = {}
    for on, geste in shown:
        if geste.id in last:
            assert (on - last[geste.id]).days >= gap, geste.id
        last[geste.id] = on
    only_alerts = {g.id for g in gestes if all(isinstance(t, UnderAlert) for t in g.when)}
    assert len(only_alerts) == (6 if core_only else 12)
    assert {g.id for _, g in shown} == {g.id for g in gestes} - only_alerts, "one was never shown"


def test_school_gestes_come_on_school_days_only(catalogue: Catalogue) -> None:
    school = {g.id for g in catalogue.gestes if g.when == (During("periode_scolaire"),)}
    assert len(school) == 3
    shown = [(on, g) for on, g in play(catalogue, catalogue.gestes, SchoolZone.B, "x") if g.id in school]
    assert shown
    assert all(is_school_day(on, SchoolZone.B) for on, _ in shown)


def test_two_groups_do_not_read_the_same_list(catalogue: Catalogue) -> None:
    first = [g.id for _, g in play(catalogue, catalogue.gestes, SchoolZone.A, "lilas")]
    assert first == [g.id for _, g in play(catalogue, catalogue.gestes, SchoolZone.A, "lilas")]
    assert first != [g.id for _, g in play(catalogue, catalogue.gestes, SchoolZone.A, "tilleuls")]


def test_an_alert_brings_its_gestes_in_turn(catalogue: Catalogue) -> None:
    seen: dict[str, date] = {}
    for n in range(10):
        on = date(2027, 7, 10) + timedelta(days=n)
        geste = choose(
            catalogue.gestes, on, day_of(catalogue, on, SchoolZone.A, frozenset({"canicule"})), seen, key="g"
        )
        assert geste is not None
        seen[geste.id] = on
    assert set(seen) == {
        "nouvelles-deux-fois-par-jour", "eau-et-volets", "lieu-frais", "preter-ventilateur", "consignes-officielles",
    }  # fmt: skip


def test_a_storm_opens_only_what_any_alert_opens(catalogue: Catalogue) -> None:
    on = date(2027, 2, 10)
    today = day_of(catalogue, on, SchoolZone.A, frozenset({"tempete"}))
    geste = choose(catalogue.gestes, on, today, {}, key="g")
    assert geste is not None
    assert geste.id == "consignes-officielles"


def test_no_alert_no_alert_geste(catalogue: Catalogue) -> None:
    on = date(2027, 7, 10)
    today = day_of(catalogue, on, SchoolZone.A)
    assert not any(eligible(catalogue.geste(i), on, today) for i in ("eau-et-volets", "consignes-officielles"))


def test_another_one_today(catalogue: Catalogue) -> None:
    on = date(2027, 4, 6)
    today = day_of(catalogue, on, SchoolZone.A)
    first = choose(catalogue.gestes, on, today, {}, key="g")
    assert first is not None
    second = choose(catalogue.gestes, on, today, {first.id: on}, key="g", exclude={first.id})
    assert second not in (None, first)
    assert choose(catalogue.gestes, on, today, {}, key="g", exclude={g.id for g in catalogue.gestes}) is None


@pytest.mark.parametrize(
    ("term", "inside", "outside"),
    [
        ("12-18..01-05", ["2026-12-18", "2026-12-31", "2027-01-01", "2027-01-05"], ["2026-12-17", "2027-01-06"]),
        ("12-01..02-29", ["2027-02-28", "2028-02-29", "2026-12-01"], ["2027-03-01", "2026-11-30"]),
        ("10-01", ["2027-10-01"], ["2027-09-30", "2027-10-02"]),
        ("07-01..08-31", ["2027-07-01", "2027-08-31"], ["2027-06-30", "2027-09-01"]),
        ("toute", ["2028-02-29", "2027-01-01"], []),
        ("event:rentree", [], ["2027-09-01"]),
        ("alert:canicule", [], ["2027-07-15"]),
    ],
)
def test_seasons_are_inclusive_and_cross_the_year(
    catalogue: Catalogue, term: str, inside: list[str], outside: list[str]
) -> None:
    geste = catalogue.gestes[0]
    changed = Geste(**{**vars(geste), "when": (parse_term(term),)})
    assert all(eligible(changed, date.fromisoformat(day), NO_EVENT) for day in inside)
    assert not any(eligible(changed, date.fromisoformat(day), NO_EVENT) for day in outside)


def test_a_geste_past_its_date_or_withdrawn_waits_for_a_reader(catalogue: Catalogue) -> None:
    geste = Geste(**{**vars(catalogue.gestes[0]), "best_before": date(2027, 1, 10)})
    assert eligible(geste, date(2027, 1, 10), NO_EVENT)
    assert not eligible(geste, date(2027, 1, 11), NO_EVENT)
    withdrawn = Geste(**{**vars(catalogue.gestes[0]), "retired_on": date(2027, 1, 10)})
    assert eligible(withdrawn, date(2027, 1, 9), NO_EVENT)
    assert not eligible(withdrawn, date(2027, 1, 10), NO_EVENT)


def test_a_day_of_memory_has_no_party(catalogue: Catalogue) -> None:
    on = date(2027, 11, 13)
    today = day_of(catalogue, on, SchoolZone.A)
    assert not any(eligible(g, on, today) for g in catalogue.gestes if g.theme == "fete")


def test_one_day_in_five_goes_with_a_need() -> None:
    for key in ("lilas", "tilleuls", "acacias"):
        tied = [n for n in range(100) if is_tied_day(key, FIRST + timedelta(days=n))]
        assert len(tied) == 20
        assert {b - a for a, b in itertools.pairwise(tied)} == {5}
