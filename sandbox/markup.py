"""Value rules of keyboards, which a schema cannot say."""

import re
from typing import Any

from sandbox.errors import Json, bad
from sandbox.people import Chat
from sandbox.text import units

INLINE_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
)  # fmt: skip
PRIVATE_KEYS = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "web app buttons can be used in private chats only",
    "request_managed_bot": "bots can be requested in private chats only",
}
MOST_BUTTONS = 100


def _url(url: str) -> None:
    if not re.match(r"(https?://|tg://)[^\s/?#]+", url) and not re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", url):
        bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _inline_button(button: Json, chat: Chat) -> None:
    if not button["text"]:
        bad("inline keyboard button text must be non-empty")
    actions = [action for action in INLINE_ACTIONS if action in button]
    if not actions:
        bad("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        bad(f"inline keyboard button has several actions: {', '.join(actions)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        bad("BUTTON_DATA_INVALID")
    if "url" in button:
        _url(button["url"])
    if "web_app" in button and chat.type != "private":
        bad("BUTTON_TYPE_INVALID")
    if "copy_text" in button and not 1 <= units(button["copy_text"]["text"]) <= 256:
        bad("COPY_TEXT_INVALID")


def _key(button: Json, chat: Chat) -> None:
    if not button.get("text"):
        bad("keyboard button text must be non-empty")
    wishes = [wish for wish in PRIVATE_KEYS if button.get(wish)]
    if len(wishes) > 1:
        bad(f"keyboard button has several actions: {', '.join(wishes)}")
    if wishes and chat.type != "private":
        bad(PRIVATE_KEYS[wishes[0]])


def check_markup(markup: Json | None, chat: Chat) -> None:
    if markup is None:
        return
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        bad("REPLY_MARKUP_TOO_LONG")
    if units(markup.get("input_field_placeholder", "")) > 64:
        bad("INPUT_FIELD_PLACEHOLDER_INVALID")
    if "remove_keyboard" not in markup and "inline_keyboard" not in markup and chat.type == "channel":
        bad("reply keyboards are unallowed in channels")
    for row in rows:
        for button in row:
            if "inline_keyboard" in markup:
                _inline_button(button, chat)
            else:
                _key({"text": button} if isinstance(button, str) else button, chat)


def echoed(markup: Json | None) -> Json:
    """Results and updates carry inline keyboards only."""
    if markup and markup.get("inline_keyboard"):
        return {"reply_markup": {"inline_keyboard": [row for row in markup["inline_keyboard"] if row]}}
    return {}


def keyboard_targets(markup: Json, chat: Chat, message: Json) -> list[int]:
    """Who sees a reply keyboard: 0 is everyone, otherwise the people named or answered (`selective`)."""
    if chat.person:
        return [chat.person.id]
    if not markup.get("selective"):
        return [0]
    named = [entity["user"]["id"] for entity in message.get("entities", []) if entity["type"] == "text_mention"]
    answered: Any = message.get("reply_to_message", {}).get("from", {}).get("id")
    return sorted({*named, *([answered] if answered else [])})
