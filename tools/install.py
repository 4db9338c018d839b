"""Build .venv from a lock file and compile the translations, with Python alone. Called by tools/install.sh.

Does nothing when .venv already holds this lock and the translations are compiled. Every obstacle is one sentence.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent.parent
HOME = HERE / ".venv"
PYTHON = HOME / "bin" / "python"
STAMP = HOME / ".installed"
# Everything of the first is in the second, at the same versions.
CONTAINED = {"requirements-dev.lock": ("requirements.lock",)}


def main(lock: str) -> None:
    marks = [mark(name) for name in (lock, *CONTAINED.get(lock, ()))]
    if not (usable() and STAMP.exists() and marks[0] in STAMP.read_text().splitlines()):
        install(lock, marks)
    if stale():
        run([str(PYTHON), "-m", "tools.compile_texts"], "the translations could not be compiled")


def install(lock: str, marks: list[str]) -> None:
    if not os.access(HOME if HOME.exists() else HERE, os.W_OK):
        stop(f"{HERE} cannot be written to: copy the project to a folder of yours.")
    print(f"Installing {lock} into .venv: a minute or two, once.", flush=True)
    if not usable():
        build()
    fetch(lock)
    STAMP.write_text("\n".join(marks) + "\n")


def stale(locales: Path = HERE / "content" / "locales") -> bool:
    """Whether a translation was written after it was last compiled."""
    pairs = [(po, po.with_suffix(".mo")) for po in locales.glob("*/LC_MESSAGES/*.po")]
    return any(not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime for po, mo in pairs)


def mark(name: str) -> str:
    return f"{name} {hashlib.sha256((HERE / name).read_bytes()).hexdigest()}"


def usable() -> bool:
    """Whether .venv has a Python that runs and is the one we were asked for."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run([str(PYTHON), "-c", "import sys; print(sys.version_info[:2])"],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return asked.returncode == 0 and asked.stdout.strip() == str(sys.version_info[:2])


def build() -> None:
    """A fresh .venv. Its own pip when Python can give one; else the machine's pip works for it."""
    if HOME.exists():
        if not (HOME / "pyvenv.cfg").exists():
            stop(".venv exists and is not a virtual environment: move it away.")
        shutil.rmtree(str(HOME))
    try:
        import venv
    except ImportError:
        stop("This Python has no venv module: install it (Debian: apt-get install python3-venv).")
    venv.create(str(HOME), with_pip=False, symlinks=True)


def pip() -> list[str]:
    """A pip command that installs into .venv."""
    if works(str(PYTHON), "-m", "pip"):
        return [str(PYTHON), "-m", "pip"]
    if works(str(PYTHON), "-m", "ensurepip"):
        run([str(PYTHON), "-m", "ensurepip", "--default-pip"], "pip could not be put into .venv")
        return [str(PYTHON), "-m", "pip"]
    if works(sys.executable, "-m", "pip", "--python", str(PYTHON)):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if not works(sys.executable, "-m", "pip"):
        stop("pip is missing: install it (Debian: apt-get install python3-pip), then try again.")
    site = subprocess.check_output(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True).strip()
    run([sys.executable, "-m", "pip", "install", "--quiet", "--target", site, "pip"],
        "pip could not be put into .venv")
    return [str(PYTHON), "-m", "pip"]


def works(*command: str) -> bool:
    return subprocess.run([*command, "--version" if "pip" in command else "--help"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def fetch(lock: str) -> None:
    run([*pip(), "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes",
         "--requirement", str(HERE / lock)],
        f"{lock} could not be installed: the lines above say why (no network? no room?)")


def run(command: list[str], otherwise: str) -> None:
    if subprocess.run(command).returncode:
        stop(otherwise + ".")


def stop(sentence: str) -> NoReturn:
    sys.exit(sentence)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except OSError as fault:
        stop(f"{fault.filename or HERE} cannot be used: {fault.strerror}.")
