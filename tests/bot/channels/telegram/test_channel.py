"""One delivery against Telegram's rules: how each of its answers ends."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Bot

from bot.channels.delivery import Delivered, Lost, MovedTo, NotNow, Refused, Sent
from bot.channels.telegram import api as transport
from bot.channels.telegram.channel import Telegram
from handlers.messages import (
    STRONG,
    WEAK,
    Address,
    AskMembership,
    Attachment,
    Said,
    Spoken,
    SpokenChoice,
)
from storage.codec import Arrival
from storage.outbox import Parcel
from tests.doubles.telegram import ApiError, BotApi, Fault, Group, PrivateChat

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
BUTTONS = (SpokenChoice("d:1.colour=white", "Putih"), SpokenChoice("d:/cancel", "Batal"))
HELLO = Spoken(f"Halo {STRONG}Dewi{WEAK}", "id", BUTTONS)


class Way:
    """The channel, and what it handed to the intake."""

    def __init__(self, bot: Bot, folder: Path) -> None:
        self.taken: list[Arrival] = []
        self.folder = folder
        self.channel = Telegram(bot, self.take, self.file, lambda: NOW)

    async def take(self, arrivals: list[Arrival]) -> None:
        self.taken += arrivals

    def file(self, ref: str) -> Path | None:
        path = self.folder / ref
        return path if path.is_file() else None

    async def deliver(
        self, body: Spoken | AskMembership = HELLO, chat: str = "101", **more: str
    ) -> Delivered:
        to = Address("telegram", chat)
        parcel = Parcel(1, to, 0, attempt=1, lost=0, body=body, due_at=NOW)
        return await self.channel.deliver(replace(parcel, **more))  # type: ignore[arg-type]


@pytest.fixture
def way(bot: Bot, tmp_path: Path) -> Way:
    return Way(bot, tmp_path)


@pytest.fixture
def group(api: BotApi) -> Group:
    return api.group(-500, "Petugas", members=[api.user(202, "Budi")])


async def test_a_message_arrives_with_its_buttons_and_bold_words(
    way: Way, chat: PrivateChat
) -> None:
    assert await way.deliver() == Sent(str(chat.last.id))
    assert chat.last.text == "Halo Dewi"
    assert chat.last.entities == ({"type": "bold", "offset": 5, "length": 4},)
    assert chat.last.buttons == [[["Putih", "d:1.colour=white"], ["Batal", "d:/cancel"]]]


async def test_a_customers_markup_arrives_as_it_was_written(way: Way, chat: PrivateChat) -> None:
    words = "<b>Hotel *A* _B_ [c](d) &amp; 👍"
    await way.deliver(Spoken(words, "id"))
    assert chat.last.text == words
    assert chat.last.entities == ()


# What Telegram may answer


def refusal(reason: str) -> Fault:
    return Fault.bad_request(reason)


@pytest.mark.parametrize(
    ("fault", "ending"),
    [
        (Fault.too_many(7), NotNow(7, "Flood control exceeded. Retry in 0:00:07")),
        (
            Fault.forbidden("bot was blocked by the user"),
            Refused("Forbidden: bot was blocked by the user", unreachable=True),
        ),
        (
            Fault.forbidden("user is deactivated"),
            Refused("Forbidden: user is deactivated", unreachable=True),
        ),
        (
            Fault.forbidden("bot was kicked from the supergroup chat"),
            Refused("Forbidden: bot was kicked from the supergroup chat", unreachable=True),
        ),
        (refusal("chat not found"), Refused("Chat not found", unreachable=True)),
        (refusal("private chat not found"), Refused("Private chat not found", unreachable=True)),
        (refusal("PEER_ID_INVALID"), Refused("Peer_id_invalid", unreachable=True)),
        (refusal("message is too long"), Refused("Message is too long")),
        (refusal("BUTTON_DATA_INVALID"), Refused("Button_data_invalid")),
        (
            Fault.bad_request(
                "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": -100_500}
            ),
            MovedTo("-100500"),
        ),
    ],
)
async def test_each_refusal_has_its_ending(
    way: Way, api: BotApi, chat: PrivateChat, fault: Fault, ending: Delivered
) -> None:
    api.fault("sendMessage", fault)
    assert await way.deliver() == ending
    assert len(api.called("sendMessage")) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_in_trouble_is_asked_again_later_alone(
    way: Way, api: BotApi, chat: PrivateChat, status: int
) -> None:
    api.fault("sendMessage", Fault.server_error(status))
    assert await way.deliver() == NotNow(2, f"the server answered {status}", whole=False)


async def test_trouble_that_lasts_is_waited_out_with_growing_patience(
    way: Way, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("sendMessage", Fault.server_error(), times=2)
    ends = [await way.deliver(attempt=attempt) for attempt in (5, 20)]  # type: ignore[arg-type]
    assert [e.seconds for e in ends if isinstance(e, NotNow)] == [32, 300]


@pytest.mark.parametrize("fault", [Fault.answer_lost(), Fault.server_error(504, executed=True)])
async def test_a_lost_answer_is_a_loss_although_the_message_is_there(
    way: Way, api: BotApi, chat: PrivateChat, fault: Fault
) -> None:
    api.fault("sendMessage", fault)
    assert isinstance(await way.deliver(), Lost)
    assert chat.last.text == "Halo Dewi"


async def test_a_connection_that_breaks_before_is_a_loss_too_for_nobody_can_tell(
    way: Way, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("sendMessage", Fault.dropped_before())
    assert isinstance(await way.deliver(), Lost)


async def test_an_answer_that_is_no_answer_is_a_loss(
    way: Way, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("sendMessage", Fault(200, "<html>welcome to the airport</html>"))
    assert isinstance(await way.deliver(), Lost)


async def test_an_answer_that_comes_too_late_is_a_loss(
    way: Way, api: BotApi, chat: PrivateChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "CONNECT_SECONDS", 0.1)
    api.fault("sendMessage", Fault.slow(1))
    monkeypatch.setattr(transport.ask, "__defaults__", (0.1,))
    assert isinstance(await way.deliver(), Lost)


async def test_a_slow_answer_is_waited_for(way: Way, api: BotApi, chat: PrivateChat) -> None:
    api.fault("sendMessage", Fault.slow(0.3))
    assert await way.deliver() == Sent(str(chat.last.id))


async def test_where_nobody_listens_nothing_was_sent(
    way: Way, api: BotApi, chat: PrivateChat
) -> None:
    await api.stop()
    await way.deliver()  # notices that the connection we had is gone
    ended = await way.deliver()
    assert isinstance(ended, NotNow)
    assert not ended.whole
    await api.start()
    assert isinstance(await way.deliver(), Sent)


@pytest.mark.parametrize("code", [401, 404])
async def test_a_refused_token_costs_no_message(
    way: Way, api: BotApi, chat: PrivateChat, code: int
) -> None:
    api.fault("sendMessage", Fault.of(ApiError(code, "Unauthorized")))
    assert await way.deliver() == NotNow(300, "the token is refused")


async def test_a_redirect_is_not_followed_with_the_token(
    way: Way, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("sendMessage", Fault(302, "{}"))
    assert isinstance(await way.deliver(), Lost)
    assert [call.method for call in api.calls] == ["getMe", "sendMessage"]


# Messages that are changed


async def test_a_card_is_changed_in_place(way: Way, chat: PrivateChat) -> None:
    first = await way.deliver()
    assert isinstance(first, Sent)
    assert await way.deliver(Spoken("Selesai", "id"), replaces=first.id, answers="1") == first
    assert (chat.last.text, chat.last.labels, chat.last.edited) == ("Selesai", [], True)


async def test_a_card_that_says_so_already_is_fine(way: Way, chat: PrivateChat) -> None:
    first = await way.deliver()
    assert isinstance(first, Sent)
    assert await way.deliver(replaces=first.id) == first
    assert len(chat.messages) == 2


@pytest.mark.parametrize(
    "reason",
    [
        "message to edit not found",
        "message can't be edited",
        "MESSAGE_ID_INVALID",
        "there is no text in the message to edit",
    ],
)
async def test_a_card_that_is_gone_is_sent_anew(
    way: Way, api: BotApi, chat: PrivateChat, reason: str
) -> None:
    first = await way.deliver()
    assert isinstance(first, Sent)
    api.fault("editMessageText", refusal(reason))
    again = await way.deliver(replaces=first.id)
    assert again == Sent(str(chat.last.id))
    assert again != first


async def test_a_card_deleted_by_its_readers_is_sent_anew(
    way: Way, api: BotApi, chat: PrivateChat, bot: Bot
) -> None:
    first = await way.deliver()
    assert isinstance(first, Sent)
    await bot.delete_message(101, int(first.id))
    assert await way.deliver(replaces=first.id) == Sent(str(chat.last.id))
    assert chat.last.text == "Halo Dewi"


async def test_other_refusals_of_a_change_are_refusals(
    way: Way, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("editMessageText", refusal("message is too long"))
    assert await way.deliver(replaces="2") == Refused("Message is too long")
    assert not api.called("sendMessage")


async def test_an_answer_to_a_message_that_is_gone_is_sent_without_it(
    way: Way, chat: PrivateChat
) -> None:
    assert isinstance(await way.deliver(answers="777"), Sent)
    assert chat.last.reply_to is None


# Pictures


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
    (way.folder / "a.png").write_bytes(PNG)
    picture = Attachment("local", "a.png", "logo hotel.png")
    assert isinstance(await way.deliver(Spoken("Logo", "id", picture=picture)), Sent)
    assert (chat.last.photo, chat.last.text) == (PNG, "Logo")


async def test_what_is_no_photo_goes_as_a_document_under_its_name(
    way: Way, chat: PrivateChat
) -> None:
    content = b"%PDF-1.7 " + hashlib.sha256(b"x").digest()
    (way.folder / "a.pdf").write_bytes(content)
    paper = Attachment("local", "a.pdf", "penawaran.pdf", "file")
    assert isinstance(await way.deliver(Spoken("Penawaran", "id", picture=paper)), Sent)
    assert chat.last.document == ("penawaran.pdf", content)


async def test_of_a_picture_that_is_gone_the_words_remain(way: Way, chat: PrivateChat) -> None:
    picture = Attachment("local", "gone.png", "logo.png")
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
    (way.folder / "a.png").write_bytes(b"no picture at all")
    picture = Attachment("local", "a.png", "logo.png")
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
    (way.folder / "a.png").write_bytes(PNG)
    api.fault("sendPhoto", Fault.answer_lost())
    picture = Attachment("local", "a.png", "logo.png")
    assert isinstance(await way.deliver(Spoken("Logo", "id", picture=picture)), Lost)
    assert not api.called("sendMessage")


# Who is a member


def question(person: str = "202", chat: str = "-500") -> AskMembership:
    here = Address("telegram", chat)
    said = Said(here, person, "Budi", NOW, press="!token", private=False)
    return AskMembership(here, person, said)


def answered(way: Way) -> bool | None:
    [arrival] = way.taken
    assert arrival.ext_id == "job:1"
    assert isinstance(arrival.heard, Said)
    assert arrival.heard.press == "!token"
    return arrival.heard.member


async def test_who_is_in_the_group_is_a_member(way: Way, group: Group) -> None:
    assert await way.deliver(question(), "-500") == Sent()
    assert answered(way) is True


@pytest.mark.parametrize("act", [Group.leaves, Group.remove])
async def test_who_left_is_none(
    way: Way, api: BotApi, group: Group, act: Callable[..., object]
) -> None:
    siti = api.user(203, "Siti")
    await group.add(siti)
    await act(group, siti)  # type: ignore[misc]
    assert await way.deliver(question("203"), "-500") == Sent()
    assert answered(way) is False


@pytest.mark.parametrize(("is_member", "there"), [(True, True), (False, False)])
async def test_a_restricted_person_is_a_member_while_in_the_group(
    way: Way, api: BotApi, group: Group, is_member: bool, there: bool
) -> None:
    flag = "true" if is_member else "false"
    result = f'{{"status":"restricted","is_member":{flag},"user":{{"id":202}}}}'
    api.fault("getChatMember", Fault(200, f'{{"ok":true,"result":{result}}}'))
    await way.deliver(question(), "-500")
    assert answered(way) is there


@pytest.mark.parametrize(
    "body",
    ['{"ok":true,"result":{"status":"restricted"}}', '{"ok":true,"result":{"status":"new"}}'],
)
async def test_what_telegram_does_not_clearly_call_a_member_is_none(
    way: Way, api: BotApi, group: Group, body: str
) -> None:
    api.fault("getChatMember", Fault(200, body))
    await way.deliver(question(), "-500")
    assert answered(way) is False


@pytest.mark.parametrize(
    "fault",
    [
        Fault.bad_request("PARTICIPANT_ID_INVALID"),
        Fault.bad_request("member list is inaccessible"),
        Fault.bad_request("chat not found"),
        Fault.forbidden("bot was kicked from the group chat"),
    ],
)
async def test_a_question_that_is_refused_is_answered_no(
    way: Way, api: BotApi, group: Group, fault: Fault
) -> None:
    api.fault("getChatMember", fault)
    assert await way.deliver(question(), "-500") == Sent()
    assert answered(way) is False


@pytest.mark.parametrize(
    ("fault", "ending"),
    [
        (Fault.too_many(3), NotNow),
        (Fault.server_error(), NotNow),
        (Fault.server_error(502), NotNow),
        (Fault.of(ApiError(401, "Unauthorized")), NotNow),
        (Fault.answer_lost(), Lost),
        (Fault.dropped_before(), Lost),
        (Fault(200, "<html>"), Lost),
        (Fault.bad_request("upgraded", {"migrate_to_chat_id": -100_500}), MovedTo),
    ],
)
async def test_a_question_that_got_no_answer_is_asked_again_and_never_a_yes(
    way: Way, api: BotApi, group: Group, fault: Fault, ending: type[Delivered]
) -> None:
    api.fault("getChatMember", fault)
    assert isinstance(await way.deliver(question(), "-500"), ending)
    assert not way.taken


async def test_a_question_follows_its_group_when_it_moves(
    way: Way, api: BotApi, group: Group
) -> None:
    new = str(await group.upgrade_to_supergroup())
    assert await way.deliver(question(), new) == Sent()
    assert api.called("getChatMember")[-1].params["chat_id"] == int(new)
    assert answered(way) is True


# Presses


async def test_a_press_is_answered(way: Way, chat: PrivateChat) -> None:
    await way.deliver()
    press = await chat.presses("Putih")
    await way.channel.answer_press(press.id)
    assert press.answer is not None


async def test_a_press_that_is_too_old_is_let_be(way: Way, api: BotApi, chat: PrivateChat) -> None:
    await way.deliver()
    press = await chat.presses("Putih")
    api.clock.advance(60)
    await way.channel.answer_press(press.id)
    assert press.answer is None


@pytest.mark.parametrize("key", ["unknown", "", "\ud800"])
async def test_a_forged_press_is_let_be(way: Way, chat: PrivateChat, key: str) -> None:
    await way.channel.answer_press(key)


async def test_a_press_when_the_bot_is_closing_is_let_be(
    way: Way, bot: Bot, chat: PrivateChat
) -> None:
    await bot.shutdown()
    await way.channel.answer_press("1")


async def test_two_deliveries_at_once_keep_apart(way: Way, api: BotApi, chat: PrivateChat) -> None:
    other = api.private(api.user(102, "Siti"))
    await other.starts()
    await asyncio.gather(
        way.deliver(Spoken("untuk Dewi", "id")), way.deliver(Spoken("untuk Siti", "id"), "102")
    )
    assert (chat.last.text, other.last.text) == ("untuk Dewi", "untuk Siti")
