"""What each person of the benchmark says and presses, the same for every bot."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of a person: `say` a text, or `press` the first button whose label contains these words.

    The turn is over when an answer contains `until` (any answer when empty) and, if the next step
    presses a button, when that same answer shows it.
    """

    say: str = ""
    press: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        if bool(self.say) == bool(self.press):
            raise ValueError(f"a step either says or presses: {self}")


Script = tuple[Step, ...]

STOCK: Script = (
    Step(say="/start", until="coup de main"),
    Step(press="Courses", until="Pour quand"),
    Step(press="Demain", until="quelques mots"),
    Step(say="Deux sacs à monter, merci beaucoup", until="Relisons"),
    Step(press="Envoyer", until="enregistrée"),
)


def dump(script: Script) -> str:
    return json.dumps([asdict(step) for step in script])


def load(text: str) -> Script:
    return tuple(Step(**step) for step in json.loads(text))
