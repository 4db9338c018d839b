"""Whom the town reaches: linked groups by where and what they are, and residents who asked for its news. Fictional."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import Session

from rules.audience import Audience, held_to, packed, unpacked
from rules.deliveries import AddressState
from rules.groups import GroupState
from rules.residents import Standing, ZoneKind
from storage import audience, groups, people, residents, zones
from storage.engine import transaction
from storage.tables import GroupTag, TownLink, TownNews, table
from tests.world.rows import NOW, a_group, a_person

VALMONT, AUBRAY = "44001", "44002"


@dataclass
class Town:
    session: Session
    groups: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    def group(self, name: str, commune: str = VALMONT, kind: ZoneKind = ZoneKind.STREET, *, quarter: str = "",
              tags: tuple[str, ...] = (), linked: bool = True) -> int:
        zone = zones.ensure(self.session, kind, name, commune).id
        made = self.groups[name] = a_group(self.session, 9000 + len(self.groups), name=name, zone_id=zone)
        if linked:
            self.add(TownLink, group_id=made, since=NOW, quarter=quarter)
        for tag in tags:
            self.add(GroupTag, group_id=made, tag=tag)
        return made

    def person(self, name: str, *, lives: str = "", takes_part: str = "", asked: bool = True) -> int:
        made = self.people[name] = a_person(self.session, 100 + len(self.people), first_name=name)
        if lives:
            zones.settle(self.session, made, a_zone_of(self.session, self.groups[lives]), NOW)
        if takes_part:
            people.take_part(self.session, made, self.groups[takes_part], NOW)
        if asked:
            self.add(TownNews, person_id=made, since=NOW)
        return made

    def add(self, of: Any, **values: Any) -> None:
        self.session.connection().execute(insert(table(of)).values(**values))

    def reached(self, wanted: Audience) -> set[str]:
        numbers = {one.id for one in audience.groups(self.session, wanted)}
        return {name for name, number in self.groups.items() if number in numbers}

    def told(self, wanted: Audience) -> set[str]:
        numbers = {person for person, _address in audience.people(self.session, wanted)}
        return {name for name, number in self.people.items() if number in numbers}


def a_zone_of(session: Session, group: int) -> int:
    return int(groups.row(session, group).zone_id)


@pytest.fixture
def town(engine: Engine) -> Iterator[Town]:
    """Two communes: a street and a building in the centre of one, a quarter and a street in the other."""
    with transaction(engine) as session:
        town = Town(session)
        town.group("rue des Lilas", quarter="Centre", tags=("bailleur",))
        town.group("résidence Les Tilleuls", kind=ZoneKind.BUILDING, quarter="Centre", tags=("bailleur", "neuf"))
        town.group("quartier du Port", AUBRAY, ZoneKind.QUARTER)
        town.group("rue de la Gare", AUBRAY, tags=("neuf",))
        town.group("impasse du Puits", linked=False)
        yield town


def test_groups_are_chosen_by_commune_quarter_kind_and_tag(town: Town) -> None:
    assert town.reached(Audience()) == {"rue des Lilas", "résidence Les Tilleuls", "quartier du Port", "rue de la Gare"}
    assert town.reached(Audience(communes=(AUBRAY,))) == {"quartier du Port", "rue de la Gare"}
    assert town.reached(Audience(quarters=("Centre",))) == {"rue des Lilas", "résidence Les Tilleuls"}
    assert town.reached(Audience(kinds=(ZoneKind.STREET,))) == {"rue des Lilas", "rue de la Gare"}
    assert town.reached(Audience(tags=("neuf", "bailleur"))) == {
        "rue des Lilas", "résidence Les Tilleuls", "rue de la Gare"}
    assert town.reached(Audience(communes=(VALMONT,), kinds=(ZoneKind.BUILDING,))) == {"résidence Les Tilleuls"}


def test_a_group_is_included_or_left_out_by_name_and_leaving_out_wins(town: Town) -> None:
    port, gare, lilas = (town.groups[name] for name in ("quartier du Port", "rue de la Gare", "rue des Lilas"))
    assert town.reached(Audience(include=(port,))) == {"quartier du Port"}
    assert town.reached(Audience(communes=(VALMONT,), include=(port,), exclude=(lilas,))) == {
        "résidence Les Tilleuls", "quartier du Port"}
    assert town.reached(Audience(include=(port, gare), exclude=(port,))) == {"rue de la Gare"}
    assert town.reached(Audience(include=(town.groups["impasse du Puits"],))) == set()


def test_a_group_that_is_not_there_any_more_is_in_no_audience(town: Town) -> None:
    port, gare = town.groups["quartier du Port"], town.groups["rue de la Gare"]
    groups.change(town.session, port, state=GroupState.REMOVED)
    facts = groups.by_id(town.session, gare)
    assert facts is not None
    assert audience.still_in(town.session, Audience(communes=(AUBRAY,)), facts.address)
    residents.set_address_state(town.session, facts.address, AddressState.MUTED, NOW)
    assert town.reached(Audience(communes=(AUBRAY,), include=(port, gare))) == set()
    assert not audience.still_in(town.session, Audience(communes=(AUBRAY,)), facts.address)


def test_only_residents_who_asked_for_news_are_told(town: Town) -> None:
    town.person("Odile", lives="rue des Lilas")
    town.person("Lucas", takes_part="rue de la Gare")
    town.person("Fatou", lives="rue des Lilas", asked=False)
    town.person("Ana", lives="impasse du Puits")
    assert town.told(Audience()) == {"Odile", "Lucas", "Ana"}
    assert town.told(Audience(communes=(VALMONT,))) == {"Odile", "Ana"}, "a home there is enough"
    assert town.told(Audience(tags=("bailleur",))) == {"Odile"}
    assert town.told(Audience(include=(town.groups["rue de la Gare"],))) == {"Lucas"}
    assert town.told(Audience(communes=(VALMONT,), exclude=(town.groups["rue des Lilas"],))) == {"Ana"}


def test_who_stopped_left_or_cut_us_off_is_not_told(town: Town) -> None:
    for name in ("Odile", "Lucas", "Ana"):
        town.person(name, lives="rue des Lilas")
    residents.change(town.session, town.people["Odile"], stopped=True)
    residents.change(town.session, town.people["Lucas"], standing=Standing.LEFT)
    ana = residents.by_id(town.session, town.people["Ana"])
    assert ana is not None
    assert town.told(Audience()) == {"Ana"}
    residents.set_address_state(town.session, ana.address, AddressState.UNREACHABLE, NOW)
    assert town.told(Audience()) == set()


def test_the_count_says_groups_participants_once_and_who_asked(town: Town) -> None:
    odile = town.person("Odile", lives="rue des Lilas", takes_part="rue des Lilas")
    people.take_part(town.session, odile, town.groups["rue de la Gare"], NOW)
    town.person("Lucas", takes_part="rue de la Gare", asked=False)
    found = audience.reach(town.session, Audience())
    assert (found.groups, found.residents, found.people) == (4, 2, 1)
    streets = [(one.street, one.groups, one.residents) for one in audience.by_street(town.session, Audience())]
    assert streets[:2] == [("rue de la Gare", 1, 2), ("rue des Lilas", 1, 1)]


def test_addresses_hold_each_place_once_and_people_only_when_they_are_meant(town: Town) -> None:
    town.person("Odile", lives="rue des Lilas", takes_part="rue des Lilas")
    wanted = Audience(communes=(VALMONT,))
    assert len(audience.addresses(town.session, wanted)) == 2
    with_people = audience.addresses(town.session, replace(wanted, people=True))
    assert len(with_people) == len(set(with_people)) == 3


def test_a_partner_writes_no_further_than_their_tag_and_a_referent_than_their_street(town: Town) -> None:
    gare = a_zone_of(town.session, town.groups["rue de la Gare"])
    partner, both = Audience(within_tags=("bailleur",)), Audience(within_tags=("bailleur",), within_zones=(gare,))
    port = town.groups["quartier du Port"]
    town.person("Odile", lives="rue de la Gare")
    assert town.reached(held_to(Audience(include=(port,)), partner)) == set()
    assert town.reached(held_to(Audience(), partner)) == {"rue des Lilas", "résidence Les Tilleuls"}
    assert town.reached(held_to(Audience(), both)) == {"rue des Lilas", "résidence Les Tilleuls", "rue de la Gare"}
    assert town.reached(held_to(Audience(), Audience(within_tags=(), within_zones=()))) == set()
    assert not held_to(Audience(people=True), partner).people


@pytest.mark.parametrize("wanted", [
    Audience(), Audience((VALMONT,), ("Centre",), (ZoneKind.STREET,), ("neuf",), (1, 2), (3,), True),
    Audience(within_tags=()), Audience(within_zones=(4,))])
def test_an_audience_goes_into_a_row_and_comes_back_no_wider(wanted: Audience) -> None:
    assert unpacked(packed(wanted)) == wanted
    with pytest.raises(TypeError):
        unpacked(packed(wanted) | {"postcodes": ["44000"]})


def test_what_may_be_chosen_is_what_linked_groups_are(town: Town) -> None:
    assert audience.communes(town.session) == [(VALMONT, 2), (AUBRAY, 2)]
    assert audience.quarters(town.session) == [("Centre", 2)]
    assert audience.tags(town.session) == [("bailleur", 2), ("neuf", 2)]
    assert audience.kinds(town.session) == [("immeuble", 1), ("quartier", 1), ("rue", 2)]


def steps(session: Session, wanted: Audience) -> int:
    """Hundreds of instructions that SQLite spends to find these people."""
    raw: Any = session.connection().connection.driver_connection
    spent = [0]

    def count() -> int:
        spent[0] += 1
        return 0

    raw.set_progress_handler(count, 100)
    audience.people(session, wanted)
    audience.reach(session, wanted)
    raw.set_progress_handler(None, 100)
    return spent[0]


@pytest.mark.parametrize("wanted", [
    Audience(tags=("bailleur",)), Audience(communes=(VALMONT,)), Audience(communes=(VALMONT,), exclude=(1, 2)),
    Audience(quarters=("Centre",), kinds=(ZoneKind.STREET,))])
def test_a_count_costs_as_much_as_the_town_is_large(sqlite_engine: Engine, wanted: Audience) -> None:
    """A town of ten thousand groups is counted while its coordinator waits."""
    with transaction(sqlite_engine) as session:
        town, spent = Town(session), []
        for size in (100, 400):
            for number in range(len(town.groups), size):
                name = f"rue {number}"
                town.group(name, quarter="Centre", tags=("bailleur",))
                town.person(name, lives=name, takes_part=name)
            assert len(town.told(wanted)) >= size - 2
            spent.append(steps(session, replace(wanted, people=True)))
    assert spent[1] < 8 * spent[0], "four times the town, four times the work: sixteen would be its square"
