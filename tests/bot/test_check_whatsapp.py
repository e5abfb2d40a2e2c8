"""`prokana check` asks Twilio: what it makes of the answers, and of none."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, insert, text

from bot import check
from bot.channels.whatsapp.contents import Contents
from bot.channels.whatsapp.templates import Templates, notices
from bot.check import Finding, database, disk
from bot.clock import wall
from bot.desk import opened
from bot.http import Http
from bot.settings import Settings
from bot.twilio_account import openers, twilio_of
from storage import cursors, tables
from storage.database import Database
from storage.migrate import upgrade
from tests.doubles.twilio import ApiError, Fault, Twilio

HERE = "https://pesan.example.id"
NEW = (
    "notice-order (id, en), notice-question (id, en), notice-answer (id, en), notice-staff (id, en)"
)
OURS = ("Twilio", "Incoming messages", "Message shapes", "Templates", "Held messages")


@pytest.fixture
async def twilio() -> AsyncIterator[Twilio]:
    async with Twilio() as double:
        yield double


@pytest.fixture
def here(twilio: Twilio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A desk on WhatsApp alone, which was never started."""
    monkeypatch.setattr(disk, "MEASURED", 0.0)
    return Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/desk.db",
        files_dir=tmp_path,
        twilio_account_sid=twilio.account_sid,
        twilio_auth_token=SecretStr(twilio.auth_token),
        twilio_api_url=twilio.base_url,
        whatsapp_number=twilio.number,
        public_url=HERE,
        staff_language="en",
    )


def account(twilio: Twilio, **values: Any) -> None:
    """What Twilio says of our account, once."""
    body = {"sid": twilio.account_sid, "friendly_name": "Prokana", "status": "active", **values}
    twilio.fault("account", Fault(200, json.dumps(body)))


async def prepared(settings: Settings, *, submit: bool = True) -> None:
    """What an operator has done before: shapes synced, notices submitted."""
    http = Http()
    async with opened(settings) as desk:
        at_twilio, voice = twilio_of(settings, http), desk.shop.voice
        await Contents(at_twilio, desk.database, wall, openers(voice)).sync()
        if submit:
            ours = Templates(at_twilio, desk.database, wall, notices(voice))
            await ours.submit()
            await ours.refresh()
    await http.close()


async def refreshed(settings: Settings) -> None:
    """The desk has asked what WhatsApp says by now."""
    http = Http()
    async with opened(settings) as desk:
        at_twilio = twilio_of(settings, http)
        await Templates(at_twilio, desk.database, wall, notices(desk.shop.voice)).refresh()
    await http.close()


async def happened(settings: Settings, *units: Any) -> None:
    memory = Database(settings.database_url)
    for unit in (upgrade, *units):
        await memory.write(unit)
    await memory.close()


async def asked(settings: Settings, off: timedelta = timedelta()) -> list[Finding]:
    """What is found about WhatsApp."""
    found = await check.examine(settings, lambda: wall() + off)
    return [f for f in found if f.what in OURS or "Twilio" in f.found]


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def told(findings: list[Finding], what: str) -> list[tuple[str, str]]:
    return [(f.level, f.found) for f in findings if f.what == what]


async def test_a_desk_without_whatsapp_has_no_findings_about_it(here: Settings) -> None:
    without = here.model_copy(update={"twilio_account_sid": ""})
    assert await asked(without) == []


# ---- the account


async def test_an_account_in_order_is_called_by_its_name(here: Settings) -> None:
    findings = await asked(here)
    assert told(findings, "Twilio") == [
        ("ok", "the account Prokana is active, number +628110001111")
    ]


async def test_the_account_is_opened_with_the_api_key_where_there_is_one(
    twilio: Twilio, here: Settings
) -> None:
    key = {"twilio_api_key": twilio.api_key, "twilio_api_secret": SecretStr(twilio.api_secret)}
    with_key = here.model_copy(update={**key, "twilio_auth_token": SecretStr("signs-webhooks")})
    assert told(await asked(with_key), "Twilio")[0][0] == "ok"


async def test_keys_that_are_refused_fail_and_are_not_shown(here: Settings) -> None:
    wrong = here.model_copy(update={"twilio_auth_token": SecretStr("geheim-geheim")})
    findings = await asked(wrong)
    assert told(findings, "Twilio") == [("fail", "the keys are refused (401, code 20003)")]
    assert "geheim" not in "".join(map(str, findings))


async def test_keys_of_another_account_fail(here: Settings, twilio: Twilio) -> None:
    key = {"twilio_api_key": twilio.api_key, "twilio_api_secret": SecretStr(twilio.api_secret)}
    other = here.model_copy(update={**key, "twilio_account_sid": "AC" + "0" * 32})
    assert told(await asked(other), "Twilio") == [
        ("fail", "the keys are refused (404, code 20404)")
    ]


async def test_a_trial_account_is_a_warning(twilio: Twilio, here: Settings) -> None:
    account(twilio, type="Trial")
    findings = await asked(here)
    assert told(findings, "Twilio") == [("warn", "the account Prokana is a trial account")]
    assert any("21654" in finding.advice for finding in findings)


async def test_a_suspended_account_fails(twilio: Twilio, here: Settings) -> None:
    account(twilio, status="suspended")
    assert told(await asked(here), "Twilio") == [
        ("fail", "the account Prokana is not active (suspended)")
    ]


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (ApiError(401, 20005, "Account not active"), "code 20005: Account not active"),
        (ApiError(400, 20001, "AC" + "1" * 32 + " is odd"), "code 20001: AC*** is odd"),
        (ApiError(429, 20429, "Too Many Requests"), "wants us to be slower (429, code 20429)"),
    ],
)
async def test_other_refusals_are_told_with_twilios_code(
    twilio: Twilio, here: Settings, error: ApiError, found: str
) -> None:
    twilio.fault("account", Fault.of(error))
    ((level, words),) = told(await asked(here), "Twilio")
    assert level == "fail"
    assert found in words


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault.server_error(), "the server answered 503"),
        (Fault.dropped_before(), "connection lost: ServerDisconnectedError"),
        (Fault(200, "<html>a captive portal</html>"), "something else"),
    ],
)
async def test_no_answer_or_a_strange_one_fails(
    twilio: Twilio, here: Settings, fault: Fault, why: str
) -> None:
    twilio.fault("account", fault, times=2)  # a lost GET is asked once more
    ((level, found),) = told(await asked(here), "Twilio")
    assert level == "fail"
    assert found.startswith("does not answer (")
    assert why in found


async def test_what_our_database_knows_is_told_without_twilio(
    twilio: Twilio, here: Settings
) -> None:
    await twilio.stop()
    findings = await asked(here)
    assert told(findings, "Twilio")[0][0] == "fail"
    assert told(findings, "Held messages") == [("ok", "none")]


async def test_a_clock_that_differs_from_twilios_fails(here: Settings) -> None:
    findings = await asked(here, timedelta(minutes=7))
    ((level, found),) = told(findings, "Clock")
    assert level == "fail"
    assert found.endswith("seconds from Twilio’s")


async def test_a_clock_that_agrees_is_fine(here: Settings) -> None:
    assert told(await asked(here), "Clock")[0][0] == "ok"


# ---- shapes and notices


async def test_a_new_desk_is_told_what_to_do(here: Settings, tmp_path: Path) -> None:
    findings = await asked(here)
    assert told(findings, "Message shapes") == [("warn", "missing at Twilio: 120 of 120")]
    assert told(findings, "Templates") == [("warn", f"not submitted to WhatsApp yet: {NEW}")]
    advice = "".join(finding.advice for finding in findings)
    assert "“prokana whatsapp sync”" in advice
    assert "“prokana whatsapp templates --submit”" in advice
    assert names_in(tmp_path) == []


async def test_shapes_that_are_there_are_fine(here: Settings) -> None:
    await prepared(here, submit=False)
    findings = await asked(here)
    assert told(findings, "Message shapes") == [("ok", "120 shapes are ready at Twilio")]


async def test_a_shape_somebody_removed_at_twilio_is_missed(twilio: Twilio, here: Settings) -> None:
    await prepared(here, submit=False)
    twilio.contents.delete(next(iter(twilio.contents.items)))
    findings = await asked(here)
    assert told(findings, "Message shapes") == [("warn", "missing at Twilio: 1 of 120")]


async def test_a_shape_of_other_words_is_missed(here: Settings) -> None:
    def reworded(connection: Connection) -> None:
        connection.execute(
            text("UPDATE contents SET fingerprint = 'older' WHERE key = 'id.rows7.'")
        )

    await prepared(here, submit=False)
    await happened(here, reworded)
    findings = await asked(here)
    assert told(findings, "Message shapes") == [("warn", "missing at Twilio: 1 of 120")]


async def test_every_answer_of_whatsapp_is_told_with_its_reason(
    twilio: Twilio, here: Settings
) -> None:
    await prepared(here)
    names = [c.approval.name for c in twilio.contents.items.values() if c.approval]
    order_id, order_en, question_id, *_, staff_en = names
    for name in (order_id, order_en):
        twilio.approves(name)
    twilio.rejects(question_id, "TAG_CONTENT_MISMATCH")
    approval = twilio.contents.find(staff_en).approval
    assert approval
    approval.status = "paused"
    await refreshed(here)
    waiting = "notice-question (en), notice-answer (id, en), notice-staff (id)"
    assert told(await asked(here), "Templates") == [
        ("ok", "approved by WhatsApp: notice-order (id, en)"),
        ("warn", "rejected by WhatsApp: notice-question (id) (TAG_CONTENT_MISMATCH)"),
        ("warn", f"waiting for WhatsApp’s approval: {waiting}"),
        ("warn", "stopped by WhatsApp: notice-staff (en) (paused)"),
    ]


async def test_notices_that_are_all_approved_are_fine(twilio: Twilio, here: Settings) -> None:
    twilio.contents.verdict = "approved"
    await prepared(here)
    assert told(await asked(here), "Templates") == [("ok", f"approved by WhatsApp: {NEW}")]


# ---- messages


async def test_the_address_for_twilios_console_is_told(here: Settings) -> None:
    address = f"{HERE}/whatsapp#rc=3&rp=all"
    assert any(address in found for _, found in told(await asked(here), "Incoming messages"))


@pytest.mark.parametrize(("minutes", "level"), [(14, "ok"), (16, "warn")])
async def test_a_desk_that_looked_long_ago_is_a_warning(
    here: Settings, minutes: int, level: str
) -> None:
    at: datetime = wall() - timedelta(minutes=minutes)
    await happened(here, lambda c: cursors.move(c, "whatsapp", at))
    _, (found, words) = told(await asked(here), "Incoming messages")
    assert found == level
    assert words.startswith("missed messages were last looked for at Twilio")


async def test_a_desk_that_never_looked_is_a_warning(here: Settings) -> None:
    await happened(here)
    _, (level, words) = told(await asked(here), "Incoming messages")
    assert (level, words) == ("warn", "missed messages were never looked for at Twilio yet")


async def test_messages_that_wait_for_peoples_next_word_are_counted(here: Settings) -> None:
    rows = [
        {"channel": channel, "chat": chat, "body": {}, "state": state, "due_at": wall()}
        for channel, chat, state in (
            ("whatsapp", "+6281", "held"),
            ("whatsapp", "+6281", "held"),
            ("whatsapp", "+6282", "held"),
            ("whatsapp", "+6283", "ready"),
            ("telegram", "7", "held"),
        )
    ]
    await happened(here, lambda c: c.execute(insert(tables.outbox), rows))
    assert told(await asked(here), "Held messages") == [
        ("ok", "3, people: 2; they go as soon as these write again")
    ]


# ---- as a whole


async def test_nothing_is_changed_anywhere(twilio: Twilio, here: Settings, tmp_path: Path) -> None:
    await prepared(here)
    twilio.calls.clear()
    before, kept = (tmp_path / "desk.db").read_bytes(), list(twilio.contents.items)
    await asked(here)
    assert {call.operation for call in twilio.calls} == {"account", "content list"}
    assert (tmp_path / "desk.db").read_bytes() == before
    assert list(twilio.contents.items) == kept


async def test_a_database_that_is_not_of_this_release_is_left_alone(here: Settings) -> None:
    await happened(here, lambda c: c.execute(text("DROP TABLE contents")))
    findings = await asked(here)
    assert told(findings, "Twilio")[0][0] == "ok"
    assert told(findings, "Message shapes") == told(findings, "Templates") == []


async def test_a_file_that_is_no_database_is_told_once(here: Settings, tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"not a database, " * 100)
    findings = await check.examine(here, wall)
    assert [f.what for f in findings if "file is not a database" in f.found] == ["Database"]
    assert told(findings, "Held messages") == []


async def test_the_channels_are_named_with_how_they_are_joined(here: Settings) -> None:
    assert (await check.examine(here, wall))[0].found == "serving customers over whatsapp"


def seen(staff: set[str], officers: set[str]) -> database.Seen:
    return database.Seen(("1",), frozenset(staff), frozenset(officers))


def test_officers_on_either_channel_are_enough() -> None:
    channels = ("telegram", "whatsapp")
    note = database.staffed(channels, seen({"telegram"}, {"telegram"}))
    assert (note.level, note.found.values["channel"]) == ("ok", "telegram")
    assert database.staffed(channels, seen({"whatsapp"}, {"whatsapp"})).level == "ok"


@pytest.mark.parametrize("staff", [set(), {"whatsapp"}])
def test_on_whatsapp_alone_an_officer_needs_no_group(staff: set[str]) -> None:
    note = database.staffed(("whatsapp",), seen(staff, set()))
    assert (note.level, note.found.key) == ("fail", "check-staff-nobody")
    assert "check-staff-whatsapp-advice" in str(note.advice)
