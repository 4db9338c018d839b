"""What a group has of its own: gestes that come in their turn, rituals at their hour. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from actions import geste_day
from rules.console import TownRole
from rules.geste_owners import group_key
from rules.local import Around, fault
from storage import gestes, local
from storage.tables import table
from storage.tables.local import LocalEntry
from tests.bot.scenes import faults
from tests.pilots import Pilot, fresh_sqlite
from tests.world.peupliers import Peupliers
from tests.world.rows import a_group, a_role, a_zone

BACS = "Arroser les bacs du hall"


class Ours(Peupliers):
    """Nadia coordinates for the town; the Tilleuls are another group."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.nadia = self.neighbour("Nadia")
        number = self.nadia.person_id
        with self.street.session() as session:
            a_role(session, number, TownRole.COORDINATOR)
            zone = a_zone(session, "rue des Tilleuls")
            self.elsewhere = a_group(session, -100777, name="Les Tilleuls", zone_id=zone)

    def begin(self, kind: str = "geste") -> None:
        self.karim.tap(f"local.add:{self.group}:{kind}", 1)

    def write(self, text: str = BACS) -> None:
        self.begin()
        self.karim.say(text)
        self.karim.press("✅ Garder")

    def offered(self, group: int) -> set[str]:
        """The texts of neighbours that are among the gestes of a group."""
        with self.street.session() as session:
            return {one.text for one in local.gestes(session, group)}

    def next_gestes(self, group: int) -> list[str]:
        """What would come to it in two hundred days."""
        found, now = [], self.street.now
        with self.street.session() as session:
            owner = gestes.owner_of(session, group_key(group), now)
            assert owner is not None
            for n in range(200):
                day = now.date() + timedelta(days=n)
                fixed = geste_day.fix(session, self.street.dialogue.content, owner, day, now)
                found.append(fixed[0] if fixed else "")
        return found

    def texts(self) -> list[str]:
        with self.street.session() as session:
            return list(session.connection().execute(select(table(LocalEntry).c.text)).scalars())


@pytest.fixture
def ours(engine: Engine) -> Ours:
    return Ours(engine)


@pytest.fixture
def lite(tmp_path: Path) -> Ours:
    return Ours(fresh_sqlite(tmp_path))


def test_a_geste_of_the_group_comes_in_its_turn_and_leaves_only_once_shared_and_read(ours: Ours) -> None:
    karim, nadia = ours.karim, ours.nadia
    ours.write()
    assert "C’est gardé" in karim.last.text
    assert ours.offered(ours.group) == {BACS}
    assert ours.offered(ours.elsewhere) == set(), "a local geste leaves only after « Partager »"
    karim.tap("local.one:1", 1)
    karim.press("📢 Partager")
    assert "Une personne relit d’abord" in karim.last.text
    assert ours.offered(ours.elsewhere) == set()
    for forged in ("local.yes:1", "local.no:1", "local.read:1"):
        ours.odile.tap(forged, 1)
        assert "n’est plus actif" in ours.odile.toast
    nadia.press("👉 Relire")
    assert BACS in nadia.last.text
    nadia.press("✅ Oui, partout")
    assert ours.offered(ours.elsewhere) == {BACS}
    assert "partagé" in karim.last.text
    karim.tap("local.drop:1", 1)
    assert ours.offered(ours.elsewhere) == ours.offered(ours.group) == set()
    karim.press("↩ Annuler")
    assert ours.offered(ours.group) == {BACS}
    assert ours.offered(ours.elsewhere) == set(), "what comes back is the group’s alone"
    assert not faults(ours.street)


def test_it_is_shown_among_the_others_and_not_again_before_them(lite: Ours) -> None:
    lite.write()
    shown = lite.next_gestes(lite.group)
    own = [n for n, geste in enumerate(shown) if geste == "ici-1"]
    assert own
    assert all(later - sooner > 100 for sooner, later in pairwise(own))
    with lite.street.session() as session:
        owner = gestes.owner_of(session, group_key(lite.group), lite.street.now)
        assert owner is not None
        card = geste_day.card(session, lite.street.dialogue.content, owner, lite.street.now.date(), "ici-1")
        assert card is not None
        assert BACS in str(card.screen())
        other = gestes.owner_of(session, group_key(lite.elsewhere), lite.street.now)
        assert other is not None
        assert geste_day.card(session, lite.street.dialogue.content, other, lite.street.now.date(), "ici-1") is None


def test_the_faults_of_a_text_are_said_in_plain_french(lite: Ours) -> None:
    karim = lite.karim
    lite.write()
    lite.begin()
    for typed, said in (
            ("Bof", "10"), ("x" * 4000, "200"), ("Sonnez au 12 rue des Lilas le matin", "Il y a une adresse"),
            ("Appelez le 06 12 34 56 78 pour aider", "Il y a un numéro ou un lien"),
            ("Portez le pain chez Mme Petit", "Quelqu’un y est nommé"),
            ("Demandez à Odile comment elle va", "Quelqu’un y est nommé"),
            ("Saluez chaque voisin·e du hall", "à voix haute"), ("Invitez un(e) ami(e) à goûter", "à voix haute"),
            ("Le code du hall est 4512, merci", "Cela parle de santé"),
            ("arroser les BACS, du hall !", "existe déjà ici"),
            ("Saluer une personne du voisinage. Ma carte : 4970 1012 3456 7890", "Ni carte bancaire")):
        karim.say(typed)
        assert said in karim.last.text, typed
    karim.photo()
    assert "par écrit" in karim.last.text or "mots" in karim.last.text or "Écrivez" in karim.last.text
    karim.say("Un <b>bonjour</b> dans l’ascenseur")
    assert "&lt;b&gt;bonjour&lt;/b&gt;" in karim.last.text
    karim.press("✅ Garder")
    assert len(lite.texts()) == 2


def test_a_first_name_without_its_capital_is_a_word() -> None:
    around = Around(frozenset({"rose", "odile"}))
    assert fault("Planter une rose au pied de chaque arbre", around) is None
    assert fault("Demandez à Odile si tout va bien", around) is not None


def test_only_who_runs_the_group_writes_and_fifty_is_the_most(lite: Ours) -> None:
    lite.odile.tap(f"local.add:{lite.group}:geste", 1)
    assert "Seule une personne qui administre" in lite.odile.toast
    lite.write()
    lite.odile.tap("local.drop:1", 1)
    assert lite.texts() == [BACS]
    karim = lite.karim.person_id
    with lite.street.session() as session:
        for n in range(49):
            local.add(session, lite.group, karim, local.LocalKind.GESTE, lite.street.now, text=f"t{n}")
    lite.begin()
    assert "Cinquante textes" in lite.karim.toast


def test_a_ritual_comes_each_week_at_its_hour_and_one_that_is_left_out_is_said_to_its_author(lite: Ours) -> None:
    karim = lite.karim
    lite.begin("ritual")
    karim.say("Café du palier, apportez votre tasse")
    karim.press("Le jeudi")
    karim.say("17 h")
    assert "Le jeudi, à 17 h" in karim.last.text
    karim.press("✅ Garder")
    go(lite, 26)
    assert rituals(lite) == 1
    go(lite, 27)
    assert rituals(lite) == 1
    karim.tap(f"modules.set:{lite.group}:local:0", 1)
    go(lite, 33)
    assert rituals(lite) == 1, "nothing while the group does without"
    karim.tap(f"modules.set:{lite.group}:local:0", 1)
    karim.tap("local.change:1", 1)
    karim.say("Thé du palier, apportez votre tasse")
    karim.press("Autres choix")
    karim.press("Le vendredi")
    karim.say("17 h")
    karim.press("✅ Garder")
    go(lite, 34)
    assert rituals(lite) == 2
    go(lite, 55)  # Friday the 25th of December
    assert rituals(lite) == 2
    assert "n’est pas parti cette fois" in karim.last.text


def go(ours: Ours, day: int) -> None:
    """To that day of November, the 31st being the 1st of December, at five in the afternoon."""
    ours.street.at(datetime(2026, 11, 1, 16, 0, tzinfo=UTC) + timedelta(days=day - 1))
    ours.street.tick()


def rituals(ours: Ours) -> int:
    return sum("du palier" in seen.text for seen in ours.chat.phone.messages.values())


def erased(pilot: Pilot) -> None:
    pilot.say("/effacer")
    pilot.press("Oui")


def test_the_text_of_who_erases_themself_goes_with_them(lite: Ours) -> None:
    lite.write()
    erased(lite.karim)
    with lite.street.session() as session:
        assert local.by_id(session, 1) is None
