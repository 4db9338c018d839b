"""An alert: two taps, a second person's yes, the streets warned; then lifted with thanks. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete, select
from sqlmodel import Session

from actions import alerts as actions
from actions.desk import Desk
from content.communes import communes
from rules.alerts import AlertState
from rules.deliveries import Refused
from rules.gestes import UnderAlert
from storage import alerts, gestes, groups
from storage.tables import CampaignEvent, Delivery, table
from storage.tables.console import TownLink
from tests.world.phones import OnAPhone
from tests.world.valmont import ROCHES, TOWN, VALMONT, Valmont

NIGHT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # Sunday, three in the morning


@pytest.fixture
def valmont(engine: Engine) -> Valmont:
    return Valmont(engine)


def read(who: OnAPhone) -> str:
    """The newest words, with plain spaces."""
    return plain(who.newest.text)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def ask(town: Valmont, theme: str = "Alerte canicule", place: str = "Tous les groupes",
        sure: str = "Demander l’envoi") -> None:
    town["Inès"].say("/alerte")
    town["Inès"].press(theme)
    town["Inès"].press(place)
    town["Inès"].press(sure)


def opened(town: Valmont, **how: str) -> None:
    ask(town, **how)
    town["Paul"].press("D’accord, envoyer")


def state(town: Valmont, number: int = 1) -> AlertState:
    with town.street.session() as session:
        found = alerts.by_id(session, number)
        assert found is not None
        return found.state


def test_two_taps_a_yes_and_the_streets_are_warned_even_on_a_sunday_night(valmont: Valmont) -> None:
    valmont.street.at(NIGHT)
    ask(valmont)
    assert all(not chat.texts for chat in valmont.chats.values()), "nothing leaves before the second yes"
    assert "Votre accord, vite" in read(valmont["Paul"])
    assert "Buvez, fermez les volets" in read(valmont["Paul"])
    valmont["Paul"].press("D’accord, envoyer")
    for chat in valmont.chats.values():
        [said] = chat.texts
        assert "Mairie de Valmont" in said
        assert "Suivez d’abord la préfecture et la mairie" in said
        assert chat.last.labels == ["👍 Vu", "🤝 Demander un service", "💪 Proposer mon aide", "🖨 Imprimer la fiche"]
    assert "C’est parti" in read(valmont["Inès"])
    assert "C’est parti" in read(valmont["Paul"])


def test_one_persons_own_yes_is_no_second_person(valmont: Valmont) -> None:
    ask(valmont)
    valmont["Inès"].tap("alert.yes:1")
    assert "vient d’une autre personne" in valmont["Inès"].toast
    assert state(valmont) is AlertState.ASKED
    assert not valmont.chat().texts


def test_nobody_answers_for_ten_minutes_and_its_author_sends_alone_written_down(valmont: Valmont) -> None:
    ask(valmont)
    valmont["Inès"].tap("alert.alone:1")
    assert "dix minutes" in valmont["Inès"].toast
    valmont.street.later(minutes=10)
    valmont.street.tick()
    assert any("Personne n’a répondu depuis 10 minutes" in text for text in valmont["Inès"].texts)
    valmont["Inès"].press("Envoyer sans attendre")
    assert len(valmont.chat().texts) == 1
    with valmont.street.session() as session:
        assert [e for e in campaign_events(session) if e == "alert alone"] == ["alert alone"]
    valmont["Paul"].press("D’accord, envoyer")
    assert "déjà réglé" in valmont["Paul"].toast
    assert len(valmont.chat().texts) == 1


def campaign_events(session: Session) -> list[str]:
    return list(session.connection().execute(select(table(CampaignEvent).c.what)).scalars())


def test_one_who_coordinates_by_themselves_is_told_what_to_expect(engine: Engine) -> None:
    town = Valmont(engine, ("Inès",))
    ask(town)
    assert "vous pourrez envoyer dans 10 minutes" in read(town["Inès"])
    town.street.later(minutes=10)
    town.street.tick()
    town["Inès"].press("Envoyer sans attendre")
    assert len(town.chat().texts) == 1


def test_the_second_person_says_no_and_nothing_leaves(valmont: Valmont) -> None:
    ask(valmont)
    valmont["Paul"].press("Ne pas envoyer")
    assert "n’a pas donné son accord" in read(valmont["Inès"])
    assert not valmont.chat().texts
    valmont.street.later(minutes=11)
    valmont.street.tick()
    valmont["Inès"].tap("alert.alone:1")
    assert not valmont.chat().texts


def test_what_waited_three_hours_for_a_yes_does_not_leave_after_them(valmont: Valmont) -> None:
    ask(valmont)
    valmont.street.later(hours=3, minutes=1)
    valmont.street.tick()
    valmont["Paul"].press("D’accord, envoyer")
    assert state(valmont) is AlertState.DROPPED
    assert not valmont.chat().texts
    assert any("rien n’est parti" in text for text in valmont["Inès"].texts), "whoever asked is told"


def test_an_alert_leaves_by_no_other_door(valmont: Valmont) -> None:
    """Among the campaigns it is neither a draft nor sent: one person alone could send it there."""
    ask(valmont)
    inès = valmont["Inès"]
    inès.say("/campagne")
    inès.press("Les brouillons")
    assert "pas de brouillon" in read(inès)
    for action in ("draft:1", "preview:1:1", "send:1:1", "sure:1:1", "see:1", "copy:1", "withdraw:1", "correct:1:1"):
        inès.tap(f"campaigns.{action}")
    valmont.street.later(minutes=5)
    valmont.street.tick()
    assert not valmont.chat().texts
    valmont["Paul"].press("D’accord, envoyer")
    inès.tap("campaigns.withdraw:1")
    assert "Alerte canicule" in valmont.chat().last.text


def test_two_who_press_at_once_send_it_once(engine: Engine) -> None:
    town = Valmont(engine, ("Inès", "Paul", "Zoé"))
    ask(town)
    town["Paul"].press("D’accord, envoyer")
    assert "C’est réglé : l’alerte est partie" in read(town["Zoé"])
    town["Zoé"].tap("alert.yes:1")
    assert "déjà réglé" in town["Zoé"].toast
    assert len(town.chat().texts) == 1


def test_a_rehearsal_says_so_everywhere_and_sends_nothing(valmont: Valmont) -> None:
    ask(valmont, sure="Répéter, rien ne part")
    assert "Répétition : rien ne part" in read(valmont["Inès"])
    assert "Répétition : rien ne part" in read(valmont["Paul"])
    valmont["Paul"].press("D’accord, on répète")
    assert "Répétition : rien ne part" in read(valmont["Inès"])
    assert "vers 3 groupes" in read(valmont["Inès"])
    valmont.street.later(hours=72)
    valmont.street.tick()
    assert all(not chat.texts for chat in valmont.chats.values())
    with valmont.street.session() as session:
        assert alerts.on_in(session, VALMONT) == frozenset()


def test_one_commune_is_warned_and_the_other_is_not(valmont: Valmont) -> None:
    name = communes().by_code(ROCHES)
    assert name is not None
    opened(valmont, place=name.name)
    assert len(valmont.chat("Les Peupliers").texts) == 1
    assert not valmont.chat("Les Lilas").texts
    valmont["Inès"].say("/alerte canicule")
    valmont["Inès"].press("Tous les groupes")
    valmont["Inès"].press("Demander l’envoi")
    assert "déjà ouverte ici" in valmont["Inès"].toast, "the whole town holds that commune"


def test_seen_counts_once_a_person_and_shows_from_three(valmont: Valmont) -> None:
    opened(valmont)
    lilas = valmont.chat()
    for name in ("Odile", "Odile", "Lucas"):
        valmont[name].press("Vu", lilas)
    assert "👍 Vu" in lilas.last.labels
    valmont["Karim"].press("Vu", lilas)
    assert "👍 Vu (3)" in lilas.last.labels
    assert "15, le 18 ou le 112" in lilas.toast
    valmont.street.later(minutes=1)
    valmont.street.tick()
    [report] = [text for text in valmont["Inès"].texts if "📬" in text]
    assert "📬 3 messages arrivés" in report
    assert "« Vu » dans 1 groupe" in report.replace("\u00a0", " ")
    assert "Odile" not in report


def test_somebody_we_never_met_is_thanked_too(valmont: Valmont) -> None:
    opened(valmont)
    passer_by = valmont.street.person("Yves")
    passer_by.press("Vu", valmont.chat())
    assert "Merci." in valmont.chat().toast


def test_residents_who_asked_for_alerts_get_theirs_in_private_and_others_none(valmont: Valmont) -> None:
    valmont["Odile"].say("/reglages")
    valmont["Odile"].press("Alertes")
    assert "🚨 Alertes\u00a0: oui" in valmont["Odile"].last.labels
    opened(valmont)
    assert "appelez une personne seule ce matin et ce soir" in read(valmont["Odile"])
    assert not [t for t in valmont["Lucas"].texts if "canicule" in t]


def test_an_alert_passes_the_pause_of_a_group(valmont: Valmont) -> None:
    valmont["Karim"].say("/pause 3 jours", valmont.chat())
    opened(valmont)
    assert "Alerte canicule" in valmont.chat().last.text


def test_lifting_says_so_where_it_was_said_and_thanks(valmont: Valmont) -> None:
    opened(valmont)
    valmont["Inès"].press("Suivre l’alerte")
    valmont["Inès"].press("Lever l’alerte")
    assert "disent la préfecture et la mairie" in read(valmont["Inès"])
    assert len(valmont.chat().texts) == 1
    valmont["Inès"].press("Oui, lever l’alerte")
    for chat in valmont.chats.values():
        assert "L’alerte est levée" in chat.last.text
        assert "Merci" in chat.last.text
    valmont["Odile"].press("Vu", valmont.chat())
    assert "L’alerte est levée" in valmont.chat().toast
    valmont["Paul"].tap("alert.lift:1")
    assert "déjà réglé" in valmont["Paul"].toast
    assert len(valmont.chat().texts) == 2


def test_it_goes_out_by_itself_after_two_days_unless_renewed_and_groups_are_told_nothing(valmont: Valmont) -> None:
    opened(valmont)
    valmont.street.later(hours=46)
    valmont.street.tick()
    assert "s’éteint bientôt" in read(valmont["Paul"])
    valmont["Paul"].press("Prolonger de 48 heures")
    valmont.street.later(hours=47)
    valmont.street.tick()
    assert state(valmont) is AlertState.ON
    valmont.street.later(hours=2)
    valmont.street.tick()
    assert state(valmont) is AlertState.LAPSED
    assert any("s’est éteinte" in text for text in map(plain, valmont["Inès"].texts))
    assert len(valmont.chat().texts) == 1
    valmont["Inès"].press("Dire qu’elle est levée")
    assert "L’alerte est levée" in valmont.chat().last.text


def test_a_corrected_text_replaces_the_old_one_everywhere(valmont: Valmont) -> None:
    opened(valmont)
    valmont["Inès"].press("Suivre l’alerte")
    valmont["Inès"].press("Corriger le texte")
    valmont["Inès"].say("Salle fraîche ouverte <b>à la mairie</b> jusqu’à 20 h.")
    valmont["Inès"].press("Corriger partout")
    for chat in valmont.chats.values():
        [said] = chat.texts
        assert "(texte corrigé)" in said
        assert "Salle fraîche ouverte &lt;b&gt;à la mairie&lt;/b&gt;" in said
    assert "3 messages changent" in read(valmont["Inès"])


@pytest.mark.parametrize("then", ["correct", "withdraw"])
def test_a_count_that_waits_brings_no_former_words_back(valmont: Valmont, then: str) -> None:
    """Three say « Vu », and before the count is shown the text is changed."""
    opened(valmont)
    card = valmont.chat().last.id
    with valmont.street.session() as session:
        desk = Desk(session, valmont.street.now, valmont.street.content, TOWN, by=valmont.ids["Inès"])
        alert, group = alerts.by_id(session, 1), groups.by_id(session, valmont.groups["Les Lilas"])
        assert alert is not None
        for name in ("Karim", "Odile", "Lucas"):
            actions.see(desk, alert, valmont.ids[name], group, card)
        if then == "correct":
            actions.correct(desk, alert, valmont.ids["Inès"], "Salle fraîche ouverte à la mairie.")
        else:
            actions.withdraw(desk, alert, valmont.ids["Inès"])
        waits = select(table(Delivery).c.id).where(table(Delivery).c.edit == card, table(Delivery).c.state == "ready")
        assert not session.connection().execute(waits).all(), "even if the sender starts again in between"
    valmont.street.deliver()
    valmont.street.later(minutes=2)
    valmont.street.deliver()
    [said] = valmont.chat().texts
    assert ("Salle fraîche" if then == "correct" else "Ce message est retiré") in said
    assert ("👍 Vu (3)" in valmont.chat().last.labels) is (then == "correct")


def test_sent_by_mistake_it_is_taken_back_everywhere(valmont: Valmont) -> None:
    opened(valmont)
    valmont["Paul"].press("Suivre l’alerte")
    valmont["Paul"].press("Retirer, erreur")
    valmont["Paul"].press("Oui, retirer partout")
    for chat in valmont.chats.values():
        [said] = chat.texts
        assert "Ce message est retiré" in said


def test_the_gestes_of_an_alert_open_with_it_and_shut_with_its_end(valmont: Valmont) -> None:
    ours = {geste.id for geste in valmont.street.content.gestes if UnderAlert("canicule") in geste.when
            or UnderAlert("toutes") in geste.when}
    odile = valmont["Odile"]
    odile.say("/geste")
    opened(valmont)
    odile.say("/geste")
    assert of_today(valmont, "Odile") in ours, "the one of the day gives way"
    valmont["Inès"].press("Suivre l’alerte")
    valmont["Inès"].press("Lever l’alerte")
    valmont["Inès"].press("Oui, lever l’alerte")
    odile.say("/geste")
    assert of_today(valmont, "Odile") not in {geste.id for geste in valmont.street.content.gestes
                                              if all(isinstance(term, UnderAlert) for term in geste.when)}


def of_today(town: Valmont, name: str) -> str | None:
    with town.street.session() as session:
        return gestes.of_day(session, f"p{town.ids[name]}", town.street.now.date())


@pytest.mark.parametrize("name", ["Odile", "Karim"])
def test_who_does_not_coordinate_opens_no_alert(valmont: Valmont, name: str) -> None:
    ask(valmont)
    valmont[name].say("/alerte canicule")
    for action in ("yes", "no", "alone", "drop", "lift", "renew", "undo", "fix", "one"):
        valmont[name].tap(f"alert.{action}:1")
    assert state(valmont) is AlertState.ASKED
    assert not valmont.chat().texts


def test_an_unknown_alert_shows_the_list(valmont: Valmont) -> None:
    valmont["Inès"].say("/alerte meteorite")
    assert "Quelle alerte" in read(valmont["Inès"])


def test_the_whole_of_it_takes_under_two_minutes_of_a_telephone(valmont: Valmont) -> None:
    """Four presses of one person, one of the other: at ten seconds each, fifty seconds."""
    before = valmont.street.update()
    opened(valmont)
    assert valmont.street.update() - before <= 12


def test_with_nobody_linked_there_is_nobody_to_warn(engine: Engine) -> None:
    town = Valmont(engine)
    with town.street.session() as session:
        session.connection().execute(delete(table(TownLink)))
    town["Inès"].say("/alerte")
    town["Inès"].press("Alerte canicule")
    town["Inès"].press("Demander l’envoi")
    assert "il n’y a personne à prévenir" in town["Inès"].toast


def test_a_group_that_refuses_during_an_alert_is_counted_and_stops_nobody(valmont: Valmont) -> None:
    valmont.street.refusals[valmont.chat("Les Lilas").value] = Refused("kicked")
    opened(valmont)
    assert len(valmont.chat("Les Tilleuls").texts) == 1
    valmont.street.later(minutes=1)
    valmont.street.tick()
    [report] = [text for text in valmont["Inès"].texts if "📬" in text]
    assert "📬 2 messages arrivés" in report
    assert "1 en échec" in report
