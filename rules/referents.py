"""Whoever looks after a place: how long a holiday lasts at most, how long a question waits."""

from __future__ import annotations

from datetime import timedelta

LONGEST_AWAY = 90  # days
DEPUTY_ASKED = timedelta(hours=72)
MOST_BUILDINGS = 5
