"""pg_dump and pg_restore, as installed with PostgreSQL. Passwords go by the environment, never the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import make_url

from storage.engine import StorageError


def postgres_tool(name: str, url: str | None, *arguments: str) -> None:
    """Run `name`, on the database of `url` when given. Raises StorageError with the last line it said."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: float(p.parts[-3]))
    program = str(newest[-1]) if newest else shutil.which(name)
    if program is None:
        raise StorageError(f"{name} is missing: apt-get install postgresql-client")
    environment, target = dict(os.environ), []
    if url is not None:
        parsed = make_url(url)
        environment |= {"PGPASSWORD": str(parsed.password)} if parsed.password else {}
        plain = parsed.set(drivername="postgresql", password=None)
        target = [f"--dbname={plain.render_as_string(hide_password=False)}"]
    done = subprocess.run([program, *arguments, *target], env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        complaints = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise StorageError(f"{name} failed: {complaints[-1]}")
