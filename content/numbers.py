"""numbers.yaml -> help lines by territory, and the five lines of /urgence."""

import re
from dataclasses import dataclass

from content.names import Known, read_id, read_territories, reviewed
from content.schema import Desk, Entry
from content.yaml_lines import Fault, Fields, Node
from rules.calendar import ALL_TERRITORIES
from rules.numbers import Number, UrgencyCard

FILE = "numbers.yaml"
MOST_LINES = 5
_NUMBER = re.compile(
    r"\d{2,6}|116\u00a0\d{3}|0[1-9](?:\u00a0\d\d){4}|0\u00a08\d\d(?:(?:\u00a0\d\d){3}|(?:\u00a0\d{3}){2})")


@dataclass(frozen=True)
class NumberBook:
    numbers: tuple[Number, ...] = ()
    cards: tuple[UrgencyCard, ...] = ()


def read_numbers(desk: Desk, node: Node | None, known: Known) -> NumberBook:
    if node is None:
        return NumberBook()
    if not isinstance(node, Fields):
        desk.faults.append(Fault(FILE, node.line, "fichier", "« numeros » et « urgence » sont attendus"))
        return NumberBook()
    top = Entry(desk, FILE, node, "numéros")
    taken: set[str] = set()
    numbers = tuple(_number(entry, taken, known) for entry in top.each("numeros"))
    cards = tuple(_card(entry, numbers) for entry in top.each("urgence"))
    covered = [territory for card in cards for territory in card.territories]
    if len(covered) != len(set(covered)) or set(covered) != ALL_TERRITORIES:
        top.fault("urgence", "chaque territoire a une carte d’urgence, et une seule")
    top.done()
    return NumberBook(numbers, cards)


def parse_number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"« {text} » n’est pas un numéro : chiffres, groupés par des espaces insécables")
    return text


def _number(entry: Entry, taken: set[str], known: Known) -> Number:
    sources, checked_on = reviewed(entry, known)
    number = Number(
        id=read_id(entry, taken),
        number=entry.made("numero", parse_number, ""),
        purpose=entry.wording("pour", 120),
        hours=_spoken_if_there(entry, "horaires"),
        cost=_spoken_if_there(entry, "cout"),
        territories=read_territories(entry),
        fallback=entry.yes("secours_ailleurs", default=False),
        urgent=entry.yes("urgence"),
        only_when_activated=entry.yes("si_active", default=False),
        sources=sources,
        checked_on=checked_on,
    )
    entry.done()
    return number


def _spoken_if_there(entry: Entry, name: str) -> str | None:
    return entry.wording(name, 80) if entry.has(name) else None


def _card(entry: Entry, numbers: tuple[Number, ...]) -> UrgencyCard:
    lines, private = [], []
    for one in entry.each("lignes"):
        lines.append(one.wording("texte", 120))
        private.append(one.wording("prive", 120) if one.has("prive") else lines[-1])
        one.done()
    card = UrgencyCard(read_territories(entry), tuple(lines), tuple(private))
    if not 1 <= len(lines) <= MOST_LINES:
        entry.fault("lignes", f"{MOST_LINES} lignes au plus")
    for territory in card.territories:
        allowed = {n.number for n in numbers if n.fallback or territory in n.territories}
        for found in re.findall(r"\d[\d\u00a0 ]*\d", " / ".join((*lines, *private))):
            if found not in allowed:
                entry.fault("lignes", f"le numéro {found} n’est pas donné pour « {territory} »")
    entry.done()
    return card
