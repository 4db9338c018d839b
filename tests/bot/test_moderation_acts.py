"""What follows a report: who reads it, what they may do, what everybody is told. All people are fictional."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, update

from actions import help_cards
from actions.desk import Desk
from rules.console import RoleState, TownRole
from rules.moderation import MeasureState, told_at
from rules.residents import Standing
from storage import groups
from storage import help as requests
from storage.tables import Block, Person, Report, RoleHeld, table
from storage.tables.moderation import Appeal, Carried, Measure, Suspended
from storage.tables.referents import StandIn
from tests.world.lilacs import NOW, Lilacs
from tests.world.pressing import press_tap


class Town(Lilacs):
    """Nadia looks after rue des Lilas; Mona and Paul are at the town hall; Karim runs the group."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, ("Odile", "Lucas", "Fatou", "Nadia", "Mona", "Paul"))
        self.give("Nadia", TownRole.REFERENT)
        self.give("Mona", TownRole.COORDINATOR)

    def give(self, name: str, role: TownRole) -> None:
        with self.street.session() as session:
            session.connection().execute(table(RoleHeld).insert().values(
                role=role, state=RoleState.ACTIVE, person_id=self.ids[name], name=name, since=NOW,
                zone_id=self.zone if role is TownRole.REFERENT else None))

    def end(self, name: str) -> None:
        self.set(RoleHeld, "person_id", name, state=RoleState.REVOKED)

    def set(self, of: type, column: str, name: str, **values: object) -> None:
        with self.street.session() as session:
            session.connection().execute(update(table(of)).where(
                table(of).c[column] == self.ids[name]).values(**values))

    def helped(self, asker: str, helper: str) -> int:
        """A confirmed help; its acceptance."""
        self[helper].tap(f"help.take:{self.request(asker)}")
        self[asker].press("D’accord")
        with self.street.session() as session:
            return max(int(row.id) for row in session.connection().execute(requests.acceptances()).all())

    def report(self, author: str, reason: str, about: int = 0, *, then: str = "Oui, envoyer") -> None:
        if about:
            self[author].tap(f"signal:{about}")
        else:
            self[author].say("/signaler")
        self[author].press(reason)
        self[author].press(then)

    def wait(self, **span: float) -> None:
        self.street.later(**span)
        self.street.tick()

    def heard(self, name: str, words: str = "Signalement") -> list[str]:
        return [text for text in self[name].texts if words in text]

    def standing(self, name: str) -> Standing:
        with self.street.session() as session:
            found = session.connection().execute(select(table(Person).c.standing).where(
                table(Person).c.id == self.ids[name])).scalar_one()
            return Standing(found)


@pytest.fixture
def town(sqlite_engine: Engine) -> Town:
    return Town(sqlite_engine)


@pytest.mark.parametrize(("reason", "first", "hall"), [
    ("danger", True, True), ("Fraude", True, True), ("Insultes", False, False), ("indésirable", False, False),
    ("Autre chose", False, False)])
def test_what_is_grave_goes_at_once_and_to_the_town_hall_too(town: Town, reason: str, first: bool, hall: bool) -> None:
    town.report("Odile", reason)
    assert bool(town.heard("Nadia")) is first
    assert bool(town.heard("Mona")) is hall
    town.wait(hours=9)
    assert len(town.heard("Nadia")) == 1
    assert bool(town.heard("Mona")) is hall
    assert town.heard("Karim") == [], "one person reads it"


def test_nobody_reads_what_is_about_them_nor_what_they_wrote(town: Town) -> None:
    """About the référent, about the town hall, about who runs the group: somebody else."""
    town.report("Odile", "Fraude", then="Au sujet de Nadia")
    assert town.heard("Nadia") == []
    assert len(town.heard("Karim", "Au sujet de Nadia")) == len(town.heard("Mona", "Au sujet de Nadia")) == 1
    town.report("Fatou", "Fraude", then="Au sujet de la mairie")
    assert len(town.heard("Mona")) == 1
    assert len(town.heard("Nadia", "Au sujet de la mairie")) == 1
    town.end("Nadia")
    town.report("Lucas", "Fraude", then="Au sujet de Karim")
    assert town.heard("Karim", "Au sujet de Karim") == []
    assert len(town.heard("Mona", "Au sujet de Karim")) == 1
    town.report("Mona", "Insultes")
    town.wait(hours=9)
    assert len(town.heard("Mona")) == 2, "her own goes to somebody else"


def test_it_never_reaches_somebody_kept_apart_from_its_author(town: Town) -> None:
    with town.street.session() as session:
        session.connection().execute(table(Block).insert().values(
            person_id=town.ids["Nadia"], other_id=town.ids["Odile"], at=NOW))
    town.report("Odile", "Fraude")
    assert town.heard("Nadia") == []
    assert town.heard("Karim")


def test_unread_for_two_days_the_town_hall_reads_it(town: Town) -> None:
    town.report("Odile", "Insultes")
    town.wait(hours=40)
    assert town.heard("Mona") == []
    town["Nadia"].say("/referent")
    assert "Un signalement attend d’être lu" in town["Nadia"].last.text
    town.wait(hours=33)
    assert len(town.heard("Mona")) == 1
    town.report("Lucas", "Insultes")
    town.wait(hours=24)
    press_tap(town["Nadia"], "signal.seen")
    town.wait(hours=60)
    assert len(town.heard("Mona")) == 1, "read in time"


def test_several_who_report_the_same_make_one_and_each_has_a_number_and_an_answer(town: Town) -> None:
    first, second = town.helped("Odile", "Lucas"), town.helped("Fatou", "Lucas")
    town.report("Odile", "Insultes", first)
    town.report("Fatou", "Insultes", second)
    town.wait(hours=9)
    assert len(town.heard("Nadia")) == 1
    press_tap(town["Nadia"], "signal.seen")
    town.wait(hours=24)
    codes = set()
    for name in ("Odile", "Fatou"):
        number = re.search(r"Votre numéro\s: (S-\d{6})", " ".join(town[name].texts))
        assert number is not None
        codes.add(number[1])
        assert any(number[1] in text and "Aucune mesure" in text for text in town[name].texts)
    assert len(codes) == 2


def test_a_rule_is_reminded_without_a_name_an_hour_or_a_place(town: Town) -> None:
    """Lucas met Odile alone: what he reads could have come from anybody."""
    help = town.helped("Odile", "Lucas")
    town.report("Odile", "Insultes", help)
    town.wait(hours=9)
    before = len(town["Lucas"].texts)
    town["Nadia"].press("Rappeler")
    assert len(town["Lucas"].texts) == before, "told at a set hour, not when it was decided"
    town.wait(hours=24)
    told = town["Lucas"].texts[before:]
    assert len(told) == 1
    assert "on se parle avec respect" in told[0]
    assert not re.search(r"Odile|Nadia|Lilas|courses|\d", told[0])
    assert any("une mesure a été prise" in text for text in town["Odile"].texts)
    assert not any("rappel" in text.lower() or "Lucas a" in text for text in town.heard("Odile", "signalement S-"))


def test_a_reminder_taken_back_in_time_is_never_read(town: Town) -> None:
    town.report("Odile", "Insultes", town.helped("Odile", "Lucas"))
    town.wait(hours=9)
    before = len(town["Lucas"].texts)
    town["Nadia"].press("Rappeler")
    town["Nadia"].press("Annuler")
    town.wait(hours=24)
    assert len(town["Lucas"].texts) == before
    assert any("Aucune mesure" in text for text in town["Odile"].texts)


def test_a_suspension_lasts_a_month_and_says_why_and_how_to_contest(town: Town) -> None:
    acceptance = town.helped("Odile", "Lucas")
    mine = town.request("Lucas")
    town.report("Odile", "Fraude", acceptance)
    town["Nadia"].press("Suspendre")
    assert town.standing("Lucas") is Standing.RESIDENT, "asked twice"
    town["Nadia"].press("Oui, suspendre")
    assert town.standing("Lucas") is Standing.SUSPENDED
    told = town["Lucas"].find("Contester")[0]
    assert "suspendue pour un mois, jusqu’au jeudi 24 décembre" in told.text
    assert "ni argent" in told.text
    assert told.labels == ["✋ Contester"]
    assert any("n’est plus disponible" in text or "de nouveau ouverte" in text or "se libère" in text
               for text in town["Odile"].texts), town["Odile"].texts
    town["Fatou"].tap(f"help.take:{mine}")
    assert "suspendue" in town["Fatou"].toast
    town.wait(days=31)
    assert town.standing("Lucas") is Standing.RESIDENT
    assert "Bon retour" in town["Lucas"].last.text


def test_a_suspension_is_undone_in_one_tap(town: Town) -> None:
    town.report("Odile", "Fraude", town.helped("Odile", "Lucas"))
    town["Nadia"].press("Suspendre")
    town["Nadia"].press("Oui, suspendre")
    town["Nadia"].press("Annuler")
    assert town.standing("Lucas") is Standing.RESIDENT
    assert "tout redevient comme avant" in town["Lucas"].last.text
    town.wait(days=31)
    assert "Bon retour" not in " ".join(town["Lucas"].texts)


def test_what_is_hidden_is_taken_by_nobody_and_comes_back(town: Town) -> None:
    """From a card: answered by /signaler in the group, goes on in private, and names nobody."""
    number = town.request("Lucas")
    with town.street.session() as session:
        group, request = groups.by_id(session, town.group), requests.by_id(session, number)
        assert group is not None
        assert request is not None
        help_cards.put_up(Desk(session, NOW, town.street.content), request, group)
    town.street.deliver()
    town["Odile"].say("/signaler", town.chat, answers=town.chat.last.id)
    town["Odile"].press("Continuer en privé", town.chat)
    town["Odile"].press("indésirable")
    town["Odile"].press("Oui, envoyer")
    town.wait(hours=9)
    told = town.heard("Nadia")[-1]
    assert "Au sujet d’une demande" in told
    assert "Lucas" not in told
    town["Nadia"].press("Masquer")
    town["Fatou"].tap(f"help.take:{number}")
    assert "suspendue" in town["Fatou"].toast
    town["Fatou"].say("/proposer")
    assert "Près de chez vous" not in town["Fatou"].last.text
    town["Nadia"].press("Annuler")
    town["Fatou"].tap(f"help.take:{number}")
    assert "Merci" in town["Fatou"].last.text


def test_another_person_judges_what_is_contested(town: Town) -> None:
    town.report("Odile", "Fraude", town.helped("Odile", "Lucas"))
    town["Nadia"].press("Suspendre")
    town["Nadia"].press("Oui, suspendre")
    town["Lucas"].press("Contester")
    assert "une autre personne va relire" in town["Lucas"].last.text
    town["Lucas"].tap("measure.contest:1")
    assert town.count(Appeal) == 1
    assert town.heard("Nadia", "conteste") == []
    assert "Vous n’avez pas pris cette décision" in town.heard("Mona", "Lucas conteste")[0]
    assert "Odile" not in town.heard("Mona", "conteste")[0]
    town["Mona"].say("/referent")
    assert "Une décision est contestée" in town["Mona"].last.text, "it waits where everything else does"
    town["Karim"].tap("measure.judge:1:lift")
    assert town.standing("Lucas") is Standing.SUSPENDED, "a stranger to it decides nothing"
    town["Mona"].press("Annuler la mesure")
    assert town.standing("Lucas") is Standing.RESIDENT
    assert town.count(Measure, table(Measure).c.state == MeasureState.UNDONE) == 1
    town["Mona"].tap("measure.judge:1:keep")
    assert "maintient" not in " ".join(town["Lucas"].texts), "too late"


def test_who_decided_is_never_the_judge_and_it_is_said(town: Town) -> None:
    """The town hall's only person decided, and the référent is spoken of: nobody is left."""
    town.report("Odile", "Fraude", town.helped("Odile", "Lucas"))
    town.end("Nadia")
    town["Mona"].press("Suspendre")
    town["Mona"].press("Oui, suspendre")
    town["Lucas"].press("Contester")
    assert "personne d’autre ne peut relire" in town["Lucas"].last.text
    town.give("Paul", TownRole.COORDINATOR)
    town["Lucas"].tap("measure.contest:1")
    assert town.heard("Paul", "Lucas conteste")
    town["Paul"].press("La maintenir")
    assert "Un tribunal peut aussi être saisi" in town["Lucas"].last.text


def test_whoever_reported_may_ask_another_opinion(town: Town) -> None:
    town.report("Odile", "Insultes", town.helped("Odile", "Lucas"))
    town.wait(hours=9)
    press_tap(town["Nadia"], "signal.seen")
    town.wait(hours=24)
    town["Odile"].press("Demander un autre avis")
    assert "Un autre avis que le premier" in town.heard("Mona")[-1]
    assert "Odile" not in town.heard("Mona")[-1]
    town["Nadia"].tap("signal.case:1")
    assert town["Nadia"].toast, "who decided reads it no more"
    town["Mona"].press("Rappeler")
    town.wait(hours=24)
    told = [one for one in town["Odile"].phone.messages.values() if "une mesure a été prise" in one.text]
    assert [one.labels for one in told] == [[]], "once"


def test_an_organiser_decides_for_the_group_and_not_for_the_town(town: Town) -> None:
    town.end("Nadia")
    town.report("Odile", "Insultes", town.helped("Odile", "Lucas"))
    town.wait(hours=9)
    assert town["Karim"].last.labels == ["🙈 Masquer", "📜 Rappeler la règle", "🏛 Passer à la mairie", "✅ C’est vu"]
    town["Karim"].tap("signal.do:1:suspend")
    assert town.standing("Lucas") is Standing.RESIDENT
    town["Karim"].press("Passer à la mairie")
    assert town.heard("Mona")


def test_who_has_a_role_is_suspended_by_the_town_alone(town: Town) -> None:
    town.report("Odile", "Fraude", town.helped("Odile", "Mona"))
    assert "Suspendre" not in " ".join(town["Nadia"].last.labels)
    town["Nadia"].tap("signal.do:1:suspend")
    assert town.standing("Mona") is Standing.RESIDENT


def test_an_office_that_ended_reads_and_decides_no_more(town: Town) -> None:
    town.report("Odile", "Fraude", town.helped("Odile", "Lucas"))
    town.end("Nadia")
    for forged in ("signal.case:1", "signal.seen:1", "signal.act:1:hide", "signal.do:1:suspend", "signal.town:1"):
        for who in ("Nadia", "Lucas", "Odile", "Fatou"):
            town[who].tap(forged)
    assert town.count(Measure) == 0
    assert town.count(Report, table(Report).c.state == "open") == 1


def test_the_year_is_counted_and_small_numbers_are_not_told(town: Town) -> None:
    for n in range(6):
        town["Odile"].tap(f"signal.send:{('fraude', 'danger')[n % 2]}:0:0")
        town.wait(hours=1)
        for name in ("Nadia", "Mona"):
            press_tap(town[name], "signal.seen")
    town["Mona"].tap("moderation.year")
    assert "danger\u00a0: quelques" in town["Mona"].last.text
    assert "suspensions\u00a0: 0" in town["Mona"].last.text
    for _time in range(3):
        town["Lucas"].tap("signal.send:fraude:0:0")
        press_tap(town["Nadia"], "signal.seen")
    town["Mona"].tap("moderation.year")
    assert "fraude\u00a0: 6" in town["Mona"].last.text
    town["Nadia"].tap("moderation.year")
    assert "fraude" not in town["Nadia"].last.text


SALES = ("Bonjour {name}, je refais les toitures du quartier, prix très doux, appelez vite avant {n} h",
         "bonjour {name} je refais les toitures du quartier prix tres doux, appelez VITE avant {n}h !!")


def test_nearly_the_same_words_to_five_people_are_shown_to_somebody_and_not_kept(town: Town) -> None:
    hands = [town.helped(asker, "Lucas") for asker in ("Odile", "Fatou", "Nadia", "Mona", "Paul")]
    for n, (hand, name) in enumerate(zip(hands, ("Odile", "Fatou", "Nadia", "Mona", "Paul"), strict=True)):
        town["Lucas"].tap(f"contact.write:{hand}")
        town["Lucas"].say(SALES[n % 2].format(name=name, n=10 + n))
        assert bool(town.heard("Nadia", "cinq fois presque")) is (n == 4), n
        town.wait(days=1)
    with town.street.session() as session:
        kept = session.connection().execute(select(table(Carried))).all()
    assert kept
    assert not any("toit" in str(row) for row in kept)
    assert town.count(Measure) == 0, "nobody is judged by a machine"


def test_a_person_once_let_be_may_be_reported_again(town: Town) -> None:
    """Seen, suspended, given back: the next report is read anew, and may suspend again."""
    help = town.helped("Odile", "Lucas")
    for n in range(1, 4):
        town.report("Odile", "Fraude", help)
        assert town.count(Report) == n
        if n == 1:
            press_tap(town["Nadia"], "signal.seen")
            continue
        town["Nadia"].press("Suspendre")
        town["Nadia"].press("Oui, suspendre")
        assert town.standing("Lucas") is Standing.SUSPENDED
        town["Nadia"].press("Annuler")
    assert town.standing("Lucas") is Standing.RESIDENT


def test_who_stands_in_for_a_referent_reads_unless_it_is_about_that_one(town: Town) -> None:
    with town.street.session() as session:
        session.connection().execute(table(StandIn).insert().values(
            person_id=town.ids["Nadia"], deputy_id=town.ids["Fatou"], since=NOW, away_from=NOW,
            away_until=NOW + timedelta(days=9)))
    town.report("Odile", "Insultes", town.helped("Odile", "Lucas"))
    town.wait(hours=9)
    assert (len(town.heard("Nadia")), len(town.heard("Fatou"))) == (0, 1)
    press_tap(town["Fatou"], "signal.seen")
    assert "C’est noté" in town["Fatou"].last.text
    town.report("Odile", "Fraude", town.helped("Odile", "Nadia"))
    assert town.heard("Fatou", "Au sujet de Nadia") == [], "the one it is about chose her"
    assert town.heard("Karim", "Au sujet de Nadia")


@pytest.mark.parametrize(("hour", "told"), [(7, 9), (8, 18), (15, 18), (16, 18), (17, 33), (23, 33)])
def test_a_set_hour_is_two_hours_away_at_least(hour: int, told: int) -> None:
    zone = ZoneInfo("Europe/Paris")
    at = told_at(datetime(2026, 11, 24, hour, tzinfo=zone), "Europe/Paris").astimezone(zone)
    assert (at.day - 24) * 24 + at.hour == told


def test_erasing_oneself_does_not_end_a_suspension(engine: Engine) -> None:
    """Who comes back under the same account is suspended still, reads why, may contest; and it ends at its hour."""
    town = Town(engine)
    town.report("Odile", "Fraude", town.helped("Odile", "Lucas"))
    town["Nadia"].press("Suspendre")
    town["Nadia"].press("Oui, suspendre")
    lucas = town["Lucas"]
    for _time in range(2):
        lucas.say("/effacer")
        lucas.press("Oui, effacer")
        assert town.count(Measure) == 0
        assert town.count(Suspended) == 1
        town.wait(days=3)
        lucas.say("/start")
        assert lucas.row.standing is Standing.SUSPENDED
        lucas.press("Commencer")
        assert lucas.row.first_name == "", "nobody joins anew"
    town.street.tick()
    told = lucas.find("Contester")[0]
    assert "jusqu’au jeudi 24 décembre" in told.text
    assert "ni argent" in told.text
    assert town.count(Suspended) == 0
    lucas.press("Contester")
    assert town.heard("Nadia", "conteste") == [], "who decided does not judge"
    assert town.heard("Mona", "conteste une décision")
    town.wait(days=25)
    assert lucas.row.standing is Standing.VISITOR
    assert "Bon retour" in lucas.last.text


def test_a_suspension_of_who_never_came_back_is_forgotten_at_its_end(town: Town) -> None:
    town.report("Odile", "Fraude", town.helped("Odile", "Lucas"))
    town["Nadia"].press("Suspendre")
    town["Nadia"].press("Oui, suspendre")
    town["Lucas"].say("/effacer")
    town["Lucas"].press("Oui, effacer")
    town.wait(days=30, hours=1)
    assert town.count(Suspended) == 0
    town["Lucas"].say("/start")
    assert town["Lucas"].row.standing is Standing.VISITOR
    stranger = town.street.person("Ana")
    stranger.start()
    assert stranger.row.standing is Standing.VISITOR


# what public trackers of moderation tools report, played here
def test_nobody_is_suspended_twice_for_one_report(town: Town) -> None:
    """Back after the month, the same report does not suspend anew; a reminder may still be sent."""
    town.report("Odile", "Fraude", town.helped("Odile", "Lucas"))
    town["Nadia"].press("Suspendre")
    town["Nadia"].press("Oui, suspendre")
    town.wait(days=31)
    assert town.standing("Lucas") is Standing.RESIDENT
    town["Nadia"].tap("signal.do:1:suspend")
    assert town.standing("Lucas") is Standing.RESIDENT
    assert "c’est déjà fait" in town["Nadia"].last.text


def test_a_report_whose_person_or_card_is_gone_is_still_read_and_closed(town: Town) -> None:
    town.report("Odile", "Fraude", town.helped("Odile", "Lucas"))
    town["Lucas"].say("/effacer")
    town["Lucas"].press("Oui, effacer")
    town["Nadia"].tap("signal.case:1")
    assert "Fraude" in town["Nadia"].last.text
    assert "Lucas" not in town["Nadia"].last.text
    assert town["Nadia"].last.labels[-1] == "✅ C’est vu"
    for forged in ("signal.do:1:suspend", "signal.act:1:hide", "signal.act:1:remind"):
        town["Nadia"].tap(forged)
    assert town.count(Measure) == 0
    town["Nadia"].tap("signal.seen:1")
    town.wait(hours=24)
    assert any("Aucune mesure" in text for text in town["Odile"].texts)
