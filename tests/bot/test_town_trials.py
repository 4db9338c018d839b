"""The trial of a town: months counted when they end, failures told, nothing hidden but small counts. All fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from actions import town_trials as actions
from actions.desk import Desk
from bot.files import make_file
from bot.render import PLAIN_SPACES
from rules.asks import Answer
from rules.deliveries import AddressState
from rules.hours import EntryState, HourKind
from rules.periods import Period
from rules.reports import Minutes, Report
from rules.town import Town
from rules.town_trial_words import typed
from rules.town_trials import Counted, Failure, Indicator, Month, TrialState, Unit, failures, measured
from storage import modules
from storage import town_trials as store
from storage.engine import transaction
from storage.tables import Address, Ask, HelpEvent, HourEntry, Tombstone, table
from storage.tables.town_trials import TownTrial
from tests.bot.scenes import join
from tests.pages.test_attestation import words_of
from tests.pilots import Pilot, Street
from tests.world.rows import a_group, a_person, content
from tests.world.towns import TownHall

N = Indicator
BEGAN = datetime(2026, 12, 1, 9, tzinfo=UTC)
_e, _ask, _h, _a, _gone = (table(t) for t in (HelpEvent, Ask, HourEntry, Address, Tombstone))


# what is measured
def test_the_figures_are_those_of_the_definition() -> None:
    found = Counted([Month(available=20, asked=18, joined=10, soon=9, made=30, offline=9, groups=100, lost=5)] * 3,
                    Report({"done": 12, "unserved": 6, "not_done": 6}, Minutes(3600, 8), Minutes(1200, 6)),
                    [600, 1200, 3600, 7200, 90000])
    assert measured(found) == {
        N.ACTIONS: 240,  # 12 in 3 months by 20 people: 2.4 a year
        N.HOURS: 1600, N.ASKED: 9000, N.FIRST_ASK: 9000, N.SERVED: 5000, N.FIRST_YES: 100, N.NO_SHOW: 3333,
        N.OFFLINE: 3000, N.LOST: 500}


def test_a_town_of_three_people_and_an_empty_month_say_nothing() -> None:
    three = Counted([Month(3, 3, 3, 3, 4, 2, 1, 1, 2, 1)], Report({"done": 4, "not_done": 1}, Minutes(600, 3)), [60])
    for one in (three, Counted([Month()], Report())):
        assert set(measured(one).values()) == {None}
    assert failures(three)[Failure.MISSED] is None
    assert set(failures(Counted([Month()], Report())).values()) == {0}, "nothing failed where nothing was"


def test_no_small_count_is_found_by_taking_one_report_from_another() -> None:
    early, late = (Counted([Month(refused=n)], Report({"unserved": n + 1})) for n in (6, 9))
    assert failures(late)[Failure.REFUSED] == 9
    assert failures(late, [early])[Failure.REFUSED] is None, "nine less six would say three"
    assert failures(late, [early])[Failure.UNSERVED] is None
    assert measured(Counted([Month()], Report({"done": 40, "unserved": 3})))[N.SERVED] is None, "93 % of 43 says three"


@pytest.mark.parametrize(("text", "unit", "value"), [
    ("0,31", Unit.EACH, 31), ("3.5", Unit.EACH, 350), ("33 %", Unit.SHARE, 3300), ("100", Unit.SHARE, 10000),
    ("4 h", Unit.HOURS, 400), ("1h30", Unit.HOURS, 150), ("1 h 30 min", Unit.HOURS, 150), ("0", Unit.EACH, 0),
    ("101 %", Unit.SHARE, None), ("-3", Unit.EACH, None), ("1h75", Unit.HOURS, None), ("beaucoup", Unit.EACH, None),
    ("<b>3</b>", Unit.EACH, None), ("٣", Unit.EACH, None), ("9" * 4000, Unit.EACH, None), ("1e3", Unit.EACH, None),
    ("0,333", Unit.EACH, None), ("=1+1", Unit.EACH, None), ("😀", Unit.SHARE, None)])
def test_a_figure_of_before_is_read_as_people_type_it(text: str, unit: Unit, value: int | None) -> None:
    found = typed(text, unit)
    assert (found if isinstance(found, int) else None) == value


# what a month counts, on both engines
def seeded(session: Any) -> None:
    """December: six asked and served (the first after an hour…), one not; eight people asked, one of whom says no."""
    people = [a_person(session, 100 + n, first_name="Odile", joined_at=BEGAN, seen_at=BEGAN) for n in range(8)]
    add = session.connection().execute
    events = []
    for n in range(6):
        events += [(n, "asked", BEGAN + timedelta(days=n)), (n, "proposed", BEGAN + timedelta(days=n, hours=n + 1)),
                   (n, "done", BEGAN + timedelta(days=n + 1))]
    events += [(6, "asked", BEGAN), (6, "unserved", BEGAN + timedelta(days=15)),
               (7, "asked", BEGAN - timedelta(days=9)), (7, "proposed", BEGAN + timedelta(days=1))]
    add(insert(_e), [{"request_id": 9000 + n, "what": what, "at": at} for n, what, at in events])
    add(insert(_ask), [{"person_id": one, "at": BEGAN + timedelta(days=6 if n < 6 else 8), "wave": 0,
                        "answer": Answer.NO if n == 0 else None} for n, one in enumerate(people)])
    add(insert(_h), [{"person_id": one, "kind": HourKind.NEIGHBOURS, "minutes": 60, "day": date(2026, 12, 10),
                      "state": EntryState.DECLARED, "at": BEGAN} for one in people])
    for n in range(6):
        a_group(session, 700 + n, name=f"Groupe {n}")
    add(_a.update().where(_a.c.value.in_([-700, -701])).values(
        state=AddressState.MUTED, changed_at=BEGAN + timedelta(days=3)))
    add(insert(_gone), [{"hash": str(n) * 8, "at": BEGAN + timedelta(days=n)} for n in range(5)])


def test_a_month_is_counted_alike_on_both_engines_and_the_report_is_the_same_bytes(engine: Engine) -> None:
    town = Town("Valmont")
    with transaction(engine) as session:
        seeded(session)
        trial = actions.begin(Desk(session, BEGAN, content(), town), Period(2026, 12))
        assert trial is not None
        assert actions.begin(Desk(session, BEGAN, content(), town), Period(2027, 1)) is None, "one at a time"
    for day in (datetime(2026, 12, 31, 22, tzinfo=UTC), datetime(2026, 12, 31, 23, 1, tzinfo=UTC),
                datetime(2027, 3, 1, 0, 5, tzinfo=UTC), datetime(2027, 3, 2, tzinfo=UTC)):
        with transaction(engine) as session:
            actions.look(Desk(session, day, content(), town), trial)
    with transaction(engine) as session:
        months = store.months(session, trial)
        assert sorted(months) == [1, 2, 3], "the year turns in Paris, not in London"
        assert months[1] == Month(available=8, asked=8, joined=8, soon=6, made=7, offline=0, groups=6, lost=2,
                                  refused=1, gone=5)
        assert (months[2].joined, months[2].made) == (0, 0)
        desk = Desk(session, datetime(2027, 3, 2, tzinfo=UTC), content(), town)
        found = store.by_id(session, trial)
        assert found is not None
        counted = actions.report(desk, found, 3)
        assert dict(counted.report.ends) == {"done": 6, "unserved": 1}
        assert counted.waits == [3600, 7200, 10800, 14400, 18000, 21600]
        assert counted.report.declared == Minutes(480, 8)
        assert measured(counted)[N.FIRST_YES] == 350


# the screens
@pytest.fixture
def hall(sqlite_engine: Engine) -> TownHall:
    made = TownHall(Street(sqlite_engine, BEGAN, frozenset({"fr", "en"})))
    made.named("Mairie de Valmont")
    return made


def plain(who: Pilot) -> str:
    return who.last.text.translate(PLAIN_SPACES)


def begun(hall: TownHall) -> Pilot:
    nadia = hall.coordinator("Nadia")
    nadia.say("/essai")
    nadia.press("Commencer un essai")
    nadia.say("un mois <b>ou</b> deux")
    assert "Choisissez un mois de la liste" in plain(nadia)
    nadia.say("décembre")
    nadia.press("✅ Commencer")
    assert "Un essai est en cours" in plain(nadia)
    assert "Premier mois : Décembre 2026" in plain(nadia)
    assert "Rapport suivant : le lundi 1er mars" in plain(nadia)
    return nadia


def later(hall: TownHall, moment: datetime) -> None:
    """The clock rings at each change of month, and then."""
    for month in (1, 2, 3):
        hall.at(datetime(2027, month, 1, 0, 30, tzinfo=UTC))
    hall.at(moment)


def test_the_coordinator_types_before_reads_after_and_everybody_reads_once_it_is_public(hall: TownHall,
                                                                                         tmp_path: Any) -> None:
    nadia, odile = begun(hall), hall.street.person("Odile")
    join(odile)
    odile.say("/essai")
    assert "n’a pas encore publié" in plain(odile)
    nadia.say("/essai")
    nadia.press("Les chiffres d’avant")
    nadia.press("Coups de main")
    nadia.say("beaucoup <i>trop</i>")
    assert "Écrivez un nombre" in plain(nadia)
    nadia.say("😀" * 2000)
    nadia.say("0,31")
    assert "Coups de main, par personne et par an : 0,31" in plain(nadia)
    with hall.street.session() as session:
        seeded(session)
    later(hall, datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert "L’essai a 3 mois" in nadia.find("Lire le rapport")[0].text.translate(PLAIN_SPACES)
    pages = []
    nadia.press("Lire le rapport")
    for _page in range(4):
        pages.append(plain(nadia))
        nadia.press("➡ Suite")
    assert "(avant : 0,31 ; visé : 3 au moins)" in pages[0]
    assert "• Premier oui, la moitié en : <b>3,5 h</b> (visé : 4 h au plus)" in pages[1]
    assert "• Comptes effacés : 5" in pages[3]
    assert "• Sans personne : quelques" in pages[3]
    assert "• « Pas cette fois » : quelques" in pages[3]
    assert all(len(page) <= 420 for page in pages), [len(page) for page in pages]
    for forged in ("trials.read:1:3", "trials.pdf:1:3", "trials.shown:1:3", "trials.figure:1:actions"):
        before = len(odile.phone.messages)
        odile.tap(forged)
        assert "mois d’essai" not in plain(odile), (forged, before)
    nadia.press("Le rendre public")
    nadia.press("Oui, le montrer")
    odile.say("/essai")
    odile.press("Rapport de 3 mois")
    assert plain(odile).startswith("🧪 <b>Mairie de Valmont</b> : 3 mois d’essai")
    odile.press("Tableau CSV")
    first = made(odile)
    assert first.decode().split("\r\n")[1] == (
        "2026-12-01;2027-02-28;actions;Coups de main, par personne et par an;0,31;3,00;2,40;nombre;non")
    assert b"echec_sans_personne;Sans personne;;;;nombre;oui" in first
    odile.say("/essai")
    odile.press("Rapport de 3 mois")
    odile.press("Deux pages (PDF)")
    sheet = made(odile)
    text = words_of(sheet, tmp_path)
    assert "Ce qui n’a pas marché" in text
    assert "2/2" in text
    hall.at(datetime(2027, 3, 20, 9, tzinfo=UTC))
    odile.say("/essai")
    odile.press("Rapport de 3 mois")
    odile.press("Tableau CSV")
    assert made(odile) == first, "the same data, the same bytes, another day"
    odile.say("/essai")
    odile.press("Rapport de 3 mois")
    odile.press("Deux pages (PDF)")
    assert made(odile) == sheet
    nadia.say("/essai")
    nadia.press("Rapport de 3 mois")
    nadia.press("Ne plus le montrer")
    odile.say("/essai")
    assert "n’a pas encore publié" in plain(odile)


def made(who: Pilot) -> bytes:
    attachment = who.last.screen.attachment
    assert attachment is not None
    return make_file(attachment)


def test_a_trial_is_stopped_resumed_and_begun_again_with_what_was_typed(hall: TownHall) -> None:
    nadia, odile = begun(hall), hall.street.person("Odile")
    join(odile)
    nadia.say("/essai")
    nadia.press("Les chiffres d’avant")
    nadia.press("Heures")
    nadia.say("5,2")
    nadia.press("Heures")
    nadia.press("Pas de chiffre")
    nadia.press("Coups de main")
    nadia.say("1.4")
    nadia.press("↩ L’essai")
    nadia.press("Arrêter l’essai")
    old = nadia.last
    nadia.press("Oui, arrêter")
    assert "L’essai est arrêté" in plain(nadia)
    hall.at(datetime(2027, 4, 2, 9, tzinfo=UTC))
    assert state(hall) == [(TrialState.CANCELLED, {"actions": 140})]
    nadia.say("/essai")
    nadia.press("Reprendre l’essai")
    hall.at(datetime(2027, 4, 2, 9, 1, tzinfo=UTC))
    assert "L’essai a 3 mois" in nadia.find("Lire le rapport")[0].text.translate(PLAIN_SPACES)
    with hall.street.session() as session:
        assert sorted(store.months(session, 1)) == [1, 2, 3, 4]
    nadia.say("/essai")
    nadia.press("Arrêter l’essai")
    nadia.press("Oui, arrêter")
    nadia.press("Recommencer")
    nadia.say("mai 2027")
    nadia.press("✅ Commencer")
    assert "Premier mois : Mai 2027" in plain(nadia)
    assert state(hall) == [(TrialState.CANCELLED, {"actions": 140}), (TrialState.RUNNING, {"actions": 140})]
    nadia.tap("trials.on:1")
    assert state(hall)[0][0] is TrialState.CANCELLED, "one at a time"
    nadia.tap("trials.stopped:1", old.id)
    odile.tap("trials.stopped:2")
    hall.revoke(nadia)
    nadia.tap("trials.stopped:2")
    assert state(hall)[1][0] is TrialState.RUNNING, "by who coordinates now"
    for month in range(5, 18):
        hall.at(datetime(2027 + (month > 12), (month - 1) % 12 + 1, 1, 9, tzinfo=UTC))
    hall.at(datetime(2028, 5, 1, 9, tzinfo=UTC))
    assert state(hall)[1][0] is TrialState.OVER


def state(hall: TownHall) -> list[tuple[TrialState, dict[str, Any]]]:
    t = table(TownTrial)
    with hall.street.session() as session:
        return [(r.state, r.baseline) for r in session.connection().execute(t.select().order_by(t.c.id))]


def test_a_module_is_closed_for_the_whole_town_and_opened_again_by_the_same_press(hall: TownHall) -> None:
    nadia, odile = hall.coordinator("Nadia"), hall.street.person("Odile")
    join(odile)
    nadia.say("/essai")
    nadia.press("Les modules")
    for _page in range(4):
        if any("À l’honneur" in label for label in nadia.last.labels):
            break
        nadia.press("➡ Suite")
    nadia.press("✓ 🌟 À l’honneur")
    with hall.street.session() as session:
        assert modules.off_of_town(session) == {"heroes"}
    odile.tap("town.module:heroes:0")
    nadia.tap("town.module:help:0")
    with hall.street.session() as session:
        assert modules.off_of_town(session) == {"heroes"}, "by who coordinates; and help is no module"
    nadia.press("🌟 À l’honneur")
    with hall.street.session() as session:
        assert not modules.off_of_town(session)
