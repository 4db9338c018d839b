"""Our bot as a contender: `python -m bot run` with everything durable and no pace."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.script import Script, Step

ROOT = Path(__file__).resolve().parent.parent
# What a newcomer says to our bot, turn by turn: as many turns as the stock bots' script, two of them taps.
SCRIPT: Script = (
    Step(say="/start", until="coup de main"),
    Step(press="Commencer", until="prénom"),
    Step(say="Odile", until="habitez-vous"),
    Step(say="rue des Lilas, 31500 Toulouse", until="bien ça"),
    Step(press="rue des Lilas", until="aimez-vous"),
)
PREPARE: tuple[tuple[str, ...], ...] = ()
RUN = (sys.executable, "-m", "bot", "--env", "-", "run")


def why_not() -> str | None:
    """One sentence when our bot cannot run yet, else None."""
    if not (ROOT / "bot" / "__main__.py").exists():
        return "bot/__main__.py is missing"
    return None


def environment(database_url: str) -> dict[str, str]:
    return {"DATABASE_URL": database_url, "PACE_PER_SECOND": "0"}


def prepare(env: Mapping[str, str]) -> None:
    """What an operator does once before the first start (migrations)."""
    for command in PREPARE:
        subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=True, timeout=60)
