"""A campaign goes from draft to its end by legal steps alone."""

from __future__ import annotations

import itertools

import pytest

from rules.campaigns import CampaignState, came_from, may_become

S = CampaignState
LEGAL = {(S.DRAFT, S.PLANNED), (S.DRAFT, S.CANCELLED), (S.PLANNED, S.DRAFT), (S.PLANNED, S.ACTIVE),
         (S.PLANNED, S.CANCELLED), (S.ACTIVE, S.PAUSED), (S.ACTIVE, S.DONE), (S.ACTIVE, S.CANCELLED),
         (S.PAUSED, S.ACTIVE), (S.PAUSED, S.DONE), (S.PAUSED, S.CANCELLED), (S.DONE, S.ACTIVE)}


@pytest.mark.parametrize(("state", "to"), list(itertools.product(S, S)))
def test_only_legal_steps(state: CampaignState, to: CampaignState) -> None:
    assert may_become(state, to) is ((state, to) in LEGAL)
    assert (state in came_from(to)) is ((state, to) in LEGAL)
