"""The Content API of the Twilio double: what can be made, what can be submitted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.doubles.twilio.bench import Setting, basic, opened

ACTION = {"type": "QUICK_REPLY", "title": "Buka", "id": "/read"}
NOTICE = {"twilio/quick-reply": {"body": "Pesanan {{1}} siap.", "actions": [ACTION]}}
ITEM = {"item": "M", "id": "m"}
LIST = {"twilio/list-picker": {"body": "Ukuran?", "button": "Pilih", "items": [ITEM]}}
ASKED = {"name": "notice_order", "category": "UTILITY"}


@pytest.fixture
async def setting() -> AsyncIterator[Setting]:
    async with opened() as setting:
        yield setting


async def submit(setting: Setting, sid: str, body: Any) -> tuple[int, dict[str, Any]]:
    path = f"/v1/Content/{sid}/ApprovalRequests/whatsapp"
    return await setting.call("POST", path, json=body)


async def approval(setting: Setting, sid: str) -> tuple[str, str]:
    _, body = await setting.call("GET", f"/v1/Content/{sid}/ApprovalRequests")
    return body["whatsapp"]["status"], body["whatsapp"]["rejection_reason"]


@pytest.mark.parametrize(
    "definition",
    [
        [],
        {"types": NOTICE},
        {"language": "id"},
        {"language": "id", "types": {"twilio/card": {"title": "x"}}},
        {"language": "id", "types": {"twilio/text": {}}},
        {"language": "id", "types": {"twilio/text": {"body": "{{seventeen_letters}}"}}},
        {"language": "id", "types": {"twilio/quick-reply": {"body": "x", "actions": []}}},
        {"language": "id", "types": {"twilio/quick-reply": {"body": "x", "actions": [{}]}}},
        {
            "language": "id",
            "types": {"twilio/list-picker": {"body": "x", "button": "B" * 21, "items": [ITEM]}},
        },
        {
            "language": "id",
            "types": {"twilio/list-picker": {"body": "x", "button": "B", "items": [ITEM] * 11}},
        },
        {"language": "id", "types": NOTICE, "variables": {str(n): "x" for n in range(101)}},
    ],
)
async def test_a_bad_definition_is_refused(setting: Setting, definition: Any) -> None:
    status, body = await setting.call("POST", "/v1/Content", json=definition)
    assert (status, body["code"]) == (400, 20001)
    assert not setting.twilio.contents.items


@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
async def test_a_definition_is_json(setting: Setting, content_type: str) -> None:
    headers = basic(setting.twilio.api_key, setting.twilio.api_secret)
    headers["Content-Type"] = content_type
    url = setting.twilio.base_url + "/v1/Content"
    async with setting.session.post(url, data=b"language=id", headers=headers) as response:
        assert response.status == 400


async def test_a_template_is_pending_until_whatsapp_says_something(setting: Setting) -> None:
    sid = await setting.content(NOTICE, variables={"1": "PB-1"})
    assert await approval(setting, sid) == ("unsubmitted", "")
    status, body = await submit(setting, sid, ASKED)
    assert (status, body["status"]) == (201, "received")
    assert await approval(setting, sid) == ("pending", "")
    setting.twilio.rejects("notice_order", "TAG_CONTENT_MISMATCH")
    assert await approval(setting, sid) == ("rejected", "TAG_CONTENT_MISMATCH")
    await submit(setting, sid, ASKED)
    setting.twilio.approves(sid)
    assert await approval(setting, sid) == ("approved", "")
    assert (await submit(setting, sid, ASKED))[0] == 409


@pytest.mark.parametrize(
    ("body", "variables"),
    [
        ("{{1}} siap.", {"1": "PB-1"}),
        ("Siap: {{1}}", {"1": "PB-1"}),
        ("Pesanan {{1}} {{2}} siap.", {"1": "PB-1", "2": "b"}),
        ("Pesanan {{1}} siap.", {}),
    ],
)
async def test_a_template_against_the_rules_is_rejected_by_itself(
    setting: Setting, body: str, variables: dict[str, str]
) -> None:
    sid = await setting.content({"twilio/text": {"body": body}}, variables=variables)
    await submit(setting, sid, ASKED)
    status, reason = await approval(setting, sid)
    assert status == "rejected" and reason.startswith("INVALID_FORMAT")


@pytest.mark.parametrize(
    ("types", "asked"),
    [
        (LIST, ASKED),
        (NOTICE, {"name": "Notice Order", "category": "UTILITY"}),
        (NOTICE, {"name": "notice_order", "category": "NEWS"}),
        (NOTICE, []),
    ],
)
async def test_what_cannot_be_submitted_is_refused(
    setting: Setting, types: dict[str, Any], asked: Any
) -> None:
    sid = await setting.content(types)
    assert (await submit(setting, sid, asked))[0] == 400
    assert await approval(setting, sid) == ("unsubmitted", "")


async def test_what_was_sent_outlives_its_content(setting: Setting) -> None:
    await setting.dewi.says("halo")
    sid = await setting.content(LIST)
    await setting.send(ContentSid=sid)
    assert (await setting.call("DELETE", f"/v1/Content/{sid}"))[0] == 204
    assert await setting.refusal(ContentSid=sid) == 21655
    assert setting.dewi.messages[-1].labels == ["M"]


async def test_only_what_exists_and_was_submitted_can_be_judged(setting: Setting) -> None:
    sid = await setting.content(NOTICE)
    with pytest.raises(AssertionError, match="was not submitted"):
        setting.twilio.approves(sid)
    with pytest.raises(AssertionError, match="no content 'lain'"):
        setting.twilio.approves("lain")
