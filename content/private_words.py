"""private_words.yaml -> the words a note may not hold, by topic."""

from content.schema import Desk, entries
from content.yaml_lines import Node
from rules.private_words import PrivateWords, Topic, folded

FILE = "private_words.yaml"


def read_private_words(desk: Desk, node: Node | None) -> PrivateWords:
    found: dict[Topic, tuple[str, ...]] = {}
    seen: dict[str, Topic] = {}
    for entry in entries(desk, FILE, node, "sujets"):
        topic = entry.made("sujet", _topic, Topic.HEALTH)
        if topic in found:
            entry.fault("sujet", f"« {topic} » est déjà pris")
        words = (*entry.all_made("fr", _word, least=1), *entry.all_made("en", _word, least=1))
        for word in words:
            if folded(word) in seen:
                entry.fault("fr", f"« {word} » est écrit deux fois")
            seen[folded(word)] = topic
        found[topic] = words
        entry.done()
    return PrivateWords(found)


def _topic(text: str) -> Topic:
    if text not in set(Topic):
        raise ValueError(f"« {text} » refusé : {', '.join(Topic)}")
    return Topic(text)


def _word(text: str) -> str:
    if len(folded(text)) < 3 or any(c.isdigit() for c in text):
        raise ValueError(f"« {text} » : un mot d’au moins trois lettres, sans chiffre")
    return text
