"""Half-made files: a folder of their own, private, held while it serves, and swept when its process was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

MAKING, OPENING = ".making-", ".opening-"


@contextmanager
def scratch(folder: Path, prefix: str) -> Iterator[Path]:
    """A folder inside `folder`, readable by nobody else, gone at the end of the block."""
    sweep(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=prefix) as made:
        opened = os.open(made, os.O_RDONLY)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
            yield Path(made)
        finally:
            os.close(opened)


def sweep(*folders: Path) -> None:
    """Remove what a killed process left half made, in clear; what another one is making stays."""
    for folder, prefix in product(folders, (MAKING, OPENING)):
        for left in folder.glob(f"{prefix}*"):
            if left.is_dir() and not left.is_symlink() and not _in_use(left):
                shutil.rmtree(left, ignore_errors=True)


def _in_use(left: Path) -> bool:
    try:
        opened = os.open(left, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(opened)
    return False
