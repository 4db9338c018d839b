"""Drafts keep their versions and campaigns their states, on both engines. All people are fictional."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import Engine

from rules.campaigns import CampaignKind, CampaignState, may_become
from storage import campaigns
from storage.engine import transaction
from tests.world.rows import NOW

S = CampaignState


def test_the_second_to_change_a_version_is_told(engine: Engine) -> None:
    with transaction(engine) as session:
        one = campaigns.add(session, CampaignKind.CAMPAIGN, "111111", None, NOW, text="Bonjour")
        assert campaigns.write(session, one, 1, None, NOW, text="Bonjour à tous") == 2
        assert campaigns.write(session, one, 1, None, NOW, text="Bonsoir") is None
        found = campaigns.by_id(session, one)
        assert found
        assert (found.version, found.text) == (2, "Bonjour à tous")


def test_a_state_is_left_by_legal_steps_alone(engine: Engine) -> None:
    with transaction(engine) as session:
        one = campaigns.add(session, CampaignKind.CAMPAIGN, "111111", None, NOW)
        for state, to in itertools.product(S, S):
            campaigns.mark(session, one, state=state)
            assert campaigns.step(session, one, to, NOW) is may_become(state, to), (state, to)


def test_a_step_names_the_version_that_was_seen(engine: Engine) -> None:
    with transaction(engine) as session:
        one = campaigns.add(session, CampaignKind.CAMPAIGN, "111111", None, NOW, text="Bonjour")
        assert campaigns.write(session, one, 1, None, NOW, text="Bonsoir") == 2
        assert not campaigns.step(session, one, S.PLANNED, NOW, version=1)
        assert campaigns.step(session, one, S.PLANNED, NOW, version=2)


def test_a_draft_has_known_fields_alone(engine: Engine) -> None:
    with transaction(engine) as session, pytest.raises(ValueError, match="no \\['state'\\]"):
        campaigns.add(session, CampaignKind.CAMPAIGN, "111111", None, NOW, state=S.ACTIVE)
