"""Every feature of the house. Adding one: write its module, list it here."""

from importlib import import_module
from importlib.util import find_spec

import bot.words
from bot.handlers.house import HOUSE

FEATURES = ("menu", "talk", "residents", "groups", "help", "matching", "contacts", "thanks", "hours", "gestes",
            "deeds", "numbers", "privacy", "moderation", "settings", "kits")

for _name in FEATURES:
    if find_spec(f"bot.handlers.{_name}"):
        HOUSE.add(import_module(f"bot.handlers.{_name}").FEATURE)

__all__ = ["HOUSE", "bot"]
