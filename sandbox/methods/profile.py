"""What the bot says of itself: commands, descriptions, menu; and its webhook."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import Json, bad
from sandbox.methods import Call, method
from sandbox.methods.access import find_chat
from sandbox.state import Hook
from sandbox.text import units

WORDS = {
    "Name": ("name", 64),
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@method("getMe")
def get_me(call: Call) -> Json:
    more = ("can_join_groups", True), ("can_read_all_group_messages", call.bot.reads_all)
    none = ("supports_inline_queries", "can_connect_to_business", "has_main_web_app", "supports_guest_queries",
            "has_topics_enabled", "allows_users_to_create_topics", "can_manage_bots",
            "supports_join_request_queries")  # fmt: skip
    return call.bot.user() | dict(more) | dict.fromkeys(none, False)


def scope_key(call: Call) -> tuple[str, str]:
    """(scope, language), checked."""
    scope: Json = call.get("scope") or {"type": "default"}
    language = call.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        bad("invalid language code specified")
    if "chat_id" in scope:
        find_chat(call, scope["chat_id"])
    parts = [scope["type"], str(scope.get("chat_id", "")), str(scope.get("user_id", ""))]
    return ":".join(part for part in parts if part), language


@method("setMyCommands")
def set_commands(call: Call) -> bool:
    commands = call.params["commands"]
    if len(commands) > 100:
        bad("BOT_COMMANDS_TOO_MUCH")
    for entry in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", entry["command"].removeprefix("/")):
            bad("BOT_COMMAND_INVALID")
        if not 1 <= units(entry["description"]) <= 256:
            bad("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[scope_key(call)] = [entry | {"command": entry["command"].removeprefix("/")} for entry in commands]
    return True


@method("getMyCommands")
def get_commands(call: Call) -> list[Json]:
    return call.bot.commands.get(scope_key(call), [])


@method("deleteMyCommands")
def delete_commands(call: Call) -> bool:
    call.bot.commands.pop(scope_key(call), None)
    return True


@method(*(f"setMy{word}" for word in WORDS))
def set_words(call: Call) -> bool:
    name, most = WORDS[call.method.removeprefix("setMy")]
    text, language = call.get(name, ""), call.get("language_code", "")
    if units(text) > most:
        bad(f"bot {name.replace('_', ' ')} is too long")
    call.bot.words[name, language] = text
    if name == "name" and not language and text:
        call.bot.name = text
    return True


@method(*(f"getMy{word}" for word in WORDS))
def get_words(call: Call) -> Json:
    name = WORDS[call.method.removeprefix("getMy")][0]
    words, language = call.bot.words, call.get("language_code", "")
    fallback = call.bot.name if name == "name" else ""
    return {name: words.get((name, language)) or words.get((name, "")) or fallback}


@method("setChatMenuButton")
def set_menu(call: Call) -> bool:
    call.bot.menus[call.get("chat_id", 0)] = call.get("menu_button", {"type": "default"})
    return True


@method("getChatMenuButton")
def get_menu(call: Call) -> Json:
    return call.bot.menus.get(call.get("chat_id", 0)) or {"type": "commands"}


@method("setMyDefaultAdministratorRights")
def set_rights(call: Call) -> bool:
    return True


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    url, secret, queue = call.params["url"], call.get("secret_token"), call.bot.queue
    if not url:
        return bool(delete_webhook(call))
    parts = urlsplit(url)
    if parts.hostname not in LOOPBACK or parts.scheme not in ("http", "https"):
        bad("bad webhook: the sandbox only calls loopback addresses")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        bad("secret token contains unallowed characters")
    connections = call.get("max_connections", 40)
    if not 1 <= connections <= 100:
        bad("max_connections must be between 1 and 100")
    queue.allow(call.get("allowed_updates"))
    if call.get("drop_pending_updates"):
        queue.items.clear()
    queue.terminate("Conflict: terminated by setWebhook request")
    call.bot.hook = Hook(url, secret, connections)
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    call.bot.hook = None
    if call.get("drop_pending_updates"):
        call.bot.queue.items.clear()
    return True


@method("getWebhookInfo")
def webhook_info(call: Call) -> Json:
    hook, queue = call.bot.hook, call.bot.queue
    found: dict[str, Any] = {"url": hook.url if hook else "", "has_custom_certificate": False}
    found["pending_update_count"] = queue.pending
    if hook:
        found["max_connections"] = hook.connections
        if hook.error:
            found |= {"last_error_date": hook.error_at, "last_error_message": hook.error}
    return found | ({"allowed_updates": sorted(queue.allowed)} if queue.allowed else {})
