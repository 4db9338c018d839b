"""Reading one entry field by field; every fault is kept with its file, line and field."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from content.yaml_lines import Fault, Fields, Items, Node, Scalar

T = TypeVar("T")
NO_DAY = date(1970, 1, 1)


@dataclass(frozen=True)
class Spoken:
    """One sentence residents read, and where it stands: what the typography check looks at."""

    file: str
    line: int
    field: str
    language: str
    text: str


@dataclass(frozen=True)
class Reviewed:
    """An entry somebody compared with its source, and when."""

    file: str
    label: str
    on: date


@dataclass
class Desk:
    """What a reading gathers: faults, sentences, the pairs French -> English, where each field stands, reviews."""

    faults: list[Fault] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    english: dict[str, str] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    reviewed: list[Reviewed] = field(default_factory=list)


class Entry:
    """One mapping of a file. Each read marks the field as known; `done` refuses the others."""

    def __init__(self, desk: Desk, file: str, node: Fields, label: str) -> None:
        self.desk, self.file, self.node, self.label = desk, file, node, label
        self.known: set[str] = set()

    @property
    def line(self) -> int:
        return self.node.line

    def fault(self, name: str, rule: str) -> None:
        found = self.node.fields.get(name)
        line = found.line if found is not None else self.node.line
        self.desk.faults.append(Fault(self.file, line, f"{self.label}.{name}", rule))

    def has(self, name: str) -> bool:
        return name in self.node.fields

    def take(self, name: str) -> Node | None:
        self.known.add(name)
        if name not in self.node.fields:
            self.fault(name, "champ absent")
        else:
            self.desk.lines.setdefault((self.file, f"{self.label}.{name}"), self.node.fields[name].line)
        return self.node.fields.get(name)

    def scalar(self, name: str, kind: type[T], empty: T, said: str) -> T:
        node = self.take(name)
        value = node.value if isinstance(node, Scalar) else empty
        if node is not None and not isinstance(node, Scalar):
            self.fault(name, said)
        if value is None or node is None:
            return empty
        if type(value) is not kind:
            self.fault(name, said)
            return empty
        return value

    def text(self, name: str, longest: int = 300) -> str:
        text = self.scalar(name, str, "", "un texte entre guillemets doubles est attendu")
        if self.has(name) and not text.strip():
            self._empty(name)
        if len(text) > longest:
            self.fault(name, f"{len(text)} caractères, {longest} au plus")
        return text

    def _empty(self, name: str) -> None:
        node = self.node.fields[name]
        if isinstance(node, Scalar) and isinstance(node.value, str) and not node.value.strip():
            self.fault(name, "le texte est vide")

    def maybe_text(self, name: str, longest: int = 300) -> str | None:
        return self.text(name, longest) if self.has(name) else None

    def whole(self, name: str, allowed: Collection[int], said: str, default: int | None = None) -> int:
        if default is not None and not self.has(name):
            return default
        number = self.scalar(name, int, min(allowed), f"un nombre entier est attendu ({said})")
        if number not in allowed:
            self.fault(name, f"{number} refusé : {said}")
        return number

    def yes(self, name: str, default: bool | None = None) -> bool:
        if default is not None and not self.has(name):
            return default
        return self.scalar(name, bool, False, "écrivez true ou false")

    def day(self, name: str) -> date:
        return self.scalar(name, date, NO_DAY, "une date comme 2026-11-23, sans guillemets, est attendue")

    def maybe_day(self, name: str) -> date | None:
        return self.day(name) if self.has(name) else None

    def made(self, name: str, make: Callable[[str], T], empty: T) -> T:
        """A word turned into something by `make`, whose ValueError is the rule broken."""
        word = self.scalar(name, str, "", "un mot est attendu")
        if not word and self.has(name):
            self._empty(name)
        return self._made(name, word, make, empty) if word else empty

    def all_made(self, name: str, make: Callable[[str], T], *, least: int = 0) -> tuple[T, ...]:
        node = self.take(name)
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.fault(name, 'une liste est attendue, par exemple ["toute"]')
            return ()
        words = [i.value for i in node.items if isinstance(i, Scalar) and isinstance(i.value, str)]
        broken = [i for i in node.items if not isinstance(i, Scalar) or not isinstance(i.value, str | None)]
        if broken:
            self.fault(name, "chaque élément de la liste est un mot entre guillemets")
        if len(node.items) < least:
            self.fault(name, f"la liste est trop courte : {least} au moins")
        if len(set(words)) < len(words):
            self.fault(name, "un élément est écrit deux fois")
        found = (self._made(name, word, make, None) for word in words)
        return tuple(one for one in found if one is not None)

    def _made(self, name: str, word: str, make: Callable[[str], T], empty: T) -> T:
        try:
            return make(word)
        except ValueError as problem:
            self.fault(name, str(problem))
            return empty

    def inner(self, name: str) -> "Entry | None":
        node = self.take(name)
        if isinstance(node, Fields):
            return Entry(self.desk, self.file, node, f"{self.label}.{name}")
        if node is not None and not (isinstance(node, Scalar) and node.value is None):
            self.fault(name, "des champs en retrait sont attendus")
        return None

    def each(self, name: str) -> list["Entry"]:
        node = self.take(name)
        if node is None:
            return []
        if not isinstance(node, Items):
            self.fault(name, "une liste est attendue")
            return []
        return entries(self.desk, self.file, node, f"{self.label}.{name}")

    def wording(self, name: str, longest: int = 300) -> str:
        """A sentence in French, with its English under `en:`."""
        french = self.text(name, longest)
        self.known.add("en")
        node = self.node.fields.get("en")
        if not isinstance(node, Fields):
            self.fault("en", "traduction anglaise absente")
            return french
        other = Entry(self.desk, self.file, node, f"{self.label}.en")
        pair(self, name, french, other.text(name, longest + longest // 3))
        return french

    def done(self) -> None:
        for name in self.node.fields.keys() - self.known:
            self.fault(name, "champ inconnu")
        english = self.node.fields.get("en")
        if isinstance(english, Fields):
            for name in english.fields.keys() - self.node.fields.keys():
                self.fault(f"en.{name}", "traduit un champ qui n’existe pas en français")


def pair(entry: Entry, name: str, french: str, english: str) -> None:
    """Keep a sentence and its translation; the same French said in two ways is a fault."""
    if not french or not english:
        return
    desk, line = entry.desk, entry.node.fields[name].line
    if desk.english.setdefault(french, english) != english:
        entry.fault(name, f"déjà traduit autrement : « {desk.english[french]} »")
    desk.spoken.append(Spoken(entry.file, line, f"{entry.label}.{name}", "fr", french))
    desk.spoken.append(Spoken(entry.file, line, f"{entry.label}.en.{name}", "en", english))


def entries(desk: Desk, file: str, node: Node | None, label: str = "") -> list[Entry]:
    """The mappings of a list, each labelled by its id."""
    if node is None:
        return []
    if not isinstance(node, Items):
        desk.faults.append(Fault(file, node.line, label or "fichier", "une liste d’entrées est attendue"))
        return []
    found = []
    for rank, item in enumerate(node.items, 1):
        if isinstance(item, Fields):
            name = item.fields.get("id") or item.fields.get("code")
            word = name.value if isinstance(name, Scalar) and isinstance(name.value, str) else f"{label}[{rank}]"
            found.append(Entry(desk, file, item, word))
        else:
            desk.faults.append(Fault(file, item.line, f"{label}[{rank}]", "des champs sont attendus"))
    return found
