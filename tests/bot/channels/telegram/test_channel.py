"""One delivery against Telegram's rules: how each of its answers ends."""

import pytest
from telegram import Bot

from bot.channels.delivery import Delivered, Lost, MovedTo, NotNow, Refused, Sent
from bot.channels.telegram import api as transport
from handlers.messages import (
    Spoken,
)
from tests.bot.channels.telegram.way import Way
from tests.doubles.telegram import ApiError, BotApi, Fault, PrivateChat


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
    assert await way.deliver() == NotNow(
        2, f"the server answered {status}", whole=False, unsure=True
    )


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
    monkeypatch.setattr("bot.http.CONNECT_SECONDS", 0.1)
    api.fault("sendMessage", Fault.slow(60))
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
