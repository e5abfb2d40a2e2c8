"""Orders on WhatsApp with the real program: pressed, typed, or told in one sentence; what
strangers post; and whose words are whose.
"""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from urllib.parse import urlencode

import aiohttp
import pytest
import pytest_asyncio
from twilio.request_validator import RequestValidator

from tests.doubles.twilio import Phone, Shown, Twilio
from tests.end_to_end.whatsapp_program import (
    CONFIRM,
    PATIENCE,
    PUBLIC,
    Desk,
    customer,
    is_clean,
    order_by_sentence,
    ordered,
    program,
    rows,
    until,
    with_words,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

Running = tuple[Twilio, Desk, Phone]
BUTTONS = ("EVA 5 mm", "All size 29 cm", "Polos", "Plastik OPP per…", "500")
MORE_BUTTONS = ("Kota Padang", "secepatnya")
TYPED = (
    ("setebal apa", "3"),
    ("Ukurannya", "1"),
    ("Polos atau", "polos"),
    ("Dikemas", "1"),
    ("Berapa pasang", "500"),
    ("Dikirim ke mana", "kota padang"),
    ("tanggal berapa", "secepatnya"),
)


async def by_pressing(phone: Phone, *, bare: bool) -> str:
    """A whole order by lists and buttons; `bare` presses bring nothing but their titles."""
    await phone.says("pesan #ig_nov")
    for label in (*BUTTONS, *MORE_BUTTONS):
        await phone.presses(label, bare=bare, timeout=PATIENCE)
    await whom(phone)
    await phone.presses(CONFIRM, bare=bare, timeout=PATIENCE)
    return await ordered(phone)


async def by_typing(phone: Phone) -> str:
    """A whole order by numbers and labels typed."""
    await phone.says("pesan")
    for asks, typed in TYPED:
        await phone.wait_text(asks, timeout=PATIENCE)
        await phone.says(typed)
    await whom(phone)
    await phone.wait_text("Sudah benar?", timeout=PATIENCE)
    await phone.says("1")
    return await ordered(phone)


async def whom(phone: Phone) -> None:
    await phone.wait_text("instansi mana", timeout=PATIENCE)
    await phone.says(f"Hotel {phone.name}")
    await phone.wait_text("Atas nama", timeout=PATIENCE)
    await phone.says(phone.name)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with program(tmp_path_factory.mktemp("desk")) as (twilio, desk, budi):
        yield twilio, desk, budi
        assert is_clean(twilio), (twilio.refused, twilio.failed, twilio.odd_answers)
        assert not twilio.limits.overruns
        assert await desk.stop() == 0, desk.log
        for secret in (twilio.auth_token, twilio.api_secret, "Tamu", "+62812"):
            assert secret not in desk.log


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def orders(running: Running) -> dict[str, asyncio.Task[str]]:
    """Three whole orders, side by side: nobody may be written to as fast as a test presses."""
    twilio = running[0]
    return {
        "pressed": asyncio.create_task(by_pressing(customer(twilio, 1), bare=False)),
        "typed": asyncio.create_task(by_typing(customer(twilio, 2))),
        "bare": asyncio.create_task(by_pressing(customer(twilio, 3), bare=True)),
    }


async def test_an_order_may_be_pressed_typed_or_told_by_titles_alone(
    running: Running, orders: dict[str, asyncio.Task[str]]
) -> None:
    twilio, desk, budi = running
    numbers = await asyncio.gather(*orders.values())
    assert len(set(numbers)) == 3
    assert await until(lambda: all(cards(budi, number) for number in numbers), PATIENCE)
    await twilio.settled()
    assert [len(cards(budi, number)) for number in numbers] == [1, 1, 1]
    totals = "select count(distinct total), count(*) from quotes"
    assert rows(desk.folder, totals) == [(1, 3)]
    asked = "select source, phone from contacts where ext_id = ?"
    phone = customer(twilio, 1)
    assert rows(desk.folder, asked, phone.number) == [("ig_nov", phone.number)]


def cards(phone: Phone, number: str) -> list[Shown]:
    return [shown for shown in with_words(phone, number) if "HPP" in shown.text]


async def test_one_sentence_is_an_order_and_its_approval_is_heard_of(running: Running) -> None:
    twilio, _, budi = running
    phone = customer(twilio, 4)
    number = await order_by_sentence(phone)
    card = await budi.wait(lambda m: number in m.text and bool(m.choices), timeout=PATIENCE)
    await budi.presses("Setujui", on=card)
    await phone.wait_text("Kabar baik", timeout=PATIENCE)
    await budi.wait_text("disetujui", timeout=PATIENCE)
    await budi.presses("Tolak", on=card)
    await budi.wait_text("sudah berubah", timeout=PATIENCE)
    state = "select state from orders where number = ?"
    assert rows(running[1].folder, state, number) == [("approved",)]


# ---- strangers at the door


def signed(twilio: Twilio, form: dict[str, str], path: str = "/whatsapp") -> dict[str, str]:
    signature = RequestValidator(twilio.auth_token).compute_signature(PUBLIC + path, form)
    return {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}


def form_of(twilio: Twilio, sid: str = "SM" + "1b" * 16, **fields: str) -> dict[str, str]:
    return {
        "AccountSid": twilio.account_sid,
        "MessageSid": sid,
        "From": "whatsapp:+6281299990000",
        "To": f"whatsapp:{twilio.number}",
        "Body": "halo",
        "NumMedia": "0",
        **fields,
    }


async def test_hostile_posts_leave_no_row_and_never_an_error_of_ours(running: Running) -> None:
    twilio, desk, _ = running
    right = form_of(twilio)
    other = form_of(twilio, AccountSid="AC" + "9" * 32)
    many = form_of(twilio, **{f"F{at}": "x" for at in range(200)})
    large = form_of(twilio, Body="x" * 10_000_000)
    body = urlencode(right).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    posts: list[tuple[str, bytes, dict[str, str]]] = [
        ("/whatsapp", body, kind),
        ("/whatsapp", body, {**kind, "X-Twilio-Signature": "AAAA"}),
        ("/whatsapp", body + b"&x=1", signed(twilio, right)),
        ("/whatsapp/status?row=1", body, signed(twilio, right)),
        ("/whatsapp", urlencode(other).encode(), signed(twilio, other)),
        ("/whatsapp", urlencode(many).encode(), signed(twilio, many)),
        ("/whatsapp", urlencode(large).encode(), signed(twilio, large)),
        ("/whatsapp", body + b"&Body=dua&Body=tiga", signed(twilio, right)),
        ("/whatsapp", b"Body=%ff%fe&" + body, signed(twilio, right)),
        ("/whatsapp", b"\xff\xfe\x00", signed(twilio, right)),
        ("/whatsapp", b"{}", {**signed(twilio, right), "Content-Type": "application/json"}),
        ("/whatsapp/status", b"", kind),
    ]
    counted = "select count(*) from inbox where body like '%6281299990000%'"
    before = rows(desk.folder, counted)
    async with aiohttp.ClientSession(desk.url) as session:
        for path, content, headers in posts:
            async with session.post(path, data=BytesIO(content), headers=headers) as answer:
                assert 400 <= answer.status < 500, (path, content[:80], answer.status)
    assert rows(desk.folder, counted) == before
    assert "Traceback" not in desk.log


async def test_what_is_posted_again_is_taken_once(running: Running) -> None:
    twilio, desk, _ = running
    phone = twilio.phone("+6281299990000", "Rina")
    form = form_of(twilio, "SM" + "2c" * 16)
    counted = "select count(*) from inbox where chat = '+6281299990000'"
    async with aiohttp.ClientSession(desk.url) as session:
        posts = [
            session.post("/whatsapp", data=form, headers=signed(twilio, form)) for _ in range(5)
        ]
        statuses = [answer.status for answer in await asyncio.gather(*posts)]
    assert statuses == [200] * 5
    phone.last_inbound = twilio.clock.now()
    await phone.wait_text("Apa yang bisa", timeout=PATIENCE)
    await twilio.settled()
    assert len(phone.messages) == 1
    assert rows(desk.folder, counted) == [(1,)]
