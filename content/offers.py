"""offers.yaml -> what one may lend or do, by theme."""

from __future__ import annotations

from content.names import Known, among, read_id, reviewed
from content.schema import Desk, Entry
from content.yaml_lines import Fault, Fields, Node
from rules.offers import Theme, Thing

FILE = "offers.yaml"
LABEL_LENGTH, MANY_LENGTH = 24, 40


def read_offers(desk: Desk, node: Node | None, known: Known) -> tuple[Theme, ...]:
    if node is None:
        return ()
    if not isinstance(node, Fields):
        desk.faults.append(Fault(FILE, node.line, "fichier", "des champs en retrait sont attendus"))
        return ()
    top = Entry(desk, FILE, node, "propositions")
    reviewed(top, known)
    themes, things = set[str](), set[str]()
    found = tuple(_theme(entry, themes, things, known) for entry in top.each("themes"))
    top.done()
    return found


def _theme(entry: Entry, themes: set[str], things: set[str], known: Known) -> Theme:
    theme = Theme(
        code=read_id(entry, themes, "code"),
        emoji=entry.text("emoji", 4),
        title=entry.wording("titre", LABEL_LENGTH),
        things=tuple(_thing(one, things, known) for one in entry.each("propositions")),
    )
    if not theme.things:
        entry.fault("propositions", "une proposition au moins")
    entry.done()
    return theme


def _thing(entry: Entry, taken: set[str], known: Known) -> Thing:
    thing = Thing(
        code=read_id(entry, taken, "code"),
        label=entry.wording("bouton", LABEL_LENGTH),
        many=entry.wording("compte", MANY_LENGTH),
        is_object=entry.yes("objet"),
        kinds=entry.all_made("genres", among(known.kinds, "le genre de besoin"), least=1),
    )
    entry.done()
    return thing
