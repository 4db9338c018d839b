"""Three months of a town of sixty volunteers, through the whole house. All people are fictional."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.world.asking_year import Year


def test_nobody_is_asked_too_much_nor_left_unasked_nor_at_a_wrong_hour(sqlite_engine: Engine) -> None:
    year = Year(sqlite_engine, people=60, a_day=0.4)
    year.live(days=92)
    asks = year.noted.asks
    assert len(asks) > 200
    assert year.over_the_limit() == []
    assert year.left_unasked() == []
    assert [ask for ask in asks if not ask.civil] == [], "never on a Sunday, a holiday, at night"
    assert [ask for ask in asks if not ask.open] == [], "nobody is asked for what is filled"
