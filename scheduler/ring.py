"""What one ring of the clock does: the same for the service and for whoever plays with time in the tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.desk import Desk
from content.catalogue import Catalogue
from rules.town import Town
from scheduler.agenda import look_at_one, stand
from scheduler.plans import ring_one

A_RING = 200
"""Looks, and plans, of one ring at most: what is left is due at the next."""


@dataclass(frozen=True, slots=True)
class Ring:
    engine: Engine
    content: Catalogue
    town: Town = Town()
    random: Callable[[int], bytes] = os.urandom

    def __call__(self, now: datetime) -> None:
        for _piece in self.pieces(now):
            pass

    def pieces(self, now: datetime) -> Iterator[None]:
        """Everything due at this instant, a transaction a piece: between two pieces, those who talk have their turn."""
        stand(self.engine, now)
        for one in (look_at_one, ring_one):
            for _look in range(A_RING):
                yield
                if not one(self.engine, self._desk, now):
                    break

    def _desk(self, session: Session, now: datetime) -> Desk:
        return Desk(session, now, self.content, self.town, self.random)
