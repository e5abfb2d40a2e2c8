"""Each reason for which a file is refused, by the reader itself."""

import pytest

from bot.artwork.decode import decode
from bot.artwork.vector import Refused
from tests.artwork.hostile import HOSTILE, many_frames

CHEAP = (
    "header_only.png",
    "truncated.png",
    "script.gif",
    "outside.svg",
    "entity.svg",
    "letters.svg",
    "laughs.svg",
    "deep.svg",
    "locked.pdf",
    "broken.pdf",
    "loop.pdf",
    "too_large.png",
)


@pytest.mark.parametrize("name", CHEAP)
def test_a_refusal_says_why(name: str) -> None:
    make, why = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        decode(make())
    assert refused.value.why == why


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_two_frames_are_one_too_many(form: str) -> None:
    with pytest.raises(Refused) as refused:
        decode(many_frames(form, 2))
    assert refused.value.why == "animated"
