"""What somebody who was asked answers: yes, another day, not this time. A no costs nothing, and nobody is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.asks_back import comes_back
from actions.desk import Desk
from rules.asks import Answer
from rules.help import Request
from storage import asks, asks_waves, residents


def said_yes(desk: Desk, request: Request, person: int) -> None:
    """They come: by an ask if one brought it to them."""
    asked = asks.of_request(desk.session, request.id, person)
    if asked is not None and asked.answer is not Answer.YES:
        asks.answer(desk.session, asked.id, Answer.YES, desk.now)
        asks_waves.counted(desk.session, request.zone, yes=1)


def said_no(desk: Desk, ask: Any) -> None:
    """Only what nobody answered yet: a no after a yes is « Je ne peux plus »."""
    if ask.answer is not Answer.YES:
        asks.answer(desk.session, ask.id, Answer.NO, desk.now)


def said_later(desk: Desk, ask: Any, day: date) -> None:
    """They are asked on that day, before anybody else."""
    person = residents.by_id(desk.session, ask.person_id)
    if person is not None and ask.answer is not Answer.YES:
        asks.answer(desk.session, ask.id, Answer.LATER, desk.now, back_on=day)
        comes_back(desk, ask.id, person, day)


def said_yes_to_small(desk: Desk, ask: Any) -> None:
    asks.answer(desk.session, ask.id, Answer.YES, desk.now)
