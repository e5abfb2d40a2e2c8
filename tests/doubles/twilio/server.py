"""The double itself: what a test holds in its hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from tests.doubles.twilio.control import Control
from tests.doubles.twilio.faults import Fault, Params
from tests.doubles.twilio.front import Call, Front
from tests.doubles.twilio.messages import Message
from tests.doubles.twilio.phones import Phone
from tests.doubles.twilio.webhooks import SharedKey
from tests.doubles.twilio.world import World

ACCOUNT_SID = "AC" + "0123456789abcdef" * 2
AUTH_TOKEN = "twilio-auth-token-of-the-double"
API_KEY = "SK" + "fedcba9876543210" * 2
API_SECRET = "twilio-api-secret-of-the-double"
NUMBER = "+628110001111"
PUBLIC = "https://pesan.example.id"


class Twilio:
    """Twilio for one account with one WhatsApp sender, on the loopback interface.

    `resolve` leads from public addresses to where the desk really listens; `refused` are the calls
    answered with 4xx, `failed` the messages that failed after their 201; `lost` are inbound
    messages no webhook took, `odd_answers` what a webhook said to a customer.
    """

    def __init__(
        self,
        account_sid: str = ACCOUNT_SID,
        auth_token: str = AUTH_TOKEN,
        *,
        number: str = NUMBER,
        inbound_url: str = PUBLIC + "/whatsapp#rc=3&rp=all",
        port: int = 0,
        seed: int = 1,
        control: bool = False,
    ) -> None:
        self.world = World(account_sid, auth_token, number, seed=seed)
        self.world.inbound_url = inbound_url
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.api_key = API_KEY
        self.api_secret = API_SECRET
        self.number = number
        self.clock = self.world.clock
        self.limits = self.world.limits
        self.faults = self.world.faults
        self.statuses = self.world.statuses
        self.contents = self.world.contents
        self.webhooks = self.world.webhooks
        self.resolve = self.world.webhooks.resolve
        self.refused = self.world.refused
        self.lost = self.world.lost
        self.odd_answers = self.world.odd_answers
        keys = {account_sid: auth_token, API_KEY: API_SECRET}
        more = Control(self).add_to if control else None
        self._front = Front(self.world, keys, port=port, more=more)
        self.calls = self._front.calls
        self.leaks = self._front.leaks

    # State a test looks at or turns

    @property
    def base_url(self) -> str:
        """The address that stands for all of Twilio's hosts."""
        return f"http://127.0.0.1:{self._front.port}"

    @property
    def inbound_url(self) -> str:
        """The public address of the desk, with the overrides in its fragment; empty for none."""
        return self.world.inbound_url

    @inbound_url.setter
    def inbound_url(self, url: str) -> None:
        self.world.inbound_url = url

    @property
    def sent(self) -> list[Message]:
        """The messages of the desk that were accepted, oldest first."""
        return [message for message in self.world.messages if not message.inbound]

    @property
    def failed(self) -> list[Message]:
        """Those of them that failed after all."""
        return [message for message in self.sent if message.code]

    def phone(self, number: str, name: str, bsuid: str = "", *, hidden: bool = False) -> Phone:
        """Somebody's phone; `hidden` shows the desk only the other id."""
        known = self.world.phone(number or bsuid)
        if known is None:
            known = Phone(self.world, number, name, bsuid, hidden=hidden)
            self.world.phones.append(known)
        return known

    def fault(
        self,
        operation: str,
        fault: Fault,
        times: int = 1,
        *,
        when: Callable[[Params], bool] = lambda _: True,
    ) -> None:
        """Let the next `times` calls fail so: "send", "list", "media"… or "*" (see routes)."""
        at = "journey" if fault.code else operation
        self.world.faults.order(at, fault, times, when)

    def called(self, operation: str) -> list[Call]:
        """The calls of one operation."""
        return [call for call in self.calls if call.operation == operation]

    def approves(self, name: str) -> None:
        """WhatsApp accepts a template, named by its name, its friendly name or its sid."""
        self._judge(name, "approved", "")

    def rejects(self, name: str, reason: str) -> None:
        """WhatsApp does not."""
        self._judge(name, "rejected", reason)

    def sign_with(self, key: SharedKey | None) -> None:
        """Sign webhooks with a shared key from now on; None is the auth token again."""
        self.webhooks.shared_key = key

    def webhooks_down(self) -> None:
        """Nothing reaches the desk: inbound messages are only listed, callbacks are gone."""
        self.webhooks.down = True

    def webhooks_up(self) -> None:
        """What comes from now on is posted again."""
        self.webhooks.down = False

    def advance(self, seconds: float = 0, *, hours: float = 0, days: float = 0) -> None:
        """Let time pass without waiting for it."""
        self.clock.advance(seconds, hours=hours, days=days)

    async def settled(self) -> None:
        """Wait until every accepted message arrived or failed, and its callbacks are told."""
        await self.world.settled()

    # Running

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen; after `stop` on the same port, with everything that was known."""
        await self._front.listen()
        self.webhooks.resume()

    async def stop(self) -> None:
        """An outage: nobody listens, and nothing is told any more."""
        await self.world.abandon()
        await self.webhooks.pause()
        await self._front.close()

    def _judge(self, name: str, status: str, reason: str) -> None:
        approval = self.contents.find(name).approval
        assert approval, f"{name} was not submitted"
        approval.status, approval.reason = status, reason
