"""What Twilio keeps: messages listed, files got and deleted, contents made and judged."""

from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from bot.channels.whatsapp import api as api_module
from bot.channels.whatsapp.api import Approval, ContentItem, Media, MediaGone, Twilio
from bot.http import AnswerLost, TooLarge
from tests.bot.channels.whatsapp.conftest import TEXT
from tests.bot.channels.whatsapp.forms import DEWI
from tests.doubles import twilio
from tests.doubles.twilio import ApiError, Fault, Phone

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MESSAGE, MEDIA = "MM" + "0a" * 16, "ME" + "1b" * 16


async def sent_media(dewi: Phone) -> tuple[str, str]:
    message = await dewi.sends_picture(PNG, "image/png")
    return message.sid, next(iter(message.media))


# ---- listing


async def test_what_was_sent_to_somebody_is_listed_newest_first(
    api: Twilio, double: twilio.Twilio, dewi: Phone
) -> None:
    await dewi.says("from her")
    first = await api.send(to=DEWI, row=1, body="first")
    await api.send(to="+6281100002222", row=2, body="to another")
    second = await api.send(to=DEWI, row=3, body="second")
    await double.settled()
    listed = await api.sent_to(DEWI, LONG_AGO)
    assert [(one.sid, one.body) for one in listed] == [(second, "second"), (first, "first")]
    one = listed[0]
    assert (one.to, one.from_, one.num_media) == (DEWI, double.number, 0)
    assert abs(one.created_at - datetime.now(UTC)) < timedelta(seconds=30)
    asked = double.called("list")[0].params
    assert (asked["From"], asked["To"]) == (f"whatsapp:{double.number}", f"whatsapp:{DEWI}")


async def test_no_more_is_listed_of_what_was_sent_than_is_asked_for(
    api: Twilio, double: twilio.Twilio, dewi: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_module, "_FEW", 2)
    await dewi.says("halo")
    for number in range(6):
        await api.send(to=DEWI, row=number, body=f"old {number}")
    double.advance(hours=2)
    since = datetime.fromtimestamp(double.clock.now(), UTC) - timedelta(hours=1)
    for number in range(3):
        await api.send(to=DEWI, row=number, body=f"new {number}")
    await double.settled()
    assert [one.body for one in await api.sent_to(DEWI, since)] == ["new 2", "new 1", "new 0"]
    assert len(double.called("list")) == 2


async def test_what_twilio_took_and_then_failed_to_deliver_was_not_sent(
    api: Twilio, double: twilio.Twilio, dewi: Phone
) -> None:
    await dewi.says("halo")
    await api.send(to=DEWI, row=1, body="in time")
    double.advance(hours=25)
    await api.send(to=DEWI, row=2, body="too late")
    await double.settled()
    assert [one.code for one in double.failed] == [63016]
    assert [one.body for one in await api.sent_to(DEWI, LONG_AGO)] == ["in time"]


async def test_what_still_waits_at_twilio_was_sent_too(
    api: Twilio, double: twilio.Twilio, dewi: Phone
) -> None:
    await dewi.says("halo")
    double.fault("send", Fault.answer_lost())
    with pytest.raises(AnswerLost):
        await api.send(to=DEWI, row=1, body="queued")
    await double.settled()
    double.sent[0].sent = None
    assert [one.body for one in await api.sent_to(DEWI, LONG_AGO)] == ["queued"]


async def test_what_was_written_to_us_is_listed_oldest_first_however_many_pages(
    api: Twilio, double: twilio.Twilio, dewi: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_module, "_PAGE", 2)
    hidden = double.phone("", "Siti", "ID.1", hidden=True)
    for number in range(4):
        await (hidden if number == 2 else dewi).says(str(number))
    await api.send(to=DEWI, row=1, body="ours")
    await sent_media(dewi)
    listed = await api.received(LONG_AGO)
    assert [(one.from_, one.body, one.num_media) for one in listed] == [
        (DEWI, "0", 0),
        (DEWI, "1", 0),
        ("ID.1", "2", 0),
        (DEWI, "3", 0),
        (DEWI, "", 1),
    ]
    assert len(double.called("list")) == 3


async def test_what_is_older_is_not_listed_in_whatever_zone_the_moment_is_told(
    api: Twilio, double: twilio.Twilio, dewi: Phone
) -> None:
    await dewi.says("old")
    double.advance(hours=2)
    since = datetime.fromtimestamp(double.clock.now(), timezone(timedelta(hours=7)))
    await dewi.says("new")
    assert [one.body for one in await api.received(since)] == ["new"]


@pytest.mark.parametrize("ask", ["received", "media_of"])
async def test_a_refused_list_tells_its_status(
    api: Twilio, double: twilio.Twilio, ask: str
) -> None:
    double.fault("*", Fault.too_many())
    asked: Coroutine[Any, Any, object] = (
        api.received(LONG_AGO) if ask == "received" else api.media_of(MESSAGE)
    )
    with pytest.raises(TwilioRestException) as refused:
        await asked
    assert (refused.value.status, refused.value.code) == (429, 20429)


# ---- files


async def test_a_file_is_found_and_got_without_telling_the_storage_who_we_are(
    api: Twilio, double: twilio.Twilio, dewi: Phone
) -> None:
    message, media = await sent_media(dewi)
    assert await api.media_of(message) == [Media(media, "image/png")]
    assert await api.fetch_media(message, media, len(PNG)) == PNG
    assert double.leaks == []
    assert len(double.called("media")) == 1


async def test_a_file_that_is_too_large_is_not_got(api: Twilio, dewi: Phone) -> None:
    with pytest.raises(TooLarge):
        await api.fetch_media(*await sent_media(dewi), len(PNG) - 1)


async def test_a_file_is_gone_once_it_is_deleted_and_deleting_it_again_does_no_harm(
    api: Twilio, dewi: Phone
) -> None:
    message, media = await sent_media(dewi)
    await api.delete_media(message, media)
    await api.delete_media(message, media)
    assert await api.media_of(message) == []
    with pytest.raises(MediaGone):
        await api.fetch_media(message, media, 1000)


@pytest.mark.parametrize("status", [401, 403, 429])
async def test_a_file_that_is_refused_is_not_gone(
    api: Twilio, double: twilio.Twilio, dewi: Phone, status: int
) -> None:
    message, media = await sent_media(dewi)
    for operation in ("media", "media delete"):
        double.fault(operation, Fault.of(ApiError(status, 20003, "no")))
    with pytest.raises(TwilioRestException):
        await api.fetch_media(message, media, 1000)
    with pytest.raises(TwilioRestException):
        await api.delete_media(message, media)
    assert await api.fetch_media(message, media, 1000) == PNG


@pytest.mark.parametrize(
    ("message", "media"),
    [
        (f"{MESSAGE}/../../x", MEDIA),
        (MESSAGE, f"{MEDIA}?x"),
        (MESSAGE, "https://evil.example"),
        (MESSAGE + "\n", MEDIA),
        (MEDIA, MESSAGE),
        ("", ""),
    ],
)
async def test_only_ids_of_twilios_make_an_address(
    api: Twilio, double: twilio.Twilio, message: str, media: str
) -> None:
    with pytest.raises(MediaGone):
        await api.fetch_media(message, media, 1000)
    with pytest.raises(MediaGone):
        await api.delete_media(message, media)
    assert double.calls == []


# ---- contents


async def test_contents_are_made_listed_and_removed(
    api: Twilio, double: twilio.Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_module, "_PAGE", 2)
    sids = [await api.create_content({**TEXT, "friendly_name": f"p-{n}"}) for n in range(5)]
    made = double.contents.items[sids[0]]
    assert (made.types, made.variables) == (TEXT["types"], TEXT["variables"])
    listed = [ContentItem(sid, f"p-{n}", "id") for n, sid in enumerate(sids)]
    assert sorted(await api.contents(), key=lambda one: one.friendly_name) == listed
    assert len(double.called("content list")) == 3
    for sid in (*sids[1:], sids[1]):
        await api.delete_content(sid)
    assert await api.contents() == listed[:1]


async def test_a_content_that_cannot_be_removed_is_told(api: Twilio, double: twilio.Twilio) -> None:
    sid = await api.create_content(TEXT)
    double.fault("content delete", Fault.too_many())
    with pytest.raises(TwilioRestException):
        await api.delete_content(sid)


async def test_a_content_without_an_id_may_have_been_made(
    api: Twilio, double: twilio.Twilio
) -> None:
    double.fault("content create", Fault(201, "{}"))
    with pytest.raises(AnswerLost):
        await api.create_content(TEXT)


async def test_a_template_is_submitted_and_judged(api: Twilio, double: twilio.Twilio) -> None:
    sid = await api.create_content(TEXT)
    assert await api.approval(sid) == Approval("unsubmitted", "")
    double.fault("approval fetch", Fault(200, '{"whatsapp": null}'))
    assert await api.approval(sid) == Approval("unsubmitted", "")
    assert await api.submit(sid, "prokana_x", "UTILITY") == Approval("received", "")
    assert double.called("approval create")[0].status == 201
    double.rejects(sid, "TAG_CONTENT_MISMATCH")
    assert await api.approval(sid) == Approval("rejected", "TAG_CONTENT_MISMATCH")
    double.approves(sid)
    assert (await api.approval(sid)).status == "approved"
