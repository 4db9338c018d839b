"""The rows of tests/world, as the tests of the clock ask for them."""

from __future__ import annotations

from tests.world.rows import (
    LONG_AGO,
    NOW,
    ZONES,
    Said,
    a_group,
    a_need,
    a_person,
    a_request,
    a_role,
    a_visitor,
    a_zone,
    content,
    gestes_said,
    group_row,
    occurrences,
    ring_at,
    ring_through,
    said,
    set_group,
    shown,
)

__all__ = [
    "LONG_AGO",
    "NOW",
    "ZONES",
    "Said",
    "a_group",
    "a_need",
    "a_person",
    "a_request",
    "a_role",
    "a_visitor",
    "a_zone",
    "content",
    "gestes_said",
    "group_row",
    "occurrences",
    "ring_at",
    "ring_through",
    "said",
    "set_group",
    "shown",
]
