"""Who is not in a group learns nothing of it, joins it by no button, and takes no hand there. All are fictional."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, select, update

from rules.deliveries import DeliveryState, Purpose
from rules.help import AcceptanceState, RequestState
from rules.incoming import BotStatus
from storage import asks, people, vouches, zones
from storage.tables import (
    Ask,
    Block,
    Delivery,
    HelpAcceptance,
    HelpRequest,
    Message,
    NeighbourGroup,
    Person,
    Vouch,
    Zone,
    table,
)
from tests.bot.scenes import agree, dump, join
from tests.pilots import Pilot
from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap
from tests.world.rows import a_group, a_person

_d, _m, _ask, _p = table(Delivery), table(Message), table(Ask), table(Person)


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def takes_part(street: Peupliers, pilot: Pilot) -> bool:
    person = pilot.person_id
    with street.street.session() as session:
        return people.takes_part(session, person, street.group)


def stranger(street: Peupliers, name: str = "Mal", place: str = "rue du Port, Lyon") -> Pilot:
    """A resident of another town."""
    pilot = street.street.person(name)
    join(pilot, place)
    return pilot


def asked_of(street: Peupliers, pilot: Pilot) -> list[tuple[str, DeliveryState]]:
    address = pilot.row.address_id
    with street.street.session() as session:
        return [(r.kind, r.state) for r in session.connection().execute(
            select(_m.c.kind, _d.c.state).join(_m, _m.c.id == _d.c.message_id).where(
                _d.c.address_id == address, _m.c.purpose == Purpose.ASK).order_by(_d.c.id))]


# joining
def test_a_button_of_a_group_serves_its_members_only(street: Peupliers) -> None:
    visitor, resident = street.street.person("Noé"), stranger(street)
    visitor.start()
    before = dump(street.street)
    for pilot in (visitor, resident):
        for number in range(8):
            pilot.tap(f"group.join:{number}")
        assert not any("Peupliers" in text for text in (*pilot.texts, *pilot.phone.toasts))
        assert not pilot.phone.opened
    assert dump(street.street) == before


def test_a_link_of_the_groups_card_given_to_an_outsider_opens_nothing(street: Peupliers) -> None:
    member, outsider = street.street.person("Ana"), street.street.person("Noé")
    member.start()
    member.tap(f"group.join:{street.group}", None, street.chat)
    link = street.chat.phone.opened.pop()
    outsider.start(link)
    assert not any("Peupliers" in text for text in outsider.texts)
    assert "membres du groupe" in outsider.last.text


def test_who_leaves_while_joining_does_not_take_part(street: Peupliers) -> None:
    ana = street.street.person("Ana")
    ana.start()
    ana.tap(f"group.join:{street.group}", None, street.chat)
    ana.start(street.chat.phone.opened.pop())
    street.chat.lose(ana, told=False)
    agree(ana, None)
    assert "Bienvenue, Ana" in " ".join(ana.texts)
    assert not takes_part(street, ana)


def test_who_installed_a_group_hands_on_an_invitation_before_joining(street: Peupliers) -> None:
    with street.street.session() as session:
        session.connection().execute(update(_p).where(_p.c.id == 1).values(standing="visitor"))
    street.karim.say("/inviter")
    assert "start=" in street.karim.last.text


def test_an_invitation_is_for_a_group_one_is_still_in(street: Peupliers) -> None:
    street.chat.lose(street.lucas, told=False)
    seen = street.lucas.say("/inviter")
    assert seen is not None
    guest = street.street.person("Ana")
    guest.start(seen.text.rpartition("start=")[2])
    agree(guest)
    assert not takes_part(street, guest)
    assert not takes_part(street, street.lucas)


# taking
def test_a_forged_hand_from_another_town_takes_nothing(street: Peupliers) -> None:
    number, mal = street.ask(), stranger(street)
    before = dump(street.street)
    mal.tap(f"help.take:{number}")
    assert "hors de vos lieux" in mal.toast
    assert dump(street.street) == before
    press_tap(street.lucas, "help.take", street.chat)
    assert "Lucas" in street.odile.last.text


def test_a_hand_through_another_group_takes_nothing(street: Peupliers) -> None:
    number, mal = street.ask(), stranger(street)
    other = street.street.group("À moi")
    other.add_bot(mal)
    mal.tap(f"help.take:{number}", None, other)
    assert "hors de vos lieux" in other.toast
    assert street.newest(HelpAcceptance) == 0


def test_a_member_of_the_group_who_lives_elsewhere_may_help(street: Peupliers) -> None:
    street.ask()
    cousin = stranger(street, "Cousin")
    press_tap(cousin, "help.take", street.chat)
    assert "Cousin" in street.odile.last.text


def test_who_was_removed_from_the_group_takes_nothing_by_it(street: Peupliers) -> None:
    number, cousin = street.ask(), stranger(street, "Cousin")
    person = cousin.person_id
    with street.street.session() as session:
        people.take_part(session, person, street.group, MORNING)
    street.chat.lose(cousin, told=False)
    cousin.tap(f"help.take:{number}")
    assert street.newest(HelpAcceptance) == 0
    assert not takes_part(street, cousin)
    cousin.say("/aider")
    assert "Personne" in cousin.last.text


def test_who_stepped_back_does_not_take_the_same_again(street: Peupliers) -> None:
    number = street.ask()
    for _time in range(15):
        street.lucas.tap(f"help.take:{number}")
        street.lucas.tap("help.withdraw:1")
    told = [text for text in street.odile.texts if "Lucas" in text]
    assert len(told) == 2, "one yes and one no, however often it is pressed"
    assert "déjà rendu" in " ".join(street.lucas.phone.toasts)


def test_three_promises_taken_back_in_a_day_are_enough(street: Peupliers) -> None:
    for who in (street.odile, street.fatou, street.karim):
        number = street.ask(who)
        street.lucas.tap(f"help.take:{number}")
        street.lucas.tap(f"help.withdraw:{street.newest(HelpAcceptance)}")
    number = street.ask(street.odile, kind="repas")
    street.lucas.tap(f"help.take:{number}")
    assert "trop de promesses rendues" in street.lucas.toast
    assert street.newest(HelpAcceptance) == 3
    street.street.later(hours=25)
    street.lucas.tap(f"help.take:{number}")
    assert street.newest(HelpAcceptance) == 4


def test_a_blocked_pair_reads_what_others_read_too(street: Peupliers) -> None:
    lucas, odile = street.lucas.person_id, street.odile.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=lucas, other_id=odile, at=MORNING))
    number = street.ask()
    press_tap(street.fatou, "help.take", street.chat)
    street.fatou.tap("help.withdraw:1")
    blocked = press_tap(street.lucas, "help.take", street.chat)
    stepped_back = press_tap(street.fatou, "help.take", street.chat)
    elsewhere = stranger(street)
    elsewhere.tap(f"help.take:{number}")
    assert blocked == stepped_back == elsewhere.toast
    assert "s’en occupe" not in blocked


def test_an_asker_who_cut_the_bot_off_takes_no_volunteers(street: Peupliers) -> None:
    number = street.ask()
    street.lucas.tap(f"help.take:{number}")
    street.odile.send(BotStatus("kicked"))
    assert "n’est plus joignable" in street.lucas.last.text
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.FREED
    assert "terminée" in street.chat.last.text
    street.fatou.tap(f"help.take:{number}")
    assert "suspendue" in street.fatou.toast
    street.fatou.say("/aider")
    assert "Personne" in street.fatou.last.text
    street.odile.send(BotStatus("member"))
    press_tap(street.fatou, "help.take", street.chat)
    assert "Fatou" in street.odile.last.text


def test_a_promised_helper_learns_that_the_asker_cut_the_bot_off(street: Peupliers) -> None:
    street.agreed()
    street.odile.send(BotStatus("kicked"))
    assert "ne lit plus mes messages" in street.lucas.last.text
    assert street.row(HelpRequest, 1).state is RequestState.CONFIRMED


# publishing
def test_a_card_is_for_participants_and_others_are_told_what_happens(street: Peupliers) -> None:
    mal = street.neighbour("Mal", joined=False)
    street.ask(mal)
    assert not street.chat.texts
    assert "Vous ne participez pas au groupe" in mal.last.text
    assert "4 personnes proches la reçoivent en privé" in mal.last.text
    press_tap(street.lucas, "help.take")
    assert "Lucas" in mal.last.text


def test_five_requests_of_one_leave_room_for_a_neighbours_first(street: Peupliers) -> None:
    for _n in range(5):
        street.ask()
    assert len(street.chat.texts) == 2
    street.ask(street.lucas)
    assert len(street.chat.texts) == 3


def test_a_second_card_that_waits_gives_way_and_its_asker_is_told(street: Peupliers) -> None:
    street.street.at(datetime(2026, 11, 24, 21, 0, tzinfo=UTC))
    street.ask()
    second = street.ask(kind="repas", day="2026-11-27")
    street.ask(street.lucas)
    street.ask(street.fatou)
    street.street.at(datetime(2026, 11, 25, 8, 1, tzinfo=UTC))
    street.street.deliver()
    assert len(street.chat.texts) == 3
    assert not any("repas" in text for text in street.chat.texts)
    assert any("partira dans le groupe jeudi 26 novembre à 9 h" in text for text in street.odile.texts)
    street.street.at(datetime(2026, 11, 26, 8, 1, tzinfo=UTC))
    street.street.deliver()
    assert any("repas" in text for text in street.chat.texts)
    assert street.row(HelpRequest, second).state is RequestState.OPEN


# asking
def test_nobody_is_asked_more_often_than_they_chose(engine: Engine) -> None:
    street = Peupliers(engine, grouped=False)
    chosen = {street.lucas.person_id: 1, street.fatou.person_id: 8}
    with street.street.session() as session:
        for person, most in chosen.items():
            session.connection().execute(update(_p).where(_p.c.id == person).values(asks_a_month=most))
    for n in range(6):
        street.street.at(datetime(2026, 11, 2 + 4 * n, 9, 30, tzinfo=UTC))
        number = street.ask(day=f"2026-11-{3 + 4 * n:02}")
        street.odile.tap(f"help.closed:{number}")
    assert len(asked_of(street, street.lucas)) == 1
    assert len(asked_of(street, street.karim)) == 4
    assert len(asked_of(street, street.fatou)) == 6
    street.street.at(datetime(2026, 12, 2, 9, 30, tzinfo=UTC))
    street.ask(day="2026-12-03")
    assert len(asked_of(street, street.lucas)) == 2, "a new month begins"


def test_eight_publications_reach_the_same_people_twice_at_most(engine: Engine) -> None:
    street = Peupliers(engine, grouped=False)
    for _n in range(8):
        street.ask()
        press_tap(street.odile, "help.undo")
    for pilot in (street.karim, street.lucas, street.fatou):
        assert len(asked_of(street, pilot)) == 2


def test_the_least_recently_asked_comes_first(engine: Engine) -> None:
    street = Peupliers(engine, grouped=False)
    asked = {street.karim.person_id: 20, street.lucas.person_id: 10}
    with street.street.session() as session:
        for person, day in asked.items():
            asks.record(session, [person], datetime(2026, 11, day, tzinfo=UTC))
        extras = [a_person(session, 7000 + n, first_name="Extra") for n in range(4)]
        for person in extras:
            zones.settle(session, person, street.zone, MORNING)
    street.ask()
    assert asked_of(street, street.fatou)
    assert not asked_of(street, street.karim)
    assert not asked_of(street, street.lucas)


def test_nobody_is_asked_on_their_sunday_or_holiday(engine: Engine) -> None:
    street = Peupliers(engine, grouped=False)
    with street.street.session() as session:
        session.connection().execute(update(table(Zone)).values(commune="67482"))
    street.street.at(datetime(2026, 12, 26, 9, 30, tzinfo=UTC))
    street.ask(day="2026-12-29")
    assert "lundi 28 décembre à 9 h" in street.odile.last.text
    assert [state for _kind, state in asked_of(street, street.lucas)] == [DeliveryState.WAITING]


def test_what_has_not_left_is_called_off_with_the_request_and_counts_for_nobody(engine: Engine) -> None:
    street = Peupliers(engine, grouped=False)
    street.street.at(datetime(2026, 11, 24, 21, 0, tzinfo=UTC))
    number = street.ask()
    street.odile.tap(f"help.closed:{number}")
    assert [state for _kind, state in asked_of(street, street.lucas)] == [DeliveryState.CANCELLED]
    assert street.newest(Ask) == 0


# recommending
def test_a_group_of_ones_own_recommends_nobody(street: Peupliers) -> None:
    number, mal = street.ask(kind="visite_appel", family="presence-et-sorties"), stranger(street)
    me = mal.person_id
    with street.street.session() as session:
        mine = a_group(session, 7788, name="À moi", installed_by=me, zone_id=street.zone)
        people.take_part(session, me, mine, MORNING, admin=True)
        zones.settle(session, me, street.zone, MORNING)
    street.street.admins.add((-7788, mal.id))
    mal.tap(f"help.take:{number}")
    assert "recommandation" in mal.newest.text
    mal.say("/recommander")
    assert "avoir soi-même" in mal.last.text


def test_a_recommendation_of_another_street_does_not_open_a_home_here(street: Peupliers) -> None:
    number, mal = street.ask(kind="visite_appel", family="presence-et-sorties"), stranger(street)
    me = mal.person_id
    with street.street.session() as session:
        there = zones.of_person(session, me)[0].id
        far = a_group(session, 7799, name="Port", installed_by=me, zone_id=there)
        for n in range(5):
            people.take_part(session, a_person(session, 7100 + n), far, MORNING)
        people.take_part(session, me, far, MORNING, admin=True)
        zones.settle(session, me, street.zone, MORNING)
        assert vouches.is_vouched(session, me, there)
        assert not vouches.is_vouched(session, me, street.zone)
    mal.tap(f"help.take:{number}")
    assert "recommandation" in mal.newest.text


def test_a_removed_organiser_recommends_nobody_any_more(street: Peupliers) -> None:
    street.neighbour("Nadia")
    karim, lucas = street.karim.person_id, street.lucas.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Vouch)).values(person_id=lucas, by_id=karim, at=MORNING))
        assert vouches.is_vouched(session, lucas, street.zone)
    street.chat.lose(street.karim, told=False)
    street.karim.say("/recommander")
    assert "avoir soi-même" in street.karim.last.text
    assert street.row(NeighbourGroup, street.group).installed_by is None
    with street.street.session() as session:
        assert not vouches.is_vouched(session, lucas, street.zone)
