"""A round of doorsteps during an alert: asked for without a reason, one at a time, never lost. All are fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Engine, insert, select

from rules.alerts import AlertState
from rules.campaigns import CampaignKind, CampaignState
from rules.console import TownRole
from rules.residents import Rhythm
from rules.rounds import DoorState
from storage import alerts, campaigns, zones
from storage.engine import open_engine
from storage.tables import Block, Message, Person, Vouch, table
from storage.tables.console import TownLink
from storage.tables.rounds import WatchDoor, WatchHelper, WatchRound
from tests.bot.scenes import faults
from tests.pilots import Pilot
from tests.world.engines import ENGINES
from tests.world.peupliers import MORNING, Peupliers
from tests.world.rows import a_person, a_role, a_zone

S = DoorState
PETIT = "Mme Petit, 3e gauche"


class Watch(Peupliers):
    """Inès coordinates, Nadia looks after the street; Lucas and Fatou are recommended there; Odile asks."""

    def __init__(self, engine: Engine, theme: str = "canicule") -> None:
        super().__init__(engine)
        self.nadia, self.ines = self.referent(), self.street.person("Inès")
        nadia, known = self.nadia.person_id, (self.lucas.person_id, self.fatou.person_id)
        with self.street.session() as session:
            ines = a_person(session, self.ines.id, first_name="Inès", geste_rhythm=Rhythm.NEVER)
            a_role(session, ines, TownRole.COORDINATOR)
            session.connection().execute(insert(table(TownLink)).values(
                group_id=self.group, since=MORNING, by_id=ines, quarter=""))
            session.connection().execute(insert(table(Vouch)), [
                {"person_id": one, "by_id": nadia, "at": MORNING} for one in known])
            self.alert = campaigns.add(session, CampaignKind.ALERT, "AB12", ines, MORNING, theme=self.theme(theme),
                                       title="Alerte", text="Buvez.", audience={})
            alerts.add(session, self.alert, MORNING, rehearsal=False)
            alerts.step(session, self.alert, AlertState.ON, opened_at=MORNING,
                        until=MORNING.replace(day=27))
            campaigns.step(session, self.alert, CampaignState.PLANNED, MORNING)
            campaigns.step(session, self.alert, CampaignState.ACTIVE, MORNING)

    def theme(self, wanted: str) -> str:
        known = [moment.id for moment in self.street.content.alerts]
        return wanted if wanted in known else known[0]

    def apart(self, one: Pilot, other: Pilot) -> None:
        pair = {"person_id": one.person_id, "other_id": other.person_id}
        with self.street.session() as session:
            session.connection().execute(insert(table(Block)).values(at=MORNING, **pair))

    def open(self) -> None:
        self.ines.say("/tour")
        self.ines.tap(f"round.see:{self.alert}")
        self.ines.press("Ouvrir le tour")

    def odile_asks(self, who: str = "Odile, sonnette 4") -> None:
        self.odile.say("/visite")
        self.odile.say(who)
        self.odile.press("Demander la visite")

    def nadia_asks(self, who: str = PETIT) -> None:
        self.nadia.say("/visite")
        self.nadia.press("Une autre personne")
        self.nadia.press("✅ Oui")
        self.nadia.press("Au téléphone")
        self.nadia.say(who)
        self.nadia.press("Demander la visite")

    def asked(self) -> None:
        self.later(minutes=1)

    def later(self, **span: float) -> None:
        self.street.later(**span)
        self.street.tick()

    def states(self) -> list[DoorState]:
        with self.street.session() as session:
            return list(session.connection().execute(select(table(WatchDoor).c.state).order_by(
                table(WatchDoor).c.id)).scalars())

    def kept(self) -> str:
        with self.street.session() as session:
            return "\n".join(str(dict(row)) for row in session.connection().execute(select(table(Message))).mappings())


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Iterator[Watch]:
    engine = open_engine(str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")))
    yield Watch(engine)
    engine.dispose()


both = pytest.mark.parametrize("watch", ENGINES, indirect=True)


def read(who: Pilot) -> str:
    return plain(who.newest.text)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@both
def test_from_an_alert_to_the_last_doorstep_then_wiped(watch: Watch) -> None:
    watch.ines.say("/tour")
    watch.ines.tap(f"alert.one:{watch.alert}")
    watch.ines.press("Tour de veille")
    assert "ni le registre de la mairie" in read(watch.ines)
    assert "ni la réserve communale" in read(watch.ines)
    watch.ines.press("Ouvrir le tour")
    assert "Tour de veille" in watch.chat.last.text
    assert watch.chat.last.labels == ["🙋 Je veux une visite", "💪 Je peux passer"]
    watch.odile_asks()
    watch.nadia_asks()
    watch.asked()
    assert "Pouvez-vous passer" in read(watch.lucas)
    assert all(PETIT not in text for pilot in (watch.lucas, watch.fatou, watch.ines, watch.karim)
               for text in pilot.texts)
    watch.lucas.press("J’y vais")
    assert "Odile, sonnette 4" in read(watch.lucas)
    assert "Lucas, du voisinage, passe vous voir" in read(watch.odile)
    watch.lucas.press("Vu, tout va bien")
    assert PETIT in read(watch.lucas)
    assert "sonnette 4" not in "\n".join(watch.lucas.texts), "the one before is read no more"
    watch.lucas.press("Vu, tout va bien")
    assert "Personne n’attend en ce moment" in read(watch.lucas)
    assert PETIT not in "\n".join(watch.lucas.texts)
    assert watch.states() == [S.SEEN, S.SEEN]
    watch.ines.tap(f"round.see:{watch.alert}")
    assert "Visites demandées : quelques ; faites : quelques" in read(watch.ines)
    watch.ines.press("Finir le tour")
    watch.ines.press("Oui, finir")
    assert "tout est effacé sept jours après" in read(watch.ines)
    assert "les noms que vous lisiez sont retirés" in read(watch.lucas)
    watch.later(days=6)
    assert len(watch.states()) == 2
    watch.later(days=1, minutes=1)
    with watch.street.session() as session:
        for of in (WatchRound, WatchDoor, WatchHelper):
            assert session.connection().execute(select(table(of))).all() == []
    assert PETIT not in watch.kept()
    assert "sonnette 4" not in watch.kept()
    assert not faults(watch.street)


def test_twice_without_an_answer_goes_to_whoever_looks_after_the_street_never_to_a_group(watch: Watch) -> None:
    watch.open()
    said = len(watch.chat.texts)
    watch.nadia_asks()
    watch.asked()
    watch.lucas.press("J’y vais")
    watch.lucas.press("Pas de réponse")
    assert "Personne n’attend" in read(watch.lucas)
    watch.later(hours=2, minutes=1)
    watch.lucas.press("Voir la porte")
    assert "c’est le deuxième essai" in read(watch.lucas)
    watch.lucas.press("Pas de réponse")
    assert "deux passages sans réponse" in read(watch.nadia)
    assert PETIT not in read(watch.nadia), "read on a screen that keeps nothing"
    watch.nadia.press("👉 Voir")
    assert PETIT in read(watch.nadia)
    watch.nadia.press("C’est réglé")
    assert watch.states() == [S.SETTLED]
    assert len(watch.chat.texts) == said


def test_help_gives_the_numbers_at_once_and_tells_the_referent_even_late(watch: Watch) -> None:
    watch.open()
    watch.nadia_asks()
    watch.asked()
    watch.lucas.press("J’y vais")
    watch.street.at(MORNING.replace(hour=20, minute=30))
    watch.lucas.press("Besoin d’aide")
    assert "15" in read(watch.lucas)
    assert "112" in read(watch.lucas)
    assert "veille sur la rue est prévenue" in read(watch.lucas)
    assert PETIT not in "\n".join(watch.lucas.texts)
    assert "quelqu’un a besoin d’aide" in read(watch.nadia)
    watch.nadia.say("/referent")
    assert "Tour de veille : quelqu’un a besoin d’aide" in read(watch.nadia)
    watch.lucas.tap("round.say:1:seen")
    assert "n’est plus actif" in watch.lucas.toast, "said once"
    assert watch.states() == [S.HELP]


def test_a_doorstep_comes_back_when_its_volunteer_stops_says_nothing_or_leaves(watch: Watch) -> None:
    watch.open()
    watch.nadia_asks()
    watch.asked()
    watch.lucas.press("J’y vais")
    watch.fatou.press("J’y vais")
    assert "Personne n’attend" in read(watch.fatou), "given to one"
    watch.lucas.press("J’arrête là")
    assert PETIT not in "\n".join(watch.lucas.texts)
    watch.later(minutes=1)
    watch.fatou.press("Voir la porte")
    assert PETIT in read(watch.fatou)
    watch.later(hours=2, minutes=1)
    assert PETIT not in "\n".join(watch.fatou.texts), "not answered in time"
    assert "Cette porte est rendue" in "\n".join(watch.fatou.texts)
    assert watch.states() == [S.WAITING]
    watch.fatou.tap("round.say:1:seen")
    assert watch.states() == [S.WAITING]
    watch.lucas.press("Je reprends")
    assert PETIT in read(watch.lucas)
    watch.lucas.say("/quitter")
    watch.lucas.press("Oui, quitter")
    assert watch.states() == [S.WAITING]
    assert PETIT not in "\n".join(watch.lucas.texts)


def test_two_kept_apart_never_meet_and_only_who_is_recommended_goes(watch: Watch) -> None:
    watch.apart(watch.odile, watch.lucas)
    watch.open()
    watch.odile_asks()
    watch.asked()
    assert all("Pouvez-vous passer" not in text for text in watch.lucas.texts)
    assert "Pouvez-vous passer" in read(watch.fatou)
    watch.lucas.tap("round.go:1")
    assert "Personne n’attend" in read(watch.lucas)
    watch.karim.tap("round.can", chat=watch.chat)
    samir = watch.neighbour("Samir")
    samir.press("Je peux passer", watch.chat)
    samir.press("J’y vais")
    assert "il faut une recommandation" in read(samir)
    watch.fatou.press("J’y vais")
    assert "sonnette 4" in read(watch.fatou)
    watch.apart(watch.odile, watch.fatou)
    watch.fatou.press("Vu, tout va bien")
    assert "n’est plus actif" in watch.fatou.toast


def test_it_ends_with_the_alert_and_who_was_not_seen_is_told(watch: Watch) -> None:
    watch.open()
    watch.odile_asks()
    watch.nadia_asks()
    watch.asked()
    watch.lucas.press("J’y vais")
    watch.ines.tap(f"alert.lift:{watch.alert}")
    watch.street.deliver()
    assert "sonnette 4" not in "\n".join(watch.lucas.texts)
    assert "personne n’a pu passer" in read(watch.odile)
    assert any("2 portes n’ont pas été vues" in plain(text) for text in watch.nadia.texts)
    watch.nadia.press("La rue")
    assert f"{PETIT} : ⏳ à voir" in read(watch.nadia)
    watch.lucas.tap("round.say:1:seen")
    assert watch.states() == [S.WAITING, S.WAITING]
    watch.fatou.press("J’y vais")
    assert "Ce tour de veille est fini" in watch.fatou.toast
    watch.odile.say("/visite")
    assert "Aucun tour de veille" in read(watch.odile)


def test_a_visit_is_taken_back_by_whoever_asked_and_its_words_go(watch: Watch) -> None:
    watch.open()
    watch.odile_asks()
    watch.asked()
    watch.lucas.press("J’y vais")
    watch.fatou.tap("round.cancel:1")
    assert "n’est plus actif" in watch.fatou.toast
    watch.odile.say("/visite")
    assert "déjà demandée" in read(watch.odile)
    watch.odile.press("Ne plus venir")
    assert watch.states() == [S.WITHDRAWN]
    assert "sonnette 4" not in "\n".join(watch.lucas.texts)
    with watch.street.session() as session:
        assert session.connection().execute(select(table(WatchDoor).c.who)).scalar() == ""


@pytest.mark.parametrize(("words", "said"), [
    ("x" * 4000, "un peu long"), ("cancer, 3e étage", "Pas de raison ici"), ("a", "au moins 2")])
def test_no_reason_is_asked_nor_kept(watch: Watch, words: str, said: str) -> None:
    watch.open()
    watch.odile.say("/visite")
    watch.odile.say(words)
    assert said in read(watch.odile)
    watch.odile.photo()
    watch.odile.say("<b>Odile</b> 🌻, porte 2")
    watch.odile.press("Demander la visite")
    watch.asked()
    watch.lucas.press("J’y vais")
    assert "&lt;b&gt;Odile&lt;/b&gt; 🌻" in read(watch.lucas)


def test_without_their_yes_nothing_is_asked_and_a_stranger_reads_nothing(watch: Watch) -> None:
    watch.open()
    watch.nadia.say("/visite")
    watch.nadia.press("Une autre personne")
    watch.nadia.press("🙏 Non")
    assert watch.states() == []
    watch.nadia_asks()
    watch.asked()
    stranger = watch.street.person("Noé")
    with watch.street.session() as session:
        number = a_person(session, stranger.id, first_name="Noé")
        zones.settle(session, number, a_zone(session, "rue d’ailleurs"), MORNING)
    for tap in ("round.go:1", "round.no:1", "round.say:1:seen", "round.stop:1", "round.street:1", "round.door:1",
                "round.settle:1", "round.cancel:1"):
        stranger.tap(tap)
        assert "n’est plus actif" in stranger.toast, tap
    for tap in (f"round.see:{watch.alert}", f"round.open:{watch.alert}", f"round.end:{watch.alert}"):
        watch.odile.tap(tap)
        assert watch.states() == [S.WAITING]
    watch.fatou.press("Pas cette fois")
    watch.later(hours=1)
    assert sum("Pouvez-vous passer" in text for text in watch.fatou.texts) == 0
    stranger.say("/visite")
    assert "C’est demandé" not in read(stranger)


def test_the_town_hall_reads_counts_from_five_and_the_street_with_most(watch: Watch) -> None:
    watch.open()
    for n in range(6):
        watch.nadia_asks(f"Porte {n}")
    watch.asked()
    watch.lucas.press("J’y vais")
    for _n in range(5):
        watch.lucas.press("Vu, tout va bien")
    watch.ines.tap(f"round.see:{watch.alert}")
    assert "Visites demandées : 6 ; faites : 5" in read(watch.ines)
    assert "rue des Peupliers : 5 sur 6" in read(watch.ines)
    assert "Porte" not in read(watch.ines)
    watch.ines.tap(f"round.open:{watch.alert}")
    with watch.street.session() as session:
        assert len(session.connection().execute(select(table(WatchRound))).all()) == 1, "one at a time"


def test_where_nobody_looks_after_the_street_the_town_hall_is_told_of_no_one(watch: Watch) -> None:
    watch.open()
    watch.odile_asks()
    watch.asked()
    watch.lucas.press("J’y vais")
    gone = (watch.nadia.person_id, watch.karim.person_id)
    with watch.street.session() as session:
        session.connection().execute(table(Person).update().where(table(Person).c.id.in_(gone)).values(stopped=True))
    watch.lucas.press("Besoin d’aide")
    assert "appelez aussi la mairie" in read(watch.lucas)
    assert "il n’y en a pas" in read(watch.ines)
    assert "Odile" not in read(watch.ines)


def test_asked_at_night_people_are_asked_in_the_morning_and_few_at_a_time(watch: Watch) -> None:
    known = [watch.neighbour(f"Voisin{n}").person_id for n in range(8)]
    nadia = watch.nadia.person_id
    with watch.street.session() as session:
        session.connection().execute(insert(table(Vouch)), [
            {"person_id": one, "by_id": nadia, "at": MORNING} for one in known])
    watch.open()
    watch.street.at(datetime(2026, 11, 24, 22, 0, tzinfo=MORNING.tzinfo))
    for n in range(3):
        watch.nadia_asks(f"Porte {n}")
        watch.later(minutes=40)
    assert all("Pouvez-vous" not in text for text in watch.lucas.texts)
    with watch.street.session() as session:
        assert len(session.connection().execute(select(table(WatchHelper))).all()) == 4, "four for one who goes"
    watch.street.at(datetime(2026, 11, 25, 8, 1, tzinfo=MORNING.tzinfo))
    watch.street.tick()
    watch.street.deliver()
    assert any("Pouvez-vous" in text for text in watch.lucas.texts)
