"""What aiogram, a client of somebody else's, does with the Bot API double.

Apart from the tests that call it, because importing aiogram takes seconds in every process that
collects them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import telegram
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.doubles.telegram import BotApi

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
MEMBERS = ("my_chat_member", "chat_member", "callback_query")
COLOURS = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Putih", callback_data="colour=white"),
            InlineKeyboardButton(text="Hitam", callback_data="colour=black"),
        ]
    ]
)


@asynccontextmanager
async def aiogram_bot(api: BotApi) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.server_url))
    async with Bot(
        api.token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML)
    ) as bot:
        yield bot


def shop(dispatcher: Dispatcher) -> None:
    """A little shop: start, choose, send a logo, get a paper; a block is noticed."""
    dispatcher["blocked"] = asyncio.Event()

    @dispatcher.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer("Selamat datang di <b>Prokana</b>", reply_markup=COLOURS)

    @dispatcher.callback_query(F.data.startswith("colour="))
    async def choose(press: CallbackQuery) -> None:
        await press.answer("dicatat")
        assert isinstance(press.message, Message)
        await press.message.edit_text(f"Warna: {press.data}")
        await press.message.answer("Kirim logonya")

    @dispatcher.message(F.photo)
    async def logo(message: Message, bot: Bot) -> None:
        assert message.photo
        stream = await bot.download(message.photo[-1])
        assert stream
        paper = BufferedInputFile(stream.read(), "penawaran.pdf")
        await message.reply_document(paper, caption="Penawaran")

    @dispatcher.my_chat_member()
    async def blocked(change: ChatMemberUpdated) -> None:
        assert change.new_chat_member.status == "kicked"
        dispatcher["blocked"].set()


async def converse(api: BotApi) -> None:
    """One customer from /start to the paper, then a block."""
    chat = api.private(api.user(101, "Dewi", language_code="id"))
    await chat.starts()
    welcome = await chat.wait_text("Selamat datang di Prokana")
    assert welcome.entities[0]["type"] == "bold"
    press = await chat.presses("Putih")
    assert (await press.answered()).text == "dicatat"
    edited = await chat.wait_for(lambda shown: shown.edited)
    assert (edited.text, edited.buttons) == ("Warna: colour=white", [])
    await chat.wait_text("Kirim logonya")
    photo = await chat.sends_photo(PNG, caption="logo")
    paper = await chat.wait_for(lambda shown: shown.document is not None)
    assert paper.document == ("penawaran.pdf", PNG)
    assert paper.reply_to == photo.id
    await chat.block_bot()


async def by_long_polling() -> None:
    async with BotApi() as api, aiogram_bot(api) as bot:
        dispatcher = Dispatcher()
        shop(dispatcher)
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        await converse(api)
        await asyncio.wait_for(dispatcher["blocked"].wait(), 5)
        await dispatcher.stop_polling()
        await polling
        refused = [call for call in api.calls if call.description]
        assert not refused


async def by_webhook() -> None:
    async with BotApi() as api, aiogram_bot(api) as bot:
        dispatcher = Dispatcher()
        shop(dispatcher)
        app = web.Application()
        handler = SimpleRequestHandler(dispatcher, bot, secret_token="s3cret")
        handler.register(app, "/hook")
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        await bot.set_webhook(url, secret_token="s3cret")
        await converse(api)
        await asyncio.wait_for(dispatcher["blocked"].wait(), 5)
        assert {delivery.status for delivery in api.webhook.deliveries} == {200}
        await bot.delete_webhook()
        await runner.cleanup()


async def reads_every_answer() -> None:
    async with BotApi() as api, aiogram_bot(api) as bot:
        dewi, budi = api.user(101, "Dewi"), api.user(102, "Budi", username="budi")
        chat, group = api.private(dewi), api.group(-500, "Petugas", [dewi, budi])
        await chat.says("/start")
        await group.set_admin(api.me)
        assert (await bot.me()).username == "prokana_bot"
        assert (await bot.get_chat(101)).first_name == "Dewi"
        assert (await bot.get_chat(-500)).title == "Petugas"
        admins = await bot.get_chat_administrators(-500)
        assert [admin.status for admin in admins] == ["creator", "administrator"]
        assert (await bot.get_chat_member(-500, 102)).status == "member"
        assert (await bot.get_webhook_info()).pending_update_count == 2
        assert await bot.set_my_commands([BotCommand(command="pesan", description="Pesan")])
        assert (await bot.get_my_commands())[0].command == "pesan"
        assert await bot.set_my_description("Sandal", language_code="id")
        assert (await bot.get_my_description("id")).description == "Sandal"
        sent = await bot.send_photo(101, BufferedInputFile(PNG, "a.png"), reply_markup=COLOURS)
        assert (await bot.get_file((sent.photo or [])[-1].file_id)).file_size == len(PNG)
        edited = await bot.edit_message_caption(
            chat_id=101, message_id=sent.message_id, caption="baru"
        )
        assert isinstance(edited, Message) and edited.caption == "baru"


async def both_read_every_kind_of_update() -> None:
    async with BotApi() as api, aiogram_bot(api) as bot:
        dewi, budi = api.user(101, "Dewi"), api.user(102, "Budi")
        chat, group = api.private(dewi), api.group(-500, "Petugas", [dewi])
        await bot.get_updates(allowed_updates=["message", "edited_message", *MEMBERS])
        said = await chat.says("/start")
        await chat.edits(said, "halo")
        await chat.sends_photo(PNG, caption="logo")
        await chat.sends_document(b"%PDF", "a.pdf", "application/pdf", with_size=False)
        await chat.forge_press("x=1", 999)
        await chat.block_bot()
        await group.set_admin(api.me)
        await group.add(budi)
        await group.remove(budi)
        await group.upgrade_to_supergroup()
        [*updates] = await bot.get_updates(offset=-50)
        kinds = [update.event_type for update in updates]
        assert kinds == [
            "message",
            "edited_message",
            "message",
            "message",
            "callback_query",
            *["my_chat_member"] * 2,
            *["chat_member", "message"] * 2,
            *["message", "my_chat_member", "message"],
        ]
        async with telegram.Bot(api.token, base_url=api.base_url) as peer:
            again = await peer.get_updates(offset=-51)
            assert [update.update_id for update in again] == [u.update_id for u in updates]
            press = again[4].callback_query
            assert press and press.message and not press.message.is_accessible
            assert not any(update.api_kwargs for update in again)
