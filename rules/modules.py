"""What a group, or the whole town, may do without. A feature that states a name (`Feature(module=_("Projets"))`) is a
module; what is said and ordered under its word is decided here. A feature without a name cannot be switched off.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import KINDS, MODULES, kind_of
from rules.screens import Message
from rules.words import Words, _

NOT_HERE = _("Ce groupe a choisi de s’en passer. Qui l’administre peut changer d’avis dans /reglages.")
NOT_IN_TOWN = _("Ce n’est pas ouvert ici pour l’instant. Le reste marche comme d’habitude.")
FROM_TOWN = "!"


@dataclass(frozen=True, slots=True)
class Off:
    """The words that are off in a group: by its own choice, or in the whole town."""

    here: frozenset[str] = frozenset()
    town: frozenset[str] = frozenset()

    def __contains__(self, word: str) -> bool:
        return word in self.here or word in self.town

    def sentence(self, word: str) -> Words:
        return NOT_IN_TOWN if word in self.town else NOT_HERE


ALL_ON = Off()


def off_from(packed: str | None) -> Off:
    """As storage reads it: "heroes,voices!", those of the town with their mark."""
    if not packed:
        return ALL_ON
    words = packed.split(",")
    return Off(frozenset(w for w in words if not w.endswith(FROM_TOWN)),
               frozenset(w.removesuffix(FROM_TOWN) for w in words if w.endswith(FROM_TOWN)))


def module_of(kind: str) -> str:
    """Under which word a kind of message is switched off: that of its feature, unless it says another."""
    return MODULES.get(kind) or kind.partition(".")[0]


def said_by(message: Message) -> str:
    return module_of(kind_of(message))


def kinds_of(word: str) -> list[str]:
    return sorted(name for name in KINDS if module_of(name) == word)
