"""Whatever is posted to us, by whomever: never an error of ours, and no row of a stranger's."""

import gc
import json
import tracemalloc
from collections.abc import Iterator, Mapping
from random import Random
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from bot.web.telegram import SECRET_HEADER
from bot.web.whatsapp import PATH, STATUS_PATH
from tests.bot.channels.whatsapp.forms import media, message, status
from tests.security.doors import AUTH_TOKEN, PUBLIC, SECRET, Answer, Loop
from tests.security.mutations import mutated
from tests.security.updates import fuzzed

FORM = "application/x-www-form-urlencoded"
SEED = 20261123

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
bodies = st.binary(max_size=300) | json_values.map(lambda value: json.dumps(value).encode())
chances = st.integers(0, 2**32).map(Random)
headers = st.text(st.characters(max_codepoint=255), max_size=60)


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    """One desk for all examples; at the end it has nothing to complain of."""
    loop = Loop(tmp_path_factory.mktemp("desk"))
    yield loop
    unanswered, too_long = loop.run(loop.doors.unanswered()), loop.run(loop.doors.too_long())
    loop.close()
    assert (loop.doors.complaints, unanswered, too_long) == ([], [], [])


# ---- Telegram


def telegram(loop: Loop, body: bytes, secret: str = SECRET) -> Answer:
    found: Answer = loop.run(loop.doors.knock("POST", "/telegram", body, {SECRET_HEADER: secret}))
    return found


@given(bodies)
def test_whoever_knows_the_secret_may_post_anything(loop: Loop, body: bytes) -> None:
    assert telegram(loop, body).status in {200, 400}


@given(chances)
def test_an_update_with_something_wrong_is_taken_or_set_aside(loop: Loop, chance: Random) -> None:
    for _ in range(3):
        assert telegram(loop, json.dumps(fuzzed(chance)).encode()).status == 200
    assert loop.run(loop.doors.unanswered()) == []


@given(chances, headers | st.sampled_from([SECRET + " ", SECRET[:-1], SECRET.upper()]))
def test_without_the_secret_nothing_leaves_a_row(loop: Loop, chance: Random, secret: str) -> None:
    before = loop.run(loop.doors.rows())
    assert telegram(loop, json.dumps(fuzzed(chance)).encode(), secret).status == 403
    assert loop.run(loop.doors.rows()) == before


# ---- WhatsApp

SPOKEN = (
    *(message(Body=text) for text in ("halo", "500 psg EVA 5 mm", "ya", "/setuju 1", "batal")),
    message(ButtonPayload="/order-new", ButtonText="Pesan"),
    message(ListId="x:1.sole=5", Body="EVA 5 mm"),
    message(NumMedia="1", **media()),
    message(Latitude="-0.94", Longitude="100.36", Address="Jl. Sudirman", Label="Hotel"),
    message(OptOutType="STOP", Body="STOP"),
    message(From="whatsapp:ID.4566546130240823", WaId=""),
    message(ReferralSourceId="12", ReferralCtwaClid="x"),
)
TOLD = (
    *(status(state) for state in ("queued", "sent", "delivered", "read", "undelivered", "failed")),
    status("failed", ErrorCode="63016", ErrorMessage="outside"),
    status("undelivered", ErrorCode="63024"),
)


def form(chance: Random, kinds: tuple[dict[str, str], ...], times: int) -> dict[str, str]:
    """A real form, of its own number, with something wrong in it; all its values are text."""
    sid = "SM" + f"{chance.getrandbits(128):032x}"
    spoilt = mutated({**chance.choice(kinds), "MessageSid": sid}, chance, times)
    if not isinstance(spoilt, dict):
        return {}
    kept = {name: value if isinstance(value, str) else str(value) for name, value in spoilt.items()}
    return {name: value.encode("utf-8", "replace").decode() for name, value in kept.items()}


def post(loop: Loop, path: str, fields: Mapping[str, str], signature: str = "", **more: str) -> int:
    headers = {"content-type": FORM, "x-twilio-signature": signature, **more}
    path, _, query = path.partition("?")
    way = loop.doors.knock("POST", path, urlencode(fields).encode(), headers, query)
    answer: Answer = loop.run(way)
    return answer.status


def signed(path: str, fields: Mapping[str, str]) -> str:
    return str(RequestValidator(AUTH_TOKEN).compute_signature(PUBLIC + path, fields))


texts = st.text(st.characters(codec="utf-8"), max_size=40)
fields = st.dictionaries(texts | st.sampled_from(list(SPOKEN[0])), texts, max_size=8)


@given(chances, st.integers(0, 3))
def test_a_signed_message_with_something_wrong_is_taken_or_set_aside(
    loop: Loop, chance: Random, times: int
) -> None:
    spoken = form(chance, SPOKEN, times) | {"AccountSid": SPOKEN[0]["AccountSid"]}
    assert post(loop, PATH, spoken, signed(PATH, spoken)) == 200
    assert loop.run(loop.doors.unanswered()) == []


@given(chances, st.integers(0, 3), st.text("0123456789-x٣²", max_size=25))
def test_a_signed_receipt_for_any_row_is_taken(
    loop: Loop, chance: Random, times: int, row: str
) -> None:
    told = form(chance, TOLD, times) | {"AccountSid": SPOKEN[0]["AccountSid"]}
    path = f"{STATUS_PATH}?{urlencode({'row': row})}"
    assert post(loop, path, told, signed(path, told)) == 200
    assert loop.run(loop.doors.unanswered()) == []


@given(fields, st.sampled_from([PATH, STATUS_PATH]))
def test_any_signed_form_is_answered(loop: Loop, given: dict[str, str], path: str) -> None:
    given |= {"AccountSid": SPOKEN[0]["AccountSid"]}
    assert post(loop, path, given, signed(path, given)) == 200


@given(chances, headers, headers)
def test_a_form_that_nobody_signed_leaves_no_row(
    loop: Loop, chance: Random, signature: str, algorithm: str
) -> None:
    before = loop.run(loop.doors.rows())
    for path, kinds in ((PATH, SPOKEN), (STATUS_PATH, TOLD)):
        spoken = form(chance, kinds, 1)
        settled = {"x-twilio-webhooks-signature-settings": algorithm}
        assert post(loop, path, spoken, signature, **settled) == 403
        real = signed(path, spoken)
        assert post(loop, path, {**spoken, "Body": "another"}, real) == 403
    assert loop.run(loop.doors.rows()) == before


@given(bodies, headers)
def test_what_is_no_form_leaves_no_row(loop: Loop, body: bytes, kind: str) -> None:
    before = loop.run(loop.doors.rows())
    for stated in (kind, FORM):
        way = loop.doors.knock("POST", PATH, body, {"content-type": stated})
        assert loop.run(way).status in {400, 403, 415}
    assert loop.run(loop.doors.rows()) == before


# ---- what is left behind


def test_the_memory_of_many_updates_stays_flat(loop: Loop) -> None:
    """All of them with the default profile of Hypothesis, and a twentieth in everyday tests."""
    many = 20_000 if settings.get_current_profile_name() == "default" else 1_000
    chance = Random(SEED)

    async def take(amount: int) -> None:
        for _ in range(amount // 100):
            await loop.doors.incoming.take([fuzzed(chance) for _ in range(100)])

    loop.run(take(500))
    tracemalloc.start()
    loop.run(take(many // 4))
    gc.collect()
    early, _ = tracemalloc.get_traced_memory()
    loop.run(take(many - many // 4))
    gc.collect()
    late, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert late - early < 1_000_000
    assert loop.run(loop.doors.unanswered()) == []
