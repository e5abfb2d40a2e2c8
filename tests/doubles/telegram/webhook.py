"""Delivery by webhook: one queue per chat, another per person who presses, retries that slow down.

Source: the public source of the Bot API server; the description of setWebhook for its limits.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import aiohttp

from tests.doubles.telegram.clock import Bell, Clock
from tests.doubles.telegram.errors import Json, bad_request, too_many_requests
from tests.doubles.telegram.params import Params
from tests.doubles.telegram.updates import BY_DEFAULT, Update, Updates

LONGEST_RETRY_AFTER = 3600
GIVE_UP_410 = 23 * 3600
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


@dataclass(frozen=True)
class Settings:
    """What setWebhook was told."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40


@dataclass(frozen=True)
class Delivery:
    """One attempt: which update, when, and what the other side answered (None: nothing)."""

    update_id: int
    at: float
    status: int | None


@dataclass
class _Failing:
    """How often the head of a queue failed, and how long it rests."""

    delay: int = 1
    times: int = 0


@dataclass
class Pace:
    """How fast time runs for retries: `scale` real seconds for each of Telegram's."""

    scale: float = 0.01
    patience: float = 60.0
    http_allowed: bool = True


@dataclass
class Webhook:
    """The webhook, its queues and its last error.

    `leads_to` plays the proxy in front of a bot: where posts to a public address really go.
    """

    updates: Updates
    clock: Clock
    chance: random.Random
    run_method: Callable[[str, Json], Awaitable[None]]
    pace: Pace = field(default_factory=Pace)
    leads_to: dict[str, str] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    deliveries: list[Delivery] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._queues: dict[object, deque[Update]] = {}
        self._loaded: set[Update] = set()
        self._workers: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(40)
        self._tried = Bell()
        self._session: aiohttp.ClientSession | None = None
        self._gone_since: float | None = None
        self._next_allowed = 0.0
        self._error: tuple[int, str] | None = None
        self.updates.on_new.append(self._load)

    def is_set(self) -> bool:
        """Whether updates go to a webhook (so getUpdates is refused)."""
        return bool(self.settings.url)

    async def set(self, params: Params) -> str:
        """Bot API: setWebhook and deleteWebhook (which is an empty url)."""
        settings = self._read(params)
        if settings.url:
            self._brake()
        if params.flag("drop_pending_updates"):
            self.updates.clear()
        elif settings == self.settings:
            self.updates.allow(params.json("allowed_updates"))
            return f"Webhook is already {'set' if settings.url else 'deleted'}"
        self.updates.allow(params.json("allowed_updates"))
        await self.pause()
        self.settings, self._error, self._gone_since = settings, None, None
        self.resume()
        return "Webhook was set" if settings.url else "Webhook was deleted"

    def info(self) -> Json:
        """Bot API: getWebhookInfo."""
        info: Json = {
            "url": self.settings.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.waiting()),
        }
        if self.settings.url:
            info["max_connections"] = self.settings.max_connections
            info["ip_address"] = "127.0.0.1"
        if self.updates.allowed != BY_DEFAULT:
            info["allowed_updates"] = sorted(self.updates.allowed)
        if self._error:
            info["last_error_date"], info["last_error_message"] = self._error
        return info

    def resume(self) -> None:
        """Start delivering what waits."""
        if self.is_set() and self._session is None:
            self._free = asyncio.Semaphore(self.settings.max_connections)
            self._session = aiohttp.ClientSession()
            self._load()

    async def pause(self) -> None:
        """Stop delivering; whatever was not confirmed by a 2xx stays in the queue."""
        workers = list(self._workers)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        self._queues, self._loaded = {}, set()
        session, self._session = self._session, None
        if session:
            await session.close()

    async def attempts(self, count: int, timeout: float = 5.0) -> list[Delivery]:
        """Wait until so many deliveries were tried; a failure if they are not."""
        deadline = asyncio.get_running_loop().time() + timeout
        while len(self.deliveries) < count:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self._tried.wait(left):
                raise AssertionError(f"only {len(self.deliveries)} deliveries of {count}")
        return self.deliveries

    def _brake(self) -> None:
        """Public source of the server: one setWebhook a second."""
        if self.clock.now() < self._next_allowed:
            raise too_many_requests(1)
        self._next_allowed = self.clock.now() + 1

    def _read(self, params: Params) -> Settings:
        url = params.text("url")
        if not url:
            return Settings()
        secret = params.text("secret_token")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if "://" not in url:
            raise bad_request("invalid webhook URL specified")
        if not url.startswith("https://") and not self.pace.http_allowed:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        return Settings(url, secret, params.whole("max_connections", 40, low=1, high=100))

    def _load(self) -> None:
        if self._session is None:
            return
        for update in self.updates.waiting():
            if len(self._loaded) >= 2 * self.settings.max_connections:
                return
            if update not in self._loaded:
                self._loaded.add(update)
                self._queue(update)

    def _queue(self, update: Update) -> None:
        queue = self._queues.get(update.queue)
        if queue is None:
            queue = self._queues[update.queue] = deque()
            worker = asyncio.create_task(self._serve(update.queue, queue))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        queue.append(update)

    async def _serve(self, name: object, queue: deque[Update]) -> None:
        failing = _Failing()
        while queue:
            update = queue[0]
            async with self._free:
                status, retry_after = await self._post(update)
            self.deliveries.append(Delivery(update.id, self.clock.now(), status))
            wait = self._next(update, status, retry_after, failing)
            self._tried.ring()
            if wait is None:
                queue.popleft()
                self._loaded.discard(update)
                self.updates.forget(update)
                failing = _Failing()
                self._load()
            else:
                await asyncio.sleep(wait * self.pace.scale)
        if self._queues.get(name) is queue:
            del self._queues[name]

    def _next(
        self, update: Update, status: int | None, retry_after: int, failing: _Failing
    ) -> int | None:
        """Seconds until this update is tried again, or None when it is done with."""
        if status is not None and 200 <= status <= 299:
            self._gone_since = None
            return None
        self._note_failure(status)
        wait = min(max(retry_after, 0), LONGEST_RETRY_AFTER)
        if not wait and failing.times:
            failing.delay = min(self.chance.randint(60, 120), failing.delay * 2)
            wait = failing.delay
        failing.times += 1
        return None if self.clock.now() + wait > update.expires else wait

    def _note_failure(self, status: int | None) -> None:
        said = "Webhook connection closed"
        if status is not None:
            said = f"Wrong response from the webhook: {status}"
        self._error = (self.clock.unix(), said)
        if status != 410:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = self.clock.now()
        elif self.clock.now() > self._gone_since + GIVE_UP_410:
            self.settings = replace(self.settings, url="")
            for worker in list(self._workers):
                worker.cancel()

    async def _post(self, update: Update) -> tuple[int | None, int]:
        session, settings = self._session, self.settings
        if session is None:
            return None, 0
        headers = {"X-Telegram-Bot-Api-Secret-Token": settings.secret} if settings.secret else {}
        try:
            async with session.post(
                self._behind(settings.url),
                json=update.as_json(),
                headers=headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=self.pace.patience),
            ) as response:
                if response.ok and response.status < 300:
                    await self._run_reply(response)
                after = response.headers.get("Retry-After", "")
                return response.status, int(after) if after.isdigit() else 0
        except (aiohttp.ClientError, TimeoutError):
            return None, 0

    def _behind(self, url: str) -> str:
        for public, inner in self.leads_to.items():
            if url.startswith(public):
                return inner + url.removeprefix(public)
        return url

    async def _run_reply(self, response: aiohttp.ClientResponse) -> None:
        """Bot API: a webhook may answer with one method call; nobody learns its result."""
        if response.content_type != "application/json":
            return
        body = await response.json()
        method = str(body.pop("method", "")).lower() if isinstance(body, dict) else ""
        if method and not method.startswith(("get", "setwebhook", "deletewebhook")):
            await self.run_method(method, body)
