"""What the town says to its streets, from the blank page to « Confirmer ». All people are fictional."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rules.console import TownRole
from rules.incoming import Other, Typed
from rules.markup import Mark
from storage import people
from tests.pilots import Street
from tests.world.scenes import join
from tests.world.towns import TownHall


@pytest.fixture
def hall(street: Street) -> TownHall:
    hall = TownHall(street)
    hall.named()
    return hall


def test_a_message_reaches_each_group_once_as_it_was_formatted(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    lilas, tilleuls = hall.group("Les Lilas"), hall.group("Les Tilleuls")
    hall.written(nadia, "vite")
    nadia.press("Écrire")
    nadia.press("Le texte")
    nadia.send(Typed("La fête est <samedi>\nVenez !", (Mark("bold", 3, 4),)))
    assert "2 groupes" in nadia.last.text
    nadia.press("Aperçu et envoi")
    seen = nadia.texts[-2]
    nadia.press("📣 Envoyer")
    assert "2 groupes, tout de suite : on confirme" in nadia.last.text.replace("\u00a0", " ")
    nadia.press("Confirmer")
    assert lilas.texts == [], "a minute to cancel"
    hall.wait(minutes=2)
    assert lilas.texts == tilleuls.texts == [seen], "exactly what was shown"
    assert "La <b>fête</b> est &lt;samedi&gt;\nVenez\u202f!" in seen, "a mark never begins a line"
    assert "<b>Mairie de Valmont</b> — vérifié" in seen
    assert "2 envois sont arrivés" in nadia.last.text
    assert hall.campaigns()[0]["state"] == "done"


@pytest.mark.parametrize(("sent", "says"), [
    (Typed("a" * 5000), "3000 signes au plus"),
    (Other("photo", "F1", "b" * 900, size=1000), "600 signes au plus"),
    (Other("photo", "F1", "La fête", size=11 << 20), "10 Mo au plus"),
    (Other("document", "F1", "Le plan", size=21 << 20, mime="application/pdf"), "20 Mo au plus"),
    (Other("document", "F1", "La fête", size=100, mime="image/png"), "comme une photo"),
    (Other("voice", "F1", "", seconds=3), "une photo ou un PDF"),
    (Other("photo", "F1", "", size=100), "Il manque les mots"),
    (Typed("\u202e\u200b"), "Il manque les mots"),
])
def test_what_cannot_leave_is_refused_in_a_sentence(hall: TownHall, sent: Typed | Other, says: str) -> None:
    nadia = hall.coordinator("Nadia")
    hall.written(nadia, "La fête")
    nadia.press("Écrire")
    nadia.press("Le texte")
    nadia.send(sent)
    assert says in nadia.last.text
    nadia.say("La fête est samedi")
    assert "La fête est samedi" in nadia.last.text, "the question waits, nothing is lost"


def test_typed_signs_are_read_as_they_are_typed(hall: TownHall) -> None:
    """Nothing that was typed is ever HTML that Telegram would refuse."""
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia, "<b>gras</i> & <a href=x>lien & 3 < 4")
    hall.sent(nadia)
    hall.wait(minutes=2)
    assert "&lt;b&gt;gras&lt;/i&gt; &amp; &lt;a href=x&gt;lien &amp; 3 &lt; 4" in lilas.last.text


def test_a_photo_comes_with_its_caption(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia, "vite")
    nadia.press("Écrire")
    nadia.press("Le texte")
    nadia.send(Other("photo", "F1", "La fête", size=1000, marks=(Mark("italic", 3, 4),)))
    hall.sent(nadia)
    hall.wait(minutes=2)
    assert lilas.last.screen.photo == "F1"
    assert "La <i>fête</i>" in lilas.last.text


def test_an_empty_audience_is_said(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.unlink(lilas)
    hall.written(nadia)
    nadia.press("Aperçu et envoi")
    assert "Aucun groupe relié ne correspond" in nadia.toast
    assert hall.campaigns()[0]["state"] == "draft"


def test_the_send_button_of_an_old_preview_never_sends_a_newer_draft(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia, "Ancien texte")
    nadia.press("Aperçu et envoi")
    old, button = nadia.find("📣 Envoyer")
    nadia.press("Au brouillon")
    nadia.press("Écrire")
    nadia.press("Le texte")
    nadia.say("Nouveau texte")
    hall.street.restart()
    hall.named()
    assert button.tap is not None
    for tap in (button.tap, button.tap.replace("send", "sure")):
        nadia.tap(tap, old.id)
        assert "version plus ancienne" in nadia.toast
    hall.wait(minutes=3)
    assert lilas.texts == []
    assert hall.campaigns()[0]["state"] == "draft"


def test_two_coordinators_on_one_draft_lose_no_word(hall: TownHall) -> None:
    nadia, karim = hall.coordinator("Nadia"), hall.coordinator("Karim")
    hall.group("Les Lilas")
    hall.written(nadia, "Le texte de Nadia")
    karim.say("/campagne")
    karim.press("Les brouillons")
    karim.press("Le texte de Nadia"[:10])
    assert "Nadia l’a changé" in karim.last.text
    karim.press("Écrire")
    karim.press("Le texte")
    nadia.press("Écrire")
    nadia.press("Le texte")
    nadia.say("Le texte de Nadia, mieux")
    karim.say("Le texte de Karim")
    assert "Nadia a changé ce brouillon pendant que vous écriviez" in karim.last.text
    assert [c["text"] for c in hall.campaigns()] == ["Le texte de Nadia, mieux", "Le texte de Karim"]


def test_a_revoked_coordinator_in_the_middle_of_a_draft_changes_nothing(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia, "Avant")
    nadia.press("Écrire")
    nadia.press("Le texte")
    hall.revoke(nadia)
    nadia.say("Après")
    assert hall.campaigns()[0]["text"] == "Avant"
    said = nadia.last.text
    nadia.say("/campagne")
    assert "Aperçu" not in str(nadia.last.labels)
    assert said != "Après"
    hall.wait(minutes=3)
    assert lilas.texts == []


def test_whoever_lost_the_role_after_confirming_sends_nothing(hall: TownHall) -> None:
    nadia, karim, lilas = hall.coordinator("Nadia"), hall.coordinator("Karim"), hall.group("Les Lilas")
    hall.written(nadia)
    hall.sent(nadia)
    hall.revoke(nadia)
    hall.wait(minutes=3)
    assert lilas.texts == []
    assert "n’a plus ce rôle" in " ".join(karim.texts)
    assert hall.campaigns()[0]["state"] == "draft"


def test_confirmed_twice_it_leaves_once(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia)
    nadia.press("Aperçu et envoi")
    nadia.press("📣 Envoyer")
    seen, button = nadia.find("Confirmer")
    assert button.tap is not None
    nadia.tap(button.tap, seen.id)
    nadia.tap(button.tap, seen.id)
    assert "n’est plus possible" in nadia.toast
    hall.wait(minutes=3)
    assert len(lilas.texts) == 1


def test_within_the_minute_it_is_a_draft_again(hall: TownHall) -> None:
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia)
    hall.sent(nadia)
    nadia.press("Annuler l’envoi")
    assert "de nouveau un brouillon" in nadia.last.text
    hall.wait(minutes=5)
    assert lilas.texts == []


def test_a_draft_is_taken_up_two_days_later_without_a_word_lost(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    hall.group("Les Lilas")
    hall.written(nadia, "Le début")
    nadia.press("Écrire")
    nadia.press("Les boutons")
    hall.street.later(days=2)
    hall.street.restart()
    hall.named()
    nadia.press("J’y vais")
    nadia.press("C’est tout")
    nadia.press("Sans autre bouton")
    nadia.say("/campagne")
    nadia.press("Les brouillons")
    nadia.press("Le début")
    assert "Le début" in nadia.last.text
    assert "1 boutons" not in nadia.last.text
    assert hall.campaigns()[0]["buttons"]["rows"][0]["code"] == "go"


def test_a_theme_brings_its_words_and_an_old_one_is_copied(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    hall.group("Les Lilas")
    nadia.say("/campagne")
    nadia.press("Écrire un message")
    nadia.press("Un thème de l’année")
    while "solitudes" not in str(nadia.last.labels):
        nadia.press("Autres choix")
    nadia.press("solitudes")
    assert "solitudes" in nadia.last.text
    first = hall.campaigns()[0]
    assert "{date}" not in first["text"]
    assert "samedi 23 janvier" in first["text"]
    assert str(first["event"]) == "2027-01-23"
    hall.sent(nadia)
    hall.wait(minutes=3)
    nadia.say("/campagne")
    nadia.press("Écrire un message")
    nadia.press("Copier une ancienne")
    nadia.press("solitudes")
    both = hall.campaigns()
    assert both[1]["text"] == both[0]["text"]
    assert (both[1]["event"], both[1]["state"]) == (None, "draft")


def test_above_the_limit_a_second_person_says_yes_to_that_very_version(hall: TownHall) -> None:
    hall.named(second_above=1)
    nadia, karim = hall.coordinator("Nadia"), hall.coordinator("Karim")
    lilas = hall.group("Les Lilas")
    hall.group("Les Tilleuls")
    hall.written(nadia)
    hall.sent(nadia)
    assert "Une deuxième personne est prévenue" in nadia.last.text
    hall.wait(minutes=3)
    assert lilas.texts == [], "nothing leaves before"
    number = hall.campaigns()[0]["id"]
    nadia.tap(f"campaigns.approve:{number}:2", nadia.last.id)
    assert "une autre personne" in nadia.toast
    karim.press("Lire et décider")
    assert "La fête de la rue" in karim.texts[-2]
    karim.press("Approuver")
    hall.wait(minutes=3)
    assert len(lilas.texts) == 1
    assert "Karim approuve" in " ".join(nadia.texts)


def test_not_approved_it_is_a_draft_again(hall: TownHall) -> None:
    hall.named(second_above=0)
    nadia, karim, lilas = hall.coordinator("Nadia"), hall.coordinator("Karim"), hall.group("Les Lilas")
    hall.written(nadia)
    hall.sent(nadia)
    karim.press("Lire et décider")
    karim.press("Ne pas envoyer")
    assert "Karim n’approuve pas" in nadia.last.text
    hall.wait(minutes=3)
    assert lilas.texts == []
    assert hall.campaigns()[0]["state"] == "draft"


def test_alone_nobody_passes_the_limit(hall: TownHall) -> None:
    hall.named(second_above=0)
    nadia = hall.coordinator("Nadia")
    hall.group("Les Lilas")
    hall.written(nadia)
    nadia.press("Aperçu et envoi")
    assert "personne d’autre n’a ce rôle" in nadia.toast


def test_the_hour_is_said_with_its_zone(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    hall.group("Les Lilas")
    hall.written(nadia)
    hall.planned(nadia, None, "", "01/12", "10 h 30")
    assert "mardi 1er décembre à 10 h 30, heure de Paris" in nadia.last.text
    hall.group("Saint-Denis", timezone="Indian/Reunion")
    nadia.press("Aperçu et envoi")
    said = nadia.last.text.replace("\u00a0", " ")
    assert "à l’heure de chaque groupe" in said
    assert "heure de La Réunion : 1" in said


def test_a_message_never_leaves_after_its_day(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    hall.group("Les Lilas")
    hall.written(nadia)
    hall.planned(nadia, "05/12", "Toute la journée", "06/12")
    assert "après le jour dont il parle" in nadia.last.text


def test_a_partner_sees_their_own_drafts_alone(hall: TownHall) -> None:
    nadia, bailleur = hall.coordinator("Nadia"), hall.coordinator("Bruno", TownRole.PARTNER)
    hall.written(nadia, "Le texte de la mairie")
    bailleur.say("/campagne")
    bailleur.press("Les brouillons")
    assert "Il n’y a pas de brouillon" in bailleur.last.text
    bailleur.tap(f"campaigns.see:{hall.campaigns()[0]['id']}", bailleur.last.id)
    assert "Le texte de la mairie" not in " ".join(bailleur.texts)


def test_an_hour_long_past_is_asked_about_before_it_leaves(hall: TownHall) -> None:
    """The service was off: what should have left hours ago leaves only if its author says so."""
    nadia, lilas = hall.coordinator("Nadia"), hall.group("Les Lilas")
    hall.written(nadia)
    hall.planned(nadia, None, "", "demain", "9 h")
    hall.sent(nadia)
    hall.street.now += timedelta(days=1, hours=3)
    hall.wait(minutes=2)
    assert lilas.texts == []
    assert "Faut-il encore l’envoyer" in " ".join(nadia.texts)
    nadia.press("L’envoyer maintenant")
    hall.wait(minutes=2)
    assert len(lilas.texts) == 1


def test_before_sending_one_reads_street_by_street_whom_it_reaches(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    lilas = hall.group("Les Lilas")
    for name in ("Port", "Moulin", "Puits", "Lavoir", "Verger", "Marché", "Phare", "Canal", "Pont"):
        hall.group(name, f"rue du {name}, Nantes")
    for n in range(5):
        neighbour = hall.street.person(f"Lou{chr(97 + n)}")
        join(neighbour)
        with hall.street.session() as session:
            people.take_part(session, neighbour.person_id, lilas.group.id, hall.street.now)
    hall.written(nadia)
    nadia.press("Aperçu et envoi")
    nadia.press("Rue par rue")
    said = nadia.last.text.replace("\u00a0", " ")
    assert "rue des Lilas : 1 groupe, 6 personnes" in said, "five neighbours and who installed the group"
    assert "1 groupe, moins de cinq personnes" in said
    assert "Groupes : reliés à la mairie" in said
    assert "rue du Puits" not in said, "the ninth and the tenth are on the next page"
    nadia.press("Suite")
    assert "rue du Puits : 1 groupe" in nadia.last.text.replace("\u00a0", " ")
    nadia.press("Au brouillon")
    assert "Brouillon" in nadia.last.text


def test_a_partners_words_are_weighed_before_many_read_them_and_the_town_halls_are_not(hall: TownHall) -> None:
    bruno, nadia = hall.coordinator("Bruno", TownRole.PARTNER), hall.coordinator("Nadia")
    hall.written(bruno, "Mme Petit est malade : qui passe au 3 rue du Puits ?")
    assert "où quelqu’un habite" in bruno.last.text
    bruno.press("Je change")
    bruno.say("Qui passe jeudi à la salle des fêtes ?")
    assert "Qui passe jeudi" in bruno.last.text
    hall.written(nadia, "La mairie est au 3 rue du Puits, 01 23 45 67 89.")
    assert "semble dire" not in " ".join(nadia.texts)
