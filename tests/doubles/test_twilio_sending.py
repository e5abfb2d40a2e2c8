"""Sending through the Twilio double: what is refused at once, what fails later, what arrives."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.doubles.twilio.bench import STATUS_URL, Setting, opened
from tests.doubles.twilio.phones import Shown

TEXT = {"twilio/text": {"body": "Halo {{1}}, pesanan {{2}} siap."}}
HX = "HX" + "0" * 32


def buttons(count: int, body: str = "{{b1}}") -> dict[str, Any]:
    actions = [
        {"type": "QUICK_REPLY", "title": f"{{{{t{n}}}}}", "id": f"{{{{i{n}}}}}"}
        for n in range(1, count + 1)
    ]
    return {"twilio/quick-reply": {"body": body, "actions": actions}}


def rows(count: int) -> dict[str, Any]:
    items = [
        {"item": f"{{{{t{n}}}}}", "id": f"{{{{i{n}}}}}", "description": f"{{{{d{n}}}}}"}
        for n in range(1, count + 1)
    ]
    return {"twilio/list-picker": {"body": "{{b1}}", "button": "Pilih", "items": items}}


def values(count: int, *, described: bool = False, **changed: str) -> str:
    chosen = {"b1": "Pilih satu"}
    for n in range(1, count + 1):
        chosen |= {f"t{n}": f"Nomor {n}", f"i{n}": f"n={n}"}
        chosen |= {f"d{n}": f"yang ke-{n}"} if described else {}
    return json.dumps(chosen | changed)


@pytest.fixture
async def setting() -> AsyncIterator[Setting]:
    async with opened() as setting:
        await setting.dewi.says("halo")
        yield setting


async def shown(setting: Setting, types: dict[str, Any], variables: str) -> Shown:
    sid = await setting.content(types)
    await setting.send(ContentSid=sid, ContentVariables=variables)
    return setting.dewi.messages[-1]


async def late(setting: Setting, types: dict[str, Any], variables: str) -> int | None:
    """The code a message fails with after its 201; it is not shown on the phone."""
    sid = await setting.content(types)
    await setting.send(ContentSid=sid, ContentVariables=variables)
    assert not setting.dewi.messages
    return setting.twilio.sent[-1].code


async def test_an_accepted_message_is_described_as_twilio_does(setting: Setting) -> None:
    body = await setting.send(Body="Selamat datang")
    assert body["sid"].startswith("SM") and len(body["sid"]) == 34
    assert body["uri"] == f"{setting.account}/Messages/{body['sid']}.json"
    assert body["date_created"].endswith("+0000") and body["date_sent"] is None
    assert (body["status"], body["direction"]) == ("queued", "outbound-api")
    assert (body["num_media"], body["error_code"]) == ("0", None)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, 21619),
        ({"Body": "  "}, 21619),
        ({"Body": "a" * 1601}, 21617),
        ({"Body": "a", "To": ""}, 21604),
        ({"Body": "a", "To": "+6281234567890"}, 21211),
        ({"Body": "a", "To": "whatsapp:081234567890"}, 21211),
        ({"Body": "a", "From": ""}, 21603),
        ({"Body": "a", "From": "whatsapp:0811"}, 21212),
        ({"Body": "a", "From": "+628110001111"}, 63007),
        ({"Body": "a", "From": "whatsapp:+628119999999"}, 63007),
        ({"Body": "a", "ValidityPeriod": "36001"}, 21624),
        ({"Body": "a", "ValidityPeriod": "0"}, 21624),
        ({"Body": "a", "StatusCallback": "/status"}, 21609),
        ({"Body": "a", "StatusCallback": "https://my_desk.example.id/status"}, 21609),
        ({"MediaUrl": "foto.jpg"}, 21620),
        ({"ContentSid": "HX12"}, 21655),
        ({"ContentSid": HX}, 21655),
        ({"Body": "a", "ContentVariables": "{}"}, 21654),
    ],
)
async def test_what_is_wrong_in_itself_is_refused(
    setting: Setting, form: dict[str, str], code: int
) -> None:
    assert await setting.refusal(**form) == code
    assert not setting.twilio.sent


@pytest.mark.parametrize(
    "variables",
    [
        "",
        "bukan json",
        '["Dewi", "PB-1"]',
        '{"1": "Dewi"}',
        '{"1": "Dewi", "2": ""}',
        '{"1": "Dewi", "2": null}',
        '{"1": "Dewi", "2": 5}',
        '{"1": "Dewi", "2": "PB-1\\nbaru"}',
        '{"1": "Dewi", "2": "PB-1\\tbaru"}',
        '{"1": "Dewi", "2": "PB-1     baru"}',
        json.dumps({"1": "Dewi", "2": "a" * 256}),
    ],
)
async def test_bad_variables_are_refused(setting: Setting, variables: str) -> None:
    sid = await setting.content(TEXT)
    assert await setting.refusal(ContentSid=sid, ContentVariables=variables) == 21656


async def test_the_body_of_a_content_message_is_the_text_filled_in(setting: Setting) -> None:
    sid = await setting.content(TEXT)
    body = await setting.send(ContentSid=sid, ContentVariables='{"1": "Dewi", "2": "PB    1"}')
    assert body["body"] == "Halo Dewi, pesanan PB    1 siap."
    assert setting.dewi.messages[-1].text == body["body"]


async def test_a_variable_too_many_fails_later(setting: Setting) -> None:
    assert await late(setting, TEXT, '{"1": "Dewi", "2": "PB-1", "3": "lagi"}') == 63028


async def test_three_buttons_are_shown(setting: Setting) -> None:
    message = await shown(setting, buttons(3), values(3, t3="T" * 20, i3="i" * 255))
    assert (message.kind, message.text) == ("buttons", "Pilih satu")
    assert message.labels == ["Nomor 1", "Nomor 2", "T" * 20]


async def test_a_list_of_ten_is_shown(setting: Setting) -> None:
    message = await shown(setting, rows(10), values(10, described=True, t1="T" * 24))
    assert (message.kind, message.opener, len(message.labels)) == ("list", "Pilih", 10)
    assert message.choices[1].description == "yang ke-2"


@pytest.mark.parametrize(
    ("types", "variables", "code"),
    [
        (buttons(4), values(4), 63013),
        (buttons(2), values(2, t2="Nomor 1"), 63013),
        (buttons(2), values(2, i2="n=1"), 63013),
        (rows(2), values(2, described=True, i2="n=1"), 63013),
        (buttons(1), values(1, t1="T" * 21), 63021),
        (rows(1), values(1, described=True, t1="T" * 25), 63021),
        (rows(1), values(1, described=True, i1="i" * 201), 63021),
        (rows(1), values(1, described=True, d1="d" * 73), 63021),
        (buttons(1, "{{b1}}" + "b" * 1024), values(1), 63021),
    ],
)
async def test_a_shape_whatsapp_does_not_take_fails_later(
    setting: Setting, types: dict[str, Any], variables: str, code: int
) -> None:
    assert await late(setting, types, variables) == code


async def test_after_a_day_only_a_template_gets_through(setting: Setting) -> None:
    sid = await setting.content(buttons(1, "Kabar {{b1}} baru"), variables=json.loads(values(1)))
    setting.twilio.advance(hours=24, seconds=1)
    await setting.send(Body="masih di sana?", StatusCallback=STATUS_URL)
    await setting.send(ContentSid=sid, ContentVariables=values(1))
    assert [message.code for message in setting.twilio.failed] == [63016, 63016]
    assert setting.desk.states() == ["undelivered"] and not setting.dewi.messages
    setting.twilio.contents.verdict = "approved"
    asked = {"name": "kabar", "category": "UTILITY"}
    await setting.call("POST", f"/v1/Content/{sid}/ApprovalRequests/whatsapp", json=asked)
    await setting.send(ContentSid=sid, ContentVariables=values(1))
    assert setting.dewi.messages[-1].template == "kabar"


async def test_whoever_writes_opens_the_window_again(setting: Setting) -> None:
    setting.twilio.advance(days=2)
    await setting.dewi.says("halo lagi")
    await setting.send(Body="halo")
    assert not setting.twilio.failed


async def test_whoever_never_wrote_is_outside_the_window(setting: Setting) -> None:
    setting.twilio.phone("+6281355550000", "Sari")
    await setting.send(To="whatsapp:+6281355550000", Body="halo")
    assert setting.twilio.sent[-1].code == 63016


async def test_a_number_nobody_has_is_not_on_whatsapp(setting: Setting) -> None:
    await setting.send(To="whatsapp:+6281399990000", Body="halo")
    assert setting.twilio.sent[-1].code == 63024


async def test_somebody_without_a_visible_number_is_reached_by_the_other_id(
    setting: Setting,
) -> None:
    sari = setting.twilio.phone("", "Sari", "ID.77", hidden=True)
    await sari.says("halo")
    await setting.send(To="whatsapp:ID.77", Body="halo Sari", StatusCallback=STATUS_URL)
    assert sari.messages[-1].text == "halo Sari" and not setting.dewi.messages
    assert setting.desk.forms[-1]["To"] == "whatsapp:ID.77"


async def test_whoever_opted_out_is_refused_until_they_opt_in(setting: Setting) -> None:
    await setting.dewi.stops()
    assert await setting.refusal(Body="halo") == 21610
    await setting.dewi.starts()
    await setting.send(Body="halo")
    assert [form.get("OptOutType") for form in setting.desk.forms] == [None, "STOP", "START"]


async def test_a_phone_may_fail_every_message_with_a_code(setting: Setting) -> None:
    setting.dewi.unreachable = 63049
    await setting.send(Body="promo", StatusCallback=STATUS_URL)
    assert setting.desk.forms[-1]["ErrorCode"] == "63049"


async def test_haste_is_counted(setting: Setting) -> None:
    limits = setting.twilio.limits
    limits.per_second, limits.pair_burst = 10, 5
    for number in range(12):
        await setting.send(Body=f"kabar {number}")
    assert limits.overruns == {"sender": 2, "pair": 7}
    assert limits.sent_to["whatsapp:+6281234567890"] == limits.peak == 12
    setting.twilio.advance(60)
    await setting.send(Body="tenang")
    assert limits.overruns["sender"] == 2
