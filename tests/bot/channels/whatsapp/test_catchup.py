"""Looking for messages no webhook brought."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.channels.whatsapp.api import Twilio
from bot.channels.whatsapp.catchup import ASKED, OVERLAP, UNDER_WAY, CatchUp
from bot.http import ServerTrouble
from bot.intake import Intake
from bot.metrics import Metrics
from handlers.messages import Address, Attachment, Fetch, Said
from storage import cursors, tables
from storage.codec import Arrival
from storage.database import Database
from tests import desks
from tests.bot.channels.whatsapp.forms import DEWI
from tests.doubles import twilio
from tests.doubles.twilio import Fault, Phone
from tests.doubles.twilio.errors import not_found

NOWHERE = "http://127.0.0.1:9"
PICTURE = b"\xff\xd8\xff a logo"
A_WHILE = UNDER_WAY.total_seconds() + 1


class Looking:
    """A desk that looks, on the double's clock."""

    def __init__(self, api: Twilio, double: twilio.Twilio, database: Database) -> None:
        self.double = double
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


# ---- what became of our own messages


async def went_out(looking: Looking, api: Twilio, body: str, media: str = "") -> int:
    """A message that was sent just before the desk stopped to hear; returns its outbox row."""
    row = await desks.post(
        looking.database, "Surat", to=Address("whatsapp", DEWI), state="sent", sent_id="later"
    )
    sid = await api.send(to=DEWI, row=row, body=body, media=media)
    o = tables.outbox
    sent = update(o).where(o.c.id == row).values(sent_id=sid, sent_at=looking.now())
    await looking.database.write(lambda c: c.execute(sent))
    await looking.double.settled()
    return row


def restarted(looking: Looking, api: Twilio) -> Looking:
    return Looking(api, looking.double, looking.database)


async def row_of(looking: Looking, row: int) -> tuple[str, str]:
    o = tables.outbox.c
    [(state, told)] = await desks.rows(
        looking.database, select(o.state, o.progress).where(o.id == row)
    )
    return str(state), str(told)


async def test_a_file_nobody_was_there_to_hand_out_goes_again(
    looking: Looking, api: Twilio, dewi: Phone
) -> None:
    await dewi.says("halo")
    row = await went_out(looking, api, body="Surat", media=f"{NOWHERE}/files/t/surat.pdf")
    assert await row_of(looking, row) == ("sent", "")
    later = restarted(looking, api)
    await later.look()
    assert await row_of(looking, row) == ("ready", "")
    await later.look()
    o = tables.outbox.c
    assert await desks.rows(looking.database, select(o.failures).where(o.id == row)) == [1]


async def test_what_arrived_while_we_were_away_is_known_afterwards(
    looking: Looking, api: Twilio, dewi: Phone
) -> None:
    await dewi.says("halo")
    row = await went_out(looking, api, body="Halo")
    later = restarted(looking, api)
    assert await later.look() is False
    assert (await row_of(looking, row))[1] in {"delivered", "read"}


async def test_a_message_under_way_is_asked_about_again_but_not_for_ever(
    looking: Looking, api: Twilio, dewi: Phone
) -> None:
    await dewi.says("halo")
    await went_out(looking, api, body="Halo")
    for message in looking.double.sent:
        message.status = "queued"
    later = restarted(looking, api)
    looked = 0
    while await later.look():
        looked += 1
    assert looked == ASKED - 1


async def test_asking_that_fails_is_made_up_for(looking: Looking, api: Twilio, dewi: Phone) -> None:
    await dewi.says("halo")
    row = await went_out(looking, api, body="Halo")
    looking.double.fault("fetch", Fault.server_error(503))
    later = restarted(looking, api)
    with pytest.raises(ServerTrouble):
        await later.look()
    await later.look()
    assert (await row_of(looking, row))[1] in {"delivered", "read"}
