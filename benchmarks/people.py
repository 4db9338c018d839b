"""The people of the benchmark: each plays the script once, one turn at a time, as answers arrive."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.script import Script, Step

FIRST_ID = 100_000


@dataclass(slots=True)
class Person:
    id: int
    step: int = 0
    since: float = 0.0
    text: str = ""
    message: int = 0
    markup: str = ""

    def sees(self, label: str) -> str | None:
        """The data of the first button of the last keyboard whose label contains these words."""
        keyboard = json.loads(self.markup) if self.markup else {}
        for row in keyboard.get("inline_keyboard", []):
            for button in row:
                if label in button["text"] and "callback_data" in button:
                    return str(button["callback_data"])
        return None


@dataclass
class Crowd:
    """`publish` is given the JSON of each new update, without its id."""

    script: Script
    publish: Callable[[dict[str, Any]], None]
    people: dict[int, Person] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    finished: int = 0
    progress: float = 0.0
    _serial: int = 0

    def enter(self, number: int) -> None:
        person = Person(FIRST_ID + number)
        self.people[person.id] = person
        self._play(person)

    def answered(self, chat: int, message: int, text: str, markup: str) -> None:
        person = self.people.get(chat)
        if person is None or person.step == len(self.script):
            return
        person.text = text
        if markup:
            person.message, person.markup = message, markup
        if not self._turn_is_over(person, text, bool(markup)):
            return
        self.progress = time.monotonic()
        self.latencies.append(self.progress - person.since)
        person.step += 1
        if person.step == len(self.script):
            self.finished += 1
        else:
            self._play(person)

    def _turn_is_over(self, person: Person, text: str, has_keyboard: bool) -> bool:
        if self.script[person.step].until not in text:
            return False
        rest = self.script[person.step + 1 :]
        return not rest or not rest[0].press or (has_keyboard and person.sees(rest[0].press) is not None)

    def _play(self, person: Person) -> None:
        step = self.script[person.step]
        person.since = time.monotonic()
        self._serial += 1
        self.publish(self._said(person, step) if step.say else self._pressed(person, step))

    def _said(self, person: Person, step: Step) -> dict[str, Any]:
        message = {"message_id": 10_000_000 + self._serial, "from": author(person), "chat": chat(person.id)}
        message |= {"date": int(time.time()), "text": step.say}
        if step.say.startswith("/"):
            length = len(step.say.split(" ", 1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {"message": message}

    def _pressed(self, person: Person, step: Step) -> dict[str, Any]:
        message = {"message_id": person.message, "from": BOT, "chat": chat(person.id), "text": person.text}
        message |= {"date": int(time.time()), "reply_markup": json.loads(person.markup)}
        tap = {"id": str(self._serial), "from": author(person), "message": message}
        return {"callback_query": tap | {"chat_instance": "1", "data": person.sees(step.press)}}


BOT = {"id": 42, "is_bot": True, "first_name": "Banc", "username": "banc_bot"}


def author(person: Person) -> dict[str, Any]:
    return {"id": person.id, "is_bot": False, "first_name": "Odile", "language_code": "fr"}


def chat(number: int) -> dict[str, Any]:
    return {"id": number, "type": "private", "first_name": "Odile"}
