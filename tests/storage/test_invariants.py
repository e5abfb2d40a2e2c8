"""The checker of invariants: nothing is wrong with what the desk does, and each wrong is found."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import Table, delete, func, insert, select, text, update

from handlers.messages import Address, Moved, Receipt
from services.orders import Role
from storage import batch, outbox, screens, tables
from storage.codec import Arrival, Drawing
from storage.invariants import INVARIANTS, SHOWN, Violation, violations
from storage.migrate import upgrade
from tests.handlers.database import engine_on
from tests.handlers.office import CHANNEL, LETTERS, PLAIN_ORDER, Chat, Office
from tests.handlers.test_quote import quoted
from tests.handlers.test_receipts import approved

GROUP = "-500"
BROKEN = Path(__file__).with_name("broken.sql")


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a desk that has seen a little of everything."""
    path = tmp_path_factory.mktemp("lived") / "desk.db"
    engine = engine_on(path)
    with engine.begin() as connection:
        upgrade(connection)
    office = Office(engine)
    live(office)
    with engine.begin() as connection:
        shown = Drawing(text="Tertautkah?")
        screens.show(connection, "tamu", "", "", shown, office.now)
    engine.dispose()
    return path


def live(office: Office) -> None:
    head = office.officer(Role.HEAD, "202", "Budi", GROUP)
    head.says(f"/tautkan {office.invitation(Role.DESK)}")
    workshop = office.officer(Role.WORKSHOP, "203", "Anto", GROUP)
    dewi = office.customer()
    moved_on(dewi, head, workshop)
    refused(dewi, head, workshop)
    talked(dewi, head)
    bargained(office, head)
    written_to(office, head)
    failed(office)


def moved_on(dewi: Chat, head: Chat, workshop: Chat) -> None:
    """Orders that got as far as each state."""
    way = ("Setujui", "Mulai produksi", "Siap", "Dikirim", "Diterima")
    for steps in range(len(way) + 1):
        dewi.office.later(minutes=1)
        dewi.orders()
        for label in way[:steps]:
            (head if label == "Setujui" else workshop).presses(label)
    dewi.orders()
    head.presses("Tolak", "Kapasitas penuh")
    dewi.orders()
    head.presses("Setujui", "Batalkan", "Mutu tidak tercapai")
    dewi.orders()
    dewi.presses("Status", "Batalkan", "Ya, batalkan")


def refused(dewi: Chat, head: Chat, workshop: Chat) -> None:
    """Attempts that came to nothing, drafts given up, and quotes that were changed."""
    workshop.says("/setuju 001")
    dewi.forges("!nobody")
    rina = dewi.office.customer("102", "Rina")
    rina.does(press="/order-new")
    answers = {**PLAIN_ORDER, "hotel": "Hotel Contoh Baru", "person": "Rina"}
    rina.presses_in_draft(*(f"{s}={v}" for s, v in answers.items()), "/confirm=quote")
    rina.presses("Ubah")
    rina.presses_in_draft("1.quantity=700", "/confirm=quote")
    rina.says("pesan 800 pasang", "batal", "pesan 900 pasang")


def talked(dewi: Chat, head: Chat) -> None:
    head.says("/tanya 001 warna apa?")
    dewi.says("putih")
    head.replies("putih", "baik")
    dewi.says("terima kasih")


def bargained(office: Office, head: Chat) -> None:
    """A price that was agreed and ordered, a quote that was lost, and one that was withdrawn."""
    sisi = office.customer("105", "Sisi")
    first = quoted(sisi)["id"]
    sisi.forges(f"/call={first}.1")
    head.replies("margin pada", "3.200")
    sisi.forges(f"/take={first}.1")
    sisi.forges(f"/accept={office.rows('quotes')[-1]['id']}")
    sisi.forges(f"/lost={quoted(sisi)['id']}.price")
    head.says(f"/tarik {quoted(sisi)['number']} bahan habis")


def written_to(office: Office, head: Chat) -> None:
    """People on a channel that holds back what is for whoever has been silent."""
    ani = office.officer_alone(Role.HEAD, "+628111", "Ani")
    sari = office.customer("+6281", "Sari", LETTERS)
    approved(sari, ani)
    sari.got("disetujui", "read")
    doni = office.customer("+6282", "Doni", LETTERS)
    waiting = doni.orders()
    office.later(hours=30)
    head.says(f"/tolak {waiting} atap bocor")
    office.hears(Receipt(doni.row("atap bocor")["id"], LETTERS, "", "held", office.now))
    gone = office.customer("103", "Tono")
    gone.says("halo")
    gone.got("Halo" if "Halo" in gone.news else "Selamat", "failed", fault="never", why="gone")


def failed(office: Office) -> None:
    said = office.customer("104", "Udin").heard(text="halo")
    arrivals = [Arrival(CHANNEL, "failed", "{}", said), Arrival(CHANNEL, "odd", "{", None, "odd")]
    with office.engine.begin() as connection:
        batch.take_failed(connection, arrivals[0], office.shop, office.now, "KeyError: 1")
        batch.take(connection, arrivals[1:], office.shop, office.now)
    office.deliver()


@pytest.fixture
def office(lived: Path, tmp_path: Path) -> Iterator[Office]:
    copyfile(lived, tmp_path / "desk.db")
    office = Office(engine_on(tmp_path / "desk.db"))
    with office.engine.begin() as connection:
        latest = select(tables.inbox.c.received_at).order_by(tables.inbox.c.id.desc()).limit(1)
        office.now = connection.execute(latest).scalar_one()
    office._taken = 1000
    yield office
    office.engine.dispose()


def found(office: Office, *, settled: bool = False) -> list[Violation]:
    with office.engine.connect() as connection:
        return violations(connection, now=office.now, settled=settled)


def spoil(office: Office, script: str) -> None:
    """Change the file as somebody who is not us could: whatever is referred to, guarded or not."""
    office.engine.dispose()
    connection = sqlite3.connect(str(office.engine.url.database))
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    guards = connection.execute(triggers).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    before = connection.total_changes
    connection.executescript(script)
    assert connection.total_changes > before, "nothing was spoiled"
    for _, sql in guards:
        connection.execute(sql)
    connection.commit()
    connection.close()


# ---- nothing is wrong


def test_a_desk_that_has_seen_a_little_of_everything_breaks_no_promise(office: Office) -> None:
    assert found(office, settled=True) == []


def test_what_it_has_seen_is_a_little_of_everything(office: Office) -> None:
    states = {name: {row["state"] for row in office.rows(name)} for name in ("orders", "quotes")}
    assert states["orders"] == {
        "pending", "approved", "production", "ready", "sent", "delivered", "rejected", "cancelled",
    }  # fmt: skip
    assert states["quotes"] == {"issued", "accepted", "superseded", "lost", "withdrawn"}
    assert {row["revision"] for row in office.rows("quotes")} == {0, 1}
    assert {row["state"] for row in office.rows("outbox")} >= {"sent", "dead", "held"}
    assert {row["state"] for row in office.rows("inbox")} == {"done", "aside", "failed"}
    outcomes = {row["outcome"] for row in office.rows("dialogs")}
    assert outcomes == {"going", "cancelled", "submitted"}


def test_nothing_is_changed_by_looking(office: Office) -> None:
    path = Path(str(office.engine.url.database))
    before = path.read_bytes()
    found(office, settled=True)
    office.engine.dispose()
    assert path.read_bytes() == before


# ---- each wrong is found, and nothing else

NEWEST = (
    select(func.max(tables.outbox.c.id))
    .where(tables.outbox.c.state == "sent", tables.outbox.c.lane == 0)
    .scalar_subquery()
)


def broken() -> dict[str, tuple[str, str]]:
    """What breaks a promise, by name: the violation it must be found as, and the change."""
    heading = r"^-- ([\w-]+): (I\d+ [\w-]+(?:, I\d+ [\w-]+)*)$"
    parts = re.split(heading, BROKEN.read_text("utf-8"), flags=re.MULTILINE)
    return {parts[at]: (parts[at + 1], parts[at + 2]) for at in range(1, len(parts), 3)}


def said_of(office: Office, *, settled: bool = False) -> list[str]:
    return [f"{one.name} {one.what}" for one in found(office, settled=settled)]


@pytest.mark.parametrize("how", broken())
def test_each_wrong_is_found_and_nothing_else(office: Office, how: str) -> None:
    expected, script = broken()[how]
    spoil(office, script)
    assert ", ".join(said_of(office)) == expected


def unlock(office: Office, table: Table, columns: str) -> None:
    """Make a table anew without what keeps these columns unique."""
    made = text("SELECT sql FROM sqlite_master WHERE name = :name").bindparams(name=table.name)
    with office.engine.connect() as connection:
        sql = connection.execute(made).scalar_one()
    looser, count = re.subn(rf",\s+CONSTRAINT \w+ UNIQUE \({columns}\)", "", sql)
    assert count == 1
    name = table.name
    spoil(
        office,
        f"PRAGMA legacy_alter_table = ON; ALTER TABLE {name} RENAME TO former; {looser};"  # noqa: S608
        f"INSERT INTO {name} SELECT * FROM former; DROP TABLE former",
    )


def again(office: Office, table: Table, **others: object) -> None:
    """Add the first row once more, with other values in these columns."""
    row = dict(office.rows(table.name)[0])
    del row["id"]
    office.change(insert(table).values({**row, **others}))


def test_an_arrival_that_is_kept_twice_is_found(office: Office) -> None:
    unlock(office, tables.inbox, "channel, ext_id")
    assert said_of(office) == []
    again(office, tables.inbox)
    assert said_of(office) == ["I1 broken-inbox-twice"]


def test_a_quote_that_was_ordered_twice_is_found(office: Office) -> None:
    unlock(office, tables.orders, "quote_id")
    again(office, tables.orders, number="013/SO/LAPAS-PDG/XI/2026", sequence=13)
    wrong = found(office)
    assert Violation("I3", "broken-quote-twice", ("orders 1", "orders 13")) in wrong
    consequences = {"broken-numbers", "broken-order-card", "broken-order-answer"}
    assert {one.what for one in wrong} == {"broken-quote-twice", *consequences}


def test_a_draft_that_was_quoted_twice_is_found(office: Office) -> None:
    unlock(office, tables.quotes, "dialog_id")
    again(office, tables.quotes, number="777/QUO/LAPAS-PDG/XI/2025", state="issued")
    assert said_of(office) == ["I2 broken-numbers", "I3 broken-draft-twice"]


def test_an_audit_without_its_guards_is_found(office: Office) -> None:
    office.change(text("DROP TRIGGER audit_no_update"))
    assert found(office) == [Violation("I11", "broken-audit-guard", ("audit_no_update",))]


def test_a_guard_that_lets_everybody_pass_is_none(office: Office) -> None:
    office.change(text("DROP TRIGGER audit_no_delete"))
    office.change(text("CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT 1; END"))
    assert found(office) == [Violation("I11", "broken-audit-guard", ("audit_no_delete",))]


def test_a_file_that_is_damaged_is_found(office: Office) -> None:
    """An index that says of itself what it is not."""
    office.change(text("CREATE INDEX spare ON order_notes (who)"))
    spoil(
        office,
        "PRAGMA writable_schema = ON; UPDATE sqlite_master "
        "SET sql = 'CREATE INDEX spare ON order_notes (text)' WHERE name = 'spare'",
    )
    (wrong,) = found(office)
    assert (wrong.name, wrong.what) == ("I12", "broken-file")
    assert any("spare" in row for row in wrong.rows)


# ---- what is under way


@pytest.mark.parametrize("state", ["ready", "leased"])
def test_what_still_waits_is_wrong_only_once_all_is_settled(office: Office, state: str) -> None:
    sent(office, state=state)
    assert said_of(office) == []
    assert said_of(office, settled=True) == ["I5 broken-message-waits"]


def sent(office: Office, chat: str = "", **values: object) -> None:
    """Have the newest message that was sent, or the first one to this chat, changed."""
    first = select(func.min(tables.outbox.c.id)).where(tables.outbox.c.chat == chat)
    which = first.scalar_subquery() if chat else NEWEST
    office.change(update(tables.outbox).where(tables.outbox.c.id == which).values(values))


def test_what_our_messenger_never_handed_over_is_wrong_once_all_is_settled(office: Office) -> None:
    with office.engine.begin() as connection:
        screens.show(connection, "tamu", "tamu", "Tamu", Drawing(text="halo"), office.now)
    assert said_of(office) == []
    assert said_of(office, settled=True) == ["I1 broken-inbox-unheard"]


def test_a_lease_is_old_only_after_twice_its_time(office: Office) -> None:
    sent(office, state="leased", lease_until=office.now)
    office.now += outbox.LEASE
    assert said_of(office) == []
    office.later(seconds=1)
    assert said_of(office) == ["I10 broken-lease"]


# ---- what looks odd and is right


def test_what_was_sent_more_than_once_may_come_late(office: Office) -> None:
    office.later(hours=1)
    sent(office, "101", sent_at=office.now, attempt=2)
    assert said_of(office) == []
    sent(office, "101", sent_at=office.now, attempt=3, part=2)  # that is once, in three parts
    assert said_of(office) == ["I6 broken-turn"]


def test_a_staff_chat_that_moved_has_its_cards_where_it_was(office: Office) -> None:
    new = Address(CHANNEL, "-100500")
    office.hears(Moved(Address(CHANNEL, GROUP), new, office.now))
    assert said_of(office) == []
    office.later(minutes=1)
    office.customer("105", "Wati").orders()
    assert said_of(office) == []
    office.change(update(tables.outbox).where(tables.outbox.c.chat == new.chat).values(card=""))
    assert said_of(office) == ["I2 broken-order-card"]


def test_whoever_was_dismissed_gets_no_cards(office: Office) -> None:
    ani = select(tables.contacts.c.id).where(tables.contacts.c.name == "Ani").scalar_subquery()
    of_ani = tables.officers.c.contact_id == ani
    office.change(update(tables.officers).where(of_ani).values(active=False))
    office.later(minutes=1)
    office.customer("105", "Wati").orders()
    assert said_of(office) == []
    office.change(update(tables.officers).where(of_ani).values(active=True))
    assert said_of(office) == ["I2 broken-order-card"]


def test_words_that_went_to_the_officers_need_no_answer_of_ours(office: Office) -> None:
    wati = office.customer("105", "Wati")
    wati.says("/petugas")
    office.later(minutes=1)
    wati.says("apakah bisa besok?")
    assert said_of(office, settled=True) == []
    hers = tables.contacts.c.ext_id == "105"
    office.change(update(tables.contacts).where(hers).values(talk_until=None))
    assert said_of(office) == ["I5 broken-person-unanswered"]


def test_whoever_writes_under_another_id_is_known(office: Office) -> None:
    wati = office.customer("+62855", "Wati", LETTERS)
    wati.does(text="halo", aliases=("ID.55",), phone="+62855")
    office.later(minutes=1)
    wati.does(text="halo", sender="ID.55", address=Address(LETTERS, "ID.55"), aliases=())
    assert said_of(office) == []
    office.change(delete(tables.aliases).where(tables.aliases.c.alias == "ID.55"))
    assert said_of(office) == ["I5 broken-person-unmet"]


def test_a_promotion_may_have_been_under_way_when_they_wanted_none(office: Office) -> None:
    dewi = office.customer()
    dewi.says("stop promo")
    assert dewi.contact["opted_out"]
    last = office.rows("outbox")[-1]
    values = {**last, "id": last["id"] + 1, "lane": 1, "sent_at": office.now + outbox.LEASE}
    office.change(insert(tables.outbox).values(values))
    assert said_of(office) == []
    office.change(
        update(tables.outbox)
        .where(tables.outbox.c.lane == 1)
        .values(sent_at=office.now + 1.01 * outbox.LEASE)
    )
    assert said_of(office) == ["I7 broken-promotion-sent"]


# ---- how it is told


def test_rows_are_named_by_table_and_id_and_not_all_of_them(office: Office) -> None:
    spoil(office, "UPDATE inbox SET state = 'new'")
    first = next(one for one in found(office) if one.what == "broken-inbox-outcome")
    assert first.rows == tuple(f"inbox {at}" for at in range(1, SHOWN + 1))


def test_every_invariant_is_broken_here() -> None:
    assert {one.partition(" ")[0] for one, _ in broken().values()} | {"I3"} == set(INVARIANTS)
