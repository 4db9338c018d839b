"""What is said of one's own data by files."""

from __future__ import annotations

from bot.render import words_for
from rules.messages import Attachment, Screen, Words, _, screen
from rules.privacy import ExportFile, HandGone


@words_for(ExportFile)
def export_file(m: ExportFile) -> Screen:
    return screen(_("Voici tout ce que je garde sur vous. Gardez ce fichier pour vous ; pour tout effacer : /effacer."),
                  attachment=Attachment("mes-donnees.json", text=m.text))


@words_for(HandGone)
def hand_gone(m: HandGone) -> Screen:
    return screen(_("La personne qui devait vous aider ne peut plus venir : {title}. Cela arrive. Votre demande est de "
                    "nouveau ouverte.", title=Words(m.title)))
