"""A link of one's own: what it shows, who learns of it, how it ends; and what people came in by. All fictional."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from rules.console import TownRole
from rules.invites import ALONE, CODE, INVITE, MOST_JOINED, WHOLE_TOWN, told
from storage import help_lists, invites, links, moderation
from storage.tables import Link, Participation, table
from storage.tables.invites import Invite, InvitedBy
from tests.bot.lilacs import Lilacs
from tests.bot.scenes import agree, faults, install, join, rows
from tests.pilots import Pilot, Street
from tests.world.engines import on_both_engines
from tests.world.rows import a_need, a_role


@pytest.fixture
def home(street: Street) -> Lilacs:
    return Lilacs(street.engine)


def link_of(pilot: Pilot) -> str:
    seen = pilot.say("/inviter")
    assert seen is not None
    return seen.text.rpartition("start=")[2]


def newcomer(home: Lilacs, token: str, name: str = "Camille") -> Pilot:
    camille = home.street.person(name)
    camille.start(token)
    agree(camille, None)
    return camille


def sources(home: Lilacs, group: int) -> dict[str, int]:
    with home.street.session() as session:
        return dict(invites.counted(session, group, "2026-01"))


def need_near(home: Lilacs, asker: str = "Lucas") -> int:
    with home.street.session() as session:
        return a_need(session, home.ids[asker], home.zone, (home.street.now + timedelta(days=2)).date())


@on_both_engines
def test_from_a_link_of_ones_own_to_yes_on_a_real_need_in_six_taps(street: Street) -> None:
    home = Lilacs(street.engine)
    need, token, taps = need_near(home), link_of(home.odile), 0
    camille = home.street.person("Camille")
    camille.start(token)  # Telegram's own « Démarrer »
    taps += 1
    assert "Odile vous invite dans son voisinage" in camille.last.text
    for label in ("Camille", "C’est tout", "C’est tout", "18 ans ou plus", "Je peux"):
        camille.press(label)
        taps += 1
    assert taps <= 8
    assert any("💡" in text for text in camille.texts), "a geste at once, too"
    with street.session() as session:
        assert [one.request for one in help_lists.promised(session, camille.person_id)] == [need]
    assert rows(street, Participation) == 4


def test_with_no_need_that_day_the_first_is_asked_within_seven_days_and_taken_in_eight_taps(home: Lilacs) -> None:
    camille, taps = newcomer(home, link_of(home.odile)), 5
    home.street.later(days=3)
    home.odile.say("/besoin")
    for label in ("Courses et repas", "Faire des courses", "lundi 30", "matin", "Publier"):
        home.odile.press(label)
    for _hour in range(30):
        home.street.tick()
        if any("a besoin d’un coup de main" in text for text in camille.texts):
            break
        home.street.later(hours=1)
    camille.press("Oui, je peux")
    taps += 1
    assert taps <= 8
    assert "Votre prénom part vers" in camille.last.text


@on_both_engines
def test_the_inviter_is_told_once_and_only_if_the_newcomer_wishes(street: Street) -> None:
    home = Lilacs(street.engine)
    token = link_of(home.odile)
    camille, silent = newcomer(home, token), newcomer(home, token, "Driss")
    silent.press("Non merci")
    assert "cela reste entre nous" in silent.last.text
    assert not any("Driss" in text or "Camille" in text for text in home.odile.texts)
    camille.press("lui dire")
    assert "C’est dit à Odile" in camille.last.text
    assert "Camille a rejoint le voisinage" in home.odile.last.text
    for again in (camille, silent):
        again.tap("invite.say")
        assert "Ce bouton n’est plus actif" in again.toast
    assert sum("Camille" in text for text in home.odile.texts) == 1
    assert rows(street, InvitedBy) == 0


def test_the_link_is_the_same_until_it_is_taken_back(home: Lilacs) -> None:
    token = link_of(home.odile)
    assert "votre prénom et le nom du groupe, rien d’autre" in home.odile.last.text
    assert link_of(home.odile) == token
    home.street.later(days=20)
    assert link_of(home.odile) == token
    home.street.later(days=20)
    late = home.street.person("Aya")
    late.start(token)
    assert "Odile vous invite" in late.last.text, "asked for again, it lives its whole time again"
    home.odile.press("Retirer ce lien")
    assert "n’ouvre plus rien" in home.odile.last.text
    home.street.person("Basile").start(token)
    assert "n’est plus valable" in home.street.phone(late.id + 1).messages.popitem()[1].text
    home.odile.press("Un nouveau lien")
    assert home.odile.last.text.rpartition("start=")[2] != token
    home.odile.tap("invite.end")
    home.odile.tap("invite.end")
    assert "Ce bouton n’est plus actif" in home.odile.toast


def test_ones_own_link_and_a_group_where_one_is_already(home: Lilacs) -> None:
    token = link_of(home.odile)
    home.odile.start(token)
    assert "C’est votre propre invitation" in home.odile.last.text
    home.lucas.start(token)
    assert "Vous participez déjà au groupe « Les Lilas »" in home.lucas.last.text.replace("\u00a0", " ")
    assert rows(home.street, InvitedBy) == 0


def test_a_link_of_somebody_erased_or_kept_apart(home: Lilacs) -> None:
    token, hers = link_of(home.lucas), link_of(home.odile)
    home.lucas.say("/effacer")
    home.lucas.press("Oui, effacer")
    camille = home.street.person("Camille")
    camille.start(token)
    assert "Ce lien n’est plus valable" in camille.last.text
    assert rows(home.street, Invite) == 1
    driss = home.street.person("Driss")
    driss.start(hers)
    driss_id = driss.person_id
    with home.street.session() as session:
        moderation.block(session, home.ids["Odile"], driss_id, home.street.now)
    driss.start(hers)
    assert "Odile" not in driss.last.text, "the door opens, without her name"
    agree(driss, None)
    assert not any("Odile" in text for text in driss.texts[2:])
    driss.tap("invite.say")
    assert not any("Driss" in text for text in home.odile.texts)


def test_a_link_used_a_thousand_times_closes_at_a_hundred_newcomers(home: Lilacs) -> None:
    token = link_of(home.odile)
    with home.street.session() as session:
        session.connection().execute(update(table(Invite)).values(joined=MOST_JOINED - 1))
    curious = home.street.person("Aya")
    for _n in range(15):
        curious.start(token)
    newcomer(home, token)
    assert "100 personnes sont venues par votre invitation" in home.odile.last.text
    home.street.person("Basile").start(token)
    with home.street.session() as session:
        assert session.connection().execute(select(table(Link)).where(
            table(Link).c.purpose == invites.PURPOSE)).all() == []
    assert not faults(home.street)


def test_what_people_came_in_by_is_counted_without_anybody(home: Lilacs) -> None:
    newcomer(home, link_of(home.odile))
    alone = home.street.person("Aya")
    join(alone)
    assert sources(home, home.group) == {INVITE: 1}
    assert sources(home, WHOLE_TOWN) == {INVITE: 1, ALONE: 1}
    home.karim.say("/inviter")
    home.karim.press("D’où viennent les gens")
    assert "Invitation personnelle : quelques" in home.karim.last.text.replace("\u00a0", " ")
    assert "Sans lien" not in home.karim.last.text
    home.odile.tap(f"invite.from:{home.group}")
    assert "Seule une personne qui administre" in home.odile.toast


def test_each_sheet_is_counted_apart_and_the_town_reads_from_five(home: Lilacs) -> None:
    with home.street.session() as session:
        for sheet, people in (("affiche", 6), ("tract", 2), (CODE, 3)):
            for _n in range(people):
                invites.count(session, sheet, "2026-11", home.group)
        a_role(session, home.ids["Lucas"], TownRole.COORDINATOR)
    home.karim.tap(f"invite.from:{home.group}")
    seen = home.karim.last.text.replace("\u00a0", " ")
    assert "• Affiche : 6 personnes\n• Code tapé : 3 personnes\n• Tract : quelques" in seen
    home.lucas.say("/mairie")
    home.lucas.press("Bilans")
    home.lucas.press("D’où viennent les gens")
    seen = home.lucas.last.text.replace("\u00a0", " ")
    assert "• Affiche : 6 personnes\n• Code tapé : quelques\n• Tract : quelques" in seen


def test_a_poster_read_by_somebody_new_is_that_posters(street: Street) -> None:
    karim, chat = street.person("Karim"), street.group("Les Lilas")
    install(chat, karim)
    group, printed = chat.group.id, hashlib.sha256(b"POSTER").hexdigest()
    with street.session() as session:
        links.add(session, printed, "join", {"group": group, "kit": "affiche"}, single=False, by=None, now=street.now,
                  expires=None)
    camille = street.person("Camille")
    camille.start("POSTER")
    agree(camille, None)
    with street.session() as session:
        assert dict(invites.counted(session, group, "2026-11")) == {"affiche": 1}


def test_a_group_removed_meanwhile_still_lets_somebody_in(home: Lilacs) -> None:
    token = link_of(home.odile)
    home.chat.remove_bot(home.karim)
    camille = home.street.person("Camille")
    camille.start(token)
    agree(camille)
    assert "Bienvenue, Camille" in " ".join(camille.texts)
    assert not faults(home.street)


@pytest.mark.parametrize("least", [3, 5])
def test_nobody_is_counted_aloud_below_the_threshold(least: int) -> None:
    def plain(words: Any) -> str:
        return " ".join(str(one) for one in words.values.values())

    assert str(least - 1) not in plain(told([("affiche", least - 1)], least))
    assert "quelques" in plain(told([("affiche", least - 1)], least))


def joined_by(home: Lilacs, name: str) -> int:
    with home.street.session() as session:
        return int(session.connection().execute(select(table(Invite).c.joined).where(
            table(Invite).c.person_id == home.ids[name])).scalar_one())


def test_who_came_and_is_erased_still_counts_and_a_second_newcomer_comes_in(home: Lilacs) -> None:
    token = link_of(home.odile)
    camille = newcomer(home, token)
    camille.say("/effacer")
    camille.press("Oui, effacer")
    assert joined_by(home, "Odile") == 1
    newcomer(home, token, "Driss")
    assert joined_by(home, "Odile") == 2
    assert sources(home, home.group) == {INVITE: 2}


def test_a_link_taken_back_while_somebody_answers_and_a_new_one_opened_by_the_same_person(home: Lilacs) -> None:
    camille = home.street.person("Camille")
    camille.start(link_of(home.odile))
    home.odile.press("Retirer ce lien")
    home.odile.press("Un nouveau lien")
    camille.start(home.odile.last.text.rpartition("start=")[2])
    agree(camille, None)
    assert "Bienvenue, Camille" in " ".join(camille.texts)
    assert joined_by(home, "Odile") == 1


def test_who_left_is_not_their_own_guest(home: Lilacs) -> None:
    token = link_of(home.odile)
    home.odile.say("/quitter")
    home.odile.press("Oui, quitter")
    home.odile.start(token)
    assert "C’est votre propre invitation" in home.odile.last.text
    assert joined_by(home, "Odile") == 0
    aya = home.street.person("Aya")
    aya.start(token)
    assert "Odile" not in aya.last.text, "nobody is invited by somebody who left"
