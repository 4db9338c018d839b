"""Roles given by the town: invited by a link, confirmed by the inviter, ended at once. All people are fictional."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from actions import console as actions
from actions.desk import Desk
from messages.groups import GroupGoodbye
from rules.campaigns import CampaignKind, CampaignState
from rules.console import TownRole
from rules.deliveries import Lane, Policy, Purpose, Window
from rules.residents import Standing
from rules.screens import Button
from storage import campaigns, ledger, residents, zones
from storage import console as store
from storage.tables import GroupTag, RoleHeld, TownAudit, TownLink, table
from tests.bot.scenes import faults, install, join, rows
from tests.pilots import Pilot, Street
from tests.world.rows import a_role


@dataclass
class TownHall:
    street: Street
    odile: Pilot

    def invite(self, inviter: Pilot, role: str = "Coordination") -> Button:
        """The button of the message that is passed on."""
        inviter.say("/mairie")
        inviter.press("Rôles")
        inviter.press("Inviter")
        inviter.press(role)
        inviter.press("Préparer le lien")
        return inviter.find("Ouvrir l’invitation")[1]

    def accept(self, invited: Pilot, button: Button) -> None:
        invited.start(button.start or "")
        invited.press("Accepter")

    def coordinator(self, name: str) -> Pilot:
        """Invited by Odile, confirmed by her."""
        invited = self.street.person(name)
        self.accept(invited, self.invite(self.odile))
        self.odile.press("Confirmer")
        return invited

    def roles(self, who: Pilot) -> frozenset[TownRole]:
        person = who.person_id
        with self.street.session() as session:
            return store.roles_of(session, person)

    def done(self) -> list[str]:
        with self.street.session() as session:
            return list(session.connection().execute(select(table(TownAudit).c.what).order_by(
                table(TownAudit).c.id)).scalars())


@pytest.fixture
def hall(engine: Engine) -> TownHall:
    """Odile coordinates: she was invited on the server. She is nobody's neighbour here."""
    street = Street(engine)
    odile = street.person("Odile")
    with street.session() as session:
        link = actions.invite(Desk(session, street.now, street.content), TownRole.COORDINATOR)
    odile.start(link)
    odile.press("Accepter")
    return TownHall(street, odile)


def test_the_first_is_invited_on_the_server_and_needs_nobodys_yes(hall: TownHall) -> None:
    assert hall.roles(hall.odile) == {TownRole.COORDINATOR}
    assert any("coordination." in text and "C’est confirmé" in text for text in hall.odile.texts)
    assert hall.odile.phone.menu == ("coordinator",)
    hall.odile.say("/mairie")
    assert "groupe" in hall.odile.last.text


def test_whoever_is_invited_has_the_role_once_the_inviter_has_said_that_it_is_them(hall: TownHall) -> None:
    nadia = hall.street.person("Nadia")
    hall.accept(nadia, hall.invite(hall.odile))
    assert str(nadia.id) in nadia.last.text, "the number to tell the inviter"
    assert hall.roles(nadia) == frozenset()
    nadia.say("/mairie")
    assert "réservé" in nadia.last.text
    assert "<b>Nadia</b>" in hall.odile.last.text
    assert str(nadia.id) in hall.odile.last.text
    hall.odile.press("Confirmer")
    assert hall.roles(nadia) == {TownRole.COORDINATOR}
    assert nadia.phone.menu == ("coordinator",)
    nadia.say("/mairie")
    assert "réservé" not in nadia.last.text
    assert hall.done() == ["invited coordinator", "given coordinator", "invited coordinator", "asked coordinator",
                           "given coordinator"]


def test_a_link_is_for_the_first_who_opens_it_and_never_for_the_inviter(hall: TownHall) -> None:
    button, nadia, eve = hall.invite(hall.odile), hall.street.person("Nadia"), hall.street.person("Eve")
    hall.odile.start(button.start or "")
    assert "votre propre invitation" in hall.odile.last.text
    nadia.start(button.start or "")
    eve.start(button.start or "")
    assert "n’est plus valable" in eve.last.text
    nadia.start(button.start or "")
    nadia.press("Accepter")
    with hall.street.session() as session:
        invitation = int(session.connection().execute(select(table(RoleHeld).c.id).order_by(
            table(RoleHeld).c.id.desc())).scalars().first() or 0)
    for forged in (f"role.accept:{invitation}", f"role.confirm:{invitation}", f"role.cancel:{invitation}"):
        eve.tap(forged)
    nadia.tap(f"role.confirm:{invitation}")
    assert hall.roles(nadia) == hall.roles(eve) == frozenset()


def test_another_coordinator_sees_an_invitation_and_may_cancel_but_not_confirm_it(hall: TownHall) -> None:
    lucas = hall.coordinator("Lucas")
    nadia = hall.street.person("Nadia")
    hall.accept(nadia, hall.invite(hall.odile))
    lucas.say("/mairie")
    lucas.press("Rôles")
    seen, button = lucas.find("Nadia")
    number = (button.tap or "").split(":")[1]
    lucas.press_on(seen, button)
    assert lucas.last.labels == ["✖ Annuler l’invitation", "↩ Les rôles"]
    lucas.tap(f"role.confirm:{number}")
    assert hall.roles(nadia) == frozenset()
    lucas.tap(f"role.cancel:{number}")
    assert "n’a pas été confirmée" in nadia.last.text
    hall.odile.tap(f"role.confirm:{number}")
    assert hall.roles(nadia) == frozenset()
    assert "n’est plus actif" in hall.odile.toast


def test_who_is_refused_is_told_and_has_nothing(hall: TownHall) -> None:
    eve = hall.street.person("Eve")
    hall.accept(eve, hall.invite(hall.odile))
    hall.odile.press("Refuser")
    assert "n’a pas été confirmée" in eve.last.text
    assert hall.roles(eve) == frozenset()


def test_an_invitation_may_be_declined_and_the_inviter_is_told(hall: TownHall) -> None:
    nadia = hall.street.person("Nadia")
    nadia.start(hall.invite(hall.odile).start or "")
    nadia.press("Non merci")
    assert "déclinée" in hall.odile.last.text
    hall.odile.say("/file")
    assert "Rien n’attend" in hall.odile.last.text


def test_an_invitation_dies_after_a_day_opened_or_not(hall: TownHall) -> None:
    button, late, nadia = hall.invite(hall.odile), hall.street.person("Lucas"), hall.street.person("Nadia")
    hall.accept(nadia, hall.invite(hall.odile))
    hall.street.later(hours=24, minutes=1)
    hall.street.tick()
    assert sum("n’est plus valable" in text or "n’a pas été ouverte" in text for text in hall.odile.texts) == 2
    late.start(button.start or "")
    assert "n’est plus valable" in late.last.text
    assert "n’a pas été confirmée" in nadia.last.text
    assert hall.done()[-2:] == ["expired coordinator"] * 2


def test_an_invitation_for_one_number_opens_for_nobody_else(hall: TownHall) -> None:
    nadia, eve = hall.street.person("Nadia"), hall.street.person("Eve")
    with hall.street.session() as session:
        link = actions.invite(Desk(session, hall.street.now, hall.street.content), TownRole.COORDINATOR,
                              number=nadia.id)
    eve.start(link)
    assert "pour une autre personne" in eve.last.text
    nadia.start(link)
    nadia.press("Accepter")
    assert hall.roles(nadia) == {TownRole.COORDINATOR}
    assert hall.roles(eve) == frozenset()


def test_what_somebody_had_under_way_stops_with_their_role(hall: TownHall, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[int] = []
    monkeypatch.setattr(actions, "ENDINGS", [lambda _desk, person: stopped.append(person)])
    nadia = hall.coordinator("Nadia")
    link = hall.invite(nadia)
    nadia.say("/mairie")
    nadia.press("Rôles")
    nadia.press("Inviter")
    hall.odile.say("/mairie")
    hall.odile.press("Rôles")
    hall.odile.press("Nadia")
    hall.odile.press("Retirer ce rôle")
    hall.odile.press("Oui, retirer")
    assert stopped == [nadia.person_id]
    assert hall.roles(nadia) == frozenset()
    assert nadia.phone.menu == ()
    assert "a pris fin" in nadia.last.text
    nadia.press("Coordination")
    assert "réservé" in nadia.toast or "réservé" in nadia.last.text
    for order in ("/mairie", "/file", "/monrole"):
        nadia.say(order)
        assert "réservé" in nadia.last.text
    late = hall.street.person("Lucas")
    late.start(link.start or "")
    assert "n’est plus valable" in late.last.text, "what she had invited to is over too"


def test_one_gives_ones_own_role_back_and_is_warned_when_nobody_is_left(hall: TownHall) -> None:
    hall.odile.say("/monrole")
    assert "/mairie" in hall.odile.last.text
    hall.odile.press("Coordination")
    assert "la seule personne à coordonner" in hall.odile.last.text
    hall.odile.press("Non, le garder")
    hall.odile.press("Coordination")
    hall.odile.press("Oui, rendre ce rôle")
    assert hall.roles(hall.odile) == frozenset()
    assert hall.odile.phone.menu == ()


def test_nobody_ends_their_own_role_as_if_it_were_anothers(hall: TownHall) -> None:
    person = hall.odile.person_id
    with hall.street.session() as session:
        mine = store.of_person(session, person)[0].id
    hall.odile.tap(f"role.ended:{mine}")
    assert hall.roles(hall.odile) == {TownRole.COORDINATOR}


def test_a_partner_is_invited_for_a_tag_and_a_referent_for_a_street(hall: TownHall) -> None:
    karim, lilas = hall.street.person("Karim"), hall.street.group("Les Lilas")
    install(lilas, karim)
    group = lilas.group
    with hall.street.session() as session:
        add = session.connection().execute
        add(table(TownLink).insert().values(group_id=group.id, since=hall.street.now, quarter=""))
        add(table(GroupTag).insert().values(group_id=group.id, tag="bailleur"))
    hall.odile.say("/mairie")
    for steps in (("Partenaire", "Bailleur", "=Habitat du Val", "bailleur"),
                  ("Référent de rue", "=rue du Puits", "=Rue des lilas", "rue des Lilas")):
        hall.odile.tap("role.invite")
        for step in steps:
            hall.odile.say(step[1:]) if step.startswith("=") else hall.odile.press(step)
            if step == "=rue du Puits":
                assert any("rue du Puits" in text and "ne connais pas" in text for text in hall.odile.texts[-3:])
        hall.odile.press("Préparer le lien")
        invited = hall.street.person("Nadia")
        hall.accept(invited, hall.odile.find("Ouvrir l’invitation")[1])
        hall.odile.press("Confirmer")
        invited.say("/monrole")
        assert "/mairie" not in invited.last.text
        person = invited.person_id
        with hall.street.session() as session:
            (held,) = store.of_person(session, person)
            limits = store.limits_of(session, person)
        assert limits is not None
        if held.role is TownRole.PARTNER:
            assert (held.tag, limits.within_tags, limits.within_zones) == ("bailleur", ("bailleur",), ())
        else:
            assert (limits.within_tags, limits.within_zones) == ((), (group.zone,))


def test_a_role_is_not_asked_for_in_a_group(hall: TownHall) -> None:
    karim, lilas = hall.street.person("Karim"), hall.street.group("Les Lilas")
    install(lilas, karim)
    hall.odile.say("/mairie", lilas)
    assert "personnel" in lilas.last.text
    assert "Coordination" not in "".join(lilas.last.labels)


def test_who_is_suspended_has_no_role_meanwhile(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    person = nadia.person_id
    with hall.street.session() as session:
        residents.change(session, person, standing=Standing.SUSPENDED)
    nadia.say("/mairie")
    assert "suspendue" in nadia.last.text


def test_who_erases_themselves_keeps_no_role_and_leaves_no_name(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    person = nadia.person_id
    link = hall.invite(nadia)
    nadia.say("/effacer")
    nadia.press("Oui, effacer")
    with hall.street.session() as session:
        assert store.of_person(session, person) == []
        assert "Nadia" not in str(session.connection().execute(select(table(RoleHeld))).all())
    assert nadia.phone.menu == ()
    late = hall.street.person("Lucas")
    late.start(link.start or "")
    assert "n’est plus valable" in late.last.text
    assert not faults(hall.street)


def test_who_coordinates_without_living_here_is_not_forgotten_after_a_quiet_month(hall: TownHall) -> None:
    ana = hall.street.person("Ana")
    ana.start()
    for _hour in range(3):
        hall.street.later(days=16)
        hall.street.tick()
        hall.street.tick()
    assert ana.row is None, "a visitor is forgotten"
    assert hall.roles(hall.odile) == {TownRole.COORDINATOR}


def test_the_journal_is_kept_a_year(hall: TownHall) -> None:
    join(hall.odile)
    before = rows(hall.street, TownAudit)
    assert before == 2
    hall.street.later(days=364)
    hall.street.tick()
    assert rows(hall.street, TownAudit) == before
    hall.street.later(days=3)
    hall.street.tick()
    hall.street.tick()
    assert rows(hall.street, TownAudit) == 0


def test_a_street_keeps_its_referent_when_nobody_lives_there_any_more(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    person = nadia.person_id
    with hall.street.session() as session:
        zone = zones.ensure(session, zones.ZoneKind.STREET, "rue du Puits", "44001").id
        a_role(session, person, TownRole.REFERENT, zone_id=zone)
    for _ring in range(3):
        hall.street.later(hours=2)
        hall.street.tick()
    assert hall.roles(nadia) == {TownRole.COORDINATOR, TownRole.REFERENT}


def test_what_somebody_was_sending_pauses_with_their_role_even_if_another_one_stays(hall: TownHall) -> None:
    """A coordinator who also is a référent loses the first role while a message of theirs is on its way to many."""
    nadia, lilas = hall.coordinator("Nadia"), hall.street.group("Les Lilas")
    install(lilas, hall.street.person("Karim"))
    person, group = nadia.person_id, lilas.group
    with hall.street.session() as session:
        a_role(session, person, TownRole.REFERENT, zone_id=group.zone)
        draft = ledger.Draft(GroupGoodbye(), 0, Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, author=person)
        tomorrow = {group.address: Window(hall.street.now + timedelta(days=1), None)}
        ledger.add_all(session, draft, [group.address], hall.street.now, windows=tomorrow)
    hall.odile.say("/mairie")
    hall.odile.press("Rôles")
    hall.odile.press("Nadia · mairie")
    hall.odile.press("Retirer ce rôle")
    hall.odile.press("Oui, retirer")
    assert hall.roles(nadia) == {TownRole.REFERENT}
    assert nadia.phone.menu == ("referent",)
    hall.street.later(days=1, minutes=1)
    hall.street.tick()
    assert not any("je quitte le groupe" in text for text in lilas.texts)


def test_a_message_to_many_groups_waits_in_the_queue_of_another_coordinator(hall: TownHall) -> None:
    nadia = hall.coordinator("Nadia")
    person, now = nadia.person_id, hall.street.now
    with hall.street.session() as session:
        number = campaigns.add(session, CampaignKind.CAMPAIGN, "100200", person, now, title="La fête", text="Samedi")
        campaigns.step(session, number, CampaignState.PLANNED, now, confirmed_by_id=person, confirmed_at=now, groups=51)
    nadia.say("/file")
    assert "Rien n’attend" in nadia.last.text, "nobody approves their own"
    hall.odile.say("/file")
    assert hall.odile.last.labels == ["📣 La fête", "↩ Mairie"]
    hall.odile.press("La fête")
    assert any("Approuver" in label for label in hall.odile.last.labels)


def test_the_menu_follows_who_comes_back_and_a_newer_version(hall: TownHall) -> None:
    hall.odile.phone.menu = ()
    hall.odile.say("/mairie")
    assert hall.odile.phone.menu == ("coordinator",)


def test_an_invitation_does_not_live_again_when_whoever_took_it_erases_themselves(hall: TownHall) -> None:
    button, nadia, eve = hall.invite(hall.odile), hall.street.person("Nadia"), hall.street.person("Eve")
    hall.accept(nadia, button)
    hall.odile.press("Confirmer")
    nadia.say("/effacer")
    nadia.press("Oui, effacer")
    eve.start(button.start or "")
    assert "n’est plus valable" in eve.last.text
    assert hall.roles(eve) == frozenset()
