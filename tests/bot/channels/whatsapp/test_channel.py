"""One delivery by Twilio: how it ends, and what is sent where."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.channels.delivery import Dropped, Held, Lost, NotNow, Refused, Sent
from bot.channels.whatsapp.api import Twilio
from bot.channels.whatsapp.channel import WINDOW, WhatsApp
from bot.channels.whatsapp.contents import Contents
from bot.files import Files, Gone
from bot.speech import Speech
from handlers.messages import (
    STRONG,
    WEAK,
    Address,
    AskMembership,
    Attachment,
    Errand,
    Fetch,
    Receipt,
    Said,
    Spoken,
    Unfetched,
)
from storage import tables
from storage.codec import Arrival
from storage.database import Database
from storage.outbox import Parcel
from tests import desks
from tests.bot.channels.whatsapp.forms import DEWI, DEWIS_ID
from tests.doubles import twilio
from tests.doubles.twilio import Fault, Phone
from tests.doubles.twilio.errors import bad_request

TO = Address("whatsapp", DEWI)
HELLO = Spoken(f"Halo {STRONG}Dewi{WEAK}", "id")


class Way:
    """A channel that is joined to nothing but the double."""

    def __init__(
        self, api: Twilio, double: twilio.Twilio, database: Database, folder: Path
    ) -> None:
        self.double = double
        self.database = database
        self.files = Files(folder / "files")
        self.taken: list[Arrival] = []
        openers = {"id": "Pilih", "en": "Choose"}
        self.channel = WhatsApp(
            api,
            database,
            Contents(api, database, self.now, openers),
            self.files,
            lambda picture: f"https://pesan.example.id/files/{picture.ref}",
            self.take,
            Speech(ZoneInfo("Asia/Jakarta")),
            self.now,
        )
        self.files.register("whatsapp", self.channel.fetcher)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.double.clock.now(), UTC)

    async def take(self, arrivals: list[Arrival]) -> None:
        self.taken += arrivals

    def parcel(self, body: Spoken | Errand = HELLO, **more: object) -> Parcel:
        made = Parcel(7, TO, 0, 1, 0, body, self.now())
        return replace(made, **more)  # type: ignore[arg-type]

    async def deliver(self, body: Spoken | Errand = HELLO, **more: object) -> object:
        ended = await self.channel.deliver(self.parcel(body, **more))
        await self.double.settled()
        return ended

    async def knows(self, **more: object) -> None:
        """What the desk knows of Dewi."""
        c = tables.contacts
        await self.database.write(
            lambda at: at.execute(update(c).where(c.c.ext_id == DEWI).values(**more))
        )


@pytest.fixture
async def way(
    api: Twilio, double: twilio.Twilio, dewi: Phone, tmp_path: Path
) -> AsyncIterator[Way]:
    async with desks.opened(tmp_path) as database:
        way = Way(api, double, database, tmp_path)
        await dewi.says("halo")
        heard = Said(TO, DEWI, "Dewi", way.now(), "halo", language="id")
        await database.write(desks.at_desk(lambda at: at.meet(heard, "id")))
        yield way


async def test_words_arrive_under_the_id_they_last_wrote_under(way: Way, dewi: Phone) -> None:
    await way.knows(wire=DEWIS_ID)
    ended = await way.deliver()
    [sent] = way.double.sent
    assert ended == Sent(sent.sid)
    assert (sent.to, dewi.messages[-1].text) == (f"whatsapp:{DEWIS_ID}", "Halo *Dewi*")
    assert sent.callback == "https://pesan.example.id/whatsapp/status?row=7#rc=3&rp=all"


async def test_who_is_not_known_or_stopped_us_is_not_written_to(way: Way) -> None:
    assert isinstance(await way.deliver(to=Address("whatsapp", "+628110000")), Refused)
    await way.knows(reachable=False)
    ended = await way.deliver()
    assert isinstance(ended, Refused) and ended.unreachable
    assert not way.double.called("send")


async def test_what_says_nothing_is_done_with_at_once(way: Way) -> None:
    assert await way.deliver(Spoken("", "id")) == Sent()
    assert not way.double.called("send")


async def test_there_are_no_groups(way: Way) -> None:
    heard = Said(TO, DEWI, "Dewi", way.now())
    assert isinstance(await way.deliver(AskMembership(TO, DEWI, heard)), Refused)


@pytest.mark.parametrize(("late", "goes"), [(-1, True), (1, False)])
async def test_free_words_go_for_a_day_less_a_margin(way: Way, late: float, goes: bool) -> None:
    await way.knows(heard_at=way.now() - WINDOW - timedelta(seconds=late))
    ended = await way.deliver()
    assert isinstance(ended, Sent if goes else Held)
    assert bool(way.double.called("send")) is goes


async def test_a_window_found_shut_at_once_holds_the_message_and_is_told(way: Way) -> None:
    way.double.fault("send", Fault.of(bad_request(63016, "outside the window")))
    ended = await way.deliver()
    assert isinstance(ended, Held) and ended.id == ""
    [told] = way.taken
    assert told.heard == Receipt(7, "whatsapp", "", "held", ended.since, why=ended.why)
    assert told.ext_id == "held:7:1"


async def test_what_is_said_in_passing_is_dropped_and_nobody_is_told(way: Way) -> None:
    passing = replace(HELLO, passing=True)
    assert isinstance(await way.deliver(passing), Sent)
    way.double.fault("send", Fault.of(bad_request(63016, "outside the window")))
    assert isinstance(await way.deliver(passing), Dropped)
    await way.knows(heard_at=way.now() - WINDOW - timedelta(hours=1))
    assert await way.deliver(passing) == Dropped("not heard for a day")
    assert way.taken == []


async def test_a_message_that_may_be_out_is_not_sent_while_nobody_can_tell(way: Way) -> None:
    way.double.fault("list", Fault.server_error(503))
    lost = way.parcel(lost=1)
    ended = await way.channel.find(lost) or await way.channel.deliver(lost)
    assert isinstance(ended, NotNow) and not ended.whole and not ended.unsure
    assert not way.double.called("send")
    assert await way.channel.find(lost) is None
    assert isinstance(await way.channel.deliver(lost), Sent)


async def test_a_second_loss_is_tried_again_for_it_will_be_sought_before(way: Way) -> None:
    way.double.fault("send", Fault.server_error(503), times=2)
    assert isinstance(await way.deliver(), Lost)
    ended = await way.deliver(lost=1)
    assert isinstance(ended, NotNow) and ended.unsure


async def test_nothing_is_sought_of_what_is_no_message_or_for_nobody(way: Way) -> None:
    picture = Attachment("whatsapp", "MM1/ME1", "foto.jpg")
    assert await way.channel.find(way.parcel(Fetch(TO, picture), lost=1)) is None
    assert await way.channel.find(way.parcel(to=Address("whatsapp", "x"), lost=1)) is None
    assert not way.double.called("list")


async def test_a_message_sent_to_the_same_person_before_is_not_found_again(way: Way) -> None:
    ended = await way.deliver()
    assert isinstance(ended, Sent)
    lost = way.parcel(id=8, lost=1)
    assert await way.channel.find(lost) == ended
    await desks.post(way.database, "", to=TO, sent_id=ended.id, state="sent")
    assert await way.channel.find(lost) is None


# ---- files


async def picture(dewi: Phone, content: bytes) -> Attachment:
    sent = await dewi.sends_picture(content)
    return Attachment("whatsapp", f"{sent.sid}/{next(iter(sent.media))}", "foto.jpg")


async def test_a_picture_is_got_once_and_twilio_may_forget_it(way: Way, dewi: Phone) -> None:
    sent = await picture(dewi, b"\xff\xd8\xff logo")
    assert await way.deliver(Fetch(TO, sent)) == Sent()
    path = way.files.path(sent)
    assert path is not None and path.read_bytes() == b"\xff\xd8\xff logo"
    assert not way.double.world.message(sent.ref.partition("/")[0]).media
    assert await way.deliver(Fetch(TO, sent)) == Sent()
    assert (len(way.double.called("media")), way.double.leaks, way.taken) == (1, [], [])


async def test_a_picture_twilio_cannot_delete_now_is_deleted_later(way: Way, dewi: Phone) -> None:
    sent = await picture(dewi, b"\xff\xd8\xff logo")
    way.double.fault("media delete", Fault.of(twilio_is_busy()))
    assert isinstance(await way.deliver(Fetch(TO, sent)), NotNow)
    assert await way.deliver(Fetch(TO, sent), attempt=2) == Sent()
    assert not way.double.world.message(sent.ref.partition("/")[0]).media


def twilio_is_busy() -> twilio.ApiError:
    return twilio.ApiError(429, 20429, "Too Many Requests")


async def test_a_picture_that_is_gone_is_asked_for_once_more(way: Way) -> None:
    gone = Attachment("whatsapp", f"MM{'1' * 32}/ME{'2' * 32}", "foto.jpg")
    assert await way.deliver(Fetch(TO, gone)) == Sent()
    [told] = way.taken
    assert isinstance(told.heard, Unfetched) and told.heard.attachment == gone
    with pytest.raises(Gone):
        await way.channel.fetcher(gone.ref)
    with pytest.raises(Gone):
        await way.channel.fetcher("../../etc/passwd")
