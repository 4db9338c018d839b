"""Two neighbours ask at the same instant for the same person who has no phone: one need leaves, the other is asked
first whether it is the same. On both engines. All people are fictional.
"""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import Engine

from actions import consents as actions
from actions.desk import Desk
from actions.help import Need
from rules.consents import How
from rules.help import Slot
from storage import consents as store
from storage.engine import transaction
from tests.world.rows import NOW, a_person, a_zone, content

DAYS = 5


def test_of_two_who_publish_at_once_one_is_asked_first(engine: Engine) -> None:
    with transaction(engine) as session:
        zone, people = a_zone(session, "rue des Lilas"), [a_person(session, value) for value in (7, 8)]
    first, barrier = NOW.date() + timedelta(days=2), threading.Barrier(2)
    published: list[int] = []
    faults: list[BaseException] = []

    def ask(person: int) -> None:
        try:
            for n in range(DAYS):
                day = first + timedelta(days=n)
                barrier.wait(60)
                with transaction(engine) as session:
                    if store.alike(session, person, zone, "courses", day):
                        continue
                    actions.publish(Desk(session, NOW, content()), person,
                                    Need(zone, "courses", day, Slot.MORNING, 30, ""), How.ALOUD)
                published.append(n)
        except BaseException as fault:  # noqa: BLE001 - shown by the test, in its own thread
            faults.append(fault)
            barrier.abort()

    threads = [threading.Thread(target=ask, args=[person]) for person in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert sorted(published) == list(range(DAYS))
