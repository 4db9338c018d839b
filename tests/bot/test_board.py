"""The board says how asking goes, and each figure is what a plain recount finds. All people are fictional."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update
from sqlmodel import Session

from bot.render import PLAIN_SPACES, Renderer
from rules.asks import Answer
from rules.board import SEASON, WINDOW, Need, Volunteer, board, expected_days, gini, told
from rules.console import TownRole
from rules.help import AcceptanceState, CloseReason, RequestState
from rules.residents import Standing
from storage import board as store
from storage.engine import transaction
from storage.tables import Ask, Block, HelpAcceptance, HelpRequest, Participation, Person, Residence, table
from tests.pilots import Pilot
from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap
from tests.world.rows import a_group, a_person, a_role, a_zone

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
_ask, _acc, _q, _p, _r, _in = (table(t) for t in (Ask, HelpAcceptance, HelpRequest, Person, Residence, Participation))
HOUR = timedelta(hours=1)


def a_town(session: Session, seed: int) -> tuple[list[int], int]:
    """Two places, a group, thirty people in every state, requests, asks and hands at random."""
    draw = random.Random(seed)
    zones = [a_zone(session, f"{label} {seed}") for label in ("rue des Lilas", "rue des Ormes")]
    group = a_group(session, 77 + seed, zone_id=zones[0])
    people = [a_person(session, 9000 + 100 * seed + n, first_name=f"Personne{n}", stopped=draw.random() < 0.1,
                       standing=draw.choice([Standing.RESIDENT] * 6 + [Standing.LEFT]),
                       paused_until=draw.choice([None, None, None, NOW - HOUR, NOW, NOW + HOUR])) for n in range(30)]

    def put(of: Any, **values: Any) -> int:
        return int(session.connection().execute(insert(of).values(**values).returning(
            next(iter(of.primary_key.columns)))).scalar_one())

    def ago(days: int) -> datetime:
        return NOW - timedelta(minutes=draw.randrange(days * 1440))

    for person in people:
        for zone in draw.sample(zones, draw.choice([0, 1, 1, 2])):
            put(_r, person_id=person, zone_id=zone, since=NOW)
        if draw.random() < 0.5:
            put(_in, person_id=person, group_id=group, since=NOW)
    for _n in range(20):
        state = draw.choice(list(RequestState))
        over = state not in (RequestState.OPEN, RequestState.PROPOSED, RequestState.CONFIRMED)
        asker, created = draw.choice(people), ago(60)
        number = put(_q, asker_id=asker, zone_id=draw.choice(zones), kind="courses", day=date(2026, 11, 26),
                     slot="soir", minutes=60, state=state, visit_code="1234", created_at=created, need=1,
                     taken=int(state in (RequestState.PROPOSED, RequestState.CONFIRMED)), expires_at=NOW + 9 * HOUR,
                     closed_at=ago(60) if over else None,
                     close_reason=draw.choice(list(CloseReason)) if over else None)
        for person in draw.sample(people, draw.randrange(12)):
            said = draw.choice([None, *Answer])
            put(_ask, person_id=person, request_id=number, asker_id=asker, at=created, answer=said,
                answered_at=created + draw.randrange(1, 90) * HOUR if said else None)
            if said is Answer.YES or draw.random() < 0.05:
                put(_acc, request_id=number, volunteer_id=person, place=person,
                    state=draw.choice(list(AcceptanceState)), at=created + draw.randrange(1, 90) * HOUR,
                    changed_at=NOW)
    for person in draw.sample(people, 15):
        put(_ask, person_id=person, at=ago(120))
    return zones, group


def recounted(session: Session, ids: set[int], zones: list[int]) -> tuple[list[Volunteer], list[Need], int]:
    """From the bare rows, one by one."""
    every = {of: session.connection().execute(select(of)).all() for of in (_p, _ask, _acc, _q)}
    able = [p for p in every[_p] if p.id in ids and p.standing is Standing.RESIDENT and not p.stopped
            and not (p.paused_until and p.paused_until > NOW)]
    helped = (AcceptanceState.CONFIRMED, AcceptanceState.DONE)
    people = [Volunteer(sum(a.person_id == p.id and NOW - a.at < WINDOW for a in every[_ask]),
                        sum(a.person_id == p.id and NOW - a.at < SEASON for a in every[_ask]),
                        sum(h.volunteer_id == p.id and h.state in helped and NOW - h.at < SEASON
                            for h in every[_acc])) for p in able]
    wanted = []
    for q in every[_q]:
        if q.zone_id in zones and NOW - q.created_at < WINDOW and q.state is not RequestState.CANCELLED:
            asks = [a for a in every[_ask] if a.request_id == q.id]
            yes = [a.answered_at for a in asks if a.answer is Answer.YES]
            came = [h.at for h in every[_acc] if h.request_id == q.id]
            wanted.append(Need(q.created_at, len(asks), len(yes), min([*yes, *came], default=None)))
    left = sum(q.zone_id in zones and (
        (q.state is RequestState.OPEN and q.taken == 0 and NOW - q.created_at >= timedelta(hours=48))
        or (q.close_reason in (CloseReason.NOBODY, CloseReason.EXPIRED) and NOW - q.closed_at < WINDOW))
        for q in every[_q])
    return people, wanted, left


def test_each_figure_is_what_a_plain_recount_finds(engine: Engine) -> None:
    for seed in range(4):
        with transaction(engine) as session:
            zones, group = a_town(session, seed)
            homes = {r.person_id for r in session.connection().execute(select(_r)) if r.zone_id in zones[:1]}
            members = {r.person_id for r in session.connection().execute(select(_in)) if r.group_id == group}
            for ids, scope in ((homes, store.living_in(zones[:1])), (members, store.taking_part(group))):
                people, wanted, left = recounted(session, ids, zones[:1])
                found = board(store.volunteers(session, scope, NOW), store.needs(session, zones[:1], NOW),
                              len(store.unserved(session, zones[:1], NOW)), 3)
                assert found == board(people, wanted, left, 3), f"seed {seed}"
                asks = [one.asked_season for one in people]
                pairs = sum(abs(a - b) for a in asks for b in asks)
                assert found.gini_asks == pytest.approx(pairs / (2 * len(asks) * sum(asks)))
                waits = [(w.first - w.created_at).total_seconds() for w in wanted if w.first]
                assert found.median is None or found.median.total_seconds() == median(waits)


def test_of_too_few_nothing_is_said() -> None:
    few = [Volunteer(1, 1, 1)] * 4
    need = [Need(NOW, 2, 1, NOW + HOUR)]
    four = board(few, need, 1, 5)
    assert (four.solicitation, four.yes_rate, four.median, four.gini_asks, four.gini_help) == (None,) * 5
    five = board([*few, Volunteer(0, 0, 0)], need * 5, 0, 5)
    assert (five.solicitation, five.yes_rate, five.median) == (0.8, 0.5, HOUR)
    assert five.gini_asks == pytest.approx(0.2)
    assert gini([]) is None
    assert gini([0, 0]) is None
    assert gini([7]) == 0
    assert gini([0, 0, 0, 12]) == 0.75


def test_the_wait_is_said_where_enough_people_live_to_tell() -> None:
    assert expected_days([Volunteer(2, 2, 0)] * 4) is None
    assert expected_days([Volunteer(0, 0, 0)] * 9) is None
    assert expected_days([Volunteer(2, 2, 0)] * 5) == 16
    assert expected_days([Volunteer(1, 1, 0)] + [Volunteer(0, 0, 0)] * 9) == 31


def said(found: Any, least: int = 3) -> list[str]:
    return Renderer({}).plain(told(found, least), "fr").translate(PLAIN_SPACES).split("\n")


def test_an_empty_place_has_a_board_without_a_figure() -> None:
    assert said(board([], [], 0, 3)) == [
        "• Personnes disponibles : aucune", "• dont sollicitées en 31 jours : trop peu pour le dire",
        "• Oui, quand on demande : trop peu pour le dire", "• Premier oui : trop peu pour le dire",
        "• Sans réponse : aucune", "• Partage des demandes : trop peu pour le dire",
        "• Partage de l’aide : trop peu pour le dire"]


@pytest.mark.parametrize(("waits", "words"), [
    ([20, 20, 20], "20 min"), ([59.6, 59.6, 59.6], "1 h 00"), ([65, 2, 900], "1 h 05"), ([2, 4320, 4320], "3 jours")])
def test_a_median_forgets_who_never_had_a_yes_and_is_not_cut_to_days(waits: list[float], words: str) -> None:
    needs = [Need(NOW, 3, 1, NOW + timedelta(minutes=wait)) for wait in waits]
    found = board([Volunteer(1, 1, 0)] * 3, [*needs, *[Need(NOW, 3, 0, None)] * 20], 0, 3)
    assert f"• Premier oui : {words}" in said(found)


def test_a_share_that_rounds_to_one_is_one() -> None:
    found = board([Volunteer(1, 0, 0)] * 999 + [Volunteer(1, 500, 0)], [], 0, 3)
    assert "• Partage des demandes : 1,00" in said(found)


# what is read
@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    return Peupliers(sqlite_engine)


def read(who: Any) -> str:
    return str(who.last.text).translate(PLAIN_SPACES)


def asked(street: Peupliers, number: int, *people: Pilot, yes: int = 0, ago: timedelta = HOUR) -> None:
    """These and nobody else were asked, for it; the first `yes` said so, half an hour later."""
    with street.street.session() as session:
        session.connection().execute(_ask.delete())
        asker = session.connection().execute(select(_q.c.asker_id).where(_q.c.id == number)).scalar_one()
        found = {r.first_name: r.id for r in session.connection().execute(select(_p.c.id, _p.c.first_name))}
        session.connection().execute(insert(_ask), [
            {"person_id": found[one.first_name], "request_id": number, "asker_id": asker, "at": MORNING - ago,
             "wave": 1, "delivery_id": None, "back_on": None, "answer": Answer.YES if n < yes else None,
             "answered_at": MORNING + HOUR / 2 if n < yes else None} for n, one in enumerate(people)])


def test_the_group_reads_totals_the_referent_what_is_left_and_never_who(street: Peupliers) -> None:
    more = [street.neighbour(f"Voisin{n}") for n in range(4)]
    number = street.ask()
    street.ask(kind="animaux_plantes", family="presence-et-sorties", day="2026-11-28")
    asked(street, number, street.lucas, street.fatou, *more[:2], yes=1)
    street.lucas.say("/tableau", street.chat)
    shown = read(street.chat)
    assert "• Personnes disponibles : 8" in shown
    assert "• dont sollicitées en 31 jours : 50 %" in shown
    assert "• Premier oui : trop peu pour le dire" in shown
    assert "• Sans réponse : aucune" in shown
    assert not any(name in shown for name in ("Lucas", "Odile", "Fatou", "Voisin"))
    karim = street.karim.person_id
    with street.street.session() as session:
        a_role(session, karim, TownRole.REFERENT, zone_id=street.zone)
    street.street.at(MORNING + timedelta(days=2, hours=1))
    street.karim.say("/tableau")
    assert "• Sans réponse : quelques" in read(street.karim)
    street.karim.press("Sans réponse")
    assert read(street.karim).split("\n\n")[1].split("\n") == [
        "• Un animal ou des plantes à garder", "• Des courses, jeudi 26 novembre, l’après-midi"]
    street.karim.press("Retour")
    street.karim.press("Ce que cela compte")
    assert "qui habite ici (ou participe au groupe), sans pause ni arrêt" in read(street.karim)
    street.lucas.press("Ce que cela compte", street.chat)
    assert "Ce que cela compte" in read(street.lucas), "in private: the group is not written to"
    odile = street.odile.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=odile, other_id=karim, at=MORNING))
    press_tap(street.karim, "board.unserved")
    assert "Aucune demande" in read(street.karim), "whoever they are kept apart from is in no list"


def test_what_is_left_is_shown_to_nobody_else(street: Peupliers) -> None:
    street.ask()
    for data in ("board.unserved:0", "board", f"board.street:{street.zone}", "board.town:0"):
        street.lucas.tap(data)
        assert "courses" not in read(street.lucas), data
        assert "📊" not in read(street.lucas), data
    stranger = street.street.person("Iris")
    with street.street.session() as session:
        a_person(session, stranger.id, first_name="Iris")
    stranger.tap(f"board.group:{street.group}")
    assert "📊" not in read(stranger)


def test_the_town_hall_reads_streets_of_five_people_and_no_other(street: Peupliers) -> None:
    karim = street.karim.person_id
    with street.street.session() as session:
        a_role(session, karim, TownRole.COORDINATOR)
    street.karim.say("/mairie")
    street.karim.press("Bilans")
    street.karim.press("Tableau par rue")
    assert "Aucune rue n’a encore cinq personnes" in read(street.karim)
    street.karim.tap(f"board.street:{street.zone}")
    assert "📊 " not in read(street.karim)
    street.neighbour("Voisine")
    with street.street.session() as session:
        session.connection().execute(update(table(Person)).values(joined_at=MORNING))
    street.karim.tap("board.town:0")
    street.karim.press("rue des Peupliers")
    assert "• Personnes disponibles : 5" in read(street.karim)
    assert "• dont sollicitées en 31 jours : 0 %" in read(street.karim)


def test_whoever_asked_reads_what_comes_next_and_when(street: Peupliers) -> None:
    more = [street.neighbour(f"Voisin{n}") for n in range(5)]
    with street.street.session() as session:
        session.connection().execute(update(table(Person)).values(joined_at=MORNING - timedelta(days=10)))
    assert more
    number = street.ask(day="2026-11-28")
    street.odile.tap(f"help.mine:{number}")
    assert "C’est demandé à 3 personnes.\nUne réponse d’ici 14 h 30, sinon d’autres" in read(street.odile)
    street.street.at(MORNING + timedelta(hours=4, minutes=1))
    street.street.tick()
    street.odile.tap(f"help.mine:{number}")
    assert "C’est demandé à 6 personnes" in read(street.odile)
    for hours in (9, 24, 28, 32):
        street.street.at(MORNING + timedelta(hours=hours))
        street.street.tick()
    street.odile.tap(f"help.mine:{number}")
    assert "Votre groupe la voit, sans votre nom." in read(street.odile)
    assert "sinon nous prévenons Karim" in read(street.odile)
    street.street.at(MORNING + timedelta(days=3))
    street.street.tick()
    street.odile.tap(f"help.mine:{number}")
    assert "sinon" not in read(street.odile), "Karim is told: nothing more is promised"
    press_tap(street.lucas, "help.take", street.chat)
    street.odile.tap(f"help.mine:{number}")
    assert "ont reçu" not in read(street.odile)


def test_at_night_it_is_said_when_they_read_it(street: Peupliers) -> None:
    for n in range(5):
        street.neighbour(f"Voisin{n}")
    street.street.at(datetime(2026, 11, 24, 21, tzinfo=UTC))
    number = street.ask(day="2026-11-28")
    street.odile.tap(f"help.mine:{number}")
    assert "3 personnes la recevront mercredi 25 novembre à 9 h." in read(street.odile)
    assert "Une réponse d’ici mercredi 25 novembre 13 h" in read(street.odile)


def test_in_settings_and_on_joining_the_wait_is_said(street: Peupliers) -> None:
    street.lucas.tap("set.asks")
    assert "on vous sollicite d’ici une semaine" in read(street.lucas)
    more = [street.neighbour(f"Voisin{n}") for n in range(2)]
    number = street.ask()
    asked(street, number, street.lucas, street.fatou, *more[:1])
    street.lucas.tap("set.asks")
    assert "une personne est sollicitée environ tous les" in read(street.lucas)
