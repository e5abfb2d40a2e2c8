"""The Bot API double is honest: two independent clients hold whole conversations with it."""

from types import ModuleType

import telegram

from tests.doubles.telegram import BotApi

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")


def talks() -> ModuleType:
    """What aiogram does; read by whoever runs such a test, and by nobody who only collects it."""
    from tests.doubles import aiogram_talks  # noqa: PLC0415

    return aiogram_talks


async def test_ptb_reads_every_answer() -> None:
    async with BotApi() as api:
        dewi, budi = api.user(101, "Dewi"), api.user(102, "Budi", username="budi")
        chat, group = api.private(dewi), api.group(-500, "Petugas", [dewi, budi])
        bot = telegram.Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
        async with bot:
            await chat.says("/start")
            sent = await bot.send_photo(101, PNG, caption="*logo*", parse_mode="MarkdownV2")
            assert sent.caption_entities[0].type == "bold"
            file = await bot.get_file(sent.photo[-1].file_id)
            assert bytes(await file.download_as_bytearray()) == PNG
            again = await bot.send_document(101, b"%PDF", filename="a.pdf", reply_to_message_id=1)
            assert again.reply_to_message and again.reply_to_message.text == "/start"
            assert (await bot.get_chat(101)).first_name == "Dewi"
            assert (await bot.get_chat(-500)).title == "Petugas"
            assert [admin.user.id for admin in await bot.get_chat_administrators(-500)] == [101]
            assert (await bot.get_chat_member(-500, 102)).status == "member"
            assert (await bot.get_webhook_info()).pending_update_count == 1
            [update] = await bot.get_updates()
            assert update.message and update.message.entities[0].type == "bot_command"
            await group.set_admin(bot_user := api.me)
            assert (await bot.get_chat_member(-500, bot_user.id)).status == "administrator"


async def test_aiogram_holds_a_conversation_by_long_polling() -> None:
    await talks().by_long_polling()


async def test_aiogram_holds_a_conversation_by_webhook() -> None:
    await talks().by_webhook()


async def test_aiogram_reads_every_answer() -> None:
    await talks().reads_every_answer()


async def test_both_clients_read_every_kind_of_update() -> None:
    await talks().both_read_every_kind_of_update()
