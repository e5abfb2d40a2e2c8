"""Errands for files, and messages that wait for their picture."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.delivery import (
    FETCHES,
    LATE_PICTURES,
    Delivered,
    NotNow,
    Sent,
    late_picture,
    run_errand,
)
from bot.files import Files, Gone
from handlers.messages import Address, Attachment, Fetch, Spoken, Unfetched
from storage import codec
from storage.codec import Arrival
from storage.outbox import Parcel

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
LOGO = Attachment("whatsapp", "MM1/ME1", "foto.png")
RINA = Address("whatsapp", "+6281234567890")
MOVED = Address("whatsapp", "+6281234567891")


class Errands:
    """Runs errands, and remembers what the desk heard; `says` is what the channel answers."""

    def __init__(self, folder: Path) -> None:
        self.says: bytes | Exception = b"%PDF-1.7"
        self.heard: list[Arrival] = []
        self.files = Files(folder)
        self.files.register("whatsapp", self._fetch)

    async def _fetch(self, ref: str) -> bytes:
        if isinstance(self.says, Exception):
            raise self.says
        return self.says

    async def take(self, arrivals: list[Arrival]) -> None:
        self.heard += arrivals

    async def run(self, attempt: int = 1) -> Delivered:
        errand = Fetch(RINA, LOGO)
        parcel = Parcel(7, MOVED, -1, attempt, lost=0, body=errand, due_at=NOW)
        return await run_errand(parcel, errand, self.files, self.take, lambda: NOW)

    async def late(self, attempt: int) -> NotNow | None:
        spoken = Spoken("Logo", "id", picture=LOGO)
        parcel = Parcel(7, RINA, 0, attempt, lost=0, body=spoken, due_at=NOW)
        return await late_picture(parcel, LOGO, self.files)


@pytest.fixture
def errands(tmp_path: Path) -> Errands:
    return Errands(tmp_path)


async def test_what_somebody_sent_is_got_on_to_our_disk(errands: Errands) -> None:
    assert await errands.run() == Sent()
    path = errands.files.path(LOGO)
    assert path is not None and path.read_bytes() == b"%PDF-1.7"
    assert not errands.heard


async def test_that_a_file_is_gone_is_heard_once_from_where_its_sender_is_now(
    errands: Errands,
) -> None:
    errands.says = Gone("404")
    assert await errands.run() == Sent()
    (arrival,) = errands.heard
    assert arrival.heard == Unfetched(MOVED, LOGO, NOW)
    assert (arrival.channel, arrival.ext_id) == ("whatsapp", "job:7")
    assert arrival.body == codec.heard_json(arrival.heard)


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 2), (5, 32), (FETCHES - 1, 300)])
async def test_trouble_is_waited_out_and_only_by_this_chat(
    errands: Errands, attempt: int, seconds: float
) -> None:
    errands.says = ConnectionError("the line is down")
    why = "ConnectionError: the line is down"
    assert await errands.run(attempt) == NotNow(seconds, why, whole=False)
    assert not errands.heard


async def test_trouble_that_does_not_end_counts_as_gone(errands: Errands) -> None:
    errands.says = ConnectionError("the line is down")
    assert await errands.run(FETCHES) == Sent()
    assert [a.heard for a in errands.heard] == [Unfetched(MOVED, LOGO, NOW)]


async def test_a_message_waits_a_little_for_its_picture_and_then_goes_without(
    errands: Errands,
) -> None:
    errands.says = ConnectionError("the line is down")
    waits = [await errands.late(attempt) for attempt in range(1, LATE_PICTURES + 1)]
    assert [late and late.seconds for late in waits] == [2, 4, None]


async def test_a_message_waits_for_no_picture_that_is_there_or_gone(errands: Errands) -> None:
    errands.says = Gone("404")
    assert await errands.late(1) is None
    assert errands.files.path(LOGO) is None
    errands.says = b"%PDF-1.7"
    assert await errands.late(1) is None
    assert errands.files.path(LOGO) is not None
