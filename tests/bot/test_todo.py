"""« 3 choses à faire »: one list on Mondays, or at any time; nothing when nothing waits. All people are fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert

from storage.tables import Block, HelpEvent, table
from tests.pilots import Pilot
from tests.world.peupliers import Peupliers
from tests.world.rows import a_request

# Monday 30 November 2026, 9:00 in Paris.
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


class Looked(Peupliers):
    """Nadia looks after the street; Karim runs its group."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.nadia = self.referent()


@pytest.fixture
def street(engine: Engine) -> Looked:
    return Looked(engine)


def needs(street: Looked, *kinds: str, by: Pilot | None = None) -> list[int]:
    """Asked on Tuesday, for Thursday week, and nobody said yes."""
    asker = (by or street.odile).person_id
    with street.street.session() as session:
        return [a_request(session, asker, zone_id=street.zone, kind=kind, day=date(2026, 12, 10),
                          expires_at=datetime(2026, 12, 11, tzinfo=UTC)) for kind in kinds]


def week(street: Looked, at: datetime = MONDAY) -> None:
    """The clock rings until then."""
    for moment in (street.street.now, datetime(2026, 11, 29, 11, tzinfo=UTC), at):
        street.street.at(moment)
        street.street.tick()


def lists(pilot: Pilot) -> list[str]:
    return [text for text in pilot.texts if "à faire" in text]


def test_on_monday_morning_whoever_looks_after_the_street_reads_what_waits_once(street: Looked) -> None:
    needs(street, "courses", "pharmacie", "trajet", "repas")
    week(street, datetime(2026, 11, 30, 7, tzinfo=UTC))
    assert not lists(street.nadia), "not before their hours"
    week(street)
    (told,) = lists(street.nadia)
    assert "4 choses à faire" in told
    assert "1. Des courses, jeudi 10 décembre, le matin" in told
    assert "Odile" not in told
    assert not lists(street.karim), "the street has a référent: the list is theirs"
    street.street.later(hours=3)
    street.street.tick()
    assert len(lists(street.nadia)) == 1
    street.nadia.press("Suite")
    assert "1. Un repas" in street.nadia.last.text
    street.nadia.press("Voir")
    assert "attend encore" in street.nadia.last.text
    street.nadia.press("Je peux y aller")
    assert "Odile" not in street.nadia.last.text


def test_nothing_when_nothing_waits_and_never_what_concerns_somebody_apart(street: Looked) -> None:
    needs(street, "courses")
    odile, other = street.odile.person_id, street.nadia.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(
            person_id=odile, other_id=other, at=street.street.now))
    needs(street, "repas", by=street.nadia)
    week(street)
    assert not lists(street.nadia), "of somebody apart, or their own: never on their list"
    street.nadia.say("/referent")
    assert "Rien n’attend" in street.nadia.last.text


def test_a_letter_waits_in_the_list_until_it_is_answered(street: Looked) -> None:
    for words in ("Bonjour, qui a la clé du local ?", "Je repasse demain."):
        street.odile.tap("someone")
        street.odile.press("Écrire à Nadia")
        street.odile.say(words)
    street.nadia.say("/referent")
    assert "1 chose à faire" in street.nadia.last.text
    assert "vous a écrit, et attend une réponse" in street.nadia.last.text
    assert "local" not in street.nadia.last.text, "the list says who waits, not what they wrote"
    street.nadia.press("Répondre")
    street.nadia.say("C’est Karim.")
    assert "C’est Karim." in "".join(street.odile.texts)
    street.nadia.say("/referent")
    assert "Rien n’attend" in street.nadia.last.text, "one answer for both letters"


def test_the_list_may_be_refused_and_asked_for_all_the_same(street: Looked) -> None:
    needs(street, "courses")
    street.nadia.say("/reglages")
    street.nadia.press("Liste du lundi")
    assert any(label.endswith("non") for label in street.nadia.last.labels if "lundi" in label)
    week(street)
    assert not lists(street.nadia)
    street.nadia.say("/referent")
    assert "1 chose à faire" in street.nadia.last.text
    street.odile.say("/reglages")
    assert "Liste du lundi" not in str(street.odile.last.labels)
    street.odile.say("/referent")
    assert "veillent sur" in street.odile.last.text


def test_a_button_of_the_list_opens_nothing_for_somebody_else(street: Looked) -> None:
    (need,) = needs(street, "courses")
    street.lucas.tap(f"todo.need:{need}")
    assert "attend encore" not in street.lucas.last.text
    week(street, datetime(2026, 11, 30, 19, tzinfo=UTC))
    assert not lists(street.nadia), "a clock that wakes too late says nothing"


def test_once_a_quarter_they_are_thanked_for_what_took_place_there(street: Looked) -> None:
    with street.street.session() as session:
        session.connection().execute(insert(table(HelpEvent)), [
            {"request_id": n, "what": "done", "zone_id": street.zone, "at": datetime(2027, 5, 1, tzinfo=UTC)}
            for n in range(7)])
    july = datetime(2027, 7, 5, 8, tzinfo=UTC)
    street.street.at(july - timedelta(days=2))
    for moment in (july - timedelta(days=2), july - timedelta(hours=20), july, july + timedelta(hours=1),
                   july + timedelta(days=7)):
        street.street.at(moment)
        street.street.tick()
    thanked = [text for text in street.nadia.texts if "là où vous veillez" in text]
    assert [text.split(" coups")[0][-1:] for text in thanked] == ["7"], "once, and only that quarter"
    assert not [text for text in street.karim.texts if "là où vous veillez" in text]
