"""The threads of a service share one heap: what one gives back, another uses."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from tests.plans import ROOT

COUNTED = """
import ctypes, sys, threading
if sys.argv[1] == "shared":
    from bot.memory import share
    share()
together = threading.Barrier(6)
def work():
    kept = [bytes(200_000) for _ in range(50)]
    small = [object() for _ in range(20_000)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(6)]
[one.start() for one in threads]
[one.join() for one in threads]
library = ctypes.CDLL(None)
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
library.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library keeps its own ways")
def test_threads_share_one_heap() -> None:
    def heaps(how: str) -> int:
        command = [sys.executable, "-c", COUNTED, how]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        return told.stdout.count("<heap nr=")

    assert heaps("shared") == 1
    assert heaps("as it comes") > 1
