"""What is written to be dialled, opened or printed: telephone numbers, links, signs a font can draw."""

import re
from collections.abc import Collection, Iterable, Iterator

from content.kits.glyphs import undrawable
from content.links import bad_links, rule_for
from content.schema import Spoken
from content.yaml_lines import Fault

_BLANK = r"[\s.\u00a0\u202f-]"
_DIALLED = re.compile(rf"(?<![\w+:])(?:\+|0)\d?(?:{_BLANK}?\d){{5,}}(?![\w:])")
_WHOLE = re.compile(r"0[1-9](?:\u00a0\d\d){4}|0\u00a08\d\d(?:(?:\u00a0\d\d){3}|(?:\u00a0\d{3}){2})")
_SHORT = re.compile(r"(?<![\w\u00a0-])(3\d{3}|11\d|116\u00a0\d{3})(?![\w\u00a0-])")


def lint_writing(spoken: Iterable[Spoken], numbers: Collection[str]) -> Iterator[Fault]:
    """`numbers`: those of numbers.yaml, the only ones a text may give."""
    said = tuple(spoken)
    for one in said:
        for rule in (*_numbers(one.text, numbers), *map(rule_for, bad_links(one.text))):
            yield Fault(one.file, one.line, one.field, rule)
    missing = undrawable("".join(sorted({sign for one in said for sign in one.text})))
    for one in said:
        if lacking := sorted(missing.intersection(one.text)):
            yield Fault(one.file, one.line, one.field, f"nos polices ne dessinent pas « {' '.join(lacking)} »")


def _numbers(text: str, given: Collection[str]) -> Iterator[str]:
    for found in _DIALLED.findall(text):
        if not _WHOLE.fullmatch(found):
            yield f"le téléphone « {found} » ne se lit pas : dix chiffres, avec des espaces insécables"
        elif found not in given:
            yield f"le numéro {found} n’est pas dans numbers.yaml"
    unknown = (short for short in _SHORT.findall(text) if short not in given)
    yield from (f"le numéro {short} n’est pas dans numbers.yaml" for short in unknown)
