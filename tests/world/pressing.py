"""Buttons pressed by what they do, whatever the language of their label."""

from __future__ import annotations

from typing import Any

from tests.world.people import Chat, Pilot
from tests.world.phones import Seen


def with_tap(seen: Seen, action: str) -> Any:
    return next((button for row in seen.rows for _label, button in row
                 if button.tap and button.tap.split(":")[0] == action), None)


def press_tap(who: Pilot, action: str, chat: Chat | None = None) -> str:
    """Press the newest button of this action, whatever its language; returns the toast above the chat."""
    phone = chat.phone if chat else who.phone
    before = len(phone.toasts)
    for seen in reversed(list(phone.messages.values())):
        if button := with_tap(seen, action):
            who.press_on(seen, button, chat)
            return phone.toasts[-1] if len(phone.toasts) > before else ""
    raise AssertionError(f"no button {action} for {who.first_name}: {list(phone.messages.values())[-2:]}")


def press_value(who: Pilot, value: str) -> None:
    """Press the choice of this value in the conversation, turning pages as needed."""
    for _page in range(4):
        buttons = [b for row in who.last.rows for _l, b in row if b.tap and b.tap.startswith("c:")]
        chosen = next((b for b in buttons if str(b.tap).split(":")[-1] == value), None)
        more = next((b for b in buttons if str(b.tap).split(":")[-1].startswith("+")), None)
        if chosen or more is None:
            break
        who.press_on(who.last, more)
    assert chosen, f"no choice {value} in {who.last.text!r}: {[b.tap for b in buttons]}"
    who.press_on(who.last, chosen)
