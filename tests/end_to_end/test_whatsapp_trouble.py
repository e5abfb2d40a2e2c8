"""Twilio in trouble: whatever it answers, or does not, one copy of a message is on the phone."""

import itertools
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.files import Files
from handlers.messages import STRONG, WEAK, Address, Spoken, SpokenChoice, SpokenNotice
from storage.database import Database
from tests import desks
from tests.doubles.twilio import Fault, Phone, Shown, Twilio
from tests.end_to_end.whatsapp_program import (
    Served,
    customer,
    rows,
    served,
    submitted,
    until,
    with_words,
)
from tests.stories.worlds import PNG

pytestmark = pytest.mark.asyncio(loop_scope="module")

PDF = b"%PDF-1.7 an order"
NOTICE = SpokenNotice(
    "notice-order",
    {"number": "001", "workshop": "Bengkel Contoh", "state": "disetujui"},
    whole=True,
)
WORDS = f"Kabar {STRONG}baik{WEAK}: pesanan disetujui."
SHOWN = "Kabar *baik*: pesanan disetujui."
FAULTS = {
    "5xx": Fault.server_error(503),
    "5xx, yet executed": Fault.server_error(502, executed=True),
    "broken off before": Fault.dropped_before(),
    "broken off after": Fault.answer_lost(),
}
RARER = {
    "gateway timeout, yet executed": Fault.server_error(504, executed=True),
    "slow": Fault.slow(0.2),
}
KINDS = ("text", "interactive", "picture", "file", "notice")
_NUMBERS = itertools.count(1)


class Way:
    """What a test puts into the outbox of the running desk, and what the phone then shows."""

    def __init__(self, twilio: Twilio, desk: Served, database: Database, phone: Phone) -> None:
        self.twilio = twilio
        self.desk = desk
        self.database = database
        self.phone = phone
        self.greeted = len(phone.messages)
        self._files = Files(desk.settings.files_dir)

    def message(self, kind: str) -> Spoken:
        match kind:
            case "interactive":
                return Spoken(WORDS, "id", (SpokenChoice("/status", "Status pesanan"),))
            case "picture":
                return Spoken(WORDS, "id", picture=self._files.keep(PNG, "logo.png"))
            case "file":
                return Spoken(WORDS, "id", picture=self._files.keep(PDF, "logo.pdf"))
            case "notice":
                return Spoken(WORDS, "id", notice=NOTICE)
            case _:
                return Spoken(WORDS, "id")

    async def post(self, spoken: Spoken) -> int:
        to = Address("whatsapp", self.phone.number)
        return await desks.post(
            self.database, "", to=to, body=spoken, due_at=self.desk.now(), about="x"
        )

    async def arrived(self, row: int) -> list[Shown]:
        """What the phone got, once the row is done with; time passes as fast as it is needed."""
        assert await until(lambda: self._passes(row) in {"sent", "dead", "uncertain"}, 15)
        await self.twilio.settled()
        assert self.state(row) == "sent"
        return self.phone.messages[self.greeted :]

    def _passes(self, row: int) -> str:
        self.twilio.advance(0.5)
        return self.state(row)

    def state(self, row: int) -> str:
        folder = self.desk.settings.files_dir.parent
        return str(rows(folder, "select state from outbox where id = ?", row)[0][0])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Twilio, Served]]:
    async with served(tmp_path_factory.mktemp("desk")) as (twilio, desk):
        twilio.contents.verdict = "approved"
        await submitted(desk.settings, desk.now)
        await submitted(desk.settings, desk.now)
        yield twilio, desk


@pytest_asyncio.fixture(loop_scope="module")
async def way(running: tuple[Twilio, Served]) -> AsyncIterator[Way]:
    twilio, desk = running
    twilio.faults.clear()
    twilio.refused.clear()
    phone = customer(twilio, next(_NUMBERS))
    await phone.says("halo")
    await phone.wait_text("Apa yang bisa")
    await twilio.settled()
    database = Database(desk.settings.database_url)
    yield Way(twilio, desk, database, phone)
    await database.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", FAULTS)
async def test_one_copy_arrives_whatever_twilio_answers(way: Way, kind: str, fault: str) -> None:
    if kind == "notice":
        way.twilio.advance(hours=25)
    spoken = way.message(kind)
    way.twilio.fault("send", FAULTS[fault])
    shown = await way.arrived(await way.post(spoken))
    assert len(shown) == (2 if kind == "file" else 1)
    if kind == "notice":
        assert shown[0].template
    else:  # words may overtake the file they were sent after
        assert [SHOWN in m.text for m in shown].count(True) == 1
    assert [m.media for m in shown if m.media] == {"picture": [PNG], "file": [PDF]}.get(kind, [])
    assert not way.twilio.refused


@pytest.mark.parametrize("fault", RARER)
async def test_one_copy_arrives_whatever_stands_in_between(way: Way, fault: str) -> None:
    way.twilio.fault("send", RARER[fault])
    assert len(await way.arrived(await way.post(way.message("text")))) == 1


async def test_what_comes_too_fast_for_twilio_waits_and_comes_once(way: Way) -> None:
    way.twilio.fault("send", Fault.too_many())
    shown = await way.arrived(await way.post(way.message("text")))
    assert [m.text for m in shown] == [SHOWN]


@pytest.mark.parametrize("kind", ["text", "file"])
@pytest.mark.parametrize("executed", [True, False])
async def test_one_copy_arrives_though_twilio_cannot_be_asked_for_a_while(
    way: Way, kind: str, executed: bool
) -> None:
    lost = Fault.answer_lost() if executed else Fault.dropped_before()
    way.twilio.fault("send", lost)
    way.twilio.fault("list", Fault.server_error(503), times=4)
    shown = await way.arrived(await way.post(way.message(kind)))
    assert len(shown) == (2 if kind == "file" else 1)


async def test_trouble_that_lasts_costs_patience_and_no_message(way: Way) -> None:
    way.twilio.fault("send", Fault.server_error(500), times=6)
    way.twilio.fault("send", Fault.answer_lost())
    shown = await way.arrived(await way.post(way.message("interactive")))
    assert len(shown) == 1
    assert shown[0].text.count("mungkin sudah") == 1


async def test_an_earlier_message_that_reads_the_same_is_not_taken_for_it(way: Way) -> None:
    for kind in ("text", "file", "file"):
        await way.arrived(await way.post(way.message(kind)))
    before = len(way.phone.messages)
    way.twilio.fault("send", Fault.dropped_before())
    await way.arrived(await way.post(way.message("file")))
    news = way.phone.messages[before:]
    assert sorted(m.media or b"" for m in news) == [b"", PDF]
    before = len(way.phone.messages)
    way.twilio.fault("send", Fault.dropped_before())
    await way.arrived(await way.post(way.message("text")))
    assert [SHOWN in m.text for m in way.phone.messages[before:]] == [True]


async def test_a_second_part_whose_answer_was_lost_comes_once(way: Way) -> None:
    words = f"{'Kata. ' * 300}\n\nTamat."
    way.twilio.fault("send", Fault.answer_lost(), when=lambda p: "Tamat" in p.get("Body", ""))
    shown = await way.arrived(await way.post(Spoken(words, "id")))
    assert len(shown) == 2
    assert shown[-1].text.endswith("Tamat.")


async def test_a_lost_knock_is_not_taken_for_its_message(way: Way) -> None:
    way.twilio.advance(hours=25)
    knocking = replace(way.message("text"), notice=replace(NOTICE, whole=False))
    way.twilio.fault("send", Fault.answer_lost())
    row = await way.post(knocking)
    assert await until(lambda: way._passes(row) == "held", 15)
    await way.twilio.settled()
    [knock] = way.phone.messages[way.greeted :]
    assert knock.template
    await way.phone.presses("Tampilkan", on=knock)
    shown = await way.arrived(row)
    assert len([m for m in shown if SHOWN in m.text]) == 1
    assert len([m for m in shown if m.template]) == 1


async def test_a_picture_that_is_gone_leaves_its_words_or_its_place(way: Way) -> None:
    for kind in ("picture", "file"):
        spoken = way.message(kind)
        assert spoken.picture is not None
        gone = replace(spoken.picture, ref="0" * 32 + spoken.picture.ref[32:])
        way.twilio.fault("send", Fault.answer_lost())
        await way.arrived(await way.post(replace(spoken, picture=gone)))
    shown = [m.text for m in way.phone.messages[way.greeted :]]
    assert shown == [SHOWN, "…", SHOWN]
    assert not way.twilio.refused


async def test_what_waits_while_twilio_is_away_goes_in_order_when_it_is_back(way: Way) -> None:
    await way.twilio.stop()
    posted = [await way.post(Spoken(f"Kabar ke-{at}.", "id")) for at in range(3)]
    tried = "select attempt from outbox where id = ?"
    folder = way.desk.settings.files_dir.parent
    assert await until(
        lambda: (
            way._passes(posted[0]) == "ready"
            and rows(folder, tried, posted[0]) not in ([(0,)], [(1,)])
        ),
        15,
    )
    assert len(way.phone.messages) == way.greeted
    await way.twilio.start()
    for row in posted:
        await way.arrived(row)
    assert [m.text for m in with_words(way.phone, "Kabar ke-")] == [
        "Kabar ke-0.",
        "Kabar ke-1.",
        "Kabar ke-2.",
    ]


async def test_a_shape_somebody_removed_at_twilio_is_made_anew(way: Way) -> None:
    await way.arrived(await way.post(way.message("interactive")))
    for content in list(way.twilio.contents.items.values()):
        if content.friendly_name.startswith("prokana-"):
            way.twilio.contents.delete(content.sid)
    shown = await way.arrived(await way.post(way.message("interactive")))
    assert [m.labels for m in shown] == [["Status pesanan"], ["Status pesanan"]]
    assert [refusal.error.code for refusal in way.twilio.refused] == [21655]
