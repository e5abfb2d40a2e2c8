"""The tables, as SQLAlchemy Core describes them; `migrations/` makes them.

Times are stored as aware UTC; amounts are whole Rupiah; JSON columns hold what the handlers
froze. What is a duplicate is decided by the UNIQUE constraints here and by nothing else.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    literal_column,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as UTC; a naive one is a bug and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive time cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
"""A growing row id: SQLite counts only INTEGER PRIMARY KEY up by itself."""

inbox = Table(
    "inbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("ext_id", String(140), nullable=False),
    Column("chat", String(140), nullable=False, server_default=""),
    Column("body", Text, nullable=False),
    Column("state", String(8), nullable=False),
    Column("error", Text, nullable=False, server_default=""),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("channel", "ext_id"),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("ext_id", String(140), nullable=False),
    Column("name", String(200), nullable=False),
    Column("language", String(8), nullable=False),
    Column("source", String(64), nullable=False),
    Column("hotel", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("listed", String(64), nullable=False),
    Column("person", String(200), nullable=False),
    Column("dialog_id", String(16), nullable=False),
    Column("offered", JSON, nullable=False),
    Column("offered_closed", Boolean, nullable=False),
    Column("talk_until", Moment),
    Column("talk_about", String(64), nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("greeted", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("phone", String(20), nullable=False, server_default=""),
    Column("wire", String(140), nullable=False, server_default=""),
    Column("heard_at", Moment),
    Column("held", Boolean, nullable=False, server_default=false()),
    Column("opted_out", Boolean, nullable=False, server_default=false()),
    Column("recent", JSON, nullable=False, server_default="{}"),
    Column("agreed", Boolean, nullable=False, server_default=false()),
    Column("promotions", Boolean, nullable=False, server_default=false()),
    Column("asked_at", Moment),
    Column("partner_id", BigId),
    UniqueConstraint("channel", "ext_id"),
    Index("ix_contacts_phone", "phone"),
)
"""`ext_id` never changes; `wire` is the id they last wrote under, and are written to. `partner_id`
is whom we knew them as before they wrote."""

aliases = Table(
    "aliases",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("alias", String(140), primary_key=True),
    Column("ext_id", String(140), nullable=False),
    Index("ix_aliases_of", "channel", "ext_id"),
)
"""Other ids a channel knows a contact by: WhatsApp has two for one person."""

dialogs = Table(
    "dialogs",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("form", String(32), nullable=False),
    Column("answers", JSON, nullable=False),
    Column("revisiting", String(64), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("replaces", BigId),
    Column("updated_at", Moment, nullable=False),
)

catalogues = Table(
    "catalogues",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("body", Text, nullable=False),
    Column("loaded_at", Moment, nullable=False),
)

rates = Table(
    "rates",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("place", String(96), nullable=False),
    Column("value", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("status", String(8), nullable=False),
    Column("set_by", String(200), nullable=False),
    Column("valid_from", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)
"""Append-only: the database refuses changes. At the place "catalogue" stands the fingerprint of
the catalogue that is the base of all others."""

counters = Table(
    "counters",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

quotes = Table(
    "quotes",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("number", String(64), nullable=False, unique=True),
    Column("dialog_id", ForeignKey("dialogs.id"), nullable=False, unique=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("terms", JSON, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("base", String(64), nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("reason", Text, nullable=False, server_default=""),
    Index("ix_quotes_contact", "contact_id", "id"),
    Index("ix_quotes_base", "base", "revision"),
)
"""`base` is the number without its revision."""

quote_events = Table(
    "quote_events",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("quote_id", ForeignKey("quotes.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("who", String(8), nullable=False),
    Column("name", String(200), nullable=False),
    Column("what", String(16), nullable=False),
    Column("line", Integer, nullable=False),
    Column("quantity", BigInteger),
    Column("each", BigInteger),
    Column("hpp", BigInteger),
    Column("floor", BigInteger),
    Column("rule", String(32), nullable=False),
    Column("round", Integer, nullable=False),
    Column("words", Text, nullable=False),
)
"""Append-only: the database refuses changes."""

orders = Table(
    "orders",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("number", String(64), nullable=False, unique=True),
    Column("sequence", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("quote_id", ForeignKey("quotes.id"), nullable=False, unique=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("placed_at", Moment, nullable=False),
    Column("decided_by", String(200), nullable=False, server_default=""),
    Column("decided_at", Moment),
    Column("reason", Text, nullable=False, server_default=""),
    Column("promised", Date),
    UniqueConstraint("year", "sequence"),
    Index("ix_orders_contact", "contact_id", "id"),
    Index("ix_orders_placed", "placed_at"),
    Index(
        "ix_orders_undecided",
        "id",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
)

day_changes = Table(
    "day_changes",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("day", Date, nullable=False),
    Column("units", Integer, nullable=False),
    Column("why", String(200), nullable=False),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_day_changes_day", "day", "id"),
)
"""What officers set days of the calendar to; the newest row of a day counts. Append-only: the
database refuses changes."""

reservations = Table(
    "reservations",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("units", BigInteger, nullable=False),
    Index("ix_reservations_day", "day"),
)
"""What of the calendar an order takes; gone once the order is rejected or cancelled."""

agreements = Table(
    "agreements",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("body", JSON, nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_by_id", ForeignKey("officers.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("approved_by", String(200), nullable=False, server_default=""),
)

draws = Table(
    "draws",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("agreement_id", ForeignKey("agreements.id"), nullable=False),
    Column("month", Date, nullable=False),
    Column("units", BigInteger, nullable=False),
    Index("ix_draws_month", "agreement_id", "month"),
)
"""What an order takes of a month's quantity; one that was rejected or cancelled takes nothing."""

sources = Table(
    "sources",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("code", String(32), nullable=False, unique=True),
    Column("label", String(200), nullable=False),
    Column("owner_id", ForeignKey("contacts.id"), index=True),
    Column("promotion_id", BigId),
    Column("percent", Integer),
    Column("until", Date),
    Column("active", Boolean, nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
)
"""`code` is lower-case; `percent` off until a day is what it gives, where it gives anything."""

touches = Table(
    "touches",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("how", String(8), nullable=False),
    Index("ix_touches_contact", "contact_id", "at"),
    Index("ix_touches_at", "at"),
)
"""Append-only: the database refuses changes."""

order_notes = Table(
    "order_notes",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False, index=True),
    Column("who", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

staff_chats = Table(
    "staff_chats",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("chat", String(140), nullable=False),
    Column("linked_at", Moment, nullable=False),
    UniqueConstraint("channel", "chat"),
)

officers = Table(
    "officers",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False, unique=True),
    Column("roles", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("appointed_at", Moment, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_by", String(160), nullable=False, server_default=""),
)

members = Table(
    "members",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("chat", String(140), primary_key=True),
    Column("person", String(140), primary_key=True),
    Column("member", Boolean, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("value", String(32), primary_key=True),
    Column("action", String(16), nullable=False),
    Column("reason", String(300), nullable=False),
    Column("order_id", ForeignKey("orders.id"), index=True),
    Column("quote_id", ForeignKey("quotes.id"), index=True),
    Column("version", Integer, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("chat", String(140), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("chat", String(140), nullable=False),
    Column("person", String(140), nullable=False),
    Column("officer_id", BigId),
    Column("action", String(16), nullable=False),
    Column("order_id", BigId, index=True),
    Column("outcome", String(32), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("digest", String(64), nullable=False, server_default=""),
    Column("quote_id", BigId, index=True),
)
"""Append-only: the database refuses changes, and `digest` ties each row to the one before it."""

chains = Table(
    "chains",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("digest", String(64), nullable=False),
)
"""The newest link of a chain of rows."""

_WAITS = "state IN ('ready', 'leased')"


def _partly(name: str, *columns: str, where: str) -> Index:
    """An index over some rows only: it stays as small as what it is asked for.

    SQLite takes it only where a query says the same condition in the same literal words, and
    prefers an index over all rows where there is one: so these are all there are.
    """
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("chat", String(140), nullable=False),
    Column("lane", Integer, nullable=False, server_default="0"),
    Column("body", JSON, nullable=False),
    Column("card", String(64), nullable=False, server_default=""),
    Column("about", String(64), nullable=False, server_default=""),
    Column("under", String(64), nullable=False, server_default=""),
    Column("state", String(10), nullable=False, server_default="ready"),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("lost", Integer, nullable=False, server_default="0"),
    Column("due_at", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("sent_id", String(140), nullable=False, server_default=""),
    Column("sent_at", Moment),
    Column("error", Text, nullable=False, server_default=""),
    Column("part", Integer, nullable=False, server_default="0"),
    Column("quiet", Boolean, nullable=False, server_default=false()),
    Column("progress", String(10), nullable=False, server_default=""),
    Column("failures", Integer, nullable=False, server_default="0"),
    _partly("ix_outbox_waiting", "channel", "chat", "lane", "id", where=_WAITS),
    _partly("ix_outbox_turn", "channel", "lane", "id", where=_WAITS),
    _partly("ix_outbox_leased", "channel", "lease_until", where="state = 'leased'"),
    _partly("ix_outbox_sent", "channel", "sent_id", "chat", where="sent_id != ''"),
    _partly("ix_outbox_card", "channel", "chat", "card", "id", where="card != ''"),
    _partly("ix_outbox_about", "channel", "chat", "about", "id", where="about != ''"),
    _partly("ix_outbox_held", "channel", "chat", "id", where="state = 'held'"),
)
"""`lane` 0 is for conversations; whatever can wait for them takes a higher number. `attempt`
fences: only who leased a row may mark it. `lost` counts sends whose answer never came. `part`
counts the parts of a long message that are out already; `progress` is the best the channel has
told of it since (sent, delivered, read) or "failed", and `failures` how often it was."""

parts = Table(
    "parts",
    metadata,
    Column("row", ForeignKey("outbox.id"), primary_key=True),
    Column("sent_id", String(140), primary_key=True),
    Column("channel", String(16), nullable=False),
    Index("ix_parts_sent_id", "sent_id"),
)
"""The channel's ids of the parts of messages that others have followed: the outbox keeps the last
one's. What became of an earlier part is found by them."""


def waits(box: FromClause) -> ColumnElement[bool]:
    """Neither ended nor given up, in the words of the partial indexes."""
    return box.c.state.in_([literal_column("'ready'"), literal_column("'leased'")])


def named(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Not "", in the words of the partial indexes."""
    return column != literal_column("''")


contents = Table(
    "contents",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("sid", String(34), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("approval", String(16), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("checked_at", Moment),
)
"""Message shapes and notices that are kept at a channel's operator, by our name for them."""

papers = Table(
    "papers",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("template", String(32), nullable=False),
    Column("data", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
)
"""What is drawn for somebody: kept, so that it can be drawn again years later."""

artworks = Table(
    "artworks",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("dialog_id", String(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("logo", String(64), nullable=False),
    Column("variant", JSON, nullable=False),
    Column("seen", JSON, nullable=False),
    Column("sent_at", Moment, nullable=False),
)
"""Logos as they were kept, each time one was sent; the picture is in a file under its hash."""

proofs = Table(
    "proofs",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("artwork", ForeignKey("artworks.key"), nullable=False),
    Column("dialog_id", String(32), nullable=False),
    Column("proof", String(80), nullable=False),
    Column("scale", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Column("down", Integer, nullable=False),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_proofs_dialog", "dialog_id"),
)
"""Proofs customers signed off, never changed; the newest of a draft is the one that counts."""

payments = Table(
    "payments",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False),
    Column("amount", BigId, nullable=False),
    Column("by", String(200), nullable=False),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_payments_order", "order_id", "id"),
)
"""Rupiah that came in for orders, never changed; what is taken back stands below 0."""

setups = Table(
    "setups",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("order_id", ForeignKey("orders.id"), nullable=False),
    Column("logo", String(64), nullable=False),
    Column("printing", String(200), nullable=False),
    Column("scale", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Column("down", Integer, nullable=False),
    Column("place", String(60), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("gone_at", Moment),
    Index("ix_setups_contact", "contact_id", "logo"),
    Index("ix_setups_order", "order_id"),
)
"""Setups that lie in the workshop: one for each logo, print and size a customer had made."""

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False),
    Column("artwork", ForeignKey("artworks.key"), nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("reason", String(300), nullable=False),
    Column("by", String(200), nullable=False),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_verdicts_artwork", "artwork", "id"),
    Index("ix_verdicts_order", "order_id"),
)
"""What officers said of logos, never changed; the newest of a logo counts."""

cursors = Table(
    "cursors",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
)
"""How far something that is read bit by bit has been read."""

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Moment, nullable=False),
    Column("fence", BigInteger, nullable=False),
)
"""Which process does what only one may do, where there are several."""

screens = Table(
    "screens",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("chat", String(140), nullable=False),
    Column("sender", String(140), nullable=False),
    Column("name", String(200), nullable=False),
    Column("body", JSON, nullable=False),
    Column("shown_at", Moment, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Index("ix_screens_changed", "changed"),
    Index("ix_screens_chat", "chat", "id"),
)
"""What stands on the screens of the desk's own little messenger (terminal, try-it page)."""

consents = Table(
    "consents",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("granted", Boolean, nullable=False),
    Column("wording", Text, nullable=False),
    Column("how", String(8), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("message", String(140), nullable=False),
    Column("language", String(8), nullable=False),
    Index("ix_consents_contact", "contact_id", "id"),
)
"""Append-only: the database refuses changes. What counts now is `contacts.promotions`; these rows
prove how it came to that: the words that were shown, when, and which message answered them."""

promotions = Table(
    "promotions",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("state", String(10), nullable=False),
    Column("body", JSON, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("send_at", Moment),
    Column("made_by", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("approved_by", String(200), nullable=False, server_default=""),
    Column("approved_at", Moment),
    Column("made_by_id", BigId),
    Column("begun_at", Moment),
    Column("ended_at", Moment),
    Column("shown_at", Moment),
    Column("version", Integer, nullable=False),
    Index("ix_promotions_state", "state", "id"),
)

recipients = Table(
    "recipients",
    metadata,
    Column("promotion_id", ForeignKey("promotions.id"), primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), primary_key=True),
    Column("values", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("why", String(200), nullable=False, server_default=""),
    Column("outbox_id", BigId),
    Column("at", Moment, nullable=False),
    Column("clicked_at", Moment),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("not_before", Moment),
    Index("ix_recipients_state", "promotion_id", "state", "contact_id"),
    Index("ix_recipients_contact", "contact_id", "at"),
    Index("ix_recipients_outbox", "outbox_id"),
)
"""`values` is what was filled in when the promotion was approved; `at` when it was last claimed or
skipped, `tries` how often the channel held it back, `not_before` when it is looked at again.
Of one in the outbox the outbox tells the truth, and this follows it in the same transaction."""

partners = Table(
    "partners",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("phone", String(20), unique=True),
    Column("telegram", String(40), unique=True),
    Column("kind", String(16), nullable=False),
    Column("stars", String(8), nullable=False),
    Column("place", String(80), nullable=False),
    Column("language", String(8), nullable=False),
    Column("note", Text, nullable=False),
    Column("listed", String(64), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""Whom we know of without a word of theirs; nothing here speaks of consent: they give it. `phone`
and `telegram` are NULL where they are not known."""
