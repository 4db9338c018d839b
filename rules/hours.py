"""The heure civique: one hour a month for somebody nearby."""

from __future__ import annotations

from enum import StrEnum


class HourKind(StrEnum):
    NEIGHBOURS = "voisinage"
    COMMUNE = "commune"
    ASSOCIATION = "association"


class EntryState(StrEnum):
    DECLARED = "declared"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
