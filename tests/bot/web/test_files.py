"""Links to files: what they give, to whom, and for how long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote, unquote, urlsplit

import aiohttp
import pytest
import pytest_asyncio
import uvicorn
from yarl import URL

from bot.files import Files
from bot.metrics import Metrics
from bot.web import files as links
from bot.web.app import web_app
from bot.web.files import LASTS, files_routes, link
from handlers.messages import Attachment
from tests.bot.web.desk import PNG

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
SECRET = b"a secret of thirty-two bytes or so"
LOGO = Attachment("local", "0123456789abcdef" * 2 + ".png", "logo.png")

pytestmark = pytest.mark.asyncio(loop_scope="module")
"""One server stands for all tests; its clock is turned by hand."""


class Office:
    """Files, their links, and a server that answers them."""

    def __init__(self, folder: Path) -> None:
        self.files = Files(folder)
        self.now = NOW
        self.url = ""

    def link(self, attachment: Attachment) -> str:
        return link(attachment, NOW, public_url=self.url, secret=SECRET)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    async def well() -> dict[str, bool]:
        return {"database": True}

    office = Office(tmp_path_factory.mktemp("files"))
    routes = files_routes(office.files, SECRET, lambda: office.now)
    app = web_app(Metrics(), well, routes)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    with patch.object(server, "capture_signals", nullcontext):
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        office.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        yield office
        server.should_exit = True
        await task


@pytest_asyncio.fixture(loop_scope="module")
async def office(standing: Office) -> Office:
    standing.now = NOW
    return standing


@pytest_asyncio.fixture(loop_scope="module")
async def client(office: Office) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


# ---- what a link gives


async def test_a_link_gives_the_file_and_says_what_it_is(
    office: Office, client: aiohttp.ClientSession
) -> None:
    logo = office.files.keep(PNG, "logo hotel.png")
    async with client.get(URL(office.link(logo), encoded=True)) as answer:
        assert (answer.status, await answer.read()) == (200, PNG)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private"
    named = "inline; filename=\"logo hotel.png\"; filename*=UTF-8''logo%20hotel.png"
    assert answer.headers["Content-Disposition"] == named


async def test_who_only_looks_is_told_the_same_without_the_file(
    office: Office, client: aiohttp.ClientSession
) -> None:
    address = URL(office.link(office.files.keep(PNG, "logo.png")), encoded=True)
    async with client.head(address) as answer:
        assert (answer.status, await answer.read()) == (200, b"")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Length"] == str(len(PNG))


async def test_nobody_can_put_a_file_there(office: Office, client: aiohttp.ClientSession) -> None:
    address = URL(office.link(office.files.keep(PNG, "logo.png")), encoded=True)
    async with client.put(address, data=b"other") as answer:
        assert answer.status == 405


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0 JFIF", "image/jpeg"),
        (PNG, "image/png"),
        (b"GIF87a and so on", "image/gif"),
        (b"GIF89a and so on", "image/gif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "application/octet-stream"),
        (b"<html><script>alert(1)</script>", "application/octet-stream"),
        (b"<svg onload='alert(1)'/>", "application/octet-stream"),
        (b"x", "application/octet-stream"),
    ],
)
async def test_a_file_is_what_it_holds_whatever_its_name_says(
    office: Office, client: aiohttp.ClientSession, content: bytes, kind: str
) -> None:
    kept = office.files.keep(content, "foto.png")
    async with client.get(URL(office.link(kept), encoded=True)) as answer:
        assert answer.headers["Content-Type"] == kind


@pytest.mark.parametrize(
    "name",
    [
        "logo.png",
        "logo hotel (1) 100%.png",
        'a"b;c\\d.png',
        "ロゴ é.png",
        "../../etc/passwd",
        "a\r\nSet-Cookie: x=1.png",
        "gnp.\u202eexe",
        "..",
        "",
        "?#&=+.png",
        "\ud800.png",
    ],
)
async def test_a_file_keeps_its_name_without_what_no_name_has(
    office: Office, client: aiohttp.ClientSession, name: str
) -> None:
    kept = Attachment("local", office.files.keep(PNG, "a.png").ref, name)
    address = office.link(kept)
    assert address.isascii()
    async with client.get(URL(address, encoded=True)) as answer:
        assert answer.status == 200
    said = answer.headers["Content-Disposition"]
    given = unquote(said.partition("filename*=UTF-8''")[2])
    wanted = [c for c in name if c.isprintable() and c not in "/\\"]
    assert given == ("".join(wanted).strip(". ") or "berkas")
    assert "Set-Cookie" not in answer.headers


async def test_what_came_from_a_channel_has_a_link_as_well(
    office: Office, client: aiohttp.ClientSession
) -> None:
    async def fetch(ref: str) -> bytes:
        return b"%PDF-1.7"

    office.files.register("whatsapp", fetch)
    paper = Attachment("whatsapp", "MM1/ME1", "berkas.pdf", "file")
    async with client.get(URL(office.link(paper), encoded=True)) as answer:
        assert answer.status == 404  # not on our disk yet
    await office.files.fetch(paper)
    async with client.get(URL(office.link(paper), encoded=True)) as answer:
        assert (answer.status, await answer.read()) == (200, b"%PDF-1.7")
    assert "MM1" not in office.link(paper)


# ---- what opens nothing


async def test_a_link_lasts_an_hour(office: Office, client: aiohttp.ClientSession) -> None:
    address = URL(office.link(office.files.keep(PNG, "logo.png")), encoded=True)
    for later, status in ((LASTS, 200), (LASTS + timedelta(seconds=1), 404)):
        office.now = NOW + later
        async with client.get(address) as answer:
            assert answer.status == status


async def test_whatever_is_wrong_looks_like_an_address_that_does_not_exist(
    office: Office, client: aiohttp.ClientSession
) -> None:
    logo = office.files.keep(PNG, "logo.png")
    token, name = parts(office.link(logo))
    wrong = [
        "/nothing/here",
        f"/files/{token}/other.png",
        f"/files/{token[:-1]}/{name}",
        f"/files/{token}=/{name}",
        f"/files/A{token}/{name}",
        f"/files/{'A' * len(token)}/{name}",
        f"/files/{quote('é', safe='')}/{name}",
        f"/files/%ff/{name}",
        f"/files/{token}",
        f"/files/{token}/..%2f{name}",
        f"/files/..%2f..%2fetc/{name}",
        f"/files/{parts(link(logo, NOW, public_url='', secret=b'another'))[0]}/{name}",
        f"/files/{parts(office.link(LOGO))[0]}/{LOGO.name}",
    ]
    seen = set()
    for path in wrong:
        async with client.get(URL(office.url + path, encoded=True)) as answer:
            headers = {k: v for k, v in answer.headers.items() if k != "Date"}
            seen.add((answer.status, await answer.read(), tuple(sorted(headers.items()))))
    assert len(seen) == 1
    assert next(iter(seen))[0] == 404


async def test_a_name_that_was_signed_but_is_no_files_opens_nothing(
    office: Office, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office.files._folder.parent / "secret").write_bytes(b"secret")
    monkeypatch.setattr(links, "kept_as", lambda _: "../secret")
    address = office.link(LOGO)
    async with client.get(URL(address, encoded=True)) as answer:
        assert answer.status == 404


def parts(address: str) -> tuple[str, str]:
    """The token and the name of a link, as the server reads them."""
    _, _, token, name = urlsplit(address).path.rsplit("/", 3)
    return token, unquote(name)
