"""What is stored comes back as it was."""

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlers.messages import (
    Address,
    AskMembership,
    Attachment,
    Errand,
    Fetch,
    Heard,
    Joined,
    Moved,
    Reach,
    Receipt,
    Said,
    Spoken,
    SpokenChoice,
    SpokenNotice,
    Unfetched,
)
from storage import codec

WORDS = st.text(max_size=12)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ADDRESSES = st.builds(Address, WORDS, WORDS)
ATTACHMENTS = st.builds(Attachment, WORDS, WORDS, WORDS, st.sampled_from(["photo", "file"]))
SAID = st.builds(
    Said,
    address=ADDRESSES,
    sender=WORDS,
    name=WORDS,
    at=MOMENTS,
    text=WORDS,
    press=WORDS,
    attachments=st.lists(ATTACHMENTS, max_size=2).map(tuple),
    private=st.booleans(),
    named=st.booleans(),
    member=st.none() | st.booleans(),
    aliases=st.none() | st.lists(WORDS, max_size=2).map(tuple),
    phone=WORDS,
    wire=WORDS,
    groups=st.booleans(),
)
RECEIPTS = st.builds(
    Receipt,
    row=st.integers(0, 2**40),
    channel=WORDS,
    message=WORDS,
    state=st.sampled_from(["sent", "delivered", "read", "failed", "held"]),
    at=MOMENTS,
    fault=st.sampled_from(["", "closed", "unreachable", "later", "never", "ours"]),
    why=WORDS,
)
HEARD: st.SearchStrategy[Heard] = st.one_of(
    SAID,
    RECEIPTS,
    st.builds(Reach, ADDRESSES, st.booleans(), MOMENTS),
    st.builds(Moved, ADDRESSES, ADDRESSES, MOMENTS),
    st.builds(Joined, ADDRESSES, WORDS, st.booleans(), MOMENTS),
    st.builds(Unfetched, ADDRESSES, ATTACHMENTS, MOMENTS),
)
CHOICES = st.builds(SpokenChoice, WORDS, WORDS, WORDS, st.sampled_from(["", "primary", "danger"]))
NOTICES = st.builds(SpokenNotice, WORDS, st.dictionaries(WORDS, WORDS, max_size=3), st.booleans())
BODIES: st.SearchStrategy[Spoken | Errand] = st.one_of(
    st.builds(
        Spoken,
        WORDS,
        WORDS,
        st.lists(CHOICES, max_size=3).map(tuple),
        st.booleans(),
        st.none() | ATTACHMENTS,
        st.none() | NOTICES,
    ),
    st.builds(AskMembership, ADDRESSES, WORDS, SAID),
    st.builds(Fetch, ADDRESSES, ATTACHMENTS),
)


@given(body=BODIES)
def test_what_goes_out_is_what_was_put_in(body: Spoken | Errand) -> None:
    stored: dict[str, Any] = json.loads(json.dumps(codec.outgoing(body)))
    assert codec.parcel(stored) == body


@given(heard=HEARD)
def test_what_was_heard_can_be_read_again(heard: Heard) -> None:
    assert codec._HEARD.validate_json(codec.heard_json(heard)) == heard


def test_what_an_earlier_release_left_in_the_outbox_still_goes() -> None:
    assert codec.parcel({"message": {"text": "halo", "language": "id"}}) == Spoken("halo", "id")
