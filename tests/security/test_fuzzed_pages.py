"""The try-it page's routes and the links to files, asked for anything."""

import json
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.files import link
from handlers.messages import Attachment
from tests.security.doors import HERE, SEAL, Answer, Loop

REFUSED = {400, 403, 404, 405, 409, 413, 415}
JSON = {**HERE, "content-type": "application/json"}


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    loop = Loop(tmp_path_factory.mktemp("desk"))
    yield loop
    unanswered = loop.run(loop.doors.unanswered())
    loop.close()
    assert (loop.doors.complaints, unanswered) == ([], [])


def ask(loop: Loop, method: str, path: str, body: bytes = b"", query: str = "") -> Answer:
    found: Answer = loop.run(loop.doors.knock(method, path, body, JSON, query))
    return found


words = st.text(st.characters(codec="utf-8"), max_size=60)
methods = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
phones = st.sampled_from(["telegram", "whatsapp", "staff"])
paths = st.one_of(
    st.sampled_from(
        ["/", "/try/events", "/try/say", "/try/file", "/try/page/", "/health", "/metrics"]
    ),
    words.map(lambda word: f"/try/page/{word}"),
    words.map(lambda word: f"/try/file/{word}"),
    words.map(lambda word: f"/files/{word}"),
    words.map(lambda word: f"/{word}"),
)
sayings = st.fixed_dictionaries(
    {"phone": phones, "name": st.text(min_size=1, max_size=60)},
    optional={
        "text": st.text(max_size=300),
        "press": st.text(max_size=80),
        "message": st.integers(0, 30) | st.integers(),
        "answers": st.integers(0, 30) | st.integers(),
    },
)


@given(methods, paths, st.binary(max_size=200), words)
def test_no_route_fails_whatever_is_asked(
    loop: Loop, method: str, path: str, body: bytes, query: str
) -> None:
    answer = ask(loop, method, path, body, quote(query, safe="=&"))
    assert answer.status in {200, 206, *REFUSED}


@pytest.mark.parametrize(
    "path",
    ["/try/page/../tryit.py", "/try/page/..\\..\\app.py", "/try/page//etc/passwd", "/try/page/\0",
     "/try/file/../../etc/passwd", "/try/file/\0", "/try/file/.", "/files/../x/y", "/files/\0/\0"],
)  # fmt: skip
def test_no_path_leads_out_of_a_folder(loop: Loop, path: str) -> None:
    assert ask(loop, "GET", path).status in {404, 405}


@given(sayings)
def test_whatever_a_phone_of_the_page_says_is_taken_or_refused(
    loop: Loop, saying: dict[str, object]
) -> None:
    answer = ask(loop, "POST", "/try/say", json.dumps(saying).encode())
    assert answer.status in {200, *REFUSED}
    assert loop.run(loop.doors.unanswered()) == []


@given(st.dictionaries(words | st.sampled_from(["phone", "file"]), words), st.binary(max_size=99))
def test_any_file_under_any_name_is_kept_or_refused(
    loop: Loop, query: dict[str, str], content: bytes
) -> None:
    named = {"phone": "telegram", "name": "Dewi", "file": "logo.png", **query}
    answer = ask(loop, "POST", "/try/file", content, urlencode(named))
    assert answer.status in {200, *REFUSED}


@given(st.text(st.characters(max_codepoint=255), max_size=40), phones)
def test_no_page_of_another_host_is_let_in(loop: Loop, host: str, phone: str) -> None:
    before = loop.run(loop.doors.rows())
    said = json.dumps({"phone": phone, "name": "X", "text": "halo"}).encode()
    foreign = {**JSON, "host": f"{host}.example"}
    assert loop.run(loop.doors.knock("POST", "/try/say", said, foreign)).status == 403
    origin = {**JSON, "origin": f"http://{host}.example"}
    assert loop.run(loop.doors.knock("POST", "/try/say", said, origin)).status == 403
    assert loop.run(loop.doors.rows()) == before


# ---- links to files


@given(words.filter(lambda word: "/" not in word), words)
def test_no_made_up_link_finds_a_file(loop: Loop, token: str, name: str) -> None:
    assert ask(loop, "GET", f"/files/{token}/{name}").status == 404


@pytest.fixture(scope="module")
def kept(loop: Loop) -> Attachment:
    """A file that is here."""
    found: Attachment = loop.doors.desk.files.keep(b"%PDF-", "penawaran.pdf")
    return found


@given(st.integers(0), st.characters(codec="utf-8"))
def test_a_link_with_any_sign_changed_finds_nothing(
    loop: Loop, kept: Attachment, place: int, other: str
) -> None:
    whole = link(kept, loop.doors.desk.clock(), public_url="", secret=SEAL)
    at = len("/files/") + place % (len(whole) - len("/files/"))
    changed = whole[:at] + other + whole[at + 1 :]
    found = ask(loop, "GET", changed)
    assert (found.status == 200) == (changed == whole)


def test_a_link_is_good_while_it_lasts_and_under_one_seal(loop: Loop, kept: Attachment) -> None:
    now = loop.doors.desk.clock()
    assert ask(loop, "GET", link(kept, now, public_url="", secret=SEAL)).body == b"%PDF-"
    old = link(kept, now - timedelta(hours=2), public_url="", secret=SEAL)
    foreign = link(kept, now, public_url="", secret=b"another")
    assert [ask(loop, "GET", path).status for path in (old, foreign)] == [404, 404]


@given(words, words)
def test_a_genuine_link_to_what_is_not_there_finds_nothing(loop: Loop, ref: str, name: str) -> None:
    away = Attachment("telegram", ref, name)
    path = link(away, loop.doors.desk.clock(), public_url="", secret=SEAL)
    assert ask(loop, "GET", path).status == 404
