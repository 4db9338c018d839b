"""The only voice: aiogram sends what the ledger holds. Each delivery ends in one of five outcomes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import bot.telegram.aiogram_lazily  # isort: skip  # noqa: F401 - first: it makes the next imports cheap

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import BotCommandScopeType
from aiogram.exceptions import AiogramError
from aiogram.methods import SendDocument, SendPhoto, SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BufferedInputFile

from bot.hands import in_thread
from bot.render import Rendered, Renderer, as_screen
from bot.telegram.buttons import link_of, markup_of
from bot.telegram.faults import OUR_FAULT, TopicGone, Unknown, VoiceUnwanted, outcome_of, unquoted
from bot.telegram.files import CHANGES, passed_on, pinning
from bot.telegram.lean import Call, LeanSession
from messages.console import RoleMenu
from messages.deliveries import Erase
from rules.console import TownRole
from rules.deliveries import Later, Outcome, Policy, Post, Refused, Sent, Shut, Uncertain
from rules.kinds import kind_of
from rules.manners import manner_of
from rules.refusals import Refusal
from rules.screens import Attachment, TapAnswer
from rules.words import Words

log = logging.getLogger(__name__)
Method = Call | SendDocument | SendPhoto
ALONE = ("tap_answer", "leave_chat", "deliveries.erase", "console.menu", "campaigns.erase")  # said once, in one way
NO_PREVIEW = {"is_disabled": True}
Files = Callable[[Attachment], bytes]
Orders = Callable[[Collection[TownRole]], Mapping[str, Words]]


@dataclass(slots=True)
class Way:
    """How a post is tried: in its topic or not, in place of a message or anew, aloud or in words."""

    thread: int | None
    edit: int | None
    aloud: bool = True
    changes: bool = False

    def elsewhere(self) -> Way | None:
        """Anew, where a change was refused; without the topic, where that was."""
        if self.changes:
            return Way(self.thread, None, self.aloud)
        return Way(None, self.edit, self.aloud) if self.thread is not None else None

    def in_words(self) -> Way | None:
        return Way(self.thread, self.edit, False) if self.aloud else None


def make_bot(token: str, base: str, timeout: float = 20) -> Bot:
    """One aiogram Bot for one token, over one session. Nothing is retried here: the sender decides."""
    return Bot(token, session=LeanSession(api=TelegramAPIServer.from_base(base), timeout=timeout))


class TelegramSpeaker:
    """Says posts in the language of their place. `bot` is of `make_bot`; `files` makes the bytes of an attachment, in a
    thread of `aside`. orders: those of somebody's menu, by the roles they have.
    """

    def __init__(self, bot: Bot, renderer: Renderer, files: Files, aside: ThreadPoolExecutor | None = None,
                 orders: Orders = lambda _roles: {}) -> None:
        self.bot, self.renderer, self.files, self.aside, self.orders = bot, renderer, files, aside, orders

    async def deliver(self, post: Post) -> Outcome:
        """What became of it, in one call; another only where the one before is known to have said nothing."""
        way: Way | None = Way(post.thread or None, post.edit)
        while way is not None:
            try:
                method = await self.method(post, way.thread, way.edit, aloud=way.aloud)
            except Exception as fault:
                log.exception("delivery %d cannot be worded", post.delivery,
                              extra={"event": "delivery_unworded", "delivery": post.delivery})
                return Refused(f"{OUR_FAULT}: {type(fault).__name__}")
            way.changes = _changes(method)
            try:
                done: Any = await self._say(method)
                found = done.get("message_id") if isinstance(done, dict) else way.edit
                await self._pin(post, found)
                return Sent(found, without_topic=bool(post.thread) and way.thread is None and not way.changes)
            except AiogramError as fault:
                outcome, way = self._after(fault, post, way)
        return settled(outcome, post)

    async def _pin(self, post: Post, number: int | None) -> None:
        """Where we may; where we may not, it is read all the same."""
        if (call := pinning(post, number)) is not None:
            with suppress(AiogramError):
                await self._say(call)

    def _after(self, fault: AiogramError, post: Post, way: Way) -> tuple[Outcome, Way | None]:
        """What a failed call means; and the other way to say the same, where there is one.

        A change that is refused, in whatever words, is said anew, unless its manner says that it is not.
        """
        way_changed = way.changes
        try:
            outcome = outcome_of(fault, private=post.private)
        except TopicGone:
            outcome, other = Shut("topic closed"), way.elsewhere()
        except VoiceUnwanted:
            outcome, other = Refused("no voice there"), way.in_words()
        except Unknown as words:
            if isinstance(post.message, Erase):
                return Refused("already gone"), None
            outcome, other = _not_understood(post, str(words)), way.elsewhere()
        else:
            refused = isinstance(outcome, Refused) and outcome.address is None
            other = way.elsewhere() if way.changes and refused else None
            if way.changes:
                outcome = _changed(outcome, way.edit)
        if kind_of(post.message) in ALONE or (way_changed and not manner_of(post.message).anew):
            other = None
        return outcome, other

    async def _say(self, method: Method) -> Any:
        session = self.bot.session
        assert isinstance(session, LeanSession)
        return await (session.call(self.bot, method) if isinstance(method, Call) else self.bot(method))

    async def method(self, post: Post, thread: int | None, edit: int | None, *,
                     aloud: bool = True) -> Method:
        """The Bot API call that says this post. aloud: False leaves out a voice message that is not wanted there."""
        message = post.message
        if isinstance(message, TapAnswer):
            return self._tap_answer(message, post.language)
        if kind_of(message) == "leave_chat":
            return Call("leaveChat", {"chat_id": post.value})
        if isinstance(message, Erase):
            return Call("deleteMessage", {"chat_id": post.value, "message_id": message.number or edit})
        if isinstance(message, RoleMenu):
            return self._menu(message, post)
        shown = self.renderer.screen(message, post.language)
        markup = markup_of(self.renderer, shown, post.language, private=post.private)
        if shown.screen.attachment:
            return await self._file(post, thread, shown, markup)
        where = {"chat_id": post.value, "parse_mode": "HTML", "reply_markup": markup}
        if (file := passed_on(shown, where, thread, edit, aloud=aloud)) is not None:
            return file
        words = where | {"text": shown.text, "link_preview_options": NO_PREVIEW}
        if edit is not None and (markup is None or "inline_keyboard" in markup):
            return Call("editMessageText", words | {"message_id": edit})
        return Call("sendMessage", words | {"message_thread_id": thread,
                                            "disable_notification": True if shown.screen.silent else None})

    async def show_orders(self, orders: dict[str, Words], in_groups: dict[str, Words],
                            languages: list[str]) -> None:
        """Telegram's command menus, in private and in groups, per language. Display only: rights are checked."""
        scopes = ((BotCommandScopeAllPrivateChats(type=BotCommandScopeType.ALL_PRIVATE_CHATS), orders),
                  (BotCommandScopeAllGroupChats(type=BotCommandScopeType.ALL_GROUP_CHATS), in_groups))
        for scope, wanted in scopes:
            for language in languages:
                commands = [BotCommand(command=name, description=self.renderer.plain(about, language)[:256])
                            for name, about in wanted.items()]
                method = SetMyCommands(commands=commands, scope=scope)
                if language != "fr":
                    method = SetMyCommands(commands=commands, scope=scope, language_code=language)
                try:
                    await self.bot(method)
                except AiogramError as fault:
                    log.warning("the command menus could not be set: %s", type(fault).__name__,
                                extra={"event": "menus_not_set"})
                    return

    def _menu(self, menu: RoleMenu, post: Post) -> Call:
        """Somebody's own menu, while they have a role; without one they see everybody's again."""
        scope = {"type": "chat", "chat_id": post.value}
        if not menu.roles:
            return Call("deleteMyCommands", {"scope": scope})
        return Call("setMyCommands", {"scope": scope, "commands": [
            {"command": name, "description": self.renderer.plain(about, post.language)[:256]}
            for name, about in self.orders(menu.roles).items()]})

    async def as_reply(self, post: Post) -> dict[str, Any] | None:
        """The call that says this post, as the body of a webhook reply; None when it needs a call of its own: a change
        that is refused must be said anew, and nobody sees what became of a reply."""
        if post.edit is not None:
            return None
        if not isinstance(post.message, TapAnswer) and as_screen(post.message).attachment:
            return None
        method = await self.method(post, post.thread or None, post.edit)
        return {"method": method.name, **method.body} if isinstance(method, Call) else None

    def _tap_answer(self, answer: TapAnswer, language: str) -> Call:
        text = self.renderer.plain(answer.text, language)[:200] if answer.text else None
        url = link_of(self.renderer, answer.start) if answer.start else None
        return Call("answerCallbackQuery", {"callback_query_id": answer.query, "text": text, "url": url,
                                            "show_alert": True if answer.alert else None})

    async def _file(self, post: Post, thread: int | None, shown: Rendered,
                    markup: dict[str, Any] | None) -> Method:
        """The file; or, when it cannot be made, the sentence that says why, with the same buttons."""
        attachment = shown.screen.attachment
        assert attachment is not None
        try:
            data = await in_thread(self.aside, self.files, attachment)
        except Refusal as refusal:
            return Call("sendMessage", {
                "chat_id": post.value, "text": self.renderer.html(refusal.words, post.language), "parse_mode": "HTML",
                "message_thread_id": thread, "reply_markup": markup})
        file = BufferedInputFile(data, attachment.name)
        said = {"chat_id": post.value, "caption": shown.text[:1024], "parse_mode": "HTML", "message_thread_id": thread,
                "reply_markup": markup}
        if attachment.is_picture:
            return SendPhoto.model_validate(said | {"photo": file})
        return SendDocument.model_validate(said | {"document": file})


def _changes(method: Method) -> bool:
    return isinstance(method, Call) and method.name in CHANGES


def _changed(outcome: Outcome, edit: int | None) -> Outcome:
    """A change that changes nothing, or is made twice, harms nobody: it is done, or made again."""
    match outcome:
        case Sent():
            return Sent(edit)
        case Uncertain():
            return Later(2.0, counted=True)
    return outcome


def _not_understood(post: Post, words: str) -> Outcome:
    """Words nobody knows: a group, or somebody told of their own affairs, is tried again; then it is said that it
    failed."""
    log.error("delivery %d was refused in words not known here: %s", post.delivery, unquoted(words),
              extra={"event": "delivery_not_understood", "delivery": post.delivery})
    if post.private and post.policy is Policy.AT_MOST_ONCE:
        return Refused(f"{OUR_FAULT}: {words}")
    return Later(0.0, counted=True, reason=words)


def settled(outcome: Outcome, post: Post) -> Outcome:
    if isinstance(outcome, Refused) and outcome.reason.startswith(OUR_FAULT):
        log.error("delivery %d was refused by Telegram: %s", post.delivery, unquoted(outcome.reason),
                  extra={"event": "delivery_refused", "delivery": post.delivery})
    return outcome
