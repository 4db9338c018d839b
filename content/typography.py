"""French typography and wording residents can read aloud: what a machine can check."""

import re
from collections.abc import Iterable, Iterator

from content.safety import AvoidedWord
from content.schema import Spoken
from content.yaml_lines import Fault

NBSP, NARROW = "\u00a0", "\u202f"

_FRENCH = (
    (re.compile(r"'"), "apostrophe droite : écrivez ’"),
    (re.compile(r'"'), "guillemets droits : écrivez « »"),
    (re.compile(rf"[^{NBSP}\d]:(?!//)|\d:(?!\d)"), "espace insécable (U+00A0) attendue avant « : »"),
    (re.compile(rf"«[^{NBSP}]"), "espace insécable (U+00A0) attendue après «"),
    (re.compile(rf"[^{NBSP}]»"), "espace insécable (U+00A0) attendue avant »"),
    (re.compile(rf"[^{NARROW}?!][;!?]"), "espace fine insécable (U+202F) attendue avant « ; ! ? »"),
    (re.compile(r"\.\.\."), "points de suspension : écrivez …"),
    (re.compile(r"\boe|\bcoeur|soeur|\boeu"), "écrivez œ"),
    (re.compile(r"\b(tu|ton|ta|tes|toi)\b", re.IGNORECASE), "tutoiement : la maison vouvoie"),
)
_BOTH = (
    (re.compile(r"  |^\s|\s$"), "espace en trop"),
    (re.compile(r"[<>]"), "« < » et « > » ne s’écrivent pas dans un texte"),
    (re.compile(r"\s[,.]"), "espace avant une virgule ou un point"),
)
_ENGLISH = ((re.compile(r"'"), "apostrophe droite : écrivez ’"), (re.compile(r'"'), "écrivez “ ”"))
PLACEHOLDER = re.compile(r"\{(\w*)\}")
KNOWN_PLACEHOLDERS = frozenset({"date"})
LONGEST_SIMPLE = 12


def longest_sentence(text: str) -> int:
    """Words in its longest sentence; a colon ends one too."""
    return max(len(re.findall(r"[\w’-]+", sentence)) for sentence in re.split(r"[.!?:;…\n]+", text))


def lint(spoken: Iterable[Spoken], avoided: Iterable[AvoidedWord]) -> Iterator[Fault]:
    words = tuple(avoided)
    for one in spoken:
        rules = (*_BOTH, *(_FRENCH if one.language == "fr" else _ENGLISH))
        for pattern, rule in rules:
            if found := pattern.search(one.text):
                yield _fault(one, f"{rule} (près de « {_around(one.text, found)} »)")
        for name in PLACEHOLDER.findall(one.text):
            if name not in KNOWN_PLACEHOLDERS:
                yield _fault(one, f"« {{{name}}} » n’est remplacé par rien")
        if one.language == "fr":
            yield from _gendered(one, words)
            yield from _long_sentences(one)


def _gendered(one: Spoken, words: tuple[AvoidedWord, ...]) -> Iterator[Fault]:
    for word in words:
        if found := word.pattern.search(one.text):
            yield _fault(one, f"« {found[0]} » suppose un genre ; plutôt {word.instead}")


def _long_sentences(one: Spoken) -> Iterator[Fault]:
    if not one.field.endswith(".simple"):
        return
    if (words := longest_sentence(one.text)) > LONGEST_SIMPLE:
        yield _fault(one, f"phrase de {words} mots en version simple, {LONGEST_SIMPLE} au plus")


def _fault(spoken: Spoken, rule: str) -> Fault:
    return Fault(spoken.file, spoken.line, spoken.field, rule)


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 10) : found.end() + 10]
