"""The table of docs/new-conversation.md is one: it says every column of itself, and joins the register."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]
(TABLE,) = re.findall(r"^```py\n(.*?)^```$", (HOUSE / "docs/new-conversation.md").read_text("utf-8"),
                      re.MULTILINE | re.DOTALL)
BEFORE = """
from datetime import datetime, timedelta
from rules.register import MISSION, Age, Holds, entries, owned, printed
from storage.tables.base import Field, SQLModel, holds, identity, instant, reference, register, table
import storage.tables
"""
AFTER = """
declared = {"find": register()["find"]}
assert {name for name, _entry in entries(declared)} == {f"find.{column.name}" for column in table(Find).columns}
print(*printed(declared)[2:])
"""


def test_the_table_of_the_page_declares_itself() -> None:
    played = subprocess.run([sys.executable, "-c", BEFORE + TABLE + AFTER], cwd=HOUSE, capture_output=True, text=True,
                            check=False)
    assert played.stderr == ""
    assert played.stdout == ("| `find` | Vos objets trouvés | rendre un objet à qui l’a perdu | mission d’intérêt "
                             "public (mairie) ou accord donné en s’inscrivant | 30 jours |\n")
