"""Looking for messages, and for what became of ours, that no webhook brought."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.channels.whatsapp import catchup, updates
from bot.channels.whatsapp.api import Twilio
from bot.channels.whatsapp.catchup import OVERLAP, UNDER_WAY, CatchUp
from bot.http import ServerTrouble
from bot.intake import Intake
from bot.metrics import Metrics
from handlers.messages import Address, Attachment, Fetch, Said
from storage import cursors, outbox, tables
from storage.codec import Arrival
from storage.database import Database
from storage.outbox import Mark
from tests import desks
from tests.doubles import twilio
from tests.doubles.twilio import Fault, Phone
from tests.doubles.twilio.errors import not_found

PICTURE = b"\xff\xd8\xff a logo"
A_WHILE = UNDER_WAY.total_seconds() + 1


class Looking:
    """A desk that looks, on the double's clock."""

    def __init__(self, api: Twilio, double: twilio.Twilio, database: Database) -> None:
        self.double = double
        self.api = api
        self.database = database
        self.intake = Intake(database, desks.SHOP, self.now, Metrics())
        self.taken: list[Arrival] = []
        self.catch_up = CatchUp(api, database, self.take, self.now, every=0.01)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.double.clock.now(), UTC)

    async def take(self, arrivals: list[Arrival]) -> None:
        await self.intake.take(arrivals)
        self.taken += arrivals

    async def look(self) -> bool:
        """Look once what was written just now is old enough to be missed."""
        self.double.advance(A_WHILE)
        return await self.catch_up.look()

    async def told_nothing(self, to: Phone, *, file: bool = True) -> str:
        """Send something, maybe with a file nobody can fetch; no webhook tells what becomes of
        it. Returns Twilio's id.
        """
        self.double.world.statuses.none = True
        media = "http://127.0.0.1:9/surat.pdf" if file else ""
        sid = await self.api.send(to=to.number, row=7, body="surat", media=media)
        await self.double.settled()
        return sid

    async def delivered(self, sid: str, *, more: bool) -> None:
        """The next part of what waits goes out under this id."""
        now = self.now()

        def unit(connection: Connection) -> None:
            (parcel,) = outbox.lease(connection, "whatsapp", now, 1)
            state = "ready" if more else "sent"
            outbox.mark(connection, [Mark(parcel, state, now, sent_id=sid, more=more)], now)

        await self.database.write(unit)

    async def posted(self, to: Phone, sid: str, **more: Any) -> int:
        """The row of the outbox that went out under this id."""
        there = Address("whatsapp", to.number)
        return await desks.post(
            self.database, "surat", to=there, sent_id=sid, about="surat", **{"state": "sent"} | more
        )

    async def states(self) -> list[Any]:
        """What became of what was posted: states, parts that are out, and how often each failed."""
        o = tables.outbox.c
        rows = select(o.state, o.part, o.failures).where(o.about == "surat").order_by(o.id)
        return list(await desks.rows(self.database, rows))

    @property
    def words(self) -> list[str]:
        return [a.heard.text for a in self.taken if isinstance(a.heard, Said)]


@pytest.fixture
async def looking(api: Twilio, double: twilio.Twilio, tmp_path: Path) -> AsyncIterator[Looking]:
    async with desks.opened(tmp_path) as database:
        looking = Looking(api, double, database)
        double.advance(hours=1)
        await looking.look()
        yield looking


async def test_what_came_before_the_desk_was_there_is_never_its(
    api: Twilio, double: twilio.Twilio, dewi: Phone, tmp_path: Path
) -> None:
    await dewi.says("lama")
    async with desks.opened(tmp_path) as database:
        looking = Looking(api, double, database)
        double.advance(A_WHILE)
        assert await looking.look() is False
        await dewi.says("baru")
        for _ in range(3):
            await looking.look()
    assert looking.words == ["baru"]


async def test_what_is_missing_is_taken_oldest_first_as_it_was_written(
    looking: Looking, dewi: Phone
) -> None:
    sent = [await dewi.says(f"pesan {at}") for at in range(3)]
    assert await looking.look() is False
    first = looking.taken[0]
    assert isinstance(first.heard, Said)
    assert looking.words == ["pesan 0", "pesan 1", "pesan 2"]
    assert (first.ext_id, first.heard.phone, first.problem) == (sent[0].sid, dewi.number, "")
    assert first.heard.at == datetime.fromtimestamp(int(sent[0].created), UTC)


async def test_who_shows_no_number_is_heard_as_well(looking: Looking, dewi: Phone) -> None:
    dewi.hidden = True
    await dewi.says("halo")
    await looking.look()
    assert [a.heard.sender for a in looking.taken if isinstance(a.heard, Said)] == [dewi.bsuid]


async def test_more_than_a_page_is_read_to_its_end(looking: Looking, dewi: Phone) -> None:
    for at in range(205):
        await dewi.says(str(at))
    await looking.look()
    assert looking.words == [str(at) for at in range(205)]


async def test_a_picture_comes_along(looking: Looking, dewi: Phone) -> None:
    sent = await dewi.sends_picture(PICTURE, caption="logo kami")
    await looking.look()
    [arrival] = looking.taken
    assert isinstance(arrival.heard, Said)
    [media] = sent.media
    picture = Attachment("whatsapp", f"{sent.sid}/{media}", "foto.jpg", "photo")
    assert (arrival.heard.text, arrival.heard.attachments) == ("logo kami", (picture,))
    assert arrival.errands == (Fetch(arrival.heard.address, picture),)


async def test_what_is_in_the_inbox_is_not_taken_again(looking: Looking, dewi: Phone) -> None:
    await dewi.says("halo")
    for _ in range(3):
        await looking.look()
    assert looking.words == ["halo"]


async def test_what_was_written_just_now_is_left_to_its_webhook_for_a_moment(
    looking: Looking, dewi: Phone
) -> None:
    await dewi.says("halo")
    assert await looking.catch_up.look() is True
    assert looking.taken == []
    assert await looking.look() is False
    assert looking.words == ["halo"]


async def test_what_is_listed_late_is_found_all_the_same(looking: Looking, dewi: Phone) -> None:
    sent = await dewi.says("halo")
    looking.double.world.messages.remove(sent)
    await looking.look()
    looking.double.world.messages.append(sent)
    looking.double.advance((OVERLAP.total_seconds()) / 2)
    await looking.look()
    assert looking.words == ["halo"]


async def test_a_message_whose_files_are_gone_holds_up_no_other(
    looking: Looking, dewi: Phone
) -> None:
    await dewi.sends_picture(PICTURE, caption="logo")
    await dewi.says("halo")
    looking.double.fault("media list", Fault.of(not_found("Media.json")))
    await looking.look()
    assert looking.words == ["logo", "halo"]


@pytest.mark.parametrize("operation", ["list", "media list"])
async def test_a_look_that_fails_is_made_up_for_by_the_next(
    looking: Looking, dewi: Phone, operation: str
) -> None:
    await dewi.sends_picture(PICTURE, caption="logo")
    looking.double.fault(operation, Fault.server_error(503))
    with pytest.raises(ServerTrouble):
        await looking.look()
    looking.double.advance(hours=5)
    await looking.look()
    assert looking.words == ["logo"]


async def test_what_could_not_be_kept_is_not_counted_as_seen(
    looking: Looking, dewi: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await looking.database.read(lambda c: cursors.at(c, "whatsapp"))

    async def full(arrivals: object) -> None:
        raise OSError("no space left")

    await dewi.says("halo")
    with monkeypatch.context() as patch:
        patch.setattr(looking.intake, "take", full)
        with pytest.raises(OSError, match="no space"):
            await looking.look()
    assert await looking.database.read(lambda c: cursors.at(c, "whatsapp")) == before
    await looking.look()
    assert await desks.rows(looking.database, select(tables.inbox.c.chat)) == [dewi.number]


async def test_what_failed_and_nobody_was_told_of_goes_again_once(
    looking: Looking, dewi: Phone
) -> None:
    await dewi.says("halo")
    await looking.posted(dewi, await looking.told_nothing(dewi))
    await looking.posted(dewi, await looking.told_nothing(dewi, file=False))
    for _ in range(3):
        await looking.look()
    assert await looking.states() == [("ready", 0, 1), ("sent", 0, 0)]


async def test_what_arrived_while_nobody_listened_is_known_afterwards(
    looking: Looking, dewi: Phone
) -> None:
    await dewi.says("halo")
    row = await looking.posted(dewi, await looking.told_nothing(dewi, file=False))
    await looking.look()
    told = select(tables.outbox.c.progress).where(tables.outbox.c.id == row)
    assert await desks.rows(looking.database, told) == ["delivered"]


async def test_a_file_that_failed_is_known_though_words_have_followed_it(
    looking: Looking, dewi: Phone
) -> None:
    await dewi.says("halo")
    await looking.posted(dewi, "", state="ready")
    for sid in (await looking.told_nothing(dewi), await looking.told_nothing(dewi, file=False)):
        await looking.delivered(sid, more=sid.startswith("MM"))
    assert await looking.states() == [("sent", 1, 0)]
    for _ in range(3):
        await looking.look()
    assert await looking.states() == [("ready", 0, 1)]


async def test_what_the_outbox_does_not_know_yet_is_news_once_it_does(
    looking: Looking, dewi: Phone
) -> None:
    await dewi.says("halo")
    sid = await looking.told_nothing(dewi)
    await looking.look()
    assert not [a for a in looking.taken if a.ext_id.startswith(sid)]
    await looking.posted(dewi, sid)
    await looking.look()
    assert await looking.states() == [("ready", 0, 1)]


async def test_a_failure_its_webhook_told_of_is_no_news(looking: Looking, dewi: Phone) -> None:
    await dewi.says("halo")
    sid = await looking.told_nothing(dewi)
    row = await looking.posted(dewi, sid)
    form = {"MessageSid": sid, "MessageStatus": "undelivered", "ErrorCode": "63019"}
    await looking.intake.take([updates.receipt(form, row, looking.now())])
    await looking.look()
    assert await looking.states() == [("ready", 0, 1)]
    assert looking.words == ["halo"] and len(looking.taken) == 1


async def test_it_looks_again_soon_while_something_may_fail_yet(
    looking: Looking, dewi: Phone
) -> None:
    await dewi.says("halo")
    await looking.posted(dewi, await looking.told_nothing(dewi))
    [message] = looking.double.sent
    message.status = "sending"
    assert await looking.look() is True
    assert await looking.states() == [("sent", 0, 0)]
    message.status = "undelivered"
    assert await looking.look() is False
    assert await looking.states() == [("ready", 0, 1)]


async def test_what_fails_while_the_desk_starts_is_looked_for_soon(
    looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = asyncio.Semaphore(0)

    async def nothing() -> bool:
        looks.release()
        return False

    soon = UNDER_WAY / 500
    monkeypatch.setattr(catchup, "UNDER_WAY", soon)
    again = CatchUp(looking.api, looking.database, looking.take, looking.now, every=3600)
    monkeypatch.setattr(again, "look", nothing)
    task = asyncio.create_task(again.run())
    async with asyncio.timeout(5):
        await looks.acquire()
        await looks.acquire()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_it_goes_on_looking_whatever_happens(
    looking: Looking, dewi: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking.double.fault("list", Fault.server_error(503))
    looks = 0
    look = looking.catch_up.look

    async def stumbling() -> bool:
        nonlocal looks
        looks += 1
        if looks == 2:
            raise OSError("disk")
        return await look()

    monkeypatch.setattr(looking.catch_up, "look", stumbling)
    await dewi.says("halo")
    looking.double.advance(A_WHILE)
    task = asyncio.create_task(looking.catch_up.run())
    async with asyncio.timeout(5):
        while not looking.taken:
            await asyncio.sleep(0.01)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert looks >= 3
