"""Partners in the memory: who they turn out to be, and that nobody hears from us for it."""

from dataclasses import replace

from sqlalchemy import Connection, select

from handlers.desk import Officer
from handlers.messages import Address
from services.partners import NON_STAR, Entry, Partner, plan
from services.promotions import Audience, Promotion, PromotionState
from storage import batch, partners, tables
from storage.codec import Arrival
from storage.database import Database
from storage.desk import SqlDesk
from storage.partners import Known
from tests import desks, promoting
from tests.desks import NOON, at_desk

C = tables.contacts.c
HOTEL = Partner(
    "Hotel Contoh", "+6281234567801", stars="4", place="padang", language="en", note="Ibu A"
)
WISMA = Partner("Wisma Contoh", telegram="wismacontoh")
OFFICE = Partner("RS Contoh", telegram="3", kind="hospital")
ALL = (HOTEL, WISMA, OFFICE)


async def imported(database: Database, *rows: Partner) -> None:
    def unit(connection: Connection) -> None:
        partners.alone(connection)
        entries = [Entry(line, row) for line, row in enumerate(rows, 2)]
        partners.keep(connection, plan(partners.every(connection), entries), NOON)

    await database.write(unit)


async def heard(database: Database, text: str = "halo", person: int = 1, **more: str) -> None:
    arrival = desks.arrival(f"{person} {text}", desks.said(text, person, **more))
    await database.write(lambda c: batch.take(c, [arrival], desks.SHOP, NOON))


async def known_as(database: Database) -> list[tuple[str, str]]:
    return await desks.rows(database, select(C.hotel, C.kind).order_by(C.id))


async def consents(database: Database) -> list[tuple[str, str]]:
    found: list[Known] = await database.read(partners.known)
    return [(one.partner.name, one.consent) for one in found]


async def test_what_is_kept_is_known_and_keeping_it_again_changes_nothing(
    database: Database,
) -> None:
    for _ in range(2):
        await imported(database, *ALL)
        found = await database.read(partners.every)
        assert [replace(p, id=0) for p in found] == [
            replace(HOTEL, kind="hotel"), replace(WISMA, kind="guest_house"), OFFICE
        ]  # fmt: skip
    await imported(database, replace(HOTEL, stars="5", note="", telegram="hotelcontoh"))
    changed, *_ = await database.read(partners.every)
    assert (changed.stars, changed.note, changed.telegram) == ("5", "Ibu A", "hotelcontoh")


async def test_who_was_imported_is_known_when_they_write(database: Database) -> None:
    await imported(database, *ALL)
    await heard(database, person=1, phone=HOTEL.phone)
    await heard(database, person=2, handle="wismacontoh")
    await heard(database, person=3)
    await heard(database, person=4, phone="+6281234567899", handle="lain")
    assert await known_as(database) == [
        ("Hotel Contoh", "hotel"), ("Wisma Contoh", "guest_house"), ("RS Contoh", "hospital"),
        ("", ""),
    ]  # fmt: skip


async def test_they_are_greeted_in_their_language_unless_their_words_show_another(
    database: Database,
) -> None:
    await imported(database, HOTEL)
    await heard(database, "500", person=1, phone=HOTEL.phone)
    await heard(database, "halo, mau pesan sandal", person=2, phone=HOTEL.phone)
    assert await desks.rows(database, select(C.language).order_by(C.id)) == ["en", "id"]


async def test_on_another_channel_the_same_id_is_somebody_else(database: Database) -> None:
    await imported(database, OFFICE)
    there = Address("whatsapp", "3")
    said = replace(desks.said(person=3), address=there)
    arrival = Arrival("whatsapp", "w1", "{}", said)
    await database.write(lambda c: batch.take(c, [arrival], desks.SHOP, NOON))
    assert await known_as(database) == [("", "")]


async def test_what_somebody_said_themself_is_not_written_over(database: Database) -> None:
    rows = (
        promoting.person(1, phone=HOTEL.phone, hotel="Hotel Kami", kind="reseller", language="id"),
        promoting.person(3, promotions=False),
    )
    await database.write(lambda c: promoting.people(c, *rows))
    await imported(database, *ALL)
    assert await known_as(database) == [("Hotel Kami", "reseller"), ("RS Contoh", "hospital")]
    assert await desks.rows(database, select(C.language).order_by(C.id)) == ["id", "id"]
    assert await desks.rows(database, select(C.promotions).order_by(C.id)) == [True, False]


def promotion(audience: Audience) -> Promotion:
    return Promotion(
        id=0, name="Contoh", state=PromotionState.DRAFT, body=promoting.BODY, audience=audience,
        send_at=None, made_by="Budi", made_by_id=None, version=1,
    )  # fmt: skip


async def reached(database: Database, audience: Audience | None = None) -> int:
    """How many people a promotion that is approved goes to."""
    channels = ("telegram", "whatsapp")

    def unit(at: SqlDesk) -> int:
        kept = at.write_promotion(promotion(audience or Audience()), "Budi", None)
        stands = at.reach(kept, channels).all
        waiting = at.submit_promotion(kept, OFFICER)
        assert waiting is not None
        done = at.approve_promotion(waiting, OFFICER, channels)
        assert done is not None
        assert at.progress(done).all == stands
        return stands

    return await database.write(at_desk(unit))


OFFICER = Officer(1, "Sari", frozenset(), active=True)


async def test_a_promotion_reaches_nobody_who_was_imported_before_they_agree(
    database: Database,
) -> None:
    await imported(database, *ALL)
    assert await reached(database) == 0
    await heard(database, person=1, phone=HOTEL.phone)
    await heard(database, person=2, handle="wismacontoh")
    assert await reached(database) == 0
    assert await desks.count(database, tables.consents) == 0
    await heard(database, "", person=1, press="/promo-yes=id")
    assert await reached(database) == 1
    await imported(database, *(replace(p, note="baru") for p in ALL))
    assert await reached(database) == 1


async def test_their_class_and_town_say_who_is_meant_once_they_agreed(database: Database) -> None:
    mercure = promoting.person(9, hotel="Mercure Padang", listed="mercure-padang")
    await database.write(lambda c: promoting.people(c, mercure, promoting.person(10)))
    await imported(database, HOTEL, Partner("RS Contoh", telegram="10", stars=NON_STAR))
    await heard(database, person=1, phone=HOTEL.phone)
    assert await reached(database, Audience(places=("padang",))) == 0
    await heard(database, "", person=1, press="/promo-yes=id")
    assert await reached(database, Audience(places=("padang",))) == 1
    assert await reached(database, Audience(places=("bukittinggi",))) == 0
    assert await reached(database, Audience(stars=("4",))) == 2
    assert await reached(database, Audience(stars=("4",), places=("padang",))) == 1
    assert await reached(database, Audience(stars=("3", NON_STAR))) == 1


async def test_it_is_told_what_they_agreed_to(database: Database) -> None:
    await imported(database, *ALL)
    assert {consent for _, consent in await consents(database)} == {"silent"}
    await heard(database, person=1, phone=HOTEL.phone)
    await heard(database, "", person=1, press="/promo-yes=id")
    await heard(database, person=2, handle="wismacontoh")
    await database.write(lambda c: promoting.people(c, promoting.person(9, hotel="Hotel Lain")))
    assert await consents(database) == [
        ("Hotel Contoh", "agreed"), ("Wisma Contoh", "unasked"), ("RS Contoh", "silent"),
        ("Hotel Lain", "agreed"),
    ]  # fmt: skip
    await heard(database, "STOP", person=1)
    (first, *_) = await database.read(partners.known)
    assert (first.consent, first.since) == ("withdrawn", NOON)
