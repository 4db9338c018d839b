"""The deliveries of what the town says, on both engines: changed everywhere, counted by week, answered once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlmodel import Session

from messages.campaigns import EraseCard, card_of
from rules.campaigns import Campaign, CampaignKind, CampaignState
from rules.deliveries import DeliveryState, Window
from rules.manners import manner_of
from storage import campaign_answers, campaign_rows, campaign_weeks, campaigns, ledger, posting, runs
from storage.engine import transaction
from storage.tables import Delivery, table
from tests.world.rows import NOW, a_group, a_person

S = DeliveryState
_d = table(Delivery)
DAY = timedelta(days=1)


class Spoken:
    """A campaign spread over four groups, and what of it was said."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.groups = [a_group(session, 7000 + n, name=f"Rue {n}") for n in range(4)]
        self.number = campaigns.add(session, CampaignKind.CAMPAIGN, "123456", None, NOW, text="La fête")
        campaigns.mark(session, self.number, state=CampaignState.ACTIVE)
        rows = session.connection().execute(select(table_of("neighbour_group").c.address_id).where(
            table_of("neighbour_group").c.id.in_(self.groups))).scalars()
        self.addresses = sorted(rows)
        card = card_of(self.found, "Valmont")
        manner = manner_of(card)
        draft = ledger.Draft(card, 0, manner.lane, manner.purpose, manner.policy, campaign=self.number)
        windows = {address: Window(NOW + n * DAY if n == 3 else None) for n, address in enumerate(self.addresses)}
        ledger.plan(session, draft, windows.items(), NOW)
        message = runs.message_of(session, self.number)
        assert message is not None
        self.message = message

    @property
    def found(self) -> Campaign:
        found = campaigns.by_id(self.session, self.number)
        assert found is not None
        return found

    def become(self, place: int, state: DeliveryState, at: Any = NOW) -> None:
        self.session.connection().execute(update(_d).where(
            _d.c.message_id == self.message, _d.c.address_id == self.addresses[place]).values(
                state=state, telegram_id=90 + place if state is S.SENT else None, changed_at=at))

    def changes(self) -> list[Any]:
        return list(self.session.connection().execute(select(_d).where(_d.c.replaces.is_not(None)).order_by(
            _d.c.id)).mappings())


def table_of(name: str) -> Any:
    return _d.metadata.tables[name]


@pytest.fixture
def spoken(engine: Engine) -> Iterator[Spoken]:
    with transaction(engine) as session:
        yield Spoken(session)


def test_a_change_goes_wherever_it_was_said_and_nowhere_else(spoken: Spoken) -> None:
    spoken.become(0, S.SENT)
    spoken.become(1, S.SENDING)
    spoken.become(2, S.UNCERTAIN)
    assert campaign_rows.change_each(spoken.session, spoken.message, card_of(spoken.found, "Valmont"), NOW) == 2
    found = spoken.changes()
    assert [row["address_id"] for row in found] == spoken.addresses[:2]
    assert {row["state"] for row in found} == {S.READY}
    row = posting.load(spoken.session, found[0]["id"])
    post = posting.post(spoken.session, row, NOW)
    assert post is not None
    assert post.edit == 90
    assert posting.barred_by(row, NOW) is None


def test_what_is_old_is_told_apart_from_what_may_be_taken_away(spoken: Spoken) -> None:
    spoken.become(0, S.SENT, NOW - 3 * DAY)
    spoken.become(1, S.SENT, NOW - DAY)
    limit = NOW - 2 * DAY
    assert campaign_rows.change_each(spoken.session, spoken.message, EraseCard(), NOW, since=limit) == 1
    assert campaign_rows.change_each(spoken.session, spoken.message, EraseCard(), NOW, before=limit) == 1
    assert [row["address_id"] for row in spoken.changes()] == [spoken.addresses[1], spoken.addresses[0]]


def test_a_week_counts_what_was_said_and_what_waits_but_no_change(spoken: Spoken) -> None:
    spoken.become(0, S.SENT)
    spoken.become(1, S.CANCELLED)
    campaign_rows.change_each(spoken.session, spoken.message, card_of(spoken.found, "Valmont"), NOW)
    week = campaign_weeks.animated(spoken.session, spoken.addresses, NOW - DAY, NOW + DAY)
    assert week == {spoken.addresses[0]: 1, spoken.addresses[2]: 1}
    later = campaign_weeks.animated(spoken.session, spoken.addresses, NOW + DAY, NOW + 7 * DAY)
    assert later == {spoken.addresses[3]: 1}


def test_outcomes_name_groups_a_page_at_a_time(spoken: Spoken) -> None:
    spoken.become(0, S.FAILED)
    spoken.become(1, S.UNCERTAIN)
    first = campaign_rows.outcomes(spoken.session, spoken.message, (S.FAILED, S.UNCERTAIN), 0, 1)
    rest = campaign_rows.outcomes(spoken.session, spoken.message, (S.FAILED, S.UNCERTAIN), first[0][0], 9)
    assert [one.name for _id, one in (*first, *rest)] == ["Rue 0", "Rue 1"]


def test_a_message_is_known_by_its_place_and_number(spoken: Spoken) -> None:
    spoken.become(0, S.SENT)
    assert campaign_rows.said_as(spoken.session, spoken.addresses[:1], 90) == spoken.number
    assert campaign_rows.said_as(spoken.session, spoken.addresses[1:], 90) is None
    card = campaign_rows.card_in(spoken.session, spoken.number, spoken.addresses[0])
    assert card.telegram_id == 90


def test_the_last_seat_is_taken_once(spoken: Spoken) -> None:
    session, number = spoken.session, spoken.number
    campaigns.mark(session, number, seats=1)
    odile, lucas = a_person(session, 1, first_name="Odile"), a_person(session, 2, first_name="Lucas")
    assert campaign_answers.press(session, number, odile, spoken.groups[0], "come", NOW)
    assert not campaign_answers.press(session, number, odile, spoken.groups[0], "come", NOW)
    assert campaign_answers.take_seat(session, number) == 1
    assert campaign_answers.press(session, number, lucas, None, "come", NOW)
    assert campaign_answers.take_seat(session, number) is None
    assert campaign_answers.counts(session, number, spoken.groups[0]) == (("come", 1),)
    assert campaign_answers.totals(session, number) == {"come": 2}
    assert campaign_answers.take_back(session, number, odile, "come")
    assert campaign_answers.free_seat(session, number)
    assert campaign_answers.take_seat(session, number) == 1


def test_words_are_changed_for_the_version_that_was_seen(spoken: Spoken) -> None:
    session, number = spoken.session, spoken.number
    assert campaigns.reword(session, number, 1, "La fête, samedi", None, NOW)
    assert not campaigns.reword(session, number, 1, "Autre chose", None, NOW)
    campaign_rows.reword(session, spoken.message, card_of(spoken.found, "Valmont"))
    assert campaigns.fill(session, number, NOW)
    assert not campaigns.fill(session, number, NOW)
    campaign_rows.take_over(session, spoken.message, a_person(session, 5, first_name="Karim"))
