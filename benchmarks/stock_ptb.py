"""A plain python-telegram-bot bot: ConversationHandler, in memory or with PicklePersistence.

ConversationHandler must not run with concurrent updates (its documentation says so): one at a time.
"""

import html
import logging
import os
import sys
import warnings
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    Defaults,
    MessageHandler,
    PicklePersistence,
    filters,
)
from telegram.warnings import PTBUserWarning

from benchmarks import stock_words as words

CATEGORY, WHEN, DETAILS, CHECK = range(4)
Context = ContextTypes.DEFAULT_TYPE
App = Application[Any, Any, Any, Any, Any, Any]


def keyboard(buttons: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data)] for text, data in buttons])


async def pressed(update: Update, context: Context) -> tuple[CallbackQuery, dict[Any, Any], str]:
    query = update.callback_query
    assert query is not None
    assert query.data is not None
    assert context.user_data is not None
    await query.answer()
    return query, context.user_data, query.data.partition(":")[2]


async def start(update: Update, context: Context) -> int:
    assert update.message is not None
    await update.message.reply_text(words.CATEGORY, reply_markup=keyboard(words.CATEGORIES))
    return CATEGORY


async def category(update: Update, context: Context) -> int:
    query, draft, value = await pressed(update, context)
    draft["category"] = value
    await query.edit_message_text(words.WHEN, reply_markup=keyboard(words.DAYS))
    return WHEN


async def when(update: Update, context: Context) -> int:
    query, draft, value = await pressed(update, context)
    draft["when"] = value
    await query.edit_message_text(words.DETAILS)
    return DETAILS


async def details(update: Update, context: Context) -> int:
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["details"] = update.message.text
    draft = {key: html.escape(str(context.user_data[key])) for key in ("category", "when", "details")}
    await update.message.reply_text(words.CHECK.format(**draft), reply_markup=keyboard(words.CHECKS))
    return CHECK


async def check(update: Update, context: Context) -> int:
    query, draft, _ = await pressed(update, context)
    requests: list[dict[Any, Any]] = context.bot_data.setdefault("requests", [])
    requests.append(dict(draft))
    draft.clear()
    await query.edit_message_text(words.SAVED)
    return ConversationHandler.END


def build(pickle: str | None) -> App:
    builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"])
    builder = builder.base_url(os.environ["TELEGRAM_API_BASE"] + "/bot")
    builder = builder.defaults(Defaults(parse_mode=ParseMode.HTML))
    if pickle is not None:
        return builder.persistence(PicklePersistence(filepath=pickle)).build()
    return builder.build()


def main(pickle: str | None) -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)
    warnings.filterwarnings("ignore", category=PTBUserWarning, message=".*per_message.*")
    conversation = ConversationHandler[Any](
        entry_points=[CommandHandler("start", start)],
        states={
            CATEGORY: [CallbackQueryHandler(category, pattern="^cat:")],
            WHEN: [CallbackQueryHandler(when, pattern="^when:")],
            DETAILS: [MessageHandler(filters.TEXT & ~filters.COMMAND, details)],
            CHECK: [CallbackQueryHandler(check, pattern="^check:")],
        },
        fallbacks=[CommandHandler("start", start)],
        name="ask_help",
        persistent=pickle is not None,
    )
    application = build(pickle)
    application.add_handler(conversation)
    application.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
