"""`prokana whatsapp …`, as it is typed and as it answers."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.joins import Undone
from bot.settings import Settings
from bot.whatsapp_cli import sync, templates
from storage import contents
from storage.database import Database
from tests.doubles.twilio import ApiError, Fault, Twilio
from tests.end_to_end.program import rows, run
from tests.stories.worlds import settings_in

PUBLIC = "https://pesan.example.id"
NOTICES = ("notice-order", "notice-question", "notice-answer", "notice-staff")


@pytest.fixture
async def twilio() -> AsyncIterator[Twilio]:
    async with Twilio() as double:
        yield double


@pytest.fixture
def settings(twilio: Twilio, tmp_path: Path) -> Settings:
    return settings_in(tmp_path, **values(twilio), staff_language="en")


def values(twilio: Twilio) -> dict[str, str]:
    return {
        "twilio_account_sid": twilio.account_sid,
        "twilio_auth_token": twilio.auth_token,
        "twilio_api_url": twilio.base_url,
        "whatsapp_number": twilio.number,
        "public_url": PUBLIC,
    }


async def submitted(settings: Settings) -> str:
    return "\n".join([line async for line in templates(settings, submit=True)])


async def listed(settings: Settings) -> str:
    return "\n".join([line async for line in templates(settings, submit=False)])


async def synced(settings: Settings) -> str:
    return "\n".join([line async for line in sync(settings)])


async def problem(settings: Settings) -> str:
    """What a command says that could not be carried out."""
    with pytest.raises(Undone) as undone:
        await synced(settings)
    return str(undone.value)


def names(twilio: Twilio) -> list[str]:
    return [c.approval.name for c in twilio.contents.items.values() if c.approval]


# ---- as it is typed


async def test_shapes_are_made_once(twilio: Twilio, tmp_path: Path) -> None:
    code, said, _ = await run(tmp_path, "whatsapp", "sync", **values(twilio))
    assert code == 0
    assert said.splitlines()[-1] == "Bentuk pesan: 120 dibuat, 0 sudah ada, 0 dihapus."
    made = list(twilio.contents.items)
    code, said, _ = await run(tmp_path, "whatsapp", "sync", **values(twilio))
    assert code == 0
    assert said.splitlines()[-1] == "Bentuk pesan: 0 dibuat, 120 sudah ada, 0 dihapus."
    assert list(twilio.contents.items) == made
    assert len(rows(tmp_path, "select * from contents")) == 120


async def test_notices_are_submitted_and_what_whatsapp_says_is_shown(
    twilio: Twilio, tmp_path: Path
) -> None:
    arguments = ("whatsapp", "templates")
    code, said, _ = await run(tmp_path, *arguments, **values(twilio))
    assert (code, names(twilio)) == (0, [])
    assert said.count("belum diajukan\n") == 8
    assert "“prokana whatsapp templates --submit”" in said

    code, said, _ = await run(tmp_path, *arguments, "--submit", **values(twilio))
    assert (code, len(names(twilio))) == (0, 8)
    assert said.startswith("Templat yang diajukan ke WhatsApp: 8.\n")
    assert said.count("menunggu persetujuan\n") == 8

    first, second, *_ = names(twilio)
    twilio.approves(first)
    twilio.rejects(second, "INVALID_FORMAT")
    code, said, _ = await run(tmp_path, *arguments, **values(twilio))
    assert code == 0
    lines = said.splitlines()
    assert lines[0] == "✓ notice-order (id): disetujui"
    assert lines[1].startswith("    Kabar pesanan {{1}} dari {{2}}: ")
    assert lines[2] == "✗ notice-order (en): ditolak: INVALID_FORMAT"
    approved = "select key from contents where approval = 'approved'"
    assert rows(tmp_path, approved) == [("id.notice-order",)]


async def test_keys_that_are_refused_end_with_2_and_are_not_shown(
    twilio: Twilio, tmp_path: Path
) -> None:
    wrong = {**values(twilio), "twilio_auth_token": "geheim-geheim"}
    code, said, complaint = await run(tmp_path, "whatsapp", "sync", **wrong)
    assert (code, said) == (2, "")
    assert complaint.startswith("✗ Twilio: kunci ditolak (401, kode 20003)\n  → ")
    assert "geheim" not in complaint
    assert not (tmp_path / "prokana.db").exists()


async def test_a_desk_without_whatsapp_is_told_which_settings_it_takes(tmp_path: Path) -> None:
    code, said, complaint = await run(tmp_path, "whatsapp", "templates", "--submit")
    assert (code, said) == (2, "")
    assert "PROKANA_TWILIO_ACCOUNT_SID" in complaint
    assert "PROKANA_WHATSAPP_NUMBER" in complaint


# ---- as it answers


async def test_submitting_twice_submits_once(twilio: Twilio, settings: Settings) -> None:
    assert "Templates submitted to WhatsApp: 8." in await submitted(settings)
    made = list(twilio.contents.items)
    assert "Templates submitted to WhatsApp: 0." in await submitted(settings)
    assert list(twilio.contents.items) == made


async def test_every_state_is_told_in_words(twilio: Twilio, settings: Settings) -> None:
    await submitted(settings)
    states = ("approved", "received", "pending", "paused", "disabled", "odd")
    for name, state in zip(names(twilio), states, strict=False):
        approval = twilio.contents.find(name).approval
        assert approval
        approval.status = state
    told = re.findall(r"^. notice-\S+ \(..\): (.+)$", await listed(settings), re.MULTILINE)
    assert told[:6] == [
        "approved", "waiting for approval", "waiting for approval",
        "paused by WhatsApp", "disabled by WhatsApp", "odd",
    ]  # fmt: skip


async def test_nothing_is_left_to_do_when_all_are_approved(
    twilio: Twilio, settings: Settings
) -> None:
    twilio.contents.verdict = "approved"
    await submitted(settings)
    assert (await listed(settings)).splitlines()[-1] == "All are approved."


async def test_words_whatsapp_rejects_are_to_be_changed(twilio: Twilio, settings: Settings) -> None:
    await submitted(settings)
    twilio.rejects(names(twilio)[0], "INVALID_FORMAT")
    *_, reword, wait = (await listed(settings)).splitlines()
    assert reword.startswith("Change the words that were rejected in locales/")
    assert wait.startswith("WhatsApp mostly decides within a day")


async def test_a_running_desk_uses_what_was_approved_a_moment_ago(
    twilio: Twilio, settings: Settings
) -> None:
    running = Database(settings.database_url)
    await submitted(settings)
    key = "id.notice-order"
    assert await running.read(lambda c: contents.approved(c, key)) is None
    twilio.approves(names(twilio)[0])
    await listed(settings)
    found = await running.read(lambda c: contents.approved(c, key))
    await running.close()
    assert found
    assert twilio.contents.find(names(twilio)[0]).sid == found.sid


async def test_words_that_were_approved_before_go_on_being_used(
    twilio: Twilio, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    twilio.contents.verdict = "approved"
    await submitted(settings)
    twilio.contents.verdict = "pending"
    monkeypatch.setattr("bot.channels.whatsapp.templates.OPEN", "/other")
    said = await submitted(settings)
    assert said.count("waiting for approval") == 8
    assert said.count("the earlier words go on being used") == 8


async def test_what_is_of_no_use_any_more_is_removed(twilio: Twilio, settings: Settings) -> None:
    twilio.contents.create(
        {
            "friendly_name": "prokana-id.rows9.-older",
            "language": "id",
            "types": {"twilio/text": {"body": "…"}},
        }
    )
    assert "120 made, 0 were there, 1 removed." in await synced(settings)


async def test_an_interrupted_sync_goes_on_where_it_was(twilio: Twilio, settings: Settings) -> None:
    refusal = Fault.of(ApiError(400, 20001, "That is one too many"))
    twilio.fault("content create", refusal, when=lambda _: len(twilio.contents.items) == 50)
    assert "✗ Twilio: refused with code 20001: That is one too many" in await problem(settings)
    assert "70 made, 50 were there, 0 removed." in await synced(settings)


# ---- what may be wrong


async def test_a_refusal_on_a_trial_account_names_the_trial(
    twilio: Twilio, settings: Settings
) -> None:
    body = {"sid": "AC", "friendly_name": "Prokana", "status": "active", "type": "Trial"}
    twilio.fault("account", Fault(200, json.dumps(body)))
    twilio.fault("content create", Fault.of(ApiError(400, 21654, "ContentSid Required")))
    said = await problem(settings)
    assert said.startswith("! Twilio: the account Prokana is a trial account\n")
    assert "\n✗ Twilio: refused with code 21654: ContentSid Required\n" in said


async def test_a_suspended_account_is_not_asked_for_more(
    twilio: Twilio, settings: Settings
) -> None:
    body = {"sid": "AC", "friendly_name": "Prokana", "status": "suspended"}
    twilio.fault("account", Fault(200, json.dumps(body)))
    assert "is not active (suspended)" in await problem(settings)
    assert [call.operation for call in twilio.calls] == ["account"]


async def test_twilio_out_of_reach_is_told_in_plain_words(
    twilio: Twilio, settings: Settings
) -> None:
    await twilio.stop()
    assert (await problem(settings)).startswith("✗ Twilio: does not answer (no connection")


async def test_a_key_and_its_secret_are_enough(twilio: Twilio, settings: Settings) -> None:
    with_key = settings.model_copy(
        update={
            "twilio_api_key": twilio.api_key,
            "twilio_api_secret": SecretStr(twilio.api_secret),
            "twilio_auth_token": SecretStr("signs-webhooks-only"),
        }
    )
    said = await listed(with_key)
    assert all(notice in said for notice in NOTICES)
