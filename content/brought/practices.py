"""practices.yaml -> the first good practices, of our own."""

from __future__ import annotations

from collections.abc import Sequence

from content.brought import brings
from content.names import Known, among, one_of, read_id, reviewed
from content.schema import Desk, Entry, entries
from content.yaml_lines import Node
from rules.practices import (
    KITS,
    LONGEST_NEEDS,
    LONGEST_PITFALLS,
    LONGEST_TITLE,
    Cost,
    Crowd,
    Ground,
    Practice,
    Takes,
)

FILE = "practices.yaml"
LONGEST_TEXT, LONGEST_STEP, MOST_STEPS = 160, 85, 4


@brings("practices", "pratique")
def read_practices(desk: Desk, node: Node | None, known: Known) -> Sequence[Practice]:
    taken, titles = set[str](), set[str]()
    return [_practice(entry, taken, titles, known) for entry in entries(desk, FILE, node)]


def _practice(entry: Entry, taken: set[str], titles: set[str], known: Known) -> Practice:
    practice = Practice(
        code=f"c-{read_id(entry, taken)}",
        title=entry.wording("titre", LONGEST_TITLE),
        text=entry.wording("texte", LONGEST_TEXT),
        simple=entry.wording("simple", LONGEST_TEXT),
        grounds=entry.all_made("lieux", one_of(Ground), least=1),
        cost=entry.made("cout", one_of(Cost), Cost.FREE),
        crowd=entry.made("personnes", one_of(Crowd), Crowd.FEW),
        takes=entry.made("temps", one_of(Takes), Takes.HOUR),
        steps=tuple(_step(one) for one in entry.each("etapes")),
        pitfalls=entry.wording("attention", LONGEST_PITFALLS),
        needs=entry.wording("besoins", LONGEST_NEEDS),
        kit=entry.made("kit", among(KITS, "la feuille"), "") if entry.has("kit") else "",
    )
    if not 2 <= len(practice.steps) <= MOST_STEPS:
        entry.fault("etapes", f"de 2 à {MOST_STEPS} étapes")
    if practice.title in titles:
        entry.fault("titre", "ce titre est déjà pris")
    titles.add(practice.title)
    reviewed(entry, known)
    entry.done()
    return practice


def _step(entry: Entry) -> str:
    text = entry.wording("texte", LONGEST_STEP)
    entry.done()
    return text
