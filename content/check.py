"""`python -m content.check`: everything start-up refuses, and what only a reviewer would see."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from content import brought
from content.catalogue import HERE, Catalogue, Reading, read_all
from content.likeness import alike
from content.typography import PLACEHOLDER, lint
from content.writing import lint_writing
from content.yaml_lines import Fault
from rules.calendar import MomentKind, to_confirm
from rules.gestes import SCHOOL_TERM, During, Timing, to_reread
from rules.numbers import MAX_AGE, too_old
from rules.yearly import Season

GESTES, CORE = 170, 100
WARN_AHEAD = timedelta(days=30)


def check(reading: Reading, folder: Path, today: date) -> tuple[Fault, ...]:
    """Every fault, in order. A folder that cannot be read yields its schema faults alone."""
    if reading.faults:
        return reading.faults
    catalogue = reading.catalogue
    found = [
        *lint(reading.spoken, reading.avoided),
        *_counts(catalogue),
        *_senses(reading),
        *_near(reading),
        *_timings(reading),
        *_ids(catalogue, folder),
        *_ages(reading, today),
        *lint_writing(reading.spoken, {n.number for n in catalogue.numbers}),
        *_placeholders(reading),
    ]
    return tuple(sorted(found))


def all_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """What history, buttons and totals point to, one `kind id` per line of ids.txt."""
    return (
        *(f"geste {g.id}" for g in catalogue.gestes),
        *(f"genre {k.code}" for k in catalogue.kinds),
        *(f"moment {m.id}" for m in catalogue.moments),
        *(f"numero {n.id}" for n in catalogue.numbers),
        *(f"consigne {code}" for code in catalogue.safety),
        *(f"proposition {code}" for code in catalogue.things),
        *(f"{brought.FILES[name].named} {one.id}" for name, found in catalogue.brought.items() for one in found),
    )


def _counts(catalogue: Catalogue) -> Iterator[Fault]:
    shown = [g for g in catalogue.gestes if g.retired_on is None]
    core = sum(g.core for g in shown)
    if len(shown) < GESTES or core != CORE:
        rule = (
            f"{len(shown)} gestes dont {core} au cœur ; il en faut {GESTES} au moins dont {CORE} exactement"
        )
        yield Fault("gestes.yaml", 1, "coeur", rule)


def _senses(reading: Reading) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for geste in reading.catalogue.gestes:
        for name, text in (("titre", geste.title), ("texte", geste.text), ("simple", geste.simple)):
            sense = re.sub(r"\W+", " ", text.lower()).strip()
            if seen.setdefault(sense, geste.id) != geste.id:
                yield reading.fault("gestes.yaml", f"{geste.id}.{name}", f"dit la même chose que « {seen[sense]} »")


def _near(reading: Reading) -> Iterator[Fault]:
    shown = [g for g in reading.catalogue.gestes if g.retired_on is None]
    for _near, one, other in alike(shown):
        yield reading.fault("gestes.yaml", f"{other.id}.texte", f"ressemble trop à « {one.id} » : une autre idée")


def _timings(reading: Reading) -> Iterator[Fault]:
    """A text true on one day is shown on that day; one that prepares a day, never after it."""
    for geste in reading.catalogue.gestes:
        for term in geste.when if geste.timing else ():
            if isinstance(term, During) and term.event != SCHOOL_TERM:
                moment = reading.catalogue.moment(term.event)
                early = moment.gestes_before > 0 and geste.timing is Timing.DURING
                wrong = early or moment.gestes_after > 0
            else:
                wrong = isinstance(term, Season) and geste.timing is Timing.DURING and term.first != term.last
            if wrong:
                yield reading.fault("gestes.yaml", f"{geste.id}.jour", "« quand » s’ouvre aussi d’autres jours")


def _ids(catalogue: Catalogue, folder: Path) -> Iterator[Fault]:
    kept = (folder / "ids.txt").read_text("utf-8").splitlines()
    now = all_ids(catalogue)
    for line, name in enumerate(kept, 1):
        if name not in now:
            yield Fault(
                "ids.txt", line, name, "un identifiant ne disparaît pas : remettez l’entrée, ou retire_le"
            )
    for name in now:
        if name not in kept:
            yield Fault("ids.txt", len(kept), name, "nouvel identifiant : ajoutez-le à la fin (--write-ids)")


def _ages(reading: Reading, today: date) -> Iterator[Fault]:
    for geste in reading.catalogue.gestes:
        if geste.best_before < today and geste.retired_on is None:
            yield reading.fault("gestes.yaml", f"{geste.id}.dluo", "à relire : la date est passée")
    for number in reading.catalogue.numbers:
        if too_old(number, today):
            yield reading.fault("numbers.yaml", f"{number.id}.verifie_le", "vérifié il y a plus de douze mois")
    for entry in reading.reviewed:
        if entry.on > today:
            yield reading.fault(entry.file, f"{entry.label}.verifie_le", "date à venir")


def _placeholders(reading: Reading) -> Iterator[Fault]:
    english = reading.catalogue.english
    for spoken in reading.spoken:
        other = english.get(spoken.text, spoken.text) if spoken.language == "fr" else spoken.text
        if sorted(PLACEHOLDER.findall(spoken.text)) != sorted(PLACEHOLDER.findall(other)):
            yield Fault(spoken.file, spoken.line, spoken.field, "les accolades diffèrent en anglais")
    for moment in reading.catalogue.moments:
        if moment.kind is MomentKind.ALERT and "{date}" in moment.group_text + moment.private_text:
            yield reading.fault("calendar.yaml", f"{moment.id}.groupe", "une alerte ne porte pas de date")
        if moment.kind is MomentKind.ANNOUNCED and "{date}" not in moment.group_text:
            yield reading.fault("calendar.yaml", f"{moment.id}.groupe", "une date annoncée se dit {date}")


def warnings(catalogue: Catalogue, today: date) -> tuple[str, ...]:
    soon = to_reread(catalogue.gestes, today, WARN_AHEAD.days)
    old = (n for n in catalogue.numbers if today - n.checked_on > MAX_AGE - WARN_AHEAD)
    return (
        *(f"gestes.yaml : {g.id} est à relire avant le {g.best_before}" for g in soon),
        *(f"numbers.yaml : {n.id} est à vérifier avant le {n.checked_on + MAX_AGE}" for n in old),
        *(f"calendar.yaml : {m.id} n’a pas de date confirmée pour {w.start.year} (par défaut le {w.start})"
          for m, w in to_confirm(catalogue.moments, today)),
    )


def reread_list(reading: Reading, today: date) -> tuple[str, ...]:
    """This quarter's reading: gestes near their date, and what nobody compared with its source for nine months."""
    stale = today - timedelta(days=270)
    return (
        *(f"geste {g.id} : avant le {g.best_before}" for g in to_reread(reading.catalogue.gestes, today)),
        *(f"{entry.file} {entry.label} : vérifié le {entry.on}" for entry in reading.reviewed if entry.on <= stale),
    )


def write_ids(catalogue: Catalogue, folder: Path) -> int:
    """Append the ids not yet kept; never remove one."""
    path = folder / "ids.txt"
    kept = path.read_text("utf-8").splitlines() if path.exists() else []
    new = [name for name in all_ids(catalogue) if name not in kept]
    path.write_text("".join(f"{name}\n" for name in (*kept, *new)), "utf-8")
    return len(new)


def _say(lines: Sequence[object]) -> None:
    for line in lines:
        print(line)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m content.check")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="AAAA-MM-JJ")
    parser.add_argument("--folder", type=Path, default=HERE)
    parser.add_argument("--reread", action="store_true", help="list what must be re-read this quarter")
    parser.add_argument("--write-ids", action="store_true", help="append new ids to ids.txt")
    options = parser.parse_args(arguments)
    today = options.today or datetime.now(UTC).date()
    reading = read_all(options.folder)
    if options.write_ids and not reading.faults:
        print(f"{write_ids(reading.catalogue, options.folder)} identifiants ajoutés")
    if options.reread and not reading.faults:
        _say(reread_list(reading, today))
        return 0
    faults = check(reading, options.folder, today)
    _say(faults)
    if not reading.faults:
        _say(warnings(reading.catalogue, today))
    print(f"{len(faults)} défaut(s)" if faults else "contenu en ordre")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
