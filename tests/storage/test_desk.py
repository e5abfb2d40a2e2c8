"""Officers, invitations, tokens, membership, and chats that move."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from handlers.desk import Attempt
from handlers.messages import Address, AskMembership
from services.orders import Action, Role
from storage import outbox, tables
from storage.database import Database
from storage.desk import TOKEN_LASTS, SqlDesk
from tests import desks
from tests.desks import NOON, STAFF

SUPERGROUP = Address("telegram", "-1001")


def using(code: str, person: int = 9) -> Callable[[SqlDesk], Role | None]:
    return lambda at: at.use_invitation(code, desks.said(person=person))


async def test_an_invitation_is_good_once(database: Database) -> None:
    code = await desks.invitation(database)
    assert await database.write(desks.at_desk(using(f" {code.lower()}\n"))) is Role.DESK
    assert await database.write(desks.at_desk(using(code))) is None
    i = tables.invitations.c
    assert await desks.rows(database, select(i.used_at, i.used_by)) == [(NOON, "telegram:9")]


async def test_an_invitation_is_good_for_a_day(database: Database) -> None:
    clock = desks.HandClock()
    codes = [await desks.invitation(database) for _ in range(2)]
    clock.turn(24 * 3600 - 1)
    assert await database.write(desks.at_desk(using(codes[0]), clock())) is Role.DESK
    clock.turn(1)
    assert await database.write(desks.at_desk(using(codes[1]), clock())) is None


async def test_an_unknown_code_is_nothing(database: Database) -> None:
    assert await database.write(desks.at_desk(using("AAAA-BBBB-CCCC-DDDD"))) is None


async def test_of_a_code_only_a_digest_is_kept(database: Database) -> None:
    code = await desks.invitation(database)
    (kept,) = await desks.rows(database, tables.invitations.select())
    assert code not in str(kept) and code.replace("-", "") not in str(kept)


async def test_an_officer_gathers_roles_until_dismissed(database: Database) -> None:
    def appoint(at: SqlDesk) -> None:
        assert at.officer(desks.address(9)) is None
        budi = desks.met(at, 9)
        assert at.officer(budi.address) is None
        assert at.appoint(budi, Role.DESK).roles == {Role.DESK}
        both = at.appoint(budi, Role.WORKSHOP)
        assert both.roles == {Role.DESK, Role.WORKSHOP} and both.active
        at.connection.execute(tables.officers.update().values(active=False))
        gone = at.officer(budi.address)
        assert gone is not None and not gone.active
        assert at.appoint(budi, Role.WORKSHOP).roles == {Role.WORKSHOP}

    await database.write(desks.at_desk(appoint))


async def test_a_membership_is_what_was_last_seen(database: Database) -> None:
    clock = desks.HandClock()

    def see(member: bool) -> Callable[[SqlDesk], object]:
        return lambda at: at.set_member(STAFF, "9", member)

    assert await database.read(lambda c: desks.desk(c).member_since(STAFF, "9")) is None
    for member in (True, False):
        now = clock.turn(10)
        await database.write(desks.at_desk(see(member), now))
        seen = await database.read(lambda c: desks.desk(c).member_since(STAFF, "9"))
        assert seen == (member, now)


# ---- tokens


async def token(database: Database, chat: Address = STAFF, reason: str = "") -> str:
    order = await database.write(desks.at_desk(lambda at: desks.ordered(at, f"d{chat.chat}")))
    return await database.write(
        desks.at_desk(lambda at: at.new_token(Action.REJECT, order, chat, reason))
    )


async def test_a_token_is_bound_to_all_it_was_made_for(database: Database) -> None:
    value = await token(database, reason="date")
    found = await database.read(lambda c: desks.desk(c).token(value))
    assert found is not None
    assert (found.action, found.reason, found.order_id, found.version) == (
        Action.REJECT,
        "date",
        1,
        1,
    )
    assert (found.chat, found.expires_at, found.used) == (STAFF, NOON + TOKEN_LASTS, False)
    assert len(value) == 22
    assert len(f"!{value}".encode()) <= 64


async def test_a_token_is_spent_once(database: Database) -> None:
    value = await token(database)

    def spend(at: SqlDesk) -> tuple[bool, bool]:
        found = at.token(value)
        assert found is not None
        return found.used, at.spend(found)

    assert await database.write(desks.at_desk(spend)) == (False, True)
    assert await database.write(desks.at_desk(spend)) == (True, False)


async def test_a_token_nobody_made_is_none(database: Database) -> None:
    assert await database.read(lambda c: desks.desk(c).token("made-up")) is None


async def test_every_attempt_leaves_its_trace(database: Database) -> None:
    attempt = Attempt(STAFF, "9", "approve", "stale", order_id=3, officer_id=2, reason="x")
    await database.write(desks.at_desk(lambda at: at.audit(attempt)))
    (row,) = await desks.rows(database, tables.audit.select())
    assert row[:-2] == (1, NOON, "telegram", "-500", "9", 2, "approve", 3, "stale", "x")


# ---- what goes out


async def test_what_was_said_goes_out_in_its_order(database: Database) -> None:
    def say(at: SqlDesk) -> None:
        at.send(desks.outgoing("one", card="c", about="order:1", under="order:2"))
        at.errand(AskMembership(STAFF, "9", desks.in_group()))
        at.send(desks.outgoing("two", desks.address()))

    await database.write(desks.at_desk(say))
    o = tables.outbox.c
    query = select(o.chat, o.card, o.about, o.under, o.state, o.lane, o.due_at).order_by(o.id)
    assert await desks.rows(database, query) == [
        ("-500", "c", "order:1", "order:2", "ready", 0, NOON),
        ("-500", "", "", "", "ready", -1, NOON),
        ("1", "", "", "", "ready", 0, NOON),
    ]


async def test_a_reply_is_about_what_its_message_was_about(database: Database) -> None:
    await desks.post(database, "a", to=STAFF, about="contact:1", sent_id="5", state="sent")
    await desks.post(database, "b", to=STAFF, about="contact:2", sent_id="6", state="sent")
    await desks.post(database, "c", to=desks.address(), about="x", sent_id="5", state="sent")
    await desks.post(database, "d", to=STAFF, about="waits")

    def look(at: SqlDesk) -> list[str]:
        return [at.about(STAFF, key) for key in ("5", "6", "7", "")]

    assert await database.write(desks.at_desk(look)) == ["contact:1", "contact:2", "", ""]


# ---- a group becomes a supergroup


def by_update(at: SqlDesk) -> None:
    at.moved(STAFF, SUPERGROUP)


def by_answer(at: SqlDesk) -> None:
    (parcel,) = outbox.lease(at.connection, "telegram", NOON, 1)
    mark = outbox.Mark(parcel, "ready", moved=SUPERGROUP.chat)
    outbox.mark(at.connection, [mark], NOON)


async def prepared(database: Database) -> str:
    """A staff chat with an officer seen, a button, a sent message and a waiting one."""
    await desks.link_staff(database)
    await database.write(desks.at_desk(lambda at: at.set_member(STAFF, "9", member=True)))
    await desks.post(database, "sent", to=STAFF, about="contact:1", sent_id="5", state="sent")
    await desks.post(database, "waits", to=STAFF)
    return await token(database)


@pytest.mark.parametrize("way", [by_update, by_answer])
async def test_a_moved_chat_is_followed(database: Database, way: Callable[[SqlDesk], None]) -> None:
    value = await prepared(database)
    await database.write(desks.at_desk(way))

    def look(at: SqlDesk) -> None:
        assert [chat.address for chat in at.staff_chats()] == [SUPERGROUP]
        assert at.member_since(SUPERGROUP, "9") == (True, NOON)
        assert at.member_since(STAFF, "9") is None
        button = at.token(value)
        assert button is not None and button.chat == SUPERGROUP

    await database.write(desks.at_desk(look))
    o = tables.outbox.c
    assert await desks.rows(database, select(o.chat, o.state).order_by(o.id)) == [
        ("-500", "sent"),
        ("-1001", "ready"),
    ]


@pytest.mark.parametrize("way", [by_update, by_answer])
async def test_a_chat_may_move_to_where_we_already_are(
    database: Database, way: Callable[[SqlDesk], None]
) -> None:
    await prepared(database)
    await desks.link_staff(database, SUPERGROUP)
    await database.write(desks.at_desk(lambda at: at.set_member(SUPERGROUP, "9", member=False)))
    await database.write(desks.at_desk(lambda at: at.set_member(STAFF, "8", member=True)))
    await database.write(desks.at_desk(way))
    await database.write(desks.at_desk(by_update))

    def look(at: SqlDesk) -> None:
        assert [chat.address for chat in at.staff_chats()] == [SUPERGROUP]
        assert at.member_since(SUPERGROUP, "9") == (False, NOON)
        assert at.member_since(SUPERGROUP, "8") == (True, NOON)

    await database.write(desks.at_desk(look))


async def test_an_old_message_id_names_nothing_in_the_new_chat(database: Database) -> None:
    """The new chat counts its messages from one: its fifth is somebody else's."""
    await prepared(database)
    await database.write(desks.at_desk(by_update))
    assert await database.write(desks.at_desk(lambda at: at.about(SUPERGROUP, "5"))) == ""


async def test_a_chat_that_moves_to_itself_stays(database: Database) -> None:
    await prepared(database)
    await database.write(desks.at_desk(lambda at: at.moved(STAFF, STAFF)))
    assert await desks.rows(database, select(tables.staff_chats.c.chat)) == ["-500"]


async def test_another_chat_is_not_touched(database: Database) -> None:
    await prepared(database)
    await database.write(
        desks.at_desk(lambda at: at.moved(Address("whatsapp", "-500"), SUPERGROUP))
    )
    assert await desks.rows(database, select(tables.staff_chats.c.chat)) == ["-500"]
