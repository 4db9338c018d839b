"""How a legal time is said: « heure de Paris », « heure de La Réunion »."""

from __future__ import annotations

from collections.abc import Mapping

from rules.words import Words, _

SAID: Mapping[str, Words] = {
    "Europe/Paris": _("heure de Paris"), "Indian/Reunion": _("heure de La Réunion"),
    "Indian/Mayotte": _("heure de Mayotte"), "America/Guadeloupe": _("heure de la Guadeloupe"),
    "America/Martinique": _("heure de la Martinique"), "America/Cayenne": _("heure de la Guyane"),
    "America/Miquelon": _("heure de Saint-Pierre-et-Miquelon"), "America/St_Barthelemy": _("heure de Saint-Barthélemy"),
    "America/Marigot": _("heure de Saint-Martin"), "Pacific/Noumea": _("heure de Nouméa"),
    "Pacific/Tahiti": _("heure de Tahiti"), "Pacific/Marquesas": _("heure des Marquises"),
    "Pacific/Gambier": _("heure des Gambier"), "Pacific/Wallis": _("heure de Wallis"),
    "Indian/Kerguelen": _("heure des Kerguelen"),
}


def zone_words(timezone: str) -> Words:
    return SAID.get(timezone) or _("heure de {zone}", zone=timezone)
