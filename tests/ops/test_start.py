"""A start is short and light: it loads what it serves with, and nothing it may never need."""

from __future__ import annotations

import subprocess
import sys

START = """
import sys
import bot.__main__, bot.serving, bot.towns, storage.backup
print(*sys.modules)
"""
NEVER_AT_START = {
    "aiohttp": "the webhook's and the sandbox's",
    "alembic": "of who changes the shape of the database",
    "apscheduler": "rings once people are listened to",
    "cryptography.fernet": "of who seals a backup",
    "geopy": "of who has a GEOCODER_URL",
    "phonenumbers": "of who reads a number",
    "typst": "of who prints a sheet",
    "xlsxwriter": "of who takes a workbook",
}


def test_a_start_loads_only_what_it_serves_with() -> None:
    done = subprocess.run((sys.executable, "-c", START), check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert {"telegram", "aiogram", "sqlmodel", "pyreqwest"} <= loaded
    assert not {name: why for name, why in NEVER_AT_START.items() if name in loaded}
