"""Which town this process serves, and which part of the work it does there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.settings import Settings
from storage.engine import ALONE, Share


class Part(StrEnum):
    """`listen` takes updates, `deliver` sends and keeps time, `run` does both."""

    RUN = "run"
    LISTEN = "listen"
    DELIVER = "deliver"

    @property
    def hears(self) -> bool:
        return self is not Part.DELIVER

    @property
    def speaks(self) -> bool:
        return self is not Part.LISTEN


@dataclass(frozen=True, slots=True)
class Place:
    """One town to serve. `name` is empty where it is alone; `home` is the folder its files lie in."""

    settings: Settings
    name: str = ""
    home: Path = Path()
    part: Part = Part.RUN
    share: Share = ALONE


class Stop(Exception):
    """It cannot go on; the message is one sentence for the operator."""
