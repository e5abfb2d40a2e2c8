"""Setups as they are remembered: found by whose, logo, print and size, until gone or too old."""

from datetime import timedelta

from services.artwork import Placement
from services.logos import Artwork, Signed
from services.setups import Setup
from storage.database import Database
from storage.desk import SqlDesk
from tests import desks
from tests.handlers.test_logos import FLAT

LOGO, PRINT = "0" * 64, "branding=screen;colours=2"


def kept(at: SqlDesk) -> None:
    """Two sizes of one logo, each of an order of its own."""
    for dialog, scale in (("d1", 80), ("d2", 70)):
        order = desks.ordered(at, dialog)
        artwork = Artwork(dialog, order.contact_id, dialog, "logo.png", LOGO, {}, FLAT)
        at.keep_setup(order, Signed(artwork, Placement(scale), "ref", at.now), PRINT)


def found(at: SqlDesk, scale: int | None = None, **other: str) -> Setup | None:
    asked = {"logo": LOGO, "printing": PRINT, **other}
    return at.kept_setup(desks.met(at).id, asked["logo"], asked["printing"], scale)


async def test_each_is_found_by_its_size_and_the_newest_without_one(database: Database) -> None:
    def look(at: SqlDesk) -> list[int | None]:
        setups = [found(at, scale) for scale in (None, 80, 70, 60)]
        return [one.placement.scale if one else None for one in setups]

    await database.write(desks.at_desk(kept))
    assert await database.write(desks.at_desk(look)) == [70, 80, 70, None]


async def test_another_logo_print_or_customer_has_none(database: Database) -> None:
    def look(at: SqlDesk) -> list[Setup | None]:
        other = desks.met(at, 2).id
        here = (found(at, logo="1" * 64), found(at, printing="branding=screen;colours=1"))
        return [*here, at.kept_setup(other, LOGO, PRINT)]

    await database.write(desks.at_desk(kept))
    assert await database.write(desks.at_desk(look)) == [None, None, None]


async def test_what_is_gone_or_too_old_is_not_found(database: Database) -> None:
    def discard(at: SqlDesk) -> None:
        setup = found(at, 70)
        assert setup is not None
        at.discard_setup(setup)

    def listed(at: SqlDesk) -> list[int]:
        return [one.placement.scale for one in at.kept_setups(20)]

    await database.write(desks.at_desk(kept))
    await database.write(desks.at_desk(discard))
    assert await database.write(desks.at_desk(listed)) == [80]
    later = desks.NOON + timedelta(days=366)
    assert await database.write(desks.at_desk(listed, now=later)) == []
