"""How the C library gives memory out: by itself, a heap for each of a dozen threads, none of which the others use."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

ARENAS, TRIM_ABOVE = -8, -1  # glibc's M_ARENA_MAX and M_TRIM_THRESHOLD
KEPT = 128 * 1024


def share() -> None:
    """One heap for all threads, whose free end goes back to the system. Another C library keeps its own ways."""
    if sys.platform != "linux":
        return
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(ARENAS, 1)
        library.mallopt(TRIM_ABOVE, KEPT)
