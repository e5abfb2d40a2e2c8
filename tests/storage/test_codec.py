"""What is stored comes back as it was."""

import json
from datetime import UTC, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from handlers.messages import (
    Address,
    AskMembership,
    Attachment,
    Errand,
    Fetch,
    Heard,
    Receipt,
    Said,
    Spoken,
    SpokenChoice,
    SpokenNotice,
    Unfetched,
)
from storage import codec

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]))
ADDRESSES = st.builds(Address, WORDS, WORDS)
ATTACHMENTS = st.builds(Attachment, WORDS, WORDS, WORDS, st.sampled_from(["photo", "file"]))
STYLES = st.sampled_from(["", "primary", "danger"])
NOTICES = st.builds(SpokenNotice, WORDS, st.dictionaries(WORDS, WORDS, max_size=3), st.booleans())
SPOKEN = st.builds(
    Spoken,
    text=WORDS,
    language=WORDS,
    choices=st.lists(st.builds(SpokenChoice, WORDS, WORDS, WORDS, STYLES), max_size=3).map(tuple),
    closed=st.booleans(),
    picture=st.none() | ATTACHMENTS,
    notice=st.none() | NOTICES,
)
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
    language=WORDS,
    source=WORDS,
    message=WORDS,
    reply_to=WORDS,
    named=st.booleans(),
    member=st.none() | st.booleans(),
    aliases=st.none() | st.lists(WORDS, max_size=2).map(tuple),
    phone=WORDS,
    wire=WORDS,
    groups=st.booleans(),
)
ERRANDS = st.builds(Fetch, ADDRESSES, ATTACHMENTS) | st.builds(
    AskMembership, ADDRESSES, WORDS, SAID
)
RECEIPTS = st.builds(
    Receipt,
    row=st.integers(0, 2**63 - 1),
    channel=WORDS,
    message=WORDS,
    state=st.sampled_from(["sent", "delivered", "read", "failed", "held"]),
    at=MOMENTS,
    fault=st.sampled_from(["", "closed", "unreachable", "later", "never", "ours"]),
    why=WORDS,
)
HEARD: TypeAdapter[Heard] = TypeAdapter(Heard)


@given(SPOKEN | ERRANDS)
def test_what_goes_out_is_what_was_put_into_the_outbox(body: Spoken | Errand) -> None:
    stored = json.loads(json.dumps(codec.outgoing(body)))
    assert codec.parcel(stored) == body


@given(SAID | RECEIPTS | st.builds(Unfetched, ADDRESSES, ATTACHMENTS, MOMENTS))
def test_what_was_heard_can_be_read_again_from_what_is_kept_of_it(heard: Heard) -> None:
    assert HEARD.validate_json(codec.heard_json(heard)) == heard


def test_a_message_that_says_little_takes_little_room() -> None:
    assert codec.outgoing(Spoken("halo", "id")) == {"message": {"text": "halo", "language": "id"}}
