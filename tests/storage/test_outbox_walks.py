"""Whatever a channel does with a long message and its answers: it arrives whole, or is known not to
have.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert, select

from handlers.messages import Receipt
from storage import codec, outbox, receipts, tables
from storage.outbox import Mark, Parcel
from tests import desks
from tests.desks import NOON

PARTS = 3
ENDS = st.sampled_from(
    ["taken", "taken", "slow down", "lost", "lost, yet taken", "killed", "killed, yet taken"]
)
FATES = st.sampled_from(["delivered", "delivered", "failed"])
STEPS = st.lists(st.tuples(ENDS, FATES, st.integers(0, 5)), max_size=25)


@dataclass
class Copy:
    """A part that the channel took, by its id there."""

    sid: str
    row: int
    part: int
    fate: str
    told: bool = False


@dataclass
class Operator:
    """One that takes messages, loses answers, and tells what became of them in any order."""

    connection: Connection
    copies: list[Copy] = field(default_factory=list)
    minutes: int = 0
    given_up: bool = False

    @property
    def clock(self) -> datetime:
        return NOON + timedelta(minutes=self.minutes)

    def take(self, parcel: Parcel, fate: str) -> Copy:
        copy = Copy(f"SM{len(self.copies)}", parcel.id, parcel.part, fate)
        self.copies.append(copy)
        return copy

    def find(self, parcel: Parcel) -> Copy | None:
        """The newest copy of this part that was taken after the last one we know."""
        o = tables.outbox.c
        known = set(self.connection.execute(select(o.sent_id)).scalars())
        for copy in reversed(self.copies):
            if copy.sid in known:
                return None
            if (copy.row, copy.part) == (parcel.id, parcel.part):
                return copy
        return None

    def deliver(self, ends: str, fate: str, early: bool) -> None:
        leased = outbox.lease(self.connection, "telegram", self.clock, 1)
        for parcel in leased:
            found = self.find(parcel) if parcel.lost else None
            most = outbox.RESENDS if ends.startswith("lost") else outbox.REPEATS
            twice = parcel.lost >= most and ends not in {"taken", "slow down"}
            self.given_up = self.given_up or (twice and not found)
            copy = found or (self.take(parcel, fate) if "taken" in ends else None)
            if early and copy and not found:
                self.tell(copy)
            if mark := self.mark(parcel, copy if found or ends == "taken" else None, ends):
                outbox.mark(self.connection, [mark], self.clock)
            else:
                outbox.recover(self.connection, "telegram", self.clock, everything=True)

    def mark(self, parcel: Parcel, copy: Copy | None, ends: str) -> Mark | None:
        if copy is not None:
            more = parcel.part + 1 < PARTS
            return Mark(
                parcel, "ready" if more else "sent", self.clock, sent_id=copy.sid, more=more
            )
        if ends == "slow down":
            return Mark(parcel, "ready", self.clock)
        return outbox.lost(parcel, "lost") if ends.startswith("lost") else None

    def tell(self, copy: Copy) -> None:
        copy.told = True
        fault = "later" if copy.fate == "failed" else ""
        news = Receipt(copy.row, "telegram", copy.sid, copy.fate, self.clock, fault)  # type: ignore[arg-type]
        receipts.take(self.connection, news, self.clock)

    def state(self) -> tuple[str, str]:
        o = tables.outbox.c
        return tuple(self.connection.execute(select(o.state, o.progress)).one())


@settings(max_examples=100, deadline=None)
@given(steps=STEPS, data=st.data())
def test_a_message_is_sent_only_if_every_part_of_it_arrived(
    steps: list[tuple[str, str, int]], data: st.DataObject
) -> None:
    engine = create_engine("sqlite://")
    tables.metadata.create_all(engine, [tables.outbox, tables.parts, tables.contacts])
    with engine.begin() as connection:
        body = codec.outgoing(desks.spoken("long"))
        row = {"channel": "telegram", "chat": "1", "body": body, "due_at": NOON}
        connection.execute(insert(tables.outbox), row)
        operator = Operator(connection)
        for ends, fate, what in steps:
            waiting = [c for c in operator.copies if not c.told]
            if what == 0 and operator.copies:
                operator.tell(data.draw(st.sampled_from(operator.copies)))
            elif what == 1 and waiting:
                operator.tell(data.draw(st.sampled_from(waiting)))
            else:
                operator.minutes += 300
                operator.deliver(ends, fate, early=what == 2)
        for _ in range(14):
            for copy in [c for c in operator.copies if not c.told]:
                operator.tell(copy)
            operator.minutes += 300
            operator.deliver("taken", "delivered", early=False)
        state, progress = operator.state()
    engine.dispose()
    arrived = {c.part for c in operator.copies if c.fate == "delivered"}
    assert state in {"sent", "dead", "uncertain"}
    if state == "sent" and not operator.given_up:
        assert progress in {"", "delivered"}
        assert arrived == set(range(PARTS))
