"""Promotions before WhatsApp: brought there when they are approved here, given up afterwards."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.channels.whatsapp.api import Twilio
from bot.channels.whatsapp.templates import Templates, notices, promotions
from handlers.promotions import letter
from services.promotions import PATIENCE, Filled
from storage import contents, tables
from storage.database import Database
from tests.bot.channels.whatsapp.test_channel import Way, way
from tests.desks import SPEECH, HandClock
from tests.doubles import twilio
from tests.doubles.twilio import Phone
from tests.promoting import BODY, do, person, promoted

__all__ = ["way"]

_P = tables.promotions
NAME = "id.promotion-1"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def ours(api: Twilio, database: Database, clock: HandClock) -> Templates:
    return Templates(api, database, clock, promotions(SPEECH, clock))


async def known(database: Database) -> Mapping[str, str]:
    every = await database.read(contents.every)
    return {one.key: one.approval for one in every if "promotion" in one.key}


async def test_a_promotion_is_a_marketing_template_with_its_buttons_and_the_way_to_stop(
    ours: Templates, database: Database, double: twilio.Twilio
) -> None:
    await promoted(database, person(1, channel="whatsapp"))
    await ours.tend()
    [made] = double.world.contents.items.values()
    definition: Any = made.types["twilio/quick-reply"]
    assert definition["body"] == (
        "Halo {{1}}, {{2}}.\n\nTidak ingin promo lagi? Tulis STOP atau BERHENTI."
    )
    assert made.variables == {"1": "Rina", "2": "EVA 5 mm Rp 3.100"}
    assert [action["id"] for action in definition["actions"]] == [
        "/promo=1.order", "/promo=1.tiers", "/promo=1.talk", "/promo=1.stop",
    ]  # fmt: skip
    assert made.approval
    assert (made.approval.category, made.approval.status) == ("MARKETING", "pending")
    await ours.tend()
    assert await known(database) == {NAME: "pending"}
    double.approves(made.friendly_name)
    await ours.tend()
    assert await known(database) == {NAME: "approved"}
    assert len(double.world.contents.items) == 1


async def test_nothing_is_asked_of_twilio_where_no_promotion_goes_there(
    ours: Templates, database: Database, double: twilio.Twilio
) -> None:
    await promoted(database, person(1))
    await ours.tend()
    assert double.calls == []


async def test_what_went_is_given_up_after_a_while_and_the_notices_stay(
    ours: Templates, api: Twilio, database: Database, clock: HandClock, double: twilio.Twilio
) -> None:
    of_orders = Templates(api, database, clock, notices(SPEECH))
    await promoted(database, person(1, channel="whatsapp"))
    await ours.tend()
    await of_orders.submit()
    both = len(double.world.contents.items)
    assert set(await known(database)) == {NAME}
    await do(database, update(_P).values(state="done", ended_at=clock()))
    await ours.tend()
    assert len(double.world.contents.items) == both
    clock.now += 2 * PATIENCE + timedelta(seconds=1)
    await ours.tend()
    assert await known(database) == {}
    assert len(double.world.contents.items) == both - 1


async def test_outside_the_hours_for_our_own_words_the_template_goes_with_what_is_filled_in(
    api: Twilio, way: Way, dewi: Phone
) -> None:
    ours = Templates(api, way.database, way.now, promotions(SPEECH, way.now))
    await promoted(way.database, person(1, channel="whatsapp"))
    await ours.tend()
    [made] = way.double.world.contents.items.values()
    way.double.approves(made.friendly_name)
    await ours.tend()
    way.double.clock.advance(86_400)
    filled = Filled(language="id", name="Dewi", hotel="Hotel Contoh")
    await way.deliver(SPEECH.speak(letter(1, BODY, filled), "id"))
    assert dewi.messages[-1].text.startswith("Halo Dewi, EVA 5 mm Rp 3.100.")
    assert dewi.messages[-1].labels == ["Pesan", "Lihat harga", "Tanya petugas", "Berhenti promo"]
    assert made.approval
    assert way.double.sent[-1].template == made.approval.name
