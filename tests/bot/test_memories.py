"""What a street remembers: totals of a year ago, its year in a letter, its return after a pause; and a small step for
those who helped in a crisis, them alone, once. All people are fictional.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, insert, select, update

from actions.alerts import lift
from actions.desk import Desk
from rules.help import AcceptanceState
from storage import alerts, deeds, groups, memories, modules
from storage.tables import HelpAcceptance, HelpEvent, NeighbourGroup, Person, table
from storage.tables.memories import CrisisHelper
from tests.bot.test_alerts import opened, plain
from tests.world.peupliers import Peupliers
from tests.world.rows import a_request
from tests.world.valmont import NOW, Valmont

DAY = timedelta(days=1)


def told(town: Valmont, name: str) -> list[str]:
    return [plain(text) for text in town[name].texts if "merci d’avoir aidé" in plain(text)]


def gave_a_hand(town: Valmont, asker: str, helper: str) -> None:
    with town.street.session() as session:
        zone = session.connection().execute(select(table(NeighbourGroup).c.zone_id).where(
            table(NeighbourGroup).c.id == town.groups["Les Lilas"])).scalar_one()
        request = a_request(session, town.ids[asker], zone_id=zone, day=NOW.date())
        session.connection().execute(insert(table(HelpAcceptance)).values(
            request_id=request, volunteer_id=town.ids[helper], state=AcceptanceState.DONE, at=town.street.now,
            changed_at=town.street.now))
        session.connection().execute(insert(table(HelpEvent)).values(
            request_id=request, what="done", zone_id=zone, at=town.street.now))


def lifted(town: Valmont) -> None:
    with town.street.session() as session:
        alert = alerts.by_id(session, 1)
        assert alert is not None
        lift(Desk(session, town.street.now, town.street.content, by=town.ids["Inès"]), alert, town.ids["Inès"])


def test_days_seven_and_thirty_reach_those_who_helped_in_that_crisis_and_only_them_once(engine: Engine) -> None:
    town = Valmont(engine)
    gave_a_hand(town, "Odile", "Karim")  # the day before: not in this crisis
    town.street.later(days=1)
    opened(town)
    town["Odile"].say("/geste")
    town["Odile"].press("Fait")
    gave_a_hand(town, "Karim", "Lucas")
    town.street.later(hours=20)
    lifted(town)
    end = town.street.now
    gave_a_hand(town, "Lucas", "Karim")  # after its end
    for days, count in ((6, 0), (8, 1), (9, 1)):
        town.street.at(end + timedelta(days=days, hours=5))
        town.street.tick()
        assert [len(told(town, name)) for name in ("Odile", "Lucas", "Karim", "Paul")] == [count, count, 0, 0], days
    town["Lucas"].press("Plus de souvenirs")
    town.street.restart()
    for days in (31, 32, 39):
        town.street.at(end + timedelta(days=days, hours=5))
        town.street.tick()
    assert [len(told(town, name)) for name in ("Odile", "Lucas", "Karim", "Paul")] == [2, 0, 0, 0], (
        "where he pressed, his own answer stands now")
    assert "Un mois a passé" in told(town, "Odile")[-1]
    town["Lucas"].say("/reglages")
    assert any("Souvenirs : non" in plain(label) for label in town["Lucas"].last.labels)
    town["Odile"].say("/effacer")
    town["Odile"].press("Oui, effacer")
    with town.street.session() as session:
        assert list(session.connection().execute(select(table(CrisisHelper).c.person_id)).scalars()) == [
            town.ids["Lucas"]]


def street_of(engine: Engine) -> Peupliers:
    street = Peupliers(engine)
    with street.street.session() as session:
        modules.set_for_group(session, street.group, "rhythm", NOW, on=True)
        session.connection().execute(update(table(Person)).values(seen_at=datetime(2027, 11, 1, tzinfo=UTC)))
    return street


def heard(street: Peupliers, at: datetime) -> list[str]:
    before = len(street.chat.texts)
    street.street.at(at)
    street.street.tick()
    return [plain(text) for text in street.chat.texts[before:]]


def lives(street: Peupliers, day: date, times: int = 1) -> None:
    lucas = street.lucas.person_id
    with street.street.session() as session:
        for _n in range(times):
            deeds.add(session, lucas, street.group, "bonjour", 5, day, datetime(day.year, day.month, day.day, 8,
                                                                              tzinfo=UTC))


def test_a_year_ago_is_said_in_totals_and_a_street_reads_its_year_in_a_letter(sqlite_engine: Engine) -> None:
    street = street_of(sqlite_engine)
    lives(street, date(2026, 11, 12), 5)
    lives(street, date(2026, 12, 12), 2)
    lives(street, date(2027, 1, 4))
    heard(street, datetime(2027, 1, 4, 8, tzinfo=UTC))  # the thanks of the month
    [letter] = heard(street, datetime(2027, 1, 7, 11, tzinfo=UTC))
    assert "La lettre de l’année" in letter
    assert "7 gestes" in letter
    picture = street.chat.newest.screen.attachment
    assert picture is not None
    assert picture.form == "png"
    assert picture.facts["months"] == [0] * 10 + [5, 0], "fewer than three are drawn as nothing"
    assert "Lucas" not in letter + str(picture.facts)
    lives(street, date(2027, 11, 3))
    said = [text for day in (3, 4, 5) for text in heard(street, datetime(2027, 11, day, 11, tzinfo=UTC))]
    assert [text for text in said if "Il y a un an" in text and "5 gestes" in text]
    street.odile.say("/anniversaires")
    assert "5 gestes" in plain(street.odile.last.text)
    street.odile.say("/anniversaires", street.chat)
    assert "Il y a un an" in plain(street.chat.newest.text)
    street.street.at(datetime(2027, 12, 20, 11, tzinfo=UTC))
    street.odile.say("/anniversaires")
    assert "Rien à se rappeler" in plain(street.odile.last.text), "two are not counted out loud"


def test_after_a_pause_a_group_reads_that_it_is_over_and_nothing_before(sqlite_engine: Engine) -> None:
    street = street_of(sqlite_engine)
    with street.street.session() as session:
        groups.change(session, street.group, paused_until=datetime(2026, 12, 7, 8, tzinfo=UTC))
    lives(street, date(2026, 12, 1))
    assert [text for day in (1, 2, 4) for text in heard(street, datetime(2026, 12, day, 11, tzinfo=UTC))] == []
    [text] = heard(street, datetime(2026, 12, 7, 11, tzinfo=UTC))
    assert "La pause est finie" in text
    assert heard(street, datetime(2026, 12, 8, 11, tzinfo=UTC)) == []


def test_whoever_wants_no_memories_is_asked_nothing(sqlite_engine: Engine) -> None:
    street = street_of(sqlite_engine)
    odile = street.odile.person_id
    street.odile.tap("memories.want:non")
    with street.street.session() as session:
        assert not memories.wants(session, odile)
    street.odile.tap("memories.want:oui")
    with street.street.session() as session:
        assert memories.wants(session, odile)


