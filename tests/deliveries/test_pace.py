"""Pace, on a clock of numbers: no second of real time passes."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import pairwise

import pytest

from scheduler.pace import Pace


def run(pace: Pace, wanted: Iterable[tuple[int, bool]]) -> list[tuple[float, int]]:
    """Send to each place in turn as the sender does: a place that must wait is put off, and holds nobody else."""
    now, sent, left = 0.0, [], list(wanted)
    while left:
        now += pace.wait_for_slot(now, answer=False)
        ready = next((n for n, (v, a) in enumerate(left) if not pace.wait_for_place(v, now, answer=a)), None)
        if ready is None:
            now += min(pace.wait_for_place(v, now, answer=a) for v, a in left)
            continue
        value, answer = left.pop(ready)
        sent.append((now + pace.take(value, now, answer=answer), value))
    return sent


def fullest(times: list[float], span: float) -> int:
    """The largest number of sends in any window of `span` seconds."""
    most, first = 0, 0
    times = sorted(times)
    for last, at in enumerate(times):
        while times[first] <= at - span:
            first += 1
        most = max(most, last - first + 1)
    return most


def of(sent: list[tuple[float, int]], value: int) -> list[float]:
    return [at for at, v in sent if v == value]


def test_two_thousand_messages_keep_every_limit() -> None:
    """At most 30 in any second, 25 a second on the whole, 20 a minute per group, one a second per person."""
    chance = random.Random(3)
    wanted = [(chance.choice([*range(1, 400), *range(-60, 0)]), False) for _ in range(2000)]
    sent = run(Pace(), wanted)
    times = [at for at, _v in sent]
    assert len(sent) == 2000
    assert fullest(times, 1.0) <= 25
    assert 2000 / (times[-1] - times[0]) <= 25
    for value in {v for _at, v in sent}:
        assert fullest(of(sent, value), 60.0 if value < 0 else 1.0) <= (20 if value < 0 else 1)


def test_bulk_leaves_five_a_second_to_answers() -> None:
    times = [at for at, _v in run(Pace(), [(n, False) for n in range(1, 401)])]
    assert fullest(times, 1.0) <= 21
    assert 400 / times[-1] == pytest.approx(20, rel=0.02)


def test_what_a_claim_costs_is_not_taken_from_the_pace() -> None:
    """Eight milliseconds between a slot's hour and its taking: still twenty a second, never two at once."""
    pace, now, times = Pace(), 0.0, []
    for _send in range(400):
        now += pace.wait_for_slot(now, answer=False) + 0.008
        now += pace.reserve(now, answer=False)
        times.append(now)
    assert 400 / (times[-1] - times[0]) == pytest.approx(20, rel=0.01)
    assert min(b - a for a, b in pairwise(times)) >= 1 / 25 - 1e-9
    pace.reserve(now + 9.0, answer=False)
    assert pace.wait_for_slot(now + 9.0, answer=False) == pytest.approx(1 / 20), "a long silence is not made up for"


def test_answers_may_use_all_twenty_five_and_go_before_bulk() -> None:
    pace = Pace()
    slots = [pace.take(n, 0.0, answer=True) for n in range(1, 101)]
    assert slots[0] == 0.0
    assert slots[-1] == pytest.approx(99 / 25)
    assert pace.wait_for_slot(0.0, answer=False) == pytest.approx(100 / 25), "bulk waits for the answers"


def test_an_answer_does_not_wait_for_the_share_of_bulk() -> None:
    pace = Pace()
    pace.take(1, 0.0, answer=False)
    assert pace.wait_for_slot(0.0, answer=True) == pytest.approx(1 / 25)
    assert pace.wait_for_slot(0.0, answer=False) == pytest.approx(1 / 20)


def test_answers_in_private_may_come_in_a_short_burst() -> None:
    """Three at once, then as the oldest of three seconds leaves; a notice still waits its second."""
    pace = Pace(1000.0)
    for _ in range(3):
        assert pace.wait_for_place(7, 0.0, answer=True) < 0.01
        pace.take(7, 0.0, answer=True)
    assert pace.wait_for_place(7, 0.0, answer=True) == pytest.approx(3.0, abs=0.01)
    assert pace.wait_for_place(7, 0.5) == pytest.approx(0.5, abs=0.01)


def test_answers_in_a_group_count_among_its_twenty() -> None:
    pace = Pace(1000.0)
    for _ in range(20):
        pace.take(-7, 0.0, answer=True)
    assert pace.wait_for_place(-7, 1.0, answer=True) == pytest.approx(59.0, abs=0.1)
    assert pace.wait_for_place(-8, 1.0) == 0.0


def test_a_refused_place_waits_in_full_and_alone() -> None:
    pace = Pace()
    pace.refuse(-1, 10_072.0, 5.0)
    assert pace.wait_for_place(-1, 6.0) == pytest.approx(10_071.0)
    assert pace.wait_for_refusals(-1, 6.0) == pytest.approx(10_071.0)
    assert pace.wait_for_place(-2, 6.0) == 0.0
    assert pace.wait_for_slot(6.0, answer=False) == 0.0


def test_two_places_refused_within_a_second_stop_the_token() -> None:
    pace = Pace()
    pace.refuse(-1, 30.0, 0.0)
    pace.refuse(-2, 7.0, 0.5)
    assert pace.wait_for_slot(0.5, answer=True) == pytest.approx(29.5)
    assert pace.wait_for_refusals(99, 0.5) == pytest.approx(29.5)


def test_one_place_refused_twice_or_two_far_apart_do_not() -> None:
    pace = Pace()
    pace.refuse(-1, 60.0, 0.0)
    pace.refuse(-2, 5.0, 10.0)
    pace.refuse(-2, 5.0, 10.5)
    assert pace.wait_for_slot(10.5, answer=False) == 0.0


def test_no_pace_still_obeys_refusals() -> None:
    """One's own server has no limits of its own, but may refuse."""
    pace = Pace(0.0)
    assert {pace.take(1, 0.0, answer=False) for _ in range(100)} == {0.0}
    assert pace.wait_for_place(1, 0.0) == 0.0
    pace.refuse(1, 3.0, 0.0)
    assert pace.wait_for_place(1, 0.0) == 3.0


def test_what_it_remembers_is_bounded() -> None:
    pace, now = Pace(), 0.0
    for n in range(1, 30_001):
        now += pace.take(n if n % 2 else -n, now, answer=False)
        pace.refused[n] = now
    pace.refuse(1, 1.0, now)
    assert max(len(pace.people), len(pace.groups)) < 6000
    assert len(pace.refused) <= 2


def test_a_slow_send_counts_from_its_arrival() -> None:
    """The first of a burst took half a second to arrive: the fourth waits for three seconds after that."""
    pace = Pace()
    for now in (0.0, 0.6, 0.7):
        pace.take(7, now, answer=True)
        pace.arrived(7, now + 0.5 if now == 0.0 else now)
    assert pace.wait_for_place(7, 1.0, answer=True) == pytest.approx(2.5)
