"""The one House. Features are added by the package; handlers read it to start conversations."""

from bot.features import House

HOUSE = House()
