"""Posts to the desk: signed over the public address, really sent to where that leads.

Sources: Twilio's pages on webhook security, on shared keys and on connection overrides (the
fragment `#rc=3&rp=all` of an address: how often and after what a post is tried again).
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urlsplit

import aiohttp
from twilio.request_validator import HMAC_SHA256, SIGNATURE_SETTINGS_HEADER, RequestValidator

from tests.doubles.telegram.clock import Bell

EMPTY = re.compile(r"\s*(<\?xml[^>]*\?>)?\s*<Response\s*(/>|>\s*</Response>)\s*")
CONNECT = 5.0
"""Seconds for a connection, unless the address says otherwise (`ct`, in milliseconds)."""


@dataclass(frozen=True)
class SharedKey:
    """The newer way of signing: another secret, another hash, named in a header."""

    id: str
    secret: str


@dataclass
class Delivery:
    """One post: to what public address, what, and what came back.

    `status` 0 is a connection that failed or an answer that did not come in time; `attempts`
    counts the tries.
    """

    url: str
    form: dict[str, str]
    token: str
    status: int = 0
    content_type: str = ""
    body: str = ""
    attempts: int = 0

    @property
    def taken(self) -> bool:
        """Whether the desk said 2xx."""
        return 200 <= self.status < 300

    @property
    def quiet(self) -> bool:
        """Whether the answer is one that says nothing to the customer."""
        if self.status == 204 or not self.body:
            return True
        return self.content_type == "text/xml" and bool(EMPTY.fullmatch(self.body))


@dataclass
class Webhooks:
    """The posts that are over, and how they are made.

    `resolve` leads from public addresses to real ones, as the proxy in front of the desk does;
    an address that leads nowhere and is not of this machine cannot be connected to.
    """

    auth_token: str
    chance: random.Random
    resolve: dict[str, str] = field(default_factory=dict)
    shared_key: SharedKey | None = None
    patience: float = 15.0
    down: bool = False
    deliveries: list[Delivery] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._posted = Bell()

    def resume(self) -> None:
        """Be able to post."""
        self._session = aiohttp.ClientSession(headers={"User-Agent": "TwilioProxy/1.1"})

    async def pause(self) -> None:
        """Post no more."""
        session, self._session = self._session, None
        if session:
            await session.close()

    def local(self, url: str) -> str:
        """Where a public address really leads; empty for nowhere."""
        for public, inner in self.resolve.items():
            if url.startswith((public + "/", public + "?")) or url == public:
                return inner + url.removeprefix(public)
        return url if urlsplit(url).hostname in {"127.0.0.1", "localhost", "::1"} else ""

    async def get(self, url: str) -> tuple[int, Mapping[str, str], bytes]:
        """Fetch media as Twilio does; status 0 for an address that cannot be reached."""
        local = self.local(url)
        if not local or self._session is None:
            return 0, {}, b""
        try:
            timeout = aiohttp.ClientTimeout(total=self.patience)
            async with self._session.get(local, timeout=timeout) as response:
                return response.status, response.headers, await response.read()
        except (aiohttp.ClientError, TimeoutError):
            return 0, {}, b""

    async def post(self, address: str, form: Mapping[str, str]) -> Delivery:
        """Post a form; what the fragment of the address allows is tried again."""
        url, fragment = urldefrag(address)
        overrides = dict(parse_qsl(fragment))
        token = self.chance.randbytes(16).hex()
        delivery = Delivery(url, dict(form), token)
        if self.down:
            return delivery
        try:
            async with asyncio.timeout(self.patience):
                await self._try(delivery, overrides)
        except TimeoutError:
            delivery.status = 0
        self.deliveries.append(delivery)
        self._posted.ring()
        return delivery

    async def posted(self, count: int, timeout: float = 5.0) -> list[Delivery]:
        """Wait until so many posts are over; a failure if they are not."""
        deadline = asyncio.get_running_loop().time() + timeout
        while len(self.deliveries) < count:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self._posted.wait(left):
                raise AssertionError(f"only {len(self.deliveries)} posts of {count}")
        return self.deliveries

    def signed(self, url: str, form: Mapping[str, str], token: str) -> dict[str, str]:
        """The headers of a post."""
        headers = {
            "I-Twilio-Idempotency-Token": token,
            "X-Home-Region": "us1",
            "Accept": "*/*",
        }
        secret, algorithm = self.auth_token, None
        if self.shared_key:
            secret, algorithm = self.shared_key.secret, HMAC_SHA256
            headers[SIGNATURE_SETTINGS_HEADER] = f"key={self.shared_key.id},algorithm={HMAC_SHA256}"
        validator = RequestValidator(secret)
        headers["X-Twilio-Signature"] = validator.compute_signature(url, dict(form), algorithm)
        return headers

    async def _try(self, delivery: Delivery, overrides: Mapping[str, str]) -> None:
        policies = set(overrides.get("rp", "ct").split(","))
        again = int(overrides.get("rc", "1"))
        while True:
            delivery.attempts += 1
            why = await self._once(delivery, overrides)
            if delivery.attempts > again or not {why, "all"} & policies or not why:
                return

    async def _once(self, delivery: Delivery, overrides: Mapping[str, str]) -> str:
        """One try; what a policy calls its failure, or nothing."""
        local = self.local(delivery.url)
        delivery.status = 0
        if not local or self._session is None:
            return "ct"
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=int(overrides.get("ct", CONNECT * 1000)) / 1000,
            sock_read=int(overrides.get("rt", self.patience * 1000)) / 1000,
        )
        try:
            async with self._session.post(
                local,
                data=delivery.form,
                headers=self.signed(delivery.url, delivery.form, delivery.token),
                allow_redirects=False,
                timeout=timeout,
            ) as response:
                delivery.body = await response.text()
                delivery.content_type = response.content_type
                delivery.status = response.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return "ct"
        except (aiohttp.ClientError, TimeoutError):
            return "rt"
        return {4: "4xx", 5: "5xx"}.get(delivery.status // 100, "")
