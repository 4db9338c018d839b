"""Twenty towns in one process, each with a campaign under way: what part of its permitted pace each keeps, and what a
further town weighs. Bounded: a few thousand sends, on loopback.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.contenders import room
from benchmarks.measure import cpu_seconds, peak_mb
from benchmarks.ours import ROOT
from messages.deliveries import TooLate
from rules.deliveries import KEPT_FOR_ANSWERS, AddressState, Lane, Purpose
from scheduler.pace import Pace
from storage import ledger, schema
from storage.engine import open_engine, transaction
from storage.tables import Address, table

PERMITTED = Pace().per_second * (1 - KEPT_FOR_ANSWERS)  # a fifth is left to answers
WARM = 4  # seconds after the last town has spoken


@dataclass(frozen=True)
class Figures:
    """rates: of each town, a second; cpu: cores used meanwhile; megabytes: the most held."""

    rates: list[float]
    cpu: float
    megabytes: float


def section(towns: int, seconds: int) -> list[str]:
    alone, many = measure(1, 3), measure(towns, seconds)
    least, mean = min(many.rates) / PERMITTED, sum(many.rates) / len(many.rates) / PERMITTED
    weight = (many.megabytes - alone.megabytes) / (towns - 1)
    return [f"towns: {towns} in one process, a campaign in each at {PERMITTED:.0f}/s: {mean:.2f} of the pace "
            f"permitted, the slowest {least:.2f}; {many.cpu:.2f} cores; {alone.megabytes:.0f} MB for one, "
            f"{weight:.1f} MB a further town", ""]


def measure(towns: int, seconds: int) -> Figures:
    with room() as folder, server() as (events, port):
        for number in range(towns):
            settle(folder / f"town{number:02}", f"{number + 100}:TOWN", port, int(PERMITTED * (seconds + WARM + 20)))
        with bot(folder) as process:
            counts: dict[str, int] = {}
            until = time.monotonic() + 90
            while len(counts) < towns:
                counts = next(events)["counts"]
                if time.monotonic() > until or process.poll() is not None:
                    raise RuntimeError(f"{len(counts)} of {towns} towns spoke: {(folder / 'log').read_text()[-2000:]}")
            for _second in range(WARM):
                first = next(events)
            cpu = cpu_seconds(process.pid)
            for _second in range(seconds):
                last = next(events)
            lasted = last["at"] - first["at"]
            rates = [(last["counts"][token] - first["counts"][token]) / lasted for token in last["counts"]]
            return Figures(rates, (cpu_seconds(process.pid) - cpu) / lasted, peak_mb(process.pid))


def settle(home: Path, token: str, port: int, people: int) -> None:
    """A town with as many people, all of them to be told something."""
    (home / "data").mkdir(parents=True)
    file = home / ".env"
    file.touch(0o600)
    file.write_text(f"BOT_TOKEN={token}\nTELEGRAM_API_BASE=http://127.0.0.1:{port}\n")
    engine = open_engine(f"sqlite:///{home / 'data' / 'tous-voisins.db'}")
    schema.create(engine)
    now = datetime.now(UTC)
    with transaction(engine) as session:
        rows = [{"service": "telegram", "value": 1000 + n, "thread": 0, "state": AddressState.OPEN}
                for n in range(people)]
        made = session.connection().execute(
            insert(table(Address)).returning(table(Address).c.id, sort_by_parameter_order=True), rows).scalars()
        addresses = [int(one) for one in made]
        ledger.add_all(session, ledger.Draft(TooLate(2), addresses[0], Lane.CAMPAIGN, Purpose.NOTICE), addresses, now)
    engine.dispose()


@contextmanager
def server() -> Iterator[tuple[Iterator[dict[str, Any]], int]]:
    process = subprocess.Popen((sys.executable, "-m", "benchmarks.towns_server"), cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        events = (json.loads(line) for line in process.stdout)
        yield events, int(next(events)["port"])
    finally:
        end(process)


@contextmanager
def bot(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    around = {name: value for name, value in os.environ.items() if name not in ("BOT_TOKEN", "DATABASE_URL")}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen((sys.executable, "-m", "bot", "run", "--towns", str(folder)), cwd=ROOT, env=around,
                                   stdout=subprocess.DEVNULL, stderr=log)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    print("\n".join(section(int(sys.argv[1]) if sys.argv[1:] else 20, int(sys.argv[2]) if sys.argv[2:] else 10)))
