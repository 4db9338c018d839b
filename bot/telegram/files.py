"""Files that the platform holds already, passed on by name with the words below them; and what stands at the top."""

from __future__ import annotations

from typing import Any

from bot.render import Rendered, as_screen
from bot.telegram.lean import Call
from rules.deliveries import Post

CHANGES = ("editMessageText", "editMessageCaption")


def passed_on(shown: Rendered, where: dict[str, Any], thread: int | None, edit: int | None, *,
              aloud: bool) -> Call | None:
    """None where there is only something to read. A file stays what it is: its words change."""
    screen, words = shown.screen, where | {"caption": shown.text}
    there = words | {"message_thread_id": thread}
    if screen.voice and aloud:
        return Call("sendVoice", there | {"voice": screen.voice})
    if not (screen.photo or screen.document):
        return None
    if edit is not None:
        return Call("editMessageCaption", words | {"message_id": edit})
    if screen.photo:
        return Call("sendPhoto", there | {"photo": screen.photo})
    return Call("sendDocument", there | {"document": screen.document})


def pinning(post: Post, number: int | None) -> Call | None:
    """What puts a new message of a group at its top, or takes a changed one from there; None for all others."""
    pin = None if post.private or number is None else as_screen(post.message).pin
    if pin is None or pin is (post.edit is not None):
        return None
    where = {"chat_id": post.value, "message_id": number}
    return Call("pinChatMessage", where | {"disable_notification": True}) if pin else Call("unpinChatMessage", where)
