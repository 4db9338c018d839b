"""Two copies of one message: what was lost on the wire and said again may have arrived after all.

A tap shows which copies are there. One stays: the one that was changed since, else the one that is tapped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable
from typing import Any

from bot.batch import Batch
from bot.render import Renderer, as_screen
from messages.deliveries import Erase
from rules.deliveries import Lane, Purpose
from rules.incoming import Incoming, Tapped
from rules.kinds import decode
from rules.residents import reads
from storage import copies
from storage.ledger import Draft


def twice_told(batch: Batch, incoming: Iterable[Incoming]) -> set[int]:
    """Of the chats where somebody taps, those where a copy may be."""
    return copies.said_again_in(batch.session, {
        one.place.value for one in incoming if isinstance(one.event, Tapped) and one.event.under})


def copy_of(batch: Batch, incoming: Incoming, twice: Collection[int]) -> list[Draft]:
    """Before a tap is handled: what takes its copy away, or itself when it is the outdated one.

    twice: of `twice_told`.
    """
    event = incoming.event
    if not isinstance(event, Tapped) or event.message is None or not event.under or incoming.place.value not in twice:
        return []
    _believe(batch, incoming.place.value, event, event.message)
    for row in copies.said_again(batch.session, incoming.place.value, event.message, batch.now):
        if not _is_copy(batch, row, event):
            continue
        outdated = event.message if copies.was_changed(batch.session, row) else row.telegram_id
        if outdated == row.telegram_id:
            copies.adopt(batch.session, row.id, event.message)
        return [Draft(Erase(outdated), row.address_id, Lane.ANSWER, Purpose.ANSWER)]
    return []


def _believe(batch: Batch, chat: int, event: Tapped, number: int) -> None:
    """A tap on what nobody knew to have arrived proves that it has."""
    for row in copies.in_doubt(batch.session, chat, batch.now):
        if _is_copy(batch, row, event):
            copies.arrived(batch.session, row.id, number, batch.now)
            return


def _is_copy(batch: Batch, row: Any, event: Tapped) -> bool:
    message = decode(row.kind, row.params)
    taps = {button.tap for line in as_screen(message).rows for button in line}
    if event.data not in taps:
        return False
    language = reads(row.person_language or row.group_language, row.simple)
    renderer = Renderer({} if language == "fr" else {language: batch.content.translations(language)}, batch.username)
    shown = html.unescape(re.sub(r"<[^>]+>", "", renderer.screen(message, language).text))
    return _letters(shown) == _letters(event.under)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
