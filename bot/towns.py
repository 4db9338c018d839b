"""Several towns in one process: `python -m bot run --towns DIR`, a folder for each with its own .env and data.

Libraries and content are loaded once; nothing else is shared but the ports. What befalls a town ends that town alone,
which is started again a little later; its .env is read again then. SIGHUP looks at the folder at once: new towns are
served, those taken away are closed, those whose .env has changed start again.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.logs import TOWN, Lines
from bot.parts import Part, Place, Stop
from bot.ports import Ports
from bot.serving import opened, said, settle, show
from bot.settings import OF_ONE_TOWN, Settings, SettingsError, TokenRefusedForGood
from bot.vital import Watched, Why
from content.catalogue import Catalogue
from storage.away import in_its_words, is_away
from storage.engine import AMONG_OTHERS, StorageError
from storage.schema import OldSchema

log = logging.getLogger(__name__)
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WAIT = 1.0, 60.0, 300.0
STEADY = 60.0  # seconds after which a town that stops is not held for one that cannot start
SAME_URL = "WEBHOOK_URL must end in /{}, the name of the town's folder: towns share a port, and differ by the path."


@dataclass(slots=True)
class Served:
    task: asyncio.Task[None]
    print: str


@dataclass(slots=True)
class Towns:
    folder: Path
    content: Catalogue
    part: Part = Part.RUN
    lines: Lines | None = None
    health_port: int = 0
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    ports: Ports = field(default_factory=Ports)
    watched: Watched = field(default_factory=dict)
    served: dict[str, Served] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    def check(self) -> None:
        """Raises SettingsError, one sentence, when no town could be served as things are."""
        if not self.folder.is_dir():
            raise SettingsError(f"{self.folder} is not a folder of towns: one folder each, with its .env.")
        if common := [name for name in OF_ONE_TOWN if name in self.environ]:
            raise SettingsError(f"{common[0]} is set in the environment: each town says its own in its .env.")
        if not self.found():
            raise SettingsError(f"{self.folder} holds no town: make a folder each, with its .env.")

    def found(self) -> list[str]:
        return sorted(one.parent.name for one in self.folder.glob("*/.env"))

    async def run(self) -> None:
        """Serve them until cancelled; each is closed then, all together."""
        try:
            if self.health_port:
                await show(self.watched, self.ports, self.health_port)
            settle()
            async with asyncio.TaskGroup() as group:
                while True:
                    await self.look(group)
                    await self.told.wait()
                    self.told.clear()
        finally:
            await self.ports.close()

    async def look(self, group: asyncio.TaskGroup) -> None:
        """Bring who is served up to the folder."""
        there = {name: self._print(name) for name in self.found()}
        over = [name for name, one in self.served.items() if there.get(name) != one.print or one.task.done()]
        for name in over:
            self.served[name].task.cancel()
        if over:
            await asyncio.wait([self.served.pop(name).task for name in over])
        for name in set(self.watched) - set(there):
            del self.watched[name]
        for name, print_ in there.items():
            if name not in self.served:
                self.served[name] = Served(group.create_task(self._keep(name)), print_)

    def _print(self, name: str) -> str:
        try:
            return hashlib.sha256((self.folder / name / ".env").read_bytes()).hexdigest()
        except OSError:
            return ""

    async def _keep(self, name: str) -> None:
        """One town, started again whenever it stops. The same sentence is said once."""
        TOWN.set(name)
        self.watched[name] = Why.STOPPED
        pause, before, clock = FIRST_PAUSE, "", asyncio.get_running_loop().time
        while True:
            began = clock()
            try:
                await self._serve(name)
            except Exception as fault:
                why, words = meaning(fault)
                self.watched[name] = why
                if words is None:
                    log.exception("the town stopped by a fault; it starts again", extra={"event": "town_stopped"})
                elif words != before:
                    log.error("the town is not served: %s", words, extra={"event": "town_stopped"})
                before = words or ""
            finally:
                self.owners = {what: owner for what, owner in self.owners.items() if owner != name}
            pause = FIRST_PAUSE if clock() - began > STEADY else pause
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_WAIT if self.watched[name] in HOPELESS else LONGEST_PAUSE)

    async def _serve(self, name: str) -> None:
        place = self.place(name)
        async with opened(place, self.content, self.ports, self.watched) as town:
            log.info("%s", said(place, town), extra={"event": "town_served"})
            print(f"[{name}] {said(place, town)}", flush=True)
            await town.run()

    def place(self, name: str) -> Place:
        """What its .env says. Raises SettingsError or Stop."""
        if not NAME.fullmatch(name):
            raise SettingsError(f"« {name} » cannot be a town's folder: at most 40 small letters, digits and -.")
        home = self.folder.absolute() / name
        settings = Settings.load(home / ".env", self.environ).at(home)
        if settings.webhook_url and not settings.webhook_url.endswith(f"/{name}"):
            raise SettingsError(SAME_URL.format(name))
        if self.lines is not None:
            self.lines.hear(name, settings.log_level)
        self._own(name, "BOT_TOKEN", settings.bot_token.get_secret_value() if settings.bot_token else "")
        self._own(name, "DATABASE_URL", settings.database_url)
        return Place(settings, name, home, self.part, AMONG_OTHERS)

    def _own(self, name: str, what: str, value: str) -> None:
        """No two towns share a token or a database."""
        owner = self.owners.setdefault(f"{what}={value}", name) if value else name
        if owner != name:
            raise SettingsError(f"{what} is that of « {owner} »: each town has its own.")


HOPELESS = (Why.SETTINGS, Why.TOKEN)


def meaning(fault: BaseException) -> tuple[Why, str | None]:
    """Why a town is not served, and the sentence for its operator; None where only a traceback tells."""
    match fault:
        case BaseExceptionGroup():
            found = [meaning(one) for one in fault.exceptions]
            return next((one for one in found if one[1]), (Why.STOPPED, None))
        case TokenRefusedForGood():
            return Why.TOKEN, str(fault)
        case SettingsError():
            return Why.SETTINGS, str(fault)
        case OldSchema():
            return Why.SCHEMA, str(fault)
        case StorageError():
            return Why.DATABASE, str(fault)
        case Stop():
            return Why.STOPPED, str(fault)
        case _ if is_away(fault):
            return Why.DATABASE, f"The database does not answer: {in_its_words(fault)}."
    return Why.STOPPED, None
