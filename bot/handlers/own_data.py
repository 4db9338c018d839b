"""What /mesdonnees gives: every row of a person, with what it is for and how long it is kept."""

from __future__ import annotations

import json

from bot.turn import Turn
from storage import privacy as store
from storage.tables import REGISTER


def document(turn: Turn) -> str:
    """JSON: each table of the register with its purpose and duration, and every row of the person."""
    found = store.everything(turn.session, turn.person)
    parts = [{"table": name, "titre": REGISTER[name].title, "pourquoi": REGISTER[name].purpose,
              "base": REGISTER[name].basis, "duree": REGISTER[name].kept, "lignes": rows}
             for name, rows in found.items()]
    return json.dumps({"service": turn.town.name or "Tous Voisins", "responsable": turn.town.privacy,
                       "fait_le": turn.now.isoformat(), "donnees": parts}, ensure_ascii=False, indent=2)
