"""A bilan as a picture or as two pages: the same figures, and on paper what each of them counts."""

from __future__ import annotations

from typing import Any

from bot.handlers.kit_facts import sayer
from bot.turn import Turn
from content.kits.facts import Language
from content.kits.wording import day_in_words
from rules.limits import Limit
from rules.periods import Period
from rules.reports import DEFINITIONS, Report, cells, said, shown, told
from rules.screens import Attachment, Screen
from rules.words import Words, _


def sent(turn: Turn, where: Words, period: Period, found: Report, least: int, form: str) -> None:
    """form: "pdf", or "png" for the picture, whose caption says the same in words."""
    turn.within(Limit.PRINTS)
    page = "bilan" if form == "pdf" else "bilan-image"
    words = (_("📊 {where}, {period}", where=where, period=period.words), told(cells(found, least)))
    turn.reply(Screen(words, attachment=Attachment(
        f"bilan-{period.code}.{form}", page=page, facts=facts(turn, where, period, found, least), form=form)),
        edit=False)


def facts(turn: Turn, where: Words, period: Period, found: Report, least: int) -> dict[str, Any]:
    language: Language = "en" if turn.person.language == "en" else "fr"
    say = sayer(turn, language)
    return {
        "language": language, "printed_on": turn.today.isoformat(), "day": day_in_words(turn.today, language),
        "signature": f"Tous Voisins, {turn.town.name}" if turn.town.name else "Tous Voisins",
        "title": say(_("Bilan")), "where": say(where), "period": say(period.words), "least": str(least),
        "rows": [{"label": say(cell.label), "said": say(said(cell))} for cell in shown(cells(found, least))],
        "definitions": [say(words) for page in DEFINITIONS for words in page][1:]}
