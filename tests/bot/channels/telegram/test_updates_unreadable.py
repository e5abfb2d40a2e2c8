"""What cannot be read is kept aside: no update at all can stall the desk."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import JsonValue

from bot.channels.telegram.updates import arrival, arrivals, callback_id, update_id
from handlers.messages import Said
from tests.bot.channels.telegram.raw import (
    DEWI,
    GROUP,
    NOW,
    message,
)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"update_id": 7, "message": {"chat": 5}}, "message.message_id"),
        (message({"type": "private"}, text="halo"), "message.chat.id"),
        (message(text=["halo"]), "message.text"),
        (message(date=10**18, text="halo"), "message.date"),
        (message(date=-1, text="halo"), "message.date"),
        ({"message": {}}, "update_id"),
        ({"update_id": "7"}, "update_id"),
        ({"update_id": True}, "update_id"),
        ([], "valid"),
        (None, "valid"),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_a_reason(raw: JsonValue, why: str) -> None:
    found = arrival(raw, NOW)
    assert found.heard is None
    assert found.problem.startswith("cannot be read: ")
    assert why in found.problem
    assert json.loads(found.body) == raw


def test_the_reason_quotes_nothing_a_person_wrote() -> None:
    assert "0812" not in arrival(message(text=["0812 3456"]), NOW).problem


def test_what_is_set_aside_has_the_same_key_whenever_it_comes() -> None:
    assert arrival({"update_id": 7, "message": 1}, NOW).ext_id == "7"
    first, again = (arrival([1, "x"], NOW).ext_id for _ in range(2))
    assert first == again
    assert first != arrival([2, "x"], NOW).ext_id
    assert len(first) <= 140


def test_half_a_sign_costs_nobody_their_message() -> None:
    found = arrival(message(text="halo \ud83d", **{"from": {**DEWI, "first_name": "D\x00"}}), NOW)
    assert isinstance(found.heard, Said)
    assert (found.heard.text, found.heard.name) == ("halo \ufffd", "D\ufffd")
    assert json.loads(found.body)["message"]["text"] == "halo \ud83d"
    found.body.encode()


def test_a_nest_too_deep_to_write_down_is_set_aside() -> None:
    deep: JsonValue = []
    for _ in range(5000):
        deep = [deep]
    found = arrival({"update_id": 7, "message": deep}, NOW)
    assert (found.ext_id, found.heard) == ("7", None)
    assert "nested" in found.problem


NUMBERS = st.integers() | st.floats() | st.booleans()
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | NUMBERS | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
KEYS = (
    "message_id", "date", "chat", "from", "text", "caption", "photo", "document", "id", "type",
    "reply_to_message", "migrate_to_chat_id", "new_chat_members", "left_chat_member", "data",
    "sender_chat", "first_name", "file_id", "message", "new_chat_member", "user", "status",
)  # fmt: skip
UPDATE_LIKE = st.fixed_dictionaries(
    {"update_id": st.integers() | VALUES},
    optional={
        kind: st.dictionaries(st.sampled_from(KEYS), VALUES | st.sampled_from([DEWI, GROUP]))
        for kind in ("message", "callback_query", "my_chat_member", "chat_member")
    },
)
ALMOST = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=2).map(lambda d: message(**d))


@given(VALUES | UPDATE_LIKE | ALMOST)
@example({"update_id": 1, "message": {"date": 10**30}})
@example("\ud800")
def test_no_json_value_can_stall_the_desk(raw: Any) -> None:
    for found in arrivals(raw, NOW, "prokana_bot"):
        assert len(found.ext_id) > 0
        found.body.encode()
        assert not (found.heard and found.problem)
    callback_id(raw)
    key = update_id(raw)
    assert key is None or arrival(raw, NOW).ext_id == str(key)
