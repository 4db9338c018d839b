"""A bilan says what was served and what was not; each figure is what a plain recount of the logs finds.

All people are fictional.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, insert, select, update
from sqlmodel import Session

from actions.desk import Desk
from actions.reports import of_group, of_town
from bot.render import PLAIN_SPACES
from rules.help import CloseReason, Pillar
from rules.hours import EntryState, HourKind
from rules.periods import Period, read
from rules.reports import ENDS, Minutes, Outcome, Report, cells, shielded
from rules.residents import Standing
from rules.town import Town
from storage import groups, hour_totals, hours, schema
from storage.engine import open_engine, transaction
from storage.tables import Ask, HelpAcceptance, HelpEvent, HourEntry, HourTotal, Participation, Person, table
from tests import plans
from tests.bot.test_help_in_time import gone_by
from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap
from tests.world.rows import a_group, a_person, a_request, a_zone, content

_e, _h, _t, _ask, _p, _in = (table(t) for t in (HelpEvent, HourEntry, HourTotal, Ask, Person, Participation))
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PARIS, CAYENNE = "Europe/Paris", "America/Cayenne"
MIDDLE = ("asked", "proposed", "confirmed", "moved", "came", "missing", "declined", "withdrawn", "freed")


# the words of the log
def test_whatever_ends_a_request_has_its_place() -> None:
    ways = {*map(str, CloseReason), *map(str, Pillar), "unserved", "unanswered", "not_done"}
    assert set(ENDS) == ways - {"elsewhere", "neighbours"}, "who it was passed on to is written instead"


@pytest.mark.parametrize(("typed", "code"), [
    ("", "2026-11"), ("ce mois-ci", "2026-11"), ("mois dernier", "2026-10"), ("Année", "2026"),
    ("l’an dernier ?", "2025"), ("année passée", "2025"), ("octobre", "2026-10"), ("Décembre", "2025-12"),
    ("déc. 2026", "2026-12"), ("10/2025", "2025-10"), ("2025/10", "2025-10"), ("2025-02", "2025-02"), ("2025", "2025"),
    ("ju", None), ("jui", None), ("13/2025", None), ("mois prochain", None), ("1999", None), ("tout", None),
    ("😀", None), ("<b>", None), ("9" * 4000, None)])
def test_a_month_or_a_year_is_read_as_people_type_it(typed: str, code: str | None) -> None:
    found = read(typed, date(2026, 11, 24))
    assert (found.code if found else None) == code


def test_small_counts_are_not_said_nor_found_by_subtraction() -> None:
    assert shielded([12, 3, 0], 3) == [12, 3, 0]
    assert shielded([12, 2, 0], 3) == [None, None, 0], "12 of 14 would say 2"
    assert shielded([12, 4, 9], 5) == [12, None, None]
    assert shielded([12, 4, 4], 5) == [12, None, None]
    assert shielded([0, 1, 0], 5) == [0, None, 0]


def test_a_town_of_three_people_says_nothing_of_their_hours() -> None:
    three = Report({"done": 4}, Minutes(600, 3), Minutes(90, 2), 3, 3)
    assert [cell.value for cell in cells(three, 5)] == [None, 0, 0, 0, None, None, None, 0, None, 0]


# the recount
class TownAtRandom:
    """Two places in two clocks, people, and events that love the edges of months and the changes of hour."""

    def __init__(self, session: Session, seed: int, events: int) -> None:
        self.session, self.draw = session, random.Random(seed)
        self.zones = [a_zone(session, f"{name} {seed}") for name in ("rue des Lilas", "rue des Ormes")]
        self.groups = [a_group(session, 50 + 2 * seed + n, zone, zone_id=self.zones[n])
                       for n, zone in enumerate((PARIS, CAYENNE))]
        self.people = [a_person(session, 7000 + 100 * seed + n, stopped=n % 11 == 0,
                                standing=Standing.LEFT if n % 13 == 0 else Standing.RESIDENT) for n in range(40)]
        self.live(events)

    def moment(self) -> datetime:
        month = date(2025, 10, 1) + timedelta(days=31 * self.draw.randrange(14))
        zone = ZoneInfo(self.draw.choice((PARIS, CAYENNE)))
        near = self.draw.choice([datetime(month.year, month.month, 1, tzinfo=zone),
                                 datetime(2026, 3, 29, 3, tzinfo=zone), datetime(2026, 10, 25, 2, fold=1, tzinfo=zone)])
        return near.astimezone(UTC) + self.draw.choice([timedelta(), timedelta(microseconds=-1), timedelta(
            minutes=self.draw.randrange(-90000, 90000))])

    def live(self, events: int) -> None:
        run, draw = self.session.connection().execute, self.draw
        run(insert(_in), [{"person_id": person, "group_id": draw.choice(self.groups), "since": NOW, "admin": False}
                          for person in self.people])
        requests = {n: draw.choice([*self.zones, None]) for n in range(events // 5)}
        run(insert(_e), [{"request_id": (number := draw.choice(list(requests))), "what": draw.choice(
            MIDDLE if draw.random() < 0.6 else list(ENDS)), "zone_id": requests[number], "at": self.moment()}
            for _n in range(events * 3 // 4)])
        run(insert(_ask), [{"person_id": draw.choice(self.people), "at": self.moment(), "wave": 0}
                           for _n in range(events // 20)])
        self.noted: list[dict[str, Any]] = []
        for _n in range(events // 5):
            self.note()

    def note(self) -> None:
        """A new line, or one that corrects, confirms or withdraws another; sometimes somebody is erased."""
        draw, before = self.draw, self.noted[-1] if self.noted and self.draw.random() < 0.4 else None
        person = before["person"] if before else draw.choice(self.people)
        if draw.random() < 0.01 and len(self.people) > 20:
            hour_totals.keep_totals_of(self.session, person)
            self.people.remove(person)
            self.noted = []
            return
        if person not in self.people:
            return
        state, minutes = (draw.choice([(EntryState.CONFIRMED, before["minutes"]), (EntryState.CORRECTED, 0), (
            EntryState.DECLARED, 30)]) if before else (EntryState.DECLARED, draw.randrange(1, 48) * 15))
        new = {"person": person, "minutes": minutes, "kind": draw.choice(list(HourKind)),
               "day": before["day"] if before else self.moment().date(),
               "group": before["group"] if before else draw.choice([*self.groups, None])}
        self.wrote = getattr(self, "wrote", [])
        number = hours.note(self.session, person, new["kind"], minutes, new["day"], NOW, state=state,
                            replaces=before["id"] if before else None, group=None if before else new["group"])
        self.wrote.append(new | {"id": number, "state": state, "replaces": before["id"] if before else None})
        self.noted.append(self.wrote[-1])

    def recount(self, period: Period, zone: str, place: int | None, group: int | None) -> tuple[Any, ...]:
        """One event after the other, in the order of the log; one line of hours after the other."""
        last: dict[int, Any] = {}
        for event in self.session.connection().execute(select(_e).order_by(_e.c.id)):
            if event.what in ENDS:
                last[event.request_id] = event
        months = {(one.year, one.month) for one in period.months}

        def inside(at: datetime) -> bool:
            local = at.astimezone(ZoneInfo(zone))
            return (local.year, local.month) in months

        ends = Counter(event.what for event in last.values()
                       if inside(event.at) and (place is None or event.zone_id == place))
        gone = {line["replaces"] for line in self.wrote}
        stands = [line for line in self.wrote if line["id"] not in gone and line["minutes"] and (
            line["day"].year, line["day"].month) in months and (group is None or line["group"] == group)]
        sums = Counter({True: 0, False: 0})
        for line in stands:
            sums[line["state"] is EntryState.CONFIRMED] += line["minutes"]
        return dict(ends), sums[False], sums[True], inside


@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_is_what_a_plain_recount_of_the_logs_finds(engine: Engine, seed: int) -> None:
    with transaction(engine) as session:
        town = TownAtRandom(session, seed, 2600)
        desk = Desk(session, NOW, content(), Town(), random.Random(1).randbytes, None)
        periods = [Period(2026, month) for month in (1, 3, 6, 9, 10, 11)] + [Period(2025, 12), Period(2026)]
        for period in periods:
            for n, zone in enumerate((PARIS, CAYENNE)):
                group = groups.by_id(session, town.groups[n])
                assert group is not None
                found = of_group(desk, group, period)
                ends, declared, confirmed, inside = town.recount(period, zone, town.zones[n], group.id)
                assert found.ends == ends, (period, zone)
                assert (found.declared.minutes, found.confirmed.minutes) == (declared, confirmed), (period, zone)
                asks(session, found, group.id, inside)
            whole = of_town(desk, period)
            ends, declared, confirmed, _inside = town.recount(period, PARIS, None, None)
            assert whole.ends == ends
            assert (whole.declared.minutes, whole.confirmed.minutes) == (declared, confirmed)


def asks(session: Session, found: Report, group: int, inside: Any) -> None:
    if found.asked is None:
        return
    run = session.connection().execute
    mine = {r.person_id for r in run(select(_in).where(_in.c.group_id == group))}
    able = {r.id for r in run(select(_p)) if r.id in mine and r.standing is Standing.RESIDENT and not r.stopped}
    asked = {r.person_id for r in run(select(_ask)) if inside(r.at)}
    assert (found.available, found.asked) == (len(able), len(able & asked))


def test_hours_of_who_is_gone_stay_confirmed_and_in_their_group(engine: Engine) -> None:
    with transaction(engine) as session:
        group, person = a_group(session, 90), a_person(session, 9100)
        noted = hours.note(session, person, HourKind.NEIGHBOURS, 60, date(2026, 11, 3), NOW, group=group)
        hours.note(session, person, HourKind.NEIGHBOURS, 60, date(2026, 11, 3), NOW, state=EntryState.CONFIRMED,
                   replaces=noted)
        hours.note(session, person, HourKind.NEIGHBOURS, 45, date(2026, 11, 4), NOW, group=group)
        hour_totals.keep_totals_of(session, person)
        assert [tuple(row) for row in hour_totals.totals(session)] == [
            (group, "2026-11", HourKind.NEIGHBOURS, 105, 1, 60, 1)]


# what is read
@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    return Peupliers(sqlite_engine)


def read_text(who: Any) -> str:
    return str(who.last.text).translate(PLAIN_SPACES)


def ended(street: Peupliers, *ends: str, at: datetime = MORNING) -> None:
    with street.street.session() as session:
        session.connection().execute(insert(_e), [
            {"request_id": 9000 + n, "what": what, "zone_id": street.zone, "at": at} for n, what in enumerate(ends)])


def test_the_group_reads_its_month_its_year_and_what_they_count(street: Peupliers) -> None:
    street.lucas.say("/bilan", street.chat)
    assert "Novembre 2026 : rien à compter" in read_text(street.chat)
    ended(street, *["done"] * 7, *["family"] * 3, *["unserved"] * 3, "not_done", "cancelled")
    street.lucas.say("/bilan", street.chat)
    said = read_text(street.chat)
    assert "Novembre 2026\n\n• Demandes servies : 10\n• Sans personne : 3\n• Manquées : quelques\n" in said
    assert "• Heures avec confirmation : 0 min\n• Heures déclarées : 0 min\n" in said
    assert "• Par la famille : 3\n• Par le voisinage : 7" in said
    assert "Par un organisme" not in said
    street.lucas.say("/bilan année", street.chat)
    assert "Année 2026\n\n• Demandes servies : 10" in read_text(street.chat)
    street.lucas.say("/bilan")
    assert "• Demandes servies : 10" in read_text(street.lucas)
    street.lucas.press("Ce que cela compte")
    assert "Servies : quelqu’un est venu" in read_text(street.lucas)
    press_tap(street.lucas, "report.means")
    assert "Chaque demande compte une fois" in read_text(street.lucas)


def test_other_times_are_a_button_and_what_is_not_there_is_a_sentence(street: Peupliers) -> None:
    ended(street, "done", "done", "done", at=MORNING - timedelta(days=30))
    street.lucas.say("/bilan mois dernier")
    assert "Octobre 2026" in read_text(street.lucas)
    street.lucas.press("Autre période")
    assert street.lucas.last.labels == ["🗓 Ce mois-ci", "🗓 Le mois dernier", "🗓 Cette année", "🗓 L’année dernière"]
    street.lucas.press("Ce mois-ci")
    assert "rien à compter" in read_text(street.lucas)
    for typed, sentence in (("décembre 2026", "ce n’est pas encore commencé"), ("2024", "n’était pas encore là"),
                            ("tout", "Quel mois, ou quelle année"), ("<b>" * 1000, "Quel mois, ou quelle année")):
        street.lucas.say(f"/bilan {typed}")
        assert sentence in read_text(street.lucas)
    street.lucas.tap(f"report:{street.group}:2999-01")
    assert "ce n’est pas encore commencé" in read_text(street.lucas)


def test_a_stranger_a_forged_button_and_a_group_that_is_gone_read_nothing(street: Peupliers) -> None:
    ended(street, "done", "done", "done")
    stranger = street.street.person("Iris")
    with street.street.session() as session:
        a_person(session, stranger.id, first_name="Iris")
    stranger.say("/bilan")
    assert "Entrez d’abord dans le groupe" in read_text(stranger)
    for data in (f"report:{street.group}", f"report:{street.group}:2026-11", f"report.when:{street.group}"):
        stranger.tap(data)
        assert "servies" not in read_text(stranger)
        assert "période" not in read_text(stranger)
    for code in ("2026-13", "0000", "26", "x"):
        street.lucas.tap(f"report:{street.group}:{code}")
    with street.street.session() as session:
        groups.wipe(session, street.group)
    street.lucas.tap(f"report:{street.group}")
    assert "Demandes servies" not in read_text(street.lucas)


@pytest.mark.parametrize(("reason", "outcome"), [
    ("Je n’en ai plus besoin", Outcome.WITHDRAWN), ("Rendez-vous manqué", Outcome.MISSED)])
def test_what_was_no_longer_needed_was_not_missed(street: Peupliers, reason: str, outcome: Outcome) -> None:
    number = street.row(HelpAcceptance, street.agreed()).request_id
    gone_by(street)
    press_tap(street.odile, "after.no")
    street.odile.press(reason)
    assert ENDS[street.events(number)[-1]] is outcome


@pytest.fixture
def yesterday(empty_url: str, _plans: plans.Plans) -> Iterator[Engine]:
    """A database of the version before."""
    _plans.off = True
    made = open_engine(empty_url)
    schema.migrate(made, "0039")
    yield made
    made.dispose()
    _plans.off = False


def test_an_upgrade_puts_in_its_place_what_was_written_before(yesterday: Engine) -> None:
    """Who answered, what was not needed, and the group of an hour that was confirmed."""
    with transaction(yesterday) as session:
        run = session.connection().execute
        asker = a_person(session, 9300)
        group = a_group(session, 91, rhythm=True)
        for reason, what in ((CloseReason.ELSEWHERE, "elsewhere"), (CloseReason.NOT_NEEDED, "not_done"),
                             (CloseReason.MISSED, "not_done")):
            number = a_request(session, asker, close_reason=reason, minutes=30 + len(what) + len(reason),
                               pillar=Pillar.FAMILY)
            run(insert(_e).values(request_id=number, what=what, at=NOW))
        noted = hours.note(session, asker, HourKind.NEIGHBOURS, 60, date(2026, 11, 3), NOW, group=group)
        sure = hours.note(session, asker, HourKind.NEIGHBOURS, 60, date(2026, 11, 3), NOW, replaces=noted)
        run(update(_h).where(_h.c.id == sure).values(group_id=None))
    schema.migrate(yesterday)
    with transaction(yesterday) as session:
        run = session.connection().execute
        assert list(run(select(_e.c.what).order_by(_e.c.id)).scalars()) == ["family", "not_needed", "not_done"]
        assert list(run(select(_h.c.group_id)).scalars()) == [group, group]
