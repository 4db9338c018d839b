"""A message of the town on its way: each group once or known not to have it, whatever happens. All people are
fictional.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rules.deliveries import AddressState, Refused, Uncertain
from tests.pilots import Street
from tests.world.scenes import join
from tests.world.towns import TownHall


@pytest.fixture
def hall(street: Street) -> TownHall:
    """It is Tuesday 24 November, 10 h 30 in Paris."""
    hall = TownHall(street)
    hall.named()
    return hall


def test_paused_and_resumed_in_the_middle_nobody_twice_nobody_left_out(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    groups = [hall.group(f"Rue {n}") for n in range(6)]
    hall.written(nadia)
    hall.sent(nadia)
    hall.street.later(minutes=1, seconds=1)
    hall.steps_until(2)
    reached = [len(group.texts) for group in groups]
    assert 0 < sum(reached) < 6
    number = hall.campaigns()[0]["id"]
    for _again in range(3):
        nadia.tap(f"campaigns.pause:{number}", 1)
        before = sum(len(group.texts) for group in groups)
        hall.wait(minutes=3)
        assert sum(len(group.texts) for group in groups) == before, "a pause is a pause"
        nadia.tap(f"campaigns.resume:{number}", 1)
    hall.wait(minutes=3)
    assert [len(group.texts) for group in groups] == [1] * 6
    assert hall.campaigns()[0]["state"] == "done"
    assert hall.said() == {"sent": 6}


def test_it_is_over_when_nothing_is_left_and_not_before(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    hall.group("Rue 1")
    far = hall.group("Nouméa", timezone="Pacific/Noumea")  # 21 h 30 there: it waits for the morning
    hall.written(nadia)
    hall.sent(nadia)
    hall.wait(minutes=30)
    assert far.texts == []
    assert hall.campaigns()[0]["state"] == "active"
    assert "à envoyer : 1" in " ".join(nadia.texts).replace("\u00a0", " ")
    hall.wait(hours=13)
    assert len(far.texts) == 1
    assert hall.campaigns()[0]["state"] == "done"


def test_what_did_not_leave_before_the_closing_hour_never_leaves_and_is_told(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    other = hall.group("Les Tilleuls")
    hall.written(nadia, "Ce soir à la salle des fêtes")
    hall.planned(nadia, "aujourd’hui", "18 h", None)
    hall.sent(nadia)
    hall.street.later(minutes=1, seconds=1)
    hall.steps_until(1)
    number = hall.campaigns()[0]["id"]
    nadia.tap(f"campaigns.pause:{number}", 1)
    hall.at(datetime(2026, 11, 24, 17, 1, tzinfo=UTC))
    nadia.tap(f"campaigns.resume:{number}", 1)
    hall.wait(hours=30)
    assert len(lilas.texts) + len(other.texts) == 1, "nothing stale next morning"
    assert hall.said() == {"sent": 1, "missed": 1}
    assert "n’a pas pu partir à temps" in " ".join(nadia.texts)
    assert hall.campaigns()[0]["state"] == "done"


def test_each_group_has_it_at_its_own_hour(hall: TownHall) -> None:
    nadia, paris = hall.coordinator("Nadia"), hall.group("Paris")
    reunion = hall.group("Saint-Denis", timezone="Indian/Reunion")
    hall.written(nadia)
    hall.planned(nadia, None, "", "demain", "10 h")
    hall.sent(nadia)
    hall.at(datetime(2026, 11, 25, 5, 59, tzinfo=UTC))
    assert (len(reunion.texts), len(paris.texts)) == (0, 0)
    hall.at(datetime(2026, 11, 25, 6, 1, tzinfo=UTC))
    assert (len(reunion.texts), len(paris.texts)) == (1, 0)
    hall.at(datetime(2026, 11, 25, 9, 1, tzinfo=UTC))
    assert (len(reunion.texts), len(paris.texts)) == (1, 1)


def test_what_became_of_it_is_said_group_by_group(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    hall.group("Rue qui lit")
    gone, refuses, doubts = hall.group("Rue partie"), hall.group("Rue fermée"), hall.group("Rue muette")
    hall.street.refusals[gone.value] = Refused("Forbidden: bot was kicked from the supergroup chat",
                                               AddressState.DETACHED)
    hall.street.refusals[refuses.value] = Refused("Bad Request: odd")
    hall.street.refusals[doubts.value] = Uncertain("502")
    hall.written(nadia)
    hall.sent(nadia)
    hall.wait(minutes=3)
    said = " ".join(nadia.texts)
    assert "3 ne sont pas arrivés" in said
    nadia.press("Le détail")
    nadia.press("Groupe par groupe")
    assert "👋 Rue partie : parti" in nadia.last.text.replace("\u00a0", " ")
    assert "✖ Rue fermée : refusé" in nadia.last.text.replace("\u00a0", " ")
    assert "❔ Rue muette : incertain" in nadia.last.text.replace("\u00a0", " ")
    nadia.press("Ceux qui l’ont reçu")
    assert "✅ Rue qui lit" in nadia.last.text
    hall.street.refusals.clear()
    nadia.press("Au résumé")
    nadia.press("Réessayer")
    hall.wait(minutes=3)
    assert (len(refuses.texts), len(doubts.texts), len(gone.texts)) == (1, 0, 0), "an uncertain one is not sent again"
    nadia.press("Le détail")
    nadia.press("Renvoyer 1 incertain")
    nadia.press("Oui, renvoyer")
    hall.wait(minutes=3)
    assert len(doubts.texts) == 1


def test_a_group_that_left_or_is_no_longer_linked_meanwhile_gets_nothing(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    lilas, tilleuls, port = hall.group("Les Lilas"), hall.group("Les Tilleuls"), hall.group("Le Port")
    hall.written(nadia)
    hall.sent(nadia)
    hall.street.later(minutes=1, seconds=1)
    hall.street.ring(hall.street.now)
    hall.unlink(port)
    tilleuls.remove_bot(hall.street.person("Quelqu’un"))
    hall.wait(minutes=3)
    assert (len(lilas.texts), len(port.texts)) == (1, 0)
    assert hall.said() == {"sent": 1, "cancelled": 2}
    assert hall.campaigns()[0]["state"] == "done"


def test_a_correction_changes_what_was_read_and_what_is_still_to_leave(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    far = hall.group("Nouméa", timezone="Pacific/Noumea")
    hall.written(nadia, "La fête est samdi")
    hall.sent(nadia)
    hall.wait(minutes=2)
    nadia.say("/rectifier")
    nadia.press("La fête")
    nadia.press("Changer, copier")
    nadia.press("Corriger partout")
    nadia.say("La fête est samedi")
    nadia.press("Remplacer partout")
    hall.wait(minutes=2)
    assert [t.splitlines()[0] for t in lilas.texts] == ["La fête est samedi"]
    assert lilas.last.edited
    hall.wait(hours=13)
    assert [t.splitlines()[0] for t in far.texts] == ["La fête est samedi"]


@pytest.mark.parametrize(("days", "says", "left"), [(1, "1 message disparaît", 0), (3, "1 a plus de deux jours", 1)])
def test_withdrawn_it_disappears_or_says_so(hall: TownHall, days: int, says: str, left: int) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia)
    hall.sent(nadia)
    hall.wait(minutes=3)
    code = hall.campaigns()[0]["code"]
    hall.street.later(days=days)
    nadia.press("Le détail")
    nadia.press("Changer, copier")
    nadia.press("Retirer partout")
    nadia.press("Oui, retirer")
    assert says in nadia.last.text
    hall.wait(minutes=2)
    assert len(lilas.texts) == left
    assert not left or "retiré par la mairie" in lilas.last.text
    nadia.say(f"/verifier {code}")
    assert "a retiré ce message" in nadia.last.text


def test_stopped_what_has_not_left_never_will(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    groups = [hall.group(f"Rue {n}") for n in range(4)]
    hall.written(nadia)
    hall.sent(nadia)
    hall.street.later(minutes=1, seconds=1)
    hall.steps_until(1)
    number = hall.campaigns()[0]["id"]
    nadia.tap(f"campaigns.pause:{number}", 1)
    nadia.tap(f"campaigns.stop:{number}", 1)
    hall.wait(hours=1)
    assert sum(len(group.texts) for group in groups) <= 1
    assert hall.campaigns()[0]["state"] == "cancelled"
    nadia.tap(f"campaigns.resume:{number}", 1)
    assert "n’est plus possible" in nadia.toast


def test_whom_a_rule_makes_wait_is_said_before_and_after(hall: TownHall) -> None:
    """Quiet hours, a Sunday, two posts a week already."""
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    for n in range(2):
        hall.written(nadia, f"Message {n}")
        hall.sent(nadia)
        hall.wait(minutes=3)
    assert len(lilas.texts) == 2
    hall.written(nadia, "Un troisième")
    nadia.press("Aperçu et envoi")
    said = nadia.last.text.replace("\u00a0", " ")
    assert "1 groupe a déjà deux messages cette semaine-là : dès lundi 30 novembre à 9 h" in said
    nadia.press("📣 Envoyer")
    nadia.press("Confirmer")
    hall.wait(minutes=3)
    assert "dès lundi 30 novembre" in " ".join(nadia.texts)
    assert len(lilas.texts) == 2
    hall.at(datetime(2026, 11, 30, 8, 1, tzinfo=UTC))
    assert len(lilas.texts) == 3


@pytest.mark.parametrize(("now", "says"), [
    (datetime(2026, 11, 24, 20, 0, tzinfo=UTC), "après ses heures de calme : dès mercredi 25 novembre à 9 h"),
    (datetime(2026, 11, 29, 10, 0, tzinfo=UTC), "pas un dimanche : dès lundi 30 novembre à 9 h"),
    (datetime(2026, 12, 25, 10, 0, tzinfo=UTC), "pas un jour férié : dès samedi 26 décembre à 9 h"),
])
def test_hours_when_nobody_is_disturbed_are_said(hall: TownHall, now: datetime, says: str) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.street.now = now
    hall.written(nadia)
    nadia.press("Aperçu et envoi")
    assert says in nadia.last.text.replace("\u00a0", " ")
    nadia.press("📣 Envoyer")
    nadia.press("Confirmer")
    hall.wait(minutes=3)
    assert lilas.texts == []


def test_a_button_counts_each_person_once_and_names_nobody(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia)
    nadia.press("Écrire")
    nadia.press("Les boutons")
    nadia.press("J’y vais")
    nadia.press("C’est tout")
    nadia.press("Sans autre bouton")
    hall.sent(nadia)
    hall.wait(minutes=2)
    people = [hall.street.person(name) for name in ("Odile", "Lucas", "Fatou")]
    for one in people:
        one.start()
        one.press("J’y vais", lilas)
        one.press("J’y vais", lilas)
        assert "déjà compté" in lilas.toast
        hall.wait(minutes=1)
        shown = lilas.last.text
        assert one.first_name not in shown
        if one is people[0]:
            assert "quelques personnes" in shown
    assert "J’y vais : 3 personnes" in lilas.last.text.replace("\u00a0", " ")
    assert len(lilas.texts) == 1, "changed in place"


def test_after_the_last_seat_no_appeal_leaves_the_queue(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    far = hall.group("Nouméa", timezone="Pacific/Noumea")
    nadia.say("/appel")
    nadia.say("Il manque des bras. Et des tables.")
    assert "faites deux appels" in nadia.last.text
    nadia.say("Il manque des bras pour monter les tables.")
    nadia.say("05/12")
    nadia.say("500")
    assert "de 1 à 200" in nadia.last.text
    nadia.press("2 personnes")
    hall.sent(nadia)
    hall.wait(minutes=2)
    assert lilas.last.screen.pin
    assert "Il reste 2 places" in lilas.last.text.replace("\u00a0", " ")
    odile, lucas, fatou = (hall.street.person(name) for name in ("Odile", "Lucas", "Fatou"))
    for one in (odile, lucas, fatou):
        one.start()
    odile.press("Je viens", lilas)
    lucas.press("Je viens", lilas)
    hall.wait(minutes=2)
    assert "C’est complet, merci" in lilas.last.text
    assert lilas.last.screen.pin is False
    hall.wait(hours=13)
    assert far.texts == []
    assert "est complet" in " ".join(nadia.texts)
    number = hall.campaigns()[0]["id"]
    fatou.tap(f"campaigns.tap:{number}:come", lilas.last.id, lilas)
    assert "C’est complet" in lilas.toast
    assert hall.campaigns()[0]["taken"] == 2


def test_whoever_comes_no_more_frees_a_seat(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    nadia.say("/appel")
    nadia.say("Il manque des bras pour monter les tables.")
    nadia.say("05/12")
    nadia.press("2 personnes")
    hall.sent(nadia)
    hall.wait(minutes=2)
    odile = hall.street.person("Odile")
    odile.start()
    odile.press("Je viens", lilas)
    hall.wait(minutes=2)
    assert "Il reste 1 place" in lilas.last.text.replace("\u00a0", " ")
    odile.press("Je ne viens plus")
    hall.wait(minutes=3)
    assert "Il reste 2 places" in lilas.last.text.replace("\u00a0", " ")


def test_anybody_may_check_that_a_message_is_the_towns(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia, "La fête est samedi")
    hall.sent(nadia)
    code = hall.campaigns()[0]["code"]
    stranger = hall.street.person("Zoé")
    stranger.say(f"/verifier {code}")
    assert "Je ne connais pas" in stranger.last.text, "not before it has left"
    hall.wait(minutes=2)
    stranger.say(f"/verifier {code}")
    assert "Mairie de Valmont a écrit" in stranger.texts[-1]
    assert "La fête est samedi" in stranger.last.text
    number = lilas.last.id
    stranger.say("/verifier", lilas, answers=number)
    assert "Oui : ce message est de Mairie de Valmont" in lilas.last.text.replace("\u00a0", " ")
    stranger.say("/verifier", lilas, answers=99999)
    assert "n’est pas de Mairie de Valmont" in lilas.last.text.replace("\u00a0", " ")


def test_the_text_is_ready_for_elsewhere(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    hall.group("Les Lilas")
    hall.written(nadia, "La fête est samedi & dimanche")
    hall.sent(nadia)
    hall.wait(minutes=3)
    nadia.press("Le détail")
    nadia.press("Changer, copier")
    nadia.press("Texte à copier")
    assert "La fête est samedi &amp; dimanche" in nadia.texts[-2:]


def test_a_year_of_weeks_never_passes_two_posts(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    start = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    for n in range(4):
        hall.street.now = start + timedelta(hours=n)
        hall.written(nadia, f"Message {n}")
        hall.sent(nadia)
        hall.wait(minutes=2)
    assert len(lilas.texts) == 2
    hall.at(datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    hall.wait(minutes=2)
    assert len(lilas.texts) == 4


def test_residents_who_asked_for_news_read_it_in_private_and_nobody_else(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    odile, lucas = hall.street.person("Odile"), hall.street.person("Lucas")
    for one in (odile, lucas):
        join(one)
    hall.wants_news(odile)
    hall.written(nadia)
    nadia.press("Pour qui")
    nadia.press("Tous les groupes reliés")
    nadia.press("Oui, aussi")
    assert "en privé" in nadia.last.text
    hall.sent(nadia)
    hall.wait(minutes=3)
    assert len(lilas.texts) == 1
    assert any("La fête de la rue" in text for text in odile.texts)
    assert not any("La fête de la rue" in text for text in lucas.texts)
    nadia.press("Le détail")
    nadia.press("Groupe par groupe")
    nadia.press("Ceux qui l’ont reçu")
    assert "Odile" not in " ".join(nadia.texts), "a total, never a person"


def test_a_street_has_two_open_appeals_at_most(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    for n in range(3):
        hall.street.now += timedelta(days=7)
        nadia.say("/appel")
        nadia.say(f"Il manque des bras pour monter la table {n}.")
        nadia.say("20/01")
        nadia.press("2 personnes")
        if n == 2:
            nadia.press("Aperçu et envoi")
            assert "deux appels" in nadia.toast
        else:
            hall.sent(nadia)
            hall.wait(minutes=2)
    assert len(lilas.texts) == 2


def test_a_campaign_of_long_ago_still_says_what_it_was(hall: TownHall) -> None:
    """Deliveries are kept thirty days; the report then says so, and not that nothing left."""
    nadia = hall.coordinator("Nadia")
    hall.group("Les Lilas")
    hall.written(nadia)
    hall.sent(nadia)
    hall.wait(minutes=3)
    hall.street.later(days=45)
    for _hour in range(6):
        hall.street.later(hours=1)
        hall.street.tick()
    nadia.tap(f"campaigns.see:{hall.campaigns()[0]['id']}", nadia.last.id)
    assert "1 groupe. Le détail n’est gardé que trente jours" in " ".join(nadia.texts).replace("\u00a0", " ")


def test_paused_with_nothing_left_it_ends_once_resumed(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    hall.group("Les Lilas")
    hall.written(nadia)
    hall.sent(nadia)
    hall.street.later(minutes=1, seconds=1)
    hall.steps_until(1)
    number = hall.campaigns()[0]["id"]
    nadia.tap(f"campaigns.pause:{number}", 1)
    nadia.tap(f"campaigns.resume:{number}", 1)
    hall.wait(minutes=2)
    assert hall.campaigns()[0]["state"] == "done"


def test_what_paused_by_itself_says_so_where_it_is_followed(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    for n in range(40):
        refuses = hall.group(f"Rue {n}")
        hall.street.refusals[refuses.value] = Refused("Bad Request: odd")
    hall.written(nadia)
    hall.sent(nadia)
    hall.wait(minutes=3)
    assert hall.campaigns()[0]["state"] == "paused"
    assert ": en pause" in " ".join(nadia.texts).replace("\u00a0", " ")


def test_a_campaign_past_its_hour_is_said_before_anything_is_confirmed(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    hall.group("Les Lilas")
    hall.written(nadia, "Ce matin au marché")
    hall.planned(nadia, "aujourd’hui", "9 h", None)
    nadia.press("Aperçu et envoi")
    assert "Ce serait trop tard partout" in nadia.toast
