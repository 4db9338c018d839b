"""`python -m benchmarks parts`: where the CPU of a thousand updates goes, piece by piece, on both engines.

Our bot plays the turns of the bench with a clock of its own thread's CPU around each piece; a piece within another is
counted once. What no piece names is the event loop, the hand-over between threads and SQLAlchemy's transactions.
"""

import argparse
import functools
import importlib
import json
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine, Generator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import ours
from benchmarks.bases import ENGINES
from benchmarks.contenders import Bot, Contender, room
from benchmarks.postgres import NoPostgres
from benchmarks.runner import Figures, Load, run

PIECES = {
    "python-telegram-bot: getUpdates": ("bot.telegram.listen.Listener.fetch",),
    "reading updates": ("bot.service.read",),
    "which updates are new": ("storage.inbox.take_new",),
    "locks of people": ("bot.dialogue.lock_people",),
    "reading people and conversations": ("bot.dialogue.Dialogue._read_people",),
    "turns: flows, and what they need to know": ("bot.dialogue.Dialogue._turn",),
    "answers: which may be said": ("storage.answers.in_line",),
    "answers: rows": ("storage.ledger.add_answers",),
    "conversations: rows": ("storage.conversations.save", "storage.conversations.end_many"),
    "commit": ("sqlalchemy.engine.default.DefaultDialect.do_commit",),
    "outcomes: rows": ("bot.dialogue.write_outcomes", "scheduler.sender.write_outcomes"),
    "wording": ("bot.telegram.speak.TelegramSpeaker.method",),
    "speaking: one HTTP request each": ("bot.telegram.lean.LeanSession.call",),
    "the lease, and looks at what waits": ("storage.lease.take_lease", "storage.answers.next_in_line",
                                           "scheduler.claims.Claims.claim", "scheduler.claims.Claims.wake"),
}
RUST = "the HTTP client’s own threads"
MEASURED = 400  # people, five turns each


class Clock(threading.local):
    """The piece under way in this thread, and since when."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.since = 0.0


class Parts:
    """Seconds of CPU by piece, and statements."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.statements: Counter[str] = Counter()
        self.here = Clock()

    def enter(self, piece: str) -> None:
        now = time.thread_time()
        if self.here.pieces:
            self.spent[self.here.pieces[-1]] += now - self.here.since
        self.here.pieces.append(piece)
        self.here.since = now

    def leave(self) -> None:
        now = time.thread_time()
        self.spent[self.here.pieces.pop()] += now - self.here.since
        self.here.since = now

    def around(self, piece: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*args: Any, **named: Any) -> Any:
            self.enter(piece)
            try:
                made = function(*args, **named)
            finally:
                self.leave()
            return Steps(self, piece, made) if isinstance(made, Coroutine) else made

        return timed

    def said(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        piece = self.here.pieces[-1] if self.here.pieces else "the rest"
        self.statements[piece] += 1


class Steps:
    """A coroutine whose every step is counted."""

    def __init__(self, parts: Parts, piece: str, work: Coroutine[Any, Any, Any]) -> None:
        self.parts, self.piece, self.work = parts, piece, work

    def __await__(self) -> Generator[Any, Any, Any]:
        go: Callable[[], Any] = functools.partial(self.work.send, None)
        while True:
            self.parts.enter(self.piece)
            try:
                asked = go()
            except StopIteration as end:
                return end.value
            finally:
                self.parts.leave()
            try:
                go = functools.partial(self.work.send, (yield asked))
            except BaseException as fault:  # noqa: BLE001 - a cancellation is for the work
                go = functools.partial(self.work.throw, fault)


def bot(told: Path) -> int:
    """Our bot, its pieces counted; what they cost is written there at the end."""
    from sqlalchemy import Engine, event

    parts = Parts()
    for piece, names in PIECES.items():
        for name in names:
            owner, attribute = found(name)
            setattr(owner, attribute, parts.around(piece, getattr(owner, attribute)))
    event.listen(Engine, "before_cursor_execute", parts.said)
    from bot.__main__ import main as serve

    sys.argv = ["bot", "--env", "-", "run"]
    try:
        return serve()
    finally:
        told.write_text(json.dumps({"spent": parts.spent | {RUST: in_rust()}, "statements": parts.statements}))


def in_rust() -> float:
    """Seconds of CPU of the threads that Python did not start."""
    known = {thread.native_id for thread in threading.enumerate()}
    others = [task for task in Path("/proc/self/task").iterdir() if int(task.name) not in known]
    return sum(int((task / "schedstat").read_text().split()[0]) for task in others) / 1e9


def found(name: str) -> tuple[Any, str]:
    """What holds this name, a module or a class of one, and the last of its words."""
    words = name.split(".")
    for cut in range(len(words) - 1, 0, -1):
        try:
            owner: Any = importlib.import_module(".".join(words[:cut]))
        except ModuleNotFoundError:
            continue
        for word in words[cut:-1]:
            owner = getattr(owner, word)
        return owner, words[-1]
    raise LookupError(name)


def text(engine: str, figures: Figures, counted: dict[str, dict[str, float]]) -> list[str]:
    updates = MEASURED * len(ours.SCRIPT) / 1000
    known = {piece: counted["spent"].get(piece, 0.0) / updates for piece in (*PIECES, RUST)}
    rest = figures.cpu_per_thousand - sum(known.values())
    lines = [f"  {engine}: {figures.cpu_per_thousand:.2f} s of CPU a thousand updates, clocks included"
             + (f"; the server {figures.database_cpu_per_thousand:.2f}" if figures.database_cpu_per_thousand else "")]
    for piece, seconds in {**known, "the rest": rest}.items():
        said = counted["statements"].get(piece, 0) / updates
        lines.append(f"    {piece:44}{seconds * 1000:7.0f} ms {seconds / figures.cpu_per_thousand:6.1%}"
                     + (f"  {said:6.0f} statements" if said else ""))
    return lines


def played(engine: str, one: Bot, people: int) -> Figures:
    return run(Contender(f"parts, {engine}", True, ours.SCRIPT, lambda _folder: one), Load(people, 20))


def section(people: int = MEASURED) -> list[str]:
    lines = ["parts of a turn"]
    for engine in ENGINES:
        try:
            with engine() as bases, room() as folder:
                told = folder / "parts.json"
                command = (sys.executable, "-m", "benchmarks.parts", "--bot", str(told))
                one = Bot(command, ours.environment(bases.make("parts")), ours.prepare, bases.pid)
                lines += text(bases.engine, played(bases.engine, one, people), json.loads(told.read_text()))
        except NoPostgres as absence:
            lines.append(f"  {absence}")
    return [*lines, ""]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks parts", description=__doc__)
    parser.add_argument("--bot", type=Path, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.bot:
        return bot(options.bot)
    print("\n".join(section()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
