"""Buttons and keyboards of a screen, as the platform takes them."""

from __future__ import annotations

from typing import Any

from bot.render import MENU, Rendered, Renderer
from rules.screens import Button
from rules.words import _


def markup_of(renderer: Renderer, shown: Rendered, language: str, *, private: bool) -> dict[str, Any] | None:
    keyboard = shown.screen.keyboard if private else None
    if keyboard == "menu":
        rows = [[{"text": renderer.plain(label, language)}] for label in MENU]
        return {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}
    if keyboard == "location":
        label = renderer.plain(_("📍 Partager ma position"), language)
        return {"keyboard": [[{"text": label, "request_location": True}]],
                "resize_keyboard": True, "one_time_keyboard": True}
    if keyboard == "none":
        return {"remove_keyboard": True}
    if not shown.rows:
        return None
    return {"inline_keyboard": [[_button(renderer, label, button) for label, button in row] for row in shown.rows]}


def _button(renderer: Renderer, label: str, button: Button) -> dict[str, str]:
    if button.tap is not None:
        return {"text": label, "callback_data": button.tap}
    if button.start is not None:
        return {"text": label, "url": link_of(renderer, button.start)}
    if button.startgroup is not None:
        return {"text": label, "url": f"https://t.me/{renderer.username}?startgroup={button.startgroup}"}
    return {"text": label, "url": button.url or ""}


def link_of(renderer: Renderer, payload: str) -> str:
    return f"https://t.me/{renderer.username}?start={payload}"
