"""A season of a few streets, through the whole house, killed now and then. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from tests.world.street_year import StreetYear


def test_a_group_hears_one_or_two_posts_a_week_and_none_at_a_wrong_hour_nor_twice(sqlite_engine: Engine) -> None:
    """From February to April: the clocks change, Easter Monday is a holiday."""
    year = StreetYear(sqlite_engine, groups=5, begins=datetime(2027, 2, 26, tzinfo=UTC), killed=0.05)
    year.live(days=52)
    assert len(year.posts) > 30
    assert year.over_the_cap() == []
    assert year.bare() == [], "a living group hears something every week"
    assert year.uncivil() == [], "never at night, on a Sunday, a holiday"
    assert year.after_pause() == []
    assert year.doubles() == []
    assert year.kills > 0, "the program was stopped in the middle of what it did"
