"""Somebody writes whom the workshop knew: they are not asked what is known."""

from sqlalchemy import Connection

from services.partners import Entry, Partner, plan
from storage import partners
from tests.handlers.office import PLAIN_ORDER, START, Chat, Office

PHONE = "+6281234567801"
HOTEL = Partner("Hotel Contoh", PHONE, stars="4", place="padang", note="Lewat Ibu A")
ASKED = "hotel atau instansi mana"


def knows(office: Office, *rows: Partner) -> None:
    def unit(connection: Connection) -> None:
        partners.keep(connection, plan((), [Entry(1, row) for row in rows]), START)

    office.write(unit)


def orders(chat: Chat, **more: str) -> None:
    chat.does(press="/order-new")
    form = {**PLAIN_ORDER, **more}
    chat.presses_in_draft(*(f"{step}={value}" for step, value in form.items()))


def test_the_hotel_is_known_and_officers_see_what_else_is(
    office: Office, chat: Chat, staff: Chat
) -> None:
    knows(office, HOTEL)
    chat.does(text="halo", phone=PHONE)
    orders(chat, person="Rina")
    chat.sees("Untuk: Hotel Contoh, atas nama Rina")
    chat.presses_in_draft("/confirm=order")
    staff.sees("Mitra: Hotel Contoh · bintang 4 · Kota Padang · Lewat Ibu A")
    chat.sees_no("Lewat Ibu A", "Mitra")


def test_what_they_say_themselves_counts(office: Office, chat: Chat, staff: Chat) -> None:
    knows(office, HOTEL)
    chat.does(text="halo", phone=PHONE)
    orders(chat, hotel="Hotel Contoh Baru", person="Rina")
    chat.presses_in_draft("/confirm=order")
    staff.sees("Hotel Contoh Baru (Hotel)", "Mitra: Hotel Contoh ·")
    assert chat.contact["hotel"] == "Hotel Contoh Baru"


def test_who_is_not_known_is_asked(office: Office, chat: Chat) -> None:
    knows(office, HOTEL)
    chat.does(text="halo", phone="+6281234567899")
    orders(chat)
    chat.sees(ASKED)
