"""sensitive.yaml -> topics that never wait for a neighbour, with whom to call or where else to go."""

from __future__ import annotations

from collections.abc import Iterable

from content.names import Known, among, read_id, reviewed
from content.schema import Desk, Entry
from content.yaml_lines import Fault, Fields, Node
from rules.helpkinds import Redirect
from rules.sensitive import Sensitive, Topic, checked

FILE = "sensitive.yaml"
LEAD_LENGTH = 140


def read_sensitive(desk: Desk, node: Node | None, known: Known, redirects: Iterable[Redirect]) -> Sensitive:
    if not isinstance(node, Fields):
        if node is not None:
            desk.faults.append(Fault(FILE, node.line, "fichier", "« sujets » et « sauf » sont attendus"))
        return Sensitive()
    top = Entry(desk, FILE, node, "sensitive")
    taken: set[str] = set()
    codes = {redirect.code for redirect in redirects}
    topics = tuple(_topic(entry, taken, known, codes) for entry in top.each("sujets"))
    harmless = top.all_made("sauf", checked)
    top.done()
    return Sensitive(topics, harmless)


def _topic(entry: Entry, taken: set[str], known: Known, redirects: set[str]) -> Topic:
    code = read_id(entry, taken, "code")
    patterns = (*entry.all_made("fr", checked, least=1), *entry.all_made("anglais", checked, least=1))
    if entry.has("renvoi"):
        topic = Topic(code, "", (), patterns, entry.made("renvoi", among(redirects, "le renvoi"), ""))
    else:
        topic = Topic(code, entry.wording("texte", LEAD_LENGTH),
                      entry.all_made("numeros", among(known.numbers, "le numéro"), least=1), patterns)
        reviewed(entry, known)
    entry.done()
    return topic
