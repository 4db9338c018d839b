"""A plain aiogram bot: a group of states, MemoryStorage, updates handled as concurrent tasks (default)."""

import asyncio
import html
import os
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from benchmarks import stock_words as words

router = Router()
REQUESTS: list[dict[str, Any]] = []


class AskHelp(StatesGroup):
    category = State()
    when = State()
    details = State()
    check = State()


def keyboard(buttons: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=data)] for text, data in buttons]
    )


async def edit(query: CallbackQuery, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
    assert isinstance(query.message, Message)
    await query.message.edit_text(text, reply_markup=markup)


def value(query: CallbackQuery) -> str:
    return (query.data or "").partition(":")[2]


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    await state.set_state(AskHelp.category)
    await message.answer(words.CATEGORY, reply_markup=keyboard(words.CATEGORIES))


@router.callback_query(AskHelp.category, F.data.startswith("cat:"))
async def category(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    await state.update_data(category=value(query))
    await state.set_state(AskHelp.when)
    await edit(query, words.WHEN, keyboard(words.DAYS))


@router.callback_query(AskHelp.when, F.data.startswith("when:"))
async def when(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    await state.update_data(when=value(query))
    await state.set_state(AskHelp.details)
    await edit(query, words.DETAILS)


@router.message(AskHelp.details, F.text)
async def details(message: Message, state: FSMContext) -> None:
    data = await state.update_data(details=message.text)
    await state.set_state(AskHelp.check)
    draft = {key: html.escape(str(data[key])) for key in ("category", "when", "details")}
    await message.answer(words.CHECK.format(**draft), reply_markup=keyboard(words.CHECKS))


@router.callback_query(AskHelp.check, F.data.startswith("check:"))
async def check(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    REQUESTS.append(await state.get_data())
    await state.clear()
    await edit(query, words.SAVED)


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_BASE"]))
    defaults = DefaultBotProperties(parse_mode=ParseMode.HTML)
    bot = Bot(os.environ["BOT_TOKEN"], session=session, default=defaults)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot, allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    asyncio.run(main())
