"""The year of a town: proposed with its text ready, never sent by itself. All people are fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, delete, update

from actions import geste_day
from rules.audience import Audience
from rules.calendar import geste_window
from rules.deliveries import AddressState
from storage import audience, campaigns, gestes, modules
from storage import calendar as store
from storage.tables import Address, table
from storage.tables.console import RoleHeld
from tests.world.phones import OnAPhone
from tests.world.valmont import Valmont

# Wednesday 13 January 2027, 10:00 in Paris: ten days before the day of loneliness.
TEN_DAYS_BEFORE = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)


@pytest.fixture
def valmont(engine: Engine) -> Valmont:
    """Whose town asks no question of the month: what its groups read is the calendar's."""
    made = Valmont(engine, now=TEN_DAYS_BEFORE)
    with made.street.session() as session:
        modules.set_for_town(session, "voices", TEN_DAYS_BEFORE, on=False)
    return made


def read(who: OnAPhone) -> str:
    """The newest words, with plain spaces."""
    return who.newest.text.replace("\u00a0", " ").replace("\u202f", " ")


def proposals(who: OnAPhone, title: str) -> list[str]:
    return [text for text in who.texts if text.startswith(f"📅 <b>{title}")]


def test_a_theme_is_proposed_ten_days_ahead_to_each_who_coordinates_once_and_nothing_is_sent(valmont: Valmont) -> None:
    for _look in range(9):
        valmont.street.tick()
        valmont.street.later(hours=6)
    for name in ("Inès", "Paul"):
        [said] = proposals(valmont[name], "La journée des solitudes")
        assert "samedi 23 janvier" in said
        assert "Un texte est prêt" in said
    assert not proposals(valmont["Karim"], "La journée des solitudes")
    assert [chat.texts for chat in valmont.chats.values() if chat.texts] == []


def test_the_day_before_nothing_is_proposed(engine: Engine) -> None:
    town = Valmont(engine, now=datetime(2027, 1, 12, 9, 0, tzinfo=UTC))
    town.street.tick()
    assert not proposals(town["Inès"], "La journée des solitudes")


def test_at_night_it_waits_for_the_office(engine: Engine) -> None:
    town = Valmont(engine, now=datetime(2027, 1, 13, 1, 0, tzinfo=UTC))
    town.street.tick()
    assert not town["Inès"].texts
    town.street.later(hours=7, minutes=30)
    town.street.tick()
    assert proposals(town["Inès"], "La journée des solitudes")


def test_who_declines_is_not_asked_again_and_the_other_still_may(valmont: Valmont) -> None:
    valmont.street.tick()
    valmont["Inès"].press("Pas cette année")
    assert "Je ne vous le proposerai plus" in read(valmont["Inès"])
    valmont.street.later(hours=30)
    valmont.street.tick()
    assert len(proposals(valmont["Inès"], "La journée des solitudes")) <= 1
    valmont["Paul"].press("Préparer l’envoi")
    assert "Le brouillon est prêt" in read(valmont["Paul"])


def test_a_prepared_draft_has_its_text_its_day_and_is_made_once(valmont: Valmont) -> None:
    valmont.street.tick()
    proposal = valmont["Inès"].find("Préparer l’envoi")
    valmont["Inès"].press_on(*proposal)
    valmont["Inès"].press_on(*proposal)
    with valmont.street.session() as session:
        first, second = campaigns.by_id(session, 1), campaigns.by_id(session, 2)
        assert second is None, "pressed twice, one draft"
        assert first is not None
        assert "samedi 23 janvier" in first.text
        assert first.event == date(2027, 1, 23)
        assert first.theme == "journee_solitudes"
    assert [chat.texts for chat in valmont.chats.values() if chat.texts] == []


def test_an_announced_day_is_to_be_confirmed_until_the_town_says_it(engine: Engine) -> None:
    town = Valmont(engine, now=datetime(2027, 4, 2, 9, 0, tzinfo=UTC))
    town.street.tick()
    inès = town["Inès"]
    assert "la date n’est pas confirmée" in inès.newest.text.replace("\u00a0", " ")
    inès.say("/calendrier")
    assert "La fête des voisines et voisins : date à confirmer (sans doute vendredi 28 mai)" in read(inès)
    inès.tap("calendar.date:fete_des_voisins:2027")
    inès.press("Un autre jour")
    inès.say("21/05")
    assert "vendredi 21 mai" in read(inès)
    inès.say("/calendrier")
    assert "La fête des voisines et voisins : vendredi 21 mai" in read(inès)
    town.street.at(datetime(2027, 4, 30, 9, 0, tzinfo=UTC))  # three weeks before the day that was said
    town.street.tick()
    [said] = proposals(inès, "La fête des voisines et voisins</b>\u00a0: vendredi 21 mai")
    assert "date à confirmer" not in said


def test_a_draft_that_speaks_of_the_former_day_is_named_when_the_day_changes(engine: Engine) -> None:
    town = Valmont(engine, now=datetime(2027, 5, 7, 9, 0, tzinfo=UTC))
    town.street.tick()
    inès = town["Inès"]
    inès.press("Préparer l’envoi")
    inès.tap("calendar.date:fete_des_voisins:2027")
    inès.press("Un autre jour")
    inès.say("11/06")
    assert "parle encore de l’ancien jour" in read(inès)
    assert "👀 Relire le message" in inès.last.labels


def test_a_moment_that_is_not_held_here_this_year_is_not_proposed(engine: Engine) -> None:
    town = Valmont(engine, now=datetime(2027, 4, 30, 9, 0, tzinfo=UTC))
    town["Inès"].tap("calendar.date:fete_des_voisins:2027")
    town["Inès"].press("Pas cette année ici")
    town.street.later(days=8)
    town.street.tick()
    assert not proposals(town["Paul"], "La fête des voisines et voisins")


def test_what_would_come_to_a_group_and_the_themes_it_does_not_want(valmont: Valmont) -> None:
    karim = valmont["Karim"]
    karim.tap(f"calendar.group:{valmont.groups['Les Lilas']}")
    assert "ce que la mairie pourrait y écrire" in read(karim)
    assert "La journée des solitudes : samedi 23 janvier" in read(karim)
    karim.press("Choisir les thèmes")
    karim.press("✓ La journée des solitudes")
    assert "La journée des solitudes" in karim.last.labels
    karim.press("Retour")
    assert "La journée des solitudes" not in read(karim)
    with valmont.street.session() as session:
        lilas = valmont.groups["Les Lilas"]
        assert store.themes_off(session, lilas) == {"journee_solitudes"}
        wanted = audience.groups(session, Audience(theme="journee_solitudes"))
        assert sorted(group.name for group in wanted) == ["Les Peupliers", "Les Tilleuls"]
        assert len(audience.groups(session, Audience(theme="rentree"))) == 3
        assert len(audience.groups(session, Audience())) == 3


def test_who_does_not_run_the_group_changes_none_of_its_themes(valmont: Valmont) -> None:
    odile = valmont["Odile"]
    odile.tap(f"calendar.themes:{valmont.groups['Les Lilas']}")
    assert "administre" in odile.toast
    odile.say("/calendrier")
    assert "s’ouvre pour la mairie" in read(odile)


def test_where_nobody_coordinates_who_runs_the_group_is_asked_and_publishes(engine: Engine) -> None:
    town = Valmont(engine, streets=(("Les Lilas", "17300"),), now=TEN_DAYS_BEFORE)
    with town.street.session() as session:
        session.connection().execute(delete(table(RoleHeld)))
        modules.set_for_town(session, "voices", TEN_DAYS_BEFORE, on=False)
    town.street.tick()
    [said] = proposals(town["Karim"], "La journée des solitudes")
    assert "Un texte est prêt pour « Les Lilas »" in said.replace("\u00a0", " ")
    assert not town.chat().texts
    publish = town["Karim"].find("Publier dans le groupe")
    town["Karim"].press_on(*publish)
    assert "samedi 23 janvier" in town.chat().last.text
    town["Karim"].press_on(*publish)
    assert len(town.chat().texts) == 1


def test_true_or_false_and_words_to_ask_or_to_say_no(valmont: Valmont) -> None:
    valmont.street.tick()
    valmont["Inès"].press("Vrai ou faux")
    assert "Il faut savoir quoi dire avant d’aller voir une personne seule" in read(valmont["Inès"])
    assert "Pour dire non" in read(valmont["Inès"])


def test_the_gestes_follow_the_town_s_own_day(engine: Engine) -> None:
    town = Valmont(engine, now=datetime(2027, 4, 2, 9, 0, tzinfo=UTC))
    inès, owner = town["Inès"], f"p{town.ids['Odile']}"
    inès.tap("calendar.date:journee_citoyenne:2027")
    inès.press("Un autre jour")
    inès.say("12/06")
    with town.street.session() as session:
        moment = town.street.content.moment("journee_citoyenne")
        corrections = store.corrections(session, date(2027, 6, 1))
        assert geste_window(moment, date(2027, 6, 1), corrections) is not None
        assert geste_window(moment, date(2027, 5, 20), corrections) is None
        found = gestes.owner_of(session, owner, town.street.now)
        assert found is not None
        today = geste_day.conditions_for(town.street.content, found, date(2027, 6, 1), corrections=corrections)
        assert "journee_citoyenne" in today.events


def test_nothing_is_proposed_for_a_group_that_takes_no_message(engine: Engine) -> None:
    town = Valmont(engine, streets=(("Les Lilas", "17300"),), now=TEN_DAYS_BEFORE)
    with town.street.session() as session:
        session.connection().execute(delete(table(RoleHeld)))
        session.connection().execute(update(table(Address)).where(table(Address).c.value == town.chat().value).values(
            state=AddressState.MUTED))
    town.street.tick()
    assert not proposals(town["Karim"], "La journée des solitudes")
