"""A year of a town in thirteen legal times: what is proposed, and what reaches its groups. All of it is fictional.

Three messages are sent for each theme, and the overlapping ones meet the group's two posts a week.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, delete, insert, select

from actions import calendar, campaign_sends, campaigns
from actions.desk import Desk
from content.days import is_public_holiday
from rules.calendar import Territory
from rules.console import RoleState, TownRole
from rules.deliveries import DeliveryState, Purpose
from rules.refusals import Refusal
from rules.town import Town
from storage import calendar as store
from storage.engine import transaction
from storage.tables import Agenda, Delivery, Message, table
from storage.tables.calendar import Proposal
from storage.tables.console import RoleHeld, TownLink
from tests.world.rows import ZONES, a_group, a_person, a_zone, content

COMMUNES = ("17300", "97502", "97105", "97209", "97701", "97302", "97411", "97608", "98818", "98735", "98719", "98613",
            "98731")
TERRITORIES = (Territory.METROPOLE, Territory.SAINT_PIERRE_ET_MIQUELON, Territory.GUADELOUPE, Territory.MARTINIQUE,
               Territory.SAINT_BARTHELEMY, Territory.GUYANE, Territory.REUNION, Territory.MAYOTTE,
               Territory.NOUVELLE_CALEDONIE, Territory.POLYNESIE, Territory.POLYNESIE, Territory.WALLIS_ET_FUTUNA,
               Territory.POLYNESIE)
FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
AHEAD = (7, 1, 0)  # days before each theme: three messages, and themes that overlap
THIRTEEN = 13
_d, _m, _agenda = table(Delivery), table(Message), table(Agenda)


class Year:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        now = datetime(2026, 12, 31, 9, tzinfo=UTC)
        with transaction(engine) as session:
            self.inès = a_person(session, 501, first_name="Inès")
            session.connection().execute(insert(table(RoleHeld)).values(
                role=TownRole.COORDINATOR, state=RoleState.ACTIVE, person_id=self.inès, since=now, tag="", name="Inès"))
            self.groups = {}
            for number, (timezone, commune) in enumerate(zip(ZONES, COMMUNES, strict=True), 1):
                zone = a_zone(session, f"rue {number}", commune)
                group = a_group(session, 1000 + number, timezone, zone_id=zone)
                session.connection().execute(insert(table(TownLink)).values(group_id=group, since=now, quarter=""))
                self.groups[group] = timezone

    def pass_by(self) -> None:
        day = FIRST
        while day <= LAST:
            now = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
            with transaction(self.engine) as session:
                calendar.look(self.desk(session, now), 0)
            self.answer(now)
            self.start_until(now + timedelta(days=1))
            day += timedelta(days=1)

    def desk(self, session: object, now: datetime) -> Desk:
        return Desk(session, now, content(), Town("Valmont"), by=self.inès)  # type: ignore[arg-type]

    def answer(self, now: datetime) -> None:
        """Inès prepares each proposal, and sends it three times at ten."""
        with transaction(self.engine) as session:
            waiting = list(session.connection().execute(select(table(Proposal).c.id).where(
                table(Proposal).c.person_id == self.inès, table(Proposal).c.state == "proposed")).scalars())
        for number in waiting:
            with transaction(self.engine) as session:
                desk = self.desk(session, now)
                proposal = store.by_id(session, number)
                assert proposal is not None
                first = calendar.prepare(desk, proposal)
                window = calendar.window_of(desk, content().moment(proposal.moment), proposal.year)
                for ahead in AHEAD:
                    self.send(desk, first.id, max(window.start - timedelta(days=ahead), now.date()), window.end)

    def send(self, desk: Desk, draft: int, on: date, last: date) -> None:
        made = campaigns.copy(desk, draft)
        done = campaigns.choose_days(desk, made.id, made.version, event=last, closes=None, send_day=on, send_at="10:00")
        with suppress(Refusal):  # its hour is past everywhere
            campaign_sends.confirm(desk, made.id, done.campaign.version)

    def start_until(self, until: datetime) -> None:
        while True:
            with transaction(self.engine) as session:
                row = session.connection().execute(select(_agenda).where(
                    _agenda.c.what == "campaigns.start", _agenda.c.at < until).order_by(_agenda.c.at)).first()
                if row is None:
                    return
                session.connection().execute(delete(_agenda).where(_agenda.c.id == row.id))
                campaign_sends.start(self.desk(session, row.at), row.subject)

    def told(self) -> list[str]:
        """What the author read of it when each left."""
        with transaction(self.engine) as session:
            said = session.connection().execute(select(_m.c.params).where(_m.c.kind == "campaigns.left_out")).scalars()
            return [str(params) for params in said]

    def posts(self) -> list[tuple[str, datetime]]:
        """(legal time, local hour) of what reaches groups."""
        from storage.tables import NeighbourGroup

        group = table(NeighbourGroup)
        with transaction(self.engine) as session:
            rows = session.connection().execute(
                select(group.c.timezone, _d.c.not_before, _m.c.created_at).join(_m, _m.c.id == _d.c.message_id).join(
                    group, group.c.address_id == _d.c.address_id).where(
                    _m.c.purpose == Purpose.CAMPAIGN, _d.c.state.in_((DeliveryState.READY, DeliveryState.WAITING))))
            return [(r.timezone, (r.not_before or r.created_at).astimezone(ZoneInfo(r.timezone))) for r in rows]


def test_a_year_in_thirteen_legal_times_holds_the_week_the_night_sundays_and_holidays(sqlite_engine: Engine) -> None:
    year = Year(sqlite_engine)
    year.pass_by()
    with transaction(sqlite_engine) as session:
        proposed = list(session.connection().execute(select(table(Proposal).c.moment, table(Proposal).c.year)))
        states = set(session.connection().execute(select(table(Proposal).c.state)).scalars())
    assert len(proposed) == len(set(proposed)), "each once"
    assert {moment for moment, _year in proposed} == {moment.id for moment in content().themes}
    assert len({moment for moment, _year in proposed}) == THIRTEEN
    assert states == {"drafted"}
    posts = year.posts()
    assert {zone for zone, _at in posts} == set(ZONES)
    weeks = Counter((zone, at.isocalendar()[:2]) for zone, at in posts)
    assert max(weeks.values()) == 2, "themes overlap, and no group reads more than two posts a week"
    place = dict(zip(ZONES, TERRITORIES, strict=True))
    for zone, at in posts:
        assert 9 <= at.hour < 20, (zone, at)
        assert at.weekday() != 6, (zone, at)
        assert not is_public_holiday(at.date(), place[zone]), (zone, at)
    assert any("deux messages" in line for line in year.told()), "what a cap moves or drops is said to its author"


def test_without_an_answer_nothing_of_the_year_reaches_a_group(sqlite_engine: Engine) -> None:
    year = Year(sqlite_engine)
    for week in range(52):
        with transaction(sqlite_engine) as session:
            calendar.look(year.desk(session, datetime(2027, 1, 1, 8, tzinfo=UTC) + timedelta(weeks=week)), 0)
    assert year.posts() == []


