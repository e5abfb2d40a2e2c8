"""Telegram: whether it knows our token, and where it takes its messages to."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.check import times
from bot.check.findings import Note, fail, ok, warn
from bot.clock import Clock
from bot.logs import Redaction, known_secrets
from bot.settings import Settings
from bot.web.telegram import PATH
from handlers.messages import Phrase

LIMIT = aiohttp.ClientTimeout(total=10, sock_connect=5)

MANY = 100
"""Messages waiting at Telegram above which nobody seems to take them."""

RECENT = timedelta(days=1)
"""How long Telegram keeps messages; what failed before has no consequence any more."""

_BOT, _INCOMING = Phrase("check-telegram"), Phrase("check-incoming")
_REFUSED = (401, 404)
"""What Telegram answers to a token it does not know."""


class NotTheBotApi(Exception):
    """Something answers at this address, but not Telegram."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Telegram answered, and its time when it did."""

    status: int
    result: dict[str, Any]
    description: str
    at: datetime | None


async def examined(settings: Settings, clock: Clock) -> AsyncIterator[Note]:
    """Ask Telegram who we are, what time it is, and how it delivers to us."""
    if settings.telegram_token is None:
        return
    redacted = Redaction(known_secrets(settings)).text
    address = settings.telegram_api_url + settings.telegram_token.get_secret_value()
    try:
        async with aiohttp.ClientSession(timeout=LIMIT) as client:
            me = await _asked(client, f"{address}/getMe")
            now = clock()
            hook = await _asked(client, f"{address}/getWebhookInfo")
    except (aiohttp.ClientError, TimeoutError, NotTheBotApi) as error:
        found = Phrase("check-telegram-silent", {"why": type(error).__name__})
        yield fail(_BOT, found, Phrase("check-telegram-silent-advice"))
        return
    yield known(me, redacted(me.description))
    if me.at:
        yield times.beside(now, me.at, "Telegram")
    if hook.result:
        yield delivered(settings, redacted(str(hook.result.get("url", ""))))
        yield waiting(int(hook.result.get("pending_update_count", 0)))
        failed_at = datetime.fromtimestamp(hook.result.get("last_error_date", 0), UTC)
        if now - failed_at < RECENT:
            yield failed(failed_at, redacted(str(hook.result.get("last_error_message", ""))))


async def _asked(client: aiohttp.ClientSession, url: str) -> Answer:
    async with client.get(url) as answer:
        try:
            body = await answer.json(content_type=None)
            date = answer.headers.get("Date")
            return Answer(
                answer.status,
                body.get("result") or {},
                str(body.get("description", "")),
                parsedate_to_datetime(date).astimezone(UTC) if date else None,
            )
        except (ValueError, AttributeError):
            raise NotTheBotApi from None


def known(me: Answer, description: str) -> Note:
    if me.status in _REFUSED:
        return fail(_BOT, Phrase("check-telegram-token"), Phrase("check-telegram-token-advice"))
    if not me.result:
        found = Phrase("check-telegram-refused", {"status": str(me.status), "why": description})
        return fail(_BOT, found, Phrase("check-telegram-silent-advice"))
    return ok(_BOT, Phrase("check-telegram-fine", {"bot": f"@{me.result.get('username')}"}))


def delivered(settings: Settings, url: str) -> Note:
    """Where messages go, beside where we wait for them."""
    if settings.telegram_mode == "polling":
        if not url:
            return ok(_INCOMING, Phrase("check-incoming-polling"))
        found = Phrase("check-incoming-elsewhere", {"url": url})
        return fail(_INCOMING, found, Phrase("check-incoming-polling-advice"))
    if url == settings.public_url + PATH:
        return ok(_INCOMING, Phrase("check-incoming-webhook", {"url": url}))
    if not url:
        found, advice = Phrase("check-incoming-unset"), Phrase("check-incoming-unset-advice")
        return warn(_INCOMING, found, advice)
    found = Phrase("check-incoming-elsewhere", {"url": url})
    return fail(_INCOMING, found, Phrase("check-incoming-webhook-advice"))


def waiting(count: int) -> Note:
    found = Phrase("check-incoming-waiting", {"count": count})
    if count > MANY:
        return warn(_INCOMING, found, Phrase("check-incoming-waiting-advice"))
    return ok(_INCOMING, found)


def failed(at: datetime, why: str) -> Note:
    found = Phrase("check-incoming-failed", {"at": at, "why": why})
    return warn(_INCOMING, found, Phrase("check-incoming-failed-advice"))
