"""The trial of a town: its months, its figures of before. Nobody is in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, text

from rules.register import MISSION, Holds
from rules.town_trials import TrialState
from storage.tables.base import Field, SQLModel, choice, document, holds, identity, instant, reference

RUNNING = text("state = 'running'")


@holds(Holds("L’essai d’une commune", "mesurer avant et après, et le publier", MISSION,
             "sans limite : ni nom, ni personne", plain="id first state public baseline at"))
class TownTrial(SQLModel, table=True):
    """One runs at a time. baseline: hundredths by indicator, as the town hall typed them."""

    __tablename__ = "town_trial"
    __table_args__ = (Index("uq_town_trial_running", "state", unique=True, sqlite_where=RUNNING,
                            postgresql_where=RUNNING),)
    id: int | None = identity()
    first: date
    state: TrialState = choice(TrialState, TrialState.RUNNING)
    public: int = 0
    baseline: dict[str, Any] = document()
    at: datetime = instant()


@holds(Holds("Les mois d’un essai", "garder des totaux quand les traces s’en vont", MISSION,
             "sans limite : des totaux, sans personne",
             plain="trial_id number available asked joined soon made offline groups lost refused gone at"))
class TownTrialMonth(SQLModel, table=True):
    """number: 1 for its first month. The totals are those of `rules.town_trials.Month`."""

    __tablename__ = "town_trial_month"
    trial_id: int = reference("town_trial.id", key=True)
    number: int = Field(primary_key=True)
    available: int = 0
    asked: int = 0
    joined: int = 0
    soon: int = 0
    made: int = 0
    offline: int = 0
    groups: int = 0
    lost: int = 0
    refused: int = 0
    gone: int = 0
    at: datetime = instant()
