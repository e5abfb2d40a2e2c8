"""What a promotion says, in its own words and in those a channel approves, and for how long."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.promotions import (
    CAPPED_TRIES,
    PATIENCE,
    Body,
    again_at,
    fits_template,
    over,
    places_in,
    template_text,
)

NOW = datetime(2026, 11, 18, 5, tzinfo=UTC)


def says(text: str) -> Body:
    return Body(texts={"id": text}, offers={"id": "EVA 5 mm Rp 3.100"})


def test_a_template_numbers_what_is_filled_in_in_one_order() -> None:
    body = says("Halo, {offer} untuk {hotel}. Salam, {offer} {0} {nama}")
    assert places_in(body, "id") == ("hotel", "offer")
    assert template_text(body, "id") == "Halo, {{2}} untuk {{1}}. Salam, {{2}} {0} {nama}"
    assert places_in(says("Halo"), "en") == ()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Halo {name}, {offer} untuk {hotel}", True),
        ("{name}, ada tawaran", False),
        ("  {hotel} butuh sandal?", False),
        ("Halo {name} {hotel}", False),
        ("Halo {name}\n{hotel}", False),
        ("Halo", True),
    ],
)
def test_what_whatsapp_would_refuse_is_known_beforehand(text: str, fits: bool) -> None:
    assert fits_template(says(text)) is fits


def test_what_was_held_back_is_tried_more_and_more_seldom_and_not_for_ever() -> None:
    waits = [again_at(tries, NOW) for tries in range(1, CAPPED_TRIES + 1)]
    assert waits == [
        NOW + timedelta(days=1),
        NOW + timedelta(days=2),
        NOW + timedelta(days=4),
        None,
    ]


@pytest.mark.parametrize(
    ("until", "after", "late"),
    [
        (None, PATIENCE, False),
        (None, PATIENCE + timedelta(seconds=1), True),
        (date(2026, 11, 18), timedelta(0), False),
        (date(2026, 11, 17), timedelta(0), True),
    ],
)
def test_an_offer_that_has_ended_is_not_sent(
    until: date | None, after: timedelta, late: bool
) -> None:
    body = says("Halo").model_copy(update={"until": until})
    assert over(body, NOW - after, NOW, NOW.date()) is late
