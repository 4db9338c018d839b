"""The table, the JSON file, and the one line that sums it up."""

import json
import os
import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import contenders
from benchmarks.runner import Figures, disk_of, median

FOLDER = Path(__file__).resolve().parent / "results"
LIBRARIES = ("python-telegram-bot", "aiogram", "aiohttp", "httpx", "pydantic", "sqlalchemy", "psycopg")
NOTES = (
    "Everybody writes at once, so latency is the queue; the calm pass (50 updates/s) is what a person feels.",
    "Killed, a stock bot forgets every conversation (pickle: up to its last minute); ours commits first.",
    "ConversationHandler does not allow concurrent updates, so stock PTB takes them one at a time.",
    "PostgreSQL's own CPU is in its own column and not in the bot's.",
)


@dataclass
class Results:
    people: int
    delay: float
    full: dict[str, list[Figures]] = field(default_factory=dict)
    calm: dict[str, Figures] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    sections: list[str] = field(default_factory=list)


def machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    system = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores"
    return f"{system}, disk {disk_of(Path('/var/tmp'))}\n{libraries}"


def medians(results: Results) -> dict[str, Figures]:
    return {name: median(rounds) for name, rounds in results.full.items() if rounds}


def fastest_in_memory(middle: dict[str, Figures]) -> float:
    return max(
        (middle[name].updates_per_second for name in contenders.IN_MEMORY if name in middle), default=0.0
    )


def ratio(results: Results, ours: str = contenders.OURS_SQLITE) -> str:
    middle = medians(results)
    fastest, durable = fastest_in_memory(middle), middle.get(ours)
    if durable is None or not fastest:
        return f"n/a ({results.skipped.get(ours, 'not measured')})".partition("\n")[0]
    return f"{durable.updates_per_second / fastest:.2f}"


def table(results: Results) -> Iterator[str]:
    middle = medians(results)
    fastest = fastest_in_memory(middle)
    yield (
        f"{'bot':24}{'updates/s':>10}{'(min–max)':>13}{'ratio':>7}{'p50 ms':>8}{'p99 ms':>8}"
        f"{'CPU s/1000':>12}{'db CPU':>8}{'peak MB':>9}{'start s':>9}"
    )
    for name, one in middle.items():
        speeds = [figures.updates_per_second for figures in results.full[name]]
        spread = f"({min(speeds):.0f}–{max(speeds):.0f})"
        share = f"{one.updates_per_second / fastest:.2f}" if fastest else "-"
        yield (
            f"{name:24}{one.updates_per_second:10.0f}{spread:>13}{share:>7}{one.p50_ms:8.0f}{one.p99_ms:8.0f}"
            f"{one.cpu_per_thousand:12.2f}{one.database_cpu_per_thousand:8.2f}{one.peak_mb:9.0f}{one.cold_start:9.2f}"
        )


def calm_table(results: Results) -> Iterator[str]:
    if results.calm:
        yield f"{'at 50 updates/s':24}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}"
    for name, one in results.calm.items():
        yield f"{name:24}{one.p50_ms:8.1f}{one.p95_ms:8.1f}{one.p99_ms:8.1f}"


def text(results: Results) -> str:
    count = max((len(rounds) for rounds in results.full.values()), default=0)
    head = f"{results.people} people, 5 turns each, medians of {count} interleaved rounds"
    skipped = [f"skipped {name}: {reason}" for name, reason in results.skipped.items()]
    also = f"on PostgreSQL: {ratio(results, contenders.OURS_POSTGRES)}"
    last = f"durable/fastest-in-memory: {ratio(results)}"
    parts = [
        f"{head}, {results.seconds:.0f} s in all",
        machine(),
        "",
        *table(results),
        "",
        *calm_table(results),
        "",
        *results.sections,
        *NOTES,
        *skipped,
        also,
        last,
    ]
    return "\n".join(parts)


def save(results: Results) -> Path:
    FOLDER.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    content = asdict(results) | {"at": now.isoformat(), "machine": machine(), "ratio": ratio(results)}
    path = FOLDER / f"{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
