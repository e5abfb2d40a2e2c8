"""Twilio's webhooks: a message is answered 200 only when it is on our disk."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import structlog
from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.twiml.messaging_response import MessagingResponse

from bot.channels.whatsapp.signature import genuine
from bot.channels.whatsapp.updates import arrival, meant, receipt
from bot.clock import Clock
from bot.web.app import body_up_to
from storage.codec import Arrival

PATH = "/whatsapp"
STATUS_PATH = "/whatsapp/status"

LARGEST_FORM = 256 * 1024
"""Bytes of one form; Twilio's are a few kilobytes."""
MOST_FIELDS = 100

_FORM = "application/x-www-form-urlencoded"
_NO_REPLY = str(MessagingResponse())
"""Anything else would be sent to the person; what we have to say goes through the outbox."""

Take = Callable[[list[Arrival]], Awaitable[None]]
_Form = ImmutableMultiDict[str, str]

log = structlog.get_logger()


def webhooks(
    take: Take, *, public_url: str, account_sid: str, secrets: Sequence[str], clock: Clock
) -> Sequence[Route]:
    """The routes Twilio posts to: messages of people, and what became of ours.

    Whatever no secret has signed leaves no row. What could not be kept is answered 503, so that
    Twilio, if its address of us ends in "#rp=all", sends it again.
    """
    door = _Door(take, public_url, account_sid, secrets)

    async def message(request: Request) -> Response:
        return await door.let_in(request, PATH, lambda form: arrival(form, clock()))

    async def status(request: Request) -> Response:
        row = _row(request.query_params.get("row", ""))
        return await door.let_in(request, STATUS_PATH, lambda form: receipt(form, row, clock()))

    return (
        Route(PATH, message, methods=["POST"]),
        Route(STATUS_PATH, status, methods=["POST"]),
    )


@dataclass(frozen=True, slots=True)
class _Door:
    take: Take
    public_url: str
    account_sid: str
    secrets: Sequence[str]

    async def let_in(
        self, request: Request, path: str, read: Callable[[Mapping[str, str]], Arrival]
    ) -> Response:
        form = await _form(request)
        if not self._is_genuine(request, path, form):
            log.warning("webhook_not_genuine", path=path)
            raise HTTPException(403)
        try:
            await self.take([read(form)])
        except Exception:
            log.exception("webhook_not_kept", path=path)
            raise HTTPException(503) from None
        return Response(_NO_REPLY, media_type="text/xml")

    def _is_genuine(self, request: Request, path: str, form: _Form) -> bool:
        """Whether our account signed it, for the address that Twilio was told: the one in the
        request is what a proxy made of it, or a stranger.
        """
        query = request.scope["query_string"].decode("latin-1")
        url = self.public_url + path + (f"?{query}" if query else "")
        signed = genuine(url, form, request.headers, self.secrets)
        return signed and form.get("AccountSid") == self.account_sid


async def _form(request: Request) -> _Form:
    """The fields as they were signed: blank ones too, and nothing trimmed.

    Raises what is answered to a request that holds no such form.
    """
    body = await body_up_to(request, LARGEST_FORM)
    if body is None:
        raise HTTPException(413)
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != _FORM:
        raise HTTPException(415)
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise HTTPException(400) from None
    names = [name for name, _ in pairs if meant(name)]
    if len(names) > len(set(names)):
        raise HTTPException(400)
    return ImmutableMultiDict(pairs)


def _row(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0
