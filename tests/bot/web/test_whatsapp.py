"""Twilio's webhooks: whose forms are read, what is kept of them, and when they are answered."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import permutations
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import aiohttp
import pytest
import pytest_asyncio
import uvicorn
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import delete, select
from starlette.datastructures import ImmutableMultiDict
from structlog.testing import capture_logs
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from bot.intake import Intake
from bot.metrics import Metrics
from bot.web.app import web_app
from bot.web.whatsapp import LARGEST_FORM, MOST_FIELDS, PATH, STATUS_PATH, webhooks
from handlers.messages import Address, Reach, Receipt, Said
from storage import codec, tables
from storage.codec import Arrival
from storage.database import Database
from tests import desks
from tests.bot.channels.whatsapp.forms import ACCOUNT, SID, media, message, status
from tests.desks import HandClock
from tests.doubles.twilio import Twilio

PUBLIC = "https://pesan.example.id"
TOKEN, OTHER_SECRET = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"
FORM = "application/x-www-form-urlencoded"
SIGNATURE, SETTINGS = "X-Twilio-Signature", "X-Twilio-Webhooks-Signature-Settings"

Pairs = Sequence[tuple[str, str]]


class Desk:
    """A real intake on a real database, whose commits a test can hold up or spoil."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._intake = Intake(database, desks.SHOP, HandClock(), Metrics())

    async def forget(self) -> None:
        await self._database.write(lambda c: c.execute(delete(tables.inbox)))
        self.taken: list[Arrival] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.failure: Exception | None = None

    async def take(self, arrivals: Sequence[Arrival]) -> None:
        await self.gate.wait()
        if self.failure:
            raise self.failure
        await self._intake.take(arrivals)
        self.taken += arrivals

    async def kept(self) -> list[Any]:
        """The bodies in the inbox, and how each ended."""
        i = tables.inbox.c
        rows = await desks.rows(self._database, select(i.state, i.body).order_by(i.id))
        return [(state, json.loads(body)) for state, body in rows]

    async def errands(self) -> list[Any]:
        """What the outbox is to get from the channel."""
        rows = await desks.rows(self._database, select(tables.outbox.c.body))
        return [body for body in rows if "fetch" in body]


pytestmark = pytest.mark.asyncio(loop_scope="module")
"""One server stands for all tests; each finds its inbox empty."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[str, Desk]]:
    async def well() -> dict[str, bool]:
        return {"database": True}

    async with desks.opened(tmp_path_factory.mktemp("whatsapp")) as database:
        desk = Desk(database)
        secrets = (TOKEN, OTHER_SECRET)
        routes = webhooks(
            desk.take, public_url=PUBLIC, account_sid=ACCOUNT, secrets=secrets, clock=HandClock()
        )
        app = web_app(Metrics(), well, routes)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
        with patch.object(server, "capture_signals", nullcontext):
            task = asyncio.create_task(server.serve())
            while not server.started:
                await asyncio.sleep(0.01)
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", desk
            server.should_exit = True
            await task


@pytest.fixture
def url(standing: tuple[str, Desk]) -> str:
    return standing[0]


@pytest_asyncio.fixture(loop_scope="module")
async def desk(standing: tuple[str, Desk]) -> Desk:
    await standing[1].forget()
    return standing[1]


@pytest_asyncio.fixture(loop_scope="module")
async def client(url: str) -> AsyncIterator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(url, connector=connector) as session:
        yield session


def signature(
    form: Mapping[str, str] | Pairs, path: str = PATH, token: str = TOKEN, **more: str
) -> str:
    fields: Any = ImmutableMultiDict(form)
    return str(RequestValidator(token).compute_signature(PUBLIC + path, fields, **more))


async def post(
    client: aiohttp.ClientSession,
    body: bytes | str,
    path: str = PATH,
    headers: Mapping[str, str] | None = None,
) -> int:
    sent = io.BytesIO(body if isinstance(body, bytes) else body.encode())
    headers = {"Content-Type": FORM, **(headers or {})}
    async with client.post(path, data=sent, headers=headers) as answer:
        return answer.status


async def posted(
    client: aiohttp.ClientSession, form: Mapping[str, str] | Pairs, path: str = PATH, **more: str
) -> int:
    """Post a form as Twilio does: with a signature for the address it was told."""
    return await post(client, urlencode(form), path, {SIGNATURE: signature(form, path, **more)})


async def test_a_signed_message_is_kept_and_answered_with_nothing_to_send(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    form = message(Body="halo 👋")
    sent = {"data": urlencode(form), "headers": {"Content-Type": FORM, SIGNATURE: signature(form)}}
    async with client.post(PATH, **sent) as answer:  # type: ignore[arg-type]
        assert answer.status == 200
        assert answer.content_type == "text/xml"
        body = await answer.text()
    assert body == str(MessagingResponse())
    assert body == '<?xml version="1.0" encoding="UTF-8"?><Response />'
    assert await desk.kept() == [("done", form)]
    [arrival] = desk.taken
    assert isinstance(arrival.heard, Said)
    assert (arrival.ext_id, arrival.heard.text, arrival.heard.at) == (SID, "halo 👋", desks.NOON)


async def test_a_form_is_read_as_it_was_signed_with_what_is_blank_and_every_space(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    form = message(Body="", ProfileName="  Dewi ", News="a+b & c=d\r\n%41", Empty="")
    assert await posted(client, form) == 200
    assert await desk.kept() == [("done", form)]


@pytest.mark.parametrize(
    "content_type", [f"{FORM}; charset=UTF-8", f"{FORM} ;charset=utf-8", FORM.title()]
)
async def test_a_form_is_one_however_it_says_so(
    client: aiohttp.ClientSession, desk: Desk, content_type: str
) -> None:
    headers = {"Content-Type": content_type, SIGNATURE: signature(message())}
    assert await post(client, urlencode(message()), headers=headers) == 200
    assert len(await desk.kept()) == 1


async def test_a_message_posted_again_is_the_same_message(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    for _ in range(3):
        assert await posted(client, message()) == 200
    assert len(await desk.kept()) == 1


async def test_a_picture_is_fetched_by_an_errand_kept_with_it(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    assert await posted(client, message(Body="", **media())) == 200
    assert await desk.errands() == [codec.outgoing(e) for e in desk.taken[0].errands] != []


async def test_what_a_proxy_made_of_the_request_does_not_matter(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    headers = {
        "Host": "[127.0.0.1",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
        SIGNATURE: signature(message()),
    }
    assert await post(client, urlencode(message()), headers=headers) == 200
    assert len(await desk.kept()) == 1


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("?row=123", 123),
        ("?row=abc", 0),
        ("?row=", 0),
        ("?row=-1", 0),
        ("?row=%D9%A3", 0),
        ("?row=1e3", 0),
        ("?row=99999999999999999999", 0),
        ("?other=%20x", 0),
        ("", 0),
    ],
)
async def test_a_status_is_told_of_the_row_it_was_asked_for(
    client: aiohttp.ClientSession, desk: Desk, query: str, row: int
) -> None:
    assert await posted(client, status("read"), STATUS_PATH + query) == 200
    [arrival] = desk.taken
    assert arrival.heard == Receipt(row, "whatsapp", SID, "read", desks.NOON)
    assert await desk.kept() == [("done", status("read"))]


async def test_each_status_of_a_message_is_kept_once_in_whatever_order(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    for state in ("read", "sent", "delivered", "queued", "read", "sent"):
        assert await posted(client, status(state), f"{STATUS_PATH}?row=7") == 200
    states = [form["MessageStatus"] for _, form in await desk.kept()]
    assert states == ["read", "sent", "delivered", "queued"]


async def test_what_is_signed_but_cannot_be_read_is_set_aside_once(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    form = message(From="messenger:1")
    assert [await posted(client, form) for _ in range(2)] == [200, 200]
    assert await desk.kept() == [("aside", form)]


async def test_the_other_secret_is_believed_while_keys_are_changed(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    assert await posted(client, message(), token=OTHER_SECRET) == 200
    assert len(await desk.kept()) == 1


async def test_a_shared_key_is_believed_by_the_hash_it_names(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    headers = {
        SIGNATURE: signature(message(), token=OTHER_SECRET, algorithm="HMAC_SHA256"),
        SETTINGS: "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256",
    }
    assert await post(client, urlencode(message()), headers=headers) == 200
    assert len(await desk.kept()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SIGNATURE: ""},
        {SIGNATURE: "x"},
        {SIGNATURE: "é" * 28},
        {SIGNATURE: "A" * 5000},
        {SIGNATURE: signature(message())[:-1]},
        {SIGNATURE: signature(message(), token="")},
        {SIGNATURE: signature(message(), token=ACCOUNT)},
        {SIGNATURE: signature(message(Body="lain"))},
        {SIGNATURE: signature(message(), "/elsewhere")},
    ],
)
@pytest.mark.parametrize("path", [PATH, STATUS_PATH, f"{STATUS_PATH}?row=1"])
async def test_what_nobody_we_know_has_signed_leaves_no_row(
    client: aiohttp.ClientSession, desk: Desk, path: str, headers: dict[str, str]
) -> None:
    with capture_logs() as logged:
        assert await post(client, urlencode(message()), path, headers) == 403
    assert await desk.kept() == []
    path, _, _ = path.partition("?")
    assert [(e["event"], e["path"]) for e in logged] == [("webhook_not_genuine", path)]


@pytest.mark.parametrize("settings", ["algorithm=HMAC_SHA256", "algorithm=none", "algorithm=é"])
async def test_a_signature_by_another_hash_than_it_names_leaves_no_row(
    client: aiohttp.ClientSession, desk: Desk, settings: str
) -> None:
    headers = {SIGNATURE: signature(message()), SETTINGS: settings}
    assert await post(client, urlencode(message()), headers=headers) == 403
    assert await desk.kept() == []


ADDRESSES = (PATH, STATUS_PATH, f"{STATUS_PATH}?row=1", f"{STATUS_PATH}?row=2", f"{PATH}?row=1")


@pytest.mark.parametrize(("signed_for", "path"), tuple(permutations(ADDRESSES, 2)))
async def test_what_was_signed_for_one_address_is_not_believed_at_another(
    client: aiohttp.ClientSession, desk: Desk, signed_for: str, path: str
) -> None:
    headers = {SIGNATURE: signature(message(), signed_for)}
    assert await post(client, urlencode(message()), path, headers) == 403
    assert await desk.kept() == []


@pytest.mark.parametrize("account", ["AC" + "0b" * 16, "", ACCOUNT.upper(), ACCOUNT + " "])
async def test_what_another_account_has_signed_leaves_no_row(
    client: aiohttp.ClientSession, desk: Desk, account: str
) -> None:
    assert await posted(client, message(AccountSid=account)) == 403
    assert await posted(client, status(AccountSid=account), STATUS_PATH) == 403
    assert await desk.kept() == []


async def test_a_form_that_names_no_account_leaves_no_row(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    form = message()
    del form["AccountSid"]
    assert await posted(client, form) == 403
    assert await desk.kept() == []


@pytest.mark.parametrize(
    "repeated", ["Body", "From", "MessageSid", "AccountSid", "ButtonPayload", "MediaUrl0"]
)
async def test_a_field_that_means_something_may_come_only_once(
    client: aiohttp.ClientSession, desk: Desk, repeated: str
) -> None:
    fields = message(ButtonPayload="/order", **media())
    pairs = [*fields.items(), (repeated, fields[repeated])]
    assert await posted(client, pairs) == 400
    assert await desk.kept() == []


async def test_a_field_that_means_nothing_may_come_twice(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    assert await posted(client, [*message().items(), ("Tag", "b"), ("Tag", "a")]) == 200
    assert len(await desk.kept()) == 1


def with_fields(count: int) -> dict[str, str]:
    more = (f"Field{at}" for at in range(count - len(message())))
    return message(**dict.fromkeys(more, ""))


async def test_a_form_of_too_many_fields_is_refused(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    assert await posted(client, with_fields(MOST_FIELDS)) == 200
    for count in (MOST_FIELDS + 1, 200):
        assert await posted(client, with_fields(count)) == 400
    assert await post(client, "a&" * 100_000) == 400
    assert len(await desk.kept()) == 1


def of_size(size: int) -> dict[str, str]:
    form = message(Body="")
    return {**form, "Body": "x" * (size - len(urlencode(form)))}


async def test_what_is_too_large_is_refused_and_one_byte_less_is_not(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    assert await posted(client, of_size(LARGEST_FORM)) == 200
    assert await posted(client, of_size(LARGEST_FORM + 1)) == 413
    assert len(await desk.kept()) == 1


@pytest.mark.parametrize("path", [PATH, STATUS_PATH])
async def test_of_what_is_too_large_no_more_is_read_than_shows_it(
    url: str, desk: Desk, path: str
) -> None:
    host, _, port = url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\n"
    writer.write(f"{head}Content-Length: 10485760\r\n\r\n".encode())
    writer.write(b"x" * (LARGEST_FORM + 1))  # and never the rest of the 10 MB
    await writer.drain()
    line = await asyncio.wait_for(reader.readline(), 5)
    assert b"413" in line
    writer.close()
    assert await desk.kept() == []


@pytest.mark.parametrize(
    "content_type",
    ["", "application/json", "multipart/form-data; boundary=x", FORM + "x", "é", ";"],
)
async def test_what_is_no_form_is_refused(
    client: aiohttp.ClientSession, desk: Desk, content_type: str
) -> None:
    headers = {"Content-Type": content_type, SIGNATURE: signature(message())}
    assert await post(client, urlencode(message()), headers=headers) == 415
    assert await desk.kept() == []


@pytest.mark.parametrize(
    "body", [b"Body=%ff", b"Body=\xff", b"%c3=1", b"Body=%ed%a0%80", b"Body=%f5%80%80%80"]
)
async def test_what_is_not_utf_8_is_a_bad_request(
    client: aiohttp.ClientSession, desk: Desk, body: bytes
) -> None:
    assert await post(client, body) == 400
    assert await desk.kept() == []


@pytest.mark.parametrize("body", ["", "&", "=", "halo", "{}", "%", "%zz=%", "a=b=c&&", "\x00"])
async def test_what_holds_no_fields_of_ours_is_not_believed(
    client: aiohttp.ClientSession, desk: Desk, body: str
) -> None:
    assert await post(client, body) == 403
    assert await desk.kept() == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", [PATH, STATUS_PATH])
async def test_only_posts_are_heard(
    client: aiohttp.ClientSession, desk: Desk, path: str, method: str
) -> None:
    headers = {SIGNATURE: signature(message(), path)}
    async with client.request(method, path, params=message(), headers=headers) as answer:
        assert answer.status == 405
    assert await desk.kept() == []


async def test_it_is_answered_only_after_the_commit(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    desk.gate.clear()
    posting = asyncio.create_task(posted(client, message()))
    await asyncio.sleep(0.2)
    assert not posting.done()
    desk.gate.set()
    assert await posting == 200
    assert len(await desk.kept()) == 1


async def test_what_could_not_be_kept_is_asked_for_again(
    client: aiohttp.ClientSession, desk: Desk
) -> None:
    desk.failure = OSError("disk full")
    with capture_logs() as logged:
        assert await posted(client, message()) == 503
    assert [(e["event"], e["log_level"]) for e in logged] == [("webhook_not_kept", "error")]
    desk.failure = None
    assert await posted(client, message()) == 200
    assert len(await desk.kept()) == 1


async def test_what_people_do_on_their_phones_is_heard(url: str, desk: Desk) -> None:
    async with Twilio(ACCOUNT, TOKEN) as twilio:
        twilio.resolve[PUBLIC] = url
        dewi = twilio.phone("+6281234567890", "Dewi", "ID.4566546130240823")
        await dewi.says("Halo #ig_nov")
        await dewi.sends_location(-0.9471, 100.4172, "Hotel Contoh")
        await dewi.sends_picture(b"a picture", "image/jpeg", "logo kami")
        await dewi.stops()
        await twilio.phone("", "Rina", "ID.77", hidden=True).says("halo")
        assert not twilio.lost
        assert not twilio.odd_answers
        assert len(await desk.kept()) == 5
    said = [arrival.heard for arrival in desk.taken if isinstance(arrival.heard, Said)]
    assert [(s.sender, s.text, len(s.attachments)) for s in said] == [
        (dewi.number, "Halo", 0),
        (dewi.number, "Hotel Contoh (-0.9471, 100.4172)", 0),
        (dewi.number, "logo kami", 1),
        ("ID.77", "halo", 0),
    ]
    assert desk.taken[3].heard == Reach(Address("whatsapp", dewi.number), False, desks.NOON)


async def called(
    path: str, body: bytes, headers: Sequence[tuple[bytes, bytes]], query: bytes = b""
) -> tuple[int, list[Arrival]]:
    """Call the app as a server would, with no wire between that could refuse anything."""
    taken: list[Arrival] = []
    statuses: list[int] = []

    async def take(arrivals: list[Arrival]) -> None:
        taken.extend(arrivals)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(event: Any) -> None:
        statuses.extend([event["status"]] if "status" in event else [])

    async def well() -> dict[str, bool]:
        return {}

    routes = webhooks(
        take, public_url=PUBLIC, account_sid=ACCOUNT, secrets=(TOKEN,), clock=HandClock()
    )
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": query,
        "headers": [(b"content-type", FORM.encode()), *headers],
    }
    await web_app(Metrics(), well, routes)(scope, receive, send)
    return statuses[0], taken


GARBAGE = st.binary(max_size=60)
FORM_LIKE = st.lists(st.sampled_from([b"Body", b"=", b"&", b"%", b"ff", b"+", b"\xff"])).map(
    b"".join
)


@given(
    st.sampled_from([PATH, STATUS_PATH]),
    GARBAGE | FORM_LIKE,
    st.lists(st.tuples(st.sampled_from([SIGNATURE, SETTINGS, "host"]), GARBAGE), max_size=3),
    GARBAGE | st.just(b"row=1"),
)
@example(PATH, b"&" * 200, [], b"")
async def test_whatever_is_posted_unsigned_is_refused(
    path: str, body: bytes, headers: list[tuple[str, bytes]], query: bytes
) -> None:
    given_headers = [(name.lower().encode(), value) for name, value in headers]
    found, taken = await called(path, body, given_headers, query)
    assert found in {400, 403}
    assert not taken


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.dictionaries(TEXTS, TEXTS, max_size=5))
@example({"": ""})
async def test_whatever_twilio_signs_is_kept_as_it_was_written(more: dict[str, str]) -> None:
    form = {**message(), **more, "AccountSid": ACCOUNT}
    headers = [(SIGNATURE.lower().encode(), signature(form).encode())]
    found, [arrival] = await called(PATH, urlencode(form).encode(), headers)
    assert found == 200
    assert json.loads(arrival.body) == form
