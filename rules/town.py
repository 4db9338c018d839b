"""The town or the association that runs this instance, as its operator named it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """Empty strings mean not given. `privacy` names the controller and the data-protection officer.

    second_above: how many groups one coordinator may write to without a second one's yes. open_data: whether any
    resident may take the town's past months. committee: the words of what only the comité may open.
    """

    name: str = ""
    phone: str = ""
    privacy: str = ""
    timezone: str = "Europe/Paris"
    second_above: int = 50
    open_data: bool = False
    committee: frozenset[str] = frozenset()
