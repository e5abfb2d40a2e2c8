"""The shapes at Twilio: made once, found again, removed when they are of no use."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest
from twilio.base.exceptions import TwilioRestException

from bot.channels.whatsapp.api import Twilio
from bot.channels.whatsapp.contents import Contents, Synced
from bot.channels.whatsapp.layouts import USUAL, Layout
from bot.http import Http
from storage import contents
from storage.contents import Kept
from storage.database import Database
from tests.desks import NOON, HandClock
from tests.doubles import twilio
from tests.doubles.twilio import ApiError, Fault

LIST = Layout("id", "rows", 7, ("\n", "\n", "\n"))
OPENERS = {"id": "Pilih", "en": "Choose"}
OTHERS = {"friendly_name": "menu", "language": "id", "types": {"twilio/text": {"body": "Halo"}}}


@pytest.fixture
async def double() -> AsyncIterator[twilio.Twilio]:
    async with twilio.Twilio() as double:
        yield double


@pytest.fixture
async def api(double: twilio.Twilio) -> AsyncIterator[Twilio]:
    http = Http()
    yield Twilio(
        http,
        account_sid=double.account_sid,
        user=double.api_key,
        password=double.api_secret,
        sender=double.number,
        public_url="https://pesan.example.id",
        api_url=double.base_url,
    )
    await http.close()


@pytest.fixture
def shapes(api: Twilio, database: Database) -> Contents:
    return Contents(api, database, HandClock(), OPENERS)


def other_words(api: Twilio, database: Database) -> Contents:
    """The same desk after a release that changed a word."""
    return Contents(api, database, HandClock(), {**OPENERS, "id": "Lihat"})


def names(double: twilio.Twilio) -> list[str]:
    return [content.friendly_name for content in double.contents.items.values()]


async def known(database: Database) -> dict[str, Kept]:
    return {one.key: one for one in await database.read(contents.every)}


# ---- asked for


async def test_a_shape_is_made_at_its_first_use_and_kept(
    shapes: Contents, double: twilio.Twilio, database: Database
) -> None:
    sid = await shapes.sid(LIST)
    assert await shapes.sid(LIST) == sid
    (made,) = double.contents.items.values()
    assert (made.sid, made.friendly_name) == (sid, LIST.definition("Pilih")["friendly_name"])
    kept = Kept(LIST.key, sid, LIST.fingerprint("Pilih"), checked_at=NOON)
    assert await known(database) == {LIST.key: kept}


async def test_a_shape_many_ask_for_at_once_is_made_once(
    shapes: Contents, double: twilio.Twilio
) -> None:
    sids = await asyncio.gather(*(shapes.sid(LIST) for _ in range(5)))
    assert set(sids) == set(double.contents.items)
    assert len(double.called("content create")) == 1


async def test_each_language_has_its_own_word_on_a_list(
    shapes: Contents, double: twilio.Twilio
) -> None:
    for language in ("id", "en"):
        await shapes.sid(Layout(language, "rows", 4))
    made = double.contents.items.values()
    assert [one.types["twilio/list-picker"]["button"] for one in made] == ["Pilih", "Choose"]
    assert [shapes.opener(one) for one in ("id", "en", "jv")] == ["Pilih", "Choose", "Pilih"]


async def test_a_shape_is_made_anew_when_a_word_of_it_changed(
    shapes: Contents, api: Twilio, database: Database
) -> None:
    before = await shapes.sid(LIST)
    after = await other_words(api, database).sid(LIST)
    assert before != after == await other_words(api, database).sid(LIST)


async def test_what_twilio_refuses_is_raised_and_tried_again_by_the_next(
    shapes: Contents, double: twilio.Twilio, database: Database
) -> None:
    double.fault("content create", Fault.of(ApiError(400, 20001, "no")))
    with pytest.raises(TwilioRestException):
        await shapes.sid(LIST)
    assert await known(database) == {}
    assert await shapes.sid(LIST) in double.contents.items


# ---- synced


async def test_the_usual_shapes_are_made_ready_once(
    shapes: Contents, double: twilio.Twilio, database: Database
) -> None:
    assert await shapes.sync() == Synced(len(USUAL), 0, 0)
    assert await shapes.sync() == Synced(0, len(USUAL), 0)
    assert {one.sid for one in (await known(database)).values()} == set(double.contents.items)
    sid = await shapes.sid(USUAL[0])
    assert double.contents.items[sid].friendly_name.startswith(f"prokana-{USUAL[0].key}-")


async def test_a_changed_word_makes_lists_anew_and_removes_the_old_ones(
    shapes: Contents, api: Twilio, database: Database, double: twilio.Twilio
) -> None:
    await shapes.sync()
    await shapes.sid(LIST)
    lists = sum(one.language == "id" and one.kind != "buttons" for one in USUAL) + 1
    done = await other_words(api, database).sync()
    assert done == Synced(lists, len(USUAL) + 1 - lists, lists)
    assert len(double.contents.items) == len(USUAL) + 1
    assert len(double.called("content create")) == len(USUAL) + 1 + lists


async def test_what_others_keep_at_twilio_is_left_alone(
    shapes: Contents, api: Twilio, double: twilio.Twilio
) -> None:
    theirs = [
        await api.create_content({**OTHERS, "friendly_name": name})
        for name in ("menu", "", "Prokana-id.rows4.", "prokana_notice_order_id_0")
    ]
    assert (await shapes.sync()).removed == 0
    assert set(theirs) <= set(double.contents.items)


async def test_what_has_our_name_and_no_use_is_removed(
    shapes: Contents, api: Twilio, double: twilio.Twilio
) -> None:
    junk = ["prokana-id.tiles4.-00000000", "prokana-", "prokana-id.rows4.-00000000"]
    for name in junk:
        await api.create_content({**OTHERS, "friendly_name": name})
    assert (await shapes.sync()).removed == len(junk)
    assert not set(names(double)) & set(junk)


async def test_shapes_of_today_that_a_lost_memory_made_are_taken_over(
    shapes: Contents, double: twilio.Twilio, database: Database
) -> None:
    await shapes.sync()
    await shapes.sid(LIST)
    before = await known(database)
    for kept in before.values():
        await database.write(partial(contents.forget, was=kept))
    assert await shapes.sync() == Synced(0, len(USUAL) + 1, 0)
    assert await known(database) == before


async def test_a_shape_whose_answer_was_lost_is_found_again(
    shapes: Contents, double: twilio.Twilio
) -> None:
    double.fault("content create", Fault.answer_lost())
    with pytest.raises(Exception, match="connection lost"):
        await shapes.sid(LIST)
    (sid,) = double.contents.items
    await shapes.sync()
    assert await shapes.sid(LIST) == sid


async def test_a_shape_somebody_removed_at_twilio_is_made_again(
    shapes: Contents, double: twilio.Twilio
) -> None:
    await shapes.sync()
    double.contents.delete(await shapes.sid(USUAL[0]))
    assert await shapes.sync() == Synced(1, len(USUAL) - 1, 0)
    assert await shapes.sid(USUAL[0]) in double.contents.items


async def test_a_sync_that_broke_off_goes_on_where_it_was(
    shapes: Contents, double: twilio.Twilio
) -> None:
    double.fault("content create", Fault.too_many(), when=lambda _: len(double.contents.items) == 5)
    with pytest.raises(TwilioRestException):
        await shapes.sync()
    assert await shapes.sync() == Synced(len(USUAL) - 5, 5, 0)
