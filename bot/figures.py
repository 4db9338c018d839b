"""Prometheus' text format, written by hand: a name, labels and a number a line. Labels are town, state, event."""

from __future__ import annotations

import asyncio
import os
import resource
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.vital import Look, Why
from storage.vitals import Vitals

Labels = Mapping[str, str]
Value = tuple[Labels, float]


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    kind: str
    about: str
    values: tuple[Value, ...]

    def lines(self) -> Iterator[str]:
        yield f"# HELP tousvoisins_{self.name} {self.about}"
        yield f"# TYPE tousvoisins_{self.name} {self.kind}"
        for labels, value in self.values:
            told = ",".join(f'{name}="{escaped(text)}"' for name, text in labels.items() if text)
            yield f"tousvoisins_{self.name}{'{' + told + '}' if told else ''} {value:.15g}"


def escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def text(looks: Mapping[str, Look], faults: Mapping[tuple[str, str], int], version: str) -> str:
    """faults: by (town, event)."""
    figures = [*of_process(version), *of_towns(looks), *of_databases(looks), Figure(
        "faults_total", "counter", "Warnings and errors of the log, by event; docs/operating.md says what each means",
        tuple(({"town": town, "event": event}, count) for (town, event), count in sorted(faults.items())))]
    return "\n".join(line for figure in figures for line in figure.lines()) + "\n"


def of_process(version: str) -> Iterator[Figure]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    yield Figure("info", "gauge", "The version that runs", (({"version": version}, 1),))
    yield Figure("cpu_seconds_total", "counter", "Processor time spent", (({}, used.ru_utime + used.ru_stime),))
    status = Path("/proc/self/statm")
    if status.exists():
        pages = int(status.read_text().split()[1])
        yield Figure("memory_bytes", "gauge", "Memory held", (({}, pages * os.sysconf("SC_PAGE_SIZE")),))
        yield Figure("open_files", "gauge", "Files and connections held open",
                     (({}, len(list(Path("/proc/self/fd").iterdir()))),))
    yield Figure("tasks", "gauge", "Tasks under way in this process", (({}, tasks()),))


def tasks() -> int:
    """0 outside of a loop."""
    try:
        return len(asyncio.all_tasks())
    except RuntimeError:
        return 0


def of_towns(looks: Mapping[str, Look]) -> Iterator[Figure]:
    yield Figure("ready", "gauge", "1 when the town is served", tuple(
        ({"town": name}, not look.whys) for name, look in looks.items()))
    yield Figure("not_ready", "gauge", "1 for each reason why it is not", tuple(
        ({"town": name, "reason": why}, why in look.whys) for name, look in looks.items() for why in Why))
    yield Figure("updates_total", "counter", "Updates taken", tuple(
        ({"town": name}, look.updates) for name, look in looks.items()))
    yield Figure("sent_total", "counter", "Deliveries tried by this process, by what became of them", tuple(
        ({"town": name, "outcome": outcome}, count) for name, look in looks.items()
        for outcome, count in sorted(look.outcomes.items())))
    yield Figure("lease_held", "gauge", "1 where this process is the sender of the town", tuple(
        ({"town": name}, look.holds) for name, look in looks.items()))
    yield Figure("last_backup_timestamp_seconds", "gauge", "When the town was last saved, on this machine", tuple(
        ({"town": name}, look.saved.timestamp()) for name, look in looks.items() if look.saved))


def of_databases(looks: Mapping[str, Look]) -> Iterator[Figure]:
    """Of the towns whose database answers."""
    found: dict[str, Vitals] = {name: look.vitals for name, look in looks.items() if look.vitals}

    def each(value: str) -> tuple[Value, ...]:
        return tuple(({"town": name}, float(getattr(one, value))) for name, one in found.items())

    yield Figure("deliveries", "gauge", "Deliveries under way, by state", tuple(
        ({"town": name, "state": state}, count) for name, one in found.items()
        for state, count in one.deliveries.items()))
    yield Figure("agenda_lag_seconds", "gauge", "How long the oldest due look has waited", each("lag"))
    yield Figure("agenda_failing", "gauge", "Looks put off because they failed, by what they look at", tuple(
        ({"town": name, "what": what}, count) for name, one in found.items()
        for what, count in sorted(one.failing.items())))
    yield Figure("set_aside", "gauge", "Updates set aside in a day", each("set_aside"))
    yield Figure("lease_seconds", "gauge", "How long the sender still is one; below 0, nobody sends", each("lease"))
    yield Figure("lease_epoch", "gauge", "Rises each time the sender changes", each("epoch"))
    yield Figure("database_bytes", "gauge", "Size of the database", each("size"))
    yield Figure("clock_skew_seconds", "gauge", "How far the database's clock is ahead of this one's", each("skew"))
