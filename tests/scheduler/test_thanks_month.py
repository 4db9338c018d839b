"""The group's monthly « Merci »: totals once a month, names only of those who said yes. All people are fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert

from rules.deliveries import Lane, Purpose, Window
from rules.help import AcceptanceState, RequestState
from rules.hours import HourKind
from rules.screens import screen
from rules.words import quoted
from storage import hours, ledger
from storage.ledger import Draft
from storage.tables import GesteTap, HelpAcceptance, HelpCard, NeighbourGroup, table
from tests.pilots import Pilot
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap
from tests.world.rows import a_request

# Tuesday 1 December 2026, nine in Paris.
FIRST = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
IN_NOVEMBER = date(2026, 11, 12)


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def help_done(street: Peupliers, times: int, by: Pilot, day: date = IN_NOVEMBER,
              state: AcceptanceState = AcceptanceState.DONE) -> None:
    asker, helper = street.odile.person_id, by.person_id
    with street.street.session() as session:
        for n in range(times):
            request = a_request(session, asker, day=day, state=RequestState.DONE,
                                note=f"{by.first_name} {day} {n} {state}")
            session.connection().execute(insert(table(HelpCard)).values(
                request_id=request, group_id=street.group, delivery_id=0))
            session.connection().execute(insert(table(HelpAcceptance)).values(
                request_id=request, volunteer_id=helper, state=state, at=FIRST, changed_at=FIRST))


def gestes_done(street: Peupliers, times: int) -> None:
    person = street.odile.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(GesteTap)), [
            {"person_id": person, "geste": f"g{n}", "day": IN_NOVEMBER, "action": "done",
             "owner": f"g{street.group}", "at": FIRST} for n in range(times)])


def heard(street: Peupliers, at: datetime = FIRST) -> list[str]:
    """What the group reads at that instant that it had not read."""
    before = len(street.chat.texts)
    street.street.at(at)
    street.street.tick()
    return street.chat.texts[before:]


def test_totals_once_a_month_at_the_hour_of_the_group_and_nobody_s_name(street: Peupliers) -> None:
    help_done(street, 3, street.lucas)
    help_done(street, 2, street.lucas, state=AcceptanceState.NOT_DONE)
    help_done(street, 4, street.lucas, day=date(2026, 12, 1))
    gestes_done(street, 5)
    assert heard(street, FIRST - timedelta(minutes=5)) == []
    [text] = heard(street)
    assert "Merci, Les Peupliers" in text
    assert "3 coups de main" in text
    assert "5 gestes" in text
    assert not any(name in text for name in ("Lucas", "Odile"))
    street.street.restart()
    later = [FIRST + timedelta(minutes=m) for m in (1, 60, 239)] + [FIRST + timedelta(days=d) for d in range(1, 28)]
    assert [said for at in later for said in heard(street, at)] == []
    assert "4 coups de main" in heard(street, datetime(2027, 1, 4, 8, 0, tzinfo=UTC))[0]


def test_it_is_said_when_the_clock_has_rung_all_along(street: Peupliers) -> None:
    """The month begins in the east while Paris lives the last day of November: the look of that hour says nothing yet,
    and must not be the only one.
    """
    help_done(street, 3, street.lucas)
    hours = [FIRST - timedelta(hours=n) for n in range(30, 0, -2)]
    assert [text for at in hours for text in heard(street, at)] == []
    [text] = heard(street)
    assert "3 coups de main" in text


def test_nothing_happened_nothing_is_said(street: Peupliers) -> None:
    assert [text for day in range(12) for text in heard(street, FIRST + timedelta(days=day))] == []


def test_below_three_no_number_is_said(street: Peupliers) -> None:
    help_done(street, 2, street.lucas)
    gestes_done(street, 1)
    [text] = heard(street)
    assert "quelques coups de main" in text
    assert "quelques gestes" in text
    assert not any(digit in text for digit in "12")


def test_the_street_s_hours_stand_beside_its_aim_from_five_people(street: Peupliers) -> None:
    people = [pilot.person_id for pilot in (street.karim, street.odile, street.lucas, street.fatou)]
    with street.street.session() as session:
        for person in people:
            hours.note(session, person, HourKind.NEIGHBOURS, 60, IN_NOVEMBER, FIRST)
    [text] = heard(street)
    assert "4 h" not in text
    assert "quelques moments donnés" in text


def test_a_public_holiday_and_the_weekend_are_left_alone(street: Peupliers) -> None:
    help_done(street, 3, street.lucas, day=date(2026, 12, 12))
    quiet = [datetime(2027, 1, day, 8, 0, tzinfo=UTC) for day in (1, 2, 3)]  # a holiday, a Saturday, a Sunday
    assert [text for at in quiet for text in heard(street, at)] == []
    assert len(heard(street, datetime(2027, 1, 4, 8, 0, tzinfo=UTC))) == 1


def test_late_by_an_afternoon_it_is_said_the_next_day(street: Peupliers) -> None:
    help_done(street, 3, street.lucas)
    assert heard(street, FIRST + timedelta(hours=5)) == []
    assert len(heard(street, FIRST + timedelta(days=1))) == 1


def test_two_posts_of_animation_a_week_are_enough(street: Peupliers) -> None:
    help_done(street, 3, street.lucas)
    with street.street.session() as session:
        address = session.get(NeighbourGroup, street.group).address_id  # type: ignore[union-attr]
        for text in ("one", "two"):
            ledger.add(session, Draft(screen(quoted(text)), address, Lane.CAMPAIGN, Purpose.CAMPAIGN,
                                      window=Window()), FIRST - timedelta(hours=1))
    assert heard(street) == ["one", "two"]
    assert [text for day in range(1, 6) for text in heard(street, FIRST + timedelta(days=day))] == []
    assert len(heard(street, FIRST + timedelta(days=6))) == 1


def test_a_first_name_is_said_after_a_yes_and_no_more_after_a_no(street: Peupliers) -> None:
    help_done(street, 3, street.lucas)
    help_done(street, 1, street.fatou)
    heard(street)
    press_tap(street.lucas, "thanks.name", street.chat)
    assert "votre prénom" in street.lucas.last.text
    street.lucas.press("Oui, mon prénom")
    street.fatou.tap("thanks.named:oui")
    street.fatou.tap("thanks.named:non")
    for month, year, shown in ((1, 2027, True), (2, 2027, False)):
        street.odile.say("/aide")
        before = date(year, month, 1) - timedelta(days=1)
        for who in (street.lucas, street.fatou):
            help_done(street, 2, who, day=before)
        [text] = heard(street, datetime(year, month, 4 if month == 1 else 1, 8, 0, tzinfo=UTC))
        assert ("Lucas" in text) is shown
        assert "Fatou" not in text
        street.lucas.tap("thanks.named:non")


def test_who_erases_everything_is_no_longer_in_what_is_kept(street: Peupliers) -> None:
    street.lucas.tap("thanks.named:oui")
    help_done(street, 3, street.lucas)
    assert "Lucas" in heard(street)[0]
    street.lucas.say("/effacer")
    street.lucas.press("Oui, effacer")
    from storage.tables import Message

    with street.street.session() as session:
        kept = session.connection().execute(table(Message).select().where(
            table(Message).c.kind == "thanks.month")).all()
    assert "Lucas" not in str(kept)
