"""Faults asked for on the control side: which calls they meet and what they do to them."""

import random
from dataclasses import dataclass, field

from sandbox.errors import Json, refuse

EFFECTS = {"status", "description", "parameters", "body", "truncate", "delay", "drop"}
FIELDS = EFFECTS | {"method", "chat", "nth", "times", "probability", "seed"}


@dataclass
class Fault:
    """Without nth, times or probability it holds until cleared. Without method it spares getUpdates."""

    id: int
    wish: Json
    met: int = 0
    dice: random.Random = field(default_factory=random.Random)

    def strikes(self, method: str, chat: str) -> bool:
        wish = self.wish
        if wish.get("method", "").lower() != method.lower() and ("method" in wish or method == "getUpdates"):
            return False
        if "chat" in wish and str(wish["chat"]) != chat:
            return False
        self.met += 1
        if "nth" in wish:
            return bool(self.met == wish["nth"])
        if "times" in wish:
            return bool(self.met <= wish["times"])
        if "probability" in wish:
            return self.dice.random() < float(wish["probability"])
        return True


class Faults:
    def __init__(self) -> None:
        self.all: list[Fault] = []
        self.count = 0

    def add(self, wish: Json) -> int:
        if unknown := set(wish) - FIELDS:
            refuse(f"A fault has no field {sorted(unknown)[0]}.")
        if not EFFECTS & set(wish):
            refuse("A fault needs an effect: status, body, truncate, delay or drop.")
        if wish.get("drop", "before") not in ("before", "after"):
            refuse("drop is before or after.")
        self.count += 1
        self.all.append(Fault(self.count, wish, dice=random.Random(wish.get("seed", 0))))
        return self.count

    def strike(self, method: str, chat: str) -> Json:
        """The effects that meet this call, the first asked for wins."""
        effects: Json = {}
        for fault in self.all:
            if fault.strikes(method, chat):
                effects = {key: value for key, value in fault.wish.items() if key in EFFECTS} | effects
        return effects

    def clear(self) -> None:
        self.all.clear()
