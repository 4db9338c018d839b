"""A season of a few streets, through the whole house, killed now and then. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from tests.world.street_year import StreetYear


def test_a_group_hears_one_or_two_posts_a_week_and_none_at_a_wrong_hour_nor_twice(sqlite_engine: Engine) -> None:
    """Three weeks around Easter Monday, a holiday, and the day when the clocks change."""
    year = StreetYear(sqlite_engine, groups=4, begins=datetime(2027, 3, 15, tzinfo=UTC), killed=0.15)
    year.live(days=22)
    assert len(year.posts) > 6
    assert year.over_the_cap() == []
    assert year.bare() == [], "a living group hears something every week"
    assert year.uncivil() == [], "never at night, on a Sunday, a holiday"
    assert year.after_pause() == []
    assert year.doubles() == []
    assert year.kills > 0, "the program was stopped in the middle of what it did"


def test_with_every_module_off_a_group_hears_the_geste_and_nothing_else(sqlite_engine: Engine) -> None:
    year = StreetYear(sqlite_engine, groups=3, begins=datetime(2027, 3, 8, tzinfo=UTC), modules=False)
    year.live(days=6)
    assert {one.kind for one in year.noted.heard} == {"geste.card"}
