"""People who block us, leave, or move, seen by the whole program."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.doubles.telegram import BotApi
from tests.end_to_end.conversation import CONFIRM, Office, customer, ordered, up_to_review
from tests.end_to_end.program import rows
from tests.stories.worlds import TOKEN, Running, telegram_settings, until


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(token=TOKEN) as api:
        yield api


@pytest.fixture
async def office(api: BotApi, tmp_path: Path) -> AsyncIterator[Office]:
    running = Running(telegram_settings(tmp_path, api))
    await running.start()
    office = Office(api, tmp_path)
    await office.open()
    yield office
    await running.stop()


async def test_who_blocks_us_is_written_to_again_once_they_come_back(
    api: BotApi, office: Office, tmp_path: Path
) -> None:
    chat = customer(api, 101)
    await up_to_review(chat)
    await chat.presses(CONFIRM)
    number = await ordered(chat)
    await chat.wait_text("Bolehkah")
    await chat.block_bot()
    await until(lambda: reachable(tmp_path) == [(0,)])
    await office.group.presses(office.budi, "Setujui")
    await office.group.wait_text("disetujui", anywhere=True)
    dead = "select count(*) from outbox where chat = '101' and state = 'dead'"
    assert await until(lambda: rows(tmp_path, dead) == [(1,)])
    await chat.unblock()
    await chat.says("/status")
    shown = await chat.wait_text(number)
    assert "disetujui" in shown.text
    assert reachable(tmp_path) == [(1,)]


def reachable(folder: Path) -> object:
    return rows(folder, "select reachable from contacts where ext_id = '101'")


async def test_a_card_that_waits_while_its_group_moves_arrives_in_the_new_group(
    api: BotApi, office: Office, tmp_path: Path
) -> None:
    chat = customer(api, 101)
    await up_to_review(chat)
    new = await office.group.upgrade_to_supergroup()
    await chat.presses(CONFIRM)
    number = await ordered(chat)
    assert await until(lambda: len(office.cards(number)) == 1), office.group.screen()
    await office.group.presses(office.budi, "Setujui")
    await chat.wait_text("Kabar baik")
    assert rows(tmp_path, "select chat from staff_chats") == [(str(new),)]


async def test_a_group_that_moved_while_nobody_was_told_is_found_by_the_next_card(
    api: BotApi, office: Office, tmp_path: Path
) -> None:
    chat = customer(api, 101)
    await up_to_review(chat)
    api.updates.allow(["message"])
    allowed, api.updates.allowed = api.updates.allowed, frozenset()
    new = await office.group.upgrade_to_supergroup()
    api.updates.allowed = allowed | {"callback_query"}
    await chat.presses(CONFIRM)
    number = await ordered(chat)
    assert await until(lambda: len(office.cards(number)) == 1), office.group.screen()
    assert rows(tmp_path, "select chat from staff_chats") == [(str(new),)]


async def test_an_officer_who_left_the_group_decides_nothing(
    api: BotApi, office: Office, tmp_path: Path
) -> None:
    chat = customer(api, 101)
    await up_to_review(chat)
    await chat.presses(CONFIRM)
    number = await ordered(chat)
    assert await until(lambda: bool(office.cards(number)))
    card = next(m for m in office.group.messages if number in m.text and m.buttons)
    await office.group.leaves(office.budi)
    press = await office.group.forge_press(office.budi, card.buttons[0][0][1], card)
    await press.answered()
    await office.group.wait_text("tidak dapat dipastikan", anywhere=True)
    assert rows(tmp_path, "select state from orders") == [("pending",)]
    refused = "select outcome from audit where action = 'approve'"
    assert rows(tmp_path, refused) == [("not_member",)]


async def test_who_is_no_officer_decides_nothing_whatever_they_press(
    api: BotApi, office: Office, tmp_path: Path
) -> None:
    chat = customer(api, 101)
    await up_to_review(chat)
    await chat.presses(CONFIRM)
    number = await ordered(chat)
    assert await until(lambda: bool(office.cards(number)))
    card = next(m for m in office.group.messages if number in m.text and m.buttons)
    for person in (office.owner, chat.user):
        await office.group.forge_press(person, card.buttons[0][0][1], card)
    refused = "select count(*) from audit where outcome = 'not_officer'"
    assert await until(lambda: rows(tmp_path, refused) == [(2,)])
    assert rows(tmp_path, "select state from orders") == [("pending",)]
