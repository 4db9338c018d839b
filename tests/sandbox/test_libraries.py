"""Both libraries, unmodified, take the sandbox for Telegram."""

import asyncio

import pytest

from tests.sandbox.box import Box


async def converse(box: Box) -> None:
    """What Odile does with an echo: a word, a tap, and both are answered."""
    await box.do("start", user=box.odile)
    await box.do("say", user=box.odile, text="Bonjour <vous>")
    await box.do("wait", chat=box.odile, contains="écho : Bonjour <vous>", timeout=15)
    await box.do("press", user=box.odile, label="Encore")
    await box.do("wait", chat=box.odile, contains="encore", timeout=15)
    await box.do("idle", timeout=15)
    calls = box.sandbox.world.journal.of("callback_answer", 0)
    assert len(calls) == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_python_telegram_bot_echoes(box: Box) -> None:
    from html import escape

    from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
    from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters


    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        key = InlineKeyboardMarkup([[InlineKeyboardButton("Encore", callback_data="again")]])
        text = f"<b>écho</b> : {escape(update.message.text or '')}"
        await update.message.reply_text(text, parse_mode="HTML", reply_markup=key)
        await update.message.reply_document(b"%PDF", filename="affiche.pdf", caption="kit")

    async def again(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer("oui")
        await update.callback_query.edit_message_text("encore")

    app = ApplicationBuilder().token("123456:SANDBOX").base_url(f"{box.base}/bot").updater(None).build()
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    app.add_handler(CallbackQueryHandler(again))

    async def listen() -> None:
        offset = 0
        while True:
            for update in await app.bot.get_updates(offset=offset, timeout=20):
                offset = update.update_id + 1
                await app.process_update(update)

    async with app:
        listener = asyncio.create_task(listen())
        await converse(box)
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_aiogram_echoes(box: Box) -> None:
    from aiogram import Bot, Dispatcher, F
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
    from aiogram.utils.text_decorations import html_decoration as html

    dispatcher = Dispatcher()

    @dispatcher.message(F.text.startswith("Bonjour"))
    async def echo(message: Message) -> None:
        key = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Encore", callback_data="again")]])
        text = f"<b>écho</b> : {html.quote(message.text or '')}"
        await message.answer(text, parse_mode="HTML", reply_markup=key)
        await message.answer_document(BufferedInputFile(b"%PDF", "affiche.pdf"), caption="kit")

    @dispatcher.callback_query()
    async def again(query: CallbackQuery) -> None:
        await query.answer("oui")
        assert isinstance(query.message, Message)
        await query.message.edit_text("encore")

    session = AiohttpSession(api=TelegramAPIServer.from_base(box.base))
    async with Bot("123456:SANDBOX", session=session) as bot:
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=2))
        await converse(box)
        await dispatcher.stop_polling()
        await polling


def test_the_sandbox_starts_in_less_than_a_second() -> None:
    import subprocess
    import sys
    import time

    begun = time.monotonic()
    code = "import sys, sandbox.server; sandbox.server.Sandbox(); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert time.monotonic() - begun < 5  # a loaded machine; about 0.4 s at rest
    assert not {"aiogram", "telegram", "bot", "rules", "storage"} & set(modules)
