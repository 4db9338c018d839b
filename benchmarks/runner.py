"""One measured run: a fake server, one bot, its figures; both ended by their pid."""

import json
import os
import selectors
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import script as scripts
from benchmarks.contenders import Bot, Contender, room
from benchmarks.measure import cpu_seconds, family_cpu_seconds, peak_mb
from benchmarks.ours import ROOT

RUN_WITHIN = 90.0
TRAILING_WORK = 0.3  # what a bot still writes down after its last answer belongs to its cost


class RunFailed(RuntimeError):
    """Carries what was seen: the stalled step, or the end of the bot's log."""


@dataclass(frozen=True)
class Load:
    people: int
    warm: int
    per_second: float = 0.0
    delay: float = 0.0
    first: int = 0
    """Numbers of people and updates begin there: a base that has been run on is run on again."""
    at: datetime | None = None
    """The hour of the bot that follows the server's clock."""


@dataclass(frozen=True)
class Figures:
    updates: int
    updates_per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_per_thousand: float
    database_cpu_per_thousand: float
    peak_mb: float
    cold_start: float
    calls: dict[str, int]


class Events:
    """The JSON lines of the fake server."""

    def __init__(self, server: subprocess.Popen[bytes], until: float) -> None:
        assert server.stdout is not None
        self._server, self._until = server, until
        self._file = server.stdout
        self._lines: list[bytes] = [b""]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._file, selectors.EVENT_READ)

    def expect(self, *names: str, bot: subprocess.Popen[bytes] | None = None) -> dict[str, Any]:
        event = json.loads(self._line(bot))
        if event["event"] not in names:
            raise RunFailed(f"instead of {names}: {event}")
        return dict(event)

    def _line(self, bot: subprocess.Popen[bytes] | None) -> bytes:
        while len(self._lines) == 1:
            if time.monotonic() > self._until:
                raise RunFailed(f"not finished after {RUN_WITHIN:.0f} s")
            if bot is not None and bot.poll() is not None:
                raise RunFailed(f"the bot ended with status {bot.returncode}")
            if self._selector.select(0.5):
                data = os.read(self._file.fileno(), 1 << 20)
                if not data:
                    raise RunFailed("the fake server ended")
                self._lines = (self._lines[0] + data).split(b"\n")
        return self._lines.pop(0)


@contextmanager
def child(command: tuple[str, ...], ending: int, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, cwd=ROOT, **options)
    try:
        yield process
    finally:
        process.send_signal(ending)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serving(contender: Contender, load: Load) -> tuple[str, ...]:
    options = ("--people", str(load.people), "--warm", str(load.warm), "--per-second", str(load.per_second))
    script = ("--script", scripts.dump(contender.script), "--delay", str(load.delay))
    more = ("--first", str(load.first), *(("--at", load.at.isoformat()) if load.at else ()))
    return (sys.executable, "-m", "benchmarks.fake_server", *options, *script, *more)


def run(contender: Contender, load: Load) -> Figures:
    with ExitStack() as stack:
        folder = stack.enter_context(room())
        bot = contender.start(folder)
        stack.callback(contender.stop)
        command = serving(contender, load)
        server = stack.enter_context(child(command, signal.SIGTERM, stdout=subprocess.PIPE))
        events = Events(server, time.monotonic() + RUN_WITHIN)
        port = events.expect("port")["port"]
        env = environment(bot, port)
        if bot.prepare is not None:
            bot.prepare(env)
        log = stack.enter_context((folder / "log").open("wb"))
        started = time.monotonic()
        process = stack.enter_context(child(bot.command, signal.SIGINT, env=env, stdout=log, stderr=log))
        try:
            return watch(events, process, bot, started, load.people * len(contender.script))
        except RunFailed as failure:
            tail = (folder / "log").read_text(errors="replace")[-2000:]
            raise RunFailed(f"{contender.name}: {failure}\n{tail}") from None


def environment(bot: Bot, port: int) -> dict[str, str]:
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    telegram = {"BOT_TOKEN": "42:benchmark", "TELEGRAM_API_BASE": f"http://127.0.0.1:{port}"}
    return keep | {"PYTHONPATH": str(ROOT)} | telegram | dict(bot.environment)


def watch(
    events: Events, process: subprocess.Popen[bytes], bot: Bot, started: float, updates: int
) -> Figures:
    cold_start = events.expect("first_poll", bot=process)["at"] - started
    events.expect("start", bot=process)
    before, database_before = cpu_seconds(process.pid), database_cpu(bot)
    done = events.expect("done", bot=process)
    time.sleep(TRAILING_WORK)
    cpu, database = cpu_seconds(process.pid) - before, database_cpu(bot) - database_before
    latencies = sorted(done["latencies"])
    cuts = statistics.quantiles(latencies, n=100, method="inclusive")
    return Figures(
        updates=updates,
        updates_per_second=updates / done["seconds"],
        p50_ms=cuts[49] * 1000,
        p95_ms=cuts[94] * 1000,
        p99_ms=cuts[98] * 1000,
        cpu_per_thousand=cpu / updates * 1000,
        database_cpu_per_thousand=database / updates * 1000,
        peak_mb=peak_mb(process.pid),
        cold_start=cold_start,
        calls=done["calls"],
    )


def database_cpu(bot: Bot) -> float:
    return family_cpu_seconds(bot.server_pid) if bot.server_pid is not None else 0.0


def median(rounds: list[Figures]) -> Figures:
    """The median of each figure; the calls are the last round's."""
    names = [name for name in Figures.__dataclass_fields__ if name not in ("updates", "calls")]
    middle = {name: statistics.median(getattr(figures, name) for figures in rounds) for name in names}
    return Figures(updates=rounds[-1].updates, calls=rounds[-1].calls, **middle)


def disk_of(folder: Path) -> str:
    """The file system the durable contenders write to, so that a figure taken in memory is seen."""
    mounts = [line.split()[:3] for line in Path("/proc/mounts").read_text().splitlines()]
    holding = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    return max(holding, key=lambda mount: len(mount[1]))[2]
