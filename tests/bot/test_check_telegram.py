"""`prokana check` asks Telegram: what it makes of the answers, and of none."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot import check
from bot.check import Finding, disk, telegram
from bot.settings import Settings
from bot.web.telegram import PATH
from storage.database import Database
from storage.migrate import upgrade

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
NOW = datetime(2026, 11, 18, 3, 31, tzinfo=UTC)
HERE = "https://pesan.example.id"


class Peer:
    """As much of the Bot API as is asked for. A test changes what it answers."""

    def __init__(self) -> None:
        self.hook: dict[str, Any] = {"url": "", "pending_update_count": 0}
        self.at: datetime | None = NOW
        self.token = TOKEN
        self.answer: Callable[[], web.Response] | None = None
        self.url = ""

    async def ask(self, request: web.Request) -> web.Response:
        response = self.answer() if self.answer else self._answer(request)
        response.headers["Date"] = format_datetime(self.at, usegmt=True) if self.at else ""
        return response

    def _answer(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != f"bot{self.token}":
            body = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            return web.json_response(body, status=401)
        result = {"getMe": {"id": 1, "username": "prokana_bot"}, "getWebhookInfo": self.hook}
        return web.json_response({"ok": True, "result": result[request.match_info["method"]]})


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    peer = Peer()
    app = web.Application()
    app.router.add_get("/{token}/{method}", peer.ask)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    peer.url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    yield peer
    await runner.cleanup()


@pytest.fixture
def polling(peer: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(disk, "MEASURED", 0.0)
    return Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/desk.db",
        files_dir=tmp_path,
        telegram_token=TOKEN,
        telegram_api_url=peer.url,
        staff_language="en",
    )


@pytest.fixture
def webhook(polling: Settings) -> Settings:
    return polling.model_copy(update={"telegram_mode": "webhook", "public_url": HERE})


async def asked(settings: Settings) -> list[Finding]:
    """What is found about Telegram, incoming messages, and the clock beside Telegram's."""
    found = await check.examine(settings, lambda: NOW)
    return [f for f in found if f.what in ("Telegram", "Incoming messages") or "seconds" in f.found]


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.level, finding.found) for finding in findings]


async def test_a_bot_in_order_is_called_by_its_name(polling: Settings) -> None:
    assert told(await asked(polling)) == [
        ("ok", "the bot @prokana_bot answers"),
        ("ok", "0 seconds from Telegram’s"),
        ("ok", "fetched by ourselves (polling)"),
        ("ok", "0 messages wait at Telegram"),
    ]


async def test_the_channel_is_named_among_the_settings(polling: Settings) -> None:
    findings = await check.examine(polling, lambda: NOW)
    assert findings[0].found == "serving customers over telegram (polling)"


async def test_a_desk_on_telegram_without_officers_fails(polling: Settings) -> None:
    memory = Database(polling.database_url)
    await memory.write(upgrade)
    await memory.close()
    findings = await check.examine(polling, lambda: NOW)
    assert ("fail", "there is no officers’ room on telegram yet") in told(findings)


async def test_a_token_telegram_does_not_know_fails(peer: Peer, polling: Settings) -> None:
    peer.token = "another"
    findings = await asked(polling)
    assert told(findings)[0] == ("fail", "the token is unknown")
    assert "@BotFather" in findings[0].advice


async def test_any_other_refusal_is_told_in_telegrams_words(peer: Peer, polling: Settings) -> None:
    body = {"ok": False, "description": f"Too Many Requests for {TOKEN}"}
    peer.answer = lambda: web.json_response(body, status=429)
    assert told(await asked(polling))[0] == (
        "fail",
        "Telegram refuses: 429 Too Many Requests for ***",
    )


@pytest.mark.parametrize("body", ["<html>Welcome to the hotel</html>", "[]", "7"])
async def test_something_that_is_not_telegram_fails(
    peer: Peer, polling: Settings, body: str
) -> None:
    peer.answer = lambda: web.Response(text=body)
    assert told(await asked(polling)) == [("fail", "no answer (NotTheBotApi)")]


async def test_no_connection_fails_and_names_no_token(polling: Settings) -> None:
    nowhere = polling.model_copy(update={"telegram_api_url": "http://127.0.0.1:9/bot"})
    findings = await asked(nowhere)
    assert told(findings) == [("fail", "no answer (ClientConnectorError)")]
    assert TOKEN not in "".join(map(str, findings))


async def test_a_server_that_never_answers_is_not_waited_for(
    peer: Peer, polling: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ask(client: object, url: str) -> telegram.Answer:
        raise TimeoutError

    monkeypatch.setattr(telegram, "_asked", ask)
    assert told(await asked(polling)) == [("fail", "no answer (TimeoutError)")]


def test_every_question_has_a_time_limit() -> None:
    assert telegram.LIMIT.total
    assert telegram.LIMIT.sock_connect


async def test_a_clock_far_from_telegrams_fails(peer: Peer, polling: Settings) -> None:
    peer.at = NOW + timedelta(minutes=7)
    assert told(await asked(polling))[1] == ("fail", "420 seconds from Telegram’s")


async def test_an_answer_without_a_time_says_nothing_of_the_clock(
    peer: Peer, polling: Settings
) -> None:
    peer.at = None
    assert not any("seconds" in found for _, found in told(await asked(polling)))


async def test_a_webhook_somebody_set_fails_while_we_poll(peer: Peer, polling: Settings) -> None:
    peer.hook["url"] = f"https://old.example/{TOKEN}"
    assert told(await asked(polling))[2] == (
        "fail",
        "Telegram delivers to https://old.example/***, not here",
    )


async def test_our_own_webhook_is_fine(peer: Peer, webhook: Settings) -> None:
    peer.hook["url"] = HERE + PATH
    assert told(await asked(webhook))[2] == ("ok", f"Telegram delivers to {HERE}{PATH}")


async def test_a_webhook_not_set_yet_is_set_at_the_start(webhook: Settings) -> None:
    assert told(await asked(webhook))[2] == ("warn", "the webhook is not set yet")


async def test_a_webhook_to_somewhere_else_fails(peer: Peer, webhook: Settings) -> None:
    peer.hook["url"] = "https://old.example/telegram"
    assert told(await asked(webhook))[2][0] == "fail"


@pytest.mark.parametrize(("count", "level"), [(100, "ok"), (101, "warn")])
async def test_many_waiting_messages_are_told(
    peer: Peer, polling: Settings, count: int, level: str
) -> None:
    peer.hook["pending_update_count"] = count
    assert told(await asked(polling))[3] == (level, f"{count} messages wait at Telegram")


@pytest.mark.parametrize(("hours", "shown"), [(23, True), (25, False)])
async def test_a_failed_delivery_is_told_for_a_day(
    peer: Peer, webhook: Settings, hours: int, shown: bool
) -> None:
    peer.hook["last_error_date"] = int((NOW - timedelta(hours=hours)).timestamp())
    peer.hook["last_error_message"] = "Wrong response from the webhook: 502 Bad Gateway"
    found = told(await asked(webhook))
    assert any("502 Bad Gateway" in words for _, words in found) is shown


async def test_the_check_asks_a_real_client_with_its_limits(
    polling: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    real = aiohttp.ClientSession.__init__

    def note(self: aiohttp.ClientSession, **values: Any) -> None:
        given.append(values["timeout"])
        real(self, **values)

    monkeypatch.setattr(aiohttp.ClientSession, "__init__", note)
    await asked(polling)
    assert given == [telegram.LIMIT]
