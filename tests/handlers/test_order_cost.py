"""What a message costs in a form, counted: a message asks for its questions several times."""

from datetime import date

import pytest

from handlers import answers as reading
from services.pricing import tiers
from services.quotes import priced
from tests import desks
from tests.services.examples import SLIPPERS

DAY = date(2026, 11, 18)


def test_the_same_draft_is_asked_by_the_very_same_questions() -> None:
    first, again = (desks.SHOP.form(SLIPPERS, DAY).questions(desks.DRAFT) for _ in range(2))
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_an_answer_about_the_whole_order_makes_no_question_of_a_line_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = desks.SHOP.form(SLIPPERS, DAY)
    form.questions(desks.DRAFT)
    monkeypatch.setattr(reading, "quantity", None)
    monkeypatch.setattr(reading, "chosen_by_words", None)
    assert form.questions({**desks.DRAFT, "po": "45001"})


def test_the_next_day_has_a_form_of_its_own() -> None:
    assert desks.SHOP.form(SLIPPERS, date(2026, 11, 19)).today == date(2026, 11, 19)


def test_a_price_list_is_reckoned_once_for_a_variant() -> None:
    wanted = desks.SHOP.form(SLIPPERS, DAY).wanted(desks.DRAFT)
    (line, *_) = priced(desks.SHOP.catalogue, wanted).lines
    assert tiers(desks.SHOP.catalogue, line.variant) is tiers(desks.SHOP.catalogue, line.variant)
