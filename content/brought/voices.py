"""voices.yaml -> a question a month."""

from __future__ import annotations

from content.brought import brings
from content.names import Known, read_id
from content.schema import Desk, entries
from content.yaml_lines import Node
from rules.voices import Question

LONGEST_LABEL, LEAST, MOST = 24, 2, 4


@brings("voices", "question")
def read_voices(desk: Desk, node: Node | None, _known: Known) -> tuple[Question, ...]:
    found, taken = [], set[str]()
    for entry in entries(desk, "voices.yaml", node):
        options = []
        for one in entry.each("choix"):
            options.append(one.wording("bouton", LONGEST_LABEL))
            one.done()
        if not LEAST <= len(options) <= MOST:
            entry.fault("choix", f"{len(options)} réponses, il en faut {LEAST} à {MOST}")
        found.append(Question(read_id(entry, taken), entry.wording("question", 120), tuple(options)))
        entry.done()
    return tuple(found)
