"""Once a year the town hall sorts what has no date of its own, with counts; nothing is left open. All are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, select, update

from rules.console import RoleState, TownRole
from storage import console_links
from storage.tables import Person, RoleHeld, TownAudit, TownCode, TownLink, table
from tests.world.valmont import NOW, Valmont

JANUARY = datetime(2027, 1, 8, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=300)


@pytest.fixture
def valmont(sqlite_engine: Engine) -> Valmont:
    """A code that is old and one that is not; Lucas had a role and came no more; nobody comes to Les Tilleuls."""
    return a_town(sqlite_engine)


def a_town(engine: Engine) -> Valmont:
    town = Valmont(engine)
    p, link = table(Person), table(TownLink)
    with town.street.session() as session:
        add = session.connection().execute
        for code, commune, at in (("valmont48213", "", LONG_AGO), ("roches48213", "17306", NOW)):
            add(insert(table(TownCode)).values(code=code, commune=commune, created_at=at, uses=3))
        add(insert(table(RoleHeld)).values(role=TownRole.REFERENT, state=RoleState.ACTIVE, person_id=town.ids["Lucas"],
                                           name="Lucas", since=LONG_AGO))
        add(update(p).where(p.c.id == town.ids["Lucas"]).values(seen_at=LONG_AGO))
        add(update(link).where(link.c.group_id == town.groups["Les Tilleuls"]).values(since=LONG_AGO))
        add(update(link).where(link.c.group_id == town.groups["Les Lilas"]).values(since=LONG_AGO))
    return town


def at(town: Valmont, now: datetime) -> None:
    town.street.at(now)
    town.street.tick()


def sorted_lines(town: Valmont) -> list[str]:
    t = table(TownAudit)
    with town.street.session() as session:
        return list(session.connection().execute(select(t.c.said).where(t.c.what == "sorted")).scalars())


def test_it_is_asked_in_january_with_counts_and_sorted_one_by_one(engine: Engine) -> None:
    valmont = a_town(engine)
    ines, paul = valmont["Inès"], valmont["Paul"]
    at(valmont, JANUARY - timedelta(seconds=1))
    assert not any("Le tri de l’année" in text for text in ines.texts)
    at(valmont, JANUARY)
    at(valmont, JANUARY + timedelta(hours=3))
    for who in (ines, paul):
        (asked,) = [text for text in who.texts if "Le tri de l’année" in text]
        assert "1 code pour relier un groupe" in asked
        assert "1 rôle sans visite depuis six mois" in asked
        assert "1 groupe relié où personne ne vient plus" in asked
        assert "vendredi 5 février" in asked
    ines.say("/file")
    assert "📂 Le tri de l’année" in ines.last.labels
    ines.press("Trier")
    ines.press("Les codes")
    assert "VALMONT 48213" in ines.last.text
    assert "il y a 11 mois" in ines.last.text
    assert "toute la ville" in ines.last.text
    ines.press("Garder un an")
    assert ines.last.labels == ["👥 Les rôles", "🏘 Les groupes", "↩ Mairie"], "the pile is empty"
    ines.press("Les rôles")
    assert "Lucas" in ines.last.text
    ines.press("Retirer")
    assert "la personne le lit" in ines.last.text
    ines.press("Oui, retirer")
    assert "pris fin" in valmont["Lucas"].last.text
    ines.press("Les groupes")
    assert "Les Tilleuls" in ines.last.text
    ines.press("Retirer")
    ines.press("Oui, retirer")
    valmont.street.deliver()
    with valmont.street.session() as session:
        assert not console_links.is_linked(session, valmont.groups["Les Tilleuls"])
        assert console_links.is_linked(session, valmont.groups["Les Lilas"])
    assert any("est fini, merci" in text and "2 retirés" in text for text in paul.texts)
    assert sorted_lines(valmont) == ["1 kept, 2 gone, 0 left"]
    at(valmont, JANUARY + timedelta(days=60))
    assert sum("Le tri de l’année" in text for text in paul.texts) == 2, "asked once, ended once"


def test_left_alone_it_is_recalled_once_and_ends(valmont: Valmont) -> None:
    at(valmont, JANUARY)
    for day in (1, 14, 20, 28, 29, 60):
        at(valmont, JANUARY + timedelta(days=day, hours=1))
    said = [text for text in valmont["Paul"].texts if "Le tri de l’année" in text]
    assert ["n’est pas fini" in text for text in said] == [False, True, False]
    assert "3 n’ont pas été triés" in said[2]
    assert sorted_lines(valmont) == ["0 kept, 0 gone, 3 left"]
    valmont["Paul"].say("/file")
    assert "📂 Le tri de l’année" not in valmont["Paul"].last.labels
    at(valmont, datetime(2028, 1, 10, 9, 0, tzinfo=UTC))
    assert "Le tri de l’année" in valmont["Paul"].last.text, "and the year after"


def test_a_machine_that_was_off_asks_late_and_one_that_begins_in_spring_does_not(valmont: Valmont) -> None:
    at(valmont, JANUARY + timedelta(days=20, hours=1))
    assert "Le tri de l’année" in valmont["Paul"].last.text
    later = [text for text in valmont["Paul"].texts if "Le tri de l’année" in text]
    at(valmont, datetime(2027, 5, 3, 9, 0, tzinfo=UTC))
    assert len([text for text in valmont["Paul"].texts if "Le tri" in text and "n’est pas fini" not in text]) == len(
        later) + 1, "only its end"


def test_nobody_else_sorts_and_nobody_sorts_their_own_role(valmont: Valmont) -> None:
    at(valmont, JANUARY)
    for forged in ("sorting", "sorting.keep:roles:3", "sorting.ask:roles:3", "sorting.drop:roles:3",
                   "sorting.drop:codes:valmont48213"):
        valmont["Odile"].tap(forged)
    p, role = table(Person), table(RoleHeld)
    with valmont.street.session() as session:
        session.connection().execute(update(role).values(since=LONG_AGO))
        session.connection().execute(update(p).where(p.c.id == valmont.ids["Inès"]).values(seen_at=LONG_AGO))
    valmont["Inès"].tap("sorting.drop:roles:1")
    with valmont.street.session() as session:
        found = session.connection().execute(select(role.c.state).order_by(role.c.id)).scalars().all()
        codes = session.connection().execute(select(table(TownCode).c.code)).scalars().all()
    assert set(found) == {RoleState.ACTIVE}
    assert len(codes) == 2


def test_nothing_to_sort_is_no_message(sqlite_engine: Engine) -> None:
    town = Valmont(sqlite_engine, now=JANUARY - timedelta(days=1))
    at(town, JANUARY)
    assert not any("tri" in text for text in town["Paul"].texts)
    town["Paul"].say("/tri")
    assert "Rien à trier" in town["Paul"].last.text
    assert sorted_lines(town) == ["0 kept, 0 gone, 0 left"]
