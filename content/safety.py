"""Short files: safety sentences, the charter one accepts, the sources named elsewhere, words to avoid."""

import re
from dataclasses import dataclass

from content.links import bad_links, rule_for
from content.names import Known, reviewed
from content.schema import Desk, Entry, entries
from content.yaml_lines import Fault, Fields, Node, Scalar

SENTENCE_LENGTH = 180
MAPPING = "des champs « nom: valeur » sont attendus"


@dataclass(frozen=True)
class Charter:
    version: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class AvoidedWord:
    """A wording that takes a gender for granted, and what to write instead."""

    pattern: re.Pattern[str]
    instead: str


def read_safety(desk: Desk, node: Node | None, known: Known) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries(desk, "safety.yaml", node):
        code = entry.made("code", _safety_code, "")
        if code in found:
            entry.fault("code", f"« {code} » est déjà pris")
        found[code] = entry.wording("texte", SENTENCE_LENGTH)
        reviewed(entry, known)
        entry.done()
    return found


def _safety_code(text: str) -> str:
    if not re.fullmatch(r"S[1-9]\d?", text):
        raise ValueError(f"« {text} » n’est pas un code comme S1")
    return text


def read_charter(desk: Desk, node: Node | None, known: Known) -> Charter:
    if not isinstance(node, Fields):
        if node is not None:
            desk.faults.append(
                Fault("charter.yaml", node.line, "fichier", "des champs en retrait sont attendus")
            )
        return Charter()
    top = Entry(desk, "charter.yaml", node, "charte")
    version, lines = top.text("version", 10), []
    reviewed(top, known)
    for entry in top.each("lignes"):
        lines.append(entry.wording("texte", 120))
        entry.done()
    if not 5 <= len(lines) <= 7:
        top.fault("lignes", f"{len(lines)} lignes, il en faut 5 à 7")
    top.done()
    return Charter(version, tuple(lines))


def read_sources(desk: Desk, node: Node | None) -> dict[str, str]:
    """Key -> what was read. A flat file: `HC: "lheurecivique.fr"`."""
    if not isinstance(node, Fields):
        if node is not None:
            desk.faults.append(
                Fault("sources.yaml", node.line, "fichier", "des lignes « CLÉ: texte » sont attendues")
            )
        return {}
    found = {}
    for key, value in node.fields.items():
        if isinstance(value, Scalar) and isinstance(value.value, str) and value.value.strip():
            found[key] = value.value
            desk.faults += [Fault("sources.yaml", value.line, key, rule_for(link)) for link in bad_links(value.value)]
        else:
            desk.faults.append(
                Fault("sources.yaml", value.line, key, "un texte entre guillemets est attendu")
            )
    return found


def read_avoided(desk: Desk, node: Node | None) -> tuple[AvoidedWord, ...]:
    found = []
    for entry in entries(desk, "words.yaml", node, "mots"):
        pattern = entry.made("motif", _pattern, re.compile("(?!)"))
        found.append(AvoidedWord(pattern, entry.text("plutot", 120)))
        entry.done()
    return tuple(found)


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as problem:
        raise ValueError(f"motif illisible : {problem}") from None
