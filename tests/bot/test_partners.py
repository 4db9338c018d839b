"""Structures that are partners of the town: invited by code, bound by a charter for a year. All are fictional."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from rules.console import TownRole
from storage import console as roles
from storage import partners as store
from storage.tables import TownAudit, table
from tests.bot.scenes import faults, install, join
from tests.pilots import Pilot, Street
from tests.world.rows import a_person, a_role

NOT_A_CODE = "Ce code n’ouvre rien"


@dataclass
class Town:
    """Inès coordinates; Odile and Lucas are neighbours."""

    street: Street
    ines: Pilot

    def invited(self, kind: str = "Association", name: str = "Les Jardins") -> str:
        """The code of an invitation by Inès."""
        self.ines.say("/mairie")
        self.ines.press("Rôles")
        self.ines.press("Inviter")
        self.ines.press("Partenaire")
        if kind == "École":
            self.ines.press("Autres choix")
        self.ines.press(kind)
        self.ines.say(name)
        if "étiquette" in self.ines.last.text:
            self.ines.press("Sans étiquette")
        self.ines.press("Préparer le lien")
        found = re.search(r"/partenaire (\w{5}-\w{5})", self.ines.last.text)
        assert found, self.ines.last.text
        return found[1]

    def partner(self, first_name: str, kind: str = "Association", name: str = "Les Jardins") -> Pilot:
        """Invited, confirmed, bound by the charter."""
        pilot, code = self.street.person(first_name), self.invited(kind, name)
        pilot.say(f"/partenaire {code}")
        pilot.press("Accepter")
        self.ines.press("Confirmer")
        pilot.press("J’accepte la charte")
        return pilot

    def structure(self, pilot: Pilot) -> Any:
        person = pilot.person_id
        with self.street.session() as session:
            return next(iter(store.of_person(session, person)), None)


def a_town(street: Street) -> Town:
    ines = street.person("Inès")
    with street.session() as session:
        a_role(session, a_person(session, ines.id, first_name="Inès"), TownRole.COORDINATOR)
    return Town(street, ines)


@pytest.fixture
def town(street: Street) -> Town:
    return a_town(street)


def test_a_structure_is_invited_by_a_code_confirmed_and_bound_for_a_year(town: Town) -> None:
    code, bruno = town.invited(), town.street.person("Bruno")
    bruno.say(f"/partenaire {code.lower().replace('-', ' ')}")
    assert "partenaire" in bruno.last.text
    bruno.press("Accepter")
    assert town.structure(bruno) is None, "nothing before the inviter’s yes"
    town.ines.press("Confirmer")
    assert "charte" in bruno.last.text
    bruno.say("/partenaire")
    assert "Mission" not in str(bruno.last.labels), "nothing before the charter"
    bruno.press("J’accepte la charte")
    assert "24 novembre 2027" in bruno.last.text
    assert "a accepté la charte" in town.ines.last.text
    found = town.structure(bruno)
    assert (found.name, found.kind, found.charter, found.charter_at) == (
        "Les Jardins", "association", "2026-11", town.street.now)
    bruno.say("/partenaire")
    assert "Mission" in str(bruno.last.labels)
    again = town.street.person("Eve")
    again.say(f"/partenaire {code}")
    assert NOT_A_CODE in again.last.text, "it serves once"
    assert not faults(town.street)


def test_a_guessed_code_costs_nothing_and_says_nothing(town: Town) -> None:
    code, eve = town.invited(), town.street.person("Eve")
    said = set()
    for guess in ("AAAAA-AAAAA", "x", code[:-1] + ("A" if code[-1] != "A" else "B"), "<b>", "🙂" * 40, "0" * 4000):
        eve.say(f"/partenaire {guess}")
        said.add(eve.last.text)
    assert len(said) == 1, "whatever is wrong with it"
    assert NOT_A_CODE in said.pop()
    for _n in range(4):
        eve.say("/partenaire AAAAA-AAAAA")
    eve.say(f"/partenaire {code}")
    assert "beaucoup de codes" in eve.last.text, "even the right one, that day"
    bruno = town.street.person("Bruno")
    bruno.say(f"/partenaire {code}")
    assert "Accepter" in str(bruno.last.labels), "and nobody else pays for it"


@pytest.mark.parametrize(("kind", "name", "refused"), [
    ("Association", "Section CGT de Valmont", True), ("Association", "Syndicat des boulangers", True),
    ("Association", "Comité de soutien à Durand", True), ("Association", "Paroisse Saint-Martin", True),
    ("Entreprise", "Fondation Durand", True), ("Association", "Fondation d’entreprise Durand", True),
    ("Association", "Syndicat de copropriété du Val", False), ("Association", "Syndicat d’initiative", False),
    ("Association", "Secours catholique", False), ("Association", "À parti pris", False),
    ("Association", "Voisins solidaires", False)])
def test_what_the_charter_refuses_is_refused_with_the_way_to_contest(town: Town, kind: str, name: str, refused: bool
                                                                     ) -> None:
    town.ines.tap("role.invite")
    town.ines.press("Partenaire")
    town.ines.press(kind)
    town.ines.say(name)
    assert ("ni syndicat" in town.ines.last.text) is refused
    assert ("/confidentialite" in town.ines.last.text) is refused


def test_a_union_a_party_a_cult_or_a_foundation_is_asked_for_and_refused(town: Town) -> None:
    for label in ("Syndicat", "Parti politique", "Association cultuelle", "Fondation d’entreprise"):
        town.ines.tap("role.invite")
        town.ines.press("Partenaire")
        while label not in str(town.ines.last.labels):
            town.ines.press("Autres choix")
        town.ines.press(label)
        assert "ni syndicat" in town.ines.last.text
    with town.street.session() as session:
        assert not roles.in_states(session, *roles.S)[1:], "nobody was invited"


def test_the_year_is_renewed_before_its_end_or_ends_with_a_word(town: Town) -> None:
    bruno, eve = town.partner("Bruno"), town.partner("Eve", name="La Recyclerie")
    bruno.tap(f"partner.renew:{town.structure(bruno).id}")
    assert town.structure(bruno).until == datetime(2027, 11, 24, 9, 30, tzinfo=UTC), "not eleven months ahead"
    town.street.at(datetime(2027, 10, 25, 9, 31, tzinfo=UTC))
    town.street.tick()
    assert "24 novembre 2027" in bruno.last.text
    bruno.press("Relire et prolonger")
    bruno.press("J’accepte la charte")
    bruno.tap(f"partner.agree:{town.structure(bruno).id}")
    assert town.structure(bruno).until == datetime(2028, 11, 24, 9, 30, tzinfo=UTC), "one year, pressed twice"
    town.street.at(datetime(2027, 11, 24, 9, 31, tzinfo=UTC))
    town.street.tick()
    assert any("est terminée" in text for text in eve.texts)
    assert town.structure(eve) is None
    eve.say("/partenaire")
    assert "Mission" not in str(eve.last.labels)
    assert town.structure(bruno) is not None
    with town.street.session() as session:
        assert "expired partner" in set(session.connection().execute(table(TownAudit).select().with_only_columns(
            table(TownAudit).c.what)).scalars())


def test_a_company_gives_its_hour_by_a_team_code_and_reads_no_name(town: Town) -> None:
    bruno, karim, lilas = town.partner("Bruno", "Entreprise", "Menuiserie du Val"), town.street.person("Karim"), (
        town.street.group("Les Lilas"))
    install(lilas, karim)
    code = town.structure(bruno).team
    for name in ("Odile", "Lucas", "Fatou", "Ali", "Lise"):
        bruno.say("/partenaire")
        assert "quelques personnes" in bruno.last.text or "0 personnes" in bruno.last.text
        mate = town.street.person(name)
        join(mate)
        mate.say(f"/partenaire {code}")
        assert "ne voit jamais votre nom" in mate.last.text
        mate.press("Rejoindre l’équipe")
    bruno.say("/partenaire")
    assert "5 personnes" in bruno.last.text
    assert "Odile" not in " ".join(bruno.texts)
    mate.press("Quitter l’équipe")
    bruno.say("/partenaire")
    assert "quelques personnes" in bruno.last.text
    outsider = town.street.person("Eve")
    outsider.say(f"/partenaire {code}")
    assert NOT_A_CODE in outsider.last.text, "a resident’s door"


def test_who_was_a_partner_before_structures_completes_the_sheet_then_proposes(town: Town) -> None:
    bruno = town.street.person("Bruno")
    with town.street.session() as session:
        a_role(session, a_person(session, bruno.id, first_name="Bruno"), TownRole.PARTNER)
    bruno.say("/partenaire")
    assert "quelle sorte de structure" in bruno.last.text
    assert "Bailleur" not in str(bruno.last.labels), "it needs groups of its own: the town hall invites it anew"
    while "Parti politique" not in str(bruno.last.labels):
        bruno.press("Autres choix")
    bruno.press("Parti politique")
    assert "ni syndicat" in bruno.last.text
    assert town.structure(bruno) is None
    bruno.say("/partenaire")
    bruno.press("Association")
    bruno.say("Section CGT de Valmont")
    assert "ni syndicat" in bruno.last.text
    bruno.photo()
    bruno.say("Les <b>Jardins</b>")
    assert "charte" in bruno.last.text
    bruno.press("J’accepte la charte")
    bruno.say("/partenaire")
    assert "Mission" in str(bruno.last.labels)
    assert "&lt;b&gt;Jardins" in bruno.last.text
    assert town.structure(bruno).name == "Les <b>Jardins</b>"
    assert not faults(town.street)
