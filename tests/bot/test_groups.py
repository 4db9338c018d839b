"""A group's life: added, installed, moved, silenced, left, wiped, back. All people are fictional."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from messages.groups import GroupCard
from rules.deliveries import DeliveryState, Window
from rules.groups import GroupState
from rules.incoming import BotStatus, MemberStatus, PlaceKind, Renamed
from rules.town import Town
from storage import ledger, people, zones
from storage.tables import Delivery, GesteShown, Participation, Zone, table
from tests.bot.scenes import LILACS, MACHINERY, agree, answer_install, dump, faults, install, join, note, rows
from tests.pilots import Chat, Pilot, Street
from tests.world.engines import on_both_engines

ONLY_ADMINS = "Seule une personne qui administre le groupe peut le faire."


@pytest.fixture
def karim(street: Street) -> Pilot:
    return street.person("Karim")


@pytest.fixture
def chat(street: Street) -> Chat:
    return street.group("Les Lilas")


def test_from_adding_the_bot_to_its_card_on_both_databases(engine: Engine) -> None:
    street = Street(engine)
    karim, chat = street.person("Karim"), street.group("Les Lilas")
    chat.add_bot(karim)
    [hello] = chat.texts
    assert "Je ne lis pas vos conversations" in hello
    assert chat.last.labels == ["⚙️ Installer", "🔒 Vie privée"]
    karim.press("Installer", chat)
    answer_install(chat, karim)
    assert "👋 Je participe" in chat.last.labels
    assert "est installé" in karim.last.text
    assert chat.group.state is GroupState.INSTALLED
    assert (chat.group.name, f"{chat.group.quiet_from:%H}", f"{chat.group.quiet_to:%H}") == ("Les Lilas", "20", "09")


def test_who_does_not_run_the_group_installs_nothing(street: Street, karim: Pilot, chat: Chat) -> None:
    chat.add_bot(karim)
    lucas = street.person("Lucas")
    lucas.press("Installer", chat)
    assert lucas.last.text == ONLY_ADMINS
    lucas.say("/installer", chat)
    assert chat.last.text == ONLY_ADMINS
    assert chat.group.state is GroupState.ADDED


@on_both_engines
def test_who_is_demoted_on_the_way_installs_nothing(street: Street, karim: Pilot, chat: Chat) -> None:
    chat.add_bot(karim)
    karim.press("Installer", chat)
    karim.press("Les Lilas")
    karim.press("D’une rue")
    karim.say(LILACS)
    karim.press("De 20 h à 9 h")
    street.admins.clear()
    karim.press("Valider")
    assert ONLY_ADMINS in (karim.last.text, karim.toast)
    assert chat.group.state is GroupState.ADDED
    assert rows(street, Participation) == 0


@on_both_engines
def test_an_anonymous_admin_opens_the_way_for_their_own_group_only(street: Street, karim: Pilot, chat: Chat) -> None:
    other = street.group("Rue du Port")
    for one in (chat, other):
        one.add_bot(karim)
    karim.say("/installer", chat, anonymous=other)
    assert chat.last.text == ONLY_ADMINS
    karim.say("/installer", chat, anonymous=True)
    assert "Trois questions en privé" in chat.last.text
    street.admins.clear()
    lucas = street.person("Lucas")
    lucas.press("Installer en privé", chat)
    assert lucas.last.text == ONLY_ADMINS, "the private chat asks for the real person"
    street.admins.add((chat.value, karim.id))
    karim.press("Installer en privé", chat)
    assert "Comment s’appelle votre groupe" in karim.last.text


@on_both_engines
def test_a_group_whose_arrival_was_missed_may_still_be_installed(street: Street, karim: Pilot, chat: Chat) -> None:
    street.admins.add((chat.value, karim.id))
    karim.say("/installer", chat)
    karim.press("Installer en privé", chat)
    answer_install(chat, karim)
    assert chat.group.state is GroupState.INSTALLED


def test_a_channel_is_not_heard(street: Street, karim: Pilot) -> None:
    channel = street.group("Annonces", kind=PlaceKind.CHANNEL)
    channel.add_bot(karim, "administrator")
    for words in ("/installer", "/start", "/urgence", "/reglages", "/geste"):
        karim.say(words, channel, anonymous=True)
    assert channel.texts == []
    assert channel.group is None
    assert not faults(street)


@on_both_engines
def test_two_groups_of_one_street_share_its_zone_and_nothing_else(street: Street, karim: Pilot, chat: Chat) -> None:
    other = street.group("Le 14")
    install(chat, karim)
    install(other, karim, "Rue des lilas,  NANTES")
    assert chat.group.zone == other.group.zone
    assert rows(street, Zone) == 1
    odile = street.person("Odile")
    join(odile)
    odile.press("Je participe", chat)
    with street.session() as session:
        count = [people.members(session, g) for g in (1, 2)]
    assert count == [2, 1]


@on_both_engines
def test_a_supergroup_keeps_everything(street: Street, karim: Pilot) -> None:
    chat = street.group("Les Lilas", kind=PlaceKind.GROUP)
    install(chat, karim)
    odile = street.person("Odile")
    join(odile)
    odile.press("Je participe", chat)
    before, affairs = chat.group, dump(street)
    chat.migrate(-100_777, karim)
    after = chat.group
    assert (after.id, after.name, after.zone, after.state) == (before.id, before.name, before.zone, before.state)
    assert after.chat == -100_777
    assert dump(street) == affairs
    karim.say("/urgence", chat)
    assert "112" in chat.last.text
    street.admins.add((chat.value, karim.id))
    karim.say("/reglages", chat)
    assert "Ouvrir les réglages" in chat.last.labels[0]


@on_both_engines
def test_the_new_chat_may_speak_before_the_old_one_says_it_moved(street: Street, karim: Pilot, chat: Chat) -> None:
    install(chat, karim)
    before = chat.group
    new = street.group("Les Lilas")
    new.add_bot(karim)
    chat.migrate(new.value, karim)
    assert (chat.group.id, chat.group.state) == (before.id, GroupState.INSTALLED)
    assert rows(street, Participation) == 1


def test_a_chats_new_title_is_followed_until_the_group_has_its_own_name(karim: Pilot, chat: Chat) -> None:
    chat.add_bot(karim)
    karim.send(Renamed("Les Roses"), chat)
    assert chat.group.name == "Les Roses"
    karim.press("Installer", chat)
    answer_install_named(karim, "Résidence des Roses")
    karim.send(Renamed("Apéro vendredi"), chat)
    assert chat.group.name == "Résidence des Roses"


def answer_install_named(karim: Pilot, name: str) -> None:
    karim.say(name)
    karim.press("D’un immeuble")
    karim.say(f"{name}, Nantes")
    karim.press("De 21 h à 8 h")
    karim.press("Valider")


def test_a_name_with_tags_is_only_a_name(karim: Pilot, chat: Chat) -> None:
    chat.add_bot(karim)
    karim.press("Installer", chat)
    answer_install_named(karim, "<a href='x'>Mairie</a>")
    assert "&lt;a href" in chat.last.text
    assert "<a" not in chat.last.text


@on_both_engines
def test_removed_then_added_again_within_a_month_keeps_its_settings(street: Street, karim: Pilot, chat: Chat) -> None:
    install(chat, karim)
    before = chat.group
    chat.remove_bot(karim)
    assert "Je ne suis plus dans le groupe" in karim.last.text
    assert chat.group.state is GroupState.REMOVED
    said = len(chat.texts)
    street.later(days=29)
    street.tick()
    assert len(chat.texts) == said
    chat.add_bot(karim)
    assert "Me revoilà" in chat.last.text
    assert (chat.group.zone, chat.group.name, chat.group.is_installed) == (before.zone, before.name, True)


@on_both_engines
def test_thirty_days_after_removal_nothing_is_left_and_a_return_begins_anew(
        street: Street, karim: Pilot, chat: Chat) -> None:
    install(chat, karim)
    join(karim)
    note(karim)
    street.later(hours=23)
    street.tick()
    karim.press("Fait", chat)
    assert "g1" in str(dump(street)["geste_shown"]) + str(dump(street)["geste_tap"])
    chat.remove_bot(karim)
    street.later(days=30, minutes=1)
    street.tick()
    assert chat.group is None
    assert rows(street, Participation) == 0
    assert "'g1'" not in str(dump(street, but=MACHINERY | {"link"}))
    said = len(chat.texts)
    chat.add_bot(karim)
    assert len(chat.texts) == said + 1, "it may speak again"
    assert "⚙️ Installer" in chat.last.labels
    karim.say("/monheure")
    karim.press("Les autres mois")
    assert "Novembre 2026" in karim.last.text, "what a person noted stays theirs"


@on_both_engines
def test_not_installed_for_seven_days_the_bot_says_so_and_leaves(street: Street, karim: Pilot, chat: Chat) -> None:
    chat.add_bot(karim)
    street.later(days=6, hours=23)
    street.tick()
    assert len(chat.texts) == 1
    street.later(hours=2)
    street.tick()
    assert "je quitte le groupe" in chat.last.text
    street.later(minutes=1)
    street.tick()
    street.tick()
    assert chat.texts[-1] == "Au revoir."
    assert len(chat.texts) == 3
    assert chat.group.state is GroupState.REMOVED


@on_both_engines
def test_installed_on_the_seventh_day_it_stays(street: Street, karim: Pilot, chat: Chat) -> None:
    chat.add_bot(karim)
    street.later(days=6, hours=23)
    karim.press("Installer", chat)
    answer_install(chat, karim)
    street.later(days=30)
    street.tick()
    assert chat.group.is_installed
    assert "Au revoir." not in chat.texts


def test_without_the_right_to_write_the_group_waits_and_its_admin_is_told(
        street: Street, karim: Pilot, chat: Chat) -> None:
    install(chat, karim)
    karim.send(BotStatus("restricted", can_send=False), chat)
    assert "Je n’ai plus le droit d’écrire" in karim.last.text
    said, shown = len(chat.texts), rows(street, GesteShown)
    for _day in range(3):
        street.later(days=1)
        street.tick()
    assert len(chat.texts) == said
    assert rows(street, GesteShown) >= shown
    karim.send(BotStatus("member"), chat)
    assert chat.group.is_installed
    karim.say("/urgence", chat)
    assert "112" in chat.last.text


@on_both_engines
def test_who_leaves_the_chat_takes_part_no_more_and_who_is_demoted_runs_it_no_more(
        street: Street, karim: Pilot, chat: Chat) -> None:
    odile = street.person("Odile")
    install(chat, karim)
    join(odile)
    odile.press("Je participe", chat)
    karim.send(MemberStatus(odile.id, "left"), chat)
    karim.send(MemberStatus(karim.id, "member"), chat)
    with street.session() as session:
        assert people.members(session, 1) == 1
        assert people.admins_of(session, 1) == []


@on_both_engines
def test_the_topic_where_it_was_installed_is_where_it_speaks(street: Street, karim: Pilot) -> None:
    chat = street.group("Résidence", thread=42)
    street.admins.add((chat.value, karim.id))
    karim.say("/installer", chat)
    karim.press("Installer en privé", chat)
    answer_install(chat, karim)
    [group] = dump(street)["neighbour_group"]
    with street.session() as session:
        [place] = ledger.places(session, {group["address_id"]}).values()
    assert place[:2] == (chat.value, 42)


@on_both_engines
def test_the_second_person_who_installs_changes_and_does_not_post_again(
        street: Street, karim: Pilot, chat: Chat) -> None:
    install(chat, karim)
    nadia = street.person("Nadia")
    street.admins.add((chat.value, nadia.id))
    said = len(chat.texts)
    nadia.say("/installer", chat)
    nadia.press("Installer en privé", chat)
    answer_install(chat, nadia, "rue du Port, Nantes")
    assert len(chat.texts) == said + 1
    assert "C’est changé" in nadia.last.text
    assert chat.group.zone == 2


@pytest.mark.parametrize(("place", "commune"), [
    ("rue des Lilas", "44109"), ("rue des Lilas, Le Tampon", "97422")])
@on_both_engines
def test_the_commune_of_a_group_is_the_one_typed_or_the_towns_and_never_a_guess(
        street: Street, place: str, commune: str | None) -> None:
    street.dialogue = replace(street.dialogue, town=Town("Nantes"))
    chat, karim = street.group("Les Lilas"), street.person("Karim")
    install(chat, karim, place)
    with street.session() as session:
        zone = zones.by_id(session, chat.group.zone)
    assert zone is not None
    assert zone.commune == commune


@pytest.mark.parametrize(("place", "pick"), [
    ("rue des Lilas, Saint-Denis", "Saint-Denis (974)"), ("rue des Lilas, Boulogne", "Boulogne-Billancourt (92)")])
@on_both_engines
def test_when_several_communes_may_be_meant_the_admin_is_asked_and_reads_it_back(
        street: Street, place: str, pick: str) -> None:
    chat, karim = street.group("Les Lilas"), street.person("Karim")
    chat.add_bot(karim)
    karim.press("Installer", chat)
    for step in (chat.title, "D’une rue"):
        karim.press(step)
    karim.say(place)
    karim.press(pick)
    karim.press("De 20 h à 9 h")
    assert f"rue des Lilas, {pick}" in karim.last.text
    assert "Relisons" in karim.last.text


@on_both_engines
def test_an_installation_is_undone_within_a_minute(street: Street, chat: Chat, karim: Pilot) -> None:
    """The card is the first message again, nobody can take part, and three questions install it anew."""
    install(chat, karim)
    assert "Je participe" in chat.last.labels[0]
    karim.press("Annuler")
    street.deliver()
    assert "C’est annulé" in karim.last.text
    assert chat.group.state is GroupState.ADDED
    assert any("Installer" in label for label in chat.last.labels)
    assert not any("Je participe" in label for seen in chat.phone.messages.values() for label in seen.labels)
    karim.press("Installer", chat)
    answer_install(chat, karim)
    assert chat.group.state is GroupState.INSTALLED


def test_after_a_minute_an_installation_stays(street: Street, chat: Chat, karim: Pilot) -> None:
    install(chat, karim)
    street.at(street.now + timedelta(seconds=61))
    karim.press("Annuler")
    assert "La minute est passée" in karim.toast
    assert chat.group.state is GroupState.INSTALLED


def test_nobody_else_undoes_an_installation(street: Street, chat: Chat, karim: Pilot) -> None:
    install(chat, karim)
    [undo] = [b.tap for row in karim.last.screen.rows for b in row if b.tap and b.tap.startswith("group.undo")]
    zoe = street.person("Zoé")
    zoe.start()
    zoe.tap(undo)
    assert chat.group.state is GroupState.INSTALLED
    assert ONLY_ADMINS in zoe.toast


@on_both_engines
def test_an_undo_forged_with_the_number_of_another_delivery_cancels_nothing(street: Street, chat: Chat,
                                                                            karim: Pilot) -> None:
    """The card of a request waits for the morning; who just installed another group names its delivery."""
    install(chat, karim)
    odile = street.person("Odile")
    odile.press("Je participe", chat)
    agree(odile, None)
    street.at(street.now.replace(hour=21))
    with street.session() as session:
        group = chat.group
        card = ledger.add(session, ledger.Draft(GroupCard(group.id, "Les Lilas"), group.address, window=Window(
            street.now + timedelta(hours=10))), street.now)
    other, nadia = street.group("Le Port"), street.person("Nadia")
    install(other, nadia)
    for forged in (f"group.undo:{other.group.id}:{card}", f"group.undo:{chat.group.id}", f"group.undo:{card}",
                   "group.undo:abc:def"):
        nadia.tap(forged, 1)
    assert state_of(street, card) is DeliveryState.WAITING
    assert other.group.state is GroupState.INSTALLED
    assert not faults(street)
    nadia.press("Annuler")
    assert "C’est annulé" in nadia.last.text
    assert state_of(street, card) is DeliveryState.WAITING


def state_of(street: Street, delivery: int) -> DeliveryState:
    with street.session() as session:
        return DeliveryState(session.connection().execute(
            select(table(Delivery).c.state).where(table(Delivery).c.id == delivery)).scalar_one())
