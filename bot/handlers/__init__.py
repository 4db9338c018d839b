"""Every feature of the house: each module here that has a FEATURE. Adding one: write its module."""

from importlib import import_module
from pkgutil import iter_modules

from bot.handlers.house import HOUSE

for _module in iter_modules(__path__):
    if _feature := getattr(import_module(f"{__name__}.{_module.name}"), "FEATURE", None):
        HOUSE.add(_feature)
HOUSE.check()

__all__ = ["HOUSE"]
