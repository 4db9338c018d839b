"""Pin every package with its hashes: requirements.lock to run, requirements-dev.lock to test and check.

No address of an index is written down: the machine that installs has its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COMMON = ("--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header", "--no-emit-index-url",
          "--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options", "--quiet")


def compile_lock(lock: str, *more: str) -> None:
    subprocess.run([sys.executable, "-m", "piptools", "compile", *COMMON, *more, "--output-file", lock,
                    "pyproject.toml"], check=True)
    for line in Path(lock).read_text("utf-8").splitlines():
        if "://" in line or line.startswith("-"):
            sys.exit(f"{lock} would hold an address or an option: {line}")


if __name__ == "__main__":
    compile_lock("requirements.lock", *sys.argv[1:])
    compile_lock("requirements-dev.lock", "--extra", "dev", "--constraint", "requirements.lock", *sys.argv[1:])
