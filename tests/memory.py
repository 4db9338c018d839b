"""Where the tests write: in memory where the machine lends some, for a database made and thrown away needs no disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

SHARED = Path("/dev/shm")
ENOUGH = 2 << 30


def write_there() -> None:
    """Unless TMPDIR says where; what the tests start inherits the place."""
    if "TMPDIR" not in os.environ and lends(SHARED):
        os.environ["TMPDIR"] = str(SHARED)
        tempfile.tempdir = None


def lends(place: Path) -> bool:
    """Whether programs may be written and run there, and there is room."""
    if not (place.is_dir() and os.access(place, os.W_OK)):
        return False
    return not os.statvfs(place).f_flag & os.ST_NOEXEC and shutil.disk_usage(place).free >= ENOUGH
