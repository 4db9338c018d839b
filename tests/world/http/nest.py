"""Programs of the house as processes of their own, begun from one that has loaded their libraries already.

To load them takes two seconds of a start, and tests start the bot hundreds of times. A process hatched here is a real
one: its own memory, to be killed, frozen and waited for. Starts from nothing are those of the sandbox
and of the wheel (tests/ops/test_wheel.py).
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LARGEST = 1 << 18


@dataclass(slots=True)
class Hatched:
    """A running program. returncode is None until it has ended; as elsewhere, −9 says killed."""

    pid: int
    stdout: asyncio.StreamReader
    ended: asyncio.Task[None]
    opened: Sequence[asyncio.BaseTransport]
    returncode: int | None = field(default=None)

    def send_signal(self, which: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, which)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        await asyncio.shield(self.ended)
        assert self.returncode is not None
        return self.returncode


async def hatch(program: str, *arguments: str, env: Mapping[str, str], errors: Path, folder: Path = ROOT) -> Hatched:
    """`python -m PROGRAM ARGUMENTS…` in this folder; what it complains of is added to the file `errors`."""
    order = json.dumps([program, list(arguments), dict(env), str(folder)]).encode()
    (out, told), (life, living) = os.pipe(), os.pipe()
    with errors.open("ab") as complaints:
        socket.send_fds(_nest(), [order], [told, complaints.fileno(), living])
    os.close(told)
    os.close(living)
    (said, one), (lived, other) = await _read(out), await _read(life)
    made = Hatched(int(await lived.readline()), said, asyncio.current_task(), (one, other))  # type: ignore[arg-type]
    made.ended = asyncio.create_task(_follow(made, lived))
    return made


async def _read(end: int) -> tuple[asyncio.StreamReader, asyncio.BaseTransport]:
    reader = asyncio.StreamReader()
    transport, _protocol = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(end, "rb", 0))
    return reader, transport


async def _follow(one: Hatched, lived: asyncio.StreamReader) -> None:
    one.returncode = int(await lived.readline())
    for transport in one.opened:
        transport.close()


@cache
def _nest() -> socket.socket:
    """One a worker; nobody waits for it, it ends with whoever asks it."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    nest = subprocess.Popen([sys.executable, "-m", __name__, str(its.fileno())], cwd=ROOT, pass_fds=[its.fileno()],
                            env=os.environ | {"PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL)
    nest.returncode = 0
    its.close()
    return ours


def _sit(orders: socket.socket) -> None:
    """Returns in the process that was asked for, once it is what was ordered."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        order, fds, _flags, _from = socket.recv_fds(orders, LARGEST, 3)
        if not order:
            os._exit(0)
        if os.fork() == 0:
            break
        for fd in fds:
            os.close(fd)
    orders.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _keep(fds)
    _become(*json.loads(order))


def _keep(fds: Sequence[int]) -> None:
    """Its parent tells its number, then how it ended."""
    out, errors, life = fds
    if pid := os.fork():
        os.close(out)
        os.write(life, b"%d\n" % pid)
        os.write(life, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        os._exit(0)
    os.dup2(out, 1)
    os.dup2(errors, 2)
    for fd in fds:
        os.close(fd)


def _become(program: str, arguments: list[str], env: dict[str, str], folder: str) -> None:
    import runpy
    import time

    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(folder)
    sys.path[0] = folder
    sys.argv = [program, *arguments]
    runpy.run_module(program, run_name="__main__", alter_sys=True)


def _load() -> None:
    """What a town needs to be served, on either engine."""
    for name in ("bot.coordinator", "bot.serving", "bot.telegram.speak", "bot.towns", "psycopg",
                 "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite.pysqlite"):
        import_module(name)
    assert len(os.listdir("/proc/self/task")) == 1, "a fork would leave the other threads behind"


if __name__ == "__main__":
    _load()
    _sit(socket.socket(fileno=int(sys.argv[1])))
