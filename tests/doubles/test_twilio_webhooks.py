"""Posts of the Twilio double: signatures, retries, what is lost, callbacks in disorder."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator, get_signature_algorithm

from tests.doubles.twilio import SharedKey
from tests.doubles.twilio.bench import NOTHING, STATUS_URL, Form, Setting, nothing, opened
from tests.doubles.twilio.server import PUBLIC
from tests.doubles.twilio.webhooks import Webhooks


@pytest.fixture
async def setting() -> AsyncIterator[Setting]:
    async with opened() as setting:
        yield setting


def failing(times: int, status: int = 500) -> Callable[[Form], Awaitable[web.Response]]:
    """A desk that fails so often, then takes what it is given."""
    left = iter(range(times))

    async def answer(_: Form) -> web.Response:
        return nothing() if next(left, None) is None else web.Response(status=status)

    return answer


def sleeping(seconds: float, status: int = 200) -> Callable[[Form], Awaitable[web.Response]]:
    """A desk that takes its time."""

    async def answer(_: Form) -> web.Response:
        await asyncio.sleep(seconds)
        return web.Response(status=status)

    return answer


def test_the_signature_is_the_one_all_libraries_agree_on() -> None:
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675310",
        "Digits": "1234",
        "From": "+14158675310",
        "To": "+18005551212",
    }
    webhooks = Webhooks("12345", random.Random(1))
    headers = webhooks.signed("https://mycompany.com/myapp.php?foo=1&bar=2", form, "token")
    assert headers["X-Twilio-Signature"] == "GvWf1cFY/Q7PnoempGyD5oXAezc="


async def test_a_post_is_signed_over_the_public_address_without_its_fragment(
    setting: Setting,
) -> None:
    await setting.dewi.says("")
    (form,) = setting.desk.forms
    signature = setting.desk.headers[0]["X-Twilio-Signature"]
    validator = RequestValidator(setting.twilio.auth_token)
    assert form["Body"] == "" and setting.desk.targets == ["/whatsapp"]
    assert validator.validate(PUBLIC + "/whatsapp", form, signature)
    assert not validator.validate(setting.desk.url + "/whatsapp", form, signature)


async def test_a_callback_is_signed_over_its_query_too(setting: Setting) -> None:
    await setting.dewi.says("halo")
    await setting.send(Body="halo", StatusCallback=STATUS_URL + "#rc=3&rp=all")
    form, headers = setting.desk.forms[-1], setting.desk.headers[-1]
    validator = RequestValidator(setting.twilio.auth_token)
    assert setting.desk.targets[-1] == "/whatsapp/status?row=7"
    assert validator.validate(STATUS_URL, form, headers["X-Twilio-Signature"])


async def test_a_shared_key_signs_with_the_other_hash(setting: Setting) -> None:
    setting.twilio.sign_with(SharedKey("webhooks_sharedkey_01", "kunci bersama"))
    await setting.dewi.says("halo")
    form, headers = setting.desk.forms[0], setting.desk.headers[0]
    settings = headers["X-Twilio-Webhooks-Signature-Settings"]
    assert settings == "key=webhooks_sharedkey_01,algorithm=HMAC_SHA256"
    algorithm = get_signature_algorithm(settings)
    signature = headers["X-Twilio-Signature"]
    assert RequestValidator("kunci bersama").validate(
        PUBLIC + "/whatsapp", form, signature, algorithm
    )
    assert not RequestValidator(setting.twilio.auth_token).validate(
        PUBLIC + "/whatsapp", form, signature
    )


async def test_a_failing_desk_is_tried_again_with_the_same_token(setting: Setting) -> None:
    setting.desk.answer = failing(2)
    message = await setting.dewi.says("halo")
    tokens = {headers["I-Twilio-Idempotency-Token"] for headers in setting.desk.headers}
    sids = {form["MessageSid"] for form in setting.desk.forms}
    assert (len(setting.desk.forms), len(tokens), sids) == (3, 1, {message.sid})
    assert not setting.twilio.lost


async def test_without_a_policy_a_failing_desk_is_not_tried_again(setting: Setting) -> None:
    setting.twilio.inbound_url = PUBLIC + "/whatsapp"
    setting.desk.answer = failing(1)
    message = await setting.dewi.says("halo")
    assert setting.twilio.lost == [message] and len(setting.desk.forms) == 1
    _, body = await setting.call("GET", f"{setting.account}/Messages.json")
    assert [listed["sid"] for listed in body["messages"]] == [message.sid]


async def test_retries_come_to_an_end(setting: Setting) -> None:
    setting.twilio.inbound_url = PUBLIC + "/whatsapp#rc=2&rp=5xx"
    setting.desk.answer = failing(9, status=503)
    await setting.dewi.says("halo")
    assert setting.twilio.webhooks.deliveries[0].attempts == 3
    setting.desk.answer = failing(9, status=404)
    await setting.dewi.says("halo")
    assert setting.twilio.webhooks.deliveries[1].attempts == 1


async def test_an_address_that_leads_nowhere_is_tried_twice(setting: Setting) -> None:
    setting.twilio.inbound_url = "https://lain.example.id/whatsapp"
    await setting.dewi.says("halo")
    (delivery,) = await setting.twilio.webhooks.posted(1)
    assert (delivery.status, delivery.attempts) == (0, 2)
    setting.twilio.inbound_url = "http://127.0.0.1:9/whatsapp"
    await setting.dewi.says("halo")
    assert setting.twilio.webhooks.deliveries[-1].attempts == 2
    with pytest.raises(AssertionError, match="only 2 posts of 3"):
        await setting.twilio.webhooks.posted(3, timeout=0.01)


async def test_a_desk_that_does_not_answer_in_time_loses_the_message(setting: Setting) -> None:
    setting.twilio.webhooks.patience = 0.05
    setting.twilio.inbound_url = PUBLIC + "/whatsapp"
    setting.desk.answer = sleeping(5)
    message = await setting.dewi.says("halo")
    (delivery,) = setting.twilio.webhooks.deliveries
    assert (setting.twilio.lost, delivery.status, delivery.attempts) == ([message], 0, 1)


async def test_a_slow_desk_is_tried_again_where_the_policy_says_so(setting: Setting) -> None:
    setting.twilio.inbound_url = PUBLIC + "/whatsapp#rc=2&rp=rt&rt=20"
    setting.desk.answer = sleeping(5)
    await setting.dewi.says("halo")
    assert setting.twilio.webhooks.deliveries[0].attempts == 3


async def test_the_patience_is_for_all_tries_together(setting: Setting) -> None:
    setting.twilio.webhooks.patience = 0.1
    setting.desk.answer = sleeping(0.06, status=500)
    await setting.dewi.says("halo")
    assert setting.twilio.webhooks.deliveries[0].attempts < 4


async def test_a_webhook_that_is_down_loses_messages_for_good(setting: Setting) -> None:
    setting.twilio.webhooks_down()
    message = await setting.dewi.says("halo")
    await setting.send(Body="halo", StatusCallback=STATUS_URL)
    setting.twilio.webhooks_up()
    await setting.dewi.says("masih ada?")
    assert [form["Body"] for form in setting.desk.forms] == ["masih ada?"]
    assert setting.twilio.lost == [message]


@pytest.mark.parametrize(
    ("text", "content_type", "odd"),
    [
        (NOTHING, "text/xml", False),
        ("<Response></Response>", "text/xml", False),
        ("", "text/plain", False),
        ("OK", "text/plain", True),
        ("<Response><Message>OK</Message></Response>", "text/xml", True),
        (NOTHING, "text/plain", True),
    ],
)
async def test_an_answer_that_speaks_to_the_customer_is_noticed(
    setting: Setting, text: str, content_type: str, odd: bool
) -> None:
    async def answer(_: Form) -> web.Response:
        return web.Response(text=text, content_type=content_type)

    setting.desk.answer = answer
    await setting.dewi.says("halo")
    assert [delivery.body for delivery in setting.twilio.odd_answers] == [text] * odd


async def test_callbacks_tell_the_way_of_a_message(setting: Setting) -> None:
    await setting.dewi.says("halo")
    sent = await setting.send(Body="halo", StatusCallback=STATUS_URL)
    await setting.dewi.reads(setting.dewi.messages[-1])
    assert setting.desk.states() == ["sent", "delivered", "read"]
    form = setting.desk.forms[-1]
    assert form["MessageSid"] == form["SmsSid"] == sent["sid"]
    assert (form["EventType"], form["ChannelPrefix"]) == ("READ", "whatsapp")
    assert "ErrorCode" not in form and setting.twilio.sent[-1].status == "read"


async def test_callbacks_come_in_disorder_when_told_to(setting: Setting) -> None:
    await setting.dewi.says("halo")
    statuses = setting.twilio.statuses
    statuses.steps = ("queued", "sent", "delivered")
    statuses.backwards = statuses.twice = True
    await setting.send(Body="halo", StatusCallback=STATUS_URL)
    assert setting.desk.states() == ["delivered", "delivered", "sent", "sent", "queued", "queued"]
    assert setting.twilio.sent[-1].status == "delivered"


async def test_callbacks_may_come_before_the_answer(setting: Setting) -> None:
    await setting.dewi.says("halo")
    setting.twilio.statuses.early = True
    status, _ = await setting.post({"Body": "halo", "StatusCallback": STATUS_URL})
    assert (status, setting.desk.states()) == (201, ["sent", "delivered"])


async def test_callbacks_may_not_come_at_all(setting: Setting) -> None:
    await setting.dewi.says("halo")
    setting.twilio.statuses.none = True
    await setting.send(Body="halo", StatusCallback=STATUS_URL)
    assert not setting.desk.states() and setting.twilio.sent[-1].status == "delivered"


async def test_after_an_outage_everything_is_still_known(setting: Setting) -> None:
    message = await setting.dewi.says("halo")
    url = setting.twilio.base_url
    await setting.twilio.stop()
    await setting.twilio.start()
    assert setting.twilio.base_url == url
    status, body = await setting.call("GET", f"{setting.account}/Messages/{message.sid}.json")
    assert (status, body["body"]) == (200, "halo")
