"""The geste in hand: card, « Fait », « Un autre », ideas, rhythm, and deeds. All people are fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert

from actions import geste_day
from rules.groups import GroupRhythm
from rules.residents import Rhythm
from storage import gestes, groups, zones
from storage.tables import Deed, GesteTap, HourEntry, Participation, table
from tests.bot.scenes import rows
from tests.pilots import Chat, Pilot, Street, catalogue
from tests.world.rows import a_group, a_need, a_person, a_zone, group_row, shown

# Tuesday 24 November 2026, 09:00 in Paris.
NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


class Lilacs:
    """A group with its admin Karim and three neighbours, all residents."""

    def __init__(self, engine: Engine) -> None:
        self.street = Street(engine, NINE - timedelta(minutes=5))
        self.chat = self.street.group("Les Lilas")
        self.karim, self.odile, self.lucas, self.fatou = map(
            self.street.person, ("Karim", "Odile", "Lucas", "Fatou"))
        with self.street.session() as session:
            people = [a_person(session, pilot.id, first_name=pilot.first_name, geste_rhythm=Rhythm.NEVER)
                      for pilot in (self.karim, self.odile, self.lucas, self.fatou)]
            self.group = a_group(session, -self.chat.value, name="Les Lilas", installed_by=people[0])
            session.connection().execute(insert(table(Participation)), [
                {"person_id": person, "group_id": self.group, "since": NINE} for person in people])
        self.street.admins.add((self.chat.value, self.karim.id))

    def nine(self) -> None:
        self.street.at(NINE)
        self.street.tick()


@pytest.fixture
def lilacs(engine: Engine) -> Lilacs:
    return Lilacs(engine)


def press_in(pilot: Pilot, label: str, chat: Chat) -> str:
    pilot.press(label, chat)
    return chat.toast


def test_the_group_counts_each_person_once_and_says_how_many_from_three(lilacs: Lilacs) -> None:
    lilacs.nine()
    card = lilacs.chat.last
    assert card.screen.silent
    assert card.labels[:2] == ["✅ Fait", "🔖 Cette semaine"]
    assert "🔁 Un autre" not in card.labels
    assert press_in(lilacs.odile, "Fait", lilacs.chat).startswith("Merci")
    assert "Quelques personnes l’ont fait" in lilacs.chat.last.text
    assert press_in(lilacs.odile, "Fait", lilacs.chat) == "C’est déjà compté, merci\u202f!"
    press_in(lilacs.lucas, "Fait", lilacs.chat)
    assert "personnes l’ont fait" in lilacs.chat.last.text
    assert "2" not in lilacs.chat.last.text.split("💛")[1]
    press_in(lilacs.fatou, "Fait", lilacs.chat)
    assert "3 personnes l’ont fait" in lilacs.chat.last.text
    assert len(lilacs.chat.phone.messages) == 1
    assert "Odile" not in lilacs.chat.last.text


def test_from_a_group_the_need_tied_to_the_geste_is_seen_in_private(lilacs: Lilacs) -> None:
    odile, lucas = lilacs.odile.person_id, lilacs.lucas.person_id
    with lilacs.street.session() as session:
        zone = a_zone(session, "rue des Lilas", "44109")
        groups.change(session, lilacs.group, zone_id=zone)
        zones.settle(session, odile, zone, NINE)
        zones.settle(session, lucas, zone, NINE)
        a_need(session, odile, zone, date(2026, 12, 20))
    for day in range(14):
        lilacs.street.at(NINE + timedelta(days=day))
        lilacs.street.tick()
        if "👀 Voir un besoin proche" in lilacs.chat.last.labels:
            break
    seen = lilacs.lucas.press("besoin proche", lilacs.chat)
    assert seen
    assert "20 décembre" in seen.text
    assert "✋ Je peux" in seen.labels


def test_a_stranger_is_led_to_the_door_and_not_counted(lilacs: Lilacs) -> None:
    lilacs.nine()
    stranger = lilacs.street.person("Nour")
    stranger.tap(lilacs.chat.last.rows[0][0][1].tap or "", lilacs.chat.last.id, lilacs.chat)
    assert lilacs.chat.phone.opened
    assert "l’ont fait" not in lilacs.chat.last.text


@pytest.mark.parametrize("forged", [
    "geste.done:saluer-par-prenom:20261124:g{other}", "geste.done:nope:20261124:g{group}",
    "geste.done:{geste}:20261124:p1", "geste.done:{geste}:2026:g{group}", "geste.done:{geste}:20301124:g{group}"])
def test_a_forged_button_counts_nothing(lilacs: Lilacs, forged: str) -> None:
    lilacs.nine()
    geste = shown(lilacs.street.engine, f"g{lilacs.group}")[0][1]
    data = forged.format(group=lilacs.group, other=lilacs.group + 1, geste=geste)
    lilacs.odile.tap(data, lilacs.chat.last.id, lilacs.chat)
    assert lilacs.chat.toast == "Ce bouton n’est plus actif."
    assert "l’ont fait" not in lilacs.chat.last.text


def test_the_button_of_another_group_counts_nothing_there(lilacs: Lilacs) -> None:
    with lilacs.street.session() as session:
        port = a_group(session, 77, name="Rue du Port")
    lilacs.nine()
    geste = shown(lilacs.street.engine, f"g{port}")[0][1]
    lilacs.odile.tap(f"geste.done:{geste}:20261124:g{port}", lilacs.chat.last.id, lilacs.chat)
    assert lilacs.chat.toast == "Ce bouton n’est plus actif."
    assert rows(lilacs.street, GesteTap) == 0


def test_kept_for_the_week_is_not_done(lilacs: Lilacs) -> None:
    lilacs.nine()
    lilacs.odile.press("Cette semaine", lilacs.chat)
    lilacs.lucas.press("Cette semaine", lilacs.chat)
    lilacs.fatou.press("✅ Fait", lilacs.chat)
    assert "Quelques personnes" in lilacs.chat.last.text


def test_a_button_of_last_month_is_no_longer_one(lilacs: Lilacs) -> None:
    lilacs.nine()
    lilacs.street.later(days=8)
    lilacs.odile.press("✅ Fait", lilacs.chat)
    assert lilacs.chat.toast == "Ce bouton n’est plus actif."


def test_a_tap_wakes_the_group_s_count_of_silence(lilacs: Lilacs) -> None:
    lilacs.nine()
    assert group_row(lilacs.street.engine, lilacs.group).untouched == 1
    lilacs.odile.press("Cette semaine", lilacs.chat)
    assert group_row(lilacs.street.engine, lilacs.group).untouched == 0


def test_asked_for_in_the_group_it_comes_once_a_day_and_not_again_at_its_hour(lilacs: Lilacs) -> None:
    lilacs.street.at(NINE + timedelta(hours=1) - timedelta(days=1) + timedelta(hours=2))
    lilacs.odile.say("/geste", lilacs.chat)
    assert len(lilacs.chat.texts) == 1
    assert lilacs.chat.last.screen.silent
    lilacs.lucas.say("/geste", lilacs.chat)
    assert "déjà plus haut" in lilacs.chat.last.text
    lilacs.street.tick()
    assert len(lilacs.chat.texts) == 2


def test_asked_for_at_night_the_group_stays_calm(lilacs: Lilacs) -> None:
    lilacs.street.at(NINE - timedelta(hours=10))
    lilacs.odile.say("/geste", lilacs.chat)
    assert "à partir de 9 h." in lilacs.chat.last.text
    assert shown(lilacs.street.engine, f"g{lilacs.group}") == []


def test_in_private_the_same_all_day_and_another_when_asked(lilacs: Lilacs) -> None:
    odile = lilacs.odile
    odile.menu(3)
    first = odile.last.text
    odile.say("/geste")
    assert odile.last.text == first
    met = {first}
    for _again in range(4):
        odile.press("Un autre")
        assert odile.last.edited
        assert odile.last.text not in met
        met.add(odile.last.text)
    odile.say("/geste")
    assert odile.last.text in met
    lilacs.street.later(days=1)
    odile.say("/geste")
    assert odile.last.text not in met


def test_done_in_private_is_thanked_and_kept_ones_come_back(lilacs: Lilacs) -> None:
    odile = lilacs.odile
    odile.say("/geste")
    title = odile.last.text.split("<b>")[1].split("</b>")[0]
    odile.press("Cette semaine")
    assert "Gardé" in odile.last.text
    lilacs.street.later(days=1)
    odile.say("/geste")
    assert f"Cette semaine\u00a0: {title}" in odile.last.text
    odile.press("✅ Fait")
    assert "merci" in odile.last.text
    assert "✅ Fait" not in odile.last.labels


def test_an_idea_goes_to_the_admin_and_joins_the_rotation(lilacs: Lilacs) -> None:
    lilacs.nine()
    lilacs.odile.press("J’ai une idée", lilacs.chat)
    lilacs.odile.say("é" * 241)
    assert "240 caractères" in lilacs.odile.last.text
    lilacs.odile.say("Appeler le 06 12 34 56 78 pour arroser")
    assert "numéro" in lilacs.odile.last.text
    lilacs.odile.say("Arroser les bacs du hall <b>à tour de rôle</b>")
    lilacs.odile.say("oui")
    assert "Merci" in lilacs.odile.last.text
    assert "&lt;b&gt;" in lilacs.karim.last.text
    lilacs.odile.tap("geste.adopt:1", None)
    assert "administre" in lilacs.odile.toast
    lilacs.karim.press("Adopter")
    assert "adoptée" in lilacs.odile.last.text
    lilacs.karim.tap("geste.decline:1", None)
    assert "déjà décidé" in lilacs.karim.toast
    for _n in range(14):
        lilacs.street.later(days=1)
        lilacs.street.tick()
        for pilot in (lilacs.lucas,):
            if "✅ Fait" in lilacs.chat.last.labels:
                pilot.press("✅ Fait", lilacs.chat)
    ids = [geste for _day, geste in shown(lilacs.street.engine, f"g{lilacs.group}")]
    assert ids[9] == "idea-1"
    assert ids.count("idea-1") == 1
    assert any("Une idée de votre groupe" in text and "à tour de rôle" in text for text in lilacs.chat.texts)


def test_an_idea_not_kept_is_answered_kindly(lilacs: Lilacs) -> None:
    lilacs.nine()
    lilacs.odile.press("J’ai une idée", lilacs.chat)
    lilacs.odile.say("Chanter tous les soirs dans la cour")
    lilacs.odile.say("oui")
    lilacs.karim.press("Pas cette fois")
    assert lilacs.odile.last.text.startswith("Merci pour votre idée")


def test_a_person_chooses_when_it_comes(lilacs: Lilacs) -> None:
    odile = lilacs.odile
    odile.say("/menu")
    odile.tap("geste.mine", None)
    odile.press("Chaque jour")
    odile.say("vers midi")
    assert "Je n’ai pas compris cette heure" in odile.last.text
    odile.say("22h")
    assert "heures de calme" in odile.last.text
    odile.say("18 h 30")
    assert "chaque jour à 18 h 30" in odile.last.text
    lilacs.street.at(NINE + timedelta(hours=9, minutes=30))
    lilacs.street.tick()
    assert "🔁 Un autre" in odile.last.labels


def test_only_an_admin_sets_the_group_s_rhythm(lilacs: Lilacs) -> None:
    lilacs.odile.tap(f"geste.group:{lilacs.group}", None)
    assert "administre" in lilacs.odile.toast
    lilacs.karim.tap(f"geste.group:{lilacs.group}", None)
    lilacs.karim.press("Le lundi")
    lilacs.street.admins.clear()
    lilacs.karim.press("12 h")
    assert group_row(lilacs.street.engine, lilacs.group).geste_rhythm is GroupRhythm.WEEKDAYS
    lilacs.street.admins.add((lilacs.chat.value, lilacs.karim.id))
    lilacs.karim.press("12 h")
    row = group_row(lilacs.street.engine, lilacs.group)
    assert (row.geste_rhythm, row.geste_hour) == (GroupRhythm.WEEKLY, "12:00")


def card_of(lilacs: Lilacs, pilot: Pilot, geste: str) -> None:
    """The card of this geste, as asked for in private."""
    person = pilot.person_id
    with lilacs.street.session() as session:
        gestes.show(session, f"p{person}", date(2026, 11, 24), geste, NINE)
    lilacs.street.at(NINE)
    pilot.say("/geste")


def test_a_geste_may_be_to_ask(lilacs: Lilacs) -> None:
    odile = lilacs.odile.person_id
    with lilacs.street.session() as session:
        zones.settle(session, odile, a_zone(session, "rue des Lilas", "44109"), NINE)
    card_of(lilacs, lilacs.odile, "demander-petit-service")
    assert "Oser demander un petit service" in lilacs.odile.last.text
    lilacs.odile.press("Demander un service")
    assert "🛒 Courses et repas" in lilacs.odile.last.labels


def test_a_number_is_a_message_that_stays_and_the_card_too(lilacs: Lilacs) -> None:
    card_of(lilacs, lilacs.odile, "ecouter-sans-juger")
    card = lilacs.odile.last
    lilacs.odile.press("Voir le numéro")
    assert lilacs.odile.last.id != card.id
    assert "<b>3114</b>" in lilacs.odile.last.text
    assert "Jour et nuit, tous les jours." in lilacs.odile.last.text
    assert lilacs.odile.last.labels == ["🚨 Numéros d’urgence"]
    lilacs.odile.press("Numéros d’urgence")
    assert lilacs.odile.last.text.startswith("15 Samu")


def test_from_a_group_the_number_is_given_in_private(lilacs: Lilacs) -> None:
    lilacs.odile.tap("geste.next:numero:n115", None, lilacs.chat)
    lilacs.odile.start(lilacs.chat.phone.opened.pop())
    assert "<b>115</b>" in lilacs.odile.last.text


def test_a_line_of_another_territory_is_never_given(lilacs: Lilacs) -> None:
    odile = lilacs.odile.person_id
    with lilacs.street.session() as session:
        zones.settle(session, odile, a_zone(session, "rue de Sébastopol", "98818"), NINE)
    lilacs.odile.tap("geste.next:numero:n-gaz", None)
    assert "0\u00a0800" not in lilacs.odile.last.text
    assert lilacs.odile.last.text.startswith("15 Samu")


@pytest.mark.parametrize(("geste", "label"), [
    ("affiche-du-hall", ""), ("liste-des-prets", ""), ("chauffage-fonctionne", "🖨 Imprimer la fiche")])
def test_a_sheet_is_offered_to_whom_it_can_serve(lilacs: Lilacs, geste: str, label: str) -> None:
    karim, part = lilacs.karim.person_id, table(Participation)
    with lilacs.street.session() as session:
        session.connection().execute(part.update().where(part.c.person_id == karim).values(admin=True))
        gestes.show(session, f"g{lilacs.group}", date(2026, 11, 24), geste, NINE)
    card_of(lilacs, lilacs.odile, geste)
    assert [found for found in lilacs.odile.last.labels if "🖨" in found] == [label][: bool(label)]
    card_of(lilacs, lilacs.karim, geste)
    assert "🖨 Imprimer la fiche" in lilacs.karim.last.labels
    with lilacs.street.session() as session:
        owner = gestes.owner_of(session, f"g{lilacs.group}", NINE)
        assert owner
        card = geste_day.card(session, catalogue(), owner, date(2026, 11, 24), geste)
    assert card
    assert card.step == ("kit" if label else "")


def test_a_number_that_does_not_exist_is_no_longer_a_button(lilacs: Lilacs) -> None:
    lilacs.odile.tap("geste.next:numero:nope", None)
    assert lilacs.odile.toast == "Ce bouton n’est plus actif."
    lilacs.odile.tap("geste.next:rien:", None)
    assert lilacs.odile.toast == "Ce bouton n’est plus actif."


def test_five_deeds_a_day_by_two_taps_and_none_is_an_hour(lilacs: Lilacs) -> None:
    odile = lilacs.odile
    for n in range(5):
        odile.say("/jaifait")
        odile.say("j’ai aidé quelqu’un")
        assert "boutons" in odile.last.text
        odile.press("Courses")
        odile.press("Une heure" if n else "Je ne sais pas")
        assert odile.last.text.startswith("Merci")
    assert "5 gestes dans «\u00a0Les Lilas\u00a0»" in odile.last.text
    odile.say("/jaifait")
    assert "demain" in odile.last.text
    assert rows(lilacs.street, Deed) == 5
    assert rows(lilacs.street, HourEntry) == 0
    lilacs.street.later(days=1)
    odile.say("/jaifait")
    assert "Quel genre de geste" in odile.last.text


def test_a_deed_from_the_group_is_noted_in_private(lilacs: Lilacs) -> None:
    lilacs.odile.say("/jaifait", lilacs.chat)
    lilacs.odile.press("Continuer en privé", lilacs.chat)
    lilacs.odile.press("Courses")
    lilacs.odile.press("Quelques minutes")
    assert "quelques gestes" in lilacs.odile.last.text
    assert len(lilacs.chat.texts) == 1
