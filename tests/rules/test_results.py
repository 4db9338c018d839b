"""What became of a message in a group, as a council reads it."""

from __future__ import annotations

import pytest

from rules.deliveries import DeliveryState as S
from rules.results import by_outcome, outcome


@pytest.mark.parametrize(("state", "why", "said"), [
    (S.SENT, "", "reached"), (S.UNCERTAIN, "timed out", "uncertain"), (S.SENDING, "", "uncertain"),
    (S.FAILED, "Forbidden: not enough rights", "refused"), (S.FAILED, "Forbidden: bot was kicked", "left"),
    (S.CANCELLED, "not linked", "left"), (S.CANCELLED, "not installed", "left"),
    (S.CANCELLED, "place detached", "left"),
    (S.CANCELLED, "place muted", "refused"), (S.CANCELLED, "paused", "refused"), (S.CANCELLED, "", "cancelled"),
    (S.CANCELLED, "its run is cancelled", "cancelled"), (S.MISSED, "too late", "missed"), (S.WAITING, "", None),
    (S.READY, "", None), (S.PAUSED, "", None)])
def test_each_group_has_one_outcome(state: S, why: str, said: str | None) -> None:
    assert outcome(state, why) == said


def test_the_sums_are_those_of_the_groups() -> None:
    found, to_come = by_outcome([(S.SENT, "", 480), (S.FAILED, "kicked", 5), (S.CANCELLED, "not linked", 3),
                                 (S.WAITING, "", 12)])
    assert found == {"reached": 480, "left": 8}
    assert to_come == 12
