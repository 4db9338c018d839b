"""`python -m storage.migrations.make "what changes"`: write the migration from the last one to the tables.

Read what it writes: a rename looks like a removal and an addition, and data moves by hand.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from storage.engine import open_engine
from storage.schema import VERSIONS, migrations, upgraded


def make(message: str, folder: Path = VERSIONS) -> Path:
    """Write `folder`/NNNN_message.py and return it; NNNN follows the last."""
    number = f"{len(list(folder.glob('[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as scratch:
        engine = open_engine(f"sqlite:///{scratch}/scratch.db")
        with upgraded(engine) as connection:
            made = command.revision(migrations(connection), message, autogenerate=True, rev_id=number,
                                    version_path=str(folder))
        engine.dispose()
    assert made is not None
    assert not isinstance(made, list)
    return _tidied(Path(made.path))


def _tidied(path: Path) -> Path:
    """Without alembic's remarks, and laid out like the rest of the house."""
    lines = [line for line in path.read_text("utf-8").splitlines() if "# ###" not in line]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    for order in (("format", "--quiet"), ("check", "--quiet", "--fix")):
        subprocess.run([sys.executable, "-m", "ruff", *order, str(path)], check=True)
    return path


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('Say what changes: python -m storage.migrations.make "add the notes of a request"')
    print(make(sys.argv[1]))
