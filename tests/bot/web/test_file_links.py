"""Forged links to files: ten thousand of them, and none opens anything."""

import string
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files import kept_as
from bot.web.files import disposition, link, opened
from handlers.messages import Attachment

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
SECRET = b"a secret of thirty-two bytes or so"
LOGO = Attachment("local", "0123456789abcdef" * 2 + ".png", "logo.png")
GENUINE = link(LOGO, NOW, public_url="https://pesan.example.id/wa/", secret=SECRET)
TOKEN, NAME = urlsplit(GENUINE).path.split("/")[-2:]
PLACES = st.integers(0, len(TOKEN) - 1)
SIGNS = st.sampled_from(string.ascii_letters + string.digits + "-_+/=.~ é")


def opens(token: str, name: str) -> bool:
    return bool(opened(token, name, NOW, SECRET))


def test_the_genuine_link_opens_its_file() -> None:
    assert opened(TOKEN, NAME, NOW, SECRET) == kept_as(LOGO)


def test_the_public_address_may_end_in_a_slash() -> None:
    assert urlsplit(GENUINE).path == f"/wa/files/{TOKEN}/logo.png"


def test_a_reader_of_plain_letters_finds_a_name_too() -> None:
    named = disposition('ロゴ "é"%20.png')
    assert named.startswith("inline; filename=\"__ ____20.png\"; filename*=UTF-8''%E3%83%AD")


@settings(max_examples=2000)
@given(PLACES, PLACES, SIGNS, st.integers(0, 7))
def test_no_changed_link_opens_anything(at: int, to: int, sign: str, bit: int) -> None:
    raw = bytearray(urlsafe_b64decode(TOKEN + "=" * (-len(TOKEN) % 4)))
    raw[at % len(raw)] ^= 1 << bit
    flipped = urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
    swapped = list(TOKEN)
    swapped[at], swapped[to] = swapped[to], swapped[at]
    changed = [
        TOKEN[:at] + sign + TOKEN[at + 1 :],
        TOKEN[:at] + sign + TOKEN[at:],
        TOKEN[:at] + TOKEN[at + 1 :],
        "".join(swapped),
        flipped,
    ]
    assert not [token for token in changed if token != TOKEN and opens(token, NAME)]


@settings(max_examples=2000)
@given(st.text(max_size=120), st.text(max_size=40))
def test_no_invented_link_opens_anything(token: str, name: str) -> None:
    assert not opens(token, NAME)
    assert not opens(token, name)
    assert name == NAME or not opens(TOKEN, name)


@settings(max_examples=1000)
@given(st.binary(max_size=200))
def test_bytes_in_a_tokens_clothes_open_nothing(raw: bytes) -> None:
    assert not opens(urlsafe_b64encode(raw).decode().rstrip("="), NAME)
