"""Pictures and papers on Telegram: their words arrive whatever becomes of them."""

import hashlib

import pytest

from bot.channels.delivery import Lost, NotNow, Refused, Sent
from bot.files import Gone
from handlers.messages import (
    STRONG,
    WEAK,
    Attachment,
    Spoken,
)
from tests.bot.channels.telegram.way import BUTTONS, PNG, Way
from tests.doubles.telegram import BotApi, Fault, PrivateChat


async def test_a_picture_telegram_has_is_sent_by_its_id(
    way: Way, api: BotApi, chat: PrivateChat
) -> None:
    await chat.sends_photo(PNG)
    [update] = [u for u in api.updates.waiting() if "photo" in u.body.get("message", {})]
    ref = update.body["message"]["photo"][-1]["file_id"]
    picture = Attachment("telegram", ref, "foto.jpg")
    spoken = Spoken(f"{STRONG}Logo{WEAK} hotel", "id", BUTTONS, picture=picture)
    assert await way.deliver(spoken, answers="1") == Sent(str(chat.last.id))
    assert (chat.last.photo, chat.last.text, chat.last.reply_to) == (PNG, "Logo hotel", 1)
    assert chat.last.entities == ({"type": "bold", "offset": 0, "length": 4},)
    assert chat.last.labels == ["Putih", "Batal"]
    assert not api.called("sendPhoto")[0].files


async def test_a_file_of_ours_is_uploaded_whole(way: Way, chat: PrivateChat) -> None:
    picture = way.files.keep(PNG, "logo hotel.png")
    assert isinstance(await way.deliver(Spoken("Logo", "id", picture=picture)), Sent)
    assert (chat.last.photo, chat.last.text) == (PNG, "Logo")


async def test_what_is_no_photo_goes_as_a_document_under_its_name(
    way: Way, chat: PrivateChat
) -> None:
    content = b"%PDF-1.7 " + hashlib.sha256(b"x").digest()
    paper = way.files.keep(content, "penawaran.pdf")
    assert isinstance(await way.deliver(Spoken("Penawaran", "id", picture=paper)), Sent)
    assert chat.last.document == ("penawaran.pdf", content)


async def test_of_a_picture_that_is_gone_the_words_remain(way: Way, chat: PrivateChat) -> None:
    picture = Attachment("local", "0" * 32 + ".png", "logo.png")
    assert isinstance(await way.deliver(Spoken("Logo logo.png", "id", picture=picture)), Sent)
    assert (chat.last.photo, chat.last.text) == (None, "Logo logo.png")


@pytest.mark.parametrize("kind", ["photo", "file"])
async def test_of_a_picture_telegram_does_not_take_the_words_remain(
    way: Way, chat: PrivateChat, kind: str
) -> None:
    picture = Attachment("telegram", "another bot's id", "logo.png", kind)  # type: ignore[arg-type]
    spoken = Spoken("Logo " + "x" * 2000, "id", BUTTONS, picture=picture)
    assert isinstance(await way.deliver(spoken), Sent)
    assert chat.last.text == spoken.text
    assert chat.last.labels == ["Putih", "Batal"]


async def test_bytes_that_are_no_picture_cost_only_the_picture(way: Way, chat: PrivateChat) -> None:
    picture = way.files.keep(b"no picture at all", "logo.png")
    assert isinstance(await way.deliver(Spoken("Logo", "id", picture=picture)), Sent)
    assert (chat.last.photo, chat.last.text) == (None, "Logo")


async def test_a_picture_for_a_chat_that_is_gone_is_refused_once(way: Way, api: BotApi) -> None:
    picture = Attachment("telegram", "P1", "logo.png")
    ended = await way.deliver(Spoken("Logo", "id", picture=picture), chat="999")
    assert ended == Refused("Chat not found", unreachable=True)
    assert not api.called("sendMessage")


async def test_a_picture_whose_answer_is_lost_is_a_loss(
    way: Way, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("sendPhoto", Fault.answer_lost())
    picture = way.files.keep(PNG, "logo.png")
    assert isinstance(await way.deliver(Spoken("Logo", "id", picture=picture)), Lost)
    assert not api.called("sendMessage")


class Elsewhere:
    """Another channel's file, which comes after so many failures."""

    def __init__(self, way: Way, failures: list[Exception]) -> None:
        self.failures = failures
        way.files.register("whatsapp", self._fetch)

    async def _fetch(self, ref: str) -> bytes:
        if self.failures:
            raise self.failures.pop()
        return PNG


LOGO = Attachment("whatsapp", "MM1/ME1", "logo.png")


async def test_a_picture_of_another_channel_is_got_and_uploaded(
    way: Way, chat: PrivateChat
) -> None:
    Elsewhere(way, [])
    assert isinstance(await way.deliver(Spoken("Logo", "id", picture=LOGO)), Sent)
    assert (chat.last.photo, chat.last.text) == (PNG, "Logo")


async def test_a_message_waits_for_a_picture_that_may_yet_be_had(
    way: Way, api: BotApi, chat: PrivateChat
) -> None:
    Elsewhere(way, [ConnectionError("the line is down")])
    spoken = Spoken("Logo", "id", picture=LOGO)
    ended = await way.deliver(spoken)
    assert isinstance(ended, NotNow) and not ended.whole
    assert not api.called("sendMessage")
    assert isinstance(await way.deliver(spoken), Sent)
    assert chat.last.photo == PNG


async def test_of_a_picture_that_is_gone_on_its_channel_the_words_remain(
    way: Way, chat: PrivateChat
) -> None:
    Elsewhere(way, [Gone("404")])
    assert isinstance(await way.deliver(Spoken("Logo", "id", picture=LOGO)), Sent)
    assert (chat.last.photo, chat.last.text) == (None, "Logo")
