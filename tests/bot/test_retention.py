"""What is past its date goes: each figure at its eve and on its day. All people are fictional."""

from __future__ import annotations

import json
import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select, update

from actions import retention
from actions.desk import Desk
from bot.handlers import HOUSE
from bot.logs import JsonLines
from rules import privacy as rules
from rules.deliveries import DeliveryState, Lane
from rules.help import CloseReason, RequestState, Slot
from rules.hours import EntryState, HourKind
from rules.privacy import RECALLED
from rules.residents import Standing
from rules.screens import screen
from scheduler.agenda import look_at_one
from storage import agenda, asks, hour_totals, hours, ledger, privacy, residents, seats
from storage import help as requests
from storage.engine import transaction
from storage.help import NewRequest
from storage.ledger import Draft
from storage.tables import (
    Address,
    Conversation,
    Delivery,
    HelpAcceptance,
    HelpContact,
    HelpRequest,
    HourEntry,
    Message,
    Once,
    Person,
    Report,
    Zone,
    table,
)
from tests.pilots import Street
from tests.world.rows import a_person, a_zone, content

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY, DAY, EVE = NOW.date(), timedelta(days=1), timedelta(seconds=-1)


def count(engine: Engine, of: Any, *where: Any) -> int:
    with transaction(engine) as session:
        return int(session.connection().execute(
            select(func.count()).select_from(table(of)).where(*where)).scalar_one())


def sweep(engine: Engine, now: datetime) -> None:
    """What the hourly step does, whenever it last came."""
    look(engine, now, "retention.drafts", "retention.accounts")
    look(engine, now, "housekeeping")
    look(engine, now, "retention.forget")


def look(engine: Engine, now: datetime, *standing: str) -> None:
    """These, and what they find."""
    with transaction(engine) as session:
        for what in standing:
            agenda.put(session, what, {0: now})
    while look_at_one(engine, lambda session, now: Desk(session, now, content()), now):
        pass


def said(engine: Engine, kind: str) -> list[dict[str, Any]]:
    with transaction(engine) as session:
        m = table(Message)
        return list(session.connection().execute(select(m.c.params).where(m.c.kind == kind).order_by(m.c.id)).scalars())


def a_draft(engine: Engine, name: str = "help") -> int:
    with transaction(engine) as session:
        person = a_person(session, 7, first_name="Odile", seen_at=NOW)
        session.connection().execute(insert(table(Conversation)).values(
            person_id=person, name=name, run=1, answers={"kind": "courses"}, args={}, updated_at=NOW))
        return person


def a_closed_request(engine: Engine) -> int:
    """Closed at NOW, with a note, a contact and a helper."""
    with transaction(engine) as session:
        asker, helper = (a_person(session, value, seen_at=NOW + 300 * DAY) for value in (7, 8))
        number = requests.create(session, NewRequest(
            asker, a_zone(session, "rue des Lilas"), "courses", TODAY, Slot.MORNING, 30, "Sonnez fort", "4821",
            NOW + 15 * DAY), NOW - DAY)
        asks.record(session, [helper], NOW - DAY, request=number, asker=asker)
        acceptance = seats.take(session, number, helper, NOW - DAY)
        assert acceptance is not None
        seats.confirm(session, acceptance, asker, "4821", NOW - DAY)
        session.connection().execute(insert(table(HelpContact)).values(
            request_id=number, person_id=asker, phone="06 11 11 11 11", at=NOW))
        requests.close(session, number, RequestState.DONE, CloseReason.DONE, NOW)
        return number


def test_a_draft_is_recalled_once_after_a_day(engine: Engine) -> None:
    a_draft(engine)
    sweep(engine, NOW + DAY + EVE)
    assert said(engine, "retention.draft") == []
    for hours_later in (24, 25, 49, 240):
        sweep(engine, NOW + timedelta(hours=hours_later))
    assert said(engine, "retention.draft") == [{"name": "help"}]


def test_a_draft_is_announced_two_days_before_it_goes(engine: Engine) -> None:
    a_draft(engine)
    sweep(engine, NOW + DAY)
    sweep(engine, NOW + 28 * DAY + EVE)
    assert len(said(engine, "retention.draft")) == 1
    for late in (28, 29):
        sweep(engine, NOW + late * DAY)
    assert said(engine, "retention.draft")[1:] == [{"name": "help", "last": {"@": "day", "v": "2026-12-24"}}]
    sweep(engine, NOW + 30 * DAY + EVE)
    assert count(engine, Conversation) == 1
    sweep(engine, NOW + 30 * DAY)
    assert count(engine, Conversation) == 0


def test_what_cannot_be_resumed_goes_without_a_word(engine: Engine) -> None:
    a_draft(engine, "hours")
    sweep(engine, NOW + 29 * DAY)
    assert said(engine, "retention.draft") == []
    sweep(engine, NOW + 30 * DAY)
    assert count(engine, Conversation) == 0


def test_the_drafts_recalled_are_those_one_can_resume() -> None:
    resumable = {name for name, talk in HOUSE.talks.items() if talk.conversation.resumable}
    assert set(RECALLED) == resumable


def test_a_recalled_draft_is_taken_up_where_it_was(engine: Engine) -> None:
    street = Street(engine, NOW)
    odile = street.person("Odile")
    odile.start()
    odile.press("Commencer")
    odile.press("Odile")
    asked = odile.last.text
    street.later(hours=24)
    street.tick()
    assert "Votre arrivée" in odile.last.text
    odile.press("Reprendre")
    assert odile.last.text == asked


def test_contacts_go_72_hours_after_closing(engine: Engine) -> None:
    a_closed_request(engine)
    sweep(engine, NOW + timedelta(hours=72) + EVE)
    assert count(engine, HelpContact) == 1
    sweep(engine, NOW + timedelta(hours=72))
    assert count(engine, HelpContact) == 0


def test_the_text_of_a_closed_request_goes_after_30_days_and_its_trace_after_6_months(engine: Engine) -> None:
    a_closed_request(engine)
    sweep(engine, NOW + 30 * DAY + EVE)
    assert count(engine, HelpRequest, table(HelpRequest).c.note == "Sonnez fort") == 1
    sweep(engine, NOW + 30 * DAY)
    assert count(engine, HelpRequest, table(HelpRequest).c.note == "", table(HelpRequest).c.visit_code == "") == 1
    six_months = datetime(2027, 5, 24, 9, 0, tzinfo=UTC)
    sweep(engine, six_months + EVE)
    assert (count(engine, HelpRequest), count(engine, HelpAcceptance), count(engine, Zone)) == (1, 1, 1)
    sweep(engine, six_months)
    assert (count(engine, HelpRequest), count(engine, HelpAcceptance), count(engine, Zone)) == (0, 0, 0)


def test_reports_go_after_6_months(engine: Engine) -> None:
    with transaction(engine) as session:
        session.connection().execute(insert(table(Report)).values(reason="fraude", at=NOW))
    sweep(engine, datetime(2027, 5, 24, 9, 0, tzinfo=UTC) + EVE)
    assert count(engine, Report) == 1
    sweep(engine, datetime(2027, 5, 24, 9, 0, tzinfo=UTC))
    assert count(engine, Report) == 0


def test_hours_become_totals_after_24_months(engine: Engine) -> None:
    with transaction(engine) as session:
        odile, lucas = (a_person(session, value, seen_at=NOW + 800 * DAY) for value in (7, 8))
        first = hours.note(session, odile, HourKind.NEIGHBOURS, 60, TODAY, NOW, group=None)
        hours.note(session, odile, HourKind.NEIGHBOURS, 30, TODAY, NOW, replaces=first, state=EntryState.CONFIRMED)
        hours.note(session, odile, HourKind.NEIGHBOURS, 15, TODAY + 2 * DAY, NOW)
        hours.note(session, lucas, HourKind.NEIGHBOURS, 45, TODAY, NOW)
        gone = hours.note(session, lucas, HourKind.COMMUNE, 45, TODAY, NOW)
        hours.note(session, lucas, HourKind.COMMUNE, 0, TODAY, NOW, replaces=gone)
    day = datetime(2028, 11, 24, 0, 0, tzinfo=UTC)
    sweep(engine, day + EVE)
    assert count(engine, HourEntry) == 6
    assert totals(engine) == []
    sweep(engine, day)
    assert count(engine, HourEntry) == 1
    assert totals(engine) == [("2026-11", "voisinage", 75, 1)]  # Odile still has an entry of that month
    sweep(engine, day + 2 * DAY)
    sweep(engine, day + 2 * DAY)
    assert count(engine, HourEntry) == 0
    assert totals(engine) == [("2026-11", "voisinage", 90, 2)]


def totals(engine: Engine) -> list[tuple[str, str, int, int]]:
    with transaction(engine) as session:
        return [(t.month, t.kind.value, t.minutes, t.people) for t in hour_totals.totals(session)]


def test_what_a_correction_replaced_does_not_come_back(engine: Engine) -> None:
    """The corrected entry is of an earlier day: it is folded first, and the one it replaced goes with it."""
    with transaction(engine) as session:
        odile = a_person(session, 7, seen_at=NOW + 800 * DAY)
        wrong = hours.note(session, odile, HourKind.NEIGHBOURS, 60, TODAY + 5 * DAY, NOW)
        hours.note(session, odile, HourKind.NEIGHBOURS, 60, TODAY, NOW, replaces=wrong)
    sweep(engine, datetime(2028, 11, 24, tzinfo=UTC))
    assert count(engine, HourEntry) == 0
    sweep(engine, datetime(2029, 1, 1, tzinfo=UTC))
    assert totals(engine) == [("2026-11", "voisinage", 60, 1)]


@pytest.mark.parametrize(("standing", "left"), [(Standing.VISITOR, 0), (Standing.RESIDENT, 1), (Standing.LEFT, 1)])
def test_a_visitor_who_never_joined_goes_after_30_days(engine: Engine, standing: Standing, left: int) -> None:
    with transaction(engine) as session:
        a_person(session, 7, standing=standing, seen_at=NOW)
    sweep(engine, NOW + 30 * DAY + EVE)
    assert count(engine, Person) == 1
    sweep(engine, NOW + 30 * DAY)
    assert (count(engine, Person), count(engine, Address)) == (left, left)
    assert said(engine, "retention.account") == []


def test_a_sleeping_account_is_warned_at_12_months_and_erased_at_13(engine: Engine) -> None:
    with transaction(engine) as session:
        a_person(session, 7, first_name="Odile", seen_at=NOW)
    year, thirteen = datetime(2027, 11, 24, 9, 0, tzinfo=UTC), datetime(2027, 12, 24, 9, 0, tzinfo=UTC)
    sweep(engine, year + EVE)
    assert said(engine, "retention.account") == []
    for later in (timedelta(0), timedelta(hours=1), 10 * DAY):
        sweep(engine, year + later)
    assert said(engine, "retention.account") == [
        {"first_name": "Odile", "last": {"@": "day", "v": "2027-12-24"}}]
    with transaction(engine) as session:
        session.connection().execute(update(table(Delivery)).values(state=DeliveryState.SENT, changed_at=year))
    sweep(engine, thirteen + EVE)
    assert count(engine, Person) == 1
    sweep(engine, thirteen)
    assert (count(engine, Person), count(engine, Address), count(engine, Message)) == (0, 0, 0)


def test_nobody_is_erased_without_a_month_of_warning(engine: Engine) -> None:
    """The machine was off for months: the warning leaves late, and so does the erasure."""
    with transaction(engine) as session:
        a_person(session, 7, seen_at=NOW)
    late = NOW + 600 * DAY
    sweep(engine, late)
    sweep(engine, late + 28 * DAY + EVE)
    assert count(engine, Person) == 1
    sweep(engine, late + 28 * DAY)
    assert count(engine, Person) == 0


def test_an_account_that_goes_frees_what_it_had_promised_as_an_erasure_does(engine: Engine) -> None:
    late = datetime(2028, 1, 1, 9, 0, tzinfo=UTC)
    with transaction(engine) as session:
        asker, helper = a_person(session, 7, seen_at=late), a_person(session, 8, seen_at=NOW, warned_at=NOW)
        number = requests.create(session, NewRequest(
            asker, a_zone(session, "rue des Lilas"), "courses", TODAY + DAY, Slot.MORNING, 30, "", "4821",
            late + DAY), NOW)
        asks.record(session, [helper], NOW, request=number, asker=asker)
        assert seats.take(session, number, helper, NOW)
    with transaction(engine) as session:
        retention.erase(Desk(session, late, content()), helper)
    request = table(HelpRequest)
    assert count(engine, Person) == 1
    assert count(engine, HelpRequest, request.c.state == RequestState.OPEN, request.c.taken == 0) == 1
    assert [params["request"] for params in said(engine, "privacy.hand_gone")] == [number]


def test_a_word_is_enough_to_stay(engine: Engine) -> None:
    street = Street(engine, NOW)
    odile = street.person("Odile")
    with street.session() as session:
        a_person(session, odile.id, first_name="Odile", seen_at=NOW)
    street.at(datetime(2027, 11, 24, 9, 0, tzinfo=UTC))
    street.tick()
    assert "effacé vendredi 24 décembre" in odile.last.text
    odile.press("Garder mon compte")
    street.later(days=60)
    street.tick()
    assert odile.row is not None


def test_an_address_waits_for_its_last_answer(engine: Engine) -> None:
    with transaction(engine) as session:
        person = a_person(session, 7, standing=Standing.VISITOR, seen_at=NOW)
        known = residents.by_id(session, person)
        assert known is not None
        ledger.add(session, Draft(screen(), known.address, Lane.ANSWER), NOW)
        privacy.erase(session, known, NOW, marked=False)
    sweep(engine, NOW + timedelta(hours=1))
    assert count(engine, Address) == 1
    with transaction(engine) as session:
        session.connection().execute(update(table(Delivery)).values(state=DeliveryState.SENT))
    sweep(engine, NOW + timedelta(hours=2))
    assert (count(engine, Address), count(engine, Message)) == (0, 0)


def test_retention_one_simulated_year(engine: Engine) -> None:
    """A street that falls silent: for fourteen months, whenever the step comes, it leaves nothing past its date."""
    number = a_closed_request(engine)
    with transaction(engine) as session:
        session.connection().execute(update(table(Person)).values(seen_at=NOW))
        for value in range(20, 24):
            a_person(session, value, standing=Standing.VISITOR, seen_at=NOW)
        hours.note(session, 1, HourKind.NEIGHBOURS, 60, TODAY, NOW)
        session.connection().execute(insert(table(Conversation)).values(
            person_id=1, name="help", run=1, answers={"kind": "courses"}, args={}, updated_at=NOW))
        session.connection().execute(insert(table(Once)).values(subject="p1", what="x", at=NOW))
    for day in range(0, 432, 3):  # the clock of a town may have been still for days
        now = NOW + day * DAY
        sweep(engine, now)
        with transaction(engine) as session:
            session.connection().execute(update(table(Delivery)).where(
                table(Delivery).c.state.in_((DeliveryState.READY, DeliveryState.WAITING))).values(
                    state=DeliveryState.SENT, changed_at=now))
        assert_nothing_is_past_its_date(engine, now, number)
    assert [count(engine, of) for of in (Person, Address, HelpRequest, HourEntry, Once, Message, Zone)] == [0] * 7
    assert totals(engine) == [("2026-11", "voisinage", 60, 1)]


def assert_nothing_is_past_its_date(engine: Engine, now: datetime, number: int) -> None:
    p, q, m, c = (table(t) for t in (Person, HelpRequest, Message, Conversation))
    assert not count(engine, Conversation, c.c.updated_at <= now - 30 * DAY)
    assert not count(engine, HelpRequest, q.c.closed_at <= now - 30 * DAY, q.c.note != "")
    assert not count(engine, HelpRequest, q.c.closed_at <= now - 184 * DAY)
    assert not count(engine, Person, p.c.standing == Standing.VISITOR, p.c.seen_at <= now - 30 * DAY)
    assert not count(engine, Person, p.c.seen_at <= now - 397 * DAY)
    assert not count(engine, Message, m.c.created_at < now - 62 * DAY)
    if now >= NOW + timedelta(hours=72):
        assert not count(engine, HelpContact, table(HelpContact).c.request_id == number)


def test_no_phone_position_or_token_in_any_log(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    """Everything at DEBUG, through a conversation that tells a phone, an erasure and a fault."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
    street = Street(engine, NOW)
    odile = street.person("Odile")
    odile.start()
    odile.press("Commencer")
    for typed in ("06 12 34 56 78", "+33 6 12 34 56 78", "48.8566, 2.3522",
                  "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"):
        odile.say(typed)
    odile.share("4886:235")
    odile.say("/mesdonnees")
    odile.say("/effacer")
    odile.press("Oui, effacer")
    logging.getLogger("bot").error("fault: %s", "06 12 34 56 78 at 48.8566, 2.3522")
    lines = "\n".join(JsonLines().format(record) for record in caplog.records)
    for secret in ("06 12 34 56 78", "6 12 34 56 78", "48.8566", "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"):
        assert secret not in lines
    assert json.loads(lines.splitlines()[-1])["message"] == "fault: <phone> at <position>"


def test_figures_are_those_of_the_notice() -> None:
    assert (rules.DRAFTS_KEPT, rules.TEXTS_KEPT, rules.VISITORS_KEPT) == (30 * DAY, 30 * DAY, 30 * DAY)
    assert timedelta(hours=72) == rules.CONTACTS_KEPT
    assert (rules.TRACES_KEPT, rules.HOURS_KEPT, rules.WARNED_AT, rules.ERASED_AT) == (6, 24, 12, 13)
    assert rules.a_month_after(date(2027, 1, 31)) == date(2027, 2, 28)
    assert rules.a_month_after(date(2027, 3, 31), -13) == date(2026, 2, 28)
